"""Joint visits: both sides are placed together, and the second in which they start is pinned."""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from routing.solvers.ruin_recreate.arrays import (
    AFTER,
    BEGIN,
    BIG,
    BREAK_COUNT,
    BY_COST,
    FINISH,
    FIXED,
    HIGH,
    KIND,
    LENGTH,
    LOW,
    NEG,
    SERVICE,
    WHERE,
)
from routing.solvers.ruin_recreate.kernel import kernel
from routing.solvers.ruin_recreate.labels import first_start, last_start, relabel
from routing.solvers.ruin_recreate.links import BLINK, ends_of, pin, position_of, touch
from routing.solvers.ruin_recreate.places import admits, is_soft, is_special, put, span_at, surcharge, takes
from routing.solvers.ruin_recreate.randomness import below, fraction


@kernel()
def _candidates(day, state, job, found):
    # Into rows of (cost, vehicle, k, ready, earliest start, latest start), cheapest first; how many.
    count = 0
    first, home, behind, release = day.job[job, AFTER], -1, 0, NEG
    if first >= 0:
        home = state.job[first, WHERE]
        if home < 0:
            return 0
        behind = position_of(state, first) + 1
        release = ends_of(day, state, first, behind - 1)[0]
    for vehicle in range(len(state.at)):
        if fraction(state.random) >= BLINK and takes(day, state, vehicle, job):
            begin = behind if vehicle == home else 0
            count = _candidates_of(day, state, vehicle, job, begin, release, found, count)
    _sort(found, count)
    return count


@kernel()
def _candidates_of(day, state, vehicle, job, begin, release, found, count):
    # Those on one route, from stop `begin` on, behind the rows there are.
    row = state.at[vehicle]
    length = state.row[row, LENGTH]
    cost = day.legs[BY_COST, day.team[vehicle, KIND]]
    for k in range(begin, length + 1):
        here = state.route[row, k - 1] if k > 0 else day.team[vehicle, BEGIN]
        behind = state.route[row, k] if k < length else day.team[vehicle, FINISH]
        if fraction(state.random) < BLINK or not admits(day, state, row, vehicle, k, job, here, behind):
            continue
        added = cost[here, job] + cost[job, behind] + day.extra[vehicle, job]
        added += day.team[vehicle, FIXED] if length == 0 else -cost[here, behind]
        if is_soft(day, state, row, vehicle, job) or is_special(day, state, row, job):
            added += surcharge(day, state, row, vehicle, k, job)
        for taken in range(day.team[vehicle, BREAK_COUNT] + 1):
            ready, by = span_at(day, state, vehicle, k, job, taken)
            if ready >= BIG or count == len(found):
                continue
            start, last = first_start(day, state, job, max(ready, release)), last_start(day, state, job, by)
            if start <= last:
                found[count, 0], found[count, 1], found[count, 2] = added, vehicle, k
                found[count, 3], found[count, 4], found[count, 5] = ready, start, last
                count += 1
    return count


@kernel()
def _sort(found, count):
    # By cost (Shell 1959).
    gap = count // 2
    while gap > 0:
        for index in range(gap, count):
            at = index
            while at >= gap and found[at - gap, 0] > found[at, 0]:
                for column in range(found.shape[1]):
                    kept = found[at, column]
                    found[at, column] = found[at - gap, column]
                    found[at - gap, column] = kept
                at -= gap
        gap //= 2


@kernel()
def _moment(day, state, one, a, other, b):
    # The first second at which both sides can start at these places, nobody idle for too long; BIG for none.
    at = max(a[4], b[4])
    for _ in range(8):
        again = max(first_start(day, state, one, at), first_start(day, state, other, at))
        if again == at:
            break
        at = again
    if at > a[5] or at > b[5]:
        return BIG
    wait = day.numbers[3]
    if (a[2] > 0 and at - a[3] > wait) or (b[2] > 0 and at - b[3] > wait):
        return BIG
    return at


@kernel()
def place_joint(day, state, step, one, other):
    """Insert both sides of a joint visit where they cost least together, and pin the moment they share."""
    left, right = step.sides[0], step.sides[1]
    lefts, rights = _candidates(day, state, one, left), _candidates(day, state, other, right)
    best, chosen, partner, moment = BIG, -1, -1, BIG
    for a in range(lefts):
        if rights == 0 or left[a, 0] + right[0, 0] >= best:
            break
        for b in range(rights):
            if left[a, 0] + right[b, 0] >= best:
                break
            if left[a, 1] != right[b, 1] and not _delays(day, state, one, left[a, 1], other, right[b, 1]):
                at = _moment(day, state, one, left[a], other, right[b])
                if at < BIG:
                    best, chosen, partner, moment = left[a, 0] + right[b, 0], a, b, at
    if chosen >= 0:
        moment = _later(day, state, one, left[chosen], other, right[partner], moment)
        pin(state, step, one, moment, moment)
        pin(state, step, other, moment, moment)
        touch(day, state, step, left[chosen, 1])
        touch(day, state, step, right[partner, 1])
        put(day, state, left[chosen, 1], left[chosen, 2], one)
        put(day, state, right[partner, 1], right[partner, 2], other)
        _hold(day, state, step, one, moment)
        _hold(day, state, step, other, moment)


@kernel()
def _delays(day, state, one, vehicle, other, others):
    # Whether one side would stand on the route of the job that the other side, elsewhere, comes after.
    first, before = day.job[one, AFTER], day.job[other, AFTER]
    late = first >= 0 and state.job[first, WHERE] == others
    return late or (before >= 0 and state.job[before, WHERE] == vehicle)


@kernel()
def _later(day, state, one, a, other, b, moment):
    # Now and then not the first moment they could meet, so that something may still go before it.
    last, wait = min(a[5], b[5]), np.int64(day.numbers[3])
    if a[2] > 0:
        last = min(last, a[3] + wait)
    if b[2] > 0:
        last = min(last, b[3] + wait)
    if last <= moment or fraction(state.random) < 0.5:
        return moment
    at = moment + below(state.random, last - moment + 1)
    meets = first_start(day, state, one, at) == at and first_start(day, state, other, at) == at
    return at if meets else moment


@kernel()
def _hold(day, state, step, job, moment):
    # What a side comes after on another route has to be done by then.
    first = day.job[job, AFTER]
    if first >= 0 and state.job[first, WHERE] != state.job[job, WHERE]:
        home = state.job[first, WHERE]
        touch(day, state, step, home)
        high = min(state.job[first, HIGH], moment - day.job[first, SERVICE])
        pin(state, step, first, state.job[first, LOW], high)
        relabel(day, state, state.at[home], home)
