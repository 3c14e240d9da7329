"""Days that nobody wrote: a script of the same form as `day.toml`, drawn from a number, each with a mood of its own.

The same number gives the same script. What becomes of it depends on the plan, and on searches that end by the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import time
from random import Random
from typing import Any

from planner.cases.called import Request
from tests.replay.script import Call, Happening, Script

TEAMS = ("Heron", "Otter", "Kestrel", "Falcon", "Badger", "Swan", "Lark", "Wren", "Marten")
STOPS = 8
"""Calls for so many doors: what a route has less is not said."""
CODES = "AAAABBBBBBCCCCCCDEFGHIJKLM"
REQUESTS = tuple(Request)
URGENT = ("V-1013", "V-1024")
FIRST, LAST = 8 * 60 + 30, 18 * 60


class Mood:
    """How a day is meant: what teams do, and what the office hears, as shares and numbers."""

    def __init__(self, rng: Random) -> None:
        self.tells = rng.choice((0.2, 0.5, 0.8, 1.0))
        self.late = rng.choice((0, 3, 8, 25))
        self.quiet = rng.choice((0.0, 0.03, 0.1))
        self.danger = rng.choice((0.0, 0.0, 0.02, 0.05))
        self.calls = rng.choice((3, 8, 15, 25))
        self.events = rng.choice((2, 5, 9))
        self.on_paper = rng.choice((0.0, 0.0, 0.2, 1.0))
        self.at_once: int | None = None
        self.first_late = 0
        self.nobody_home = False
        self.teams: Sequence[str] = TEAMS


def _usual(_mood: Mood) -> None:
    pass


def _all_at_once(mood: Mood) -> None:
    mood.at_once, mood.events, mood.calls = 13 * 60, 8, 12


def _all_late(mood: Mood) -> None:
    mood.first_late, mood.tells = 90, 1.0


def _nobody_answers(mood: Mood) -> None:
    mood.quiet, mood.tells = 0.5, 0.0


def _nobody_home(mood: Mood) -> None:
    mood.nobody_home = True


def _many_dangers(mood: Mood) -> None:
    mood.danger = 0.12


def _calm(mood: Mood) -> None:
    mood.late, mood.quiet, mood.danger, mood.calls, mood.events = 2, 0.0, 0.0, 1, 1


def _disasters(mood: Mood) -> None:
    mood.events, mood.calls = 16, 5


MOODS: tuple[Callable[[Mood], None], ...] = (
    _usual, _usual, _usual, _all_at_once, _all_late, _nobody_answers, _nobody_home, _many_dangers, _calm, _disasters,
)  # fmt: skip


def drawn(number: int, teams: Sequence[str] = TEAMS) -> Script:
    """The script of a number."""
    rng = Random(number)
    mood = Mood(rng)
    MOODS[number % len(MOODS)](mood)
    mood.teams = teams
    told = {name: tuple(_team(rng, mood)) for name in teams}
    office = (*_calls(rng, mood), *_events(rng, mood), *_ends(rng, teams))
    return Script(told, tuple(sorted(office, key=lambda each: each.at)))


def _team(rng: Random, mood: Mood) -> Iterator[Call]:
    yield Call("out", mood.first_late or rng.randint(0, 10))
    for _door in range(STOPS):
        if rng.random() < mood.tells:
            yield Call("at", rng.choice((-15, -5, 0, 0, 0, 0)) + rng.randint(0, mood.late))
        if rng.random() < mood.danger:
            yield Call("danger", rng.randint(1, 20))
        code = "C" if mood.nobody_home else rng.choice(CODES)
        paper = rng.random() < mood.on_paper
        if rng.random() < 0.4:
            yield Call(code, rng.randint(1, 15), exact=True, on_paper=paper)
        else:
            yield Call(code, rng.randint(-5, 20), on_paper=paper)
        if rng.random() < mood.quiet:
            yield Call("quiet", rng.choice((20, 45, 75, 120, 240)))
    yield Call("back")


def _at(rng: Random, mood: Mood) -> time:
    minute = mood.at_once if mood.at_once is not None else rng.randint(FIRST, LAST)
    return time(minute // 60, minute % 60)


def _calls(rng: Random, mood: Mood) -> Iterator[Happening]:
    for _number in range(rng.randint(mood.calls // 2, mood.calls)):
        more = {"request": rng.choice(REQUESTS).value}
        yield Happening(_at(rng, mood), "called", rng.choice(mood.teams), rng.choice((0, 1, 1, 2, 3, 4)), more)


def _events(rng: Random, mood: Mood) -> Iterator[Happening]:
    kinds = ("slow", "slow", "road_closed", "road_open", "staff_ill", "car_out", "stops_here", "spread", "payments",
             "holds", "agreed", "by_hand", "by_hand", "left_out", "replan", "improve", "plan_rest")  # fmt: skip
    for what in rng.choices(kinds, k=rng.randint(mood.events // 2, mood.events)):
        yield Happening(_at(rng, mood), what, rng.choice(mood.teams), rng.randint(1, 4), _more(rng, what))
    for visit in URGENT:
        if rng.random() < 0.7:
            yield Happening(_at(rng, mood), "urgent", more={"visit": visit})


def _more(rng: Random, what: str) -> dict[str, Any]:
    match what:
        case "slow":
            return {"factor": rng.choice((1.0, 1.15, 1.3, 1.6, 2.0))}
        case "road_closed":
            return {"radius": rng.choice((80, 250, 600))}
        case "by_hand":
            return {"place": rng.randint(0, 3)}
    return {}


def _ends(rng: Random, teams: Sequence[str]) -> Iterator[Happening]:
    # Whoever stands still goes on some time, and in the end all is over.
    for name in teams:
        for hour in (11, 14, 17, 20):
            yield Happening(time(hour, rng.randint(0, 59)), "goes_on", name)
        yield Happening(time(23, 0), "closes", name)
    yield Happening(time(23, 30), "evening")
