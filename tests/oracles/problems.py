"""Tiny random problems: up to four jobs and two vehicles within an hour of one-second minutes."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.travel import UNREACHABLE, TravelTimes

EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
HORIZON = 40
PLACES = 4

bounded = settings(derandomize=True, deadline=None, max_examples=150, database=None)
"""The same examples every time; thorough runs raise `max_examples`."""


@st.composite
def spans(draw: st.DrawFn) -> tuple[TimeWindow, ...]:
    if draw(st.integers(0, 2)) == 0:
        return (TimeWindow(0, HORIZON),)
    bounds = sorted(draw(st.lists(st.integers(0, HORIZON), min_size=2, max_size=6, unique=True)))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    return tuple(TimeWindow(a, b) for a, b in pairs)


@st.composite
def rests(draw: st.DrawFn, name: str) -> tuple[Break, ...]:
    found = []
    for number in range(draw(st.integers(0, 2))):
        earliest = draw(st.integers(0, HORIZON - 5))
        slack = draw(st.integers(0, 12))
        found.append(Break(f"{name}-rest-{number}", earliest, earliest + slack, draw(st.integers(0, 5))))
    return tuple(found)


@st.composite
def travel_times(draw: st.DrawFn) -> TravelTimes:
    cell = st.sampled_from([*range(9), *range(9), draw(st.sampled_from([UNREACHABLE, 1]))])
    cells = np.array(draw(st.lists(cell, min_size=PLACES**2, max_size=PLACES**2)), np.int32).reshape(PLACES, PLACES)
    np.fill_diagonal(cells, 0)
    return TravelTimes(cells, np.where(cells == UNREACHABLE, UNREACHABLE, cells * 7 % 11).astype(np.int32))


@st.composite
def jobs(draw: st.DrawFn, name: str) -> Job:
    return Job(
        name,
        place=draw(st.integers(0, PLACES - 1)),
        service_time=draw(st.integers(0, 6)),
        windows=draw(spans()),
        setup_time=draw(st.integers(0, 3)),
        skills=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"s"})])),
        priority=draw(st.sampled_from([0, 50, 100])),
        vehicles=draw(st.sampled_from([None, None, None, frozenset({"v0"}), frozenset({"v1"}), frozenset({"gone"})])),
    )


@st.composite
def vehicles(draw: st.DrawFn, name: str) -> Vehicle:
    start = draw(st.integers(0, 15))
    end_place = st.one_of(st.none(), st.integers(0, PLACES - 1))
    return Vehicle(
        name,
        draw(end_place),
        draw(end_place),
        shift_start=start,
        shift_end=draw(st.one_of(st.integers(start, HORIZON + 10), st.just(HORIZON + 10))),
        breaks=draw(rests(name)),
        skills=draw(st.sampled_from([frozenset(), frozenset({"s"})])),
        travel_mode=draw(st.sampled_from(["car", "foot"])),
        max_jobs=draw(st.sampled_from([None, None, None, 0, 1, 2])),
        max_travel_time=draw(st.one_of(st.none(), st.none(), st.integers(0, 25))),
    )


@st.composite
def problems(draw: st.DrawFn, most_jobs: int = 4, most_vehicles: int = 2) -> Problem:
    return Problem(
        EIGHT,
        tuple(draw(jobs(f"j{number}")) for number in range(draw(st.integers(1, most_jobs)))),
        tuple(draw(vehicles(f"v{number}")) for number in range(draw(st.integers(1, most_vehicles)))),
        {"car": draw(travel_times()), "foot": draw(travel_times())},
    )
