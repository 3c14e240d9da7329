"""Measured times in words: what each estimate is about, how sure it is, and what is planned with."""

from __future__ import annotations

from planner.day.measured import Estimate, What
from planner.model import PlaceKind
from planner.text import N_
from planner.text import gettext as _

KINDS = {
    PlaceKind.HOME: N_("Stays at home"),
    PlaceKind.WORKPLACE: N_("Stays at work"),
    PlaceKind.AGREED: N_("Stays at an agreed place"),
}


def about_words(each: Estimate) -> str:
    """What it is about."""
    if each.what == What.STAY:
        return _(KINDS[PlaceKind(each.key)])
    if each.what == What.WAY:
        return _("Ways from {hour}:00 to {hour}:59").format(hour=each.key)
    return _("Parking and walking: {area}").format(area=each.key)


def mean_words(each: Estimate) -> str:
    """The mean, with its error bar."""
    if each.what == What.DOOR:
        return _("{mean} min ({low} to {high})").format(mean=_one(each.mean), low=_one(each.low), high=_one(each.high))
    return _("{mean} times ({low} to {high})").format(mean=_two(each.mean), low=_two(each.low), high=_two(each.high))


def now_words(each: Estimate) -> str:
    """What is planned with."""
    return _("{minutes} min").format(minutes=_one(each.now)) if each.what == What.DOOR else _two(each.now)


def _one(number: float) -> str:
    return f"{number:.1f}"


def _two(number: float) -> str:
    return f"{number:.2f}"
