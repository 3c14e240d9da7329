"""The hands of a coordinator without a window: the use cases alone, as the command line calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from planner.audit import keep_plan
from planner.bootstrap import Office
from planner.cases.booking import import_payments
from planner.cases.called import Request, called, find
from planner.cases.copies import CopyState, copies_of, settle
from planner.cases.entering import Entry, enter
from planner.cases.holds_file import import_holds
from planner.cases.outcomes import Code
from planner.cases.ringing import PhoneTeam
from planner.cases.taking_off import take_off
from planner.day.geocoding import confirm as confirm_place
from planner.day.issue import issue
from planner.day.workday import Workday, judged, keep, open_day
from planner.model import Day
from planner.running import calls_due, confirming, incidents
from planner.running.agreeing import agree
from planner.running.alarms import try_step
from planner.running.calls_due import ToCall
from planner.running.check_ins import check_in
from planner.running.closures import lift
from planner.running.evening import close_day
from planner.running.happened import Answer, Happened
from planner.running.happens import answers
from planner.running.searches import search_urgent
from planner.running.situation import Situation, situation
from planner.running.slow import slow
from planner.running.team_warning import TeamWarning
from planner.running.way_model import Way, WayKind
from planner.running.ways import ways
from planner.told import Alarm, AlarmStep, Incident
from planner.users import ALONE
from routing.worker import Worker
from tests.replay.crew import Told
from tests.replay.hands import Pick
from tests.replay.morning import Morning
from ui.proposal import Proposal, kept


class ByUseCases:
    """See `tests.replay.hands.Hands`."""

    def __init__(self, morning: Morning, worker: Worker) -> None:
        self.office: Office = morning.office
        self._worker, self._date, self._out = worker, morning.day, morning.office.data / "out"
        self.work: Workday = open_day(self.office, self._date, worker)

    def look(self) -> Situation:
        return situation(self.office, self.work, self.office.clock())

    # --- telephone

    def hear(self, shift_id: UUID, told: Told) -> None:
        self.work = check_in(
            self.office, self.work, shift_id, told.said, visit_id=told.visit_id, code=told.code, moment=told.moment,
            by=ALONE,
        ).work  # fmt: skip

    def customer_called(self, name: str, request: Request) -> None:
        found = find(self.office, name, by=ALONE)[0]
        called(self.office, found.customer.id, request, by=ALONE)
        self._again()

    def confirm(self, shift_id: UUID, who: str) -> None:
        assert self.work.plan
        confirming.confirm(self.office, self.work.day, self.work.plan, shift_id, who, by=ALONE)

    def answered(self, phones: Sequence[PhoneTeam], who: str) -> None:
        for phone in phones:
            confirming.answered(self.office, phone, who, by=ALONE)

    def told_customer(self, call: ToCall) -> None:
        calls_due.called(self.office, self.work.day, call, by=ALONE)

    def tried(self, alarm: Alarm, step: AlarmStep, *, answered: bool) -> None:
        try_step(self.office, alarm, step, answered=answered, by=ALONE)

    # --- files

    def payments(self, file: Path) -> None:
        import_payments(self.office, file, by=ALONE)
        self._take_off()

    def holds(self, file: Path) -> None:
        import_holds(self.office, file, by=ALONE)
        self._take_off()

    # --- the plan

    def slow(self, factor: float) -> None:
        self._keep(slow(self.work.day, factor))

    def road_open(self) -> None:
        self._keep(lift(self.work.day))

    def happened(self, happened: Happened, pick: Pick[Answer]) -> Answer | None:
        found = answers(self.office, self._worker, self.work, happened, self.office.clock())
        if answer := pick(found):
            self.work = kept(self.office, Proposal("", self.work, answer.after, answer.change))
            self._save()
        return answer

    def urgent(self, visit_id: UUID) -> None:
        place = self.work.day.visit(visit_id).location
        assert place
        assert self.work.plan
        confirm_place(self.office, self.work.day, visit_id, place, by="desk")
        self._again()
        plan, now = self.work.plan, self.office.clock()
        self.work, self.problem = search_urgent(
            self.office, self._worker, self.work, plan, [visit_id], 0, now, _never, on_message=_unheard,
            cancelled=_never,
        )  # fmt: skip
        self._save()

    def take_way(self, late: TeamWarning, pick: Pick[Way]) -> Way | None:
        found = self.look().forecast
        assert found
        if way := pick(ways(self.office, self.work, late.shift_id, found).ways):
            if way.kind is WayKind.CALL and way.span and way.visit_id:
                self.work = agree(self.office, self.work, way.visit_id, way.span, by=ALONE)
                self._save()
            elif way.kind is WayKind.OVERTIME:
                self._keep(way.day)
            else:
                self.work = judged(self.office, self.work, way.plan)
                self._save()
        return way

    # --- incidents, and the evening

    def write(self, incident: Incident, text: str) -> None:
        incidents.write(self.office, incident, text, by=ALONE)

    def goes_on(self, incident: Incident) -> None:
        incidents.go_on(self.office, incident, by=ALONE)

    def close(self, incident: Incident) -> None:
        incidents.close(self.office, incident, by=ALONE)

    def issue(self) -> None:
        assert self.work.plan
        issue(self.office, self.work.day, self.work.plan, self._out, worker=self._worker)
        self._again()

    def evening(self, sheets: Mapping[UUID, str]) -> None:
        entries = [Entry(key, Code(letter)) for key, letter in sheets.items()]
        enter(self.office, self._date, entries, self._worker, by=ALONE)
        with self.office.store.writing() as session:
            out = [copy.number for copy in copies_of(session, self._date) if copy.open]
            settle(session, out, CopyState.RETURNED, at=self.office.clock(), by=ALONE.actor)
        close_day(self.office, self._date, by=ALONE)

    # --- within

    def _again(self) -> None:
        self.work = open_day(self.office, self._date, self._worker)

    def _take_off(self) -> None:
        take_off(self.office, self._date, self._worker, by=ALONE)
        self._again()

    def _keep(self, day: Day) -> None:
        self.work = keep(self.office, day, self.work.plan, self.work.day, self._worker)
        self._save()

    def _save(self) -> None:
        assert self.work.plan
        keep_plan(self.office, self.work.plan)


def _never() -> bool:
    return False


def _unheard(_message: object) -> None:
    pass
