"""What an empty day shows instead of empty tables: the few steps to the first plan. Does none of them itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.text import N_
from planner.text import gettext as _
from ui.theme import colors

STEPS = (
    ("region", N_("Region"), N_("One OpenStreetMap extract gives addresses, roads and map."), N_("Build a region…")),
    ("import_staff", N_("Staff"), N_("People, teams, shifts and depots from a spreadsheet."), N_("Import staff…")),
    ("import_visits", N_("Visits"), N_("The day's approved visits from a spreadsheet."), N_("Import visits…")),
)


class Welcome(QWidget):
    """Three steps with a tick for what is done; the next one is the filled button."""

    wanted = Signal(str)
    """The name of the action that was asked for."""

    def __init__(self, *, is_demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[QLabel] = []
        self._buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel(_("No visits on this day"))
        title.setProperty("title", True)
        column.addWidget(title)
        column.addSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(14)
        for row, step in enumerate(STEPS):
            self._add(grid, row, *step)
        column.addLayout(grid)
        column.addSpacing(18)
        hint = _("You can also drop a spreadsheet on this window. The columns: File, Save the template.")
        column.addWidget(_quiet(hint))
        if not is_demo:
            demo = QPushButton(_("Look at the demo first"), flat=True)
            demo.setProperty("link", True)
            demo.clicked.connect(lambda: self.wanted.emit("the_demo"))
            column.addSpacing(8)
            column.addWidget(demo, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, grid: QGridLayout, row: int, name: str, title: str, why: str, button: str) -> None:
        mark = QLabel()
        head = QLabel(f"<b>{_(title)}</b><br>{_(why)}")
        press = QPushButton(_(button))
        press.clicked.connect(lambda: self.wanted.emit(name))
        grid.addWidget(mark, row, 0)
        grid.addWidget(head, row, 1)
        grid.addWidget(press, row, 2)
        self._marks.append(mark)
        self._buttons.append(press)

    def show_state(self, *, region: bool, staff: bool) -> None:
        """What is there already."""
        done = (region, staff, False)
        for number, (mark, button, there) in enumerate(zip(self._marks, self._buttons, done, strict=True)):
            mark.setText(f"<span style='color:{colors().better}'>✓</span>" if there else f"{number + 1}")
            button.setProperty("primary", not there and all(done[:number]))
            button.style().unpolish(button)
            button.style().polish(button)


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("quiet", True)
    return label
