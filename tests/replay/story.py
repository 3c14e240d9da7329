"""The story of a replayed day, line by line: what was done, seen and really made. For whoever explains a complaint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from planner.running.needs import needs
from planner.running.situation import Situation
from tests.replay.crew import MINUTE
from tests.replay.morning import ZONE

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONG = 160
NAMES = ("kind", "why", "start", "span", "text", "step", "staff_id", "shift_id", "visit_id", "moved", "late")


class Story:
    """Lines with a time; ids are named at the end, when all visits are known."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last: tuple[str, ...] = ()
        self.lines: list[str] = []

    def add(self, words: str) -> None:
        """Write a line."""
        self.lines.append(f"{self._now().astimezone(ZONE):%H:%M} {words}")

    def looked(self, found: Situation) -> None:
        """Write what needs somebody, where it is not as at the look before."""
        seen = tuple(f"{need.key} {_late(need.about)}" for need in needs(found))
        if seen != self._last:
            self._last = seen
            self.add("sees " + "; ".join(seen))

    def of(self, words: Iterable[str], names: Mapping[UUID, str]) -> list[str]:
        """The lines in which one of the words stands, all by their names."""
        wanted = tuple(words)
        told = (_ID.sub(lambda found: names.get(UUID(found[0]), found[0][:8]), line) for line in self.lines)
        return [line for line in told if not wanted or any(each in line for each in wanted)]


class Telling:
    """Hands that write down what they do."""

    def __init__(self, hands: Any, story: Story) -> None:
        self._hands, self._story = hands, story

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._hands, name)
        return self._told(name, value) if callable(value) else value

    def _told(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*args: Any, **more: Any) -> Any:
            try:
                done = act(*args, **more)
            except BaseException as problem:
                self._story.add(f"{name} {_words((*args, more or ''))} !! {problem!r}")
                raise
            if isinstance(done, Situation):
                self._story.looked(done)
            else:
                self._story.add(f"{name} {_words((*args, more or ''))} -> {_word(done)}")
            return done

        return acting


def _late(about: object) -> str:
    late = getattr(about, "late", None)
    return f"{late / MINUTE:+.0f}" if isinstance(late, timedelta) else ""


def _words(values: Iterable[object]) -> str:
    return " ".join(_word(each) for each in values)


def _word(value: Any) -> str:
    if value is None or isinstance(value, (str, int, float, UUID)):
        return str(value)
    if visit := getattr(value, "visit", None):
        return f"{value.why} {visit.id} {value.start}"
    told = [f"{name}={getattr(value, name)}" for name in NAMES if getattr(value, name, None)]
    return f"{type(value).__name__}({', '.join(told)})" if told else str(value)[:_LONG]
