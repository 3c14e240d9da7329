"""A folder as a team carries it: each visit's papers say what the talk needs, its outside nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from planner.cases.codes import ArrearsReason
from planner.cases.copy_model import Field, OnPaper
from planner.cases.copy_words import ranges_words
from planner.cases.installments import MONTHLY, Terms, by_count
from planner.cases.model import CaseFile
from planner.cases.money import Money
from planner.cases.repayment import RepaymentPlan
from planner.discreet import forbidden_word
from planner.documents.copy_fields import on_customer_envelope, on_list, on_team_envelope
from planner.documents.folder import folder
from planner.documents.folder_order import FolderOrder, OfficeWords, Talk
from planner.documents.letter import PERSONAL
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.stamp import Stamp
from planner.model import Case, Customer, Visit
from tests.builders import TUESDAY, day, visit
from tests.conftest import NOW
from tests.planner.documents.situations import ANCHOR, pages

MEANS = Money.of("100", "EUR")
OFFICE = OfficeWords(
    "Harbor Street office", "0555 010 010", "By card at the counter", "complaints@lender.example", "Advice line, free"
)


def a_talk(number: int, met: Visit, references: tuple[str, ...] = (), language: str = "en") -> Talk:
    cases = tuple(
        CaseFile(Case("lender", each), met.customer.id, date(2026, 10, 1), Money.of("812.40", "EUR"), NOW)
        for each in references
    )
    plans = []
    for count in (18, 24) if cases else ():
        terms = Terms(Money(81240 * len(cases), "EUR"), date(2026, 12, 24), MONTHLY, TUESDAY)
        plans.append(
            RepaymentPlan(
                customer_id=met.customer.id, at=NOW, by="", cases=tuple(case.id for case in cases), rhythm=MONTHLY,
                installments=by_count(terms, count), affordable=MEANS, balance_at=NOW,
            )
        )  # fmt: skip
    reason = ArrearsReason.JOB_LOSS if cases else None
    starts = NOW + timedelta(hours=number)
    return Talk(
        number, met, starts, starts + timedelta(minutes=20), 100 + 2 * number, 101 + 2 * number, language, cases,
        reason, MEANS if cases else None, tuple(plans),
    )  # fmt: skip


def an_order(language: str = "en", paper: str = "a4") -> FolderOrder:
    """Two contracts of one person, one of a person who reads Chinese, and a visit that was prepared elsewhere."""
    wang = replace(visit(2), customer=Customer("lender", "C-2", "王小雨", "0555 020 220", "zh"))
    the_day = day(visit(1), wang, visit(3), teams=1)
    talks = (
        a_talk(1, the_day.visits[0], ("K-5521", "K-5522")),
        a_talk(2, wang, ("K-6600",), "zh"),
        a_talk(3, the_day.visits[2]),
    )
    stamp, shift = Stamp(3, NOW, language, "floor 2026.11", anchor=ANCHOR), the_day.shifts[0]
    return FolderOrder(
        shift, shift.members, TUESDAY, "UTC", stamp, OFFICE, talks, 101, "17:30", 2, (90, 91, 92, 95),
        timedelta(minutes=45), paper,
    )  # fmt: skip


def written(file: Path, order: FolderOrder) -> dict[str, list[str]]:
    """The text of the pages of each numbered copy."""
    compile_pdfs([PdfJob("folder", folder(order), str(file))], NOW, report=lambda _: None)
    found: dict[str, list[str]] = {}
    number = ""
    for text in pages(file):
        number = next((n for n in ("101", *_numbers(order)) if f"No. {n} Team 1" in text), number)
        found.setdefault(number, []).append(text)
    return found


def _numbers(order: FolderOrder) -> list[str]:
    return [str(each) for talk in order.talks for each in (talk.team_copy, talk.customer_copy)]


@pytest.fixture(scope="module", params=["en", "zh"])
def papers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The folder in either language of a team."""
    return written(tmp_path_factory.mktemp("folder") / "folder.pdf", an_order(request.param))


def test_the_packing_list_tells_neither_who_nor_why(papers: dict[str, list[str]]) -> None:
    cover = " ".join(papers["101"])
    assert "102" in cover
    assert "V-1" in cover
    assert "90–92, 95" in cover
    assert not forbidden_word(cover)
    for hidden in ("Quill", "王", "Maple", "Harbor", "K-5521", "0555", "EUR"):
        assert hidden not in cover, hidden


def test_the_cover_of_the_customers_envelope_says_whose_it_is_and_nothing_else(papers: dict[str, list[str]]) -> None:
    for number, name, language in (("103", "Ada Quill1", "en"), ("105", "王小雨", "zh")):
        cover = papers[number][0]
        assert name in cover
        assert PERSONAL[language].replace(" ", "") in cover.replace(" ", "")
        assert not forbidden_word(cover)
        assert "Harbor" not in cover


