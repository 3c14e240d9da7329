"""Days and plans made without a search: straight roads, and any order a hand could have left behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from planner.day import edit, locking
from planner.day.travel import DayTravel, day_places
from planner.model import Coordinates, Day, Plan, Route, Shift, Stop, Visit, Window, Wish
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import load_pack
from planner.translate import DayProblem, make_problem
from routing.problem import Coordinates as Point
from routing.roads.straight_line import StraightLine
from routing.weights import PLAIN_WEIGHTS, Weights
from tests.builders import day, visit

OPEN = ClosedDays()
PACK = replace(load_pack(), longest=None)
"""The house floor, and stays as long as a story needs them."""
SOME = datetime(2026, 11, 24, tzinfo=UTC)
NOTHING_SPECIAL: Mapping[str, int] = {}


def framed(the_day: Day, weights: Weights = PLAIN_WEIGHTS) -> DayProblem:
    """A day as a problem, on straight roads."""
    places = day_places(the_day)
    times = StraightLine().matrix([Point(*place) for place in places], "car")
    windows, blocked = gate.windows(PACK, OPEN, the_day)
    travel = DayTravel(tuple(map(Coordinates._make, places)), {"car": times}, "straight_line")
    return make_problem(the_day, windows, blocked, travel, timedelta(minutes=3), weights)


def planned(dp: DayProblem, orders: Mapping[UUID, Iterable[UUID]]) -> Plan:
    """The plan in which these visits stand in these orders, by shift."""
    routes = tuple(
        Route(shift.id, tuple(Stop(visit_id, SOME, SOME, SOME) for visit_id in orders.get(shift.id, ())), SOME, SOME)
        for shift in dp.day.shifts
    )
    return edit.follow(dp, Plan(dp.day.id, routes))


def any_day(random: Random, visits: int, teams: int) -> Day:
    """A crowded day of every kind of visit and shift."""
    the_day = day(*(_any_visit(random, number) for number in range(visits)), teams=teams)
    shifts = [_any_shift(random, shift) for shift in the_day.shifts]
    if random.random() < 0.3:  # a person who is in two teams
        shifts[1] = replace(shifts[1], members=(shifts[0].members[0], *shifts[1].members[1:]))
    return replace(the_day, shifts=tuple(shifts))


def _any_visit(random: Random, number: int) -> Visit:
    made = visit(number, north=random.gauss(0, 4000), east=random.gauss(0, 4000), minutes=random.choice((15, 30, 45)))
    earlier = f"V-{random.randrange(number)}" if number else ""
    kinds: Sequence[Mapping[str, object]] = (
        *({},) * 6,
        {"windows": (Window(time(9), time(11)),)},
        {"windows": (Window(time(13), time(14)), Window(time(16), time(18)))},
        {"windows": (Window(time(18, 30), time(20, 30)),)},
        {"approved_by": ""},
        {"after": earlier},
        {"same_team_as": earlier},
        {"two_teams": True},
        {"skills": frozenset({"sign"})},
        {"only_teams": frozenset({"Team 1"})},
        {"wish": Wish(time(15), None)},
    )
    if number and random.random() < 0.15:
        made = replace(made, address=replace(made.address, text="Maple Road 0, Emberford"))
    return replace(made, **random.choice(kinds))  # type: ignore[arg-type]


def _any_shift(random: Random, shift: Shift) -> Shift:
    return replace(
        shift,
        max_overtime=timedelta(minutes=random.choice((0, 0, 60))),
        max_visits=random.choice((None, None, 4)),
        breaks=random.choice(((), shift.breaks)),
        start_at=random.choice((shift.start_at, None)),
    )


def any_plan(random: Random, dp: DayProblem) -> Plan:
    """Most visits somewhere, some settled, some begun, and some days under way."""
    orders: dict[UUID, list[UUID]] = {shift.id: [] for shift in dp.day.shifts}
    for each in dp.day.visits:
        teams = random.sample(list(orders), 2 if each.two_teams else 1)
        for shift_id in teams if random.random() < 0.8 else ():
            order = orders[shift_id]
            order.insert(random.randint(0, len(order)), each.id)
    plan = planned(dp, orders)
    placed = [stop.visit_id for route in plan.routes for stop in route.stops]
    some = random.sample(placed, len(placed) // 4) if random.random() < 0.5 else []
    for visit_id in some:
        way = random.choice((locking.lock, locking.lock, locking.lock_place, _lock_start(dp)))
        plan = way(plan, [visit_id])
    if random.random() < 0.3:
        route = random.choice(plan.routes)
        plan = locking.begin(plan, [stop.visit_id for stop in route.stops[:1]])
    if random.random() < 0.3:
        first, near = SOME + timedelta(hours=random.choice((10, 13))), random.sample(placed, len(placed) // 3)
        plan = replace(plan, not_before=first, on_the_way=frozenset(near))
    return edit.follow(dp, plan)


def _lock_start(dp: DayProblem):  # type: ignore[no-untyped-def]
    return lambda plan, visit_ids: locking.lock_start(dp, plan, visit_ids)
