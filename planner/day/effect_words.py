"""What a move would come to, in few words and always in the same order, while the visits are still in the hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.day.effect import Effect
from planner.model import Day, Stop
from planner.text import clock, distance, duration, listed, ngettext, violation_sentence
from planner.text import gettext as _

BETTER, WORSE, WRONG, LEGAL, PLAIN = "better", "worse", "wrong", "legal", ""
NOTICED = 60.0
"""Seconds: a smaller change is none."""


class Part(NamedTuple):
    """Some words and what they mean: one of the meanings above, which are told by a sign as well, never color alone."""

    text: str
    meaning: str = PLAIN
    sign: str = ""

    def __str__(self) -> str:
        return f"{self.sign} {self.text}" if self.sign else self.text


def parts(effect: Effect, until: datetime | None, zone: ZoneInfo) -> tuple[Part, Part, Part, Part, Part]:
    """Minutes, kilometres, whether on time, whether legal, and whether fairer: in this order, always.

    `until` is when the lawful hours of the visit in hand end.
    """
    return (
        Part(signed(effect.travel), _meaning(effect.travel)),
        Part(_signed_distance(effect.distance), _meaning(effect.travel)),
        _on_time(effect),
        _lawful(effect, until, zone),
        _fair(effect.fairness),
    )


def others(effect: Effect) -> tuple[Part, ...]:
    """Broken rules that `parts` does not tell of, each in a sentence."""
    told = {"late"} if any(each.kind == "late" for each in effect.broken) else {"shift_end"}
    rest = (each for each in effect.broken if not each.legal and each.kind not in told)
    sentences = dict.fromkeys(violation_sentence(each, None) for each in rest)
    return tuple(Part(sentence, WRONG, "!") for sentence in sentences)


def where(effect: Effect, moving: Iterable[UUID], day: Day) -> str:
    """Where the visits would stand, and when."""
    moved = set(moving)
    if effect.shift_id is None:
        return _("Off the route")
    team, zone = day.shift(effect.shift_id).team.name, day.zone
    route = next((route for route in effect.routes if route.shift_id == effect.shift_id), None)
    if route is None:
        return _("{team}, where it is now").format(team=team)
    stops = [(number, stop) for number, stop in enumerate(route.stops) if stop.visit_id in moved]
    if len(stops) != 1:
        count = ngettext("{count} visit", "{count} visits", len(stops)).format(count=len(stops))
        return _("{team}, {visits}").format(team=team, visits=count)
    number, stop = stops[0]
    template = _("{team} after stop {number}, {time}") if number else _("{team} before all other stops, {time}")
    return template.format(team=team, number=number, time=_span(stop, zone))


def teams(effect: Effect, day: Day) -> str:
    """How long each touched team is on the road, against now: the one that gets the visits first."""
    touched = sorted(effect.roads.items(), key=lambda each: each[0] != effect.shift_id)
    some = [(day.shift(key).team.name, by) for key, by in touched if abs(by.total_seconds()) >= NOTICED]
    return listed(f"{team} {signed(by)}" for team, by in some)


def signed(by: timedelta) -> str:
    """A difference of time with its sign, in whole minutes."""
    minutes = round(by.total_seconds() / 60)
    sign = "+" if minutes > 0 else "−" if minutes < 0 else "±"
    return sign + (duration(abs(minutes) * 60) if minutes else _("{minutes} min").format(minutes=0))


def _signed_distance(metres: int) -> str:
    shown = distance(round(abs(metres), -2)) if abs(metres) >= 1000 else distance(round(abs(metres), -1))
    return ("+" if metres >= 5 else "−" if metres <= -5 else "±") + shown


def _meaning(by: timedelta) -> str:
    seconds = by.total_seconds()
    return PLAIN if abs(seconds) < NOTICED else WORSE if seconds > 0 else BETTER


def _on_time(effect: Effect) -> Part:
    late = [each for each in effect.broken if each.kind == "late"]
    over = [each for each in effect.broken if each.kind == "shift_end"]
    if late:
        amount = duration(max(each.amount for each in late))
        words = ngettext("{count} visit late by {amount}", "{count} visits late by up to {amount}", len(late))
        return Part(words.format(count=len(late), amount=amount), WRONG, "!")
    if over:
        return Part(violation_sentence(max(over, key=lambda each: each.amount), None).rstrip(".。"), WRONG, "!")
    if effect.overtime.total_seconds() >= NOTICED:
        return Part(_("{amount} overtime").format(amount=duration(effect.overtime.total_seconds())), WORSE, "!")
    return Part(_("on time"), BETTER, "✓")


def _lawful(effect: Effect, until: datetime | None, zone: ZoneInfo) -> Part:
    if legal := effect.legal:
        words = violation_sentence(max(legal, key=lambda each: each.amount), None).rstrip(".。")
        if len(legal) > 1:
            words = _("{rule} (and {count} more)").format(rule=words, count=len(legal) - 1)
        return Part(words, LEGAL, "§")
    if until is None:
        return Part(_("legal"), LEGAL, "§")
    return Part(_("legal until {time}").format(time=clock(until, zone)), LEGAL, "§")


def _fair(by: timedelta) -> Part:
    if abs(by.total_seconds()) < NOTICED:
        return Part(_("fairness ="))
    return Part(_("fairness ▼"), WORSE) if by.total_seconds() > 0 else Part(_("fairness ▲"), BETTER)


def _span(stop: Stop, zone: ZoneInfo) -> str:
    return f"{clock(stop.start, zone)}–{clock(stop.departure, zone)}"
