"""What lies outside an envelope, or goes by telephone, says no word of why: first each word planted there is found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.cases.outcome_words import paper_words
from planner.cases.outcomes import Code
from planner.day.difference import Change, ChangeKind
from planner.day.states import PlacedStop
from planner.documents.changes import TeamChanges, changes_page
from planner.documents.control_sheet import control_sheet
from planner.documents.folder_order import FolderOrder
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.model import Address
from tests.conftest import NOW
from tests.planner.documents.situations import pages, plan_of
from tests.planner.documents.test_discretion import FIELDS, WORDS, private_day, told
from tests.planner.documents.test_folder import an_order, written

OPEN = ("packing list", "letter", "cover", "control sheet", "page for the telephone")
"""Papers that others may see, or overhear."""


def planted(language: str) -> str:
    return "; ".join([*WORDS[language], *FIELDS[language], *(paper_words(code, language) for code in Code)])


def loud(order: FolderOrder, text: str) -> FolderOrder:
    """The same, with a text in the names that stand on covers and letters."""
    members = (replace(order.members[0], name=text), *order.members[1:])
    talks = tuple(
        replace(t, visit=replace(t.visit, customer=replace(t.visit.customer, name=text))) for t in order.talks
    )
    return replace(order, members=members, talks=talks)


def outsides(folder: Path, order: FolderOrder) -> dict[str, str]:
    """The text of the packing list, of all letters, and of all covers of customers' envelopes."""
    copies = written(folder / "folder.pdf", order)
    letters = (" ".join(copies[str(talk.team_copy)][:2]) for talk in order.talks)
    covers = (copies[str(talk.customer_copy)][0] for talk in order.talks)
    return {"packing list": " ".join(copies["101"]), "letter": " ".join(letters), "cover": " ".join(covers)}


def in_office(folder: Path, language: str, text: str = "") -> dict[str, str]:
    """The text of the control sheet and of the page for the telephone; `text` in a name and an address."""
    the_day, stamp = private_day(language), an_order(language).stamp
    if text:
        shift = replace(the_day.shifts[0], vehicle=text)
        first = replace(the_day.visits[0], address=Address(text.replace(",", " ").replace(";", " ")))
        the_day = replace(the_day, shifts=(shift,), visits=(first, *the_day.visits[1:]))
        shift = replace(shift, members=(replace(shift.members[0], name=text), *shift.members[1:]))
        the_day = replace(the_day, shifts=(shift,))
    plan, shift = plan_of(the_day), the_day.shifts[0]
    place = PlacedStop(shift, plan.routes[0].stops[0], 1)
    change = Change(the_day.visits[0], ChangeKind.PUT_IN, (), (place,))
    changes = changes_page(the_day, [TeamChanges(shift, (change,), 1, (3,), 9)], stamp)
    jobs = [
        PdfJob("control_sheet", control_sheet(the_day, plan, stamp), str(folder / "control.pdf")),
        PdfJob("changes", changes, str(folder / "changes.pdf")),
    ]
    compile_pdfs(jobs, NOW, report=lambda _: None)
    files = zip(OPEN[3:], ("control.pdf", "changes.pdf"), strict=True)
    return {name: " ".join(pages(folder / file)) for name, file in files}


def missed(text: str, language: str) -> set[str]:
    """What was planted, and not found."""
    squeezed = re.sub(r"\s+", "", text)
    wanted: Iterable[str] = (*WORDS[language], *FIELDS[language], *(paper_words(code, language) for code in Code))
    return {each for each in wanted if re.sub(r"\s+", "", each) not in squeezed} | ({*WORDS[language]} - {*told(text)})


@pytest.mark.parametrize("language", WORDS)
def test_no_paper_that_others_may_see_says_why(tmp_path: Path, language: str) -> None:
    order, text = an_order(language), planted(language)
    (tmp_path / "loud").mkdir()
    heard = outsides(tmp_path / "loud", loud(order, text)) | in_office(tmp_path / "loud", language, text)
    assert set(heard) == set(OPEN)
    for paper, said in heard.items():
        cut = paper == "control sheet"  # names that are too long for their row end in dots there
        assert not (set() if cut else missed(said, language)), paper
        assert told(said), paper
    for paper, said in (outsides(tmp_path, order) | in_office(tmp_path, language)).items():
        assert not told(said), paper
