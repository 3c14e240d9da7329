"""The problem as arrays, and the search's state as arrays: what the kernels read, and what they write.

Nodes are the jobs, then the places where routes begin and end.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy.typing as npt

type Array = npt.NDArray[Any]

FAR = 1_000_000_000
"""Seconds of a leg that no road offers: beyond any horizon."""
LAST = 500_000_000
"""Where a horizon without an end ends."""
BIG, NEG = 1 << 40, -(1 << 40)
"""No moment at all: never reached; nothing late enough."""


class Day(NamedTuple):
    """What does not change. N jobs, M vehicles, X nodes, K kinds of vehicle, S - 1 breaks, W windows, D amounts.

    Few arrays, because every kernel is handed all of them: a fact of each job or vehicle is a column, named below.
    """

    job: Array  # (N, columns)
    team: Array  # (M, columns)
    legs: Array  # (3, K, X, X) seconds of travel and set-up, seconds it costs, seconds of travel alone
    near: Array  # (N, A) the jobs nearest to each, itself first
    windows: Array  # (N, W, 2)
    extra: Array  # (M, N) what serving it by this vehicle costs beyond the road; FORBIDDEN where it may not
    amount: Array  # (N, D)
    capacity: Array  # (M, D)
    group_members: Array  # (G, most) jobs of each group, -1 beyond
    followers: Array  # (N, most) the jobs that come after it, -1 beyond
    rest: Array  # (M, S, S, 3) from so many taken to so many: latest leaving, earliest end, seconds
    last: Array  # (M, S) latest end with so many taken
    numbers: (
        Array  # (6,) floats: overtime price, fairness, price of a shifted second, joint wait, any joints, all rooms
    )


class State(NamedTuple):
    """What the search changes. Each vehicle owns two rows, `at` says which holds: a step not taken flips it back."""

    at: Array  # (M,)
    route: Array  # (2M, L)
    row: Array  # (2M, columns)
    depart: Array  # (2M, L + 1, S) earliest departure from the stop before, by breaks taken
    latest: Array  # (2M, L + 1, S) latest start (at the end: arrival) from which the rest is feasible
    load: Array  # (2M, D)
    job: Array  # (N, columns)
    bank: Array  # (N,) the left out
    sums: Array  # integers, by the names below
    known: Array  # (N, M, 3) version, cost and position of the best place last found
    random: Array  # (1,) uint64
    spare_route: Array  # (L + 1,) to try an order in
    spare: Array  # (L + 4, S) for its times


class Best(NamedTuple):
    """The best plan since the search began."""

    route: Array  # (M, L)
    length: Array  # (M,)
    bounds: Array  # (N, 2) as low and high in `State.job`


class Step(NamedTuple):
    """What one step has touched, so that it can be taken back."""

    touched: Array  # (M,) vehicles
    mark: Array  # (M,) whether touched
    jobs: Array  # (N,) removed, then those of the bank that are tried
    was: Array  # (N,) their vehicles before
    gone: Array  # (N,) whether removed
    order: Array  # (N,) float, to sort by
    pins: Array  # (3 * N, 3) job, low and high before
    stamp: Array  # (M,) for which insertion a vehicle was seen
    sides: Array  # (2, C, 6) places for the sides of a joint visit
    counts: Array  # integers, by the names below


# Columns of `Day.job`. KEY weighs leaving it out, lexicographically; POINTS is its priority, above any for a must-do;
# MATES its group; PARTNER the other side of its joint visit; BEFORE and TOLD its vehicle and start in the plan before.
SERVICE, WINDOW_COUNT, KEY, POINTS, MATES, PARTNER, AFTER, POSITION, BEFORE, SOFT, AIM, TOLD, LINKED = range(13)
WISH_FROM, WISH_TO, WISH_PRICE = range(13, 16)  # the price in thousandths
# Of `Day.team`. ROOM is the seconds a day's work may fill, for fairness; TWIN the first vehicle exactly like it.
KIND, BEGIN, FINISH, OPENS, DUE, BREAK_COUNT, MOST_JOBS, MOST_TRAVEL, FIXED, ROOM, TWIN = range(11)
BY_TIME, BY_COST, BY_TRAVEL = range(3)  # of `Day.legs`
# Of `State.row`. TIMED is the part of PRICE that depends on times, SOFTS the stops whose time costs (and one for
# overtime), FIXES those with a position.
LENGTH, PRICE, TIMED, WORK, DRIVE, SOFTS, FIXES, VERSION = range(8)
# Of `State.job`. WHERE is its vehicle, -1 for none, HOPELESS where no vehicle could serve it even alone; LOW and HIGH
# bound its start as links ask.
WHERE, LOW, HIGH = range(3)
# Places in `State.sums`. LEFT and POINT are what leaving a job out costs the search, and each point of its priority.
BANKED, NOW_KEY, NOW_PENALTY, NOW_COST, BEST_KEY, BEST_COST, LAST_VERSION, BETTER, MOST_MOVED = range(9)
BEGUN, LEFT, POINT = range(9, 12)
TOUCHED, JOBS, PINS, STAMP = range(4)  # of `Step.counts`
NOWHERE = 1 << 20
HOPELESS = -2
FORBIDDEN = 1 << 39
MILLI = 1000
