"""Warnings of a running day in words: what will be missed, by how much, and how long something can still be done.

Visits are named by their references: a warning may stand where others can read it.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from planner.model import Day
from planner.running.team_warning import TeamWarning
from planner.running.warnings import NOTHING, RANK, DayWarning, WarningKind
from planner.text import N_, clock, duration, listed, ngettext
from planner.text import gettext as _

MISSED: dict[WarningKind, str] = {
    WarningKind.LEAVE: N_("{team} has to leave {visit} by {due}: the visiting hours end. It would be {time}."),
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


def warning_sentence(warning: DayWarning, day: Day) -> str:
    """What will be missed, in one sentence."""
    template = MISSED[warning.kind] if warning.missed else NEARLY[warning.kind]
    words = _(template).format(**_fields(warning, day))
    if warning.unlawful and warning.kind not in (WarningKind.LAW, WarningKind.LEAVE):
        words = _("{one} {other}").format(one=words, other=_("By then the visiting hours do not allow it any more."))
    return words


def warning_short(warning: DayWarning, day: Day) -> str:
    """The same for a row that names the team already."""
    return _(SHORT[warning.kind] if warning.missed else SHORT_NEARLY).format(**_fields(warning, day))


def team_short(late: TeamWarning, day: Day) -> str:
    """What a team will miss, in one line that names it; each thing by itself where it is only one."""
    team = day.shift(late.shift_id).team.name
    template = _("{team} · {what}") if len(late.to_mend) == 1 else _("{team} is {what}")
    return template.format(team=team, what=late_words(late, day))


def late_words(late: TeamWarning, day: Day) -> str:
    """The same, to be said behind a name, such as "up to 40 min late for 3 promised times"."""
    if len(late.to_mend) == 1:
        return warning_short(late.first, day)
    if not late.missed:
        return _("only just in time for {what}").format(what=_counted(late))
    longest = duration(max(60, late.late.total_seconds()))
    return _("up to {late} late for {what}").format(late=longest, what=_counted(late))


def team_sentence(late: TeamWarning, day: Day) -> str:
    """The same, in a sentence."""
    return warning_sentence(late.first, day) if len(late.to_mend) == 1 else f"{team_short(late, day)}."


def team_lines(late: TeamWarning, day: Day) -> tuple[str, ...]:
    """What is missed, one line for each thing, with the time that is to be expected."""
    return tuple(
        _("{time} · {what}").format(time=clock(each.expected, day.zone), what=warning_short(each, day))
        for each in sorted(late.warnings, key=lambda each: each.expected)
    )


def team_act(late: TeamWarning, day: Day, now: datetime) -> str:
    """How long something can still be done about it: about the first of all, where it is more than one thing."""
    words = act_words(late.first, day, now)
    if len(late.to_mend) == 1:
        return words
    first = {"time": clock(late.first.expected, day.zone), "what": warning_short(late.first, day), "act": words}
    return _("First {what}, {time}. {act}").format(**first)


def _counted(late: TeamWarning) -> str:
    # What weighs most is said first; a wish, and what is nearly missed, only where there is nothing else.
    kinds = Counter(each.kind for each in late.to_mend)
    said = [_one_or_more(kind, count) for kind, count in sorted(kinds.items(), key=lambda each: RANK[each[0]])]
    return said[0] if len(said) == 1 else _("{some} and {last}").format(some=listed(said[:-1]), last=said[-1])


def _one_or_more(kind: WarningKind, count: int) -> str:
    words = {
        WarningKind.LEAVE: ngettext("{count} visit that has to end", "{count} visits that have to end", count),
        WarningKind.LAW: ngettext("the visiting hours of {count} visit", "the visiting hours of {count} visits", count),
        WarningKind.PROMISE: ngettext("{count} promised time", "{count} promised times", count),
        WarningKind.WINDOW: ngettext("{count} customer's time", "{count} customers' times", count),
        WarningKind.WISH: ngettext("{count} wished time", "{count} wished times", count),
        WarningKind.SHIFT_END: _("the end of its shift"),
    }
    return words[kind].format(count=count)


def act_words(warning: DayWarning, day: Day, now: datetime) -> str:
    """How long something can still be done about it."""
    if warning.kind is WarningKind.LEAVE:
        return _("Ring the team up now.")
    at = {"time": clock(warning.act_by, day.zone)}
    if warning.act_by <= now:
        call, stay = _("It is too late to keep it. Call the customer."), _("Ask them whether they stay longer.")
        return call if warning.visit_id else stay
    if warning.visit_id is None:
        can, cannot = _("A stop can be taken off until {time}."), _("The stops ahead are too near to be changed.")
        return can.format(**at) if warning.in_reach else cannot
    if warning.in_reach:
        return _("They still make it if they go there by {time}.").format(**at)
    return _("They do not make it any more. Call the customer before {time}.").format(**at)


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
