"""The chosen visit at the right: every gate in words with rule and source, the talk and its wishes, what happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.cases.approving import Proposed
from planner.cases.fact_words import PRIVATE_REASONS
from planner.cases.gate_words import asks, origin, remedy, stands, title
from planner.cases.gates import CaseGate, Light
from planner.cases.looking import Line
from planner.cases.stage_words import REASONS, WILLINGNESS
from planner.policy.pack import Pack
from planner.text import gettext as _
from planner.text import listed
from ui import theme
from ui.cases.call_dialogs import PLACES
from ui.cases.gate_marks import GateMark
from ui.dialogs.frame import heading, said, say_date
from ui.workbench.inspector_visit import windows_words

MOST_LINES = 6
ORDER = {Light.RED: 0, Light.UNKNOWN: 1, Light.GREEN: 2}


class GateRow(QWidget):
    """One gate: its mark, how it stands, what would make it green, and small beneath by which rule and source."""

    def __init__(self) -> None:
        super().__init__()
        self.mark, self.words, self.source = GateMark(), said(), said(quiet=True)
        self.source.setFont(theme.small(self.source.font()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addWidget(self.source)
        row.addLayout(column, 1)

    def show_gate(self, gate: CaseGate, pack: Pack, *, shown: bool) -> None:
        """Show it."""
        self.mark.show_light(gate.light)
        self.words.setText(f"{title(gate)}: " + " ".join(filter(None, (stands(gate, shown=shown), remedy(gate)))))
        self.source.setText(origin(gate, pack))
        self.source.setVisible(bool(self.source.text()))
        self.setToolTip(asks(gate))


class ApprovalSide(QFrame):
    """Shows one visit."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.name, self.where = heading(""), said(quiet=True)
        self.gates: list[GateRow] = []
        self.talk, self.lines = said(), said(quiet=True)
        self.talk_head, self.lines_head = _bold(_("The talk before")), _bold(_("What happened"))
        self.empty = said(_("Choose a visit: here stands what each gate asks for, and what would help."), quiet=True)
        self._gates = QVBoxLayout()
        self._gates.setSpacing(7)
        self._lay_out()
        self.show_visit(None, None, shown=False)

    def show_visit(self, each: Proposed | None, pack: Pack | None, *, shown: bool) -> None:
        """Show this visit; what happened comes later, with `show_lines`."""
        parts = (self.name, self.where, self.talk_head, self.talk, self.lines_head, self.lines)
        for part in parts:
            part.setVisible(each is not None)
        self.empty.setVisible(each is None)
        gates = sorted(each.gates, key=lambda gate: ORDER[gate.light]) if each else []
        while len(self.gates) < len(gates):
            self.gates.append(GateRow())
            self._gates.addWidget(self.gates[-1])
        for number, row in enumerate(self.gates):
            row.setVisible(number < len(gates))
            if number < len(gates) and pack:
                row.show_gate(gates[number], pack, shown=shown)
        if each:
            self.name.setText(each.visit.customer.name)
            self.where.setText(_where(each))
            self.talk.setText(talk_words(each, shown=shown))
            self.lines.setText("…")

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what happened of late."""
        words = [f"{line.at:%m-%d}  {line.words}" + (f" · {line.who}" if line.who else "") for line in lines]
        more = len(words) - MOST_LINES
        words = words[:MOST_LINES] + (
            [_("… and {count} more, in the case file (Enter)").format(count=more)] * (more > 0)
        )
        self.lines.setText("\n".join(words) or _("Nothing is kept here of this customer."))

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self.empty, self.name, self.where):
            column.addWidget(part)
        column.addLayout(self._gates)
        for part in (self.talk_head, self.talk, self.lines_head, self.lines):
            column.addWidget(part)
        column.addStretch(1)
        inner.setAutoFillBackground(True)
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(_("The chosen visit"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


def talk_words(each: Proposed, *, shown: bool) -> str:
    """What came of the talk before a visit, and what the customer wishes."""
    found, talk = [], each.talk
    if talk is None:
        found.append(_("Nobody was spoken to."))
    else:
        reason = talk.reason
        why = _(REASONS[reason]) if reason and (shown or reason not in PRIVATE_REASONS) else _("reason hidden")
        how = _(WILLINGNESS[talk.willingness]) if talk.willingness else ""
        found.append(_("{what}.").format(what=listed(filter(None, (why, how))).capitalize()))
        if talk.offered_day:
            span = (
                f", {talk.offered_from:%H:%M}–{talk.offered_to:%H:%M}" if talk.offered_from and talk.offered_to else ""
            )
            place = _(PLACES[talk.offered_place]) if talk.offered_place else ""
            words = _("Offered: {day}{span}").format(day=say_date(talk.offered_day), span=span)
            found.append(" · ".join(filter(None, (words, place))))
    for wish in each.wishes:
        what = listed(cover.removeprefix("places.") for cover in sorted(wish.covers))
        found.append(_("Agreed to: {what}, until {day}").format(what=what, day=say_date(wish.expires)))
    return "\n".join(found)


def _where(each: Proposed) -> str:
    visit = each.visit
    cases = listed(case.reference for case in visit.cases)
    when = " ".join(filter(None, (say_date(visit.date), windows_words(visit))))
    return "\n".join((f"{visit.reference} · {cases}", f"{when} · {_(PLACES[visit.place_kind])}", visit.address.whole))


def _bold(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
