"""Ways out: each one, done, has exactly the effect it promised, and breaks nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from routing.check import check
from routing.objective import costs
from routing.problem import Problem, TimeWindow
from routing.relaxations import Means, WayOut, apply, ways_out
from routing.schedule import time_all
from routing.solution import Reason, Solution, Unassigned
from routing.solvers.settle import settle
from routing.weights import Before, Weights
from tests.oracles.problems import HORIZON, bounded, problems
from tests.routing.situations import DAY, MINUTE, job, problem, vehicle

SIGN = frozenset({"sign"})


def solution(day: Problem, **orders: str) -> Solution:
    """Routes in these orders, words being job ids; all other jobs are left out."""
    routes = time_all(day, {each.id: orders.get(each.id, "").split() for each in day.vehicles})
    placed = {stop.job for route in routes for stop in route.stops}
    left = tuple(Unassigned(each.id, Reason.NO_ROOM) for each in day.jobs if each.id not in placed)
    return Solution(routes, left)


def orders(day: Solution) -> dict[str, list[str]]:
    return {route.vehicle: [stop.job for stop in route.stops] for route in day.routes}


def ways(day: Problem, made: Solution, job_id: str, **more: object) -> dict[Means, WayOut]:
    """The best way of each means, all of them tried."""
    found = ways_out(day, made, job_id, **more)  # type: ignore[arg-type]
    for way in found:
        assert_kept(day, made, way)
    return {way.means: way for way in reversed(found)}


def assert_kept(day: Problem, made: Solution, way: WayOut) -> None:
    """The promise holds to the second."""
    changed, after = apply(day, made, way)
    assert check(changed, after) == ()
    own = next(route for route in after.routes if route.vehicle == way.vehicle)
    assert (own.stops[way.position].job, own.stops[way.position].start) == (way.job, way.start)
    assert after.travel_time - made.travel_time == way.added_time
    assert costs(changed, after).total - costs(day, made).total == way.price
    assert {left.job for left in after.unassigned} == (
        {left.job for left in made.unassigned} - {each.job for each in way.placed}
    ) | set(way.dropped)
    touched = {each.job for each in way.placed} | set(way.others)
    before, now = orders(made), orders(after)
    for name, order in before.items():
        assert [each for each in order if each not in touched] == [each for each in now[name] if each not in touched]
    assert all(day.job(each).priority < day.job(way.job).priority or day.job(way.job).must for each in way.dropped)


# --- one story each


def test_a_window_twenty_minutes_longer_is_enough() -> None:
    day = problem(job("a", 2, (20, 20), service=50), job("b", 3, (60, 68)), vehicle("v", end=200))
    made = solution(day, v="a")
    way = ways(day, made, "b")[Means.WINDOW]
    assert (way.vehicle, way.position, way.amount) == ("v", 1, 15 * MINUTE)
    assert way.windows == (("b", TimeWindow(60 * MINUTE, 83 * MINUTE)),)
    assert way.start == 80 * MINUTE
    assert way.added_time == 20 * MINUTE


def test_a_window_never_grows_beyond_the_law() -> None:
    day = problem(job("a", 2, (20, 20), service=50), job("b", 3, (60, 68)), vehicle("v", end=200))
    made = solution(day, v="a")
    (way,) = ways_out(day, made, "b", legal={"b": (TimeWindow(0, 81 * MINUTE),)})
    assert way.windows == (("b", TimeWindow(60 * MINUTE, 81 * MINUTE)),)
    for legal in ({"b": (TimeWindow(0, 79 * MINUTE),)}, {"b": (TimeWindow(70 * MINUTE, 99 * MINUTE),)}, {}):
        assert ways_out(day, made, "b", legal=legal) == ()


def test_a_team_works_so_much_overtime_and_no_more() -> None:
    day = problem(job("a", 2), job("b", 3), vehicle("v", end=92))
    way = ways(day, solution(day, v="a"), "b")[Means.OVERTIME]
    assert way.overtime == (("v", 30 * MINUTE),)
    assert way.price == way.added_time + 2 * 28 * MINUTE
    late = problem(job("a", 2), job("b", 3, service=240), vehicle("v", end=92))
    assert ways(late, solution(late, v="a"), "b") == {}


def test_a_visit_of_lower_priority_gives_way_but_never_one_of_the_same() -> None:
    now = (0, 30)
    day = problem(job("a", 1, now, priority=20), job("b", 2, now, priority=50), vehicle("v", end=70))
    way = ways(day, solution(day, v="a"), "b")[Means.DROP]
    assert (way.others, way.dropped, way.vehicle) == (("a",), ("a",), "v")
    assert Means.DROP not in ways(day, solution(day, v="b"), "a")


def test_another_visit_moves_to_make_room() -> None:
    near = job("a", 1, (0, 60), service=60)
    day = problem(near, job("b", 2, (0, 30), service=60, skills=SIGN), vehicle("v", end=120, skills=SIGN), vehicle("w"))
    way = ways(day, solution(day, v="a"), "b")[Means.MOVE]
    assert (way.others, way.place_of("a").vehicle, way.vehicle) == (("a",), "w", "v")
    assert way.dropped == ()


def test_a_third_visit_moves_as_well_where_one_is_not_enough() -> None:
    hour = (0, 60)
    day = problem(
        job("x", 1, hour, service=90, skills=SIGN),
        job("a", 1, hour, service=90, vehicles=frozenset({"v", "w"})),
        job("b", 1, hour, service=90, vehicles=frozenset({"w", "u"})),
        vehicle("v", end=120, skills=SIGN),
        vehicle("w", end=120),
        vehicle("u", end=120),
    )
    way = ways(day, solution(day, v="a", w="b"), "x")[Means.MOVE]
    assert [(each.job, each.vehicle) for each in way.placed] == [("b", "u"), ("a", "w"), ("x", "v")]


def test_a_skill_or_a_permission_more_opens_a_route() -> None:
    day = problem(job("a", 1, skills=SIGN), job("b", 1, vehicles=frozenset({"gone"})), vehicle("v"))
    made = solution(day)
    assert ways(day, made, "a")[Means.SKILL].skills == SIGN
    allowed = ways(day, made, "b")[Means.ALLOW]
    assert apply(day, made, allowed)[0].job("b").vehicles == {"gone", "v"}


def test_what_fits_as_it_is_comes_first_and_changes_nothing() -> None:
    day = problem(job("a", 2, (20, 20)), job("b", 3, (60, 90)), vehicle("v"), vehicle("w"))
    made = solution(day, v="a")
    found = ways_out(day, made, "b")
    assert [way.means for way in found[:2]] == [Means.INSERT, Means.INSERT]
    assert (found[0].vehicle, found[0].position, found[0].added_time) == ("v", 1, 20 * MINUTE)
    assert apply(day, made, found[0])[0] is day


def test_both_sides_of_a_joint_visit_get_a_place_in_the_same_second() -> None:
    day = problem(
        job("a", 2, (20, 20), service=60),
        job("x", 3, (0, 200), joint="pair"),
        job("y", 3, (0, 200), joint="pair"),
        vehicle("v"),
        vehicle("w"),
    )
    made = solution(day, v="a")
    way = ways(day, made, "x")[Means.INSERT]
    after = apply(day, made, way)[1]
    assert {stop.start for route in after.routes for stop in route.stops if stop.job in "xy"} == {way.start}
    assert {each.job for each in way.placed} == {"x", "y"}


def test_both_windows_of_a_joint_visit_grow_together() -> None:
    day = problem(
        job("a", 2, (20, 20), service=60),
        job("x", 3, (0, 60), joint="pair"),
        job("y", 3, (0, 60), joint="pair"),
        vehicle("v"),
        vehicle("w"),
    )
    way = ways(day, solution(day, v="a"), "y")[Means.WINDOW]
    grown = TimeWindow(0, 90 * MINUTE)
    assert dict(way.windows) == {"x": grown, "y": grown}


def test_a_visit_after_another_gets_its_place_with_it_or_without_waiting_for_it() -> None:
    day = problem(job("first", 2), job("then", 3, after="first"), vehicle("v"))
    found = ways(day, solution(day), "then")
    assert [each.job for each in found[Means.INSERT].placed] == ["first", "then"]
    assert found[Means.INSERT].others == ("first",)
    assert found[Means.ORDER].position == 0


def test_a_visit_may_leave_its_group() -> None:
    day = problem(
        job("a", 1, (10, 10), service=60, group="door"), job("b", 1, (10, 20), group="door"), vehicle("v"), vehicle("w")
    )
    way = ways(day, solution(day, v="a"), "b")[Means.GROUP]
    assert way.vehicle == "w"


def test_no_more_visits_move_than_may() -> None:
    day = problem(
        job("a", 1, (0, 60), service=60),
        job("b", 2, (0, 30), service=60, skills=SIGN),
        vehicle("v", end=120, skills=SIGN),
        vehicle("w"),
    )
    before = solution(day, v="a")
    kept = replace(day, before={"a": Before("v")}, max_moved=0)
    assert Means.MOVE not in ways(kept, before, "b")


def test_a_plan_that_breaks_a_rule_elsewhere_has_ways_out_too() -> None:
    day = problem(job("late", 9, (0, 0)), job("a", 2, (0, DAY)), vehicle("v"), vehicle("w"))
    made = solution(day, v="late")
    assert {way.vehicle for way in ways_out(day, made, "a")} == {"w"}


# --- and all of them on any day


@st.composite
def linked(draw: st.DrawFn) -> Problem:
    """A day on which jobs hang on each other: joint, after another, in a group, at a position; and a plan before."""
    day = draw(problems(most_jobs=5, most_vehicles=3))
    jobs = list(day.jobs)
    if len(jobs) > 1 and draw(st.booleans()):
        jobs[:2] = [replace(each, joint="pair", vehicles=None) for each in jobs[:2]]
    for number in range(2, len(jobs)):
        more = draw(
            st.sampled_from([{}, {"after": jobs[number - 1].id}, {"group": "g"}, {"position": 0}, {"position": -1}])
        )
        jobs[number] = replace(jobs[number], amount=(draw(st.integers(0, 2)),), **more)
    capacity = (draw(st.integers(0, 4)),)
    vehicles = [replace(v, max_overtime=draw(st.sampled_from([0, 5])), capacity=capacity) for v in day.vehicles]
    before = {
        job.id: Before(draw(st.sampled_from(vehicles)).id, draw(st.none() | st.integers(0, HORIZON)))
        for job in jobs
        if draw(st.booleans())
    }
    weights = Weights(fair_days=1.0, keep_plan=1.0)
    most = draw(st.none() | st.integers(0, 3))
    return replace(
        day, jobs=tuple(jobs), vehicles=tuple(vehicles), before=before, weights=weights, max_moved=most, joint_wait=4
    )


@bounded
@given(problems(most_jobs=5, most_vehicles=3) | linked(), st.data())
def test_every_way_out_of_any_day_keeps_its_promise(day: Problem, data: st.DataObject) -> None:
    names = [each.id for each in day.vehicles]
    drawn = {each.id: data.draw(st.sampled_from([*names, ""])) for each in day.jobs}
    made = settle(day, {name: [job for job, at in drawn.items() if at == name] for name in names}, explained=False)
    assume(check(day, made) == ())
    legal = None
    if data.draw(st.booleans()):
        until = data.draw(st.integers(0, HORIZON))
        legal = {job.id: (TimeWindow(job.windows[0].earliest, job.windows[-1].latest + until),) for job in day.jobs}
    for left in made.unassigned:
        for way in ways_out(day, made, left.job, legal=legal):
            assert_kept(day, made, way)
            for name, window in way.windows if legal else ():
                assert legal[name][0].earliest <= window.earliest
                assert window.latest <= legal[name][0].latest
