"""The timeline's rows in use: what is selected, and what mouse, keys, wheel and drops ask for. Changes no plan."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QScrollBar, QWidget

from planner.text import gettext as _
from ui.workbench.timeline_drops import Drops
from ui.workbench.timeline_glide import Glide
from ui.workbench.timeline_keys import Keys
from ui.workbench.timeline_layout import Sheet
from ui.workbench.timeline_mouse import Mouse
from ui.workbench.timeline_stage import Stage
from ui.workbench.timeline_steps import Spot, followed
from ui.workbench.timeline_tips import spoken

WHEEL = 1.0018
"""How much closer one eighth of a degree of the wheel brings."""
ZOOM = Qt.NativeGestureType.ZoomNativeGesture


class Chart(Stage):
    """Signals as those of `TimelineView`."""

    selected = Signal(object)
    opened = Signal(object)
    asked = Signal(object)
    team_chosen = Signal(object)
    team_opened = Signal(object)
    hovered = Signal(object)
    drag_wanted = Signal(object)
    moved = Signal(object, object, object)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(sheet, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.mouse, self.keys, self.glide = Mouse(self), Keys(self), Glide(self)
        self.drops = Drops(self)
        for column in (self.teams, self.totals):
            column.pressed.connect(self.choose_team)
            column.opened.connect(self.team_opened)
            column.asked.connect(self.ask_team)
        self.setAccessibleName(_("Timeline"))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a day; blocks that changed their place glide there."""
        before = self.look.sheet
        self.look.spot = followed(sheet, self.look.spot)
        super().show_sheet(sheet)
        self.glide.begin(before, sheet)
        self.tell_spot()

    # --- what is selected

    def choose(self, visit_ids: Iterable[UUID], spot: Spot | None = None) -> None:
        """Select visits by hand, and tell so."""
        look, wanted = self.look, frozenset(visit_ids)
        before, last, team = look.selected, look.spot, look.chosen_team
        look.spot = spot or look.spot
        if look.chosen_team and wanted:
            look.chosen_team = None
            self.team_chosen.emit(None)
        look.selected = wanted
        self.tell_spot()
        self.mark(before, last, team)
        if wanted != before:
            self.selected.emit(self.in_order(wanted))

    def choose_nothing(self) -> None:
        """Select neither visits nor a team."""
        self.choose(())
        if team := self.look.chosen_team:
            self.look.chosen_team = None
            self.team_chosen.emit(None)
            self.touch((team,))

    def in_order(self, visit_ids: Iterable[UUID]) -> tuple[UUID, ...]:
        """Visits in the order of rows and stops; those without a stop, selected elsewhere, come last."""
        wanted = frozenset(visit_ids)
        placed = dict.fromkeys(b.visit_id for _row, b in self.look.sheet.blocks() if b.visit_id in wanted)
        rest = (key for key in self.look.rows if key in wanted) if len(placed) < len(wanted) else ()
        return tuple(dict.fromkeys((*placed, *rest)))

    def choose_team(self, shift_id: UUID) -> None:
        """Select a team by hand."""
        self.choose((), Spot(shift_id))
        self.touch((self.look.chosen_team,))
        self.look.chosen_team = shift_id
        self.team_chosen.emit(shift_id)
        self.touch((shift_id,))

    def ask_team(self, shift_id: UUID, where: QPoint) -> None:
        """Select a team, and ask for its menu."""
        self.choose_team(shift_id)
        self.asked.emit(where)

    def reveal(self, spot: Spot) -> None:
        """Scroll as far as needed to bring a stop, or a row, into view."""
        box = self.box_under(spot)
        if spot.visit_id:
            _scroll(self.horizontalScrollBar(), box.left() - 12, box.right() + 12, self.room)
        _scroll(self.verticalScrollBar(), box.top(), box.bottom(), self.viewport().height())

    def tell_spot(self) -> None:
        """Let who hears the window know where the keys are."""
        text = spoken(self.look, self.look.spot)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # --- Qt

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here come here, also where a menu has them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keys.means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, select, move, zoom."""
        if not self.keys.pressed(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, or begin to drag."""
        self.mouse.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, draw a rectangle, scroll, or hover."""
        self.mouse.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self.mouse.released(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a visit."""
        if found := self.block_under(event.position()):
            self.opened.emit(found[1].visit_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask what to do with what is selected."""
        self.mouse.asked(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift scroll in time, with Alt among the teams."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            bar = self.horizontalScrollBar()
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                bar = self.verticalScrollBar()
            bar.setValue(bar.value() - (turned.x() or turned.y()))
        else:
            self.zoom(WHEEL ** turned.y(), event.position().x())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is under a pointer that left; two fingers that part or meet zoom where they are."""
        if event.type() == QEvent.Type.Leave:
            self.mouse.left()
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == ZOOM:
            self.zoom(1 + event.value(), event.position().x())
            return True
        if isinstance(event, QGestureEvent) and (pinch := event.gesture(Qt.GestureType.PinchGesture)):
            self._pinch(pinch)  # type: ignore[arg-type]
            return True
        return super().viewportEvent(event)

    def _pinch(self, pinch: QPinchGesture) -> None:
        # Of a touch screen; a touchpad tells its own.
        at = self.viewport().mapFromGlobal(pinch.centerPoint())
        self.zoom(pinch.scaleFactor(), at.x())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.look.focused = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They are elsewhere."""
        super().focusOutEvent(event)
        self.look.focused = False
        self.viewport().update()


def _scroll(bar: QScrollBar, low: float, high: float, room: float) -> None:
    if low < 0 or high - low > room:
        bar.setValue(bar.value() + round(low))
    elif high > room:
        bar.setValue(bar.value() + round(high - room))
