"""A day that is issued again: whose papers are new, whose still hold, and how often each came out of a printer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.bootstrap import Office
from planner.cases.copy_model import Paper
from planner.cases.copy_words import state_words
from planner.day import edit
from planner.day.issue import issue
from planner.day.optimize import prepare
from planner.day.printing import note_printed, papers_in_force, papers_of_issue, require_newest
from planner.errors import Conflict, NotFound
from planner.model import Plan
from planner.running.held import read_held
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from tests.planner.cases.test_itineraries import kept, numbers


def test_a_second_issue_prints_the_changed_team_and_a_page_for_the_telephone(
    office: Office, worker: Worker, tmp_path: Path
) -> None:
    made = day(*(visit(n, north=700 * n, east=200 * n) for n in range(1, 5)))
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        the_day = session.save_day(replace(made, branch=branch))
    dp, plan = prepare(office, the_day, worker), Plan(the_day.id)
    for number, each in enumerate(the_day.visits[:3]):
        plan = edit.move(dp, plan, each.id, the_day.shifts[number % 2].id)
    first = issue(office, the_day, plan, tmp_path / "out", worker=worker)
    more = edit.move(dp, first.plan, the_day.visits[3].id, the_day.shifts[1].id)
    second = issue(office, the_day, more, tmp_path / "out", worker=worker)
    named = {file.name for file in second.files}
    assert {"route-Team-2.pdf", "folder-Team-2.pdf", "changes.pdf", "control.pdf"} <= named
    assert not {"route-Team-1.pdf", "folder-Team-1.pdf"} & named
    said = " ".join(PdfReader(second.folder / "changes.pdf").pages[0].extract_text().split())
    for words in ("Team 2", "Version 2 replaces version 1", "new for you", "V-4", "Maple Road 4", "No. "):
        assert words in said, words
    assert "Quill" not in said
    text = " ".join(PdfReader(second.folder / "route-Team-2.pdf").pages[0].extract_text().split())
    assert "replaces 1" in text
    here = papers_in_force(office, TUESDAY, tmp_path / "out")
    assert [(each.path.name, each.version) for each in here.files] == [
        ("route-Team-1.pdf", 1), ("folder-Team-1.pdf", 1), ("route-Team-2.pdf", 2), ("folder-Team-2.pdf", 2),
        ("changes.pdf", 2), ("control.pdf", 2),
    ], "of each team the papers that it has"  # fmt: skip
    with office.store.reading() as session:
        held = read_held(session, the_day)
    assert [held[each.id].issue for each in the_day.shifts] == [1, 2], "nothing was printed anew for the first team"
    only_new = papers_of_issue(office, TUESDAY, second)
    assert only_new.files == here.files[2:]
    for _time in range(2):
        note_printed(office, TUESDAY, 2, only_new.files[:1])
    again = [copy for copy in kept(office) if copy.printed]
    assert [copy.number for copy in again] == numbers(kept(office), Paper.ROUTE_SHEET, "Team 2")[-2:]
    assert {state_words(copy) for copy in again} == {"out; printed 2 times"}
    assert papers_in_force(office, TUESDAY, tmp_path / "out").files[2].printed == 2
    first.folder.rename(tmp_path / "elsewhere")
    assert [each.path.name for each in papers_in_force(office, TUESDAY, tmp_path / "out").elsewhere] == [
        "route-Team-1.pdf", "folder-Team-1.pdf",
    ]  # fmt: skip
    with pytest.raises(NotFound, match="no_papers"):
        papers_in_force(office, TUESDAY, tmp_path / "nowhere")
    fewer = edit.take_out(dp, second.plan, the_day.visits[1].id)
    third = issue(office, the_day, fewer, tmp_path / "out", worker=worker)
    said = " ".join(PdfReader(third.folder / "changes.pdf").pages[0].extract_text().split())
    assert "Version 3 replaces version 2" in said
    require_newest(office, TUESDAY, third.version)
    with pytest.raises(Conflict, match="old_papers"):
        require_newest(office, TUESDAY, second.version)
    office_page = numbers(kept(office), Paper.CHANGES)[0]
    assert f"–{office_page}" not in said
    assert f", {office_page}" not in said, "the office's own page is in no team's hands"
