"""Copies in words: what each paper is, what has become of it, what was on it. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from planner.cases.copy_model import Copy, CopyState, Field, Paper
from planner.text import N_, duration, listed, ngettext
from planner.text import gettext as _

PAPERS: Mapping[Paper, str] = {
    Paper.ROUTE_SHEET: N_("Route sheet"),
    Paper.PACKING_LIST: N_("Packing list"),
    Paper.TEAM_ENVELOPE: N_("Team's envelope"),
    Paper.CUSTOMER_ENVELOPE: N_("Customer's envelope"),
    Paper.CONTROL_SHEET: N_("Control sheet"),
    Paper.CHANGES: N_("Page for the phone call"),
}
STATES: Mapping[CopyState, str] = {
    CopyState.OUT: N_("out"),
    CopyState.RETURNED: N_("back"),
    CopyState.DESTROYED: N_("destroyed"),
    CopyState.HANDED: N_("the customer has it"),
    CopyState.LOST: N_("lost"),
    CopyState.WRONG_HANDS: N_("in wrong hands"),
}
FIELDS: Mapping[Field, str] = {
    Field.NAME: N_("surname and initial"),
    Field.FULL_NAME: N_("full name"),
    Field.ADDRESS: N_("address"),
    Field.DOOR: N_("flat and floor"),
    Field.PHONE_END: N_("end of the phone number"),
    Field.NOTE: N_("how to find the door"),
    Field.VISIT: N_("number of the visit"),
    Field.TIME: N_("time of the visit"),
    Field.CONTRACT: N_("contract"),
    Field.BALANCE: N_("what is still to be paid"),
    Field.OVERDUE_SINCE: N_("since when"),
    Field.REASON: N_("the reason they told"),
    Field.MEANS: N_("what they can spare"),
    Field.INSTALLMENTS: N_("installments that are offered"),
}


def paper_words(copy: Copy) -> str:
    """What it is, with its visit where it is of one."""
    words = _(PAPERS[copy.paper])
    return _("{paper}, visit {number}").format(paper=words, number=copy.stop) if copy.stop else words


def state_words(copy: Copy, *, void: bool = False) -> str:
    """What has become of it, or is to. `void` is whether its letter names others than those who go now."""
    words = _state(copy, void)
    if copy.printed < 2:
        return words
    told = ngettext("{state}; printed {count} time", "{state}; printed {count} times", copy.printed)
    return told.format(state=words, count=copy.printed)


def _state(copy: Copy, void: bool) -> str:
    if copy.open and void:
        return _("void: others go now; issue the day again")
    if copy.open and copy.replaced_by and copy.replaced_by == copy.issue:
        return _("to be destroyed: a newer one replaces it")
    if copy.open and copy.replaced_by:
        return _("to be destroyed: version {version} replaces it").format(version=copy.replaced_by)
    return _(STATES[copy.state])


def field_words(fields: Iterable[Field]) -> str:
    """What was on it, in the order of `Field`."""
    held = set(fields)
    return listed(_(FIELDS[each]) for each in Field if each in held)


def clock_words(notify_by: datetime, now: datetime) -> str:
    """How long there is still time to notify."""
    left = notify_by - now
    if left <= timedelta(0):
        return _("the time to notify is over")
    return _("{time} left to notify").format(time=duration(left.total_seconds()))


def ranges_words(numbers: Iterable[int]) -> str:
    """``1001–1012, 1015``."""
    ordered = sorted(set(numbers))
    if not ordered:
        return ""
    ends = [0, *(n for n, (a, b) in enumerate(pairwise(ordered), start=1) if b != a + 1), len(ordered)]
    runs = [ordered[a:b] for a, b in pairwise(ends)]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
