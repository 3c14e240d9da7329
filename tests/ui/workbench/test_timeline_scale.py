"""Time as width: there and back, from the day to a quarter of an hour, and on days when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.ui.workbench.timed_day import H
from ui.workbench.timeline_scale import CLOSEST, Clock, Scale, Span, extent_of, ticks

DAY = Span(7.5 * H, 20.5 * H)


def test_a_time_has_a_place_and_a_place_its_time() -> None:
    scale = Scale(DAY, 1.0).fitted(1300)
    assert scale.x(8.5 * H) == pytest.approx(100)
    assert scale.time_at(scale.x(13.3 * H)) == pytest.approx(13.3 * H)
    assert scale.width == pytest.approx(1300)


def test_the_zoom_goes_from_the_whole_day_to_a_quarter_of_an_hour() -> None:
    scale = Scale(DAY, 1.0).fitted(1000)
    assert scale.zoomed(0.1, 1000) == scale
    close = scale.zoomed(1e9, 1000)
    assert close.density * CLOSEST == pytest.approx(1000)
    assert (close.share(1000), scale.share(1000)) == (0, 1)
    middle = scale.at_share(0.5, 1000)
    assert middle.share(1000) == pytest.approx(0.5)
    assert close.density > middle.density > scale.density


def test_the_day_is_shown_with_a_margin_in_half_hours() -> None:
    assert extent_of([Span(8 * H, 20 * H), Span(8.4 * H, 20.2 * H)]) == Span(7.5 * H, 21 * H)
    assert extent_of([]).length > 8 * H


@pytest.mark.parametrize(("room", "apart", "finer"), [(1000, H, H / 2), (400, 2 * H, H), (20_000, 300, 60)])
def test_ticks_have_as_many_names_as_there_is_room(room: float, apart: float, finer: float) -> None:
    scale = Scale(DAY, 1.0).fitted(room)
    found = ticks(scale, DAY, 60)
    named = [tick.seconds for tick in found if tick.named]
    assert {b - a for a, b in pairwise(named)} == {apart}
    assert found[1].seconds - found[0].seconds == finer
    assert all(DAY.start <= tick.seconds <= DAY.end for tick in found)


def test_only_what_is_shown_gets_ticks() -> None:
    scale = Scale(DAY, 1.0).fitted(100_000)
    assert len(ticks(scale, Span(9 * H, 9.2 * H), 60)) < 30


def test_clocks_that_change_are_followed() -> None:
    clock = Clock(date(2026, 3, 29), ZoneInfo("Europe/Lisbon"))  # one hour is missing
    assert clock.at(time(9)) == 8 * H
    assert clock.words(8 * H) == "09:00"
    assert clock.seconds(datetime(2026, 3, 29, 8, tzinfo=UTC)) == 8 * H
    assert clock.moment(8 * H) == datetime(2026, 3, 29, 8, tzinfo=UTC)
