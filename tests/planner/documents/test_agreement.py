"""The agreement as a customer holds it: every installment, every right, in their language, and a copy to keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from planner.bootstrap import Office
from planner.cases.installments import MONTHLY, WEEKLY, Terms, by_count
from planner.cases.model import Stage
from planner.cases.money import Money
from planner.cases.paper import print_agreement
from planner.cases.repayment import RepaymentPlan
from planner.documents.agreement import AgreementOrder, write_agreement
from planner.errors import NotAllowed
from planner.settings import read_settings, save_settings
from planner.users import ALONE
from routing.worker import Worker
from tests.conftest import NOW
from tests.planner.cases.builders import a_case
from tests.planner.cases.test_repayment import a_draft


def order(language: str = "en", paper: str = "a4", count: int = 7) -> AgreementOrder:
    terms = Terms(Money.of("812.40", "EUR"), date(2026, 12, 7), MONTHLY if count < 61 else WEEKLY, NOW.date())
    plan = RepaymentPlan(
        customer_id=uuid4(), at=NOW, by="user", cases=(uuid4(),), rhythm=terms.rhythm,
        installments=by_count(terms, count), balance_at=NOW,
    )  # fmt: skip
    return AgreementOrder(
        plan, "Egon Ilves", ("K-5521",), "Harbor Street office", "0555 010 010",
        channels="Bank transfer to LT00 1234 5678, with the number K-5521", complaints="complaints@lender.example",
        advice="", zone="Europe/Vilnius", today=NOW.date(), cool_off_hours=24, language=language, paper=paper,
        anchor="record 41:0123456789abcdef",
    )  # fmt: skip


def pages(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def written(folder: Path, told: AgreementOrder) -> list[str]:
    file = folder / "agreement.pdf"
    write_agreement(told, str(file), NOW, report=lambda _: None)
    return pages(file)


def test_every_term_stands_on_it_and_on_the_copy(tmp_path: Path) -> None:
    text = written(tmp_path, order())
    both = " ".join(text)
    for said in (
        "Repayment plan", "Egon Ilves", "K-5521", "812.40 EUR", "7 installments of 116.06 EUR, every month",
        "The last one is smaller: 116.04 EUR.", "7 December 2026", "7 June 2027", "696.34", "0.00",
        "No fee and no charge", "need not borrow", "smaller installments or a pause", "For 24 hours after you agree",
        "LT00 1234 5678", "complaints@lender.example", "advice", "Customer: day, signature", "We take no cash",
        "I agree of my own free will", "41:0123456789abcdef",
    ):  # fmt: skip
        assert said in both, said
    assert both.count("Copy for the office") >= 2
    assert text[0].count("For you") >= 2
    assert "Page 1 of 2" in text[0]
    assert len(text) == 4


@pytest.mark.parametrize(("language", "paper", "count"), [("zh", "a4", 12), ("en", "us-letter", 61)])
def test_it_is_written_in_both_languages_on_both_papers_however_long(
    tmp_path: Path, language: str, paper: str, count: int
) -> None:
    text = written(tmp_path, order(language, paper, count))
    size = PdfReader(tmp_path / "agreement.pdf").pages[0].mediabox
    assert (round(size.width), round(size.height)) == ((612, 792) if paper == "us-letter" else (595, 842))
    half = " ".join(text[: len(text) // 2])
    assert all(str(number) in half for number in range(1, count + 1))
    assert ("2026 年 12 月 7 日" if language == "zh" else "7 December 2026") in half


def test_it_goes_out_by_its_own_door_once_and_is_recorded_without_a_name(office: Office, tmp_path: Path) -> None:
    plan = a_draft(office, a_case(office, stage=Stage.CONTACTED, reference="K-5521"))
    with office.store.writing() as session:
        save_settings(session, replace(read_settings(session), payment_channels="By card at the counter"))
    file = tmp_path / "plan.pdf"
    with Worker() as worker:
        print_agreement(office, plan, file, by=ALONE, worker=worker)
        with pytest.raises(NotAllowed, match="file_exists"):
            print_agreement(office, plan, file, by=ALONE, worker=worker)
    assert file.stat().st_mode & 0o077 == 0
    text = " ".join(pages(file))
    assert "By card at the counter" in text
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    with office.store.reading() as session:
        (told,) = [row for row in session.records() if row["kind"] == "agreement_printed"]
        person = session.customer_files([plan.customer_id])[plan.customer_id].customer
    assert person.name in text
    assert person.name not in told["details"]
