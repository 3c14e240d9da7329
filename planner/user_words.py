"""Roles and rights in words: what somebody is here for, and who may do what is not for oneself."""

from __future__ import annotations

from planner.text import N_
from planner.text import gettext as _
from planner.users import ALONE, NOBODY, Right, Role, User, who_may

ROLES: dict[Role, str] = {
    Role.COORDINATOR: N_("Coordinator"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.AUDITOR: N_("Auditor"),
    Role.ADMINISTRATOR: N_("Administrator"),
}
WORK: dict[Role, str] = {
    Role.COORDINATOR: N_("Plans days, speaks with customers, proposes visits, issues papers."),
    Role.SUPERVISOR: N_("As a coordinator; approves visits that others proposed, and reads the record."),
    Role.AUDITOR: N_("Reads the record and case files, with phone, balance and notes hidden. Changes nothing."),
    Role.ADMINISTRATOR: N_("Adds users and settles rules; sees no case."),
}
"""What each role is for, in one line."""
_FOR: dict[tuple[Role, ...], str] = {
    (Role.COORDINATOR, Role.SUPERVISOR): N_("For coordinators and supervisors."),
    (Role.SUPERVISOR,): N_("For supervisors."),
    (Role.COORDINATOR, Role.SUPERVISOR, Role.AUDITOR): N_("For coordinators, supervisors and auditors."),
    (Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR): N_("For supervisors, auditors and administrators."),
    (Role.ADMINISTRATOR,): N_("For administrators."),
}


def role_words(role: Role) -> str:
    """What somebody is here for."""
    return _(ROLES[role])


def right_tooltip(user: User, right: Right) -> str:
    """Why somebody may not do something, and who may; empty where they may."""
    if user.may(right):
        return ""
    if user == NOBODY:
        return _("Sign in first (Ctrl+Shift+U).")
    if user == ALONE:
        return _("This takes a second person: add users first (Cases, Users).")
    return _(_FOR[who_may(right)])


def user_line(user: User) -> str:
    """Who sits here, in a few words; empty in an office without users."""
    if user == ALONE:
        return ""
    return _("Nobody signed in") if user == NOBODY else f"{user.name} · {role_words(user.role)}"
