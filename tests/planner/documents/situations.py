"""A day with a plan made by hand, and its papers as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from planner.day.lines import Lines, route_places
from planner.documents.papers import PaperOrder, write_papers
from planner.documents.stamp import Stamp
from planner.model import Day, Plan, Route, RouteBreak, Stop, Unassigned
from routing.travel import Leg
from tests.conftest import NOW

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANCHOR = "AAAA AKIB ENCW PCNL ZXXQ CI6R"
STAY, ROAD, REST = timedelta(minutes=20), timedelta(minutes=4), timedelta(minutes=30)


def plan_of(day: Day, *, left: int = 0) -> Plan:
    """All visits but the last few on the first shift, one after the other, with a break after the second."""
    moment, stops = START, []
    visits = day.visits[: len(day.visits) - left]
    for number, visit in enumerate(visits):
        moment += ROAD + (REST if number == 2 else timedelta())
        stops.append(Stop(visit.id, moment, moment, moment + STAY, travel_time=ROAD, distance=1500))
        moment += STAY
    rest = stops[min(1, len(stops) - 1)].departure
    route = Route(
        day.shifts[0].id,
        tuple(stops),
        START,
        moment + ROAD,
        (RouteBreak(rest, rest + REST, min(2, len(stops))),),
        ROAD * (len(stops) + 1),
        1500 * (len(stops) + 1),
        ROAD,
        1500,
    )
    return Plan(day.id, (route,), tuple(Unassigned(visit.id, "no_room") for visit in day.visits[len(visits) :]))


def lines_of(day: Day, plan: Plan) -> Lines:
    """Straight lines between the stops."""
    return {
        route.shift_id: tuple(
            Leg(240, 1500, (tuple(a), tuple(b)))
            for a, b in zip(route_places(day, route), route_places(day, route)[1:], strict=False)
        )
        for route in plan.routes
    }


def write(
    folder: Path,
    day: Day,
    plan: Plan,
    *,
    language: str = "en",
    region: Path | None = None,
    demo: bool = False,
    with_names: bool = False,
    **more: Any,
) -> Path:
    """Write all papers of a plan into a folder; `more` goes into the order."""
    folder.mkdir()
    stamp = Stamp(3, NOW, language, "floor 2026.11", "Map: nowhere" if region else "", demo, ANCHOR)
    order = PaperOrder(day, plan, lines_of(day, plan), stamp, str(region) if region else None, with_names, **more)
    write_papers(order, str(folder), report=lambda _: None)
    return folder


def pages(file: Path) -> list[str]:
    """The text of each page, lines joined."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def sheets(folder: Path) -> Iterable[Path]:
    """The route sheets in a folder."""
    return folder.glob("route-*.pdf")
