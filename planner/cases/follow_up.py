"""Follows up the repayment plans in force: reads what there is to do about each, and keeps what was done.

What that is, and what would be kind, is `plan_tasks`'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.around import Around, around, spoken_of
from planner.cases.contacts import OPEN, Room, Spoken, room
from planner.cases.model import (
    CaseFile,
    Channel,
    Contact,
    ContactResult,
    CustomerFile,
    Fact,
    Hold,
    HoldKind,
    Payment,
    Purpose,
    Stage,
    StepKind,
)
from planner.cases.money import Money
from planner.cases.plan_tasks import NO_CALLS, Done, FollowedUp, Task, TaskKind, said_hard_times, tasks_of
from planner.cases.progress import PlanProgress, progress
from planner.cases.repayment import RepaymentPlan
from planner.cases.way import may_take, take
from planner.errors import NotAllowed, NotFound
from planner.storage.session import Session
from planner.users import Right, User


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan in force with all that is known about it.

    `room` tells whether the customer may be called now, by the pack's hours and counts and by what holds.
    """

    plan: RepaymentPlan
    progress: PlanProgress
    customer: CustomerFile
    cases: tuple[CaseFile, ...]
    tasks: tuple[Task, ...]
    room: Room = field(default=OPEN)
    holds: tuple[HoldKind, ...] = ()

    @property
    def to_do(self) -> tuple[Task, ...]:
        """What somebody does about it: where money was missed a talk comes first, and covers what is due next.

        A reminder that is due all the same leaves with the others, from the page of reminders.
        """
        missed = any(task.alert for task in self.tasks)
        return tuple(task for task in self.tasks if not (missed and task.kind == TaskKind.REMIND))

    @property
    def owed(self) -> Money:
        """What the lender says is owed now."""
        return _owed(self.plan, self.cases)


def follow(office: Office, *, by: User) -> tuple[Followed, ...]:
    """Every plan in force, those with something to do first, the most urgent first."""
    by.require(Right.SEE_CASE)
    known = around(office)
    with office.store.reading() as session:
        return read_followed(session, known)


def read_followed(
    session: Session, office: Around, customers: Collection[UUID] | None = None
) -> tuple[Followed, ...]:  # fmt: skip
    """The same in a transaction, of these customers or of all."""
    plans = [plan for plan in session.facts(RepaymentPlan, customers=customers, open_only=True) if plan.in_force]
    people = session.customer_files({plan.customer_id for plan in plans})
    plans = [plan for plan in plans if plan.customer_id in people]
    kept, spoken = _read(session, plans), spoken_of(session, office, people)
    found = []
    for plan in plans:
        who = plan.customer_id
        space = room(office.pack, spoken[who], Channel.PHONE, office.now)
        tasks = _tasks(plan, kept, spoken[who], office)
        now = progress(plan, kept.payments.get(who, ()), office.today, office.zone)
        cases = tuple(kept.cases[case] for case in plan.cases if case in kept.cases)
        found.append(
            Followed(plan, now, people[who], cases, tasks, space, tuple(hold.kind for hold in spoken[who].holds))
        )
    return tuple(sorted(found, key=_urgency))


def note_done(office: Office, task: Task, done: Done, *, by: User) -> FollowedUp:
    """Keep that a task was done; a call is a contact too. Raises ``no_calls`` where a hold forbids to call.

    Raises
    ------
    NotAllowed
        ``no_calls``.
    NotFound
        ``no_such_case``: the plan is gone.
    """
    by.require(Right.CONTACT)
    now, plan = office.clock(), task.plan
    with office.store.writing() as session:
        if session.fact(RepaymentPlan, plan.id) is None:
            raise NotFound("no_such_case")
        if done in _CALLS:
            _require_callable(session, plan.customer_id)
            session.add_fact(_contact(plan, done, now, by))
        kept = session.add_fact(
            FollowedUp(
                customer_id=plan.customer_id, case_id=plan.case_id, at=now, by=by.actor, plan_id=plan.id,
                task=task.kind, done=done, due=task.due,
            )
        )  # fmt: skip
        for case in session.case_files(plan.cases):
            if done in _CALLS and may_take(case.stage, StepKind.FOLLOWED_UP):
                take(session, case, StepKind.FOLLOWED_UP, at=now, by=by.actor, why=task.kind.value)
        who = session.subject(plan.customer_id)
        session.record("followed_up", by.actor, now, customer=who, plan=plan.id, task=task.kind, done=done)
    return kept


# --- what there is to do


@dataclass(frozen=True, slots=True)
class _Kept:
    # What is kept of all these plans, read at once.
    cases: dict[UUID, CaseFile]
    payments: dict[UUID, list[Payment]]
    done: dict[UUID, list[FollowedUp]]


def _read(session: Session, plans: Collection[RepaymentPlan]) -> _Kept:
    who = {plan.customer_id for plan in plans}
    cases = session.case_files({case for plan in plans for case in plan.cases})
    return _Kept(
        {case.id: case for case in cases},
        by_customer(session.facts(Payment, customers=who)),
        by_customer(session.facts(FollowedUp, customers=who)),
    )


def by_customer[F: Fact](facts: Iterable[F]) -> defaultdict[UUID, list[F]]:
    """Facts told apart by whose they are."""
    found: defaultdict[UUID, list[F]] = defaultdict(list)
    for fact in facts:
        found[fact.customer_id].append(fact)
    return found


def _tasks(plan: RepaymentPlan, kept: _Kept, spoken: Spoken, office: Around) -> tuple[Task, ...]:
    who: UUID = plan.customer_id
    lost = {each.message for each in spoken.contacts if each.message and each.result == ContactResult.FAILED}
    return tasks_of(
        plan,
        progress(plan, kept.payments.get(who, ()), office.today, office.zone),
        office.today,
        needed=office.pack.plan.missed_before_visit_again,
        done=[each for each in kept.done.get(who, ()) if each.message not in lost],
        holds=[hold.kind for hold in spoken.holds],
        hard_times=said_hard_times(spoken.contacts, plan.agreed_at or plan.at),
        owed=_owed(plan, [kept.cases[case] for case in plan.cases if case in kept.cases]),
        zone=office.zone,
    )


def _owed(plan: RepaymentPlan, cases: Iterable[CaseFile]) -> Money:
    # Of what is closed nothing is owed here, whatever its last balance was.
    return Money(sum(case.balance.minor for case in cases if case.stage != Stage.CLOSED), plan.total.currency)


def _urgency(each: Followed) -> tuple[int, date, str]:
    order = {TaskKind.MISSED: 0, TaskKind.PARTLY: 1, TaskKind.LESS_OWED: 2, TaskKind.REMIND: 3, TaskKind.CHECK: 4}
    first = min((order[task.kind] for task in each.tasks), default=9)
    due = each.progress.next.installment.due if each.progress.next else date.max
    return first, due, each.customer.customer.reference


# --- what was done

_CALLS = frozenset({Done.TALKED, Done.NOT_REACHED})


def _require_callable(session: Session, customer_id: UUID) -> None:
    for hold in session.facts(Hold, customers=[customer_id], open_only=True):
        if hold.kind in NO_CALLS:
            raise NotAllowed("no_calls", hold=hold.kind.value)


def _contact(plan: RepaymentPlan, done: Done, now: datetime, by: User) -> Contact:
    result = ContactResult.TALKED if done == Done.TALKED else ContactResult.NO_ANSWER
    return Contact(
        customer_id=plan.customer_id, case_id=plan.case_id, at=now, by=by.actor, channel=Channel.PHONE,
        purpose=Purpose.FOLLOW_UP, result=result,
    )  # fmt: skip
