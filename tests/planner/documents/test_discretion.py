"""What must never be on a route sheet: found by a reader that first proves that it finds each word and field."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.cases.outcome_words import paper_words
from planner.cases.outcomes import Code
from planner.discreet import forbidden_in, forbidden_of_team
from planner.documents.route_sheet import SheetMaps, route_sheet
from planner.documents.stamp import Stamp
from planner.documents.terms import PaperTerms, company_names, paper_terms
from planner.model import Address, Case, Customer, Day, Depot
from planner.policy.pack import load_pack
from planner.settings import Settings
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.documents.situations import pages, plan_of, sheets, write

WORDS = {
    "en": (
        "debt", "debtor", "overdue", "arrears", "loan", "collection", "collector", "repayment", "payment", "owed",
        "installment", "instalment", "delinquent", "lender", "borrower", "creditor", "balance", "plan",
    ),
    "zh": ("欠款", "逾期", "催收", "债务", "還款", "还款", "贷款", "借款", "分期", "付款"),
}  # fmt: skip
FIELDS = {
    "en": ("Ada Margaret", "0555 010 4417", "K-90210", "C-70707", "Harbor Finance", "GBP 1,240.55"),
    "zh": ("欧阳春晓", "138 0013 8000", "K-90210", "C-70707", "港湾金融", "人民币 8,400.00"),
}
"""A full given name, a full phone, references of case and customer, a company, and what is open."""


def told(text: str) -> list[str]:
    """Everything in a text that a stranger must not read."""
    squeezed = re.sub(r"\s+", "", text)
    found = [word for word in WORDS["en"] if re.search(rf"\b{word}s?\b", text, re.IGNORECASE)]
    found += [word for word in WORDS["zh"] if word in squeezed]
    found += [field for fields in FIELDS.values() for field in fields if re.sub(r"\s+", "", field) in squeezed]
    outcomes = (paper_words(code, language) for code in Code for language in WORDS)
    return found + [words for words in outcomes if re.sub(r"\s+", "", words) in squeezed]


def carried(folder: Path) -> str:
    """What is on the route sheets and in their bookmarks, and what their files say of themselves."""
    readers = [PdfReader(file) for file in sheets(folder)]
    marks = [str(mark["/Title"]) for reader in readers for mark in flat(reader.outline)]
    return " ".join([*(text for file in sheets(folder) for text in pages(file)), *marks])


def flat(outline: list[object]) -> list[dict[str, object]]:
    return [each for mark in outline for each in (flat(mark) if isinstance(mark, list) else [mark])]


def private_day(language: str) -> Day:
    """A visit whose file holds every field that must stay behind, from a base that bears the company's name."""
    name, phone, case, customer, company, _open = FIELDS[language]
    person = Customer(company, customer, name if language == "zh" else f"{name} Quill", phone)
    home = replace(visit(1), customer=person, cases=(Case(company, case),))
    the_day = day(home, visit(2, north=900), teams=1)
    base = the_day.shifts[0].start_at
    assert isinstance(base, Depot)
    shift = replace(the_day.shifts[0], start_at=replace(base, name=f"{company} yard"))
    return replace(the_day, shifts=(shift,))


@pytest.mark.parametrize("language", WORDS)
def test_nothing_on_a_route_sheet_says_why_a_team_comes(tmp_path: Path, language: str) -> None:
    the_day = private_day(language)
    planted = "; ".join([*WORDS[language], *FIELDS[language], *(paper_words(code, language) for code in Code)])
    loud_day = replace(the_day, shifts=(replace(the_day.shifts[0], vehicle=planted),))
    seen = told(carried(write(tmp_path / "loud", loud_day, plan_of(loud_day), language=language)))
    missed = {*WORDS[language], *FIELDS[language], *(paper_words(code, language) for code in Code)} - set(seen)
    assert not missed, "the reader finds what it looks for"
    terms = paper_terms(Settings(), load_pack(), the_day)
    folder = write(tmp_path / "out", the_day, plan_of(the_day), language=language, terms=terms)
    text = carried(folder)
    assert "V-1" in text
    assert not told(text)
    assert all(letter in text for letter in Code)


