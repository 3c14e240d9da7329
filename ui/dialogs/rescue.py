"""Asks after an unexpected end which plan to go on with: the one on the screen then, or the last that was kept."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from planner.day.rescue import LeftBehind
from planner.day.totals import totals
from planner.model import Day, Plan
from planner.text import distance, duration
from planner.text import gettext as _
from ui.dialogs.frame import Frame, said, say_date


class RescueDialog(Frame):
    """The filled button goes on with the plan as it was; closing the dialog does too, for nothing is lost by it."""

    @staticmethod
    def ask(parent: QWidget | None, title: str, left: LeftBehind) -> bool:
        """Whether to go on with the plan as it was."""
        dialog = RescueDialog(parent, title, left)
        dialog.run()
        return not dialog.wants_kept

    def __init__(self, parent: QWidget | None, title: str, left: LeftBehind) -> None:
        assert left.day
        assert left.plan
        lead = _("The plan of {day} on the screen was not the last one that was kept.").format(
            day=say_date(left.day.date)
        )
        super().__init__(parent, title, _("&Go on with the plan as it was"), lead)
        self.wants_kept = False
        self.body.addWidget(said(_("As it was: {plan}").format(plan=_numbers(left.day, left.plan))))
        kept = _numbers(left.day, left.kept) if left.kept else _("none")
        self.body.addWidget(said(_("The last one kept: {plan}").format(plan=kept)))
        self.body.addStretch(1)
        self.other = QPushButton(_("Take the &last one kept"))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._take_kept)
        self.cancel.hide()
        self.footer.add(self.other)
        self.footer.add(self.primary)

    def _take_kept(self) -> None:
        self.wants_kept = True
        self.reject()


def _numbers(day: Day, plan: Plan) -> str:
    found = totals(day, plan)
    return _("{planned} of {visits} planned, {travel}, {distance}").format(
        planned=found.planned, visits=found.visits,
        travel=duration(found.travel_time.total_seconds()), distance=distance(found.distance),
    )  # fmt: skip
