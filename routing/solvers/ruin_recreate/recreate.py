"""Recreate: the removed jobs and some of the left out go back, each to its cheapest place, in an order drawn by lot."""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from routing.solvers.ruin_recreate.arrays import (
    AFTER,
    BANKED,
    BEGIN,
    BIG,
    BY_TIME,
    JOBS,
    KEY,
    LENGTH,
    PARTNER,
    ROOM,
    STAMP,
    TWIN,
    VERSION,
    WHERE,
    WINDOW_COUNT,
    WORK,
)
from routing.solvers.ruin_recreate.joint import place_joint
from routing.solvers.ruin_recreate.kernel import inlined, kernel
from routing.solvers.ruin_recreate.links import place_after, touch
from routing.solvers.ruin_recreate.places import added_work, best_place, put, takes
from routing.solvers.ruin_recreate.randomness import below, fraction

BLINK = 0.01
"""How often a route is overlooked (a place in the paper: here the best place of a route stays known)."""
FROM_BANK = 12
"""At most so many of the left out are tried in a step."""
NEIGHBORS = 40
"""In a large day only routes that hold one of so many nearest jobs are tried, and empty ones."""
LARGE = 40
"""A day is large from so many vehicles on."""


@kernel()
def recreate(day, state, step, most):
    """Insert what can be inserted; `most` of the bank are tried."""
    for index in range(min(state.sums[BANKED], most)):
        other = index + below(state.random, state.sums[BANKED] - index)
        state.bank[index], state.bank[other] = state.bank[other], state.bank[index]
        _list(step, state.bank[index])
    _sort(day, state, step)
    for index in range(step.counts[JOBS]):
        _place(day, state, step, step.jobs[index])
    if day.followers.shape[1] > 0:
        for _ in range(2):  # a job may have been tried before the one it needs
            for index in range(step.counts[JOBS]):
                if day.job[step.jobs[index], AFTER] >= 0:
                    _place(day, state, step, step.jobs[index])


@kernel()
def _list(step, job):
    if not step.gone[job]:
        step.gone[job] = True
        step.jobs[step.counts[JOBS]], step.was[step.counts[JOBS]] = job, -1
        step.counts[JOBS] += 1


@kernel()
def _place(day, state, step, job):
    if state.job[job, WHERE] != -1:
        return
    if day.job[job, PARTNER] >= 0:
        _list(step, day.job[job, PARTNER])
        place_joint(day, state, step, job, day.job[job, PARTNER])
    elif day.job[job, AFTER] >= 0:
        place_after(day, state, step, job)
    else:
        vehicle, k = cheapest(day, state, step, job)
        if vehicle >= 0:
            touch(day, state, step, vehicle)
            put(day, state, vehicle, k, job)


@kernel()
def _sort(day, state, step):
    # By lot, weight, distance from the first depot, narrowness of the windows, or opening; as the paper draws it.
    drawn = fraction(state.random) * 13.0
    count = step.counts[JOBS]
    for index in range(count):
        job = step.jobs[index]
        if drawn < 4.0:
            step.order[index] = fraction(state.random)
        elif drawn < 7.0:
            step.order[index] = -day.job[job, KEY] + fraction(state.random)
        elif drawn < 9.0:
            step.order[index] = -day.legs[BY_TIME, 0, day.team[0, BEGIN], job]
        elif drawn < 10.0:
            step.order[index] = day.legs[BY_TIME, 0, day.team[0, BEGIN], job]
        elif drawn < 12.0:
            step.order[index] = 0.0
            for w in range(day.job[job, WINDOW_COUNT]):
                step.order[index] += day.windows[job, w, 1] - day.windows[job, w, 0]
        else:
            step.order[index] = day.windows[job, 0, 0]
    for index in range(1, count):
        key, job, was = step.order[index], step.jobs[index], step.was[index]
        at = index
        while at > 0 and step.order[at - 1] > key:
            step.order[at], step.jobs[at], step.was[at] = step.order[at - 1], step.jobs[at - 1], step.was[at - 1]
            at -= 1
        step.order[at], step.jobs[at], step.was[at] = key, job, was


@kernel()
def cheapest(day, state, step, job):
    """(vehicle, position) of the cheapest place for a job that has no links but mates; -1, -1 for none."""
    best, vehicle, position = BIG, -1, -1
    step.counts[STAMP] += 1
    total = _work(day, state) if day.numbers[1] > 0.0 else 0.0
    count = len(state.at)
    if count >= LARGE:
        for index in range(min(NEIGHBORS, day.near.shape[1])):
            other = state.job[day.near[job, index], WHERE]
            if other >= 0 and step.stamp[other] != step.counts[STAMP]:
                step.stamp[other] = step.counts[STAMP]
                best, vehicle, position = _try(day, state, step, job, other, total, best, vehicle, position)
    for other in range(count):
        row = state.at[other]
        if count >= LARGE and state.row[row, LENGTH] > 0:
            continue
        if state.row[row, LENGTH] == 0:
            first = day.team[other, TWIN]
            if step.stamp[first] == -step.counts[STAMP]:
                continue  # an empty one exactly like it has been tried
            step.stamp[first] = -step.counts[STAMP]
        best, vehicle, position = _try(day, state, step, job, other, total, best, vehicle, position)
    return vehicle, position


@kernel()
def _work(day, state):
    total = 0.0
    for vehicle in range(len(state.at)):
        if day.team[vehicle, ROOM] > 0:
            total += state.row[state.at[vehicle], WORK]
    return total


@inlined()
def _try(day, state, step, job, vehicle, total, best, chosen, position):
    if fraction(state.random) < BLINK or not takes(day, state, vehicle, job):
        return best, chosen, position
    cost, place = _known_place(day, state, job, vehicle, best if day.numbers[1] == 0.0 else BIG)
    if place >= 0 and day.numbers[1] > 0.0 and day.team[vehicle, ROOM] > 0:
        row = state.at[vehicle]
        work, added = state.row[row, WORK], added_work(day, state, row, vehicle, place, job)
        change = ((work + added) ** 2 - work**2) / day.team[vehicle, ROOM]
        change -= ((total + added) ** 2 - total**2) / day.numbers[5]
        cost += int(day.numbers[1] * change)
    if place >= 0 and cost < best:
        return cost, vehicle, place
    return best, chosen, position


@inlined()
def _known_place(day, state, job, vehicle, limit):
    # What was found before holds as long as the route is the same: (version, cost, position), or nothing below a cost.
    version = state.row[state.at[vehicle], VERSION]
    if state.known[job, vehicle, 0] == version:
        cost, place = state.known[job, vehicle, 1], state.known[job, vehicle, 2]
        if place >= 0 or cost >= limit:
            return cost, place
    cost, place = best_place(day, state, vehicle, job, 0, limit)
    state.known[job, vehicle, 0], state.known[job, vehicle, 1], state.known[job, vehicle, 2] = version, cost, place
    return cost, place
