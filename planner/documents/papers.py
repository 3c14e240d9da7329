"""Writes everything that is issued into one folder: run in the child process, called by `planner.day.issue` alone.

It decides nothing about the plan: who calls it has judged it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from html import escape
from itertools import chain, zip_longest
from pathlib import Path

from planner.day.direction_words import steps
from planner.discreet import forbidden_word
from planner.documents.control_sheet import control_sheet
from planner.documents.extra_files import write_extras
from planner.documents.itinerary_files import changes_jobs, folder_jobs
from planner.documents.paper_map import RouteShape, overview_map
from planner.documents.paper_order import PaperOrder as PaperOrder
from planner.documents.paper_stop import StopMap, stop_map
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.route_rows import PARKED
from planner.documents.route_sheet import SheetMaps, overview_height, route_sheet
from planner.documents.tables import plan_json, write_workbook
from planner.documents.wording import short_address
from planner.errors import BadInput
from planner.model import Route, place_of
from routing.region.basemap import Basemap
from routing.roads.directions import Maneuver
from routing.worker import Progress, Report

DEMO_MARK = (
    '<div style="position:fixed;z-index:2000;top:8px;left:50%;transform:translateX(-50%);padding:4px 12px;'
    'background:#fff;border:2px solid #000;font:bold 14px sans-serif;color:#000">{words}</div>'
)


def write_papers(order: PaperOrder, folder: str, *, report: Report) -> tuple[str, ...]:
    """Write route sheets, control sheet, tables and map; the names of the files.

    Raises
    ------
    BadInput
        ``cannot_write``: the folder or the disk does not take them. ``no_chinese_font``.
    """
    target = Path(folder)
    try:
        papers = _write_sheets(order, target, _scaled(report, 0.3, 0.75))
        report(Progress(0.8, "tables"))
        write_workbook(target / "plan.xlsx", order.day, order.plan, order.stamp, with_names=order.with_names)
        text = plan_json(order.day, order.plan, order.stamp, with_names=order.with_names)
        (target / "plan.json").write_text(text, encoding="utf-8")
        report(Progress(0.9, "map"))
        (target / "map.html").write_text(_map_page(order), encoding="utf-8")
        extras = write_extras(order, _sheet_names(order), target)
    except OSError as error:
        raise cannot_write(error, target.parent) from error
    return (*papers, "plan.xlsx", "plan.json", "map.html", *extras)


def cannot_write(error: OSError, folder: Path) -> BadInput:
    """What stands in the way of writing, in one sentence."""
    return BadInput("cannot_write", folder=str(folder), reason=error.strerror or type(error).__name__)


def _write_sheets(order: PaperOrder, target: Path, report: Report) -> tuple[str, ...]:
    sheets = _sheet_names(order)
    count = len(sheets) + len(order.folders) + 1 + bool(order.changes)
    # Team by team: what Typst remembers of a folder is long, and is forgotten some papers later.
    teams = zip_longest(_sheets(order, sheets, target), folder_jobs(order, target))
    papers = (job for team in teams for job in team if job)
    jobs = chain(papers, _control(order, target), changes_jobs(order, target))
    return tuple(Path(file).name for file in compile_pdfs(jobs, order.stamp.issued_at, report=report, count=count))


def _control(order: PaperOrder, target: Path) -> Iterator[PdfJob]:
    taken = {route.shift_id: order.copies_of(route) for route in order.plan.routes if route.stops}
    stamp, terms, out = order.stamp, order.terms, order.still_out
    page = control_sheet(order.day, order.plan, stamp, terms, taken, out, carried=order.carried)
    yield PdfJob("control_sheet", page, str(target / "control.pdf"), tagged=False)


def _sheet_names(order: PaperOrder) -> dict[str, Route]:
    # Of each route with stops the name of its sheet.
    routes, names = {route.shift_id: route for route in order.plan.routes}, order.sheet_files
    return {name: routes[each] for each, name in names.items() if order.only is None or each in order.only}


def _sheets(order: PaperOrder, sheets: Mapping[str, Route], target: Path) -> Iterator[PdfJob]:
    with ExitStack() as opened:
        basemap = Basemap(order.region_folder) if order.region_folder else None
        if basemap:
            opened.callback(basemap.close)
        for name, route in sheets.items():
            yield _sheet(order, route, basemap, str(target / name))


def _sheet(order: PaperOrder, route: Route, basemap: Basemap | None, file: str) -> PdfJob:
    shape, language = _shape(order, route), order.stamp.language
    height = overview_height(route, order.terms)
    overview = overview_map(shape, basemap, height=height, language=language, attribution=order.stamp.attribution)
    maps = SheetMaps(overview, tuple(_stop_maps(order, route, shape, basemap)) if basemap else ())
    told = tuple(way_steps(order, route))
    stamp, copies = order.stamp_of(route), order.copies_of(route)
    page = route_sheet(order.day, order.plan, route, stamp, maps, order.terms, told, copies, order.hands)
    return PdfJob("route_sheet", page, file, tagged=False)


def _stop_maps(order: PaperOrder, route: Route, shape: RouteShape, basemap: Basemap) -> Iterator[StopMap]:
    parks = order.day.shift(route.shift_id).travel_mode in PARKED
    for number, stop in enumerate(route.stops):
        address = short_address(order.day.visit(stop.visit_id).address.text)
        yield stop_map(shape, number, basemap, language=order.stamp.language, address=address, parks=parks)


def way_steps(order: PaperOrder, route: Route) -> Iterator[tuple[str, ...]]:
    """Turn by turn to each stop and to the end, where it was asked for; from anywhere there is no way to the first."""
    legs = (order.directions or {}).get(route.shift_id)
    if not legs:
        return
    if place_of(order.day.shift(route.shift_id).start_at) is None:
        yield ()
    for leg in legs:
        yield tuple(step.line for step in steps([discreet(each) for each in leg], order.stamp.language))


def discreet(maneuver: Maneuver) -> Maneuver:
    """The same without names that must not be carried."""

    def kept(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in names if not forbidden_word(name))

    streets, begin, toward = kept(maneuver.streets), kept(maneuver.begin_streets), kept(maneuver.toward)
    return replace(maneuver, streets=streets, begin_streets=begin, toward=toward)


def _shape(order: PaperOrder, route: Route) -> RouteShape:
    shift = order.day.shift(route.shift_id)
    located = (order.day.visit(stop.visit_id).location for stop in route.stops)
    return RouteShape(
        stops=tuple((place.coordinates.lat, place.coordinates.lon) for place in located if place),
        bases=(place_of(shift.start_at), place_of(shift.end_at)),
        legs=order.lines.get(route.shift_id, ()),
        closed=tuple(tuple(road.ring) for road in order.day.closed),
        meetings=tuple((each.place.lat, each.place.lon) for each in route.meetings if each.place),
    )


def _map_page(order: PaperOrder) -> str:
    from planner.documents.map_page import standalone_page

    page = standalone_page(
        order.day,
        order.plan,
        order.lines,
        region_folder=order.region_folder,
        language=order.stamp.language,
        with_names=order.with_names,
        credit=order.stamp.attribution,
    )
    mark = order.stamp.demo_mark
    return page.replace("<body>", "<body>" + DEMO_MARK.format(words=escape(mark)), 1) if mark else page


def _scaled(report: Report, start: float, end: float) -> Report:
    # The share of a part of the work as a share of the whole.
    def told(message: object) -> None:
        if isinstance(message, Progress):
            report(Progress(start + (end - start) * message.share, message.step))

    return told
