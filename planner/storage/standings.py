"""What lies here of many customers at once, as plain values: files of customers and cases, and their facts.

As they were kept, and not built one by one: hundreds are read before a day is shown. Writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from planner.storage import tables as t
from planner.storage.rows import MOST_VALUES
from planner.storage.session import Session

type Body = dict[str, Any]


class Kept(NamedTuple):
    """One file or fact: its kind (``customer``, ``case`` or that of the fact), whose it is, and what it says."""

    kind: str
    customer: str
    id: str
    body: Body


def kept_of(session: Session, customers: Collection[UUID], kinds: Collection[str]) -> Iterator[Kept]:
    """Files of these customers and of their cases, then their facts of these kinds, oldest first."""
    fact, case, customer = t.fact.c, t.case_file.c, t.customer_file.c
    for some in batched(sorted(map(str, customers)), MOST_VALUES):
        people = select(customer.id, customer.body).where(customer.id.in_(some))
        for person in session.connection.execute(people):
            yield Kept("customer", person.id, person.id, json.loads(person.body))
        cases = select(case.id, case.customer_id, case.body).where(case.customer_id.in_(some))
        for row in session.connection.execute(cases):
            yield Kept("case", row.customer_id, row.id, json.loads(row.body))
        wanted = select(fact.kind, fact.customer_id, fact.id, fact.body).order_by(fact.at)
        for each in session.connection.execute(wanted.where(fact.customer_id.in_(some), fact.kind.in_(kinds))):
            yield Kept(each.kind, each.customer_id, each.id, json.loads(each.body))
