"""Who is out and who is back is told once, for papers, forecast, clock and evening alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from planner.day.heard import back, set_out
from planner.running.forecast_model import heard_of
from planner.told import CheckIn, Said

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SWAN = uuid4()


def says(said: Said, minutes: int, shift_id: UUID = SWAN) -> CheckIn:
    when = NOON + timedelta(minutes=minutes)
    return CheckIn(day=DAY, at=when, by="user", shift_id=shift_id, said=said, moment=when)


def test_who_tells_at_the_desk_how_a_stop_ended_is_back_still() -> None:
    told = [says(Said.SET_OUT, -90), says(Said.BACK, 0), says(Said.LEFT, 10), says(Said.ALL_WELL, 20)]
    assert back(told) == heard_of(told).back == {SWAN: NOON}
    assert set_out(told) == {SWAN: NOON - timedelta(minutes=90)}


def test_who_goes_out_again_is_not() -> None:
    told = [says(Said.BACK, 0), says(Said.SET_OUT, 30)]
    assert back(told) == heard_of(told).back == {}
