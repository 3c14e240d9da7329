"""A road is closed: what the teams have ahead is timed around it at once, as it will be when all ways are known."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.big_day import BOUNDS, big_day
from planner import regions
from planner.bootstrap import Office
from planner.day import edit
from planner.day.detours import detours
from planner.day.framing import terms_of
from planner.day.travel import DayTravel, find_travel, remembered
from planner.day.workday import Workday, open_day
from planner.model import Coordinates, Day, Plan, place_of
from planner.running.closures import circle, close, lift
from planner.running.searches import search_urgent
from routing.region.facts import RegionFacts
from routing.worker import Worker
from ui.proposal import Proposal, kept


@pytest.fixture
def town(office: Office, worker: Worker, demo_region: Path) -> Workday:
    """A day in the demo town: four teams, each with five visits."""
    shutil.copytree(demo_region, office.data / regions.FOLDER / "town")
    regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, BOUNDS, 0), "Emberford")
    day = big_day(20, 4)
    with office.store.writing() as session:
        session.save_branch(day.branch)
        session.save_day(day)
    work = open_day(office, day.date, worker)
    plan = edit.follow(work.problem, Plan(work.day.id))
    for number, visit in enumerate(work.day.visits):
        plan = edit.move(work.problem, plan, visit.id, work.day.shifts[number % 4].id)
    return replace(work, plan=plan)


def closed(office: Office, day: Day) -> Day:
    """The middle of the town is closed."""
    base = place_of(day.shifts[0].start_at)
    assert base
    return close(day, circle(Coordinates(base.lat + 0.003, base.lon + 0.003), 300), office.clock(), "us")


def soon(office: Office, day: Day, plan: Plan, worker: Worker) -> DayTravel:
    found = detours(office, day, plan, worker, on_message=lambda _message: None, cancelled=lambda: False)
    assert found
    assert not found.complete
    return found


def test_every_route_is_timed_as_it_is_when_all_ways_are_known(office: Office, worker: Worker, town: Workday) -> None:
    day, terms = closed(office, town.day), terms_of(office, town.day)
    assert town.plan
    first = edit.follow(terms.frame(day, soon(office, day, town.plan, worker)), town.plan)
    whole = edit.follow(terms.frame(day, find_travel(office, day, worker)), town.plan)
    assert first.routes == whole.routes
    assert first.travel_source == whole.travel_source
    assert first.travel_time > town.plan.travel_time


def test_another_order_of_a_team_is_timed_so_too_and_no_way_is_unknown(
    office: Office, worker: Worker, town: Workday
) -> None:
    day, terms = closed(office, town.day), terms_of(office, town.day)
    assert town.plan
    problem = terms.frame(day, soon(office, day, town.plan, worker))
    shift = town.plan.routes[0].shift_id
    last = town.plan.routes[0].stops[-1].visit_id
    other = edit.move(problem, town.plan, last, shift, 0)
    strange = edit.move(problem, town.plan, last, town.plan.routes[1].shift_id)
    whole = terms.frame(day, find_travel(office, day, worker))
    assert other.routes == edit.move(whole, town.plan, last, shift, 0).routes
    assert strange.travel_time < town.plan.travel_time + timedelta(hours=1)


def test_a_second_closed_road_goes_by_the_first(office: Office, worker: Worker, town: Workday) -> None:
    day = closed(office, town.day)
    assert town.plan
    open_, first = remembered(office, town.day).by_mode["car"], find_travel(office, day, worker).by_mode["car"]
    again = close(day, circle(Coordinates(0, 0), 40), office.clock(), "us")  # far away
    assert (first.durations > open_.durations).any()
    assert (soon(office, again, town.plan, worker).by_mode["car"].durations == first.durations).all()
    assert (find_travel(office, lift(again), worker).by_mode["car"].durations == open_.durations).all()


def test_taken_as_an_answer_the_day_still_waits_for_the_other_ways(
    office: Office, worker: Worker, town: Workday
) -> None:
    day, terms = closed(office, town.day), terms_of(office, town.day)
    assert town.plan
    problem = terms.frame(day, soon(office, day, town.plan, worker))
    after = Workday(day, edit.follow(problem, town.plan), problem, (), waits=True)
    made = kept(office, Proposal("", town, after, None))  # type: ignore[arg-type]
    assert made.waits
    assert made.day.closed


def test_an_urgent_visit_goes_by_the_ways_around_the_road_whoever_gets_it(
    office: Office, worker: Worker, town: Workday
) -> None:
    assert town.plan
    urgent = town.day.visits[3].id
    plan = edit.take_out(town.problem, town.plan, urgent)
    day = closed(office, town.day)
    problem = terms_of(office, day).frame(day, soon(office, day, plan, worker))
    waits = Workday(day, edit.follow(problem, plan), problem, (), waits=True)
    assert waits.plan
    asked = (office, worker, waits, waits.plan, [urgent], 0, plan.routes[0].start)
    given_up, refused = search_urgent(*asked, lambda: False, on_message=lambda _m: None, cancelled=lambda: True)
    assert (given_up, refused) == (waits, None)
    found, refused = search_urgent(*asked, lambda: False, on_message=lambda _m: None, cancelled=lambda: False)
    whole = terms_of(office, day).frame(day, remembered(office, day))
    assert refused is None
    assert found.plan
    assert not found.waits
    assert found.plan.route_of(urgent)
    assert found.plan.routes == edit.follow(whole, found.plan).routes


def test_without_roads_all_is_known_as_soon(office: Office, worker: Worker) -> None:
    day = big_day(4, 2)
    closed_ = close(day, circle(Coordinates(0, 0)), office.clock(), "us")
    plan = Plan(day.id)
    assert detours(office, closed_, plan, worker, on_message=lambda _m: None, cancelled=lambda: False) is None
