"""Ruin: strings of neighboring stops leave neighboring routes (Christiaens & Vanden Berghe 2020, *Slack Induction by
String Removals for Vehicle Routing Problems*, doi 10.1287/trsc.2019.0914), and with them what their links need.
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from routing.solvers.ruin_recreate.arrays import BANKED, JOBS, LENGTH, LINKED, MATES, PARTNER, TOUCHED, WHERE
from routing.solvers.ruin_recreate.kernel import kernel
from routing.solvers.ruin_recreate.labels import relabel
from routing.solvers.ruin_recreate.links import idles, set_free, touch
from routing.solvers.ruin_recreate.randomness import below, fraction

AVERAGE, LONGEST = 10.0, 10.0
"""Stops removed in a step on average, and in one string at most."""
SPLIT, KEEP_ON = 0.5, 0.5
"""How often a string leaves some stops standing in its middle, and how likely one more."""
FROM_BANK = 0.3
"""How often the ruin is around a job that is left out, if there is any."""


@kernel()
def ruin(day, state, step):
    """Remove strings of stops around a random job."""
    used, stops = 0, 0
    for vehicle in range(len(state.at)):
        length = state.row[state.at[vehicle], LENGTH]
        used += length > 0
        stops += length
    longest = min(LONGEST, stops / max(1, used))
    strings = int(fraction(state.random) * (4.0 * AVERAGE / (1.0 + longest) - 1.0) + 1.0)
    if state.sums[BANKED] > 0 and fraction(state.random) < FROM_BANK:
        center = state.bank[below(state.random, state.sums[BANKED])]
    else:
        center = below(state.random, len(state.job))
    for job in day.near[center]:
        if strings <= 0:
            break
        vehicle = state.job[job, WHERE]
        if vehicle >= 0 and not step.mark[vehicle]:
            touch(day, state, step, vehicle)
            _mark_string(state, step, vehicle, job, longest)
            strings -= 1
    carry_out(day, state, step)


@kernel()
def _mark_string(state, step, vehicle, job, longest):
    row = state.at[vehicle]
    length = state.row[row, LENGTH]
    string = min(length, int(fraction(state.random) * min(length, longest) + 1.0))
    kept = 0
    if 1 < string < length and fraction(state.random) < SPLIT:
        kept = 1
        while string + kept < length and fraction(state.random) < KEEP_ON:
            kept += 1
    span = string + kept
    at = 0
    while state.route[row, at] != job:
        at += 1
    first = max(0, at - span + 1)
    first += below(state.random, min(at, length - span) - first + 1)
    hole = first + 1 + below(state.random, max(1, string - 1)) if kept else first
    for k in range(first, first + span):
        if not (kept and hole <= k < hole + kept):
            mark(state, step, state.route[row, k])


@kernel()
def mark(state, step, job):
    """Note a placed job as one to be removed."""
    if not step.gone[job] and state.job[job, WHERE] >= 0:
        step.gone[job] = True
        step.jobs[step.counts[JOBS]] = job
        step.was[step.counts[JOBS]] = state.job[job, WHERE]
        step.counts[JOBS] += 1


@kernel()
def carry_out(day, state, step):
    """Remove what is marked, with what its links need, until nobody idles too long before a joint visit."""
    done = 0
    while done < step.counts[JOBS]:
        begin = done
        while done < step.counts[JOBS]:  # grows while it is read
            job = step.jobs[done]
            if day.job[job, LINKED]:
                _mark_linked(day, state, step, job)
            touch(day, state, step, state.job[job, WHERE])
            done += 1
        for index in range(begin, done):
            state.job[step.jobs[index], WHERE] = -1
        for index in range(step.counts[TOUCHED]):
            _close_ranks(day, state, step, step.touched[index])
        for index in range(begin, done):
            if day.job[step.jobs[index], LINKED]:
                set_free(day, state, step, step.jobs[index])
        for index in range(step.counts[TOUCHED]):
            job = idles(day, state, step.touched[index]) if day.numbers[4] else -1
            if job >= 0:
                mark(state, step, job)


@kernel()
def _mark_linked(day, state, step, job):
    if day.job[job, MATES] >= 0:
        for mate in day.group_members[day.job[job, MATES]]:
            if mate >= 0:
                mark(state, step, mate)
    if day.job[job, PARTNER] >= 0:
        mark(state, step, day.job[job, PARTNER])
    for follower in day.followers[job]:
        if follower >= 0:
            mark(state, step, follower)


@kernel()
def _close_ranks(day, state, step, vehicle):
    row = state.at[vehicle]
    kept = 0
    for k in range(state.row[row, LENGTH]):
        job = state.route[row, k]
        if not step.gone[job]:
            state.route[row, kept] = job
            kept += 1
    state.row[row, LENGTH] = kept
    relabel(day, state, row, vehicle)
