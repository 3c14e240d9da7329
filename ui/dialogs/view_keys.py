"""Keys that no menu has: they work in one view alone, or during one gesture. Binds none of them itself."""

from __future__ import annotations

from planner.text import N_

type Keys = tuple[tuple[str, tuple[str, ...]], ...]
"""Words, and the keys that do it: any of them."""

EDIT: Keys = ((N_("Undo"), ("Ctrl+Z",)), (N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")))

VISITS: Keys = (
    (N_("Search"), ("Ctrl+F",)),
    (N_("Clear the search"), ("Escape",)),
    (N_("From the search to what it found"), ("Down", "Return")),
    (N_("Open the visit"), ("Return",)),
    (N_("Select several"), ("Shift+Down", "Ctrl+Space")),
    (N_("Select all that are shown"), ("Ctrl+A",)),
    (N_("Copy for a spreadsheet"), ("Ctrl+C",)),
    (N_("Menu of what is selected"), ("Menu", "Shift+F10")),
)
TIMELINE: Keys = (
    (N_("Along the stops"), ("Left", "Right")),
    (N_("To the team above or below"), ("Up", "Down")),
    (N_("To the first or last stop"), ("Home", "End")),
    (N_("Take along what is passed"), ("Shift+Right",)),
    (N_("Select or deselect a stop"), ("Space", "Ctrl+Space")),
    (N_("Select the route, then the day"), ("Ctrl+A",)),
    (N_("Earlier or later in the route"), ("Alt+Left", "Alt+Right")),
    (N_("To another team"), ("Alt+Up", "Alt+Down")),
    (N_("Open the visit, or show the team"), ("Return",)),
    (N_("Nearer, farther, the whole day"), ("+", "-", "0")),
)
MAP: Keys = (
    (N_("Point and drag"), ("V",)),
    (N_("Select with a lasso"), ("L",)),
    (N_("Select with a rectangle"), ("R",)),
)
INSPECTOR: Keys = (
    (N_("The one before"), ("Ctrl+PgUp",)),
    (N_("The next one"), ("Ctrl+PgDown",)),
)
RUNNING: Keys = (
    (N_("See to what needs a person"), ("Return",)),
    (N_("To the row above or below"), ("Up", "Down")),
)
DRAGGING: Keys = (
    (N_("To the next cheapest place"), ("Tab",)),
    (N_("To the one before"), ("Shift+Tab",)),
    (N_("Put it there, when keys carry it"), ("Return",)),
    (N_("Leave it where it was"), ("Escape",)),
)

VIEWS: tuple[tuple[str, Keys], ...] = (
    (N_("Visits"), VISITS),
    (N_("Timeline"), TIMELINE),
    (N_("Map"), MAP),
    (N_("Inspector"), INSPECTOR),
    (N_("Running day"), RUNNING),
    (N_("While dragging"), DRAGGING),
)
