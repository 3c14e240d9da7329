"""What can be done now: which actions of the window work, as the day, its plan and the selection stand."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction

from ui.document import Document
from ui.gestures import Gestures
from ui.menus import LOCKED, MARKED

NEEDS_QUIET = (
    *("plan", "plan_afresh", "roster", "review", "import_visits", "import_staff", "import_places", "region"),
    *("rehearse", "settings", "own_office", "the_demo", "day_before", "day_after", "language_en", "language_zh"),
    "slow_day",
)
NEEDS_PLAN = (
    *("improve", "replan", "spread_team", "snapshots", "lock_before_now", "issue", "happened", "road_closed"),
)
NEEDS_VISITS = ("edit_visit", "locate_visit", "grab", "take_out", "earlier", "later", *LOCKED, *MARKED)
NEEDS_TEAM = ("lock_route", "unlock_route", "select_route", "empty_route", "team_on_map", "team_rings", "team_happened")


def show_possible(actions: Mapping[str, QAction], document: Document, gestures: Gestures, *, has_region: bool) -> None:
    """Let those actions work that can be done now, and only those."""
    quiet, plan = not document.busy, document.plan
    planned = plan is not None and plan.planned > 0
    for name in NEEDS_QUIET:
        actions[name].setEnabled(quiet)
    for name in NEEDS_PLAN:
        actions[name].setEnabled(planned and quiet)
    for name in NEEDS_VISITS:
        actions[name].setEnabled(gestures.can(name) and quiet)
    for name in NEEDS_TEAM:
        actions[name].setEnabled(gestures.team is not None and planned and quiet)
    actions["plan_rest"].setEnabled(planned and quiet and document.rest > 0)
    actions["difference"].setEnabled(document.comparison is not None and quiet)
    actions["stop"].setEnabled(document.planning)
    actions["hand_over"].setEnabled(bool(gestures.selection) and planned and quiet)
    actions["ways_out"].setEnabled(bool(gestures.unassigned) and quiet)
    actions["directions"].setEnabled(gestures.can("directions") and has_region and quiet)
    actions["insert_urgent"].setEnabled(bool(gestures.urgent) and quiet)
    actions["own_office"].setVisible(document.office.is_demo)
    actions["the_demo"].setVisible(not document.office.is_demo)
