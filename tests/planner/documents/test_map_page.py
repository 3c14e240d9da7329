"""Map pages: nothing outside is linked, nothing people wrote becomes markup, and no more is told than may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from planner.documents import map_alone
from planner.documents.map_assets import asset
from planner.documents.map_page import ORIGIN, base_page, plan_geojson, standalone_page
from planner.model import (
    Actual,
    Coordinates,
    Day,
    Depot,
    LocationSource,
    Lock,
    MatchClass,
    Plan,
    Route,
    Stop,
    Unassigned,
)
from routing.travel import Leg
from tests import builders

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.links += [str(found[name]) for name in ("src", "href") if name in found]
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(found["content"])


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL)
    assert found
    parts: dict[str, Any] = json.loads(found[1])
    return parts


@pytest.fixture
def town() -> tuple[Day, Plan]:
    """Team 1 from the depot and back, team 2 from a home; a visit left over, one only roughly located."""
    visits = [builders.visit(n, ("09:00", "11:00"), north=300 * n, east=200 * (-1) ** n * n) for n in range(1, 6)]
    assert visits[1].location
    assert visits[4].location
    visits[1] = replace(visits[1], location=replace(visits[1].location, source=LocationSource.HAND))
    visits[4] = replace(visits[4], location=replace(visits[4].location, match=MatchClass.STREET))
    day = builders.day(*visits)
    person = replace(day.staff[2], home_location=builders.at(-500, -500))
    home = replace(day.shifts[1], start_at=person, end_at=person)
    routes = tuple(
        Route(shift.id, tuple(_stop(visit.id, n) for n, visit in enumerate(pair)), MORNING, MORNING)
        for shift, pair in zip(day.shifts, (visits[:2], visits[2:3]), strict=True)
    )
    left = (Unassigned(visits[3].id, "no_skill"), Unassigned(visits[4].id, "not_located"))
    return replace(day, shifts=(day.shifts[0], home)), Plan(day.id, routes, left)


def _stop(visit_id: UUID, number: int) -> Stop:
    start = MORNING + timedelta(hours=number)
    return Stop(visit_id, start, start, start + timedelta(minutes=30), travel_time=timedelta(minutes=7), distance=2400)


def told(day: Day, plan: Plan | None, *, names: bool = True, **lines: object) -> Iterator[dict[str, Any]]:
    yield from (feature["properties"] for feature in plan_geojson(day, plan, {}, names=names)["features"])


def test_the_window_page_links_only_to_our_own_scheme() -> None:
    text = base_page(center=Coordinates(45.2, -30.4), zoom=12, bounds=(45.1, -30.5, 45.3, -30.3), dark=True)
    page = Page(text)
    assert len(page.links) == 13
    assert all(link.startswith(ORIGIN) for link in page.links)
    assert not re.findall(r"https?:|url\(|//cdn", text)
    assert "unsafe" not in page.policy
    options = ('"zoomSnap": 0.5', '"preferCanvas": true', '"zoomControl": false', '"attributionControl": false')
    assert all(option in text for option in options)  # folium says nothing of an option it does not know


def test_our_styles_ask_for_no_other_file() -> None:
    assert not re.findall(r"url\(|@import", asset("leaflet.css") + asset("map.css"))


def test_every_stop_says_its_number_time_and_reference(town: tuple[Day, Plan]) -> None:
    stops = [each for each in told(*town) if each["kind"] == "stop"]
    assert [(stop["number"], stop["title"]) for stop in stops] == [("1", "1 · V-1"), ("2", "2 · V-2"), ("1", "1 · V-3")]
    assert stops[1]["rows"] == ["Ada Quill2", "10:00–10:30 · Team 1", "may start 09:00–11:00"]
    assert [stop["by_hand"] for stop in stops] == [False, True, False]
    assert [stop["went"] for stop in stops] == ["", "", ""]
    left = [each for each in told(*town) if each["kind"] == "left"]
    assert [(each["number"], each["sure"]) for each in left] == [("U1", True), ("U2?", False)]


def test_how_it_went_is_on_the_pin_but_on_none_without_names(town: tuple[Day, Plan]) -> None:
    day, plan = town
    first = plan.routes[0]
    done = replace(first.stops[0], lock=Lock(begun=True), actual=Actual(outcome="done"))
    begun = replace(first.stops[1], lock=Lock(begun=True))
    under_way = replace(plan, routes=(replace(first, stops=(done, begun)), *plan.routes[1:]))
    assert [each["went"] for each in told(day, under_way) if each["kind"] == "stop"] == ["done", "begun", ""]
    bare = plan_geojson(day, under_way, {}, names=False)["features"]
    assert {each["properties"]["went"] for each in bare if each["properties"]["kind"] == "stop"} == {""}


def test_without_a_plan_all_located_visits_are_hollow(town: tuple[Day, Plan]) -> None:
    kinds = [each["kind"] for each in told(town[0], None)]
    assert kinds == ["depot", "home", "left", "left", "left", "left", "left"]


def test_without_names_neither_customers_nor_homes_are_told(town: tuple[Day, Plan]) -> None:
    day, plan = town
    text = json.dumps(plan_geojson(day, plan, {}, names=False))
    assert not any(word in text for word in ("Quill", "Li Wen", "0555", "Maple", "Flat", "home"))
    ways = [f for f in plan_geojson(day, plan, {}, names=False)["features"] if f["properties"]["kind"] == "way"]
    assert [len(way["geometry"]["coordinates"]) for way in ways] == [2, 0]


def test_lines_follow_the_roads_and_old_ones_are_not_believed(town: tuple[Day, Plan]) -> None:
    day, plan = town
    shift = day.shifts[0]
    assert isinstance(shift.start_at, Depot)
    spots = [builders.OFFICE, *(builders.at(300 * n, 200 * (-1) ** n * n).coordinates for n in (1, 2)), builders.OFFICE]
    legs = [Leg(1, 1, (tuple(a), (a.lat, b.lon), tuple(b))) for a, b in pairwise(spots)]
    legs[0] = Leg(1, 1, ((44.0, -30.0), (44.0, -30.1), (44.1, -30.1)))
    features = plan_geojson(day, plan, {shift.id: tuple(legs)}, names=True)["features"]
    by_kind = {f["properties"]["kind"]: f["geometry"]["coordinates"] for f in features[:2]}
    assert [len(path) for path in by_kind["way"]] == [2, 3]
    assert [len(path) for path in by_kind["line"]] == [3]


def test_routes_on_one_road_have_lanes_of_their_own() -> None:
    visits = [builders.visit(n, north=100 * n) for n in range(4)]
    day = builders.day(*visits)
    pairs = (visits[:2], visits[:2])
    routes = tuple(
        Route(shift.id, tuple(_stop(v.id, n) for n, v in enumerate(pair)), MORNING, MORNING)
        for shift, pair in zip(day.shifts, pairs, strict=True)
    )
    assert [each["lane"] for each in told(day, Plan(day.id, routes)) if each["kind"] == "line"] == [0, 1]


def test_the_file_opens_alone(town: tuple[Day, Plan], demo_region: Path) -> None:
    text = standalone_page(*town, {}, region_folder=str(demo_region), language="en", with_names=False)
    page = Page(text)
    assert page.links == []
    assert page.policy.startswith("default-src 'none'")
    assert "script-src 'sha256-" in page.policy
    assert len(text.encode()) < 3_000_000
    parts = data_of(text)
    assert {"residential", "secondary"} <= set(parts["ground"]["lines"])
    assert {"water", "park", "building"} <= set(parts["ground"]["areas"])
    assert [team["name"] for team in parts["teams"]] == ["Team 1", "Team 2"]
    assert not any(word in text for word in ("Ada Quill", "Li Wen", "Maple Road", "Flat 2", "0555 010"))


def test_names_are_in_the_file_when_asked_for(town: tuple[Day, Plan]) -> None:
    text = standalone_page(*town, {}, region_folder=None, language="zh", with_names=True)
    assert "Ada Quill1" in text
    assert data_of(text)["ground"] is None


def test_evil_text_stays_text(town: tuple[Day, Plan]) -> None:
    day, plan = town
    plain = Page(standalone_page(day, plan, {}, region_folder=None, language="en", with_names=True)).tags
    visit = replace(day.visits[0], reference=EVIL, customer=replace(day.visits[0].customer, name=EVIL))
    shift = replace(day.shifts[0], team=replace(day.shifts[0].team, name=EVIL))
    evil = replace(
        day,
        branch=replace(day.branch, name=EVIL),
        visits=(visit, *day.visits[1:]),
        shifts=(shift, day.shifts[1]),
    )
    text = standalone_page(evil, plan, {}, region_folder=None, language="en", with_names=True)
    assert Page(text).tags == plain
    assert data_of(text)["teams"][0]["name"] == EVIL


def test_a_large_town_leaves_out_houses_before_streets(
    town: tuple[Day, Plan], demo_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = data_of(standalone_page(*town, {}, region_folder=str(demo_region), language="en", with_names=False))
    size = len(json.dumps(whole["ground"], separators=(",", ":")))
    monkeypatch.setattr(map_alone, "MAX_GROUND_BYTES", size - 1)
    less = data_of(standalone_page(*town, {}, region_folder=str(demo_region), language="en", with_names=False))
    assert "building" not in less["ground"]["areas"]
    assert less["ground"]["lines"].keys() == whole["ground"]["lines"].keys()
