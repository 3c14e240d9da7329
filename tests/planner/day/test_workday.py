"""A day to work on: opened with its plan, saved over, undone to; and what the coordinator sees of each visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.bootstrap import Office
from planner.day import locking
from planner.day.bases import location_of, unsure_bases
from planner.day.geocoding import address_key
from planner.day.optimize import Planning
from planner.day.states import VisitState, totals, visit_rows
from planner.day.workday import day_at, neighbor, open_day, opening_date, save_over, work_on
from planner.errors import Conflict
from planner.model import Branch, Day
from routing.worker import Worker
from tests.builders import TUESDAY, day, depot, shift, visit


@pytest.fixture
def stored(office: Office) -> Day:
    """A Tuesday of five visits, one of them not located, in the database."""
    visits = (*(visit(n, north=300 * n) for n in range(1, 5)), replace(visit(5), location=None))
    with office.store.writing() as session:
        return session.save_day(day(*visits))


def test_a_day_opens_with_its_newest_plan(office: Office, worker: Worker, stored: Day) -> None:
    made = Planning(office, stored, None, worker, time_limit_s=0.3).wait()
    with office.store.writing() as session:
        session.save_plan(made)
    work = open_day(office, TUESDAY, worker)
    assert work.plan
    assert [route.stops for route in work.plan.routes] == [route.stops for route in made.routes]
    assert work.violations == ()


def test_a_day_nobody_knows_is_empty_but_has_the_people(office: Office, stored: Day) -> None:
    other = day_at(office, TUESDAY + timedelta(days=1))
    assert other.visits == ()
    assert len(other.staff) == len(stored.staff)


def test_the_next_day_with_visits_is_opened_and_stepped_to(office: Office, stored: Day) -> None:
    later = replace(day(replace(visit(9), date=date(2026, 11, 30))), date=date(2026, 11, 30))
    with office.store.writing() as session:
        session.save_day(later)
    assert opening_date(office) == TUESDAY
    assert neighbor(office, TUESDAY, 1) == date(2026, 11, 30)
    assert neighbor(office, TUESDAY, -1) == TUESDAY - timedelta(days=1)


def test_a_day_that_knows_only_its_teams_does_not_hide_the_visits_of_tomorrow(office: Office, stored: Day) -> None:
    with office.store.writing() as session:
        session.save_day(replace(day(), date=TUESDAY - timedelta(days=1)))
    assert opening_date(office) == TUESDAY


def test_people_who_came_before_the_region_start_where_they_do_once_it_is_known(office: Office, worker: Worker) -> None:
    unknown, place = replace(depot(), location=None), depot().location
    assert place
    team = replace(shift(1, depot=unknown), start_at=unknown, end_at=unknown)
    early = Day(
        Branch("Emberford", time_zone="UTC"), TUESDAY, (visit(1, north=900),), (team,), team.members, (unknown,)
    )
    with office.store.writing() as session:
        session.save_day(early)
        session.save_address_book({address_key(depot().address.text): place})
    work = open_day(office, TUESDAY, worker)
    assert [location_of(each) for each in work.day.depots] == [place]
    assert unsure_bases(work.day) == ()


def test_an_edited_day_is_kept_and_an_earlier_one_comes_back(office: Office, stored: Day) -> None:
    longer = replace(stored.visits[0], service_time=timedelta(minutes=50))
    fewer = save_over(office, replace(stored, visits=(longer, *stored.visits[2:])), stored)
    assert len(day_at(office, TUESDAY).visits) == 4
    back = save_over(office, stored, fewer)
    assert [each.reference for each in back.visits] == [each.reference for each in stored.visits]
    assert day_at(office, TUESDAY).visits[0].service_time == stored.visits[0].service_time


def test_what_somebody_else_changed_is_not_saved_over(office: Office, stored: Day) -> None:
    save_over(office, stored, stored)
    with pytest.raises(Conflict):
        save_over(office, stored, stored)


def test_every_visit_has_a_state_and_the_numbers_add_up(office: Office, worker: Worker, stored: Day) -> None:
    made = Planning(office, stored, None, worker, time_limit_s=0.3).wait()
    first = made.routes[0].stops[0] if made.routes[0].stops else made.routes[1].stops[0]
    work = work_on(office, stored, locking.lock(made, [first.visit_id]), worker)
    assert work.plan
    rows = visit_rows(stored, work.plan, work.violations)
    assert [row.state for row in rows if row.visit.id == first.visit_id] == [VisitState.LOCKED]
    assert [row.visit.reference for row in rows if row.state == VisitState.NOT_LOCATED] == ["V-5"]
    assert sorted(place.number for row in rows for place in row.places) == sorted(
        n for route in work.plan.routes for n in range(1, len(route.stops) + 1)
    )
    numbers = totals(stored, work.plan, work.violations)
    assert (numbers.planned, numbers.visits, numbers.broken) == (4, 5, 0)
    assert numbers.travel_time == sum((route.travel_time for route in work.plan.routes), timedelta(0))
