"""How the views of a window are looked at: how near, in which colors, which routes. Changes nothing of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import remembering

if TYPE_CHECKING:
    from ui.main_window import MainWindow

ZOOM = 1.5


def show_layer(window: MainWindow, name: str) -> None:
    """Show all routes on the map, one team's, or what is unassigned."""
    window.actions_by_name[f"layer_{name}"].setChecked(True)
    window.map.show_layer(name, window.gestures.team if name == "team" else None)


def color_by(window: MainWindow, name: str) -> None:
    """Color the timeline by team, priority or state, in the next window too."""
    window.actions_by_name[f"color_{name}"].setChecked(True)
    window.views.timeline.set_color_by(name)
    remembering.choose_colors(name)


def zoom(window: MainWindow, step: int) -> None:
    """Show the timeline nearer (1), from farther (-1), or the whole day (0)."""
    chart = window.views.timeline.chart
    if step:
        chart.zoom(ZOOM**step, chart.anchor())
    else:
        chart.focus_day()