def test_every_page_says_whose_team_which_version_and_which_copy(papers: dict[str, list[str]]) -> None:
    for number, texts in papers.items():
        assert all(f"No. {number}" in text and "Team 1" in text and ANCHOR in text for text in texts)
        assert all("version 3" in text or "第 3 版" in text for text in texts)


def test_no_paper_holds_anything_of_another_household(papers: dict[str, list[str]]) -> None:
    own = {"102": "Quill1", "103": "Quill1", "104": "王小雨", "105": "王小雨", "106": "Quill3", "107": "Quill3"}
    secrets = {"Quill1": ("K-5521", "K-5522"), "王小雨": ("K-6600",), "Quill3": ()}
    for number, name in own.items():
        text = " ".join(papers[number])
        assert name in text
        for other, references in secrets.items():
            if other != name:
                assert not any(each in text for each in (other, *references)), (number, other)


def test_two_debts_of_one_customer_stand_on_one_card(papers: dict[str, list[str]]) -> None:
    card = papers["102"][2]
    for said in ("K-5521", "K-5522", "812.40", "1,624.80", "100.00", "18 ×", "90.27", "24 ×", "67.70"):
        assert said in card, said
    statement = papers["103"][1]
    assert statement.count("812.40") == 2
    assert "1,624.80" in statement


def test_a_card_is_one_side_and_a_visit_without_a_case_has_one_too(papers: dict[str, list[str]]) -> None:
    assert [len(papers[number]) for number in ("102", "104", "106")] == [4, 4, 4]
    alone = " ".join(papers["106"])
    assert "V-3" in alone
    assert "EUR" not in alone
    assert "EUR" not in " ".join(papers["107"])


def test_what_is_listed_of_a_copy_is_what_stands_on_it(papers: dict[str, list[str]]) -> None:
    order = an_order()
    for talk in order.talks:
        lists = ((talk.team_copy, on_team_envelope), (talk.customer_copy, on_customer_envelope), (101, on_list))
        for number, told in lists:
            _compare(" ".join(papers[str(number)]), talk, told(talk))


def _compare(text: str, talk: Talk, held: OnPaper) -> None:
    customer, case = talk.visit.customer, talk.cases[0] if talk.cases else None
    values = {
        Field.FULL_NAME: customer.name,
        Field.ADDRESS: talk.visit.address.text,
        Field.DOOR: talk.visit.address.inner,
        Field.TIME: f"{talk.start:%H:%M}",
        Field.VISIT: talk.visit.reference,
        Field.CONTRACT: case.case.reference if case else "",
        Field.BALANCE: "812.40" if case else "",
        Field.MEANS: "100.00" if talk.affordable else "",
        Field.PHONE_END: f"{customer.phone[-4:]}",
    }
    for field, value in values.items():
        if value:
            assert (value in text) == (field in held.fields), (field, talk.number)


def test_what_the_customer_gets_is_plain_and_tells_every_right(tmp_path: Path) -> None:
    text = " ".join(written(tmp_path / "folder.pdf", an_order(paper="us-letter"))["103"])
    for said in (
        "Li Wen10, Li Wen11", "0555 010 010", "Check them before you talk", "You need not open", "complaints@lender",
        "Advice line, free", "By card at the counter", "We take no cash", "Nothing is recorded unless you say yes",
        "If you see it differently", "Unpaid since", "18 installments of 90.27 EUR", "Other ways", "24 December 2026",
    ):  # fmt: skip
        assert said in text, said
    for threat in ("court", "legal action", "must pay", "immediately", "consequence", "deadline"):
        assert threat not in text.lower(), threat


def test_the_letter_names_the_staff_the_day_and_what_it_takes_the_place_of(tmp_path: Path) -> None:
    order = an_order()
    order = replace(order, talks=tuple(replace(talk, void=88) for talk in order.talks))
    file = tmp_path / "folder.pdf"
    letters = [each[0] for number, each in written(file, order).items() if number in ("102", "104", "106")]
    for letter in letters:
        for said in ("Li Wen10", "Li Wen11", "Tuesday 24 November 2026 only, until 17:30", "No. 88, which is void"):
            assert said in letter, said
        assert not forbidden_word(letter)
    reader = PdfReader(file)
    assert len(reader.outline) == 7
    fonts: Any = reader.pages[2]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        assert "+" in font.get_object()["/BaseFont"], "not a subset"


def test_an_office_that_prints_one_side_gets_no_empty_backs(tmp_path: Path) -> None:
    def bodies(both_sides: bool) -> list[str]:
        copies = written(tmp_path / "folder.pdf", replace(an_order(), both_sides=both_sides))
        return [text for copy in copies.values() for text in copy]

    both, one = bodies(True), bodies(False)
    assert len(one) < len(both)
    foot = min(map(len, both))
    assert all(len(text) > foot for text in one), "a back with nothing but its foot"


def test_numbers_are_said_in_runs() -> None:
    assert ranges_words([3, 1, 2, 7, 9, 10]) == "1–3, 7, 9–10"
    assert ranges_words([]) == ""
