"""The head of the map: which routes are shown, which tool is in the hand, and where to look. Changes no map itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from planner.model import Shift
from planner.text import gettext as _
from ui.icons import GRID, icon
from ui.signs import sign_icon
from ui.workbench.map_segments import Segments

LAYERS = ("all", "team", "unassigned")
TOOLS = ("pointer", "lasso", "rectangle")


class MapHead(QWidget):
    """A thin bar above the map."""

    layer_wanted = Signal(str, object)
    """One of `LAYERS`, and with ``team`` the shift's id, or None for whichever it is."""
    tool_wanted = Signal(str)
    fit_wanted = Signal(bool)
    """Look at the whole day, or (True) at what is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panelHead", True)
        self._shifts: tuple[Shift, ...] = ()
        self._unassigned = 0
        self._team: UUID | None = None
        self.title = QLabel(_("Map"))
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.layers = Segments(LAYERS, _("Shown on the map"))
        self.layers.chosen.connect(lambda name: self.layer_wanted.emit(name, None))
        self.teams = QToolButton(autoRaise=True)
        self.tools = Segments(TOOLS, _("Tool of the map"))
        self.tools.chosen.connect(self.tool_wanted)
        self.fit = QToolButton(autoRaise=True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.teams.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.teams)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.teams.setMenu(menu)
        self.teams.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        for button in (self.teams, self.fit):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fit.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.fit.clicked.connect(lambda: self.fit_wanted.emit(False))
        where = QMenu(self.fit)
        self._whole = where.addAction("", lambda: self.fit_wanted.emit(False))
        self._selection = where.addAction("", lambda: self.fit_wanted.emit(True))
        self.fit.setMenu(where)
        self.fit.setIconSize(QSize(GRID, GRID))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(8)
        for widget in (self.title, self.layers, self.teams):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.tools)
        row.addWidget(self.fit)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.word()

    def word(self) -> None:
        """Say everything in the language in use."""
        self.title.setText(_("Map"))
        signs = (("pointer", _("Point and drag"), "V"), ("lasso", _("Select with a lasso"), "L"))
        for name, words, key in (*signs, ("rectangle", _("Select with a rectangle"), "R")):
            tip = _("{tool}; Shift adds, Escape goes back").format(tool=words) if name != "pointer" else words
            if not self.tools.buttons[name].toolTip():
                self.tools.sign(name, name, tip, key, self.parentWidget() or self)
        self._whole.setText(_("Whole day"))
        self._selection.setText(_("Selection"))
        self.fit.setText(_("Fit"))
        self.fit.setToolTip(_("Look at the whole day"))
        self.fit.setAccessibleName(_("Fit"))
        self.fit.setIcon(icon("fit"))
        self._name()

    def show_day(self, shifts: Sequence[Shift], unassigned: int) -> None:
        """Offer these teams, and say how many visits have no stop."""
        self._shifts, self._unassigned = tuple(shifts), unassigned
        self._name()

    def show_layer(self, name: str, shift_id: UUID | None) -> None:
        """Show which is in use."""
        self._team = shift_id
        self.layers.choose(name)
        self._name()

    @property
    def unassigned_box(self) -> QRect:
        """Where "Unassigned" stands, in the head's pixels: visits may be dropped on it."""
        button = self.layers.buttons["unassigned"]
        return QRect(button.mapTo(self, QPoint(0, 0)), button.size())

    def mark_drop(self, on: bool) -> None:
        """Show that what is dropped now is taken out of its route."""
        button = self.layers.buttons["unassigned"]
        if button.property("drop") != on:
            button.setProperty("drop", on)
            button.style().unpolish(button)
            button.style().polish(button)

    def _name(self) -> None:
        team = next((shift.team for shift in self._shifts if shift.id == self._team), None)
        self.layers.word("all", _("All teams"))
        self.layers.word("team", _("One team"), _("Show one team alone"))
        count = self._unassigned
        self.layers.word("unassigned", _("Unassigned {count}").format(count=count), _("Show what has no stop"))
        self.teams.setVisible(self.layers.choice == "team" and team is not None)
        if team:
            self.teams.setText(f"{team.name} ▾")
            self.teams.setIcon(sign_icon(team, round(self.fontMetrics().height() * 1.2)))
            self.teams.setToolTip(_("Show another team"))
            self.teams.setAccessibleName(_("Team on the map: {team}").format(team=team.name))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        size = round(self.fontMetrics().height() * 1.2)
        for shift in self._shifts:
            entry = menu.addAction(sign_icon(shift.team, size), shift.team.name)
            entry.setCheckable(True)
            entry.setChecked(shift.id == self._team)
            entry.triggered.connect(lambda _on=False, key=shift.id: self.layer_wanted.emit("team", key))

    # --- Qt

    def changeEvent(self, event: QEvent) -> None:
        """The icon has the color of the words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "fit"):
            self.fit.setIcon(icon("fit"))
