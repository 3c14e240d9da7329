"""A running day at one moment: who needs a person first, and nothing that is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

from planner.audit import keep_plan
from planner.day import edit
from planner.day.workday import judged, work_on
from planner.model import Window
from planner.running.alarms import try_step
from planner.running.answer import answer, noting_words
from planner.running.check_in_line import Asked
from planner.running.confirming import confirm
from planner.running.needs import Need, NeedKind, needs, next_due
from planner.running.situation import Situation, situation
from planner.running.situation_words import WORDS, calm_words, need_words
from planner.told import AlarmStep, Said
from planner.users import ALONE
from tests.builders import TUESDAY
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running


def look(running: Running) -> Situation:
    """The window looks."""
    return situation(running.office, running.work, running.now)


def test_a_calm_day_says_who_is_to_be_heard_next(running: Running) -> None:
    found = look(running)
    assert found.runs
    assert needs(found) == ()
    assert calm_words(found, next_due(found)).startswith("All teams are well. Next check-in: Team ")


def test_danger_comes_before_a_silent_team_and_that_before_a_change_to_read_out(running: Running) -> None:
    running.hear(1, Said.SET_OUT, running.plan.routes[0].start)
    running.hear(2, Said.SET_OUT, max(running.now, running.plan.routes[1].start))
    dropped = running.visit(2, 2)
    plan = edit.take_out(running.work.problem, running.plan, dropped)
    running.work = judged(running.office, running.work, plan)
    with running.office.store.writing() as session:
        session.save_plan(plan)
    running.hear(1, Said.DANGER, running.now + timedelta(minutes=1))
    running.now += timedelta(hours=2)
    found = needs(look(running))
    kinds = [need.kind for need in found]
    assert kinds[:2] == [NeedKind.DANGER, NeedKind.ALARM]
    assert NeedKind.PENDING in kinds or NeedKind.TELL_NOW in kinds
    assert NeedKind.CALL_CUSTOMER in kinds
    (call,) = [each for each in found if each.kind is NeedKind.CALL_CUSTOMER]
    assert need_words(look(running), call).detail.endswith("Nobody comes today.")
    titles = [need_words(look(running), need).title for need in found]
    assert titles[0] == "Team 1: danger"
    assert titles[1].startswith("Team 2 is not heard: ")


def test_stops_of_a_team_that_is_back_are_not_forgotten(running: Running) -> None:
    running.hear(1, Said.SET_OUT, running.plan.routes[0].start)
    running.hear(1, Said.LEFT, at(9), stop=1, code="B")
    team = look(running).team(running.team(1))
    assert team
    assert noting_words(team, Asked(Said.BACK), running.work.day.zone) == "Team 1 is back, now; stop 2 is open"
    running.hear(1, Said.BACK, at(9, 30))
    found = look(running)
    (need,) = [each for each in needs(found) if each.kind is NeedKind.STOPS_LEFT]
    assert need_words(found, need).title == "Team 1 is back, and stop 2 is open"
    running.now = at(17)
    late = [each.kind for each in needs(look(running)) if each.shift_id == running.team(1)]
    assert late == [NeedKind.STOPS_LEFT], "nobody is late for a stop that nobody goes to"
    running.now = at(9, 30)
    running.hear(1, Said.SET_OUT, at(9, 40))
    assert NeedKind.STOPS_LEFT not in [each.kind for each in needs(look(running))], "it has set out again"


def test_a_change_is_read_out_until_somebody_of_the_team_has_confirmed_it(running: Running) -> None:
    running.hear(2, Said.SET_OUT, running.plan.routes[1].start)
    dropped = running.visit(2, 2)
    number = look(running).team(running.team(2)).numbers[dropped]  # type: ignore[union-attr]
    running.work = judged(
        running.office, running.work, edit.take_out(running.work.problem, running.plan, dropped)
    )  # fmt: skip
    keep_plan(running.office, running.plan)
    changed_at, running.now = running.now, running.now + timedelta(minutes=5)
    found = look(running)
    assert [need.at for need in needs(found) if need.kind == NeedKind.PENDING] == [changed_at], "since it was changed"
    told = [line.text for line in answer(found, found.team(running.team(2)))]  # type: ignore[arg-type]
    assert any(f"stop {number}" in line for line in told)
    confirm(running.office, running.work.day, running.plan, running.team(2), "Li Wen20", by=ALONE)
    assert not any(need.kind in (NeedKind.PENDING, NeedKind.TELL_NOW) for need in needs(look(running)))


def test_a_late_team_is_one_row_and_one_that_is_silent_as_well_is_rung_up_first(running: Running) -> None:
    told = {running.visit(1, 1): ("09:00", "09:20"), running.visit(1, 2): ("09:40", "09:55")}
    day = running.work.day
    spans = {key: Window(*map(time.fromisoformat, span)) for key, span in told.items()}
    visits = tuple(replace(each, promised=spans.get(each.id)) for each in day.visits)
    running.work = work_on(running.office, replace(day, visits=visits), running.plan, running.worker)
    running.hear(1, Said.SET_OUT, at(9))
    running.now = at(9, 25)
    (row,) = of_team(running)
    words = need_words(look(running), row)
    assert row.kind is NeedKind.WARNING
    assert words.title.startswith("Team 1 is up to ")
    assert words.title.endswith("late for 2 promised times")
    assert words.detail.startswith("Due at 09:15 and not heard yet: ring them up first. First V-")
    running.now = at(9, 50)
    (row,) = of_team(running)
    assert row.kind is NeedKind.ALARM
    assert "As far as is known: up to 33 min late for 2 promised times." in need_words(look(running), row).detail
    alarm = look(running).facts.alarms[0]
    try_step(running.office, alarm, AlarmStep.STAFF, answered=False, by=ALONE)
    assert [row.kind for row in of_team(running)] == [NeedKind.ALARM, NeedKind.WARNING], "its customers wait"


def test_a_late_team_comes_before_the_call_that_its_ways_out_may_spare(running: Running) -> None:
    day, key = running.work.day, running.visit(1, 2)
    until = running.plan.routes[0].stops[1].start - timedelta(minutes=10)
    span, both = Window(time(8), until.time()), [NeedKind.WARNING, NeedKind.CALL_CUSTOMER]
    visits = tuple(replace(each, promised=span) if each.id == key else each for each in day.visits)
    running.work = work_on(running.office, replace(day, visits=visits), running.plan, running.worker)
    assert [row.kind for row in needs(look(running)) if row.kind in both] == both
    running.hear(1, Said.ARRIVED, until - timedelta(minutes=2), stop=1)
    running.now = until
    assert [row.kind for row in needs(look(running)) if row.kind in both] == both[::-1], "nobody can be there in time"


def test_a_team_that_is_back_a_little_after_its_shift_is_no_row(running: Running) -> None:
    day, route = running.work.day, running.plan.routes[0]
    for late, rows in ((-5, 0), (4, 0), (6, 1)):
        end = (route.end - timedelta(minutes=late)).time()
        shifts = tuple(replace(s, end=end, breaks=()) if s.id == route.shift_id else s for s in day.shifts)
        running.work = work_on(running.office, replace(day, shifts=shifts), running.plan, running.worker)
        running.now = route.start + timedelta(minutes=1)  # a minute late, and not heard of
        assert len([row for row in of_team(running) if row.kind in (NeedKind.WARNING, NeedKind.NEAR)]) == rows


def of_team(running: Running) -> list[Need]:
    return [need for need in needs(look(running)) if need.shift_id == running.team(1)]


def test_a_day_without_papers_or_another_date_does_not_run(running: Running) -> None:
    running.now = at(9) + timedelta(days=1)
    assert not look(running).runs
    running.now = at(9)
    running.work = replace(running.work, plan=None)
    assert not look(running).runs


def test_who_plans_another_day_is_told_of_a_team_that_is_out_today(running: Running) -> None:
    other = replace(running.work.day, id=uuid4(), date=TUESDAY + timedelta(days=1), visits=(), shifts=(), version=0)
    running.now = running.plan.routes[0].stops[0].start + timedelta(minutes=20)
    found = situation(running.office, replace(running.work, day=other, plan=None), running.now)
    assert not found.runs
    assert found.today
    first = needs(found)[0]
    assert first.kind is NeedKind.ALARM
    assert need_words(found, first).title == "Team 1 is not heard: 20 min overdue"


def test_once_all_teams_are_back_the_day_is_to_be_closed(running: Running) -> None:
    for team in (1, 2):
        running.hear(team, Said.BACK, max(route.end for route in running.plan.routes))
    kinds = [need.kind for need in needs(look(running))]
    assert NeedKind.EVENING in kinds
    assert NeedKind.ALARM not in kinds
    assert set(WORDS) == set(NeedKind)
