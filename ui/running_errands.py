"""What is asked of the running day by a menu, a key or a row of its panel: each is one dialog, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from planner.running.needs import Need, NeedKind
from planner.text import gettext as _
from ui.errand import Errand

if TYPE_CHECKING:
    from ui.running.watch import Watch


class RunningErrands(Errand):
    """Each public method is an entry of the menu, but `see_to`, which takes a row of the panel."""

    @property
    def _watch(self) -> Watch:
        watch: Watch = self._window.live.watch  # type: ignore[attr-defined]
        return watch

    # --- a team rings up

    def check_in(self, shift_id: UUID | None = None, *, danger: bool = False) -> None:
        """Hear a team."""
        from ui.running.check_in import INCIDENT, PENDING, CheckInDialog

        if self._goes_to_today(lambda: self.check_in(shift_id, danger=danger)):
            return
        then = CheckInDialog.ask(self._window, self._document, self._watch, shift_id=shift_id, danger=danger)
        if then and then.what == PENDING:
            self.confirm_pending(then.shift_id)
        elif then and then.what == INCIDENT:
            self.incident(then.shift_id)

    def danger(self) -> None:
        """A team is in danger."""
        self.check_in(danger=True)

    # --- a row of the panel

    def see_to(self, need: Need) -> None:
        """Do what a row of the panel is about."""
        about: Any = need.about
        acts: dict[NeedKind, Callable[[], object]] = {
            NeedKind.DANGER: lambda: self._open_incident(about),
            NeedKind.INCIDENT: lambda: self._open_incident(about),
            NeedKind.ALARM: lambda: self._open_alarm(need.shift_id),
            NeedKind.RING_TEAM: lambda: self._ring_team(need.shift_id, about.phone.day),
            NeedKind.PAPERS: lambda: self.issue(self._window.bar.progress),  # type: ignore[attr-defined]
            NeedKind.CALL_CUSTOMER: self.calls_due,
            NeedKind.WARNING: lambda: self._open_warning(about),
            NeedKind.NEAR: lambda: self._open_warning(about),
            NeedKind.TELL_NOW: lambda: self.confirm_pending(need.shift_id),
            NeedKind.PENDING: lambda: self.confirm_pending(need.shift_id),
            NeedKind.LATE: lambda: self.check_in(need.shift_id),
            NeedKind.EVENING: self.evening,
            NeedKind.STOPS_LEFT: lambda: self._stops_left(need.shift_id),
            NeedKind.UNTOLD: lambda: self.check_in(need.shift_id),
        }
        acts[need.kind]()

    def _first(self, *kinds: NeedKind, shift_id: UUID | None = None) -> Need | None:
        # What is most urgent of these; of this team first.
        found = [need for need in self._watch.needs if need.kind in kinds]
        return next((need for need in found if need.shift_id == shift_id), next(iter(found), None))

    # --- what the rows lead to, and the menu

    def confirm_pending(self, shift_id: UUID | None = None) -> None:
        """Read a change out to its team, and note who confirmed it."""
        from planner.running.confirming import confirm
        from ui.running.pending import PendingDialog

        document, found = self._document, self._watch.situation
        need = self._first(NeedKind.TELL_NOW, NeedKind.PENDING, shift_id=shift_id)
        day, plan = document.day, document.plan
        if need is None or found is None or day is None or plan is None:
            self._nothing(_("No change waits for a team."))
            return
        about: Any = need.about
        if who := PendingDialog.ask(self._window, day, about, day.zone):
            document.note(confirm, day, plan, need.shift_id, who)

    def hand_over(self, visit_ids: tuple[UUID, ...]) -> None:
        """Let visits go to another team with their papers."""
        from ui.running.handover import hand_over

        hand_over(self._window, self._document, visit_ids)

    def not_heard(self) -> None:
        """Look for a team that is not heard."""
        if need := self._first(NeedKind.ALARM):
            self.see_to(need)
        else:
            self._nothing(_("No alarm: every team was heard in time."))

    def incident(self, shift_id: UUID | None = None) -> None:
        """Go on with what went wrong, of this team first; where nothing did, open an incident."""
        need = self._first(NeedKind.DANGER, NeedKind.INCIDENT, shift_id=shift_id)
        self._open_incident(need.about if need else None, shift_id)

    def calls_due(self) -> None:
        """The customers to be called."""
        from ui.running.call_list import CallListDialog

        CallListDialog.show_calls(self._window, self._document)
        self._watch.look()

    def happened(self, shift_id: UUID | None = None) -> None:
        """Something happened: somebody is ill, the car is out, a road is closed."""
        from ui.running.happens_errand import something_happened

        something_happened(self._window, shift_id)

    def road_closed(self) -> None:
        """A road is closed: it is drawn on the map."""
        from ui.running.happens_errand import road_closed

        road_closed(self._window)

    def slow_day(self) -> None:
        """Rain or snow: all ways, or those of one team, take longer from now on."""
        from planner.running.slow import slow
        from ui.running.slow_day import SlowDayDialog

        day = self._document.day
        if day is None or self._document.busy:
            return
        if chosen := SlowDayDialog.ask(self._window, day):
            ids = (chosen.shift_id,) if chosen.shift_id else None
            self._document.change_day(_("Slow day"), slow(day, chosen.factor, ids))

    def control_now(self) -> None:
        """The control sheet as the teams have it now."""
        from ui.running.control import control_sheet

        control_sheet(self._window, self._document)

    def evening(self) -> None:
        """How the day that is open ends."""
        self.cases("evening", self._document.date)  # type: ignore[attr-defined]

    def overtaken(self) -> None:
        """Another program has changed the day meanwhile: ask which plan goes on."""
        from ui.running.overtaken import OvertakenDialog

        if QApplication.activeModalWidget():
            return  # somebody is at something else; the next look asks again
        if OvertakenDialog.ask(self._window):
            self._document.take_theirs()
        else:
            self._document.keep_own()

    # --- within

    def _open_incident(self, incident: Any, shift_id: UUID | None = None) -> None:
        from ui.running.incident import IncidentDialog

        IncidentDialog.ask(self._window, self._document, incident, shift_id=shift_id)
        self._watch.look()

    def _goes_to_today(self, then: Callable[[], object]) -> bool:
        # Another day is open than the one that is on the road: it is opened first, and then it goes on.
        found = self._watch.situation
        if found is None or found.today is None or self._document.busy:
            return False
        watch, date = self._watch, found.today.date

        def looked() -> None:
            if watch.situation and watch.situation.day.date == date:
                watch.changed.disconnect(looked)
                QTimer.singleShot(0, self, then)

        watch.changed.connect(looked)
        self._document.open(date)
        return True

    def _open_alarm(self, shift_id: UUID | None) -> None:
        from ui.running.alarm import AlarmDialog

        if self._goes_to_today(lambda: self._open_alarm(shift_id)):
            return
        if shift_id and AlarmDialog.ask(self._window, self._document, shift_id):
            self.check_in(shift_id, danger=True)
        self._watch.look()

    def _open_warning(self, warning: Any) -> None:
        from ui.running.warning import WarningDialog

        found = self._watch.situation
        if found and found.forecast:
            WarningDialog.ask(self._window, self._document, warning, found.forecast)
            self._watch.look()

    def _stops_left(self, shift_id: UUID | None) -> None:
        from ui.running.happens_errand import day_ended

        day_ended(self._window, shift_id)

    def _ring_team(self, shift_id: UUID | None, day: date) -> None:
        # One call tells a team all that it has to leave out on that day.
        from planner.running.confirming import answered
        from planner.running.pending import numbers_of
        from ui.running.ring_team import RingTeamDialog

        found = self._watch.situation
        known = found.facts.rings if found else ()
        rings = [ring for ring in known if ring.phone.shift_id == shift_id and ring.phone.day == day]
        if not rings or found is None or shift_id is None:
            return
        held = found.facts.held.get(shift_id)
        numbers = numbers_of(held, None) if held else {}
        if who := RingTeamDialog.ask(self._window, rings, numbers):
            for ring in rings:
                self._document.note(answered, ring.phone, who)

    def _nothing(self, words: str) -> None:
        # Said where one looks for it: nothing has to be pressed away.
        self._window.workbench.go_to("running")  # type: ignore[attr-defined]
        self._window.views.running.say(words)  # type: ignore[attr-defined]
