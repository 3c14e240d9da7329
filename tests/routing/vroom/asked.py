"""Small problems in VROOM's format, told in minutes on a line of places ten minutes apart; place 0 is the depot."""

from __future__ import annotations

import json
from typing import Any

from routing.schedule import time_route
from routing.solution import Solution
from routing.vroom import Ground, Request, TimedPlan, answer, human_plan, make_ground, make_problem, read_request

MINUTE = 60
type Asked = dict[str, Any]


def job(number: int, place: int, *windows: tuple[int, int], **more: Any) -> Asked:
    """A job of half an hour."""
    spans = {"time_windows": [[a * MINUTE, b * MINUTE] for a, b in windows]} if windows else {}
    return {"id": number, "location_index": place, "service": 30 * MINUTE, **spans, **more}


def rest(number: int, first: int, last: int, minutes: int = 30) -> Asked:
    """A break."""
    return {"id": number, "time_windows": [[first * MINUTE, last * MINUTE]], "service": minutes * MINUTE}


def vehicle(number: int, *breaks: Asked, **more: Any) -> Asked:
    """A vehicle from and to the depot, with ten hours."""
    rests = {"breaks": list(breaks)} if breaks else {}
    return {"id": number, "start_index": 0, "end_index": 0, "time_window": [0, 600 * MINUTE], **rests, **more}


def steps(*names: str | int) -> list[Asked]:
    """Jobs by number, breaks as ``"break 1"``, with start and end around them."""
    between = [
        {"type": "job", "id": name} if isinstance(name, int) else {"type": "break", "id": int(name.split()[1])}
        for name in names
    ]
    return [{"type": "start"}, *between, {"type": "end"}]


def problem(jobs: list[Asked], vehicles: list[Asked], places: int = 6, **more: Any) -> Asked:
    """A whole problem; a minute is a kilometer."""
    minutes = [[10 * abs(a - b) for b in range(places)] for a in range(places)]
    scaled = {
        "durations": [[cell * MINUTE for cell in row] for row in minutes],
        "distances": [[cell * 1000 for cell in row] for row in minutes],
    }
    return {"jobs": jobs, "vehicles": vehicles, "matrices": {"car": scaled}, **more}


def read(asked: Asked) -> Request:
    """As the command reads it."""
    return read_request(json.dumps(asked))


def ground(asked: Asked) -> Ground:
    """On its own matrices."""
    return make_ground(read(asked))


def judged(asked: Asked) -> TimedPlan:
    """What its steps make."""
    return human_plan(ground(asked))


def answered(plan: TimedPlan) -> Asked:
    """VROOM's answer."""
    return answer(plan, {"loading": 0, "solving": 0})


def placed(asked: Asked, **orders: list[int]) -> tuple[Ground, Solution]:
    """A solution as a search gives it: orders by vehicle, as ``v1=[3, 4]``."""
    here = ground(asked)
    searched = make_problem(here)
    routes = tuple(
        time_route(searched, each.id, [str(number) for number in orders.get(f"v{each.id}", [])])
        for each in searched.vehicles
    )
    return here, Solution(routes)
