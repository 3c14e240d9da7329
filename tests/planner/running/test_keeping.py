"""What happens on a running day is kept, ended and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from planner.bootstrap import Office
from planner.errors import Conflict
from planner.told import Alarm, AlarmStep, CheckIn, DayFact, Said, Tried
from tests.builders import TUESDAY

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_fact_is_found_as_it_was_told(office: Office) -> None:
    heard = CheckIn(day=TUESDAY, at=NOON, by="a", said=Said.LEFT, moment=NOON - timedelta(minutes=3), stop=2, code="B")
    alarm = Alarm(day=TUESDAY, at=NOON, by="a", due=NOON)
    with office.store.writing() as session:
        session.add_day_facts([heard, alarm])
    with office.store.reading() as session:
        assert session.day_facts(CheckIn, TUESDAY) == (replace(heard, version=1),)
        assert session.day_facts(CheckIn, TUESDAY + timedelta(days=1)) == ()
        assert session.day_facts(Alarm, open_only=True) == (replace(alarm, version=1),)


def test_what_has_ended_is_no_longer_open_and_nobody_ends_it_twice(office: Office) -> None:
    with office.store.writing() as session:
        alarm = session.add_day_fact(Alarm(day=TUESDAY, at=NOON, by="a", due=NOON))
        tried = Tried(AlarmStep.STAFF, NOON, "a", answered=True)
        ended = session.change_day_fact(replace(alarm, tried=(tried,), ended_at=NOON, ended_by="a"))
    with office.store.writing() as session:
        assert session.day_facts(Alarm, open_only=True) == ()
        assert session.day_facts(Alarm) == (ended,)
        with pytest.raises(Conflict):
            session.change_day_fact(alarm)


def test_of_a_fact_that_merely_happened_nothing_is_open() -> None:
    assert not DayFact(day=TUESDAY, at=NOON, by="a").open
