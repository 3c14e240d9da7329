"""The arrays in which a search stands, before it has begun."""

from __future__ import annotations

import numpy as np

from routing.solvers.ruin_recreate.arrays import BIG, MOST_JOBS, NEG, POINT, VERSION, Best, Day, State, Step


def empty_state(day: Day, seed: int) -> State:
    """Nothing planned yet."""
    vehicles, jobs = day.extra.shape
    rows, breaks = 2 * vehicles, day.last.shape[1]
    longest = int(day.team[:, MOST_JOBS].max())
    return State(
        at=np.arange(vehicles),
        route=np.zeros((rows, longest + 1), np.int64),
        row=np.zeros((rows, VERSION + 1), np.int64),
        depart=np.zeros((rows, longest + 2, breaks), np.int64),
        latest=np.zeros((rows, longest + 2, breaks), np.int64),
        load=np.zeros((rows, day.amount.shape[1]), np.int64),
        job=np.tile(np.array([-1, NEG, BIG]), (jobs, 1)),
        bank=np.arange(jobs),
        sums=np.zeros(POINT + 1, np.int64),
        known=np.full((jobs, vehicles, 3), -1, np.int64),
        random=np.array([(seed * 2 + 1) * 0x9E3779B97F4A7C15 % 2**64 | 1], np.uint64),
        spare_route=np.zeros(longest + 2, np.int64),
        spare=np.zeros((longest + 4, breaks), np.int64),
    )


def empty_best(day: Day) -> Best:
    """No plan yet."""
    vehicles, jobs = day.extra.shape
    longest = int(day.team[:, MOST_JOBS].max())
    return Best(
        np.zeros((vehicles, longest + 1), np.int64), np.zeros(vehicles, np.int64), np.zeros((jobs, 2), np.int64)
    )


def empty_step(day: Day) -> Step:
    """Nothing touched yet."""
    vehicles, jobs = day.extra.shape
    return Step(
        touched=np.zeros(vehicles, np.int64),
        mark=np.zeros(vehicles, np.bool_),
        jobs=np.zeros(jobs, np.int64),
        was=np.zeros(jobs, np.int64),
        gone=np.zeros(jobs, np.bool_),
        order=np.zeros(jobs),
        pins=np.zeros((8 * jobs, 3), np.int64),
        stamp=np.zeros(vehicles, np.int64),
        sides=np.zeros((2, (jobs + vehicles) * day.last.shape[1], 6), np.int64),
        counts=np.zeros(4, np.int64),
    )
