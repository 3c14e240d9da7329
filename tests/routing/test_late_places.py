"""One job tried at every place of an order is as late there as the route timed anew, and no place is less late."""

from __future__ import annotations

from random import Random

import pytest

from routing.labels import Tries
from routing.late_places import least_late
from routing.schedule import lateness, time_route
from tests.routing.solvers.problems import RULES, day


@pytest.mark.parametrize("seed", range(25))
def test_every_place_is_as_late_as_the_route_timed_anew(seed: int) -> None:
    random = Random(seed)
    crowded = day(9, 2, random.sample(list(RULES), 3), seed)
    vehicle, jobs = random.choice(crowded.vehicles), list(crowded.jobs)
    random.shuffle(jobs)
    job, order = jobs[0], [each.id for each in jobs[1 : random.randint(1, 8)]]
    floors = {each: random.randrange(40_000) for each in order[:1]}
    tries, known = Tries(crowded, vehicle, order, floors), []
    for position in range(len(order) + 1):
        tried = [*order[:position], job.id, *order[position:]]
        late = lateness(crowded, vehicle.id, tried, floors)
        assert tries.lateness(position, job) == late
        assert tries.lateness(position, job, late) == late
        assert tries.lateness(position, job, late - 1) is None
        alone = lateness(crowded, vehicle.id, tried)
        known.append((alone, time_route(crowded, vehicle.id, tried).travel_time, position))
        assert tries.travel(position, job) == known[-1][1]
    assert least_late(crowded, vehicle.id, order, job.id) == min(known)[2]
    assert least_late(crowded, vehicle.id, order, job.id, len(order)) == len(order)
