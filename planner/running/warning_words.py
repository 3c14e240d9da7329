"""Warnings of a running day in words: what will be missed, by how much, and how long something can still be done.

Visits are named by their references: a warning may stand where others can read it.
"""

from __future__ import annotations

from datetime import datetime

from planner.model import Day
from planner.running.warnings import NOTHING, DayWarning, WarningKind
from planner.text import N_, clock, duration
from planner.text import gettext as _

MISSED: dict[WarningKind, str] = {
    WarningKind.LEAVE: N_("{team} has to leave {visit} by {due}: the visiting hours end. It will be {time}."),
    WarningKind.LAW: N_("{team} cannot make {visit} within the visiting hours: it will be there at {time}."),
    WarningKind.PROMISE: N_("{team} will be at {visit} at {time}: {late} after the promised time."),
    WarningKind.WINDOW: N_("{team} will be at {visit} at {time}: {late} after the customer's time."),
    WarningKind.WISH: N_("{team} will be at {visit} at {time}: {late} later than the customer wishes."),
    WarningKind.SHIFT_END: N_("{team} will be back at {time}: {late} after its shift."),
}
NEARLY: dict[WarningKind, str] = {
    WarningKind.LAW: N_("{team} will be at {visit} at {time}: {late} before it is too late for the visiting hours."),
    WarningKind.PROMISE: N_("{team} will be at {visit} at {time}: {late} before the promised time ends."),
    WarningKind.WINDOW: N_("{team} will be at {visit} at {time}: {late} before the customer's time ends."),
    WarningKind.WISH: N_("{team} will be at {visit} at {time}: {late} before the time that the customer wishes ends."),
    WarningKind.SHIFT_END: N_("{team} will be back at {time}: {late} before its shift ends."),
}
SHORT: dict[WarningKind, str] = {
    WarningKind.LEAVE: N_("Leave {visit} by {due}"),
    WarningKind.LAW: N_("{visit}: too late for the visiting hours"),
    WarningKind.PROMISE: N_("{visit}: {late} after the promised time"),
    WarningKind.WINDOW: N_("{visit}: {late} after the customer's time"),
    WarningKind.WISH: N_("{visit}: {late} later than wished"),
    WarningKind.SHIFT_END: N_("Back {late} after the shift"),
}
SHORT_NEARLY = N_("{visit}: only {late} to spare")
SHORT_BACK = N_("Back only {late} before the shift ends")


def warning_sentence(warning: DayWarning, day: Day) -> str:
    """What will be missed, in one sentence."""
    template = MISSED[warning.kind] if warning.missed else NEARLY[warning.kind]
    words = _(template).format(**_fields(warning, day))
    if warning.unlawful and warning.kind not in (WarningKind.LAW, WarningKind.LEAVE):
        words = _("{one} {other}").format(one=words, other=_("By then the visiting hours do not allow it any more."))
    return words


def warning_short(warning: DayWarning, day: Day) -> str:
    """The same for a row that names the team already."""
    nearly = SHORT_NEARLY if warning.visit_id else SHORT_BACK
    return _(SHORT[warning.kind] if warning.missed else nearly).format(**_fields(warning, day))


def act_words(warning: DayWarning, day: Day, now: datetime) -> str:
    """How long something can still be done about it."""
    if warning.kind is WarningKind.LEAVE:
        return _("Ring the team up now.")
    at = {"time": clock(warning.act_by, day.zone)}
    if warning.act_by <= now:
        return _("It is too late to keep it. Call the customer.") if warning.visit_id else _("It cannot be kept.")
    if warning.visit_id is None:
        can, cannot = _("A stop can still be taken off until {time}."), _("The stops ahead are too near to be changed.")
        return can.format(**at) if warning.in_reach else cannot
    if warning.in_reach:
        return _("The team itself can still keep it until {time}.").format(**at)
    return _("The team cannot keep it any more. Call the customer before {time}.").format(**at)


def _fields(warning: DayWarning, day: Day) -> dict[str, str]:
    zone = day.zone
    late = abs(warning.late) if warning.late != NOTHING else NOTHING
    return {
        "team": day.shift(warning.shift_id).team.name,
        "visit": day.visit(warning.visit_id).reference if warning.visit_id else "",
        "time": clock(warning.expected, zone),
        "due": clock(warning.due, zone),
        "late": duration(max(60, late.total_seconds())),
    }
