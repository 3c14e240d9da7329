"""Numbered copies on the command line: listed, ticked back by number, lost with what was on them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from planner.bootstrap import open_office
from planner.cases.copies import copies_of, sign_out
from planner.cases.copy_model import Copy, CopyState, Field, OnPaper, Paper
from tests.builders import TUESDAY
from tests.conftest import NOW
from tests.planner.cli.conftest import Rounds, row, visits


@pytest.fixture
def out(rounds: Rounds, tmp_path: Path) -> Rounds:
    """An office with a visit on Tuesday, and four papers of it that a team has."""
    assert rounds("import", visits(tmp_path, row(1))).code == 0
    with closing(open_office(tmp_path / "data")) as office:
        with office.store.reading() as session:
            (visit,) = (session.day(TUESDAY) or pytest.fail("no day")).visits
        held = OnPaper(visit.id, visit.customer.id, frozenset({Field.FULL_NAME, Field.BALANCE}))
        papers = (Paper.ROUTE_SHEET, Paper.PACKING_LIST, Paper.TEAM_ENVELOPE, Paper.CUSTOMER_ENVELOPE)
        copies = [
            Copy(number, TUESDAY, 1, paper, uuid4(), "Heron", held=(held,)) for number, paper in enumerate(papers, 1)
        ]
        with office.store.writing() as session:
            sign_out(session, copies, TUESDAY, {}, at=NOW, by="user")
    return rounds


def test_copies_are_ticked_back_by_number_and_what_is_missing_is_said(out: Rounds, tmp_path: Path) -> None:
    listed = out("copies", "list", "2026-11-24")
    assert "Packing list" in listed.said
    assert listed.said.count("Heron") == 4
    back = out("copies", "return", "1-2")
    assert (back.code, back.complained) == (0, "")
    assert "2 copies: back (1–2)" in back.said
    assert "out still 3–4" in back.said
    assert "for a customer" not in out("copies", "handed", "4").said
    assert "all copies are accounted for" in out("copies", "destroyed", "3").said
    with closing(open_office(tmp_path / "data")) as office, office.store.reading() as session:
        states = [copy.state for copy in copies_of(session, TUESDAY)]
    assert states == [CopyState.RETURNED, CopyState.RETURNED, CopyState.DESTROYED, CopyState.HANDED]


def test_a_lost_copy_says_whose_fields_were_on_it_and_no_name(out: Rounds) -> None:
    told = out("copies", "lost", "3")
    for said in ("lost (3)", "C-1", "full name", "what is still to be paid", "2026-11-24", "left to notify"):
        assert said in told.said, said
    assert "Quill" not in told.said
    assert out("copies", "list").code == 1, "a loss waits for a supervisor"
    found = out("copies", "out", "3")
    assert "out (3)" in found.said
    assert "left to notify" not in out("copies", "list").said


@pytest.mark.parametrize(
    ("words", "code"),
    [(("return", "12a"), "no number of copies"), (("return", "9-1"), "no number of copies"), (("lost", "77"), "77")],
)
def test_numbers_that_are_none_change_nothing(out: Rounds, words: tuple[str, ...], code: str) -> None:
    told = out("copies", *words)
    assert told.code == 2
    assert code in told.complained
    assert out("copies", "list", "2026-11-24").said.count(" out") == 4
