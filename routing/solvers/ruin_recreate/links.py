"""Links between routes: joint visits, and jobs that come after others.

While both sides stand, the moment they share is pinned as a bound on their starts; so each route can be judged alone.
Whatever a link needs leaves together.
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from routing.solvers.ruin_recreate.arrays import (
    AFTER,
    BIG,
    BREAK_COUNT,
    BY_TIME,
    HIGH,
    KIND,
    LENGTH,
    LOW,
    NEG,
    PARTNER,
    PINS,
    SERVICE,
    TOUCHED,
    WHERE,
)
from routing.solvers.ruin_recreate.kernel import inlined, kernel
from routing.solvers.ruin_recreate.labels import earliest_arrival, relabel
from routing.solvers.ruin_recreate.places import best_place, put, takes
from routing.solvers.ruin_recreate.randomness import fraction

BLINK = 0.03
"""How often a team, or a place, is overlooked: linked jobs are few, so chance has to help them more."""


@inlined()
def touch(day, state, step, vehicle):
    """Go on with a copy of the vehicle's row; the row itself is kept in case the step is not taken."""
    if step.mark[vehicle]:
        return
    step.mark[vehicle] = True
    step.touched[step.counts[TOUCHED]] = vehicle
    step.counts[TOUCHED] += 1
    old = state.at[vehicle]
    count = len(state.at)
    new = old + count if old < count else old - count
    state.row[new, LENGTH] = state.row[old, LENGTH]
    for k in range(state.row[old, LENGTH]):
        state.route[new, k] = state.route[old, k]
    state.at[vehicle] = new


@kernel()
def pin(state, step, job, low, high):
    """Bound the start of a job, remembering the bounds before."""
    at = step.counts[PINS]
    step.pins[at, 0], step.pins[at, 1], step.pins[at, 2] = job, state.job[job, LOW], state.job[job, HIGH]
    step.counts[PINS] += 1
    state.job[job, LOW], state.job[job, HIGH] = low, high


@kernel()
def position_of(state, job):
    """The place of a placed job in its route."""
    row = state.at[state.job[job, WHERE]]
    for k in range(state.row[row, LENGTH]):
        if state.route[row, k] == job:
            return k
    return -1


@kernel()
def idles(day, state, vehicle):
    """A joint stop of the vehicle before which it would idle longer than it may; -1 for none."""
    row = state.at[vehicle]
    time = day.legs[BY_TIME, day.team[vehicle, KIND]]
    for k in range(1, state.row[row, LENGTH]):
        job = state.route[row, k]
        if day.job[job, PARTNER] < 0:
            continue
        before = state.route[row, k - 1]
        for taken in range(day.team[vehicle, BREAK_COUNT] + 1):
            at = earliest_arrival(day, vehicle, state.depart[row, k], taken, time[before, job])
            if at < BIG and state.latest[row, k, taken] >= state.job[job, LOW] > at + day.numbers[3]:
                return job
    return -1


@kernel()
def set_free(day, state, step, job):
    """Take a removed job's bounds away, and what it asked of the job before it."""
    pin(state, step, job, NEG, BIG)
    first = day.job[job, AFTER]
    if first < 0 or state.job[first, WHERE] < 0 or state.job[first, HIGH] >= BIG or day.job[first, PARTNER] >= 0:
        return
    high = BIG
    for other in day.followers[first]:
        if (
            other >= 0
            and other != job
            and state.job[other, WHERE] >= 0
            and state.job[other, WHERE] != state.job[first, WHERE]
        ):
            high = min(high, state.job[other, LOW] - day.job[first, SERVICE])
    touch(day, state, step, state.job[first, WHERE])
    pin(state, step, first, state.job[first, LOW], high)
    relabel(day, state, state.at[state.job[first, WHERE]], state.job[first, WHERE])


@kernel()
def ends_of(day, state, job, at):
    """The earliest and the latest departure of a placed job."""
    vehicle = state.job[job, WHERE]
    row = state.at[vehicle]
    release, latest = BIG, NEG
    for taken in range(day.team[vehicle, BREAK_COUNT] + 1):
        if state.latest[row, at, taken] > NEG and state.depart[row, at + 1, taken] < BIG:
            release = min(release, state.depart[row, at + 1, taken])
            latest = max(latest, state.latest[row, at, taken] + day.job[job, SERVICE])
    return release, latest


@kernel()
def place_after(day, state, step, job):
    """Insert a job after the one it needs, at the cheapest place on any route."""
    first = day.job[job, AFTER]
    if state.job[first, WHERE] < 0:
        return
    home, at = state.job[first, WHERE], position_of(state, first)
    release, latest = ends_of(day, state, first, at)
    best, vehicle, k = BIG, -1, -1
    for other in range(len(state.at)):
        if fraction(state.random) >= BLINK and takes(day, state, other, job):
            state.job[job, LOW] = NEG if other == home else release
            cost, place = best_place(day, state, other, job, at + 1 if other == home else 0, best)
            if place >= 0:
                best, vehicle, k = cost, other, place
    state.job[job, LOW] = NEG
    if vehicle >= 0:
        touch(day, state, step, vehicle)
        pin(state, step, job, NEG if vehicle == home else release, BIG)
        put(day, state, vehicle, k, job)
        if vehicle != home:
            _share(day, state, step, job, first, k, latest)


@kernel()
def _share(day, state, step, job, first, k, latest):
    # The moment between the two: as late as the first can, but not later than the second needs.
    vehicle, home = state.job[job, WHERE], state.job[first, WHERE]
    row = state.at[vehicle]
    starts = BIG
    for taken in range(day.team[vehicle, BREAK_COUNT] + 1):
        if state.depart[row, k + 1, taken] < BIG and state.latest[row, k, taken] > NEG:
            starts = min(starts, state.depart[row, k + 1, taken] - day.job[job, SERVICE])
    moment = min(latest, starts)
    touch(day, state, step, home)
    pin(state, step, job, moment, BIG)
    pin(state, step, first, state.job[first, LOW], min(state.job[first, HIGH], moment - day.job[first, SERVICE]))
    relabel(day, state, row, vehicle)
    relabel(day, state, state.at[home], home)
