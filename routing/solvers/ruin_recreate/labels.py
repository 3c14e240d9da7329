"""Labels of one route, by which an insertion is checked without driving the whole of it again.

With s breaks taken (in the order in which their windows close): the earliest departure from each stop, and the latest
start at each from which everything after it is still in time. Waiting is allowed, so earlier is never worse. And what a
route costs.
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from routing.solvers.ruin_recreate.arrays import (
    AIM,
    BEGIN,
    BIG,
    BREAK_COUNT,
    BY_COST,
    BY_TIME,
    BY_TRAVEL,
    DRIVE,
    DUE,
    FINISH,
    FIXED,
    FIXES,
    HIGH,
    KIND,
    LAST_VERSION,
    LENGTH,
    LOW,
    MILLI,
    MOST_TRAVEL,
    NEG,
    NOWHERE,
    OPENS,
    POSITION,
    PRICE,
    SERVICE,
    SOFT,
    SOFTS,
    TIMED,
    TOLD,
    VERSION,
    WINDOW_COUNT,
    WISH_FROM,
    WISH_PRICE,
    WISH_TO,
    WORK,
)
from routing.solvers.ruin_recreate.kernel import inlined, kernel

MISPLACED = 1_000_000
"""Seconds that each place away from where a stop must stand costs."""


@inlined()
def first_start(day, state, job, ready):
    """The earliest start of service for who is ready at this second; BIG for none."""
    ready = max(ready, state.job[job, LOW])
    for w in range(day.job[job, WINDOW_COUNT]):
        if ready <= day.windows[job, w, 1]:
            start = max(ready, day.windows[job, w, 0])
            return start if start <= state.job[job, HIGH] else BIG
    return BIG


@inlined()
def last_start(day, state, job, by):
    """The latest start of service not after this second; NEG for none."""
    by = min(by, state.job[job, HIGH])
    for w in range(day.job[job, WINDOW_COUNT] - 1, -1, -1):
        if by >= day.windows[job, w, 0]:
            start = min(by, day.windows[job, w, 1])
            return start if start >= state.job[job, LOW] else NEG
    return NEG


@inlined()
def arrive(day, vehicle, leaving, taken, then, time):
    """When a leg ends that begins at `leaving` with so many breaks taken and ends with `then`; BIG for never."""
    if leaving >= BIG:
        return BIG
    if taken == then:
        return leaving + time
    rest = day.rest[vehicle, taken, then]
    return max(leaving + time + rest[2], rest[1]) if leaving <= rest[0] else BIG


@inlined()
def earliest_arrival(day, vehicle, departures, then, time):
    """The earliest arrival with `then` breaks taken, whatever was taken at departure."""
    best = BIG
    for taken in range(then + 1):
        best = min(best, arrive(day, vehicle, departures[taken], taken, then, time))
    return best


@inlined()
def latest_departure(day, vehicle, arrivals, taken, time):
    """The latest departure with so many breaks taken that still meets one of the latest arrivals."""
    best = arrivals[taken] - time if arrivals[taken] > NEG else NEG
    for then in range(taken + 1, day.team[vehicle, BREAK_COUNT] + 1):
        by = arrivals[then]
        rest = day.rest[vehicle, taken, then]
        if by > NEG and rest[1] <= by:
            best = max(best, min(by - time - rest[2], rest[0]))
    return best


@kernel()
def backward(day, state, vehicle, route, length, latest):
    """Fill the latest starts of a route."""
    count = day.team[vehicle, BREAK_COUNT]
    matrix = day.legs[BY_TIME, day.team[vehicle, KIND]]
    for taken in range(count + 1):
        latest[length, taken] = day.last[vehicle, taken]
    place = day.team[vehicle, FINISH]
    for k in range(length - 1, -1, -1):
        job = route[k]
        for taken in range(count + 1):
            leave = latest_departure(day, vehicle, latest[k + 1], taken, matrix[job, place])
            latest[k, taken] = last_start(day, state, job, leave - day.job[job, SERVICE]) if leave > NEG else NEG
        place = job


@kernel()
def forward(day, state, vehicle, route, length, depart):
    """Fill the earliest departures of a route."""
    count = day.team[vehicle, BREAK_COUNT]
    matrix = day.legs[BY_TIME, day.team[vehicle, KIND]]
    depart[0, 0] = day.team[vehicle, OPENS]
    for taken in range(1, count + 1):
        depart[0, taken] = BIG
    place = day.team[vehicle, BEGIN]
    for k in range(length):
        job = route[k]
        for taken in range(count + 1):
            at = earliest_arrival(day, vehicle, depart[k], taken, matrix[place, job])
            start = first_start(day, state, job, at) if at < BIG else BIG
            depart[k + 1, taken] = start + day.job[job, SERVICE] if start < BIG else BIG
        place = job


@kernel()
def off_wish(day, job, start):
    """What it costs to start service at this second rather than at a better one, in thousandths."""
    cost = np.int64(0)
    if start < day.job[job, WISH_FROM]:
        cost += (day.job[job, WISH_FROM] - start) * day.job[job, WISH_PRICE]
    elif start > day.job[job, WISH_TO]:
        cost += (start - day.job[job, WISH_TO]) * day.job[job, WISH_PRICE]
    if day.job[job, TOLD] > NEG:
        cost += np.int64(abs(start - day.job[job, TOLD]) * day.numbers[2] * MILLI)
    return cost


@kernel()
def timed_cost(day, state, vehicle, route, length):
    """What the times of a route cost: overtime, wishes missed, told times shifted. A stop waits for its aim."""
    count = day.team[vehicle, BREAK_COUNT]
    matrix = day.legs[BY_TIME, day.team[vehicle, KIND]]
    latest, now, paid = state.spare[2:], state.spare[0], state.spare[1]
    backward(day, state, vehicle, route, length, latest)
    for taken in range(count + 1):
        now[taken], paid[taken] = BIG, 0
    now[0] = day.team[vehicle, OPENS]
    place = day.team[vehicle, BEGIN]
    for k in range(length):
        job = route[k]
        for taken in range(count, -1, -1):  # downwards, so that what is overwritten is no longer needed
            at, cost = _cheapest_leg(day, vehicle, now, paid, taken, matrix[place, job])
            start = _aimed(day, state, job, at, latest[k, taken])
            now[taken] = start + day.job[job, SERVICE] if start < BIG else BIG
            paid[taken] = cost + off_wish(day, job, start) if start < BIG else 0
        place = job
    best = BIG
    for taken in range(count + 1):
        at, cost = _cheapest_leg(day, vehicle, now, paid, taken, matrix[place, day.team[vehicle, FINISH]])
        if at <= day.last[vehicle, taken]:
            best = min(best, cost + np.int64(max(0, at - day.team[vehicle, DUE]) * day.numbers[0] * MILLI))
    return (best + MILLI // 2) // MILLI


@inlined()
def _cheapest_leg(day, vehicle, now, paid, then, time):
    best, cost = BIG, np.int64(0)
    for taken in range(then + 1):
        at = arrive(day, vehicle, now[taken], taken, then, time)
        if at < best or (at == best and at < BIG and paid[taken] < cost):
            best, cost = at, paid[taken]
    return best, cost


@inlined()
def _aimed(day, state, job, at, latest):
    if at >= BIG:
        return BIG
    start = first_start(day, state, job, at)
    if start > latest:
        return BIG
    if day.job[job, SOFT] and start < day.job[job, AIM]:
        start = first_start(day, state, job, max(start, min(day.job[job, AIM], latest)))
    return start


@kernel()
def misplaced(day, route, length):
    """Places by which stops stand away from where they must."""
    amount = 0
    for k in range(length):
        wanted = day.job[route[k], POSITION]
        if wanted != NOWHERE:
            amount += abs(k - wanted) if wanted >= 0 else abs(length + wanted - k)
    return amount


@kernel()
def relabel(day, state, row, vehicle):
    """Work out everything about a row after its order, or what its links ask, has changed."""
    route, length = state.route[row], state.row[row, LENGTH]
    forward(day, state, vehicle, route, length, state.depart[row])
    backward(day, state, vehicle, route, length, state.latest[row])
    state.sums[LAST_VERSION] += 1
    state.row[row, VERSION] = state.sums[LAST_VERSION]
    _count(day, state, row, vehicle, route, length)
    state.row[row, TIMED] = timed_cost(day, state, vehicle, route, length) if state.row[row, SOFTS] else 0
    state.row[row, PRICE] += state.row[row, TIMED]
    if state.row[row, FIXES]:
        state.row[row, PRICE] += MISPLACED * misplaced(day, route, length)


@kernel()
def _count(day, state, row, vehicle, route, length):
    kind, place = day.team[vehicle, KIND], day.team[vehicle, BEGIN]
    cost, work, drive, softs, fixes = np.int64(0), np.int64(0), np.int64(0), np.int64(0), np.int64(0)
    limited = day.team[vehicle, MOST_TRAVEL] < BIG
    for d in range(day.amount.shape[1]):
        state.load[row, d] = 0
    for k in range(length):
        job = route[k]
        cost += day.legs[BY_COST, kind, place, job] + day.extra[vehicle, job]
        work += day.legs[BY_TIME, kind, place, job] + day.job[job, SERVICE]
        if limited:
            drive += day.legs[BY_TRAVEL, kind, place, job]
        for d in range(day.amount.shape[1]):
            state.load[row, d] += day.amount[job, d]
        softs += day.job[job, SOFT]
        fixes += day.job[job, POSITION] != NOWHERE
        place = job
    if length > 0:
        cost += day.legs[BY_COST, kind, place, day.team[vehicle, FINISH]] + day.team[vehicle, FIXED]
        work += day.legs[BY_TIME, kind, place, day.team[vehicle, FINISH]]
        if limited:
            drive += day.legs[BY_TRAVEL, kind, place, day.team[vehicle, FINISH]]
        softs += day.last[vehicle, day.team[vehicle, BREAK_COUNT]] > day.team[vehicle, DUE]
    state.row[row, PRICE], state.row[row, WORK], state.row[row, DRIVE] = cost, work, drive
    state.row[row, SOFTS], state.row[row, FIXES] = softs, fixes
