"""What keys do on the timeline: walk along stops and rows, select, move, open and zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.workbench.timeline_steps import DOWN, END, HOME, LEFT, RIGHT, UP, pushed, walked

if TYPE_CHECKING:
    from ui.workbench.timeline_chart import Chart

Key = Qt.Key
STEPS = {
    Key.Key_Left: LEFT, Key.Key_Right: RIGHT, Key.Key_Up: UP, Key.Key_Down: DOWN, Key.Key_Home: HOME, Key.Key_End: END,
}  # fmt: skip
PUSHES = {Key.Key_Left: LEFT, Key.Key_Right: RIGHT, Key.Key_Up: UP, Key.Key_Down: DOWN}
ZOOMS = {Key.Key_Plus: 1.5, Key.Key_Equal: 1.5, Key.Key_Minus: 1 / 1.5}
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Keys:
    """The keys of one chart."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    def means(self, event: QKeyEvent) -> bool:
        """Whether a key is ours while the timeline has the focus, though a menu may have it as well."""
        key, mods = _key(event), _modifiers(event)
        if mods == ALT:
            return key in PUSHES
        if mods == CTRL:
            return key in (Key.Key_A, Key.Key_Space)
        return key in STEPS or (mods == PLAIN and key in (Key.Key_Return, Key.Key_Enter))

    def pressed(self, event: QKeyEvent) -> bool:
        """Whether the key did something."""
        key, mods = _key(event), _modifiers(event)
        if mods == ALT and key in PUSHES:
            self._push(PUSHES[key])
        elif mods in (PLAIN, SHIFT, CTRL) and key in STEPS:
            self._walk(STEPS[key], mods)
        elif mods == CTRL and key == Key.Key_A:
            self._choose_row()
        elif key == Key.Key_Space and mods in (PLAIN, CTRL):
            self._toggle(keep=mods == CTRL)
        elif mods == PLAIN and key in (Key.Key_Return, Key.Key_Enter):
            self._open()
        else:
            return self._zoom(key)
        return True

    def _walk(self, step: str, mods: Qt.KeyboardModifier) -> None:
        # Shift takes along what is passed; Ctrl walks and leaves the selection.
        chart = self._chart
        spot = walked(chart.look.sheet, chart.look.spot, step, chart.seconds_at(chart.room / 2))
        if spot is None:
            return
        one = {spot.visit_id} if spot.visit_id else set()
        if mods == CTRL:
            one = set(chart.look.selected)
        chart.choose({*chart.look.selected, *one} if mods == SHIFT else one, spot)
        chart.reveal(spot)

    def _push(self, step: str) -> None:
        look = self._chart.look
        if to := pushed(look.sheet, look.spot, look.selected, step):
            self._chart.moved.emit(to.visit_ids, to.shift_id, to.position)

    def _choose_row(self) -> None:
        # The row; once it is all selected, the day.
        chart, look = self._chart, self._chart.look
        row = look.sheet.row(look.spot.shift_id) if look.spot else None
        whole = {block.visit_id for block in row.blocks} if row else set()
        if not whole or whole == look.selected:
            whole = {block.visit_id for _row, block in look.sheet.blocks()}
        chart.choose(whole)

    def _toggle(self, *, keep: bool) -> None:
        look = self._chart.look
        if look.spot and look.spot.visit_id:
            one = frozenset({look.spot.visit_id})
            self._chart.choose(look.selected ^ one if keep else one)

    def _open(self) -> None:
        spot = self._chart.look.spot
        if spot and spot.visit_id:
            self._chart.opened.emit(spot.visit_id)
        elif spot:
            self._chart.team_opened.emit(spot.shift_id)

    def _zoom(self, key: Key) -> bool:
        if key in ZOOMS:
            self._chart.zoom(ZOOMS[key], self._chart.anchor())
        elif key == Key.Key_0:
            self._chart.focus_day()
        else:
            return False
        return True


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def _key(event: QKeyEvent) -> Key:
    try:
        return Key(event.key())
    except ValueError:  # of a keyboard that Qt knows no name for
        return Key.Key_unknown
