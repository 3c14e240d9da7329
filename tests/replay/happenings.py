"""What the office hears beside the teams' calls, each brought to the coordinator's hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.cases.called import Request
from planner.errors import PlannerError
from planner.model import Coordinates, Visit
from planner.running.closures import circle
from planner.running.happened import Happened, What
from tests.replay.crew import Crew
from tests.replay.script import Happening

if TYPE_CHECKING:
    from tests.replay.driver import Driver


class Happenings:
    """By the word of the script; each tells whether it could happen."""

    def __init__(self, driver: Driver) -> None:
        self._driver, self._hands = driver, driver.hands

    def let(self, told: Happening) -> bool:
        """Let it happen."""
        acts: dict[str, Callable[[Happening], bool]] = {
            "called": self._called, "payments": self._file, "holds": self._file, "urgent": self._urgent,
            "slow": self._slow, "road_closed": self._happened, "staff_ill": self._happened,
            "car_out": self._happened, "stops_here": self._happened, "road_open": self._road_open,
            "goes_on": self._incident, "closes": self._incident, "evening": self._evening,
        }  # fmt: skip
        return acts[told.what](told)

    def _crew(self, told: Happening) -> Crew:
        return next(crew for crew in self._driver.crews.values() if crew.name == told.team)

    def _visit(self, told: Happening) -> Visit | None:
        todo, day = self._crew(told).todo, self._hands.work.day
        ids = {visit.id for visit in day.visits}
        open_ = [each for each in todo if each in ids]
        if told.ahead == 0:
            return self._driver.visits[self._crew(told).made[-1].visit_id]
        return day.visit(open_[min(told.ahead, len(open_)) - 1]) if open_ else None

    def _called(self, told: Happening) -> bool:
        visit = self._visit(told)
        if visit:
            self._hands.customer_called(visit.customer.name, Request(told.more["request"]))
        return visit is not None

    def _file(self, told: Happening) -> bool:
        (file,) = self._driver.morning.office.data.glob(f"{told.what}-*.csv")
        (self._hands.payments if told.what == "payments" else self._hands.holds)(file)
        return True

    def _urgent(self, told: Happening) -> bool:
        day = self._hands.work.day
        visit = next(each for each in day.visits if each.reference == told.more["visit"])
        self._hands.urgent(visit.id)
        return bool(self._hands.work.plan and self._hands.work.plan.route_of(visit.id))

    def _slow(self, told: Happening) -> bool:
        self._hands.slow(told.more["factor"])
        return True

    def _road_open(self, _told: Happening) -> bool:
        closed = bool(self._hands.work.day.closed)
        if closed:
            self._hands.road_open()
        return closed

    def _happened(self, told: Happening) -> bool:
        what, crew = What(told.what), self._crew(told)
        happened = Happened(what, shift_id=crew.shift_id)
        if what == What.STAFF_ILL:
            happened = Happened(what, staff_id=self._hands.work.day.shift(crew.shift_id).members[0].id)
        elif what == What.ROAD_CLOSED:
            happened = Happened(what, ring=self._ring(crew, told.more["radius"]))
        try:
            return self._hands.happened(happened, self._driver.coordinator.pick_answer) is not None
        except PlannerError as problem:
            self._driver.coordinator.diary.refused.append(problem.code)
            return False

    def _ring(self, crew: Crew, radius: int) -> tuple[Coordinates, ...]:
        # Between its next two doors.
        places = [self._hands.work.day.visit(each).location for each in crew.todo[:2]]
        (a, b) = [place.coordinates for place in places if place]
        return circle(Coordinates((a.lat + b.lat) / 2, (a.lon + b.lon) / 2), radius)

    def _incident(self, told: Happening) -> bool:
        crew, found = self._crew(told), self._hands.look()
        incident = next((each for each in found.facts.incidents if each.shift_id == crew.shift_id), None)
        if incident is None:
            return False
        if told.what == "goes_on":
            self._hands.write(incident, "Both are well. The supervisor talked to them.")
            found = self._hands.look()
            incident = next(each for each in found.facts.incidents if each.id == incident.id)
            self._hands.goes_on(incident)
            crew.goes_on(self._driver.now)
            pauses = self._driver.pauses
            pauses[-1] = (*pauses[-1][:2], self._driver.now)
        else:
            self._hands.close(incident)
        return True

    def _evening(self, _told: Happening) -> bool:
        sheets = [crew.sheet for crew in self._driver.crews.values()]
        self._hands.evening({key: code for sheet in sheets for key, code in sheet.items()})
        return True
