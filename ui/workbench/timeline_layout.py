"""What lies where on the timeline: rows of blocks, ways, breaks and waiting, in seconds since midnight. Knows no Qt.

Also which words fit. How a time becomes a width is told in `timeline_scale`, what is under a point in `timeline_hits`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from planner.day.states import VisitRow
from planner.model import Day, Plan, Route, RouteBreak, Shift, Stop
from ui.workbench.timeline_meetings import Meet, meets_of
from ui.workbench.timeline_running import NO_MARKS, Marks
from ui.workbench.timeline_scale import Clock, Span, extent_of

NEVER = time(0), time(0)
"""The legal hours of a day on which nobody may be visited."""
NEAR = 45 * 60.0
"""A bound of a window is marked where the stop starts this close to it."""


class Kind(StrEnum):
    """What passes between two stops."""

    TRAVEL = "travel"
    """On the road, parking, and walking to the door."""
    WAITING = "waiting"
    BREAK = "break"


class Strip(NamedTuple):
    """A stretch between two stops."""

    kind: Kind
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A stop as it lies in its row. `windows` say when it may start; `actual` from when to when the team was there, and
    `told` from when to when the plan that was issued last had it, where a team was there at another time. `due` is by
    when it has to start, where by the forecast it does not (`missed`), or only just."""

    stop: Stop
    visit: VisitRow
    number: int
    span: Span
    windows: tuple[Span, ...] = ()
    actual: Span | None = None
    told: Span | None = None
    due: float | None = None
    missed: bool = False

    @property
    def visit_id(self) -> UUID:
        """Whose stop it is."""
        return self.stop.visit_id

    @property
    def begun(self) -> bool:
        """Whether a team is there already, or was: of two teams one is enough, and nobody carries it elsewhere."""
        return self.stop.begun or any(place.stop.begun for place in self.visit.places)

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The bounds of its window that are near enough to matter, or are missed: earliest and latest start."""
        if not self.windows:
            return None, None
        window = min(self.windows, key=lambda each: each.away(self.span.start))
        start = self.span.start
        return (
            window.start if start - window.start <= NEAR else None,
            window.end if window.end - start <= NEAR else None,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A team's day. `way` is from leaving the first place to reaching the last; where it does not go out it has none,
    and no `route`. `held` are the times of its stops as the team holds them, on a running day."""

    shift: Shift
    hours: Span
    blocks: tuple[Block, ...] = ()
    strips: tuple[Strip, ...] = ()
    way: Span | None = None
    route: Route | None = None
    held: tuple[Span, ...] = ()
    meets: tuple[Meet, ...] = ()

    @property
    def id(self) -> UUID:
        """The shift's."""
        return self.shift.id

    @property
    def is_marked(self) -> bool:
        """Whether it tells of a running day."""
        return bool(self.held) or any(block.due is not None for block in self.blocks)

    @property
    def travel_time(self) -> timedelta:
        """On the road."""
        return self.route.travel_time if self.route else timedelta(0)

    @property
    def distance(self) -> int:
        """In metres."""
        return self.route.distance if self.route else 0

    @property
    def load(self) -> float:
        """The share of the shift that the team works, from leaving to coming back; as `planner.day.totals` has it."""
        return self.way.length / self.hours.length if self.way and self.hours.length > 0 else 0.0

    @property
    def overtime(self) -> float:
        """Seconds after the end of the shift."""
        return max(0.0, self.way.end - self.hours.end) if self.way else 0.0

    def place_of(self, visit_id: UUID) -> int | None:
        """Which of its blocks is of this visit."""
        return next((n for n, block in enumerate(self.blocks) if block.visit_id == visit_id), None)

    def staying(self, carried: Collection[UUID]) -> tuple[Block, ...]:
        """Its blocks without those that are in the hand."""
        return tuple(block for block in self.blocks if block.visit_id not in carried)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a day, in the day's order; `legal` are the hours in which a stay may lie."""

    clock: Clock
    rows: tuple[Row, ...]
    extent: Span
    legal: Span | None = None
    now: float | None = None

    def at(self, now: float | None) -> Sheet:
        """At another moment; one outside of what is shown counts as none."""
        return replace(self, now=now if now is not None and self.extent.start <= now <= self.extent.end else None)

    def row(self, shift_id: UUID | None) -> Row | None:
        """The row of a team."""
        return next((row for row in self.rows if row.id == shift_id), None)

    def blocks(self) -> Iterator[tuple[Row, Block]]:
        """Every block with its row."""
        return ((row, block) for row in self.rows for block in row.blocks)


