"""The numbers of a plan in words: what each is called, how it is said, and whether more of it is better.

Read by the strip, by the difference of two plans and by the table of snapshots. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from planner.day.states import Totals
from planner.text import N_, distance, duration
from planner.text import gettext as _
from ui.theme import colors


class Meaning(StrEnum):
    """What a change says; never told by color alone, a sign stands before every amount."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a plan. `more` is whether more of it is better; `alarm` names the color it has above zero."""

    key: str
    title: str
    tip: str
    value: Callable[[Totals], float | None]
    words: Callable[[float], str]
    more: bool = False
    alarm: str = ""

    def said(self, now: Totals | None) -> str:
        """The number in words."""
        value = self.value(now) if now else None
        return "–" if value is None else self.words(value)

    def beside(self, now: Totals | None) -> str:
        """What stands behind it in smaller letters."""
        return f"/ {now.visits}" if now and self.key == "planned" else ""

    def change(self, now: Totals | None, before: Totals | None) -> tuple[str, Meaning]:
        """The change in words, with its sign, and what it means; no words where there is nothing to compare."""
        new, old = (self.value(each) if each else None for each in (now, before))
        if now and new is None:
            return _("not issued yet"), Meaning.SAME
        if new is None or old is None:
            return "", Meaning.SAME
        shown = self.words(abs(new - old))
        if shown in (self.words(0), duration(0)):
            return "±0", Meaning.SAME
        sign = "+" if new > old else "−"
        if self.words is _percent:
            shown = _count(abs(new - old))  # of points, not of the percentage
        return sign + shown, Meaning.BETTER if (new > old) == self.more else Meaning.WORSE


def _count(value: float) -> str:
    return f"{value:.0f}"


def _percent(value: float) -> str:
    return _("{percent} %").format(percent=round(value))


def _minutes(value: float) -> str:
    return duration(value) if value else _("{minutes} min").format(minutes=0)


NUMBERS: tuple[Number, ...] = (
    Number("planned", N_("Planned"), N_("Visits with a stop, of all visits of the day"), lambda t: t.planned, _count,
           more=True),
    Number("priority", N_("Priority left out"),
           N_("Visits without a stop that must be made or matter more than usual"),
           lambda t: t.priority_left, _count, alarm="worse"),
    Number("travel", N_("Travel"), N_("On the road, over all teams"), lambda t: t.travel_time.total_seconds(),
           duration),
    Number("distance", N_("Distance"), N_("On the road, over all teams"), lambda t: t.distance, distance),
    Number("late", N_("Late"), N_("Visits that start after the agreed time"), lambda t: t.late, _count, alarm="wrong"),
    Number("overtime", N_("Overtime"), N_("After the end of the shifts, over all teams"),
           lambda t: 60 * round(t.overtime.total_seconds() / 60), _minutes, alarm="worse"),
    Number("fairness", N_("Fairness"),
           N_("The mean load over the highest: 100 % where all teams fill the same share of their shifts"),
           lambda t: t.fairness, _percent, more=True),
    Number("broken", N_("Broken rules"), N_("All rules that the plan breaks"), lambda t: t.broken, _count,
           alarm="wrong"),
    Number("legal", N_("Legal breaches"), N_("Rules of the law that the plan breaks: they block issuing"),
           lambda t: t.legal, _count, alarm="legal"),
    Number("changes", N_("Changes to issued"),
           N_("Visits with another team, or a start more than 15 min away, than in the plan that went out"),
           lambda t: t.changes, _count, alarm="worse"),
)  # fmt: skip


def ink_of(meaning: Meaning) -> str:
    """The color of a meaning."""
    c = colors()
    return {Meaning.SAME: c.text3, Meaning.BETTER: c.better, Meaning.WORSE: c.worse}[meaning]


def ink_of_value(number: Number, now: Totals | None) -> str:
    """The color of a number: its alarm where it should be zero and is not."""
    value = number.value(now) if now else None
    return getattr(colors(), number.alarm) if number.alarm and value else colors().text
