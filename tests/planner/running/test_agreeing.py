"""A customer agrees by telephone to another time: it is kept, recorded, and lawful as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.bootstrap import Office
from planner.cases.model import Contact, Purpose
from planner.day.workday import Workday
from planner.errors import Conflict, NotAllowed
from planner.model import Window
from planner.running.agreeing import agree
from tests.builders import day, visit
from tests.planner.day.handmade import framed, planned
from tests.planner.day.locks.conftest import at


def stored(office: Office) -> Workday:
    told = replace(visit(1, north=1000), promised=Window(at(10).time(), at(11).time()))
    with office.store.writing() as session:
        the_day = session.save_day(day(told, teams=1))
    dp = framed(the_day)
    return Workday(the_day, planned(dp, {the_day.shifts[0].id: [the_day.visits[0].id]}), dp, ())


def test_what_a_customer_agrees_to_is_kept_recorded_and_the_plan_keeps_to_it(office: Office) -> None:
    work = stored(office)
    (only,) = work.day.visits
    span = Window(at(13).time(), at(14, 30).time())
    after = agree(office, work, only.id, span, by=office.user)
    assert after.day.visits[0].promised == span
    assert after.plan
    assert after.plan.routes[0].stops[0].start == at(13)
    with office.store.reading() as session:
        kept = session.day(work.day.date)
        assert kept
        assert kept.visits == after.day.visits
        assert [each.purpose for each in session.facts(Contact)] == [Purpose.PROMISE]
    with pytest.raises(Conflict):
        agree(office, work, only.id, span, by=office.user)


def test_what_lies_partly_outside_the_law_is_agreed_with_nobody(office: Office) -> None:
    work = stored(office)
    late = Window(at(18, 30).time(), at(21).time())
    with pytest.raises(NotAllowed, match="span_partly_lawful") as told:
        agree(office, work, work.day.visits[0].id, late, by=office.user)
    assert told.value.details["lawful"] == "18:30–19:15"
    agree(office, work, work.day.visits[0].id, Window(at(18, 30).time(), at(19, 15).time()), by=office.user)