def lay_out(
    day: Day,
    plan: Plan | None,
    rows: Iterable[VisitRow],
    legal: tuple[time, time] | None,
    now: datetime | None,
    before: Sheet | None = None,
    marks: Marks = NO_MARKS,
) -> Sheet:
    """A day as it is to be shown; `now` counts only while the day is today. Of `before`, what did not change stays."""
    clock = Clock(day.date, day.zone)
    by_id = {row.visit.id: row for row in rows}
    routes = {route.shift_id: route for route in (plan.routes if plan else ()) if route.stops}
    known = {row.id: row for row in before.rows} if before and before.clock == clock else {}

    def laid(shift: Shift) -> Row:
        old, route = known.get(shift.id), routes.get(shift.id)
        if old and not marks and not old.is_marked and _is_of(old, shift, route, by_id):
            return old
        row = replace(row_of(clock, shift, route, by_id), meets=meets_of(clock, day, plan, route))
        row = marked(clock, row, marks) if marks else row
        return old if old == row else row

    all_rows = tuple(laid(shift) for shift in day.shifts)
    bounds = Span(clock.at(legal[0]), clock.at(legal[1])) if legal else None
    spans = [span for row in all_rows for span in (row.hours, row.way) if span]
    extent = extent_of([*spans, *([bounds] if bounds and bounds.length else [])])
    return Sheet(clock, all_rows, extent, bounds).at(clock.seconds(now) if now else None)


def marked(clock: Clock, row: Row, marks: Marks) -> Row:
    """A row with what a running day tells of it."""
    held = tuple(Span(clock.seconds(each.start), clock.seconds(each.end)) for each in marks.held.get(row.id, ()))
    late = marks.late_of(row.id)
    blocks = tuple(
        replace(block, told=None, due=clock.seconds(late[block.visit_id].due), missed=late[block.visit_id].missed)
        if block.visit_id in late
        else replace(block, told=None)
        for block in row.blocks
    )
    return replace(row, held=held, blocks=blocks)


def _is_of(row: Row, shift: Shift, route: Route | None, rows: Mapping[UUID, VisitRow]) -> bool:
    # Whether a row would be laid out of these as it is.
    if row.shift != shift or row.route != route:
        return False
    stops = [rows[stop.visit_id] for stop in (route.stops if route else ()) if stop.visit_id in rows]
    return stops == [block.visit for block in row.blocks]


def row_of(clock: Clock, shift: Shift, route: Route | None, rows: Mapping[UUID, VisitRow]) -> Row:
    """One team's row."""
    hours = Span(clock.at(shift.start), clock.at(shift.end))
    if route is None or not route.stops:
        return Row(shift, hours)
    stops = [stop for stop in route.stops if stop.visit_id in rows]
    blocks = tuple(_block(clock, rows[stop.visit_id], stop, n) for n, stop in enumerate(stops, start=1))
    way = Span(clock.seconds(route.start), clock.seconds(route.end))
    return Row(shift, hours, blocks, tuple(_strips(clock, route, way)), way, route)


def _block(clock: Clock, row: VisitRow, stop: Stop, number: int) -> Block:
    windows = tuple(Span(clock.at(w.earliest), clock.at(w.latest)) for w in row.visit.windows)
    span = Span(clock.seconds(stop.start), clock.seconds(stop.departure))
    actual = told = None
    if stop.actual and stop.actual.arrived:
        arrived = clock.seconds(stop.actual.arrived)
        left = clock.seconds(stop.actual.left) if stop.actual.left else arrived
        actual = Span(arrived, max(arrived, left))
    if stop.actual and row.told:
        planned = Span(clock.seconds(row.told.start), clock.seconds(row.told.departure))
        told = planned if planned != span else None
    return Block(stop, row, number, span, windows, actual, told)


def _strips(clock: Clock, route: Route, way: Span) -> Iterator[Strip]:
    # What passes before each stop, and before the end place is reached.
    left = way.start
    for number, stop in enumerate(route.stops):
        gap = Span(left, clock.seconds(stop.start))
        yield from _passed(gap, _rests(clock, route.breaks, number), stop.waiting.total_seconds())
        left = clock.seconds(stop.departure)
    rests = _rests(clock, route.breaks, len(route.stops))
    gap = Span(left, way.end)
    resting = sum(rest.length for rest in rests)
    yield from _passed(gap, rests, max(0.0, gap.length - resting - route.last_travel_time.total_seconds()))


def _rests(clock: Clock, breaks: Iterable[RouteBreak], after: int) -> list[Span]:
    return sorted(Span(clock.seconds(rest.start), clock.seconds(rest.end)) for rest in breaks if rest.after == after)


def _passed(gap: Span, rests: Sequence[Span], waiting: float) -> Iterator[Strip]:
    # The way comes first and waiting after it, around the breaks: nobody waits before the door.
    way = max(0.0, gap.length - sum(rest.length for rest in rests) - waiting)
    free, at = [], gap.start
    for rest in rests:
        free.append(Span(at, min(rest.start, gap.end)))
        at = max(at, rest.end)
    for span in (*free, Span(at, gap.end)):
        if span.length <= 0:
            continue
        turn = span.start + min(way, span.length)
        way -= turn - span.start
        if turn > span.start:
            yield Strip(Kind.TRAVEL, Span(span.start, turn))
        if turn < span.end:
            yield Strip(Kind.WAITING, Span(turn, span.end))
    yield from (Strip(Kind.BREAK, rest) for rest in rests)


# --- words that fit


def fitted(choices: Iterable[str], room: float, measure: Callable[[str], float]) -> str:
    """The first text that fits; none is ever cut."""
    return next((text for text in choices if text and measure(text) <= room), "")


def name_choices(name: str) -> tuple[str, ...]:
    """A name, from whole to short: the family name of two words, a Chinese name as it is."""
    words = name.split()
    return (name, words[-1]) if len(words) > 1 else (name,)
