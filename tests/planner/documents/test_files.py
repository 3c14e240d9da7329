"""The files for other programs: what they hold, what they must not, and that they are what they say they are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from planner.day.wanted_files import Extra
from planner.documents.calendar_file import ics
from planner.documents.extra_files import write_extras
from planner.documents.paper_order import PaperOrder
from planner.documents.stamp import Stamp
from planner.documents.tables import plan_json
from planner.documents.tracks import GPX, KML
from planner.model import Address, Day
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.documents.situations import ANCHOR, lines_of, plan_of

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "plan.schema.json").read_text(encoding="utf-8"))
KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
    "null": type(None),
}  # fmt: skip
EVERY = frozenset(Extra)


def breaches(value: Any, schema: dict[str, Any], where: str = "plan") -> list[str]:
    """Where a value does not keep to a schema, by the keywords that ours uses (JSON Schema 2020-12)."""
    if "$ref" in schema:
        return breaches(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], where)
    kinds = schema.get("type", [])
    if kinds and not any(type(value) is bool if kind == "boolean" else isinstance(value, KINDS[kind])
                         for kind in ([kinds] if isinstance(kinds, str) else kinds)):  # fmt: skip
        return [f"{where}: not {kinds}"]
    found = (
        [f"{where}: {value}"] if value not in schema.get("enum", [value]) or value != schema.get("const", value) else []
    )
    if schema.get("format") == "date-time":
        found += [] if datetime.fromisoformat(value).tzinfo else [f"{where}: no offset"]
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{where}: no {name}" for name in schema.get("required", ()) if name not in value]
        found += [
            f"{where}: {name}?" for name in value if schema.get("additionalProperties") is False and name not in known
        ]
        found += [
            each for name in value if name in known for each in breaches(value[name], known[name], f"{where}.{name}")
        ]
    elif isinstance(value, list) and "items" in schema:
        found += [each for item in value for each in breaches(item, schema["items"], where)]
    return found


@pytest.fixture
def the_day() -> Day:
    first = replace(visit(1), address=Address("7, Semicolon; Street", "Flat 2\nrear"))
    return day(first, visit(2, north=900), visit(3, east=700), teams=1)


@pytest.mark.parametrize("with_names", [False, True])
def test_the_plan_keeps_to_its_published_schema(the_day: Day, with_names: bool) -> None:
    found = json.loads(
        plan_json(the_day, plan_of(the_day, left=1), Stamp(2, NOW, anchor=ANCHOR), with_names=with_names)
    )
    assert not breaches(found, SCHEMA)
    found["routes"][0]["stops"][0]["mood"] = "calm"
    found["version"] = "2"
    assert breaches(found, SCHEMA) == ["plan.version: not integer", "plan.routes.stops: mood?"]


def written(
    folder: Path, the_day: Day, *, with_names: bool = False, extras: frozenset[Extra] = EVERY
) -> dict[str, str]:
    """Each extra file of the first team, by the end of its name."""
    plan = plan_of(the_day, left=1)
    order = PaperOrder(
        the_day, plan, lines_of(the_day, plan), Stamp(1, NOW), with_names=with_names, extras=extras
    )  # fmt: skip
    names = write_extras(order, {"route-Team-1.pdf": plan.routes[0]}, folder)
    return {name.rpartition(".")[2]: (folder / name).read_bytes().decode("utf-8") for name in names}


def test_no_file_goes_out_that_was_not_asked_for(tmp_path: Path, the_day: Day) -> None:
    assert written(tmp_path, the_day, extras=frozenset()) == {}
    assert not list(tmp_path.iterdir())


def test_files_say_what_they_hold_and_hold_no_names(tmp_path: Path, the_day: Day) -> None:
    found = written(tmp_path, the_day)
    for kind in ("gpx", "kml", "ics"):
        plain = re.sub(r"\r\n ", "", found[kind]).replace("\\", "")
        assert "Holds places and times of visits; no names, no addresses." in plain
        assert "Delete it after 17:30 on 2026-11-24." in plain
        assert "V-1" in found[kind]
    for text in found.values():
        assert not [hidden for hidden in ("Quill", "Semicolon", "0555", "K-1", "C-1") if hidden in text]
    assert "location" not in found["json"]


def test_tracks_lead_from_stop_to_stop(tmp_path: Path, the_day: Day) -> None:
    found = written(tmp_path, the_day, with_names=True)
    gpx, kml = Xml.fromstring(found["gpx"]), Xml.fromstring(found["kml"])
    assert [place.findtext(f"{{{GPX}}}name") for place in gpx.iter(f"{{{GPX}}}wpt")] == ["1", "2"]
    assert len(list(gpx.iter(f"{{{GPX}}}trkpt"))) == 3, "straight lines: base, two stops, and back"
    assert kml.findtext(f".//{{{KML}}}Placemark/{{{KML}}}description", "").startswith("09:04–09:24 · V-1 · Ada Quill1")


def test_a_calendar_is_folded_and_escaped(tmp_path: Path, the_day: Day) -> None:
    text = written(tmp_path, the_day, with_names=True)["ics"]
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    assert "LOCATION:7\\, Semicolon\\; Street\\, Flat 2\\nrear" in text.replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == text.count("CLASS:PRIVATE") == 2
    assert "DTSTART:20261124T090400Z" in text
    assert ics.__doc__


def test_the_answer_for_other_solvers_adds_up(tmp_path: Path, the_day: Day) -> None:
    answer = json.loads(written(tmp_path, the_day, with_names=True)["json"])
    steps = answer["routes"][0]["steps"]
    assert [step["type"] for step in steps] == ["start", "job", "job", "break", "end"]
    assert steps[1]["arrival"] == 9 * 3600 + 240
    assert answer["summary"]["unassigned"] == len(answer["unassigned"]) == 1
    assert answer["summary"]["service"] == sum(step["service"] for step in steps if step["type"] == "job")
