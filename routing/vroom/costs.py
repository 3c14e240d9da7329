"""What a route costs by VROOM's own sum, and which of two plans VROOM would prefer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from routing.vroom.ground import Ground
from routing.vroom.plan import TimedPlan
from routing.vroom.request import AskedVehicle
from routing.vroom.timing import TimedStep


def route_cost(ground: Ground, vehicle: AskedVehicle, steps: Sequence[TimedStep]) -> int:
    """The cost of a used vehicle's route in whole seconds; rounded once for each route, halves upwards."""
    costs, cells = vehicle.costs, ground.matrices[vehicle.profile].costs
    if cells is not None:
        places = [step.spot.place for step in steps if step.spot is not None]
        legs = list(pairwise(places))[0 if vehicle.start else 1 : None if vehicle.end else -1]
        return costs.fixed + sum(int(cells[leg]) for leg in legs)
    seconds, metres = steps[-1].travel, steps[-1].distance
    return costs.fixed + math.floor(seconds * costs.per_hour / 3600 + metres * costs.per_km / 1000 + 0.5)


def worth(plan: TimedPlan) -> tuple[int, int, int]:
    """Less is better: priority left out, jobs left out, cost."""
    request = plan.ground.request
    left = sum(job.priority for job in request.jobs if job.id in plan.left)
    cost = sum(route_cost(plan.ground, v, plan.routes[v.id]) for v in request.vehicles if v.id in plan.routes)
    return left, len(plan.left), cost
