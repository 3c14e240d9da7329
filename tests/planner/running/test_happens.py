"""Something happens while teams are out: what is offered was worked out to the end, and what lies behind them stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from planner.day import edit
from planner.day.conditions import AFTER_MISSING
from planner.day.meetings import coming_of
from planner.day.workday import judged, save_over, work_on
from planner.errors import BadInput, NotAllowed
from planner.model import Coordinates, Plan, Route, TravelMode, Window
from planner.policy import gate
from planner.running.calls_due import Why, called, read_to_call, to_call
from planner.running.closures import circle, close, lift, shut_in
from planner.running.happened import Answer, Happened, Kind, What
from planner.running.happens import answers
from planner.running.happens_words import answer_detail, teams_words
from planner.running.incidents import open_incident
from planner.told import IncidentKind, Said
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import OFFICE, person
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running


@pytest.fixture
def out(running: Running, worker: Worker) -> Running:
    """Both teams have left their first stop; it is half past ten, and the day is open as a window has it."""
    for team in (1, 2):
        running.hear(team, Said.ARRIVED, at(9, 10 + team), stop=1)
        running.hear(team, Said.LEFT, at(10, team), stop=1, code="A")
    running.now = at(10, 30)
    running.work = work_on(running.office, running.work.day, running.plan, worker)
    return running


def ask(out: Running, worker: Worker, happened: Happened) -> dict[Kind, Answer]:
    found = answers(out.office, worker, out.work, happened, out.now)
    assert all(not answer.broken for answer in found)
    return {answer.kind: answer for answer in reversed(found)}


def route(plan: Plan | None, shift_id: UUID) -> Route:
    assert plan
    return next(each for each in plan.routes if each.shift_id == shift_id)


def across(out: Running) -> tuple[Coordinates, ...]:
    """A ring over the straight way from the first stop of team 1 to its second."""
    places = [out.work.day.visit(out.visit(1, stop)).location for stop in (1, 2)]
    lats, lons = zip(*(place.coordinates for place in places if place), strict=True)
    return circle(Coordinates(sum(lats) / 2, sum(lons) / 2), 250)


def test_a_closed_road_makes_the_way_ahead_longer_and_leaves_what_was_driven(out: Running, worker: Worker) -> None:
    before = route(out.plan, out.team(1))
    kept = ask(out, worker, Happened(What.ROAD_CLOSED, ring=across(out)))[Kind.KEEP]
    after = route(kept.after.plan, out.team(1))
    assert after.stops[0] == before.stops[0]
    assert after.stops[1].travel_time > before.stops[1].travel_time
    assert after.travel_time - before.travel_time == kept.price.travel_time > timedelta(0)
    assert route(kept.after.plan, out.team(2)).stops == route(out.plan, out.team(2)).stops
    assert kept.price.dropped == 0
    open_again = work_on(out.office, lift(kept.after.day), kept.after.plan, worker)
    assert open_again.plan
    assert open_again.plan.routes == out.plan.routes
    assert open_again.problem.travel_source == out.work.problem.travel_source != kept.after.problem.travel_source


def test_who_would_drive_into_the_closed_road_is_told_of_it_until_they_are_back(out: Running, worker: Worker) -> None:
    kept = ask(out, worker, Happened(What.ROAD_CLOSED, ring=across(out)))[Kind.KEEP]
    assert kept.change.teams == ()
    assert teams_words(kept) == "Tell of the closed road: Team 1, Team 2", "team 2 would come home through it"
    out.hear(1, Said.LEFT, at(10, 40), stop=2, code="A")
    out.hear(1, Said.BACK, at(10, 50))
    kept = ask(out, worker, Happened(What.ROAD_CLOSED, ring=across(out)))[Kind.KEEP]
    assert teams_words(kept) == "Tell of the closed road: Team 2"
    out.hear(2, Said.LEFT, at(11), stop=2, code="A")
    out.hear(2, Said.BACK, at(11, 20))
    kept = ask(out, worker, Happened(What.ROAD_CLOSED, ring=across(out)))[Kind.KEEP]
    assert teams_words(kept) == "No team has to be rung up."


def test_a_closed_road_is_kept_with_its_day_undone_with_it_and_in_the_record(out: Running) -> None:
    day = out.work.day
    closed = save_over(out.office, close(day, circle(OFFICE), out.now, "me"), day)
    with out.office.store.reading() as session:
        stored = session.day(day.date)
        assert stored
        assert stored.closed == closed.closed
    save_over(out.office, day, closed)
    with out.office.store.reading() as session:
        stored = session.day(day.date)
        kinds = [entry["kind"] for entry in session.records()]
    assert stored
    assert stored.closed == ()
    assert [kind for kind in kinds if kind.startswith("road_")] == ["road_closed", "road_opened"]


def test_what_is_no_area_is_refused_and_who_lives_inside_is_named(out: Running) -> None:
    for ring, code in (
        ((OFFICE, OFFICE, Coordinates(45.21, -30.4)), "ring_too_few_corners"),
        ((OFFICE, Coordinates(45.21, -30.4), Coordinates(45.22, -30.4)), "ring_too_few_corners"),
        (circle(OFFICE, 40_000), "ring_too_large"),
    ):
        with pytest.raises(BadInput) as refused:
            close(out.work.day, ring, out.now, "me")
        assert refused.value.code == code
    home = out.work.day.visits[2].location
    assert home
    assert shut_in(close(out.work.day, circle(home.coordinates), out.now, "me")) == (out.work.day.visits[2],)


def test_without_its_car_a_team_goes_on_on_foot_or_stops_and_what_it_drove_stays_driven(
    out: Running, worker: Worker
) -> None:
    found = answers(out.office, worker, out.work, Happened(What.CAR_OUT, out.team(1)), out.now)
    by_mode = {answer.mode: answer for answer in found if answer.kind == Kind.TRAVEL}
    assert by_mode.keys() == {TravelMode.CAR, TravelMode.BICYCLE, TravelMode.FOOT}
    before = route(out.plan, out.team(1))
    car, foot = (route(by_mode[mode].after.plan, out.team(1)) for mode in (TravelMode.CAR, TravelMode.FOOT))
    assert car.stops[0] == foot.stops[0] == before.stops[0]
    assert car.stops[1].start >= out.now + timedelta(minutes=30)
    assert foot.stops[1].travel_time > 4 * before.stops[1].travel_time
    assert foot.distance - before.distance == by_mode[TravelMode.FOOT].price.distance
    assert Kind.DROP in {answer.kind for answer in found}
    assert not by_mode[TravelMode.FOOT].broken


def test_without_a_car_others_take_the_visits_over_with_their_papers(out: Running, worker: Worker) -> None:
    over = ask(out, worker, Happened(What.CAR_OUT, out.team(1)))[Kind.HAND_OVER]
    assert over.after.plan
    (meeting,) = coming_of(over.after.plan)
    assert meeting.to_shift == out.team(2)
    assert [stop.visit_id for stop in route(over.after.plan, out.team(1)).stops] == [out.visit(1, 1)]
    assert (over.price.dropped, over.price.moved) == (0, 1)
    assert answer_detail(over, out.work.day) == "New papers from Office"


def test_what_a_team_on_foot_does_not_make_any_more_goes_to_others(out: Running, worker: Worker) -> None:
    first, *others = out.work.day.shifts
    shifts = (replace(first, end=time(11, 15), breaks=()), *others)
    out.work = work_on(out.office, replace(out.work.day, shifts=shifts), out.plan, worker)
    found = answers(out.office, worker, out.work, Happened(What.CAR_OUT, first.id), out.now)
    walking = {each.kind: each for each in found if each.mode is TravelMode.FOOT}
    assert walking[Kind.TRAVEL].price.dropped == 1
    handed = walking[Kind.TRAVEL_HANDED]
    assert (handed.price.dropped, handed.price.moved) == (0, 1)
    assert found.index(handed) < found.index(walking[Kind.TRAVEL])
    (moved,) = handed.change.moved
    assert f"y other teams: {moved.visit.reference}" in answer_detail(handed, out.work.day)


def test_a_team_stops_here_and_whoever_was_promised_a_time_is_to_be_called(out: Running, worker: Worker) -> None:
    key = out.visit(1, 2)
    day = out.work.day
    visits = tuple(replace(v, promised=Window(at(10).time(), at(17).time())) if v.id == key else v for v in day.visits)
    out.work = work_on(out.office, replace(day, visits=visits), out.plan, worker)
    found = ask(out, worker, Happened(What.STOPS_HERE, out.team(1)))
    drop = found[Kind.DROP]
    assert [stop.visit_id for stop in route(drop.after.plan, out.team(1)).stops] == [out.visit(1, 1)]
    assert [(call.visit.id, call.why, call.promised) for call in drop.customers] == [(key, Why.NOT_TODAY, True)]
    assert drop.price.promises == 1
    assert [shift.id for shift in drop.change.teams] == [out.team(1)]
    assert found[Kind.HAND_OVER].price.dropped == 0
    assert Kind.SPREAD not in found  # the papers are with the team that stops


def test_a_team_of_which_nothing_was_told_knocks_at_no_door_twice(running: Running, worker: Worker) -> None:
    running.now = at(17)
    assert all(stop.start < running.now for stop in route(running.plan, running.team(1)).stops)
    with pytest.raises(NotAllowed, match="team_has_nothing_left"):
        answers(running.office, worker, running.work, Happened(What.STOPS_HERE, running.team(1)), running.now)


def test_somebody_falls_ill_on_the_way_and_the_reserve_steps_in_or_the_day_of_the_team_ends(
    out: Running, worker: Worker
) -> None:
    day = out.work.day
    out.work = work_on(out.office, replace(day, staff=(*day.staff, person(99))), out.plan, worker)
    ill = day.shifts[0].members[0].id
    found = ask(out, worker, Happened(What.STAFF_ILL, staff_id=ill))
    stepped_in = found[Kind.ARRANGE]
    assert [member.reference for member in stepped_in.after.day.shift(out.team(1)).members][-1] == "S-99"
    assert ill in stepped_in.after.day.absent
    team, new = day.shifts[0].team.name, stepped_in.after.day.shift(out.team(1)).members[-1].name
    assert teams_words(stepped_in) == f"Ring up: {team}, {new}", "they have to find each other"
    assert stepped_in.price.dropped == 0
    assert route(stepped_in.after.plan, out.team(1)).stops[0] == route(out.plan, out.team(1)).stops[0]
    assert found[Kind.DROP].price.dropped == 1
    assert ill in {member.id for member in found[Kind.DROP].after.day.shift(out.team(1)).members}


def test_nothing_is_given_to_a_team_whose_day_stands_still(running: Running, worker: Worker) -> None:
    running.now, happened = at(8), Happened(What.SPREAD, running.team(1))
    work = work_on(running.office, running.work.day, running.plan, worker)
    free = {a.kind: a for a in answers(running.office, worker, work, happened, running.now)}
    assert len(route(free[Kind.SPREAD].after.plan, running.team(2)).stops) == 4
    open_incident(running.office, running.work.day, running.team(2), IncidentKind.ACCIDENT, by=ALONE)
    found = {a.kind: a for a in answers(running.office, worker, work, happened, running.now)}
    assert all(len(route(answer.after.plan, running.team(2)).stops) == 2 for answer in found.values())
    assert found[Kind.DROP].price.dropped == 2


def test_whom_to_call_follows_from_the_plan_until_somebody_did(out: Running) -> None:
    day, key = out.work.day, out.visit(1, 2)
    less = judged(out.office, out.work, edit.take_out(out.work.problem, out.plan, key))
    with out.office.store.reading() as session:
        (call,) = read_to_call(session, day, less.plan)
        assert read_to_call(session, day, out.plan) == ()
        assert read_to_call(session, day, less.plan, blocked={key: f"rule:{gate.HELD}"}) == ()
    called(out.office, day, call, answered=False, by=ALONE)
    with out.office.store.reading() as session:
        (again,) = read_to_call(session, day, less.plan)
    assert again.tries == 1
    called(out.office, day, again, by=ALONE)
    with out.office.store.reading() as session:
        assert read_to_call(session, day, less.plan) == ()
        assert [entry["kind"] for entry in session.records()][-2:] == ["customer_not_reached", "customer_told"]


def test_who_comes_outside_the_promised_span_is_announced_anew(out: Running) -> None:
    key = out.visit(1, 2)
    day = replace(out.work.day, visits=tuple(
        replace(v, promised=Window(at(8).time(), at(9).time())) if v.id == key else v for v in out.work.day.visits
    ))  # fmt: skip
    (call,) = to_call(day, out.plan, out.plan)
    assert (call.why, call.start) == (Why.OTHERWISE, route(out.plan, out.team(1)).stops[1].start)
    assert isinstance(call.start, datetime)


def test_new_papers_without_a_promised_visit_leave_its_customer_to_be_called(out: Running) -> None:
    key = out.visit(1, 2)
    less = edit.take_out(out.work.problem, out.plan, key)
    span = Window(at(9).time(), at(10).time())
    told = tuple(replace(v, promised=span) if v.id == key else v for v in out.work.day.visits)
    assert to_call(out.work.day, less, less) == ()
    (call,) = to_call(replace(out.work.day, visits=told), less, less)
    assert (call.visit.id, call.why, call.was, call.promised) == (key, Why.NOT_TODAY, at(9), True)


def test_who_may_be_visited_is_called_though_nobody_can_come(out: Running) -> None:
    key = out.visit(1, 2)
    less = edit.take_out(out.work.problem, out.plan, key)
    (call,) = to_call(out.work.day, out.plan, less, blocked={key: AFTER_MISSING})
    assert call.why == Why.NOT_TODAY
    for rule in (gate.CROWDED, gate.HOUSEHOLD, gate.HOURS):
        assert to_call(out.work.day, out.plan, less, blocked={key: f"rule:{rule}"}), "a rule of the office's own"
    for why in (f"rule:{gate.HELD}", f"rule:{gate.PEACE}", "not_approved"):
        assert to_call(out.work.day, out.plan, less, blocked={key: why}) == ()
