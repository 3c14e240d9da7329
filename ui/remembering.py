"""How the window stood when it was closed: its place, its panels, the colors of the timeline. Of this user alone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from ui.docks import Workbench
from ui.document import Document

FIRST_SIZE = (1440, 900)
COLORINGS = ("team", "priority", "state")
GEOMETRY, PANELS, COLORS = "geometry", "workbench", "timeline_colors"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a window hands to the one that takes its place, in another language or theme."""

    document: Document
    selection: tuple[UUID, ...]
    team: UUID | None


def remember(window: QMainWindow, workbench: Workbench) -> None:
    """Keep how the window stands."""
    kept = QSettings()
    kept.setValue(GEOMETRY, window.saveGeometry())
    kept.setValue(PANELS, workbench.remembered())


def recall(window: QMainWindow, workbench: Workbench) -> None:
    """Put the window where it stood; the first time in the middle of what there is."""
    kept = QSettings()
    if isinstance(geometry := kept.value(GEOMETRY), QByteArray):
        window.restoreGeometry(geometry)
    else:
        room = window.screen().availableSize()
        window.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))
    workbench.resize(window.size())  # before there is a layout: what is shared is shared of this
    if not workbench.recall(kept.value(PANELS)):
        workbench.lay_out()


def forget_layout() -> None:
    """Begin anew with the panels."""
    QSettings().remove(PANELS)


def chosen_colors() -> str:
    """By what the timeline was colored last."""
    chosen = str(QSettings().value(COLORS, COLORINGS[0]))
    return chosen if chosen in COLORINGS else COLORINGS[0]


def choose_colors(name: str) -> None:
    """Color the timeline so from now on."""
    QSettings().setValue(COLORS, name)
