"""Files for other programs go out through the one door, where they were asked for, and that is recorded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from planner.audit import ISSUED
from planner.bootstrap import Office
from planner.day.issue import issue
from planner.day.wanted_files import Extra, WantedFiles
from planner.errors import NotAllowed
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import day, visit
from tests.planner.day.test_issue import planned, stored


def test_files_that_were_asked_for_go_out_and_are_recorded(office: Office, worker: Worker, tmp_path: Path) -> None:
    the_day = stored(office, day(visit(1), visit(2, north=400), teams=1))
    wanted = WantedFiles(directions=True, extras=frozenset({Extra.ICS, Extra.VROOM}))
    issued = issue(office, the_day, planned(office, the_day, worker), tmp_path / "out", worker=worker, wanted=wanted)
    names = {file.name for file in issued.files}
    assert {"route-Team-1.ics", "vroom.json"} <= names
    assert not [name for name in names if name.endswith((".gpx", ".kml"))]
    with office.store.reading() as session:
        (entry,) = session.records_of(ISSUED)
    details = json.loads(entry["details"])
    assert (details["extras"], details["with_names"]) == ("ics,vroom", False)
    assert details["directions"] is False, "without a road map there are none"


def test_a_note_that_names_the_office_stops_the_issue(office: Office, worker: Worker, tmp_path: Path) -> None:
    with office.store.writing() as session:
        save_settings(session, Settings(signed_by="Harbor Care"))
    noted = replace(visit(1), note="Say that Harbor Care sent you.")
    the_day = stored(office, day(noted, visit(2, north=400), teams=1))
    with pytest.raises(NotAllowed, match="not_for_paper"):
        issue(office, the_day, planned(office, the_day, worker), tmp_path / "out", worker=worker)


@pytest.mark.parametrize(("name", "vehicle"), [("Debt team", ""), ("Heron", "Van of Harbor Care")])
def test_a_team_whose_name_or_vehicle_says_why_it_comes_stops_the_issue(
    office: Office, worker: Worker, tmp_path: Path, name: str, vehicle: str
) -> None:
    with office.store.writing() as session:
        save_settings(session, Settings(signed_by="Harbor Care"))
    plain = day(visit(1), visit(2, north=400), teams=1)
    shift = replace(plain.shifts[0], team=replace(plain.shifts[0].team, name=name), vehicle=vehicle)
    the_day = stored(office, replace(plain, shifts=(shift,)))
    with pytest.raises(NotAllowed, match="team_not_for_paper"):
        issue(office, the_day, planned(office, the_day, worker), tmp_path / "out", worker=worker)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
