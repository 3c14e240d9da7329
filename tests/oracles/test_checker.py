"""`routing.check` against the oracle: it accepts what the oracle accepts, and reports every lie the oracle sees."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from routing.check import check
from routing.problem import Problem
from routing.schedule import time_route
from routing.solution import BreakTaken, Reason, Route, Solution, Unassigned
from tests.oracles import timing
from tests.oracles.problems import HORIZON, bounded, problems

NUMBERS = ("start", "end", "travel_time", "distance")


@bounded
@given(problems(most_jobs=3, most_vehicles=1), st.data())
def test_the_checker_believes_exactly_what_the_oracle_believes(problem: Problem, data: st.DataObject) -> None:
    (vehicle,) = problem.vehicles
    fitting = [order for order in timing.orders(problem) if timing.feasible(problem, vehicle, order)]
    order = data.draw(st.sampled_from(fitting))
    route = time_route(problem, vehicle.id, order)
    assert _accepts(problem, route)
    for _ in range(12):
        changed = data.draw(mutations(route))
        assert _accepts(problem, changed) == timing.obeys(problem, changed), changed


def _accepts(problem: Problem, route: Route) -> bool:
    served = {stop.job for stop in route.stops}
    left = tuple(Unassigned(job.id, Reason.NO_ROOM) for job in problem.jobs if job.id not in served)
    return not check(problem, Solution((route,), left))


@st.composite
def mutations(draw: st.DrawFn, route: Route) -> Route:
    """The route with one or two things changed by a few seconds, dropped, swapped or shifted together."""
    for _ in range(draw(st.integers(1, 2))):
        change = draw(st.sampled_from([_number, _stop, _rest, _swap, _later, _fewer]))
        route = change(draw, route)
    return route


def _number(draw: st.DrawFn, route: Route) -> Route:
    name = draw(st.sampled_from(NUMBERS))
    return replace(route, **{name: getattr(route, name) + draw(st.integers(-4, 4))})


def _stop(draw: st.DrawFn, route: Route) -> Route:
    if not route.stops:
        return route
    number = draw(st.integers(0, len(route.stops) - 1))
    stop, by = route.stops[number], draw(st.integers(-5, 5))
    names = draw(st.sampled_from(["arrival", "start", "departure", "waiting", "start departure", "arrival waiting"]))
    signs = {"waiting": -1 if "arrival" in names else 1}
    changed = replace(stop, **{name: getattr(stop, name) + by * signs.get(name, 1) for name in names.split()})
    return replace(route, stops=(*route.stops[:number], changed, *route.stops[number + 1 :]))


def _rest(draw: st.DrawFn, route: Route) -> Route:
    if not route.breaks:
        begin = draw(st.integers(0, HORIZON))
        return replace(route, breaks=(BreakTaken("v0-rest-0", begin, begin + draw(st.integers(0, 5)), 0),))
    number = draw(st.integers(0, len(route.breaks) - 1))
    rest, by = route.breaks[number], draw(st.integers(-5, 5))
    shorter, moved = draw(st.booleans()), draw(st.integers(-1, 1))
    changed = BreakTaken(rest.id, rest.start + (0 if shorter else by), rest.end + by, rest.after + moved)
    return replace(route, breaks=(*route.breaks[:number], changed, *route.breaks[number + 1 :]))


def _swap(draw: st.DrawFn, route: Route) -> Route:
    return replace(route, stops=tuple(draw(st.permutations(route.stops))))


def _later(draw: st.DrawFn, route: Route) -> Route:
    by = draw(st.integers(-3, 8))
    stops = tuple(
        replace(stop, arrival=stop.arrival + by, start=stop.start + by, departure=stop.departure + by)
        for stop in route.stops
    )
    rests = tuple(replace(rest, start=rest.start + by, end=rest.end + by) for rest in route.breaks)
    return replace(route, start=route.start + by, end=route.end + by, stops=stops, breaks=rests)


def _fewer(draw: st.DrawFn, route: Route) -> Route:
    gone = draw(st.integers(0, 3))
    if draw(st.booleans()):
        return replace(route, breaks=route.breaks[:gone] + route.breaks[gone + 1 :])
    return replace(route, stops=route.stops[:gone] + route.stops[gone + 1 :])
