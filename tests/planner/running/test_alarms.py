"""A team that is not heard is looked for, step by step, until it is heard; nothing of it is forgotten."""

from __future__ import annotations

from datetime import timedelta

from planner.bootstrap import open_office
from planner.running.alarms import ladder, next_step, open_alarms, raise_alarms, try_step
from planner.running.check_ins import take_back
from planner.told import Alarm, AlarmStep, CheckIn, Said
from planner.users import ALONE, Role, User
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running

QUARTER = timedelta(minutes=15)


def test_an_alarm_is_raised_once_and_is_there_after_a_restart(running: Running) -> None:
    first = running.plan.routes[0].stops[0].start
    running.hear(2, Said.ALL_WELL, first)
    assert running.alarms(first + QUARTER - timedelta(seconds=1)) == ()
    (alarm,) = running.alarms(first + QUARTER)
    assert (alarm.shift_id, alarm.due, alarm.by) == (running.team(1), first, "clock")
    assert running.alarms(first + 2 * QUARTER) == (alarm,)
    running.office.close()
    again = open_office(running.office.data, clock=lambda: first + 2 * QUARTER)
    assert raise_alarms(again, running.work.day) == (alarm,)
    with again.store.reading() as session:
        assert [entry["kind"] for entry in session.records()].count("alarm_raised") == 1
    again.close()


def test_whom_to_ring_up_stands_there_in_order(running: Running) -> None:
    (alarm,) = (each for each in running.alarms(at(12)) if each.shift_id == running.team(1))
    staff = running.work.day.shifts[0].members
    with running.office.store.writing() as session:
        head = running.work.day.shifts[1].members[0]
        session.save_user(User("R. Sorel", Role.SUPERVISOR, staff_id=head.id))
        session.save_user(User("Out with them", Role.SUPERVISOR, staff_id=staff[0].id))
        rungs = ladder(session, running.work.day, alarm, "Emergency 112\nHead office: +49 89 555 0100")
    assert [rung.step for rung in rungs] == list(AlarmStep)
    assert [rung.people for rung in rungs] == [
        ((staff[0].name, staff[0].phone),),
        ((staff[1].name, staff[1].phone),),
        (("R. Sorel", head.phone),),
        (("Emergency", "112"), ("Head office", "+49 89 555 0100")),
    ]


def test_who_did_what_is_kept_and_it_ends_when_the_team_is_heard(running: Running) -> None:
    first = running.plan.routes[0].stops[0].start
    running.hear(2, Said.ALL_WELL, first)
    (alarm,) = running.alarms(first + QUARTER)
    tried = try_step(running.office, alarm, AlarmStep.STAFF, answered=False, by=ALONE)
    assert next_step(tried) == AlarmStep.PARTNER
    tried = try_step(running.office, alarm, AlarmStep.SUPERVISOR, answered=True, by=ALONE)  # who saw no first try
    assert tried.open, "that the supervisor knows is no word of the team"
    running.now = first + 2 * QUARTER
    over = try_step(running.office, tried, AlarmStep.PARTNER, answered=True, by=ALONE)
    assert [(each.step, each.answered) for each in over.tried] == [
        (AlarmStep.STAFF, False), (AlarmStep.SUPERVISOR, True), (AlarmStep.PARTNER, True),
    ]  # fmt: skip
    assert (over.open, over.ended_by) == (False, "user")
    assert running.alarms(running.now) == (), "it was heard: the hour begins anew"
    with running.office.store.reading() as session:
        assert session.day_facts(CheckIn)[-1].said == Said.ALL_WELL


def test_any_check_in_ends_it_and_one_that_never_was_brings_it_back(running: Running) -> None:
    first = running.plan.routes[0].stops[0].start
    running.hear(2, Said.ALL_WELL, first)
    (alarm,) = running.alarms(first + QUARTER)
    there = running.hear(1, Said.ARRIVED, first + 2 * QUARTER, moment=first)
    assert [each.id for each in there.alarms] == [alarm.id]
    take_back(running.office, running.work, there.fact.id, by=ALONE)
    (again,) = running.alarms(first + 2 * QUARTER)
    assert (again.shift_id, again.due, again.id != alarm.id) == (alarm.shift_id, alarm.due, True)


def test_a_day_that_is_not_on_raises_none_and_keeps_what_it_has(running: Running) -> None:
    assert len(running.alarms(at(13))) == 2
    assert len(running.alarms(at(13) + timedelta(days=1))) == 2, "nobody was heard: they stay on top"
    with running.office.store.reading() as session:
        assert len(open_alarms(session)) == 2
    running.hear(1, Said.BACK, at(13) + timedelta(days=1), moment=at(17))
    with running.office.store.reading() as session:
        assert len(open_alarms(session)) == 1
        assert len(session.day_facts(Alarm)) == 2
