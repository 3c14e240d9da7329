"""The panels of the window and where they stand: docks around the map. What they show is not known here.

Where there is not much width, Inspector and Unassigned share one place as tabs.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from ui.panel_head import PanelHead, panel_style
from ui.theme import colors, following

NARROW = 1440
"""Below so many pixels Inspector and Unassigned are tabs of one dock."""
STATE_VERSION = 4
"""Of what is remembered; another set of panels needs another number."""
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
SHARES = {"visits": 0.33, "inspector": 0.2, "timeline": 0.36}
"""How much of the width (of the timeline: of the height) a panel has at first."""
MOST = {"visits": 82, "inspector": 50}
"""And at most so many letters of width: what is wider than its words only takes from the map."""
TITLE = "panelTitle"
"""The object name of the label that is a head's title."""
LEAST_LINES, MOST_LINES = 19, 28
"""The timeline is at least (nine low rows) and at most so many lines high at first; the map keeps more than it has."""
LARGEST = 0.44
"""But never more than this share of the height."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its name in settings, its title, what it shows, and on which side of the map; a head of its own."""

    name: str
    title: str
    view: QWidget
    area: Qt.DockWidgetArea
    head: QWidget | None = None


class Workbench(QMainWindow):
    """The map in the middle and its panels around it. It is a part of the window, not a window."""

    def __init__(self, center: Panel, panels: tuple[Panel, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Widget)
        self.setObjectName("workbench")
        self.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setCorner(Qt.Corner.BottomLeftCorner, BOTTOM)
        self.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setCentralWidget(center.view)
        self._center = center
        self.docks = {panel.name: self._dock(panel) for panel in panels}
        self._tabbed = False
        self._laid_out = self._fresh = False
        for dock in self.docks.values():
            dock.visibilityChanged.connect(self._title_heads)
        following().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setStyleSheet(panel_style(colors()))

    def _dock(self, panel: Panel) -> QDockWidget:
        dock = QDockWidget(panel.title, self)
        dock.setObjectName(panel.name)
        dock.setWidget(panel.view)
        head = panel.head or PanelHead(panel.title, dock)
        head.setProperty("panelHead", True)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # A dock gives its bar the height that it hints at, whatever its least height is: a box around it hints right.
        bar = QWidget()
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(head)
        dock.setTitleBarWidget(bar)
        self.addDockWidget(panel.area, dock)
        return dock

    def _title_heads(self) -> None:
        # What stands on its tab does not stand in its head once more.
        for dock in self.docks.values():
            head = dock.titleBarWidget()
            if title := head.findChild(QLabel, TITLE) if head else None:
                beside = self.tabifiedDockWidgets(dock)
                title.setHidden(any(each.toggleViewAction().isChecked() for each in beside))

    # --- where they stand

    def lay_out(self) -> None:
        """Put every panel where it stands at first, and show it."""
        self._laid_out, self._fresh = True, not self.isVisible()
        for name, area in (("visits", LEFT), ("timeline", BOTTOM), ("inspector", RIGHT), ("unassigned", RIGHT)):
            if dock := self.docks.get(name):
                dock.setFloating(False)
                self.addDockWidget(area, dock)
                dock.show()
        if (running := self.docks.get("running")) and (left_over := self.docks.get("unassigned")):
            running.setFloating(False)
            self.addDockWidget(RIGHT, running)
            self.tabifyDockWidget(left_over, running)
            running.hide()  # until the day is under way
        self._tabbed = False
        self._fold()
        self._share()

    def _share(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        across = [name for name in ("visits", "inspector") if name in self.docks]
        widths = [min(round(self.width() * SHARES[name]), MOST[name] * letter) for name in across]
        self.resizeDocks([self.docks[name] for name in across], widths, Qt.Orientation.Horizontal)
        line, height = self.fontMetrics().height(), self.height()
        low = max(min(round(height * SHARES["timeline"]), MOST_LINES * line), LEAST_LINES * line)
        low = min(low, round(height * LARGEST))
        down = [name for name in ("timeline", "unassigned") if name in self.docks]
        self.resizeDocks([self.docks[name] for name in down], [low] * len(down), Qt.Orientation.Vertical)

    def _fold(self) -> None:
        # Only while both stand at the right: whoever has put them elsewhere wants them there.
        inspector, left_over = self.docks.get("inspector"), self.docks.get("unassigned")
        narrow = self.width() < NARROW
        if inspector is None or left_over is None or narrow == self._tabbed:
            return
        if any(dock.isFloating() or self.dockWidgetArea(dock) != RIGHT for dock in (inspector, left_over)):
            return
        self._tabbed = narrow
        running = self.docks.get("running")
        beside = [running] if running and not running.isFloating() and self.dockWidgetArea(running) == RIGHT else []
        moved = (inspector, left_over, *beside)
        shown = [dock.isVisibleTo(self) or dock.toggleViewAction().isChecked() for dock in moved]
        for dock in moved:  # where anything is left of the tabs, what comes beside them is one more
            self.removeDockWidget(dock)
        for dock in moved[:2]:
            self.addDockWidget(RIGHT, dock, Qt.Orientation.Vertical)
        for dock in beside if not narrow else moved[1:]:
            self.addDockWidget(RIGHT, dock)
            self.tabifyDockWidget(inspector if narrow else left_over, dock)
        for dock, visible in zip(moved, shown, strict=True):
            dock.setVisible(visible)
        if narrow:  # what needs a person stays in sight
            (running if beside and running and shown[-1] else inspector).raise_()
        self._title_heads()

    def remembered(self) -> QByteArray:
        """How the panels stand now."""
        return self.saveState(STATE_VERSION)

    def recall(self, state: object) -> bool:
        """Put the panels as they were remembered; False where nothing usable was."""
        if not isinstance(state, QByteArray) or not self.restoreState(state, STATE_VERSION):
            return False
        self._laid_out = True
        inspector, left_over = self.docks.get("inspector"), self.docks.get("unassigned")
        self._tabbed = bool(inspector and left_over and left_over in self.tabifiedDockWidgets(inspector))
        self._title_heads()
        return True

    def name_tab(self, name: str, title: str) -> None:
        """Say something else on the tab of a panel, such as how much needs a person there."""
        if (dock := self.docks.get(name)) and dock.windowTitle() != title:
            dock.setWindowTitle(title)

    # --- going there

    def names(self) -> list[str]:
        """The panels in the order in which F6 goes through them."""
        names = list(self.docks)
        return [names[0], self._center.name, *names[1:]]

    def view(self, name: str) -> QWidget:
        """What a panel shows."""
        return self._center.view if name == self._center.name else self.docks[name].widget()

    def go_to(self, name: str) -> None:
        """Show a panel, and give it the keys."""
        if dock := self.docks.get(name):
            dock.show()
            dock.raise_()
        _take_keys(self.view(name))

    def bring_up(self, name: str) -> None:
        """Show a panel, with more room than what stands above it, and leave the keys where they are."""
        dock, inspector = self.docks[name], self.docks.get("inspector")
        dock.show()
        dock.raise_()
        if inspector and self.dockWidgetArea(dock) == self.dockWidgetArea(inspector) and not dock.isFloating():
            self.resizeDocks([inspector, dock], [2, 3], Qt.Orientation.Vertical)

    def go_on(self, step: int) -> str:
        """Go to the next panel (or, with step -1, the former) that is shown; its name."""
        names = [name for name in self.names() if name == self._center.name or self._in_sight(name)]
        here = self.here()
        number = names.index(here) + step if here in names else 0
        name = names[number % len(names)]
        self.go_to(name)
        return name

    def _in_sight(self, name: str) -> bool:
        return self.docks[name].isVisibleTo(self)

    def here(self) -> str | None:
        """The panel that has the keys."""
        at = self.window().focusWidget()
        for name in self.names():
            view = self.view(name)
            if at is not None and (at is view or view.isAncestorOf(at)):
                return name
        return None

    def toggles(self) -> list[QAction]:
        """An action per dock that shows or hides it."""
        return [dock.toggleViewAction() for dock in self.docks.values()]

    # --- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """What was laid out before there was a window is shared out now."""
        super().showEvent(event)
        if self._fresh:
            self._fresh = False
            QTimer.singleShot(0, self, self._share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: one dock or two at the right."""
        super().resizeEvent(event)
        if self._laid_out:
            self._fold()

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(NARROW, 800)


def _take_keys(view: QWidget) -> None:
    # Back to where the keys were in it; at first to its largest part that takes them: the table, not its search field.
    last = view.focusWidget()
    if last is not None and last is not view and last.isVisibleTo(view):
        last.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    tabs = Qt.FocusPolicy.TabFocus.value
    parts = [part for part in (view, *view.findChildren(QWidget)) if part.focusPolicy().value & tabs]
    parts = [part for part in parts if part.isEnabled() and (part is view or part.isVisibleTo(view))]
    if parts:
        largest = max(parts, key=lambda part: part.width() * part.height())
        largest.setFocus(Qt.FocusReason.ShortcutFocusReason)
