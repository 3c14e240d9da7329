"""A visit that has no stop: why, team by team, and what would fit it; each way, taken, is exactly what it said."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.optimize import prepare
from planner.day.way_words import reasons, team_words, way_effect, way_sentence, way_title
from planner.day.ways_out import Answer, Way, ways_out_of_day, why
from planner.day.workday import work_on
from planner.model import Day, Plan, Visit, Window
from planner.policy.closed import ClosedDays
from planner.translate import DayProblem
from routing.errors import Cancelled
from routing.explain import Against
from routing.relaxations import Means
from routing.worker import Progress, Worker
from tests.builders import day, person, visit

OPEN = ClosedDays()
SIGN = frozenset({"sign"})
EARLY = ("09:15", "09:15")


def planned(office: Office, the_day: Day, worker: Worker, *orders: str) -> tuple[DayProblem, Plan]:
    """Routes in these orders, words being numbers of visits; all others have no stop."""
    dp = prepare(office, the_day, worker)
    plan = edit.follow(dp, Plan(the_day.id))
    references = {each.reference: each.id for each in the_day.visits}
    for shift, order in zip(the_day.shifts, orders, strict=False):
        for position, number in enumerate(order.split()):
            plan = edit.move(dp, plan, references[f"V-{number}"], shift.id, position)
    return dp, plan


def ways(office: Office, dp: DayProblem, plan: Plan, number: int, worker: Worker) -> dict[Means, Way]:
    """The best way of each means; every one was taken, on the stored day, and kept its promise."""
    wanted = next(each for each in dp.day.visits if each.reference == f"V-{number}")
    found = why(office, dp, plan, wanted.id).ways
    for way in found:
        assert_kept(office, dp, plan, way, worker)
    return {way.out.means: way for way in reversed(found)}


def assert_kept(office: Office, dp: DayProblem, plan: Plan, way: Way, worker: Worker) -> None:
    after_day, after = way.day, way.plan
    work = work_on(office, after_day, after, worker)
    assert work.violations == ()
    assert work.plan
    assert work.plan.routes == after.routes
    route = after.route_of(way.visit_id)
    assert route
    assert route.shift_id == way.shift_id
    assert route.stops[way.out.position].visit_id == way.visit_id
    assert route.stops[way.out.position].start == way.start
    travel = [sum((r.travel_time for r in each.routes), timedelta(0)) for each in (plan, after)]
    assert travel[1] - travel[0] == way.travel_time
    assert after.planned == plan.planned + 1 - len(way.out.dropped)
    moved = {str(s.visit_id) for r in plan.routes for s in r.stops if after.route_of(s.visit_id) is None} | {
        str(s.visit_id)
        for r in plan.routes
        for s in r.stops
        if (now := after.route_of(s.visit_id)) and now.shift_id != r.shift_id
    }
    assert moved == set(way.out.others)


def two(*visits: Visit, teams: int = 1) -> Day:
    return day(*visits, teams=teams)


# --- ways out


def test_a_longer_window_is_said_and_done(office: Office, worker: Worker) -> None:
    the_day = two(visit(1, EARLY, north=2000, minutes=45), visit(2, ("09:30", "09:55"), north=2010))
    dp, plan = planned(office, the_day, worker, "1")
    way = ways(office, dp, plan, 2, worker)[Means.WINDOW]
    assert way.windows == (Window(time(9, 30), time(10, 5)),)
    assert way_sentence(way, the_day) == (
        "Extend the window by 10 min, until 10:05: Team 1 at 10:04, after stop 1, no more time on the road,"
        " nobody else moves."
    )
    after = way.day
    assert after.visits[1].windows == way.windows
    assert after.visits[0] == the_day.visits[0]


def test_no_window_is_extended_into_the_forbidden_evening(office: Office, worker: Worker) -> None:
    first = visit(1, ("18:15", "18:15"), north=2000, minutes=45)
    late = two(first, visit(2, ("18:00", "18:59"), north=2010))
    late = replace(late, shifts=(replace(late.shifts[0], end=time(23)),))
    dp, plan = planned(office, late, worker, "1")
    assert Window(time(18), time(19, 9)) in {
        w for way in why(office, dp, plan, late.visits[1].id).ways for w in way.windows
    }
    later = replace(late, visits=(replace(first, windows=(Window(time(18, 30), time(18, 30)),)), late.visits[1]))
    dp, plan = planned(office, later, worker, "1")
    found = why(office, dp, plan, later.visits[1].id)
    assert {w.latest for way in found.ways for w in way.windows} == {time(18, 59)}


def test_overtime_is_allowed_and_stays_overtime(office: Office, worker: Worker) -> None:
    the_day = two(visit(1, EARLY, minutes=45), visit(2, minutes=45))
    the_day = replace(the_day, shifts=(replace(the_day.shifts[0], end=time(10), breaks=()),))
    dp, plan = planned(office, the_day, worker, "1")
    way = ways(office, dp, plan, 2, worker)[Means.OVERTIME]
    after = way.day
    assert (after.shifts[0].end, after.shifts[0].max_overtime) == (time(10), timedelta(minutes=45))
    assert way_title(way, the_day) == "Team 1 works 45 min overtime"


def test_a_visit_of_lower_priority_is_left_out_last(office: Office, worker: Worker) -> None:
    low = replace(visit(1, EARLY, north=500), priority=10)
    the_day = two(low, visit(2, EARLY, minutes=45))
    dp, plan = planned(office, the_day, worker, "1")
    found = why(office, dp, plan, the_day.visits[1].id).ways
    assert found[-1].out.means is Means.DROP
    assert "Leave out V-1 (priority 10)" in way_sentence(found[-1], the_day)
    assert_kept(office, dp, plan, found[-1], worker)
    locked = locking.lock(plan, [low.id])
    assert Means.DROP not in {way.out.means for way in why(office, dp, locked, the_day.visits[1].id).ways}


def test_another_visit_moves_unless_it_is_locked(office: Office, worker: Worker) -> None:
    only = replace(visit(2, EARLY), skills=SIGN)
    the_day = two(visit(1, EARLY, minutes=45), only, teams=2)
    able = replace(the_day.shifts[0], members=(person(1, "sign"), person(2)), end=time(10, 15), breaks=())
    the_day = replace(the_day, shifts=(able, the_day.shifts[1]))
    dp, plan = planned(office, the_day, worker, "1")
    way = ways(office, dp, plan, 2, worker)[Means.MOVE]
    assert way_title(way, the_day) == "V-1 moves to Team 2"
    assert way_effect(way, the_day).endswith("1 other visit moves")
    locked = locking.lock(plan, [the_day.visits[0].id])
    assert Means.MOVE not in {way.out.means for way in why(office, dp, locked, only.id).ways}


def test_somebody_of_the_reserve_brings_the_skill_and_nobody_is_said_to_have_it(office: Office, worker: Worker) -> None:
    asking = replace(visit(1), skills=SIGN)
    the_day = two(asking)
    dp, plan = planned(office, the_day, worker)
    assert Means.SKILL not in ways(office, dp, plan, 1, worker)
    with_reserve = replace(the_day, staff=(*the_day.staff, person(90, "sign")))
    dp, plan = planned(office, with_reserve, worker)
    joining = ways(office, dp, plan, 1, worker)[Means.SKILL]
    assert way_title(joining, with_reserve) == "Li Wen90 of the reserve joins Team 1"
    after = joining.day
    assert len(after.shifts[0].members) == 3


def test_nobody_is_sent_alone_and_the_rule_is_named(office: Office, worker: Worker) -> None:
    the_day = two(visit(1), teams=2)
    alone = replace(the_day.shifts[0], members=the_day.shifts[0].members[:1])
    the_day = replace(the_day, shifts=(alone, the_day.shifts[1]))
    dp, plan = planned(office, the_day, worker)
    answer = why(office, dp, plan, the_day.visits[0].id)
    assert {way.shift_id for way in answer.ways} == {the_day.shifts[1].id}
    assert told(answer, the_day) == {"A rule forbids it: Nobody visits alone": "Team 1"}


def test_a_visit_that_the_law_keeps_out_says_so_and_has_no_way_out(office: Office, worker: Worker) -> None:
    night = visit(1, ("22:00", "23:00"))
    unapproved = replace(visit(2), approved_by="")
    the_day = two(night, unapproved)
    dp, plan = planned(office, the_day, worker)
    first, second = ways_out_of_day(office, dp, plan, [night.id, unapproved.id])
    assert told(first, the_day) == {"A rule forbids it: The whole visit lies within the lawful visiting hours": ""}
    assert told(second, the_day) == {"It is not approved": ""}
    assert first.ways == second.ways == ()


# --- reasons


def told(answer: Answer, the_day: Day) -> dict[str, str]:
    return {
        words: ", ".join(filter(None, (team_words(each, the_day) for each in concerned)))
        for words, concerned in reasons(answer.obstacles, the_day)
    }


def test_each_team_is_told_what_stands_against_it_and_by_how_much(office: Office, worker: Worker) -> None:
    asking = replace(visit(1, EARLY, minutes=45), skills=SIGN)
    the_day = two(asking, visit(2, EARLY, minutes=45), teams=3)
    able = tuple(replace(s, members=(person(n * 10, "sign"), s.members[1])) for n, s in enumerate(the_day.shifts, 1))
    short = replace(able[1], end=time(9, 30), breaks=())
    the_day = replace(the_day, shifts=(able[0], short, the_day.shifts[2]))
    dp, plan = planned(office, the_day, worker, "2")
    said = told(why(office, dp, plan, asking.id), the_day)
    assert said["Lacks a skill: sign"] == "Team 3"
    assert said["Past the end of the shift"].startswith("Team 2 (")
    assert said["Outside the visit's window"].startswith("Team 1 (")


def test_every_obstacle_is_worded() -> None:
    from planner.day.way_words import OBSTACLES

    assert set(OBSTACLES) == set(Against)


def test_asking_for_a_whole_day_can_be_stopped_and_tells_how_far_it_is(office: Office, worker: Worker) -> None:
    the_day = two(visit(1), visit(2))
    dp, plan = planned(office, the_day, worker)
    heard: list[object] = []
    answers = ways_out_of_day(office, dp, plan, [each.id for each in the_day.visits], on_message=heard.append)
    assert [answer.visit_id for answer in answers] == [each.id for each in the_day.visits]
    assert heard == [Progress(0.5, "ways_out"), Progress(1.0, "ways_out")]
    with pytest.raises(Cancelled):
        ways_out_of_day(office, dp, plan, [the_day.visits[0].id], cancelled=lambda: True)
