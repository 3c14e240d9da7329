"""Takes a person out of the rows: files, facts and documents go; visits of past days stay, without whom and where.

Whether it may be done is `planner.cases.erasing`' business.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, delete, select, update

from planner.model import Address, Case, Customer
from planner.storage import tables as t
from planner.storage.codec import compact, dump, plain
from planner.storage.session import Session
from planner.storage.visits import household_key

ERASED = "erased"
NOWHERE = Address(ERASED)


@dataclass(frozen=True, slots=True)
class Gone:
    """How much it was, and the dwellings in which nobody is known any more, by their addresses."""

    visits: int
    cases: int
    facts: int
    attachments: int
    addresses: tuple[Address, ...] = ()


def erase_rows(session: Session, customer_id: UUID) -> Gone:
    """Take everything about a customer out, in this transaction; what was deleted is overwritten in the file."""
    session.connection.exec_driver_sql("PRAGMA secure_delete = ON")
    who = str(customer_id)
    visits = list(session.connection.execute(select(t.visit).where(t.visit.c.customer_id == who)))
    files = session.case_files(customers=[customer_id])
    cases = {str(file.id) for file in files} | {each for row in visits for each in json.loads(row.body)["cases"]}
    addresses = _without_place(session, visits)
    facts = _deleted(session, t.fact, t.fact.c.customer_id, [who])
    attachments = _deleted(session, t.attachment, t.attachment.c.case_id, cases)
    _deleted(session, t.case_file, t.case_file.c.customer_id, [who])
    _deleted(session, t.customer_file, t.customer_file.c.id, [who])
    _without_name(session, customer_id, cases)
    return Gone(len(visits), len(files), facts, attachments, addresses)


def _deleted(session: Session, table: Table, column: Column[Any], keys: Collection[str]) -> int:
    return session.connection.execute(delete(table).where(column.in_(list(keys)))).rowcount


def _without_name(session: Session, customer_id: UUID, cases: Collection[str]) -> None:
    # Visits of past days point at these rows: they stay, and say nothing.
    row = session.connection.execute(select(t.customer).where(t.customer.c.id == str(customer_id))).one()
    nobody = Customer(row.source, _nameless(row.id), ERASED, id=customer_id)
    own = update(t.customer).where(t.customer.c.id == row.id)
    session.connection.execute(own.values(reference=nobody.reference, version=row.version + 1, body=dump(nobody)))
    for case in list(session.connection.execute(select(t.case).where(t.case.c.id.in_(list(cases))))):
        none = Case(case.source, _nameless(case.id), id=UUID(case.id))
        own = update(t.case).where(t.case.c.id == case.id)
        session.connection.execute(own.values(reference=none.reference, version=case.version + 1, body=dump(none)))


def _without_place(session: Session, visits: Collection[Any]) -> tuple[Address, ...]:
    if not visits:
        return ()
    nowhere = session._households({household_key(NOWHERE)})[household_key(NOWHERE)]
    addresses: dict[str, Address] = {}
    for row in visits:
        body = json.loads(row.body)
        addresses[row.household_id] = Address(**body["address"])
        reference = _nameless(row.id)
        body |= {"reference": reference, "address": plain(NOWHERE), "note": "", "location": None}
        own = update(t.visit).where(t.visit.c.id == row.id)
        changed = {"reference": reference, "household_id": nowhere, "version": row.version + 1, "body": compact(body)}
        session.connection.execute(own.values(changed))
    lived = select(t.visit.c.household_id).where(t.visit.c.household_id.in_(list(addresses)))
    still = {row.household_id for row in session.connection.execute(lived)}
    empty = addresses.keys() - still - {nowhere}
    _deleted(session, t.household, t.household.c.id, empty)
    return tuple(addresses[each] for each in sorted(empty))


def _nameless(key: str) -> str:
    return f"{ERASED}-{key[:8]}"
