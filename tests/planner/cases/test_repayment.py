"""A plan is agreed by the customer alone, makes a visit needless, and blocks every other while it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from planner.bootstrap import Office
from planner.cases.affordability import Means, tell_means
from planner.cases.agreeing import agree, change_mind, end_as_broken
from planner.cases.drawing_up import draw_up
from planner.cases.follow_up import follow
from planner.cases.installments import MONTHLY, WEEKLY, Rhythm, Terms, by_count
from planner.cases.intake import close_gone
from planner.cases.model import CaseFile, ContactResult, Hold, HoldKind, Stage, Step, StepKind
from planner.cases.money import Money
from planner.cases.plan_tasks import TaskKind
from planner.cases.repayment import ConsentForm, PlanState, RepaymentPlan, plans_of
from planner.errors import BadInput, Conflict, NotAllowed
from planner.model import Case, Customer
from planner.policy import gate
from planner.users import ALONE, Role, User
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.speaking import a_contact

TODAY = NOW.date()


def a_draft(office: Office, *cases: CaseFile, count: int = 6, rhythm: Rhythm = MONTHLY) -> RepaymentPlan:
    """A draft for cases, from December on."""
    owed = Money(sum(case.balance.minor for case in cases), cases[0].balance.currency)
    terms = Terms(owed, date(2026, 12, 7), rhythm, TODAY)
    return draw_up(office, [case.id for case in cases], terms, by_count(terms, count), by=ALONE)


def agreed(office: Office, plan: RepaymentPlan) -> RepaymentPlan:
    """As agreed at the desk, by somebody who told nothing of their means."""
    done = agree(
        office, plan, by=ALONE, understood=True, consent_form=ConsentForm.SIGNED, says_affordable=True
    )  # fmt: skip
    return done.plan


def holds(office: Office, case: CaseFile) -> list[Hold]:
    with office.store.reading() as session:
        found = session.facts(Hold, customers=[case.customer_id], open_only=True)
    return [hold for hold in found if hold.kind == HoldKind.PLAN_PERFORMING]


def stage(office: Office, case: CaseFile) -> Stage:
    with office.store.reading() as session:
        return session.case_files([case.id])[0].stage


def test_without_understanding_and_consent_there_is_no_plan(office: Office) -> None:
    plan = a_draft(office, a_case(office, stage=Stage.CONTACTED))
    refusals: tuple[tuple[dict[str, Any], str], ...] = (
        ({"understood": False, "consent_form": ConsentForm.SIGNED}, "not_understood"),
        ({"understood": True, "consent_form": None}, "no_consent"),
        ({"understood": True, "consent_form": ConsentForm.BY_PHONE, "recording": " "}, "recording_missing"),
        ({"understood": True, "consent_form": ConsentForm.SIGNED}, "means_unknown"),
    )
    for given, code in refusals:
        with pytest.raises(NotAllowed) as refused:
            agree(office, plan, by=ALONE, **given)
        assert refused.value.code == code
    with pytest.raises(NotAllowed, match="no_right"):
        agree(office, plan, by=User("A", Role.AUDITOR), understood=True, consent_form=ConsentForm.SIGNED)


def test_it_is_active_after_the_time_to_think_it_over_and_the_record_names_nobody(office: Office) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    plan = agreed(office, a_draft(office, case))
    assert plan.state_at(NOW + timedelta(hours=23)) == PlanState.AGREED
    assert plan.state_at(NOW + timedelta(hours=24)) == PlanState.ACTIVE
    assert stage(office, case) == Stage.AGREED
    assert len(holds(office, case)) == 1
    with office.store.reading() as session:
        kept = session.fact(RepaymentPlan, plan.id)
        told = [row["details"] for row in session.records() if row["kind"].startswith("plan_")]
    assert kept == plan
    assert len(told) == 2
    assert not any(str(case.customer_id) in each or "812" in each for each in told)


def test_the_customer_thinks_it_over_and_nothing_follows_but_a_talk(office: Office) -> None:
    case = a_case(office, stage=Stage.VISITED)
    ended = change_mind(office, agreed(office, a_draft(office, case)), by=ALONE)
    assert (ended.state, ended.end_reason) == (PlanState.ENDED, "changed_mind")
    assert holds(office, case) == []
    assert stage(office, case) == Stage.PREPARED


def test_once_it_is_active_no_word_of_ours_ends_it(office: Office) -> None:
    case = a_case(office, stage=Stage.OVERDUE)
    plan = agreed(office, a_draft(office, case))
    assert stage(office, case) == Stage.AGREED  # they came before anybody had to remind them
    object.__setattr__(office, "clock", lambda: NOW + timedelta(hours=24))
    with pytest.raises(NotAllowed, match="cool_off_over"):
        change_mind(office, plan, by=ALONE)
    assert len(holds(office, case)) == 1


def test_a_visit_that_has_become_needless_leaves_its_day(office: Office) -> None:
    case = a_case(office, stage=Stage.APPROVED)
    with office.store.writing() as session:
        person: Customer = session.customer_files([case.customer_id])[case.customer_id].customer
        about: Case = case.case
        planned = replace(visit(1), customer=person, cases=(about,))
        session.save_day(day(planned, visit(2)))
    done = agree(
        office, a_draft(office, case), by=ALONE, understood=True, consent_form=ConsentForm.RECORDED,
        recording="R-17", says_affordable=True,
    )  # fmt: skip
    assert [each.visit.reference for each in done.withdrawn] == ["V-1"]
    with office.store.reading() as session:
        stored = session.day(planned.date)
        steps = [step.kind for step in session.facts(Step, cases=[case.id])]
    assert stored
    assert [each.reference for each in stored.visits] == ["V-2"]
    assert steps[-2:] == [StepKind.WITHDRAWN, StepKind.AGREED]


def test_a_case_without_a_day_takes_its_proposal_back_too(office: Office) -> None:
    case = a_case(office, stage=Stage.PROPOSED)
    agreed(office, a_draft(office, case))
    assert stage(office, case) == Stage.AGREED


def test_no_plan_above_the_stated_means(office: Office) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    income, expenses, debts = (Money.of(each, "EUR") for each in ("1500", "1300", "80"))
    means = Means(customer_id=case.customer_id, at=NOW, by="user", income=income, expenses=expenses, debts=debts)
    assert means.affordable == Money.of(120, "EUR")
    assert replace(means, offer=Money.of(50, "EUR")).affordable == Money.of(50, "EUR")
    assert replace(means, expenses=None).affordable is None
    assert replace(means, debts=Money.of(9000, "EUR")).affordable == Money(0, "EUR")
    draft = a_draft(office, case, count=6)  # 135.40 a month, before they told anything
    tell_means(office, means, by=ALONE)
    with pytest.raises(NotAllowed, match="above_means"):
        a_draft(office, case, count=6)
    with pytest.raises(NotAllowed, match="above_means"):
        agree(office, draft, by=ALONE, understood=True, consent_form=ConsentForm.SIGNED, says_affordable=True)
    assert agreed(office, a_draft(office, case, count=7)).affordable == Money.of(120, "EUR")


def test_a_balance_that_changed_meanwhile_asks_for_another_draft(office: Office) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    plan = a_draft(office, case)
    with office.store.writing() as session:
        session.save_case_file(replace(case, balance=Money.of(700, "EUR")))
    with pytest.raises(Conflict, match="balance_changed"):
        agreed(office, plan)


def test_two_cases_of_one_customer_make_one_plan_and_nobody_elses_come_in(office: Office) -> None:
    person = a_customer(office)
    one, two = (a_case(office, customer=person, stage=Stage.CONTACTED, balance=owed) for owed in ("300", "200.05"))
    other = a_case(office, stage=Stage.CONTACTED)
    plan = agreed(office, a_draft(office, one, two))
    assert plan.total == Money.of("500.05", "EUR")
    assert stage(office, two) == Stage.AGREED
    with pytest.raises(BadInput, match="two_customers"):
        a_draft(office, two, other)


def test_other_terms_take_the_place_of_the_plan_and_the_hold_goes_on(office: Office) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    first = agreed(office, a_draft(office, case))
    second = agreed(office, a_draft(office, case, count=24, rhythm=WEEKLY))
    with office.store.reading() as session:
        before = session.fact(RepaymentPlan, first.id)
    assert before
    assert (before.state, before.end_reason) == (PlanState.ENDED, "replaced")
    assert second.in_force
    assert len(holds(office, case)) == 1


def test_a_plan_is_broken_only_when_the_pack_says_so(office: Office) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    plan = agreed(office, a_draft(office, case))
    object.__setattr__(office, "clock", lambda: datetime(2026, 12, 14, 9, tzinfo=UTC))
    with pytest.raises(NotAllowed, match="plan_still_holds"):
        end_as_broken(office, plan, by=ALONE)
    assert len(holds(office, case)) == 1
    object.__setattr__(office, "clock", lambda: datetime(2027, 1, 12, 9, tzinfo=UTC))
    with pytest.raises(NotAllowed, match="talk_first"):  # nobody has asked how things are
        end_as_broken(office, plan, by=ALONE)
    with office.store.writing() as session:
        session.add_fact(a_contact(case.customer_id, office.clock() - timedelta(days=1), result=ContactResult.TALKED))
    ended = end_as_broken(office, plan, by=ALONE)
    assert (ended.state, holds(office, case), stage(office, case)) == (PlanState.BROKEN, [], Stage.PREPARED)


def test_of_cases_that_the_lender_took_back_nobody_asks_for_an_installment(office: Office) -> None:
    person = a_customer(office)
    first, second = (a_case(office, customer=person, stage=Stage.CONTACTED) for _ in range(2))
    agreed(office, a_draft(office, first, second))
    late = replace(office, clock=lambda: datetime(2026, 12, 14, 9, tzinfo=UTC))
    close_gone(office, [first.id], by=ALONE)
    (followed,) = follow(late, by=ALONE)
    assert followed.owed == second.balance
    assert TaskKind.LESS_OWED in {task.kind for task in followed.tasks}, "the plan asks for more than is owed"
    close_gone(office, [second.id], by=ALONE)
    assert follow(late, by=ALONE) == ()
    with office.store.reading() as session:
        (plan,) = plans_of(session, [person.id])
    assert (plan.state, plan.end_reason, holds(office, first)) == (PlanState.ENDED, "closed", [])


def test_while_it_is_kept_no_import_brings_a_visit_past_the_gate(office: Office) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    plan = agreed(office, a_draft(office, case))
    with office.store.writing() as session:
        person = session.customer_files([case.customer_id])[case.customer_id].customer
        stored = session.save_day(day(replace(visit(1), customer=person, cases=(case.case,)), visit(2)))
    _allowed, refused = gate.windows(office.pack, office.closed(stored), stored)
    assert refused[stored.visits[0].id] == "rule:customer_held"
    change_mind(office, plan, by=ALONE)
    _allowed, refused = gate.windows(office.pack, office.closed(stored), stored)
    assert refused.get(stored.visits[0].id, "") != "rule:customer_held"
