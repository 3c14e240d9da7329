"""What the second oracle of the law says of a plan, with what is known of all customers now."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.model import Approval, Consent, Contact, Hold
from planner.cases.outcomes import VisitOutcome
from planner.day.workday import Workday
from planner.model import Day
from planner.storage.session import Session
from tests.oracles.second_customer import Life
from tests.oracles.second_law import Feasts, Stay, forbidden_by
from tests.oracles.second_packs import SecondPack, second_pack
from tests.replay.morning import ZONE

KINDS = (VisitOutcome, Hold, Consent, Contact, Approval)
HOURS = "visiting_hours"

type Broken = set[tuple[UUID, str]]


class Law:
    """The law of one office."""

    def __init__(self, office: Office) -> None:
        self._office, self._pack = office, second_pack()
        self._known: tuple[object, dict[UUID, Life]] | None = None

    def broken(self, work: Workday) -> Broken:
        """Which visits that have not begun break which rules."""
        lives, found = self._lives(work.day), set()
        teams = {shift.id: shift.members for shift in work.day.shifts}
        for route in work.plan.routes if work.plan else ():
            for stop in route.stops:
                if stop.begun or stop.visit_id not in lives:
                    continue
                visit = work.day.visit(stop.visit_id)
                stay = Stay(visit, stop.start, stop.departure, teams.get(route.shift_id, ()), work.day.date)
                found |= {(visit.id, rule) for rule in self._forbidden(lives[visit.id], stay)}
        return found

    def spares(self, day: Day, visit_id: UUID, start: datetime, end: datetime, shift_id: UUID) -> bool:
        """Whether nobody may be at this door then, by the hours alone."""
        life = self._lives(day).get(visit_id)
        return life is not None and HOURS in self._forbidden(
            life, Stay(day.visit(visit_id), start, end, day.shift(shift_id).members, day.date)
        )

    def _forbidden(self, life: Life, stay: Stay) -> set[str]:
        pack: SecondPack = self._pack
        return forbidden_by(pack, Feasts(), life, stay)

    def _lives(self, day: Day) -> dict[UUID, Life]:
        with self._office.store.reading() as session:
            key = self._office.clock(), tuple(visit.id for visit in day.visits), session.record_head()
            if self._known is None or self._known[0] != key:
                self._known = key, _lives(session, day, self._office.clock())
        return self._known[1]


def _lives(session: Session, day: Day, now: datetime) -> dict[UUID, Life]:
    facts: dict[tuple[type, UUID], list[Any]] = defaultdict(list)
    for kind in KINDS:
        for each in session.facts(kind, customers=[visit.customer.id for visit in day.visits]):
            facts[kind, each.customer_id].append(each)

    def life(who: UUID, visit_id: UUID) -> Life:
        tries = [each for each in facts[VisitOutcome, who] if each.open and each.visit_id != visit_id]
        holds, consents, contacts, approvals = (tuple(facts[kind, who]) for kind in KINDS[1:])
        return Life(
            ZONE, tries=tuple((each.at.astimezone(ZONE).date(), each.follows.met) for each in tries), holds=holds,
            consents=consents, contacts=contacts, approvals=approvals, here=True, now=now,
        )  # fmt: skip

    return {visit.id: life(visit.customer.id, visit.id) for visit in day.visits}
