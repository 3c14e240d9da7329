"""The rest of the checklist: plans that can be borne and are understood, calm words, and nothing told to a stranger."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from planner.bootstrap import Office
from planner.cases.affordability import Means, tell_means
from planner.cases.agreeing import agree
from planner.cases.attachments import attach
from planner.cases.drawing_up import draw_up
from planner.cases.entering import Entry
from planner.cases.installments import MONTHLY, Installment, Terms, by_count
from planner.cases.looking import look
from planner.cases.model import CaseFile, Purpose, Stage, StepKind
from planner.cases.money import Money
from planner.cases.outcomes import TABLE as OUTCOMES
from planner.cases.outcomes import VisitOutcome
from planner.cases.preparation import Item
from planner.cases.repayment import ConsentForm, RepaymentPlan
from planner.cases.reports import report
from planner.cases.templates import house_templates, own_templates, wrong_with
from planner.cases.way import TABLE, may_take, take
from planner.discreet import forbidden_in
from planner.errors import BadInput, NotAllowed
from planner.model import Visit, VisitPurpose
from planner.users import ALONE, Role
from tests.builders import visit
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.proposals import a_proposal
from tests.users import a_user

TODAY, FIRST = NOW.date(), date(2026, 12, 7)
ALL_TRUE: dict[str, object] = {"understood": True, "consent_form": ConsentForm.SIGNED, "says_affordable": True}


def drafted(office: Office, case: CaseFile, count: int = 6, first: date = FIRST) -> RepaymentPlan:
    terms = Terms(case.balance, first, MONTHLY, TODAY)
    return draw_up(office, [case.id], terms, by_count(terms, count), by=ALONE)


# --- 15, 16: a plan is borne, and understood


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"understood": False}, "not_understood"),
        ({"consent_form": None}, "no_consent"),
        ({"consent_form": ConsentForm.BY_PHONE}, "recording_missing"),
        ({"consent_form": ConsentForm.RECORDED, "recording": "  "}, "recording_missing"),
        ({"says_affordable": False}, "means_unknown"),
    ],
)
def test_no_plan_without_understanding_consent_and_means(office: Office, answer: dict[str, object], code: str) -> None:
    plan = drafted(office, a_case(office, stage=Stage.CONTACTED))
    with pytest.raises(NotAllowed, match=code):
        agree(office, plan, by=ALONE, **(ALL_TRUE | answer))  # type: ignore[arg-type]
    with office.store.reading() as session:
        assert not session.fact(RepaymentPlan, plan.id).in_force  # type: ignore[union-attr]


def _above_means(plan: RepaymentPlan) -> RepaymentPlan:
    return plan


def _longer(plan: RepaymentPlan) -> RepaymentPlan:
    # Put into the database by some other way than the window's: a cent a month, for ever.
    each, left = Money(1, plan.total.currency), plan.total.minor
    dues = [FIRST + timedelta(days=31 * n) for n in range(80)]
    parts = [Installment(due, each) for due in dues[:-1]]
    return replace(plan, installments=(*parts, Installment(dues[-1], Money(left - 79, each.currency))))


def _at_once(plan: RepaymentPlan) -> RepaymentPlan:
    return replace(plan, installments=(replace(plan.installments[0], due=TODAY), *plan.installments[1:]))


@pytest.mark.parametrize(
    ("forged", "code", "spare"),
    [(_above_means, "above_means", "100"), (_longer, "plan_too_long", ""), (_at_once, "before_cool_off", "")],
)
def test_terms_that_nobody_may_agree_to_are_refused_however_they_came(
    office: Office, forged: Callable[[RepaymentPlan], RepaymentPlan], code: str, spare: str
) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    plan = forged(drafted(office, case))
    with office.store.writing() as session:
        plan = session.change_fact(plan)
    if spare:
        told = Means(customer_id=case.customer_id, at=NOW, by="11", offer=Money.of(spare, "EUR"))
        tell_means(office, told, by=ALONE)
    with pytest.raises(NotAllowed, match=code):
        agree(office, plan, by=ALONE, **ALL_TRUE)  # type: ignore[arg-type]


def test_nothing_above_the_means_or_too_long_is_drawn_up(office: Office) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    told = Means(customer_id=case.customer_id, at=NOW, by="11", offer=Money.of(100, "EUR"))
    tell_means(office, told, by=ALONE)
    with pytest.raises(NotAllowed, match="above_means"):
        drafted(office, case)
    with pytest.raises(BadInput, match="plan_too_long"):
        by_count(Terms(case.balance, FIRST, MONTHLY, TODAY), 61, max_months=office.pack.plan.max_months)


# --- the way of a case


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind != StepKind.OPENED])
def test_no_step_is_taken_from_where_it_may_not(office: Office, kind: StepKind) -> None:
    wrong = [stage for stage in Stage if not may_take(stage, kind)]
    assert set(wrong) == set(Stage) - TABLE[kind][0]
    case = a_case(office)
    for stage in wrong:
        with office.store.writing() as session, pytest.raises(NotAllowed, match="wrong_stage"):
            take(session, replace(case, stage=stage), kind, at=NOW, by="11")


# --- 4, 10, 20: no other purpose than to understand; calm words; no money at the door


@pytest.mark.parametrize("kind", [Visit, Entry, VisitOutcome])
def test_nothing_at_the_door_has_a_place_for_money_or_for_another_purpose(kind: type) -> None:
    names = {field.name for field in fields(kind)}
    assert not names & {"amount", "cash", "paid", "collected", "sum", "demand", "deadline", "threat"}
    assert {each.value for each in VisitPurpose} == {"understand", "negotiate", "agreed_document"}


def test_no_outcome_presses_on() -> None:
    assert {follows.next.value for follows in OUTCOMES.values()} <= {
        "confirm_plan", "call", "other_time", "find_address", "no_visit", "supervisor", "check_dispute",
        "check_payment",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "Pay by Friday or we will come to your home.",
        "This is your last chance before legal action.",
        "We will tell your employer.",
        "Our team will visit you tomorrow.",
    ],
)
def test_no_template_of_an_office_threatens_or_hints_at_a_visit(words: str) -> None:
    reminder = next(each for each in house_templates() if each.purpose == Purpose.REMINDER)
    assert not wrong_with(reminder)
    assert wrong_with(replace(reminder, text={**reminder.text, "en": words}))
    head = '[[template]]\nid = "own-sms-1"\npurpose = "reminder"\nchannel = "sms"\n[template.text]\n'
    written = f'{head}en = "{words}"\nzh = "好"\n'
    with pytest.raises(BadInput, match="bad_template"):
        own_templates(written)


# --- 22: nobody else learns of it


@pytest.mark.parametrize("note", ["Ask about the loan", "overdue since May", "K-7: gate code 12", "分期逾期", "催收"])
def test_what_would_tell_a_stranger_is_kept_off_paper(note: str) -> None:
    one = replace(visit(1), note=note)
    if "K-7" in note:
        one = replace(one, cases=(replace(one.cases[0], reference="K-7: gate code 12"[:3] + "00"),), note="K-700: gate")
    assert forbidden_in(one)


def test_who_need_not_know_sees_no_number_and_no_balance_and_each_look_is_recorded(office: Office) -> None:
    customer = a_customer(office, "Egon Ilves", phone="0555 010 231", id_hash="ab12")
    case = a_case(office, customer=customer, balance="812.40")
    auditor = a_user(office, Role.AUDITOR)
    seen = look(office, case.id, by=auditor)
    shown = repr(seen)
    assert "010 231" not in shown
    assert "812.40" not in seen.balance
    assert "ab12" not in shown
    with pytest.raises(NotAllowed, match="no_right"):
        look(office, case.id, by=a_user(office, Role.ADMINISTRATOR))
    with office.store.reading() as session:
        (entry,) = session.records_of("case_seen")
    assert entry["actor"] == auditor.actor
    assert "Ilves" not in json.dumps(entry)


def test_what_lies_on_the_disk_tells_nothing(office: Office) -> None:
    customer = a_customer(office, "Egon Ilves", address="Maple Road 7, Emberford")
    case = a_case(office, customer=customer, reference="K-55210")
    attach(office, case.id, Item.CONTRACT, "contract.txt", b"Egon Ilves owes 812.40", by=ALONE)
    a_proposal(office, ALONE)
    report(office, TODAY, TODAY, by=ALONE)
    office.store.close()
    for file in office.data.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not content.startswith(b"SQLite format 3")
        assert not any(secret in content for secret in (b"Ilves", b"Maple Road 7", b"K-55210", b"812.40", b"owes"))
