"""Which actions are for whom: what a role may not do is gray and says who may. Refuses nothing itself.

The use cases refuse; this only tells beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from planner.user_words import right_tooltip
from planner.users import Right, User
from ui.menu_entries import LOCKS, OUTCOMES

HELD, TOLD = "held", "told"
PLANNING = (
    *("plan", "plan_rest", "improve", "plan_afresh", "replan", "insert_urgent", "spread_team", "lock_before_now"),
    *("roster", "review", "edit_visit", "locate_visit", "grab", "take_out", "earlier", "later", "snapshots"),
    *("lock_route", "unlock_route", "empty_route", "happened", "road_closed", "slow_day", "hand_over", "team_happened"),
    *(entry[0] for entry in (*LOCKS[2], *OUTCOMES[2]) if entry),
)
NEEDS: Mapping[str, Right] = {**dict.fromkeys(PLANNING, Right.PLAN), "issue": Right.ISSUE}
"""Actions that `ui.possible` also looks at, as the day stands."""
ALWAYS: Mapping[str, Right] = {
    **dict.fromkeys(("import_visits", "import_staff", "import_places", "region"), Right.PLAN),
    "record": Right.SEE_RECORD,
    "papers": Right.ISSUE,
    "import_cases": Right.PLAN,
    "customer_called": Right.CONTACT,
    **dict.fromkeys(
        ("check_in", "danger", "team_rings", "confirm_pending", "calls_due", "not_heard", "incident"), Right.CONTACT
    ),
    "control_now": Right.ISSUE,
}
"""Actions that work at any time."""


def guard(thing: QAction | QWidget, user: User, right: Right, *, possible: bool = True) -> None:
    """Let a button or an action work where the user has the right and it is possible; else say who may.

    `possible` is whether it works for who may; the words it had before come back.
    """
    words = right_tooltip(user, right)
    if words and not thing.property(HELD):
        thing.setProperty(TOLD, thing.toolTip())
        thing.setProperty(HELD, True)
    elif not words and thing.property(HELD):
        thing.setToolTip(str(thing.property(TOLD) or ""))
        thing.setProperty(HELD, False)
    if words:
        thing.setToolTip(words)
    thing.setEnabled(possible and not words)


def may_plan(user: User) -> bool:
    """Whether they may change a day, also by taking back what another one did."""
    return user.may(Right.PLAN)


def hold_back(actions: Mapping[str, QAction], buttons: Mapping[str, QWidget], user: User) -> None:
    """Hold back what the user may not do; called when `ui.possible` has said what could be done."""
    for name, right in NEEDS.items():
        guard(actions[name], user, right, possible=actions[name].isEnabled())
    for name, right in ALWAYS.items():
        if name in actions and (actions[name].property(HELD) or not user.may(right)):
            guard(actions[name], user, right)
    for name, button in buttons.items():
        guard(button, user, NEEDS[name], possible=button.isEnabled())
