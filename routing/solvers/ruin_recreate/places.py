"""The cheapest place for a job in one route, and where it stands once it is put there."""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from routing.solvers.ruin_recreate.arrays import (
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
    FORBIDDEN,
    HIGH,
    KIND,
    LENGTH,
    LOW,
    MATES,
    MOST_JOBS,
    MOST_TRAVEL,
    NEG,
    NOWHERE,
    PARTNER,
    POSITION,
    SERVICE,
    SOFT,
    SOFTS,
    TIMED,
    WHERE,
    WINDOW_COUNT,
)
from routing.solvers.ruin_recreate.kernel import inlined, kernel
from routing.solvers.ruin_recreate.labels import (
    MISPLACED,
    arrive,
    earliest_arrival,
    first_start,
    latest_departure,
    misplaced,
    relabel,
    timed_cost,
)


@inlined()
def takes(day, state, vehicle, job):
    """Whether the vehicle has what the job needs beside time: skill, number, load, its group, the budget of moves."""
    row = state.at[vehicle]
    if not day.extra[vehicle, job] < FORBIDDEN or state.row[row, LENGTH] >= day.team[vehicle, MOST_JOBS]:
        return False
    for d in range(day.capacity.shape[1]):
        if state.load[row, d] + day.amount[job, d] > day.capacity[vehicle, d]:
            return False
    if day.job[job, MATES] >= 0:
        for mate in day.group_members[day.job[job, MATES]]:
            if mate >= 0 and state.job[mate, WHERE] >= 0 and state.job[mate, WHERE] != vehicle:
                return False
    return True


@inlined()
def fits(day, state, row, vehicle, k, job, into, out):
    """Whether a job can be served between stop k - 1 and stop k, after and before legs of these times."""
    depart, latest = state.depart[row, k], state.latest[row, k]
    count, service = day.team[vehicle, BREAK_COUNT], day.job[job, SERVICE]
    if count == 0:
        start = first_start(day, state, job, depart[0] + into)
        return start < BIG and start + service + out <= latest[0]
    if count == 1:
        rest = day.rest[vehicle, 0, 1]
        ready = depart[0] + into
        rested = depart[1] + into
        if depart[0] <= rest[0]:
            rested = min(rested, max(ready + rest[2], rest[1]))
        start = first_start(day, state, job, rested) if rested < BIG else BIG
        if start < BIG and start + service + out <= latest[1]:
            return True
        start = first_start(day, state, job, ready)
        if start >= BIG:
            return False
        leave = start + service
        return leave + out <= latest[0] or (leave <= rest[0] and max(leave + out + rest[2], rest[1]) <= latest[1])
    return _fits_with_breaks(day, state, vehicle, job, depart, latest, into, out)


@kernel()
def _fits_with_breaks(day, state, vehicle, job, depart, latest, into, out):
    count = day.team[vehicle, BREAK_COUNT]
    for taken in range(count + 1):
        at = earliest_arrival(day, vehicle, depart, taken, into)
        start = first_start(day, state, job, at) if at < BIG else BIG
        if start < BIG:
            for then in range(taken, count + 1):
                if arrive(day, vehicle, start + day.job[job, SERVICE], taken, then, out) <= latest[then]:
                    return True
    return False


@kernel()
def may_stand(day, route, length, k, job):
    """Whether positions that were asked for, its own and those of others, allow it before stop k."""
    own = day.job[job, POSITION]
    if own != NOWHERE and (k > own if own >= 0 else length - k > -own - 1):
        return False
    for index in range(length):
        wanted = day.job[route[index], POSITION]
        if wanted == NOWHERE:
            continue
        if wanted >= 0:
            if k <= index and index + 1 > wanted:
                return False
        elif k > index and length - index > -wanted - 1:
            return False
    return True


@kernel()
def surcharge(day, state, row, vehicle, k, job):
    """What the insertion changes in the costs that depend on times and positions."""
    length = state.row[row, LENGTH]
    order = state.spare_route
    for index in range(length + 1):
        order[index] = state.route[row, index if index < k else index - 1]
    order[k] = job
    cost = timed_cost(day, state, vehicle, order, length + 1) - state.row[row, TIMED]
    if state.row[row, FIXES] or day.job[job, POSITION] != NOWHERE:
        cost += MISPLACED * (misplaced(day, order, length + 1) - misplaced(day, state.route[row], length))
    return cost


@inlined()
def is_special(day, state, row, job):
    """Whether some stop of the route, or the job, has a position."""
    return state.row[row, FIXES] > 0 or day.job[job, POSITION] != NOWHERE


@inlined()
def is_soft(day, state, row, vehicle, job):
    """Whether times would cost on the route with the job in it."""
    late = day.last[vehicle, day.team[vehicle, BREAK_COUNT]] > day.team[vehicle, DUE]
    return late or state.row[row, SOFTS] > 0 or day.job[job, SOFT] > 0


