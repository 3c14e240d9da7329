"""``rounds plans``: from what a customer can spare to a plan that is kept, and what is done where it is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from planner.bootstrap import open_office
from planner.cases.plan_tasks import Done
from planner.cases.repayment import ConsentForm
from planner.cli.arguments_plans import DONE, FORMS, RHYTHMS
from planner.cli.proposing_plans import RHYTHMS as KNOWN
from tests.planner.cli.conftest import Rounds
from tests.planner.cli.test_cases import EGON, cases


def test_a_plan_is_proposed_agreed_shown_and_ended(rounds: Rounds, tmp_path: Path) -> None:
    rounds("cases", "import", cases(tmp_path, EGON, EGON.replace("K-1,C-1", "K-2,C-2").replace("15,", "17,")))
    none = rounds("plans", "show", "K-1")
    assert (none.code, "rounds plans propose K-1" in none.complained) == (2, True)
    ways = rounds("plans", "propose", "K-1", "--income", "1500", "--expenses", "1400,00")
    assert ways.code == 0
    assert "Can be spared: 100.00 EUR a month." in ways.said
    assert "9 × 100.00 EUR" in ways.said
    assert "more than the customer can spare" in ways.said, "six would be too much"
    for wrong in (("--offer", "100", "--keep", "6"), ("--keep", "soon"), ("--with", "K-2"), ("--offer", "some")):
        assert rounds("plans", "propose", "K-1", *wrong).code == 2
    kept = rounds("plans", "propose", "K-1", "--income", "1500", "--expenses", "1400", "--keep", "10")
    assert "10 installments of 81.24 EUR, every month" in kept.said
    assert "A draft, not agreed yet." in rounds("plans", "show", "K-1").said
    assert rounds("plans", "agree", "K-1", "--form", "signed").code == 2, "nobody has understood"
    agreed = rounds("plans", "agree", "K-1", "--understood", "--form", "signed")
    assert (agreed.code, agreed.said) == (0, "The plan is agreed. No visit is made while it is kept.\n")
    assert "0.00 EUR / 812.40 EUR" in rounds("plans", "list").said
    assert rounds("plans", "end", "K-1", "--broken").code == 2, "nothing was missed"
    assert rounds("plans", "end", "K-1", "--changed-mind").code == 0


def test_the_days_go_into_a_calendar_that_names_no_debt(rounds: Rounds, tmp_path: Path) -> None:
    rounds("cases", "import", cases(tmp_path, EGON))
    rounds("plans", "propose", "K-1", "--keep", "6")
    file = tmp_path / "days.ics"
    assert str(file) in rounds("plans", "show", "K-1", "--calendar", file).said
    text = file.read_bytes().decode("utf-8")
    assert text.count("SUMMARY:Payment ") == text.count("TRIGGER:-P3D") == 6
    assert "DESCRIPTION:135.40 EUR" in text
    assert [word for word in ("Egon", "K-1", "C-1", "debt", "overdue", "loan") if word in text] == []
    assert rounds("plans", "show", "K-1", "--calendar", file).code == 2, "it is there already"
    office = open_office(tmp_path / "data")
    with office.store.reading() as session:
        assert len(session.records_of("plan_calendar_written", office.clock() - timedelta(hours=1))) == 1
    office.close()


def test_what_can_be_typed_is_what_the_planner_knows() -> None:
    assert tuple(RHYTHMS) == tuple(KNOWN)
    assert set(FORMS) == {form.value for form in ConsentForm}
    assert set(DONE) == {done.value for done in Done}
