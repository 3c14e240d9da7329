"""What lies between two plans, before it is accepted: numbers, visits, and who must be told. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.day.difference import Difference
from planner.model import Shift
from planner.text import duration, listed, ngettext
from planner.text import gettext as _
from ui.dialogs.difference_list import DifferenceList
from ui.dialogs.frame import SIDE, Frame, said
from ui.dialogs.number_band import NumberBand
from ui.proposal import Proposal
from ui.signs import sign_icon
from ui.theme import colors

MOST_SIGNS = 16


class DifferenceDialog(Frame):
    """Accept or Discard; Escape discards, and nothing is lost. Without a question it only shows."""

    @staticmethod
    def ask(parent: QWidget | None, proposal: Proposal) -> bool:
        """Whether what is proposed is accepted."""
        if proposal.is_empty:
            zone = proposal.before.day.zone
            DifferenceDialog(parent, proposal.text, proposal.difference, zone, _("Nothing better was found.")).run()
            return False
        return DifferenceDialog.of(parent, proposal).run()

    @staticmethod
    def show_between(parent: QWidget | None, title: str, difference: Difference, zone: ZoneInfo) -> None:
        """Only show what lies between two plans; there is nothing to decide."""
        DifferenceDialog(parent, title, difference, zone).run()

    @classmethod
    def of(cls, parent: QWidget | None, proposal: Proposal) -> DifferenceDialog:
        """The dialog that asks for a proposal."""
        zone = proposal.before.day.zone
        lead = f"{proposal.lead} {summary(proposal.difference)}" if proposal.lead else ""
        return cls(parent, proposal.text, proposal.difference, zone, lead, is_asked=True)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        difference: Difference,
        zone: ZoneInfo,
        lead: str = "",
        *,
        is_asked: bool = False,
    ) -> None:
        super().__init__(parent, title, accept=_("Accept") if is_asked else "", lead=lead or summary(difference))
        self.setWindowTitle(_("Difference: {what}").format(what=title))
        if is_asked:
            self.cancel.setText(_("Discard"))
            self.cancel.setToolTip(_("Everything stays as it is (Esc)"))
            self.primary.setFocus()
        self.body.setContentsMargins(0, self.body.contentsMargins().top(), 0, 0)
        self.body.setSpacing(10)
        self._indent_head()
        self.numbers = NumberBand(difference.before, difference.after)
        self.list = DifferenceList(difference, zone)
        self.told = told(difference)
        self.body.addWidget(self.numbers)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.told)
        letters = self.fontMetrics()
        self.resize(letters.averageCharWidth() * 128, letters.height() * 36)

    def _indent_head(self) -> None:
        for label in (self.title, self.lead):
            label.setContentsMargins(SIDE, 0, SIDE, 0)


def summary(difference: Difference) -> str:
    """What changes, in one sentence."""
    counts = (
        (len(difference.taken_out), _("{count} no longer planned")),
        (len(difference.put_in), _("{count} put in")),
        (len(difference.moved), _("{count} to another team")),
        (len(difference.shifted), _("{count} shifted")),
    )
    parts = [words.format(count=count) for count, words in counts if count]
    if not parts:
        return _("No visit changes its team or starts more than 15 min earlier or later.")
    if difference.unchanged:
        parts.append(_("{count} unchanged").format(count=difference.unchanged))
    words = _("Visits: {what}. Starts that are 15 min or less away count as unchanged.")
    return words.format(what=listed(parts))


def told(difference: Difference) -> QWidget:
    """Who must be told, in one row."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(SIDE, 2, SIDE, 12)
    line.setSpacing(8)
    head = QLabel(_("Who must be told"))
    bold = head.font()
    bold.setBold(True)
    head.setFont(bold)
    line.addWidget(head)
    line.addSpacing(12)
    sentences = _sentences(difference)
    for text, ink in sentences:
        label = said(text)
        label.setWordWrap(False)
        if ink:
            label.setStyleSheet(f"color: {ink}")
        line.addWidget(label)
        line.addSpacing(8)
    _add_signs(line, difference.teams)
    late = _overtime(difference)
    if late:
        label = said(late)
        label.setStyleSheet(f"color: {colors().worse}")
        line.addWidget(label, 1)
    line.addStretch(1)
    row.setAccessibleName(" ".join((head.text(), *(text for text, _ink in sentences), late)))
    return row


def _sentences(difference: Difference) -> list[tuple[str, str]]:
    customers, found = difference.customers, []
    outside = sum(not change.kept for change in customers)
    if customers:
        inside = ngettext(
            "{count} customer, inside the promised time", "{count} customers, all inside the promised time",
            len(customers),
        )  # fmt: skip
        beyond = ngettext(
            "{count} customer, {outside} outside the promised time",
            "{count} customers, {outside} outside the promised time",
            len(customers),
        )
        text = (beyond if outside else inside).format(count=len(customers), outside=outside)
        found.append((text, colors().wrong if outside else ""))
    if difference.teams:
        count = len(difference.teams)
        found.append((ngettext("{count} team", "{count} teams", count).format(count=count), ""))
    return found or [(_("Nobody: no promised time changes, and no paper is out."), colors().text2)]


def _add_signs(line: QHBoxLayout, teams: Sequence[Shift]) -> None:
    for shift in teams[:MOST_SIGNS]:
        sign = QLabel()
        side = round(sign.fontMetrics().height() * 1.3)
        sign.setPixmap(sign_icon(shift.team, side).pixmap(side, side))
        sign.setToolTip(shift.team.name)
        sign.setAccessibleName(shift.team.name)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
    if len(teams) > MOST_SIGNS:
        others = QLabel(f"+{len(teams) - MOST_SIGNS}")
        others.setToolTip(listed(shift.team.name for shift in teams[MOST_SIGNS:]))
        line.addWidget(others)
    line.addSpacing(8)


def _overtime(difference: Difference) -> str:
    words = (
        _("{team} {time} overtime").format(team=shift.team.name, time=duration(late.total_seconds()))
        for shift, late in difference.overtime
    )
    return listed(words)
