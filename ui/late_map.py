"""The place of the map, which comes after the first picture of the window: its engine takes longest to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from ui.workbench.map_view import MapView

AFTER_MS, AT_LAST_MS = 60, 2_000
"""After the day is shown: the tables are there when the engine takes the thread; else after the first picture."""


class LateMap(QWidget):
    """Empty until it was painted once; then, or as soon as somebody asks for `map`, the map is made."""

    made = Signal(object)
    """The map is there, and knows nothing yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: MapView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._make)

    @property
    def there(self) -> MapView | None:
        """The map, if it was made already."""
        return self._map

    @property
    def map(self) -> MapView:
        """The map, made now if it was not."""
        if self._map is None:
            self._make()
        assert self._map
        return self._map

    def _make(self) -> None:
        self._timer.stop()
        if self._map is None:
            from ui.workbench.map_engine import prepare_web_engine, register_scheme
            from ui.workbench.map_view import MapView

            register_scheme()
            prepare_web_engine()
            self._map = MapView(self)
            self._column.addWidget(self._map)
            self.made.emit(self._map)

    def come(self) -> None:
        """The day is shown: now there is time for the map, once the window was painted."""
        if self._map is None:
            self._timer.start(AFTER_MS)

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window is seen: the map comes, if late, also where no day does."""
        super().paintEvent(event)
        if self._map is None and not self._timer.isActive():
            self._timer.start(AT_LAST_MS)
