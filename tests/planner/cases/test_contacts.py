"""When a customer may be spoken to: their hours, their days, and no more often than the rules say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cases.contacts import Room, Spoken, in_buffer, room
from planner.cases.model import Channel, Contact, ContactResult, Hold, HoldKind, Purpose
from planner.policy.closed import ClosedDays
from planner.policy.pack import Calls, Pack, load_pack, shipped
from tests.planner.cases.speaking import MONDAY, a_contact

FLOOR = load_pack()
CHINA, STATES, AUSTRALIA = (load_pack(shipped(name)) for name in ("CN", "US", "AU"))
WHO = uuid4()
TALKED = ContactResult.TALKED


def tries(count: int, every: timedelta, result: ContactResult = ContactResult.NO_ANSWER) -> list[Contact]:
    return [a_contact(WHO, MONDAY - n * every, result=result) for n in range(count)]


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)),
        (datetime(2026, 11, 23, 20, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (datetime(2026, 11, 21, 18, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)),  # after Saturday comes Monday
    ],
)
def test_nobody_is_rung_or_texted_at_a_quiet_hour_or_on_a_quiet_day(at: datetime, until: datetime) -> None:
    for channel in (Channel.PHONE, Channel.SMS, Channel.EMAIL):
        assert room(FLOOR, Spoken(), channel, at) == Room(False, "quiet_hours", until)
    assert room(FLOOR, Spoken(), Channel.LETTER, at).open
    assert room(FLOOR, Spoken(), Channel.PHONE, until).open


def test_the_clock_is_the_customers_own() -> None:
    there = Spoken(ZoneInfo("America/New_York"))
    assert room(FLOOR, Spoken(), Channel.SMS, MONDAY).open
    assert room(FLOOR, there, Channel.SMS, MONDAY) == Room(False, "quiet_hours", datetime(2026, 11, 23, 14, tzinfo=UTC))
    holiday = replace(there, closed=ClosedDays(names={date(2026, 11, 23): "A feast"}))
    assert room(FLOOR, holiday, Channel.SMS, MONDAY).until == datetime(2026, 11, 24, 14, tzinfo=UTC)


def test_hours_that_the_customer_asked_to_spare_are_spared() -> None:
    hold = Hold(
        customer_id=WHO,
        at=MONDAY,
        by="user",
        kind=HoldKind("inconvenient_time_or_place"),
        earliest=time(9),
        latest=time(13),
    )
    found = room(FLOOR, Spoken(holds=[hold]), Channel.PHONE, MONDAY)
    assert found == Room(False, "spared", datetime(2026, 11, 23, 13, tzinfo=UTC))


@pytest.mark.parametrize("kind", [HoldKind.CEASE_CONTACT, HoldKind.REPRESENTED, HoldKind.DECEASED])
def test_who_wants_no_contact_is_reached_by_nothing(kind: HoldKind) -> None:
    hold = Hold(customer_id=WHO, at=MONDAY, by="user", kind=kind)
    for channel in Channel:
        assert room(FLOOR, Spoken(holds=[hold]), channel, MONDAY) == Room(False, "held")
    ended = replace(hold, ended_at=MONDAY)
    assert room(FLOOR, Spoken(holds=[ended]), Channel.PHONE, MONDAY).open


@pytest.mark.parametrize(
    ("pack", "had", "why", "until"),
    [
        (CHINA, tries(6, timedelta(minutes=5)), "tries_spent", date(2026, 11, 24)),
        (CHINA, tries(3, timedelta(minutes=5), TALKED), "talks_spent", date(2026, 11, 24)),
        (STATES, tries(7, timedelta(hours=20)), "week_spent", date(2026, 11, 25)),
        (STATES, [a_contact(WHO, MONDAY - timedelta(days=2), result=TALKED)], "talked_lately", date(2026, 11, 30)),
        (AUSTRALIA, tries(3, timedelta(days=1)), "contacts_spent", date(2026, 11, 28)),
    ],
)
def test_calls_are_counted_and_it_is_said_when_there_is_room_again(
    pack: Pack, had: list[Contact], why: str, until: date
) -> None:
    spoken = Spoken(contacts=had)
    found = room(pack, spoken, Channel.PHONE, MONDAY)
    assert (found.open, found.why) == (False, why)
    assert found.until
    assert found.until.date() == until or found.until.weekday() == 0  # or after the Sunday
    assert room(pack, replace(spoken, contacts=had[1:]), Channel.PHONE, MONDAY).open
    assert room(pack, spoken, Channel.PHONE, found.until).open


def test_messages_are_counted_whichever_case_they_were_for_and_failed_ones_are_not() -> None:
    def sms(days: int, result: ContactResult = ContactResult.SENT) -> Contact:
        sent = MONDAY - timedelta(days=days)
        return a_contact(
            WHO, sent, channel=Channel.SMS, purpose=Purpose.REMINDER, result=result, case_id=uuid4()
        )  # fmt: skip

    assert room(FLOOR, Spoken(contacts=[sms(0)]), Channel.EMAIL, MONDAY).why == "messages_spent"
    assert room(FLOOR, Spoken(contacts=[sms(1), sms(3), sms(6)]), Channel.SMS, MONDAY).why == "messages_spent"
    assert room(FLOOR, Spoken(contacts=[sms(1), sms(3), sms(7)]), Channel.SMS, MONDAY).open
    assert room(FLOOR, Spoken(contacts=[sms(0, ContactResult.FAILED)]), Channel.SMS, MONDAY).open
    assert room(FLOOR, Spoken(contacts=[sms(0)]), Channel.PHONE, MONDAY).open


def test_after_a_reminder_nothing_happens_for_a_week() -> None:
    sent = a_contact(WHO, MONDAY, channel=Channel.SMS, purpose=Purpose.REMINDER, result=ContactResult.DELIVERED)
    last = date(2026, 11, 30)
    assert in_buffer(FLOOR, [sent], MONDAY, UTC) is None  # a call of the same day is the same reminder
    assert in_buffer(FLOOR, [sent], MONDAY + timedelta(days=1), UTC) == last
    assert in_buffer(FLOOR, [sent], MONDAY + timedelta(days=7), UTC) == last
    assert in_buffer(FLOOR, [sent], MONDAY + timedelta(days=8), UTC) is None
    assert in_buffer(FLOOR, [replace(sent, result=ContactResult.FAILED)], MONDAY + timedelta(days=1), UTC) is None


CAPS = st.one_of(st.none(), st.integers(1, 4))


@given(
    st.builds(Calls, CAPS, CAPS, CAPS, st.integers(0, 5), CAPS, CAPS),
    st.lists(st.tuples(st.integers(0, 40 * 24 * 4), st.booleans()), max_size=12),
)
def test_no_order_of_calls_that_had_room_ever_breaks_a_cap(calls: Calls, wanted: list[tuple[int, bool]]) -> None:
    pack = replace(FLOOR, calls=calls)
    had: list[Contact] = []
    for quarters, talked in sorted(wanted):
        now = MONDAY + timedelta(minutes=15 * quarters)
        if room(pack, Spoken(contacts=had), Channel.PHONE, now).open:
            had.append(a_contact(WHO, now, result=TALKED if talked else ContactResult.NO_ANSWER))
    days = [(c.at.date(), c.result == TALKED) for c in had]
    for day, _ in days:
        on = [talk for when, talk in days if when == day]
        assert sum(on) <= (calls.connected_per_day or 99)
        assert len(on) - sum(on) <= (calls.tries_per_day or 99)
        for most, length in ((calls.tries_per_week, 7), (calls.contacts_per_week, 7), (calls.contacts_per_month, 30)):
            assert sum(day - timedelta(days=length) < when <= day for when, _ in days) <= (most or 99)
    talks = [when for when, talk in days if talk]
    rest = timedelta(days=calls.quiet_days_after_talk)
    assert not any(talk < when <= talk + rest for talk in talks for when, _ in days)
