"""Plans are followed up kindly: a reminder before, a call after, other terms; a door only when the pack allows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.bootstrap import Office
from planner.cases.affordability import Means
from planner.cases.follow_up import follow, note_done
from planner.cases.installments import MONTHLY, Installment
from planner.cases.model import (
    ArrearsReason,
    Channel,
    Contact,
    ContactResult,
    HoldKind,
    Payment,
    Purpose,
    Stage,
)
from planner.cases.money import Money
from planner.cases.plan_tasks import Done, FollowedUp, NextStep, Task, TaskKind, tasks_of
from planner.cases.progress import progress
from planner.cases.repayment import PlanState, RepaymentPlan
from planner.cases.risk import Why, facts_of, risks
from planner.errors import NotAllowed
from planner.users import ALONE
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer, a_hold
from tests.planner.cases.test_paying import at
from tests.planner.cases.test_repayment import a_draft, agreed

DUE = [date(2026, 12, 7), date(2027, 1, 7), date(2027, 2, 8)]


@pytest.fixture
def plan(office: Office) -> RepaymentPlan:
    """A hundred a month, three times, agreed today."""
    case = a_case(office, stage=Stage.CONTACTED, balance="300", reference="K-1")
    return agreed(office, a_draft(office, case, count=3))


def paid(plan: RepaymentPlan, *amounts: tuple[date, str]) -> list[Payment]:
    return [
        Payment(
            customer_id=plan.customer_id, case_id=plan.cases[0], at=NOW + timedelta(days=1), by="user",
            amount=Money.of(amount, "EUR"), booked=day, reference=f"P-{number}",
        )
        for number, (day, amount) in enumerate(amounts)
    ]  # fmt: skip


def tasks(plan: RepaymentPlan, today: date, *payments: tuple[date, str], **more: object) -> tuple[Task, ...]:
    now = progress(plan, paid(plan, *payments), today)
    return tasks_of(plan, now, today, needed=2, **more)  # type: ignore[arg-type]


def test_three_days_before_a_reminder_then_patience_then_a_call(plan: RepaymentPlan) -> None:
    assert tasks(plan, DUE[0] - timedelta(days=4)) == ()
    for today, kind, step in (
        (DUE[0] - timedelta(days=3), TaskKind.REMIND, NextStep.SEND_REMINDER),
        (DUE[0], TaskKind.REMIND, NextStep.SEND_REMINDER),
        (DUE[0] + timedelta(days=1), TaskKind.CHECK, NextStep.WAIT),
        (DUE[0] + timedelta(days=4), TaskKind.MISSED, NextStep.CALL),
    ):
        (task,) = tasks(plan, today)
        assert (task.kind, task.steps[0], task.due) == (kind, step, DUE[0])
    assert tasks(plan, DUE[0] + timedelta(days=4), (DUE[0], "100")) == ()


def test_what_the_balance_knew_is_told_by_the_day_of_the_office(plan: RepaymentPlan) -> None:
    evening = datetime(2026, 11, 25, 1, tzinfo=UTC)  # the 24th there
    late = replace(plan, balance_at=evening)
    booked = paid(plan, (date(2026, 11, 24), "40"))
    assert progress(late, booked, NOW.date(), ZoneInfo("America/New_York")).paid == Money.of(40, "EUR")
    assert progress(late, booked, NOW.date(), ZoneInfo("Asia/Shanghai")).paid == Money.of(0, "EUR")


def test_what_is_suggested_grows_kinder_with_what_is_known(plan: RepaymentPlan) -> None:
    late = DUE[0] + timedelta(days=4)
    assert tasks(plan, late)[0].steps == (NextStep.CALL, NextStep.ADAPT)
    assert tasks(plan, late, (DUE[0], "40"))[0].kind == TaskKind.PARTLY
    assert tasks(plan, late, hard_times=True)[0].steps == (NextStep.CALL, NextStep.ADAPT, NextStep.ADVICE)
    assert tasks(plan, late, holds=[HoldKind.CEASE_CONTACT])[0].steps == (NextStep.SUPERVISOR,)
    assert tasks(plan, DUE[1] + timedelta(days=4))[0].steps[0] == NextStep.TALK_ANEW
    assert tasks(plan, DUE[0] - timedelta(days=9), owed=Money.of(250, "EUR"))[0].kind == TaskKind.LESS_OWED
    assert tasks(replace(plan, state=PlanState.ENDED), late) == ()


def test_a_call_is_noted_once_and_who_was_not_reached_is_tried_another_day(office: Office, plan: RepaymentPlan) -> None:
    at(office, DUE[0] + timedelta(days=4))
    (followed,) = follow(office, by=ALONE)
    note_done(office, followed.tasks[0], Done.NOT_REACHED, by=ALONE)
    assert follow(office, by=ALONE)[0].tasks == ()
    at(office, DUE[0] + timedelta(days=5))
    (again,) = follow(office, by=ALONE)
    note_done(office, again.tasks[0], Done.TALKED, by=ALONE)
    at(office, DUE[0] + timedelta(days=6))
    (after,) = follow(office, by=ALONE)
    assert after.tasks == ()
    with office.store.reading() as session:
        contacts = session.facts(Contact, customers=[plan.customer_id])
    assert [each.result for each in contacts] == [ContactResult.NO_ANSWER, ContactResult.TALKED]
    assert after.cases[0].stage == Stage.FOLLOWED_UP


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai"])
def test_another_day_is_that_of_the_office(plan: RepaymentPlan, zone: str) -> None:
    day = DUE[0] + timedelta(days=4)
    for hour, tried in ((7, day), (21, day - timedelta(days=1))):
        at = datetime.combine(tried, time(hour), ZoneInfo(zone)).astimezone(UTC)
        call = FollowedUp(
            customer_id=plan.customer_id, at=at, by="user", plan_id=plan.id, task=TaskKind.MISSED, due=DUE[0],
            done=Done.NOT_REACHED,
        )  # fmt: skip
        assert bool(tasks(plan, day, done=[call], zone=ZoneInfo(zone))) == (tried < day)


def test_where_something_was_missed_a_talk_comes_before_the_next_reminder(office: Office, plan: RepaymentPlan) -> None:
    at(office, DUE[1] - timedelta(days=2))
    (followed,) = follow(office, by=ALONE)
    assert [task.kind for task in followed.tasks] == [TaskKind.MISSED, TaskKind.REMIND]
    assert [task.kind for task in followed.to_do] == [TaskKind.MISSED]
    note_done(office, followed.to_do[0], Done.TALKED, by=ALONE)
    assert [task.kind for task in follow(office, by=ALONE)[0].to_do] == [TaskKind.REMIND]


def test_nobody_calls_who_wants_no_calls(office: Office) -> None:
    person = a_customer(office)
    agreed(office, a_draft(office, a_case(office, customer=person, stage=Stage.CONTACTED, balance="300"), count=3))
    at(office, DUE[0] + timedelta(days=4))
    a_hold(office, person, HoldKind.CEASE_CONTACT)
    (followed,) = follow(office, by=ALONE)
    with pytest.raises(NotAllowed, match="no_calls"):
        note_done(office, followed.tasks[0], Done.TALKED, by=ALONE)


def test_a_plan_is_on_the_list_by_facts_alone(plan: RepaymentPlan) -> None:
    def why(today: date, *payments: tuple[date, str], **more: object) -> list[Why]:
        now = progress(plan, paid(plan, *payments), today)
        return [fact.why for fact in facts_of(plan, now, today, **more)]  # type: ignore[arg-type]

    def spoke(**more: object) -> Contact:
        told = {"channel": Channel.PHONE, "purpose": Purpose.FOLLOW_UP, "result": ContactResult.TALKED} | more
        return Contact(customer_id=plan.customer_id, at=NOW, by="user", **told)  # type: ignore[arg-type]

    good = DUE[0] + timedelta(days=1)
    assert why(good, (DUE[0], "100")) == []
    assert why(DUE[0] + timedelta(days=4)) == [Why.FIRST_MISSED, Why.MISSED]
    assert why(DUE[1] + timedelta(days=4), (DUE[0], "100"), (DUE[1], "60")) == [Why.PAID_LESS]
    slow = [(day + timedelta(days=5), "100") for day in DUE[:2]]
    assert why(DUE[1] + timedelta(days=9), *slow) == [Why.LATE_TWICE]
    assert why(good, (DUE[0], "100"), contacts=[spoke(reason=ArrearsReason.JOB_LOSS)]) == [Why.HARD_TIMES]
    assert why(good, (DUE[0], "100"), contacts=[spoke(result=ContactResult.NO_ANSWER)] * 2) == [Why.NOT_REACHED]
    less = Means(customer_id=plan.customer_id, at=NOW, by="user", offer=Money.of(60, "EUR"))
    assert why(good, (DUE[0], "100"), means=[less]) == [Why.LESS_MEANS]
    assert plan.installments[0] == Installment(DUE[0], Money.of(100, "EUR"))
    assert plan.rhythm == MONTHLY


def test_the_list_reads_what_is_kept(office: Office, plan: RepaymentPlan) -> None:
    assert risks(office, by=ALONE) == ()
    at(office, DUE[1] + timedelta(days=4))
    (risk,) = risks(office, by=ALONE)
    assert risk.followed.plan == plan
    assert [(fact.why, fact.count) for fact in risk.facts] == [(Why.FIRST_MISSED, 0), (Why.MISSED, 2)]
