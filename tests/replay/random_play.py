"""Plays a drawn day: teams that keep the hours on their sheet, hands that doubt, and a judge in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from planner.cases.model import HoldKind
from planner.model import Plan, Staff, Visit
from planner.policy.hours import moment
from routing.worker import Worker
from tests.replay import coordinator
from tests.replay.crew import MINUTE, Crew
from tests.replay.driver import Driver
from tests.replay.happenings import Happenings
from tests.replay.judge import Record, complaints
from tests.replay.morning import ZONE, Morning
from tests.replay.random_desk import Desk
from tests.replay.script import Happening, Script

FORGIVEN = timedelta(minutes=6)
"""Who comes so little after a promise may have been at the door before anybody at the office looked."""
LONGEST = timedelta(minutes=45)
NOON = 12
MOST_TURNS = 250
"""On a day on which everything happens at once more is to be seen to than on a nasty one."""


class CarefulCrew(Crew):
    """It waits for the hours and the span on its sheet, does not knock after the lawful ones, and may go out again."""

    visits: dict[UUID, Visit]
    hands: Desk

    def act(self, now: datetime, staff: tuple[Staff, ...], brought: frozenset[UUID]) -> None:
        super().act(now, staff, brought)
        if self.back:
            self.left = None  # what is printed reaches it

    def learns(self, plan: Plan) -> None:
        super().learns(plan)
        if self.back and self.todo:
            self.back, self.leaves = False, self.hands.office.clock() + 2 * MINUTE

    def next(self, plan: Plan) -> datetime | None:
        found = super().next(plan)
        if found is None or self.at or self.back or self.left is None or not self.todo:
            return found
        visit, stop = self.visits.get(self.todo[0]), self._stop(plan)
        if visit is None:
            return found
        spans = (visit.promised,) if visit.promised else visit.windows
        found = max([found, *(moment(visit.date, min(spans).earliest, ZONE) for _once in spans[:1])])
        is_early = stop is not None and found < stop.start
        if is_early and stop and self._forbidden(visit, found, MINUTE):
            return stop.start
        return found

    def is_too_late(self, now: datetime) -> bool:
        """Whether nobody may be visited any more."""
        visit = self.visits.get(self.todo[0]) if self.todo and self.left and not self.at and not self.back else None
        return visit is not None and now.astimezone(ZONE).hour >= NOON and self._forbidden(visit, now, LONGEST)

    def _forbidden(self, visit: Visit, start: datetime, stay: timedelta) -> bool:
        day = self.hands.work.day
        here = any(each.id == visit.id for each in day.visits)
        return here and self.hands.law.spares(day, visit.id, start, start + stay, self.shift_id)


class RandomDriver(Driver):
    """See `tests.replay.driver`."""

    def __init__(self, morning: Morning, script: Script, hands: Desk) -> None:
        super().__init__(morning, script, hands)
        self.desk = hands
        for crew in self.crews.values():
            crew.__class__ = CarefulCrew
            crew.visits, crew.hands = self.visits, hands  # type: ignore[attr-defined]
        hands.crews = self.crews
        self._happenings = MoreHappenings(self)

    def _coming(self) -> tuple[datetime, Callable[[], None]] | None:
        here = {shift.id for shift in self.desk.work.day.shifts}
        for crew in self.crews.values():
            if crew.shift_id not in here:  # dissolved before it set out
                crew.back, crew.todo = True, []
        found = super()._coming()
        if found and self._office and all(crew.back for crew in self.crews.values()):
            return self.moment(self._office[0].at), self._happen  # nobody is out: there is nothing to look for
        return found

    def _let_act(self, crew: Crew) -> None:
        if isinstance(crew, CarefulCrew) and crew.is_too_late(self.now):
            self.desk.note(f"{crew.name} leaves {self.desk.named(crew.todo.pop(0))} out: it is too late")
            return
        super()._let_act(crew)


class MoreHappenings(Happenings):
    """Also what hands and searches do; what there is nobody for any more does not happen."""

    def __init__(self, day: RandomDriver) -> None:
        super().__init__(day)
        self._desk = day.desk

    def let(self, told: Happening) -> bool:
        more: dict[str, Callable[[Happening], bool]] = {
            "spread": self._happened, "agreed": self._agreed, "by_hand": self._by_hand, "left_out": self._left_out,
            "urgent": self._urgent, "payments": self._file, "holds": self._file, "replan": self._search,
            "improve": self._search, "plan_rest": self._search,
        }  # fmt: skip
        if told.team and all(shift.id != self._crew(told).shift_id for shift in self._desk.work.day.shifts):
            return False
        return more[told.what](told) if told.what in more else super().let(told)

    def _incident(self, told: Happening) -> bool:
        # Of several teams that stand still, each goes on by itself.
        crew, pauses = self._crew(told), self._driver.pauses
        if told.what == "goes_on" and not crew.paused:
            return False
        for number, pause in enumerate(pauses):
            if told.what == "goes_on" and pause[0] == crew.shift_id and pause[2] is None:
                pauses.append(pauses.pop(number))
                break
        done = super()._incident(told)
        while told.what == "closes" and done and super()._incident(told):
            pass
        return done

    def _visit(self, told: Happening) -> Visit | None:
        return None if told.ahead == 0 and not self._crew(told).made else super()._visit(told)

    def _happened(self, told: Happening) -> bool:
        day, crew = self._desk.work.day, self._crew(told)
        here = {visit.id for visit in day.visits}
        doors = [each for each in crew.todo[:2] if each in here]
        is_possible = len(doors) == 2 if told.what == "road_closed" else bool(day.shift(crew.shift_id).members)
        return is_possible and super()._happened(told)

    def _ahead(self, told: Happening) -> Visit | None:
        visit, plan = self._visit(replace(told, ahead=max(1, told.ahead))), self._desk.plan
        if visit is None or plan.has_begun(visit.id):
            return None
        return visit if any(s.visit_id == visit.id for s in plan.stops_of(self._crew(told).shift_id)) else None

    def _agreed(self, told: Happening) -> bool:
        if visit := self._ahead(told):
            self._desk.agreed(visit.id)
        return visit is not None

    def _by_hand(self, told: Happening) -> bool:
        shift_id = self._crew(told).shift_id
        if visit := self._ahead(told):
            begun = sum(stop.begun for stop in self._desk.plan.stops_of(shift_id))
            self._desk.by_hand(shift_id, visit.id, begun + told.more["place"])
        return visit is not None

    def _left_out(self, told: Happening) -> bool:
        if visit := self._ahead(told):
            self._desk.left_out(visit.id)
        return visit is not None

    def _file(self, told: Happening) -> bool:
        if visit := self._ahead(told):
            kind = HoldKind.PAID if told.what == "payments" else HoldKind.DISPUTE
            self._desk.lender_says(visit.customer.id, kind)
        return visit is not None

    def _urgent(self, _told: Happening) -> bool:
        self._desk.comes_in()
        return True

    def _search(self, told: Happening) -> bool:
        self._desk.search(told.what)
        return True


def played(morning: Morning, worker: Worker, script: Script, number: int) -> Desk:
    """A drawn day to its end. What was wrong is in `faults`, the story of the day in `log`."""
    coordinator.ENOUGH = MOST_TURNS
    desk = Desk(morning, worker, number)
    day = RandomDriver(morning, script, desk)
    day.play()
    record = day.record()
    for words in complaints(record):
        if not _is_forgiven(words, record, desk):
            desk.fault(f"judge: {words}")
    for crew in day.crews.values():
        if not crew.back and not crew.paused:
            desk.fault(f"{crew.name} is not back")
    return desk


def _is_forgiven(words: str, record: Record, desk: Desk) -> bool:
    visit = next((each for each in record.visits.values() if each.reference == words.split(" ")[0]), None)
    if visit is None:
        return False
    if visit.two_teams and ("one dwelling" in words or " ended " in words):
        return True  # two teams are at one door, and each tells how it ended
    if " was promised " not in words:
        return False
    # The day may be beyond help: then it has to have been said in time.
    here = next((each for each in record.made if each.visit_id == visit.id), None)
    last = max(moment(visit.date, span.latest, ZONE) for _at, span in record.spans[visit.id])
    said = desk.shown.get(visit.id)
    is_close = here is not None and last <= here.arrived <= last + FORGIVEN
    return is_close or (said is not None and (here is None or said <= here.arrived))
