"""Tiny random problems: up to four jobs and two vehicles within an hour of one-second minutes.

Plain ones; with links (joint, after, group, position, amounts); with prices (wishes, costs, overtime, a plan before).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.travel import UNREACHABLE, TravelTimes
from routing.weights import Before, Costs, Weights, Wish
from tests.examples import examples

EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
HORIZON = 40
PLACES = 4

bounded = settings(derandomize=True, deadline=None, max_examples=examples(150), database=None)
"""The same examples every time; how many of them, says `tests.examples`."""


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
def problems(
    draw: st.DrawFn, most_jobs: int = 4, most_vehicles: int = 2, *, links: bool = False, prices: bool = False
) -> Problem:
    work = [draw(jobs(f"j{number}")) for number in range(draw(st.integers(1, most_jobs)))]
    teams = [draw(vehicles(f"v{number}")) for number in range(draw(st.integers(1 + links, most_vehicles)))]
    travel = {"car": draw(travel_times()), "foot": draw(travel_times())}
    if links:
        work = draw(linked(work))
        teams = [replace(v, capacity=draw(st.sampled_from([(), (), (3, 4), (5, 1)]))) for v in teams]
    problem = Problem(EIGHT, tuple(work), tuple(teams), travel, joint_wait=draw(st.integers(0, 6)) if links else 600)
    return draw(priced(problem)) if prices else problem


@st.composite
def linked(draw: st.DrawFn, work: Sequence[Job]) -> list[Job]:
    """Jobs of which some hang on others; those have short windows, so that every start of theirs can be tried."""
    free = draw(st.integers(0, 2)) > 0
    work = [replace(job, amount=draw(st.sampled_from([(), (), (1, 1), (3, 0)]))) for job in work]
    work = [replace(job, skills=frozenset(), vehicles=None) if free else job for job in work]
    ids = draw(st.permutations(range(len(work))))
    if len(ids) > 1 and draw(st.integers(0, 2)):
        window = draw(short())
        for number in ids[:2]:
            work[number] = replace(work[number], joint="both", windows=(draw(st.one_of(st.just(window), short())),))
    if len(ids) > 2 and draw(st.booleans()):
        first, then = draw(st.sampled_from([(ids[1], ids[2]), (ids[2], ids[0])]))
        work[first] = replace(work[first], windows=(draw(short()),))
        work[then] = replace(work[then], after=work[first].id)
    if draw(st.integers(0, 3)) == 0:
        work = [replace(job, group=draw(st.sampled_from(["", "g"]))) for job in work]
    if draw(st.integers(0, 3)) == 0:
        work[0] = replace(work[0], position=draw(st.sampled_from([0, 1, -1, -2])))
    return work


@st.composite
def short(draw: st.DrawFn) -> TimeWindow:
    earliest = draw(st.integers(0, HORIZON - 10))
    return TimeWindow(earliest, earliest + draw(st.integers(0, 9)))


@st.composite
def priced(draw: st.DrawFn, problem: Problem) -> Problem:
    """The problem with things that cost something else than seconds on the road."""
    second = st.integers(0, HORIZON)
    homes = [vehicle.id for vehicle in problem.vehicles]
    wishes = st.builds(lambda a, b, price: Wish(min(a, b), max(a, b), price), second, second, st.sampled_from([0.5, 2]))
    costs = st.builds(Costs, st.sampled_from([0, 30]), st.sampled_from([3600, 1800]), st.sampled_from([0, 500]))
    return replace(
        problem,
        jobs=tuple(
            replace(
                job,
                wish=draw(st.one_of(st.none(), wishes)),
                preferred=draw(st.sampled_from([frozenset(), frozenset({"v1"})])),
                must=draw(st.booleans()),
            )
            for job in problem.jobs
        ),
        vehicles=tuple(
            replace(vehicle, costs=draw(costs), max_overtime=draw(st.sampled_from([0, 0, 5])))
            for vehicle in problem.vehicles
        ),
        weights=draw(st.sampled_from([Weights(), Weights(3.0, 0.5, 1.0, 2.0)])),
        before={
            job.id: Before(draw(st.sampled_from(homes)), draw(st.one_of(st.none(), second)))
            for job in problem.jobs
            if draw(st.booleans())
        },
        max_moved=draw(st.sampled_from([None, None, 0, 1])),
    )
