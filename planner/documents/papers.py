"""Writes everything that is issued into one folder: run in the child process, called by `planner.day.issue` alone.

It decides nothing about the plan: who calls it has judged it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path

from planner.day.lines import Lines
from planner.documents.control_sheet import control_sheet
from planner.documents.file_names import file_names
from planner.documents.paper_map import RouteShape, overview_map, stop_map
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.route_sheet import SheetMaps, overview_height, route_sheet
from planner.documents.stamp import Stamp
from planner.documents.tables import plan_json, write_workbook
from planner.documents.wording import Page
from planner.errors import BadInput
from planner.model import Day, Plan, Route, place_of
from routing.region.basemap import Basemap
from routing.worker import Progress, Report

DEMO_MARK = (
    '<div style="position:fixed;z-index:2000;top:8px;left:50%;transform:translateX(-50%);padding:4px 12px;'
    'background:#fff;border:2px solid #000;font:bold 14px sans-serif;color:#000">{words}</div>'
)


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What to write about: a judged plan of a day, the lines of its routes, and how it is stamped."""

    day: Day
    plan: Plan
    lines: Lines
    stamp: Stamp
    region_folder: str | None = None
    with_names: bool = False


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
    except OSError as error:
        raise cannot_write(error, target.parent) from error
    return (*papers, "plan.xlsx", "plan.json", "map.html")


def cannot_write(error: OSError, folder: Path) -> BadInput:
    """What stands in the way of writing, in one sentence."""
    return BadInput("cannot_write", folder=str(folder), reason=error.strerror or type(error).__name__)


def _write_sheets(order: PaperOrder, target: Path, report: Report) -> tuple[str, ...]:
    routes = [route for route in order.plan.routes if route.stops]
    names = file_names(order.day.shift(route.shift_id).team.name for route in routes)
    jobs = [
        PdfJob("route_sheet", page, str(target / name))
        for page, name in zip(_sheets(order, routes, _scaled(report, 0, 0.5)), names, strict=True)
    ]
    control = control_sheet(order.day, order.plan, order.stamp)
    jobs.append(PdfJob("control_sheet", control, str(target / "control.pdf")))
    compile_pdfs(jobs, order.stamp.issued_at, report=_scaled(report, 0.5, 1))
    return (*names, "control.pdf")


def _sheets(order: PaperOrder, routes: Sequence[Route], report: Report) -> Iterator[Page]:
    with ExitStack() as opened:
        basemap = Basemap(order.region_folder) if order.region_folder else None
        if basemap:
            opened.callback(basemap.close)
        for number, route in enumerate(routes, start=1):
            yield _sheet(order, route, basemap)
            report(Progress(number / len(routes), "papers"))


def _sheet(order: PaperOrder, route: Route, basemap: Basemap | None) -> Page:
    shape, language = _shape(order, route), order.stamp.language
    height = overview_height(route)
    overview = overview_map(shape, basemap, height=height, language=language, attribution=order.stamp.attribution)
    stops = [stop_map(shape, stop, basemap, language=language) for stop in range(len(shape.stops))] if basemap else []
    return route_sheet(order.day, order.plan, route, order.stamp, SheetMaps(overview, tuple(stops)))


def _shape(order: PaperOrder, route: Route) -> RouteShape:
    shift = order.day.shift(route.shift_id)
    located = (order.day.visit(stop.visit_id).location for stop in route.stops)
    return RouteShape(
        stops=tuple((place.coordinates.lat, place.coordinates.lon) for place in located if place),
        bases=(place_of(shift.start_at), place_of(shift.end_at)),
        legs=order.lines.get(route.shift_id, ()),
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