def test_a_stricter_office_prints_no_name_and_no_digits(tmp_path: Path) -> None:
    the_day = private_day("en")
    strict = Settings(paper_no_names=True, paper_no_phones=True, paper_size="letter")
    folder = write(tmp_path / "out", the_day, plan_of(the_day), terms=paper_terms(strict, load_pack(), the_day))
    text = carried(folder)
    assert "Quill" not in text
    assert "4417" not in text
    assert "Leave base" in text
    width, height = PdfReader(next(iter(sheets(folder)))).pages[0].mediabox[2:]
    assert (round(width), round(height)) == (612, 792), "US Letter"


def test_a_note_that_names_the_company_is_not_for_paper() -> None:
    the_day = private_day("en")
    names = company_names(Settings(signed_by="Harbor Care"), load_pack(), the_day)
    noted = replace(the_day.visits[0], note="Ask for the letter of Harbor Care.")
    assert forbidden_in(noted, names) == "Harbor Care"
    there = replace(noted, address=Address("1 Harbor Care Lane"))
    assert forbidden_in(there, names) == "", "a street may be called so"
    assert PaperTerms().no_company


@pytest.mark.parametrize("language", WORDS)
def test_what_somebody_typed_in_the_wrong_field_is_cut(language: str) -> None:
    the_day = private_day(language)
    _name, phone, case, _customer, company, amount = FIELDS[language]
    first, base = the_day.visits[0], the_day.shifts[0].start_at
    assert isinstance(base, Depot)
    name = first.customer.name
    typed = replace(
        first, note=f"{name}; {phone}; {amount}", reference=case, address=Address(f"1 Mill Road, {name}", f"2 {phone}")
    )
    base = replace(base, address=Address(f"1 {company}, 2 Quay" if language == "en" else f"{company}大厦 1 号"))
    shift = replace(the_day.shifts[0], start_at=base, end_at=base)
    typed_day = replace(the_day, visits=(typed, *the_day.visits[1:]), shifts=(shift,))
    terms = paper_terms(Settings(paper_no_company=True, lender_name=company), load_pack(), typed_day)
    stamp = Stamp(1, NOW, language, pack=f"UK+{company.replace(' ', '-')} 2026.11")
    plan = plan_of(typed_day)
    for strict in (False, True):
        terms = replace(terms, no_names=strict)
        page = route_sheet(typed_day, plan, plan.routes[0], stamp, SheetMaps(""), terms)
        text = json.dumps({**page, "pictures": []}, ensure_ascii=False)
        assert not told(text)
        assert "UK 2026.11" in text
        shown = re.findall("Quill(?!2)|欧阳", json.dumps(page["rows"][1], ensure_ascii=False))
        assert len(shown) == (0 if strict else 3), "name, note and address"


@pytest.mark.parametrize(("word", "lender"), [("overdue", "Harbor Finance"), ("欠款", "港湾金融")])
def test_no_free_field_lets_a_word_or_a_lender_through(word: str, lender: str) -> None:
    home, crew = visit(1), day(visit(1)).shifts[0]
    member = crew.members[0]
    for text in (
        f"他说{word}。" if word == "欠款" else f"is {word}",
        f"带{lender}的信" if word == "欠款" else f"of {lender}",
    ):
        assert forbidden_in(replace(home, note=text), [lender])
        assert forbidden_in(replace(home, reference=text), [lender])
        assert forbidden_in(replace(home, address=Address("1 Mill Road", text)), [lender])
        assert forbidden_of_team(replace(crew, vehicle=text), [lender])
        assert forbidden_of_team(replace(crew, team=replace(crew.team, name=text)), [lender])
        assert forbidden_of_team(replace(crew, members=(replace(member, name=text),)), [lender])
    assert forbidden_in(replace(home, address=Address(f"1 Mill Road, {word}")))
    assert forbidden_in(replace(home, address=Address(f"1 Mill Road ({home.cases[0].reference}-17)"), cases=(
        replace(home.cases[0], reference=f"{home.cases[0].reference}-17"),)))  # fmt: skip


def test_streets_and_people_may_be_called_so() -> None:
    assert forbidden_in(replace(visit(1), address=Address("3 The Loan, Plan Street"))) == ""
    crew = day(visit(1)).shifts[0]
    assert forbidden_of_team(replace(crew, members=(replace(crew.members[0], name="Loan Nguyen"),))) == ""
