"""The loop: ruin, recreate, take the step or not by simulated annealing, remember the best."""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import math

from routing.solvers.ruin_recreate.arrays import (
    BANKED,
    BEFORE,
    BEGIN,
    BEGUN,
    BEST_COST,
    BEST_KEY,
    BETTER,
    BIG,
    BREAK_COUNT,
    BY_TIME,
    HIGH,
    HOPELESS,
    JOBS,
    KEY,
    KIND,
    LEFT,
    LENGTH,
    LOW,
    MOST_MOVED,
    NOW_COST,
    NOW_KEY,
    NOW_PENALTY,
    PINS,
    POINT,
    POINTS,
    PRICE,
    ROOM,
    TOUCHED,
    WHERE,
    WORK,
)
from routing.solvers.ruin_recreate.kernel import entry, kernel
from routing.solvers.ruin_recreate.labels import earliest_arrival, first_start, relabel
from routing.solvers.ruin_recreate.links import idles
from routing.solvers.ruin_recreate.places import best_place, takes
from routing.solvers.ruin_recreate.randomness import fraction
from routing.solvers.ruin_recreate.recreate import FROM_BANK, recreate
from routing.solvers.ruin_recreate.ruin import ruin


@entry()
def run(day, state, step, best, steps, hot, cold):
    """So many steps, the temperature falling from `hot` to `cold` seconds. True if the best got better.

    The first call labels what `State.route` holds and fills in what fits before.
    """
    state.sums[BETTER] = 0
    cooling = (cold / hot) ** (1.0 / max(1, steps))
    temperature = hot
    state.sums[NOW_PENALTY] = _weigh(day, state)[1]  # what leaving out costs may have changed
    for number in range(state.sums[BEGUN] - 1, steps):
        most = FROM_BANK
        if number < 0:
            most = len(state.job)
            _begin(day, state)
        else:
            temperature *= cooling
            ruin(day, state, step)
        recreate(day, state, step, most)
        decide(day, state, step, best, temperature)
    return state.sums[BETTER] > 0


@kernel()
def _begin(day, state):
    _set_hopeless_aside(day, state)
    for vehicle in range(len(state.at)):
        relabel(day, state, state.at[vehicle], vehicle)
        _empty_if_impossible(day, state, vehicle)
    _list_left(day, state)
    state.sums[BEST_KEY] = -1
    state.sums[BEGUN] = 1


@kernel()
def _set_hopeless_aside(day, state):
    count = len(state.at)
    for vehicle in range(count):
        state.at[vehicle] += count  # the spare rows are empty
        relabel(day, state, vehicle + count, vehicle)
    for job in range(len(state.job)):
        hopeless = state.job[job, WHERE] < 0
        for vehicle in range(count):
            if hopeless and takes(day, state, vehicle, job):
                hopeless = best_place(day, state, vehicle, job, 0, BIG)[1] < 0
        if hopeless:
            state.job[job, WHERE] = HOPELESS
    for vehicle in range(count):
        state.at[vehicle] -= count


@kernel()
def _empty_if_impossible(day, state, vehicle):
    # Leaving stops out helps only where roads keep the triangle's rule; where it did not, the stops are tried anew.
    row = state.at[vehicle]
    if state.row[row, LENGTH] == 0:
        return
    time = day.legs[BY_TIME, day.team[vehicle, KIND], day.team[vehicle, BEGIN], state.route[row, 0]]
    for taken in range(day.team[vehicle, BREAK_COUNT] + 1):
        at = earliest_arrival(day, vehicle, state.depart[row, 0], taken, time)
        if at < BIG and first_start(day, state, state.route[row, 0], at) <= state.latest[row, 0, taken]:
            return
    for k in range(state.row[row, LENGTH]):
        state.job[state.route[row, k], WHERE] = -1
    state.row[row, LENGTH] = 0
    relabel(day, state, row, vehicle)


@kernel()
def decide(day, state, step, best, temperature):
    """Keep the step or take it back."""
    key, penalty, cost, moved = _weigh(day, state)
    fresh = state.sums[BEST_KEY] < 0
    gain = state.sums[NOW_PENALTY] + state.sums[NOW_COST] - penalty - cost
    taken = gain > temperature * math.log(max(1e-300, fraction(state.random)))
    if moved > state.sums[MOST_MOVED] or (day.numbers[4] and _someone_idles(day, state, step)):
        taken = False
    if taken or fresh:
        state.sums[NOW_KEY], state.sums[NOW_PENALTY], state.sums[NOW_COST] = key, penalty, cost
        _list_left(day, state)
        better = key < state.sums[BEST_KEY] or (key == state.sums[BEST_KEY] and cost < state.sums[BEST_COST])
        if better or fresh:
            _remember(state, best, key, cost)
    else:
        _take_back(state, step)
    for index in range(step.counts[TOUCHED]):
        step.mark[step.touched[index]] = False
    for index in range(step.counts[JOBS]):
        step.gone[step.jobs[index]] = False
    step.counts[TOUCHED] = step.counts[JOBS] = step.counts[PINS] = 0


@kernel()
def _weigh(day, state):
    key, penalty, cost, moved = 0, 0, 0, 0
    for job in range(len(state.job)):
        vehicle = state.job[job, WHERE]
        if vehicle < 0:
            key += day.job[job, KEY]
            penalty += state.sums[LEFT] + state.sums[POINT] * day.job[job, POINTS]
        moved += day.job[job, BEFORE] >= 0 and vehicle != day.job[job, BEFORE]
    squares, total = 0.0, 0.0
    for vehicle in range(len(state.at)):
        row = state.at[vehicle]
        cost += state.row[row, PRICE]
        if day.team[vehicle, ROOM] > 0:
            squares += state.row[row, WORK] ** 2 / day.team[vehicle, ROOM]
            total += state.row[row, WORK]
    if day.numbers[1] > 0.0:
        cost += int(day.numbers[1] * (squares - total**2 / day.numbers[5]))
    return key, penalty, cost, moved


@kernel()
def _someone_idles(day, state, step):
    for index in range(step.counts[TOUCHED]):  # noqa: SIM110 - kernels know no generators
        if idles(day, state, step.touched[index]) >= 0:
            return True
    return False


@kernel()
def _list_left(day, state):
    count = 0
    for job in range(len(state.job)):
        if state.job[job, WHERE] == -1:
            state.bank[count] = job
            count += 1
    state.sums[BANKED] = count


@kernel()
def _remember(state, best, key, cost):
    state.sums[BEST_KEY], state.sums[BEST_COST] = key, cost
    state.sums[BETTER] += 1
    for job in range(len(state.job)):
        best.bounds[job, 0], best.bounds[job, 1] = state.job[job, LOW], state.job[job, HIGH]
    for vehicle in range(len(state.at)):
        row = state.at[vehicle]
        length = state.row[row, LENGTH]
        best.length[vehicle] = length
        for k in range(length):
            best.route[vehicle, k] = state.route[row, k]


@kernel()
def _take_back(state, step):
    count = len(state.at)
    for index in range(step.counts[TOUCHED]):
        row = state.at[step.touched[index]]
        state.at[step.touched[index]] = row + count if row < count else row - count
    for index in range(step.counts[JOBS]):
        state.job[step.jobs[index], WHERE] = step.was[index]
    for index in range(step.counts[PINS] - 1, -1, -1):
        job = step.pins[index, 0]
        state.job[job, LOW], state.job[job, HIGH] = step.pins[index, 1], step.pins[index, 2]
