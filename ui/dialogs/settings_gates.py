"""Which gates an approval from outside covers, and whether the office visits for another firm: settled, and recorded.

Part of the page of the settings on rules. What the gates ask for is `planner.cases.gates`' business.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.policy.schema import GATES
from planner.rule_case_words import GATE_WORDS
from planner.rules import settle_gates
from planner.settings import COVERABLE, Settings
from planner.text import gettext as _
from ui.background import Background
from ui.dialogs.fields import Note
from ui.dialogs.frame import heading, said
from ui.dialogs.problem import problem_words

ROWS = 6
"""So many gates are seen at once."""


class GatesBox(QWidget):
    """The gates as a list to tick; kept at once, when asked to. With `headed` False it stands under another one."""

    settled = Signal()

    def __init__(self, office: Office, settings: Settings, *, headed: bool = True) -> None:
        super().__init__()
        self._office = office
        self._background: Background | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if headed:
            column.addWidget(heading(_("Visits approved elsewhere")))
        column.addWidget(
            said(
                _(
                    "Where a visit was prepared outside, nobody here can tell whether all was done. Tick what its"
                    " approval covers. Holds, refusals, hours, caps, gaps and team size are always judged here."
                ),
                quiet=True,
            )
        )
        self.gates = QListWidget()
        self.gates.setAccessibleName(_("What an outside approval covers"))
        for gate in GATES:
            if gate in COVERABLE:
                self._add(gate, gate in settings.outside_covers)
        # As high as some of its rows, whatever the font: the rest is scrolled to.
        self.gates.setFixedHeight(ROWS * self.gates.sizeHintForRow(0) + 2 * self.gates.frameWidth())
        column.addWidget(self.gates)
        self.outsourced = QCheckBox(_("This office &visits for another firm"))
        self.outsourced.setChecked(settings.outsourced)
        self.settle = QPushButton(_("S&ettle this"))
        self.settle.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.outsourced)
        row.addStretch(1)
        row.addWidget(self.settle)
        column.addLayout(row)
        self.said = Note()
        column.addWidget(self.said)
        self.settle.clicked.connect(self._settle)

    def _add(self, gate: str, ticked: bool) -> None:
        item = QListWidgetItem(_(GATE_WORDS[gate]))
        item.setData(Qt.ItemDataRole.UserRole, gate)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.gates.addItem(item)

    def look_up(self, background: Background) -> None:
        """Let what takes a moment run here."""
        self._background = background

    def show_all(self) -> None:
        """Show every gate at once, where there is room for it."""
        rows = self.gates.count() * self.gates.sizeHintForRow(0)
        self.gates.setFixedHeight(rows + 2 * self.gates.frameWidth())

    def ticked(self) -> frozenset[str]:
        """Gates that are ticked."""
        items = (self.gates.item(row) for row in range(self.gates.count()))
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _settle(self) -> None:
        if self._background:
            self.settle.setEnabled(False)
            self._background.run(
                settle_gates, self._office, self.ticked(), outsourced=self.outsourced.isChecked(),
                on_done=lambda _settings: self._settled(), on_error=self._not_settled,
            )  # fmt: skip

    def _settled(self) -> None:
        self.settle.setEnabled(True)
        self.said.say(_("Settled, and in the record."), "better")
        self.settled.emit()

    def _not_settled(self, error: Exception) -> None:
        self.settle.setEnabled(True)
        self.said.say(problem_words(error))
