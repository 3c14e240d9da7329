"""What happened on running days, as rows. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date
from typing import Any

from sqlalchemy import select

from planner.running.model import DayFact
from planner.storage import tables as t
from planner.storage.codec import dump, load
from planner.storage.rows import Rows


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


def _row(fact: DayFact) -> dict[str, Any]:
    return {
        "kind": fact.KIND,
        "day": fact.day.isoformat(),
        "at": fact.at.astimezone(UTC).isoformat(),
        "open": int(fact.open),
        "body": dump(replace(fact, version=0)),
    }
