"""Beside VROOM itself, where it is installed (``pip install pyvroom``): each keeps what the other has answered."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from routing.solvers.settle import settle
from routing.vroom import make_problem, solved_plan
from tests.routing.vroom.asked import Asked, answered, ground, judged

peer: Any = pytest.importorskip("vroom")
SAME = (
    "cost",
    "routes",
    "unassigned",
    "delivery",
    "pickup",
    "setup",
    "service",
    "duration",
    "waiting_time",
    "priority",
)


def drawn(seed: int) -> Asked:
    """A day of a dozen jobs that share places, with everything both know."""
    random = Random(seed)
    spots = [(random.random() * 9000, random.random() * 9000) for _ in range(9)]
    metres = [[round(abs(a - c) + abs(b - d)) for c, d in spots] for a, b in spots]
    jobs = [_drawn_job(random, number) for number in range(1, 13)]
    vehicles = [_drawn_vehicle(random, number) for number in (1, 2, 3)]
    matrix = {"durations": [[cell // 7 for cell in row] for row in metres], "distances": metres}
    return {"jobs": jobs, "vehicles": vehicles, "matrices": {"car": matrix}}


def _drawn_job(random: Random, number: int) -> Asked:
    opens = random.randrange(30_000, 50_000)
    found = {"id": number, "location_index": random.randrange(2, 9), "service": 900, "priority": random.randrange(100)}
    found |= {"setup": random.choice((0, 180)), "delivery": [random.randrange(4)]}
    windows = [[opens, opens + 5000], [opens + 6000, opens + 9000]][: random.randrange(3)]
    found |= {"time_windows": windows} if windows else {}
    return found | {"skills": random.choice(([], [1]))}


def _drawn_vehicle(random: Random, number: int) -> Asked:
    noon = random.randrange(40_000, 43_000)
    rests = [(noon, 3600, 1800), (53_000, 1000, 600)][: random.randrange(3)]
    breaks = [{"id": n, "time_windows": [[a, a + b]], "service": c} for n, (a, b, c) in enumerate(rests)]
    costs = {"fixed": random.choice((0, 300)), "per_km": random.choice((0, 100))}
    ends = {"start_index": 0, **({"end_index": 1} if number > 1 else {})}
    shift = {"time_window": [30_000, 58_000], "capacity": [12], "skills": [number % 2], "max_tasks": 6}
    speed = {"speed_factor": random.choice((1, 1, 0.8, 1.33))}
    return {"id": number, **ends, **shift, **speed, "breaks": breaks, "costs": costs}


def with_steps(asked: Asked, told: Asked) -> Asked:
    """The problem with the routes of an answer laid down."""
    routes = {route["vehicle"]: route["steps"] for route in told["routes"]}
    vehicles = [{**each, "steps": routes[each["id"]]} if each["id"] in routes else each for each in asked["vehicles"]]
    return {**asked, "vehicles": vehicles}


def load(asked: Asked) -> Any:
    found = peer.Input()
    found._from_json(json.dumps(asked), False)  # what Input.from_json does with a file's text
    return found


@pytest.mark.parametrize("seed", range(12))
def test_each_keeps_what_the_other_has_answered(seed: int) -> None:
    asked = drawn(seed)
    here = ground(asked)
    ours = answered(solved_plan(here, settle(make_problem(here), {})))
    checked = load(with_steps(asked, ours)).check(1).to_dict()["summary"]
    assert not checked["violations"]
    assert [checked.get(key) for key in SAME] == [ours["summary"].get(key) for key in SAME]
    theirs = load(asked).solve(3, 1).to_dict()
    judgement = judged(with_steps(asked, theirs))
    assert not judgement.violations
    same = answered(judgement)["summary"]
    assert [same[key] for key in SAME] == [theirs["summary"][key] for key in SAME]
