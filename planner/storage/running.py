"""What happened on running days, as rows. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from planner.location import Address
from planner.plan import Plan
from planner.storage import tables as t
from planner.storage.codec import dump, load
from planner.storage.rows import Rows
from planner.told import DayFact, Incident

_VISITED = text("""
    SELECT DISTINCT v.customer_id FROM visit v
    JOIN household h ON h.id = v.household_id JOIN day d ON d.id = v.day_id
    WHERE h.key = :dwelling AND d.date >= :since
""")
_LIVING = text("""
    SELECT id, body ->> '$.address.text', coalesce(body ->> '$.address.inner', '') FROM customer_file
    WHERE id IN (SELECT customer_id FROM case_file)
""")


class Running(Rows):
    """The part of a `Session` that knows running days."""

    def add_day_fact[F: DayFact](self, fact: F) -> F:
        """Keep something that happened."""
        return self.add_day_facts((fact,))[0]

    def add_day_facts[F: DayFact](self, facts: Iterable[F]) -> tuple[F, ...]:
        """Keep several."""
        kept = tuple(replace(fact, version=1) for fact in facts)
        self._insert(t.day_fact, [{"id": str(fact.id), "version": 1, **_row(fact)} for fact in kept])
        return kept

    def change_day_fact[F: DayFact](self, fact: F) -> F:
        """Keep what has become of a fact, such as its end.

        Raises
        ------
        Conflict
            ``changed_meanwhile``: somebody else has changed it since it was read.
        """
        return replace(fact, version=self._write(t.day_fact, fact.id, fact.version, _row(fact)))

    def day_fact[F: DayFact](self, fact: F) -> F:
        """A fact as it is now; as it was read where it was never kept."""
        row = self.connection.execute(select(t.day_fact).where(t.day_fact.c.id == str(fact.id))).first()
        return replace(load(type(fact), row.body), version=row.version) if row else fact

    def day_facts[F: DayFact](
        self, kind: type[F], day: date | None = None, *, open_only: bool = False
    ) -> tuple[F, ...]:
        """Facts of a kind, oldest first: of one day or of all, still in force."""
        wanted = select(t.day_fact).where(t.day_fact.c.kind == kind.KIND).order_by(t.day_fact.c.at)
        if day is not None:
            wanted = wanted.where(t.day_fact.c.day == day.isoformat())
        if open_only:
            wanted = wanted.where(t.day_fact.c.open == 1)
        rows = self.connection.execute(wanted)
        return tuple(replace(load(kind, row.body), version=row.version) for row in rows)

    def held_dwellings(self) -> dict[str, datetime]:
        """Dwellings (`Address.dwelling`) that are held for all after an incident, since when."""
        incidents = [each for each in self.day_facts(Incident) if each.dwelling]
        holds = (str(key) for each in incidents for key in each.holds)
        held = {UUID(row.id) for row in self._in(t.fact, t.fact.c.id, holds) if row.open}
        # Backwards, so that the oldest of a dwelling counts.
        return {each.dwelling: each.at for each in reversed(incidents) if not held.isdisjoint(each.holds)}

    def dwellers(self, dwelling: str, since: date) -> tuple[UUID, ...]:
        """Customers of a dwelling (`Address.dwelling`): who is visited there on this day or later, or has a case."""
        rows = self.connection.execute(_VISITED, {"dwelling": dwelling, "since": since.isoformat()}).all()
        visited = [row[0] for row in rows]
        living = [key for key, where, inner in self.connection.execute(_LIVING).all()
                  if where and Address(where, inner).dwelling == dwelling]  # fmt: skip
        return tuple(UUID(key) for key in dict.fromkeys((*visited, *living)))

    def issues(self, day_id: UUID) -> tuple[Plan, ...]:
        """The plans of a day that were issued, by version."""
        of_day = select(t.plan.c.body).where(t.plan.c.day_id == str(day_id), t.plan.c.version > 0)
        return tuple(load(Plan, row.body) for row in self.connection.execute(of_day.order_by(t.plan.c.version)))

    def plans_back(self, day_id: UUID, most: int) -> Iterator[Plan]:
        """The plans of a day that were kept, the newest first, each read when it is asked for."""
        of_day = select(t.plan.c.number).where(t.plan.c.day_id == str(day_id)).order_by(t.plan.c.number.desc())
        for number in self.connection.execute(of_day.limit(most)).scalars().all():
            body = self.connection.execute(select(t.plan.c.body).where(t.plan.c.number == number)).scalar_one()
            yield load(Plan, body)


def _row(fact: DayFact) -> dict[str, Any]:
    return {
        "kind": fact.KIND,
        "day": fact.day.isoformat(),
        "at": fact.at.astimezone(UTC).isoformat(),
        "open": int(fact.open),
        "body": dump(replace(fact, version=0)),
    }
