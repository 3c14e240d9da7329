"""What else comes to the desk on a drawn day: new visits, hands that move stops, searches, the lender's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from planner.cases.holding import hold
from planner.cases.model import Hold, HoldKind
from planner.day import edit, searches
from planner.day.workday import judged, keep
from planner.model import Plan
from planner.running.agreeing import agree, span_for
from planner.running.forecast_model import State
from planner.running.searches import search_urgent
from planner.users import ALONE
from tests import builders
from tests.replay.random_hands import Watched

HOUR = timedelta(hours=1)
AROUND_M = 4000


class Desk(Watched):
    """Hands that do all of it."""

    @property
    def plan(self) -> Plan:
        """The plan there is."""
        assert self.work.plan
        return self.work.plan

    def comes_in(self) -> None:
        """A visit comes in that has to be made today."""
        self.counts["new"] += 1
        like, (north, east) = self.work.day.visits[0], (self.rng.uniform(-AROUND_M, AROUND_M) for _n in range(2))
        made = builders.visit(100 + self.counts["new"], north=north, east=east, minutes=20)
        made = replace(made, date=like.date, approved_at=like.approved_at, must_do=True)

        def arrives() -> None:
            day = self.work.day
            self.work = keep(self.office, replace(day, visits=(*day.visits, made)), self.plan, day, self._worker)
            self._save()

        def placed() -> None:
            self.work, problem = search_urgent(
                self.office, self._worker, self.work, self.plan, [made.id], 0, self.office.clock(), _never,
                on_message=_unheard, cancelled=_never,
            )  # fmt: skip
            self._save()
            if problem:
                raise problem

        self.step(f"{made.reference} comes in", arrives, undoable=True)
        self.searched(f"urgent {made.reference}", placed)

    def search(self, what: str) -> None:
        """One of the searches of the menu, from now on."""

        def act() -> None:
            asked = (self.office, self._worker, self.work, self.plan)
            now = self.office.clock()
            if what == "replan":
                self.work = searches.replan(*asked, 3, now, _never, on_message=_unheard, cancelled=_never)
            else:
                look = searches.improve if what == "improve" else searches.plan_rest
                self.work = look(*asked, now, _never, on_message=_unheard, cancelled=_never)
            self._save()

        self.searched(what, act)

    def by_hand(self, shift_id: UUID, visit_id: UUID, place: int) -> None:
        """A stop is dragged to another place of its route."""
        words = f"{self.named(visit_id)} is put to {place} of {self.team(shift_id)}"
        self.step(
            words, lambda: self._edited(edit.move_all(self.work.problem, self.plan, [visit_id], shift_id, place)),
            undoable=True,
        )  # fmt: skip

    def left_out(self, visit_id: UUID) -> None:
        """A stop is taken off its route."""
        words = f"{self.named(visit_id)} is left out"
        self.step(
            words, lambda: self._edited(edit.take_out(self.work.problem, self.plan, visit_id)), undoable=True
        )  # fmt: skip

    def _edited(self, plan: Plan) -> None:
        self.work = judged(self.office, self.work, plan)
        self._save()

    def agreed(self, visit_id: UUID) -> None:
        """A customer agrees to be visited an hour later."""
        found = self.look().forecast
        marks = (mark for team in (found.teams if found else ()) for mark in team.marks)
        mark = next((each for each in marks if each.visit_id == visit_id and each.state is State.AHEAD), None)
        day = self.work.day
        span = mark and span_for(
            self.office.pack, self.office.closed(day), day, day.visit(visit_id), mark.start + HOUR,
            self.office.clock(), 1.5 * HOUR,
        )  # fmt: skip
        if not span:
            return

        def act() -> None:
            self.work = agree(self.office, self.work, visit_id, span, by=ALONE)
            self._save()

        self.step(f"{self.named(visit_id)} agrees to {span.earliest:%H:%M}-{span.latest:%H:%M}", act)

    def lender_says(self, customer_id: UUID, kind: HoldKind) -> None:
        """The lender's word on a customer, and what must come off because of it."""

        def act() -> None:
            with self.office.store.writing() as session:
                told = Hold(customer_id=customer_id, at=self.office.clock(), by="lender", kind=kind, source="file")
                hold(session, told)
            self._take_off()

        names = [visit.reference for visit in self.work.day.visits if visit.customer.id == customer_id]
        self.step(f"the lender says {kind} of {names}", act)


def _never() -> bool:
    return False


def _unheard(_message: object) -> None:
    pass
