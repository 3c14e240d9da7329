"""What each action of the menus calls. The names are those of `ui.menu_entries`; a name without a call is a mistake."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui import looking
from ui.menu_entries import PANELS
from ui.menus import LOCKED

if TYPE_CHECKING:
    from ui.main_window import MainWindow

type Call = Callable[[], object]

GESTURES = (
    *(name for name in LOCKED if name != "lock_time"),
    *("lock_route", "unlock_route", "select_route", "empty_route", "lock_before_now"),
)


def call_of(window: MainWindow, name: str) -> Call:
    """What an action of this name does in this window."""
    own = {**_of_window(window), **_of_views(window), **_of_plan(window)}
    if name in own:
        return own[name]
    return getattr(window.gestures if name in GESTURES else window.errands, name)  # type: ignore[no-any-return]


def _of_window(window: MainWindow) -> dict[str, Call]:
    workbench = window.workbench
    panels = [entry[0].removeprefix("panel_") for entry in PANELS[2] if entry and entry[0].startswith("panel_")]
    return {
        "quit": window.close,
        "own_office": lambda: window.office_wanted.emit(False),
        "the_demo": lambda: window.office_wanted.emit(True),
        "day_before": lambda: window.step(-1),
        "day_after": lambda: window.step(1),
        "next_panel": lambda: workbench.go_on(1),
        "former_panel": lambda: workbench.go_on(-1),
        "reset_layout": window.reset_layout,
        **{f"panel_{panel}": partial(workbench.go_to, panel) for panel in panels},
        **{f"language_{each}": partial(window.errands.speak, each) for each in ("en", "zh")},
    }


def _of_views(window: MainWindow) -> dict[str, Call]:
    gestures = window.gestures
    return {
        "fit": lambda: window.map.fit(),
        "focus_selection": lambda: window.map.focus(gestures.places()),
        "team_on_map": lambda: looking.show_layer(window, "team"),
        **{f"layer_{each}": partial(looking.show_layer, window, each) for each in ("all", "team", "unassigned")},
        **{f"color_{each}": partial(looking.color_by, window, each) for each in ("team", "priority", "state")},
        "zoom_in": lambda: looking.zoom(window, 1),
        "zoom_out": lambda: looking.zoom(window, -1),
        "whole_day": lambda: looking.zoom(window, 0),
        "team_rings": lambda: window.errands.check_in(window.gestures.team),
        "team_happened": lambda: window.errands.happened(window.gestures.team),
        "running": lambda: window.workbench.go_to("running"),
        "rules": lambda: window.errands.rules(next(iter(gestures.selection), None)),
    }


def _of_plan(window: MainWindow) -> dict[str, Call]:
    document, errands, gestures = window.document, window.errands, window.gestures
    return {
        "stop": document.stop,
        "issue": lambda: errands.issue(window.bar.progress),
        "papers": errands.papers,
        "edit_visit": lambda: errands.edit_visit(gestures.selection[0]),
        "locate_visit": lambda: errands.review(gestures.selection[0]),
        "ways_out": lambda: errands.ways_out(gestures.unassigned[0]),
        "directions": lambda: errands.directions(gestures.way_of),
        "spread_team": lambda: errands.spread_team(gestures.team),
        "rehearse": lambda: errands.rehearse(lambda visit_id: window.selecting.select((visit_id,))),
        "insert_urgent": lambda: errands.insert_urgent(gestures.urgent),
        **{f"mark_{kind}": partial(_mark, window, kind) for kind in ("begun", "done", "failed")},
        "unmark": lambda: errands.unmark(gestures.selection),
        "hand_over": lambda: errands.hand_over(gestures.selection),
        "next_slot": lambda: errands.next_slot(gestures.selection[0]),
        "lock_time": lambda: errands.lock_time(gestures.selection[0], gestures.lock_start),
        "grab": lambda: window.drags.grab(gestures.selection),
        "take_out": lambda: gestures.move(gestures.selection, None, None),
        "earlier": lambda: gestures.shift_by(-1),
        "later": lambda: gestures.shift_by(1),
    }


def _mark(window: MainWindow, kind: str) -> None:
    window.errands.mark(window.gestures.selection, kind)
