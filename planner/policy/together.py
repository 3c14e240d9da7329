"""Whose visits never share a day: two of one customer, which make one, and those of others in the same dwelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from planner.model import Day, Plan, Visit
from planner.policy.pack import Pack

TWICE, HOUSEHOLD = "visited_twice", "one_household"


def too_many(pack: Pack, visits: Iterable[Visit]) -> Mapping[UUID, str]:
    """Visits that others of the day leave no room for, with the rule: what must be done stays, then what matters."""
    found: dict[UUID, str] = {}
    customers: set[UUID] = set()
    dwellings: set[str] = set()
    for visit in sorted(visits, key=lambda each: (not each.must_do, -each.priority)):
        if visit.customer.id in customers:
            found[visit.id] = TWICE
        elif pack.one_per_household and visit.address.dwelling in dwellings:
            found[visit.id] = HOUSEHOLD
        else:
            customers.add(visit.customer.id)
            dwellings.add(visit.address.dwelling)
    return found


def one_too_many(pack: Pack, day: Day, plan: Plan) -> Iterator[tuple[UUID, UUID, str]]:
    """Visits of a finished plan that clash with one that is made earlier, by shift and visit."""
    starts: dict[UUID, tuple[datetime, UUID]] = {}
    for route in plan.routes:
        for stop in route.stops:
            known = starts.get(stop.visit_id)
            if known is None or stop.start < known[0]:
                starts[stop.visit_id] = stop.start, route.shift_id
    customers: set[UUID] = set()
    dwellings: set[str] = set()
    for visit_id in sorted(starts, key=lambda key: (starts[key][0], key.int)):
        visit = day.visit(visit_id)
        if visit.customer.id in customers:
            yield starts[visit_id][1], visit_id, TWICE
        elif pack.one_per_household and visit.address.dwelling in dwellings:
            yield starts[visit_id][1], visit_id, HOUSEHOLD
        customers.add(visit.customer.id)
        dwellings.add(visit.address.dwelling)
