"""What of a stop is locked, in a few words or in a sentence. Works nothing out."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from planner.model import Actual, Lock, Stop
from planner.plan_words import OUTCOMES
from planner.text import clock, listed
from planner.text import gettext as _


def lock_words(lock: Lock | None, zone: ZoneInfo) -> str:
    """What is locked beside the team, as short as can be: ``first · 10:30``; nothing where nothing is."""
    if lock is None:
        return ""
    if lock.begun:
        return _("begun")
    start = clock(lock.start, zone) if lock.start else ""
    return " · ".join(part for part in (_place(lock), start) if part)


def lock_sentence(stop: Stop, zone: ZoneInfo) -> str:
    """What is locked, with the team; nothing where the stop is free."""
    lock = stop.lock
    if lock is None:
        return ""
    if stop.actual and stop.actual.over:
        return _over_sentence(stop.actual, zone)
    if lock.begun:
        began = clock(lock.start or stop.start, zone)
        return _("Begun at {time}: it stays as it is, and nothing goes before it.").format(time=began)
    start = _("start {time}").format(time=clock(lock.start, zone)) if lock.start else ""
    return _("Locked: {what}.").format(what=listed(part for part in (_("team"), _place(lock), start) if part))


def _over_sentence(actual: Actual, zone: ZoneInfo) -> str:
    state = {"done": _("Done"), "failed": _("Failed")}.get(actual.outcome, _("Left"))
    why = _(OUTCOMES[actual.reason]) if actual.reason in OUTCOMES else ""
    at = clock(actual.left, zone) if actual.left else ""
    what = " · ".join(part for part in (state, at, why) if part)
    return _("{what}: it stays as it is, and nothing goes before it.").format(what=what)


def _place(lock: Lock) -> str:
    if lock.place is None:
        return ""
    ends = {1: _("first"), -1: _("last")}
    return ends.get(lock.place) or _("stop {number}").format(number=lock.place)
