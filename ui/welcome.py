"""What a day without visits shows instead of empty views: the three steps to the first plan. Takes none itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.text import N_
from planner.text import gettext as _
from ui.theme import small
from ui.welcome_way import Standing, StepSign, Way

WIDE = 114
"""The card is as wide as so many letters, and no wider: a line is read at a glance."""
TONES = {Standing.DONE: "better", Standing.NEXT: "accent", Standing.LATER: "text3"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the action it asks for, its title, what it gives, what its button says, and what is said once done."""

    action: str
    title: str
    gives: str
    button: str
    again: str
    done: str


STEPS = (
    Step(
        "region", N_("Region"), N_("One OpenStreetMap extract gives addresses, roads and map."),
        N_("Build a region…"), N_("Change…"), N_("Addresses, roads and map are on this computer."),
    ),
    Step(
        "import_staff", N_("Staff"), N_("People, teams, shifts and depots from a spreadsheet."),
        N_("Import staff…"), N_("Import more…"), N_("People and teams are there."),
    ),
    Step(
        "import_visits", N_("Visits"), N_("The day's approved visits from a spreadsheet."),
        N_("Import visits…"), N_("Import more…"), N_("Visits are there."),
    ),
)  # fmt: skip


class Welcome(QScrollArea):
    """A card with three stops on a way; the next one has the filled button."""

    wanted = Signal(str)
    """The name of the action that was asked for."""

    def __init__(self, *, is_demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("The first steps"))
        self.steps = [_StepRow(number, step) for number, step in enumerate(STEPS, start=1)]
        self.title, self.lead = QLabel(), QLabel()
        self.demo = QPushButton(_("Look at the demo day"))
        self.demo.clicked.connect(self._ask_demo)
        self._is_demo = is_demo
        self._lay_out()
        self.show_state(region=False, staff=False)

    def _lay_out(self) -> None:
        self.card = QFrame()
        self.card.setProperty("card", True)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(36, 28, 36, 24)
        column.setSpacing(6)
        self.title.setProperty("headline", True)
        self.lead.setProperty("quiet", True)
        self.way = Way()
        column.addWidget(self.way)
        column.addSpacing(14)
        column.addWidget(self.title)
        column.addWidget(self.lead)
        for label in (self.title, self.lead):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column.addSpacing(14)
        for step in self.steps:
            column.addWidget(step)
            step.pressed.connect(self.wanted)
        column.addSpacing(10)
        column.addLayout(self._make_foot())
        self._lay_out_page()

    def _lay_out_page(self) -> None:
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Window)
        grid = QGridLayout(page)
        grid.setContentsMargins(24, 24, 24, 24)
        self.above = QVBoxLayout()
        self.above.setContentsMargins(0, 0, 0, 0)
        self.above.addStretch(1)
        self._over = QWidget()
        self._over.setLayout(self.above)
        grid.addWidget(self._over, 0, 1)
        grid.addWidget(self.card, 1, 1)
        for edge, stretch in ((0, 2), (2, 3)):
            grid.setRowStretch(edge, stretch)
            grid.setColumnStretch(edge, 1)
        grid.setColumnStretch(1, 100)
        self.setWidget(page)
        self._follow()

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        hint = QLabel(_("You can also drop a spreadsheet on this window. The columns: File, Save the template."))
        hint.setProperty("quiet", True)
        hint.setFont(small(hint.font()))
        hint.setWordWrap(True)
        row.addWidget(hint, 1)
        row.addWidget(self.demo, 0, Qt.AlignmentFlag.AlignBottom)
        self.demo.setHidden(self._is_demo)
        return row

    def show_state(self, *, region: bool, staff: bool, visits: bool = False) -> None:
        """What is there already."""
        done = (region, staff, visits)
        is_first = not any(done)
        self.title.setText(_("Welcome to Rounds") if is_first else _("No visits on this day"))
        self.lead.setText(
            _("Three steps to the first plan. Everything stays on this computer.")
            if is_first or not all(done[:2])
            else _("Import the day's visits, or go to another day.")
        )
        coming = done.index(False) if False in done else len(done)
        for number, (step, there) in enumerate(zip(self.steps, done, strict=True)):
            step.show_state(Standing.DONE if there else Standing.NEXT if number == coming else Standing.LATER)
        self.way.show_done([step.standing for step in self.steps])
        self.setFocusProxy(self.steps[min(coming, len(done) - 1)].button)

    def _ask_demo(self) -> None:
        self.wanted.emit("the_demo")

    def _follow(self) -> None:
        for part in (self.card, self._over):
            part.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDE)

    # --- Qt

    def changeEvent(self, event: QEvent) -> None:
        """The card grows with the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_over"):
            self._follow()


class _StepRow(QWidget):
    pressed = Signal(str)

    def __init__(self, number: int, step: Step) -> None:
        super().__init__()
        self._step = step
        self.standing = Standing.LATER
        self.sign = StepSign(number)
        self.title, self.sentence, self.state = QLabel(_(step.title)), QLabel(), QLabel()
        self.button = QPushButton()
        self.button.clicked.connect(self._press)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.sentence.setProperty("quiet", True)
        self.sentence.setWordWrap(True)
        self.state.setFont(small(self.state.font()))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.sign, 0, 0, 2, 1)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        grid.addLayout(head, 0, 1)
        grid.addWidget(self.sentence, 1, 1)
        grid.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)

    def _press(self) -> None:
        self.pressed.emit(self._step.action)

    def show_state(self, standing: Standing) -> None:
        self.standing = standing
        step, is_done = self._step, standing is Standing.DONE
        words = {Standing.DONE: _("Done"), Standing.NEXT: _("Next"), Standing.LATER: _("Later")}[standing]
        self.sign.show_standing(standing)
        self.sentence.setText(_(step.done if is_done else step.gives))
        self.button.setText(_(step.again if is_done else step.button))
        self.button.setAccessibleName(f"{_(step.title)}: {self.button.text()}")
        self.state.setText(words)
        self.state.setProperty("tone", TONES[standing])
        self.button.setProperty("primary", standing is Standing.NEXT)
        for widget in (
            self.state,
            self.button,
        ):  # another look: by property, so other colors are followed by themselves
            widget.style().unpolish(widget)
            widget.style().polish(widget)
