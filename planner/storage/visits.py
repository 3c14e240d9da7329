"""The visits of a day as rows, with their customers, cases and households. Shifts and plans lie elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from planner.model import Address, Case, Customer, Day, Household, Visit
from planner.storage import tables as t
from planner.storage.codec import build, compact, dump, plain
from planner.storage.rows import AnyRow, Rows

CALLED_OFF = "called_off"
"""The kind of fact that a visit leaves when it is taken off its day."""


def household_key(address: Address) -> str:
    """One dwelling: the address with its unit, however it is spaced and cased."""
    return address.dwelling


def _numbered(reference: str) -> Iterable[Select[Any]]:
    # Whom a number may be of, by what is most likely meant first.
    visit, fact, file = t.visit.c.customer_id, t.fact.c.customer_id, t.case_file.c.customer_id
    yield select(visit.label("who")).where(t.visit.c.reference == reference)
    told = t.fact.c.body.op("->>")("$.reference") == reference
    yield select(fact.label("who")).where(t.fact.c.kind == CALLED_OFF, told)
    cases = select(file.label("who")).join(t.case, t.case.c.id == t.case_file.c.id)
    yield cases.where(t.case.c.reference == reference)
    yield select(t.customer.c.id.label("who")).where(t.customer.c.reference == reference)


class Visits(Rows):
    """The part of a `Session` that knows the lender's people."""

    def visit_dates(self, references: Iterable[str], source: str) -> dict[str, date]:
        """On which day the visits of these references are; those that are on none are left out."""
        rows = [row for row in self._in(t.visit, t.visit.c.reference, references) if row.source == source]
        days = {row.id: row.date for row in self._in(t.day, t.day.c.id, (row.day_id for row in rows))}
        return {row.reference: date.fromisoformat(days[row.day_id]) for row in rows}

    def visit_references(self, ids: Iterable[str]) -> dict[str, str]:
        """The references of visits by our ids; those that are gone are left out."""
        return {row.id: row.reference for row in self._in(t.visit, t.visit.c.id, ids)}

    def visits_of_customer(self, reference: str) -> tuple[UUID, frozenset[UUID]] | None:
        """Whose number this is, and all visits to them, those that were called off too; None where nobody has it.

        It is the number of a visit, one that was called off, a case, or the customer's own.
        """
        who = next((row.who for each in _numbered(reference) for row in self.connection.execute(each)), None)
        if who is None:
            return None
        off = select(t.fact.c.visit_id.label("id")).where(t.fact.c.kind == CALLED_OFF, t.fact.c.customer_id == who)
        visits = (*self._in(t.visit, t.visit.c.customer_id, (who,)), *self.connection.execute(off))
        return UUID(who), frozenset(UUID(visit.id) for visit in visits)

    def dates_of_visits(self) -> tuple[date, ...]:
        """Dates that have visits, in order; others may be known for their teams alone."""
        there = select(t.day.c.date).where(t.day.c.id.in_(select(t.visit.c.day_id))).order_by(t.day.c.date)
        return tuple(date.fromisoformat(row.date) for row in self.connection.execute(there))

    def days_of_visits(self, ids: Iterable[UUID]) -> dict[date, tuple[UUID, ...]]:
        """Visits by the date of the day they are on; those that are gone are left out."""
        return self._by_date(self._in(t.visit, t.visit.c.id, map(str, ids)))

    def days_of_customer(self, customer_id: UUID) -> dict[date, tuple[UUID, ...]]:
        """All visits to a customer, by date."""
        return self.days_of_customers((customer_id,))

    def days_of_customers(self, ids: Iterable[UUID]) -> dict[date, tuple[UUID, ...]]:
        """All visits to some customers, by date."""
        return self._by_date(self._in(t.visit, t.visit.c.customer_id, map(str, ids)))

    def customers_of_references(self, references: Iterable[str]) -> dict[str, tuple[UUID, ...]]:
        """Our ids of customers by the lender's numbers, of whatever branch; unknown numbers are left out.

        Who was merged into another is that one, and who goes by a number elsewhere is known by it too.
        """
        wanted = set(references)
        found = {(row.source, row.reference): row.id for row in self._in(t.customer, t.customer.c.reference, wanted)}
        found |= {key: who for key, who in self._also_known().items() if key[1] in wanted}
        people: dict[str, dict[UUID, None]] = {}
        for (_source, reference), who in found.items():
            people.setdefault(reference, {})[UUID(who)] = None
        return {reference: tuple(ids) for reference, ids in people.items()}

    def _by_date(self, visits: Iterable[AnyRow]) -> dict[date, tuple[UUID, ...]]:
        rows = list(visits)
        dates = {row.id: date.fromisoformat(row.date) for row in self._in(t.day, t.day.c.id, (r.day_id for r in rows))}
        return {when: tuple(UUID(row.id) for row in rows if dates[row.day_id] == when) for when in set(dates.values())}

    def cases_of(self, ids: Iterable[str]) -> dict[str, tuple[UUID, frozenset[UUID]]]:
        """Whom visits are paid to and for which cases, by our ids; those that are gone are left out."""
        rows = self._in(t.visit, t.visit.c.id, ids)
        return {r.id: (UUID(r.customer_id), frozenset(map(UUID, json.loads(r.body)["cases"]))) for r in rows}

    def as_known(self, visit: Visit) -> Visit:
        """A visit that is on no day any more as it may come back: with its customer and cases as they are by now."""
        people = self._by_id(t.customer, Customer, [str(visit.customer.id)])
        cases = self._by_id(t.case, Case, [str(case.id) for case in visit.cases])
        return replace(
            visit,
            customer=people.get(str(visit.customer.id), visit.customer),
            cases=tuple(cases.get(str(case.id), case) for case in visit.cases),
            version=0,
        )

    def _visits(self, day_id: str) -> tuple[Visit, ...]:
        rows = self.connection.execute(
            select(t.visit).where(t.visit.c.day_id == day_id).order_by(t.visit.c.position)
        ).all()
        bodies = [json.loads(row.body) for row in rows]
        customers = self._by_id(t.customer, Customer, (row.customer_id for row in rows))
        cases = self._by_id(t.case, Case, (case for body in bodies for case in body["cases"]))
        for row, body in zip(rows, bodies, strict=True):
            body |= {"customer": customers[row.customer_id], "cases": [cases[case] for case in body["cases"]]}
            body["version"] = row.version
        return tuple(build(Visit, body) for body in bodies)

    def _save_visits(self, day: Day) -> tuple[Visit, ...]:
        # The lender's reference decides who a customer is; our id, given first, stays.
        customers = self._one_person_each(
            self._save_known(t.customer, (visit.customer for visit in day.visits), "source", "reference")
        )
        cases = self._save_known(t.case, (case for visit in day.visits for case in visit.cases), "source", "reference")
        households = self._households({household_key(visit.address) for visit in day.visits})
        visits = [
            replace(
                visit,
                customer=customers[visit.customer.source, visit.customer.reference],
                cases=tuple(cases[case.source, case.reference] for case in visit.cases),
            )
            for visit in day.visits
        ]
        rows = [
            {
                "id": str(visit.id),
                "version": visit.version,
                "source": visit.source,
                "reference": visit.reference,
                "day_id": str(day.id),
                "customer_id": str(visit.customer.id),
                "household_id": households[household_key(visit.address)],
                "position": position,
                "body": _body(visit),
            }
            for position, visit in enumerate(visits)
        ]
        versions = self._save_of_day(t.visit, day.id, rows)
        return tuple(replace(visit, version=version) for visit, version in zip(visits, versions, strict=True))

    def _one_person_each(self, customers: dict[tuple[Any, ...], Customer]) -> dict[tuple[Any, ...], Customer]:
        # Whose file was merged into another's is that one, whatever a file calls them: holds bind the person.
        merged = self._also_known()
        found = self._by_id(t.customer, Customer, (who for key, who in merged.items() if key in customers))
        return {key: found.get(merged.get(key, ""), customer) for key, customer in customers.items()}

    def _also_known(self) -> dict[tuple[str, str], str]:
        # Our ids by the branch and number that a customer goes by too.
        known = select(t.fact.c.customer_id, t.fact.c.body).where(t.fact.c.kind == "also_known")
        told = [(row.customer_id, json.loads(row.body)) for row in self.connection.execute(known)]
        return {(body["source"], body["reference"]): who for who, body in told}

    def _households(self, keys: set[str]) -> dict[str, str]:
        known = {row.key: row.id for row in self._in(t.household, t.household.c.key, keys)}
        fresh = [Household(key) for key in sorted(keys - known.keys())]
        self._insert(t.household, [{"id": str(h.id), "version": 1, "key": h.key, "body": dump(h)} for h in fresh])
        return known | {household.key: str(household.id) for household in fresh}


def _body(visit: Visit) -> str:
    # Who it is about is told by id: customers and cases have rows of their own.
    known = plain(replace(visit, customer=None, cases=(), version=0))  # type: ignore[arg-type]
    return compact(known | {"cases": [str(case.id) for case in visit.cases]})