@inlined()
def admits(day, state, row, vehicle, k, job, here, behind):
    """Whether positions and the limit on travel allow the job before stop k, between these two nodes."""
    if is_special(day, state, row, job) and not may_stand(day, state.route[row], state.row[row, LENGTH], k, job):
        return False
    return day.team[vehicle, MOST_TRAVEL] >= BIG or _within_travel(day, state, row, vehicle, here, job, behind)


@kernel()
def best_place(day, state, vehicle, job, begin, limit):
    """(cost, position) of the cheapest place from `begin` on that is cheaper than `limit`; position -1 for none."""
    row = state.at[vehicle]
    route, length = state.route[row], state.row[row, LENGTH]
    cost = day.legs[BY_COST, day.team[vehicle, KIND]]
    soft = is_soft(day, state, row, vehicle, job)
    credit = state.row[row, TIMED] if soft else 0
    closes = min(state.job[job, HIGH], day.windows[job, day.job[job, WINDOW_COUNT] - 1, 1])
    extra = day.extra[vehicle, job] + (day.team[vehicle, FIXED] if length == 0 else 0)
    best, position = limit, -1
    behind = day.team[vehicle, BEGIN] if begin == 0 else route[begin - 1]
    for k in range(begin, length + 1):
        here, behind = behind, route[k] if k < length else day.team[vehicle, FINISH]
        if state.depart[row, k, 0] > closes:
            break
        delta = cost[here, job] + cost[job, behind] + extra
        if length > 0:
            delta -= cost[here, behind]
        if delta - credit < best and _fits_between(day, state, row, vehicle, k, job, here, behind):
            if soft or is_special(day, state, row, job):
                delta += surcharge(day, state, row, vehicle, k, job)
            if delta < best:
                best, position = delta, k
    return best, position


@inlined()
def _fits_between(day, state, row, vehicle, k, job, here, behind):
    time = day.legs[BY_TIME, day.team[vehicle, KIND]]
    into, out = time[here, job], time[job, behind]
    if not fits(day, state, row, vehicle, k, job, into, out):
        return False
    meets = k == 0 and state.row[row, LENGTH] > 0 and day.job[state.route[row, 0], PARTNER] >= 0
    if meets and _idle_after(day, state, row, job, into, out) > day.numbers[3]:
        return False
    return admits(day, state, row, vehicle, k, job, here, behind)


@kernel()
def _idle_after(day, state, row, job, into, out):
    # Before the joint visit that comes first now, if this job comes before it. (Without a rest; before it none idles.)
    start = first_start(day, state, job, state.depart[row, 0, 0] + into)
    return state.job[state.route[row, 0], LOW] - (start + day.job[job, SERVICE] + out)


@kernel()
def _within_travel(day, state, row, vehicle, here, job, behind):
    travel = day.legs[BY_TRAVEL, day.team[vehicle, KIND]]
    added = travel[here, job] + travel[job, behind]
    if state.row[row, LENGTH] > 0:
        added -= travel[here, behind]
    return state.row[row, DRIVE] + added <= day.team[vehicle, MOST_TRAVEL]


@kernel()
def added_work(day, state, row, vehicle, k, job):
    """Seconds of work (travel, set-up and service) that the insertion adds."""
    time = day.legs[BY_TIME, day.team[vehicle, KIND]]
    length = state.row[row, LENGTH]
    here = state.route[row, k - 1] if k > 0 else day.team[vehicle, BEGIN]
    behind = state.route[row, k] if k < length else day.team[vehicle, FINISH]
    added = time[here, job] + day.job[job, SERVICE] + time[job, behind]
    return added - time[here, behind] if length > 0 else added


@kernel()
def put(day, state, vehicle, k, job):
    """Insert the job before stop k of the vehicle's present row, and label the row anew."""
    row = state.at[vehicle]
    length = state.row[row, LENGTH]
    for index in range(length, k, -1):
        state.route[row, index] = state.route[row, index - 1]
    state.route[row, k] = job
    state.row[row, LENGTH] = length + 1
    state.job[job, WHERE] = vehicle
    relabel(day, state, row, vehicle)


@kernel()
def span_at(day, state, vehicle, k, job, taken):
    """(earliest, latest) start of a job before stop k with so many breaks taken by then; (BIG, NEG) for never."""
    row = state.at[vehicle]
    time = day.legs[BY_TIME, day.team[vehicle, KIND]]
    here = state.route[row, k - 1] if k > 0 else day.team[vehicle, BEGIN]
    behind = state.route[row, k] if k < state.row[row, LENGTH] else day.team[vehicle, FINISH]
    at = earliest_arrival(day, vehicle, state.depart[row, k], taken, time[here, job])
    leave = latest_departure(day, vehicle, state.latest[row, k], taken, time[job, behind])
    if at >= BIG or leave <= NEG:
        return BIG, NEG
    return at, leave - day.job[job, SERVICE]
