"""Who hears whom in the window: views, bars, errands and the document. Decides nothing itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint

from planner.running.needs import Need
from ui import looking
from ui.menus import team_menu, visit_menu
from ui.running.happens_errand import closed_asked

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.workbench.map_view import MapView


def wire(window: MainWindow) -> None:
    """Connect all that is there when the window is made; the map comes later."""
    _wire_document(window)
    _wire_bars(window)
    _wire_views(window)
    _wire_right_side(window)
    window.selecting.changed.connect(window.show_selection)


def _wire_document(window: MainWindow) -> None:
    # Only methods of the window's own parts: a window that is gone must not hear a document that lives on.
    document, bar = window.document, window.bar
    document.changed.connect(window.show_document)
    document.lines_changed.connect(window.show_lines)
    document.busy_changed.connect(window.show_standing)
    document.progressed.connect(bar.show_progress)
    document.searched.connect(bar.show_search)
    document.settled.connect(bar.show_settled)
    document.roads.progressed.connect(window.views.strip.show_roads)
    document.failed.connect(window.show_failure)
    document.proposed.connect(window.errands.decide)
    document.overtaken.connect(window.errands.overtaken)


def _wire_bars(window: MainWindow) -> None:
    document, bar, errands = window.document, window.bar, window.errands
    bar.date_chosen.connect(document.open)
    bar.stepped.connect(window.step)
    bar.plan_wanted.connect(errands.plan)
    bar.stop_wanted.connect(document.stop)
    bar.issue_wanted.connect(window.actions_by_name["issue"].trigger)
    bar.review_wanted.connect(window.actions_by_name["review"].trigger)
    bar.requests_wanted.connect(errands.requests)
    bar.badge.watch(window.office)
    bar.phone.watch(window.office)
    bar.phone.clicked.connect(lambda: errands.cases("morning"))
    errands.cases_changed.connect(bar.phone.look)
    for reader in (window.views.visits.gates, window.views.inspector.visit.case):
        errands.cases_changed.connect(reader.look_again)
    errands.day_wanted.connect(lambda name, day: _show_day(window, name, day))
    window.views.strip.broken_wanted.connect(window.show_broken)
    window.views.strip.comparison_chosen.connect(document.compare_with)
    window.welcome.wanted.connect(lambda name: window.actions_by_name[name].trigger())
    errands.region_changed.connect(window.region_changed)
    errands.settings_changed.connect(window.again)


def _show_day(window: MainWindow, name: str, day: date | None) -> None:
    # A page of the cases wants something done here; a day that has to be opened first is opened, and no more.
    window.raise_()
    window.activateWindow()
    if day and day != window.document.date:
        window.document.open(day)
    elif name and window.actions_by_name[name].isEnabled():
        window.actions_by_name[name].trigger()


def _wire_views(window: MainWindow) -> None:
    errands, gestures, views = window.errands, window.gestures, window.views
    for view in views.selectable():
        window.selecting.join(view)
        view.asked.connect(lambda where: ask(window, where))  # type: ignore[attr-defined]
        view.opened.connect(errands.open_row if view is views.visits else errands.open_visit)  # type: ignore[attr-defined]
        if hasattr(view, "wanted"):
            view.wanted.connect(lambda name: window.actions_by_name[name].trigger())
    views.timeline.team_opened.connect(lambda key: window.map.fit(gestures.places_of_team(key)))
    views.timeline.moved.connect(gestures.move)
    views.timeline.bar.color_chosen.connect(lambda name: looking.color_by(window, name))


def _wire_right_side(window: MainWindow) -> None:
    document, views = window.document, window.views
    inspector = views.inspector
    inspector.day_edited.connect(document.change_day)
    inspector.plan_edited.connect(document.change_plan)
    inspector.wanted.connect(lambda name: window.actions_by_name[name].trigger())
    inspector.places_wanted.connect(window.errands.review)
    inspector.selected.connect(window.selecting.select)
    inspector.team_chosen.connect(window.selecting.look_at_team)
    inspector.case_wanted.connect(lambda case: window.errands.cases("case", case))
    views.unassigned.applied.connect(window.errands.take_way)
    views.running.opened.connect(window.errands.see_to)
    views.running.wanted.connect(lambda name: window.actions_by_name[name].trigger())
    views.running.pointed.connect(lambda need: _point(window, need))


def _point(window: MainWindow, need: Need) -> None:
    # What a row is about is shown in all views.
    if need.visit_id and window.document.row(need.visit_id):
        window.selecting.select((need.visit_id,))
    elif need.shift_id and window.document.day and any(s.id == need.shift_id for s in window.document.day.shifts):
        window.selecting.look_at_team(need.shift_id)


def wire_map(window: MainWindow, made: MapView) -> None:
    """Connect the map."""
    window.selecting.join(made)
    window.drags.join(made)
    window.drags.dragging.effect_changed.connect(made.show_effect)
    made.visit_clicked.connect(window.selecting.add)
    made.opened.connect(window.errands.open_visit)
    made.asked.connect(lambda where: ask(window, where))
    made.team_asked.connect(lambda team, where: _ask_team(window, team, where))
    made.moved.connect(window.gestures.move)
    made.closed_asked.connect(lambda road, where: closed_asked(window, road, where))
    made.request_blocked.connect(window.bar.badge.show_blocked)
    made.layer_changed.connect(lambda name, _team: window.actions_by_name[f"layer_{name}"].setChecked(True))
    window.selecting.changed.connect(lambda: made.show_team(window.selecting.team))


def _ask_team(window: MainWindow, team: UUID, where: QPoint) -> None:
    window.selecting.look_at_team(team)
    ask(window, where)


def ask(window: MainWindow, where: QPoint) -> None:
    """Show the menu of what is selected; without visits that of the chosen team."""
    day, gestures = window.document.day, window.gestures
    if gestures.selection:
        teams = day.shifts if day else ()
        visit_menu(window, window.actions_by_name, teams, gestures.move_to).exec(where)
    elif gestures.team:
        team_menu(window, window.actions_by_name).exec(where)
