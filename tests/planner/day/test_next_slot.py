"""A visit that failed is offered the next lawful time, at another part of the day; never a lawless one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from planner.day.next_slot import Part, Slot, next_slots, part_of
from planner.day.outcomes import NOT_MET, REASONS, REFUSED, STOPPED
from planner.model import PlaceKind, Visit, Window
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.hours import moment
from planner.policy.pack import load_pack
from tests.builders import TUESDAY, day, visit
from tests.oracles import law
from tests.oracles.problems import bounded

PACK = load_pack()
OPEN = ClosedDays()
UTC_ZONE = ZoneInfo("UTC")
MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)
CHANGES = (date(2026, 3, 25), date(2026, 10, 20), date(2026, 4, 1), TUESDAY)
"""Days shortly before clocks change somewhere."""
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


def days_and_parts(slots: tuple[Slot, ...]) -> list[tuple[date, Part]]:
    return [(slot.date, slot.part) for slot in slots]


def test_a_week_later_at_another_part_of_the_day() -> None:
    slots = next_slots(PACK, OPEN, visit(1), UTC_ZONE, MORNING)
    first, second = slots[:2]
    assert (first.date, first.part, first.window) == (date(2026, 12, 1), Part.AFTERNOON, Window(time(12), time(16, 59)))
    assert (second.date, second.part, second.window) == (
        date(2026, 12, 1),
        Part.EVENING,
        Window(time(17), time(19, 15)),
    )
    assert first.why == ("other_part", "gap")
    assert {slot.part for slot in slots} == {Part.AFTERNOON, Part.EVENING}


def test_without_a_gap_in_the_pack_it_is_the_next_day() -> None:
    free = replace(PACK, days_between=0, days_after_met=0)
    assert next_slots(free, OPEN, visit(1), UTC_ZONE, MORNING)[0].date == date(2026, 11, 25)


def test_sundays_and_closed_days_are_passed_over() -> None:
    closed = ClosedDays(names={date(2026, 12, 1): "Founding Day"})
    assert next_slots(PACK, closed, visit(1), UTC_ZONE, MORNING)[0].date == date(2026, 12, 2)
    saturday = replace(visit(1), date=date(2026, 11, 28), place_kind=PlaceKind.WORKPLACE)
    tried = datetime(2026, 11, 29, 10, tzinfo=UTC)
    assert next_slots(PACK, OPEN, saturday, UTC_ZONE, tried) == (), "nobody has invited anybody"
    invited = replace(PACK, days_between=6, places={})
    assert next_slots(invited, OPEN, saturday, UTC_ZONE, tried)[0].date == date(2026, 12, 7)


def test_only_when_the_customer_can_be_met() -> None:
    slots = next_slots(PACK, OPEN, visit(1, ("10:00", "11:00"), ("18:00", "18:30")), UTC_ZONE, MORNING)
    assert {slot.window for slot in slots} == {Window(time(18), time(18, 30))}
    assert "customer" in slots[0].why


def test_who_can_be_met_in_the_morning_only_is_met_on_another_morning() -> None:
    slots = next_slots(PACK, OPEN, visit(1, ("10:00", "11:00")), UTC_ZONE, MORNING)
    assert {slot.part for slot in slots} == {Part.MORNING}
    assert all("same_part" in slot.why for slot in slots)


def test_who_refused_is_offered_nothing_and_who_was_met_later() -> None:
    assert next_slots(PACK, OPEN, visit(1), UTC_ZONE, MORNING, REFUSED) == ()
    assert next_slots(PACK, OPEN, visit(1), UTC_ZONE, MORNING, STOPPED)[0].date == date(2026, 12, 24)


def test_who_can_never_be_met_lawfully_is_offered_nothing() -> None:
    assert next_slots(PACK, OPEN, visit(1, ("21:00", "22:00")), UTC_ZONE, MORNING) == ()


clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 14, 15, 16, 45, 59]), st.sampled_from([0, 59]))


@st.composite
def failed_visits(draw: st.DrawFn) -> Visit:
    pairs = draw(st.lists(st.tuples(clock_times, clock_times), max_size=3))
    return replace(
        visit(1),
        date=draw(st.sampled_from(CHANGES)),
        place_kind=draw(st.sampled_from(PlaceKind)),
        service_time=timedelta(seconds=draw(st.sampled_from([60, 599, 1800, 2700, 6 * 3600]))),
        windows=tuple(Window(min(pair), max(pair)) for pair in pairs),
    )


@bounded
@given(
    failed_visits(), st.sampled_from(ZONES), st.integers(0, 86_399), st.sampled_from(REASONS),
    st.sets(st.integers(1, 60), max_size=20),
)  # fmt: skip
def test_the_gate_allows_every_second_of_every_proposal(
    failed: Visit, zone_name: str, second: int, reason: str, feasts: set[int]
) -> None:
    zone = ZoneInfo(zone_name)
    tried = moment(failed.date, time(0), zone) + timedelta(seconds=second)
    local = tried.astimezone(zone)
    closed = ClosedDays(names={local.date() + timedelta(days=number): "a feast" for number in feasts})
    for slot in next_slots(PACK, closed, failed, zone, tried, reason):
        again = replace(failed, date=slot.date, windows=(slot.window,))
        the_day = replace(day(again, zone=zone_name), date=slot.date)
        ends = (moment(slot.date, slot.window.earliest, zone), moment(slot.date, slot.window.latest, zone))
        assert gate.windows(PACK, closed, the_day)[0] == {again.id: (ends,)}
        for start in ends:
            assert law.lawful(again, start, start + again.service_time, zone, frozenset(closed.names))
            assert law.wished(failed, start, zone)
        assert slot.date - local.date() >= timedelta(days=7 if reason == NOT_MET else 30)
        assert part_of(slot.window.earliest) == part_of(slot.window.latest) == slot.part
        assert (slot.part == part_of(local.time())) == ("same_part" in slot.why)
