"""Carries words between the window and the map's page, as JSON. Knows none of them."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, Signal, Slot


class MapBridge(QObject):
    """The window's end; the page has the other."""

    told = Signal(str, str)
    """To the page."""
    heard = Signal(str, object)
    """From the page."""

    @Slot(str, str)
    def tell(self, name: str, values: str) -> None:
        """Called by the page."""
        self.heard.emit(name, json.loads(values))


def as_json(value: object) -> str:
    """A value as the page reads it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
