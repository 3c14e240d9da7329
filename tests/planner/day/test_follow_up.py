"""The follow-up of a visit that failed is a visit of another day, and nobody is sent there before it is approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from planner.bootstrap import Office
from planner.day.follow_up import follow_up, next_reference, proposals, take_back
from planner.day.next_slot import Part, Slot
from planner.day.workday import day_at
from planner.errors import NotAllowed
from planner.model import Actual, Day, Stop, Window, Wish
from planner.policy import gate
from tests.builders import day, visit

SLOT = Slot(date(2026, 12, 1), Part.AFTERNOON, Window(time(12), time(16, 59)), ("other_part",))


@pytest.fixture
def kept(office: Office) -> Day:
    """A kept day of two visits."""
    promised = replace(visit(1), wish=Wish(time(10)), promised=Window(time(10), time(11)), after="V-2", note="Ring")
    with office.store.writing() as session:
        return session.save_day(day(promised, visit(2)))


def test_it_is_kept_on_its_day_and_waits_for_approval(office: Office, kept: Day) -> None:
    made = follow_up(office, kept, kept.visits[0], SLOT)
    other = day_at(office, SLOT.date)
    assert [each.reference for each in other.visits] == ["V-1/2"] == [made.reference]
    again = other.visits[0]
    assert (again.windows, again.promised, again.wish, again.after) == ((SLOT.window,), None, None, "")
    assert (again.customer.id, again.cases, again.note) == (kept.visits[0].customer.id, kept.visits[0].cases, "Ring")
    assert again.location == kept.visits[0].location
    assert gate.windows(office.pack, office.closed(other), other)[1] == {again.id: "not_approved"}
    assert day_at(office, kept.date).visits == kept.visits, "the day itself is as it was"


def test_what_is_on_that_day_already_stays(office: Office, kept: Day) -> None:
    with office.store.writing() as session:
        there = replace(visit(9), date=SLOT.date)
        session.save_day(replace(day(there), date=SLOT.date, shifts=()))
    follow_up(office, kept, kept.visits[0], SLOT)
    assert [each.reference for each in day_at(office, SLOT.date).visits] == ["V-9", "V-1/2"]


def test_there_is_one_follow_up_and_no_second(office: Office, kept: Day) -> None:
    made = follow_up(office, kept, kept.visits[0], SLOT)
    with pytest.raises(NotAllowed, match="follow_up_there"):
        follow_up(office, kept, kept.visits[0], replace(SLOT, date=date(2026, 12, 2)))
    failed_again = follow_up(office, day_at(office, SLOT.date), made, replace(SLOT, date=date(2026, 12, 8)))
    assert failed_again.reference == "V-1/3"


def test_it_is_taken_back_again(office: Office, kept: Day) -> None:
    made = follow_up(office, kept, kept.visits[0], SLOT)
    take_back(office, made)
    assert day_at(office, SLOT.date).visits == ()
    assert follow_up(office, kept, kept.visits[0], SLOT).reference == made.reference


def test_the_next_slots_of_a_failed_stop(office: Office, kept: Day) -> None:
    ten, noon = datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
    visit_id = kept.visits[1].id
    planned = Stop(visit_id, ten, ten, noon)
    later = replace(planned, actual=Actual(noon, noon, "failed", "not_met"))
    assert proposals(office, kept, kept.visits[1], planned)[0].part == Part.AFTERNOON
    assert proposals(office, kept, kept.visits[1], later)[0].part == Part.MORNING
    refused = replace(planned, actual=Actual(noon, noon, "failed", "refused"))
    assert proposals(office, kept, kept.visits[1], refused) == ()


def test_none_is_kept_when_the_rules_forbid_it(office: Office, kept: Day) -> None:
    sunday = replace(SLOT, date=date(2026, 12, 6))
    with pytest.raises(NotAllowed, match="slot_unlawful"):
        follow_up(office, kept, kept.visits[0], sunday)
    assert day_at(office, sunday.date).visits == ()


def test_who_kept_it_is_recorded_without_a_name(office: Office, kept: Day) -> None:
    made = follow_up(office, kept, kept.visits[0], SLOT)
    with office.store.reading() as session:
        (record,) = session.records_of("follow_up", datetime(2026, 1, 1, tzinfo=UTC))
        assert session.broken_record() is None
    assert str(made.id) in record["details"]
    assert kept.visits[0].customer.name not in record["details"]


def test_references_are_counted_on() -> None:
    assert [next_reference(each) for each in ("V-7", "V-7/2", "2026/x", "A/9")] == [
        "V-7/2",
        "V-7/3",
        "2026/x/2",
        "A/10",
    ]
