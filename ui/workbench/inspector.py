"""The inspector: everything about what is selected, a visit, several, a team, or else the day; edited in place.

Changes nothing itself: what is edited is told by signals, each one step of undo. The pages are in modules of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.day.states import VisitRow
from planner.model import Day, Plan, Violation
from planner.text import gettext as _
from planner.translate import DayProblem
from ui import theme
from ui.workbench.inspector_day import DayPage
from ui.workbench.inspector_fields import InPlace, show_pencil, style
from ui.workbench.inspector_many import ManyPage
from ui.workbench.inspector_page import Page, Shown
from ui.workbench.inspector_parts import SIDE, bar_height, ink_again, mark_button, scrolling, show_mark
from ui.workbench.inspector_team import TeamPage
from ui.workbench.inspector_visit import VisitPage

MENU_BUTTON = """
QToolButton[menuMark="true"] {{ border: 1px solid {line}; border-radius: 4px; padding: 3px 16px 3px 4px; }}
QToolButton[menuMark="true"]::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: right center; }}
"""
"""A button with a mark that opens a menu."""
FORMER, NEXT = "Ctrl+PgUp", "Ctrl+PgDown"


class Inspector(QWidget):
    """The panel at the right. `head` is its title bar: a dock may take it."""

    day_edited = Signal(str, object)
    """The name of the step, and the day as it was edited."""
    plan_edited = Signal(str, object)
    """The name of the step, and a pure function from problem and plan to plan."""
    wanted = Signal(str)
    """An action of the window's menus, for what is selected."""
    places_wanted = Signal(object)
    """The review of a visit's address: its id."""
    selected = Signal(object)
    """Visits to select instead: their ids, as a tuple."""
    team_chosen = Signal(object)
    """A team to show instead: the shift's id."""
    case_wanted = Signal(object)
    """The file of a case: its id."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._selection: tuple[UUID, ...] = ()
        self._shift_id: UUID | None = None
        self._within = 0  # of several selected visits the one that is looked at, counted from 1; 0 for all
        self.visit, self.team = VisitPage(office), TeamPage(office)
        self.many, self.day = ManyPage(), DayPage(office)
        self.pages: tuple[Page, ...] = (self.day, self.visit, self.team, self.many)
        self.stack = QStackedWidget()
        self._areas: dict[Page, QScrollArea] = {}
        for page in self.pages:
            self._areas[page] = scrolling(page)
            self.stack.addWidget(self._areas[page])
            self._hand_on(page)
        self.many.selected.disconnect(self.selected)
        self.many.selected.connect(self._look_at)
        self.head = self._make_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.setAccessibleName(_("Inspector"))
        self._dress()

    def _hand_on(self, page: Page) -> None:
        page.day_edited.connect(self.day_edited)
        page.plan_edited.connect(self.plan_edited)
        page.wanted.connect(self.wanted)
        page.places_wanted.connect(self.places_wanted)
        page.selected.connect(self.selected)
        page.team_chosen.connect(self.team_chosen)
        page.case_wanted.connect(self.case_wanted)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("panelHead", True)
        head.setFixedHeight(bar_height(self))
        title = QLabel(_("Inspector"))
        title.setObjectName("panelTitle")
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self.place = QLabel()
        self.place.setProperty("quiet", True)
        self.former = self._arrow("left", _("The one before ({key})").format(key=FORMER), FORMER, -1)
        self.next = self._arrow("right", _("The next one ({key})").format(key=NEXT), NEXT, 1)
        row = QHBoxLayout(head)
        row.setContentsMargins(SIDE, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(title)
        row.addStretch(1)
        for part in (self.former, self.place, self.next):
            row.addWidget(part)
        return head

    def _arrow(self, mark: str, words: str, key: str, step: int) -> QToolButton:
        button = mark_button(mark, words)
        button.clicked.connect(lambda _on=False: self.step(step))
        shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.step(step))
        return button

    # --- showing

    def show_selection(
        self,
        day: Day,
        plan: Plan | None,
        rows: tuple[VisitRow, ...],
        problem: DayProblem | None,
        selection: Iterable[UUID] = (),
        shift_id: UUID | None = None,
        violations: tuple[Violation, ...] = (),
    ) -> None:
        """Show everything about what is selected: visits, else a team, else the day."""
        chosen = tuple(selection)
        if chosen != self._selection:
            self._within = 0
        self._shown = Shown(day, plan, rows, problem, violations)
        self._selection, self._shift_id = chosen, shift_id
        self._show()

    def show_busy(self, busy: bool) -> None:
        """While the window is busy nothing that is typed is taken; it waits."""
        for page in (self.visit, self.team):
            for field in page.fields:
                assert isinstance(field, InPlace)
                field.show_busy(busy)

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        rows = shown.chosen(self._selection)
        shift = shown.shift(self._shift_id) if not rows else None
        if len(rows) > 1 and self._within:
            rows = rows[self._within - 1 : self._within]
        page: Page = self.day
        if len(rows) > 1:
            page = self.many
            self.many.show_many(shown, rows)
        elif rows:
            page = self.visit
            self.visit.show_visit(shown, rows[0])
        elif shift:
            page = self.team
            self.team.show_team(shown, shift)
        else:
            self.day.show_day(shown)
        if page is not self.visit:
            self.visit.why.forget()
        if self.stack.currentWidget() is not self._areas[page]:
            self.stack.setCurrentWidget(self._areas[page])
        self._show_place()

    # --- stepping

    def step(self, by: int) -> None:
        """Go on to the next stop of the route, the next of the selected visits, or the next team."""
        ring, at = self._ring()
        if not ring:
            return
        if len(self._selection) > 1:
            self._within = (self._within + by) % (len(ring) + 1)
            self._show()
        elif self._selection:
            self.selected.emit((ring[(at + by) % len(ring)],))
        else:
            self.team_chosen.emit(ring[(at + by) % len(ring)])

    def _look_at(self, visit_ids: tuple[UUID, ...]) -> None:
        self._within = self._selection.index(visit_ids[0]) + 1
        self._show()

    def _ring(self) -> tuple[list[UUID], int]:
        # What the arrows go through, and where in it they are, counted from 0.
        shown = self._shown
        if shown is None:
            return [], 0
        if len(rows := shown.chosen(self._selection)) > 1:
            return [row.visit.id for row in rows], self._within - 1
        if rows:
            ring = _beside(shown, rows[0])
            return ring, ring.index(rows[0].visit.id) if rows[0].visit.id in ring else 0
        teams = [shift.id for shift in shown.day.shifts]
        return (teams, teams.index(self._shift_id)) if self._shift_id in teams else ([], 0)

    def _show_place(self) -> None:
        ring, at = self._ring()
        words = _("{number} of {count}").format(number=at + 1, count=len(ring))
        if at < 0:
            words = _("all {count}").format(count=len(ring))
        self.place.setText(words if ring else "")
        for button in (self.former, self.next):
            button.setVisible(len(ring) > 1)

    def close_down(self) -> None:
        """Want nothing any longer."""
        self.visit.why.close_down()
        self.visit.case.close_down()

    def _dress(self) -> None:
        c = theme.colors()
        ground = f"Inspector > QStackedWidget, Page, QScrollArea {{ background: {c.panel}; }}"
        sheet = ground + style(c) + MENU_BUTTON.format(line=c.line)
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    # --- Qt

    def changeEvent(self, event: QEvent) -> None:
        """Another scheme has other colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._dress()
            ink_again(self)
            for button in (*self.findChildren(QToolButton), self.former, self.next):
                if button.property("mark"):
                    show_mark(button)
            for editor in self.findChildren(QLineEdit):
                show_pencil(editor)
            self._show()


def _beside(shown: Shown, row: VisitRow) -> list[UUID]:
    # The stops of its route, or all others that have none.
    routes = shown.plan.routes_of(row.visit.id) if shown.plan else ()
    if routes:
        return [stop.visit_id for stop in routes[0].stops]
    return [each.visit.id for each in shown.left_over or shown.rows]
