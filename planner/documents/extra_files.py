"""Writes the files for other programs that were asked for: for each team those of its route, and one answer for all."""

from __future__ import annotations

from pathlib import Path

from planner.day.wanted_files import Extra
from planner.documents.calendar_file import ics
from planner.documents.paper_order import PaperOrder
from planner.documents.route_sheet import valid_until
from planner.documents.tracks import Track, gpx, holds_words, kml
from planner.documents.vroom_answer import vroom_answer
from planner.model import Route

WRITERS = {Extra.GPX: gpx, Extra.KML: kml, Extra.ICS: ics}


def write_extras(order: PaperOrder, sheets: dict[str, Route], target: Path) -> tuple[str, ...]:
    """Write what was asked for beside each route sheet (`sheets`: its file's name and its route); their names."""
    names = []
    for extra in (each for each in Extra if each in order.extras):
        if extra == Extra.VROOM:
            text = vroom_answer(order.day, order.plan, with_places=order.with_names)
            (target / "vroom.json").write_text(text, encoding="utf-8")
            names.append("vroom.json")
            continue
        for sheet, route in sheets.items():
            name = sheet.removesuffix(".pdf") + f".{extra.value}"
            (target / name).write_bytes(WRITERS[extra](_track(order, route)))
            names.append(name)
    return tuple(names)


def _track(order: PaperOrder, route: Route) -> Track:
    language, valid = order.stamp.language, valid_until(order.day, route)
    holds = holds_words(order.day, route, valid, language, with_names=order.with_names)
    legs = order.lines.get(route.shift_id, ())
    return Track(order.day, route, legs, order.stamp.issued_at, holds, language, order.with_names)
