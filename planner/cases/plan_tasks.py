"""What there is to do about one repayment plan on a day, and what would be kind to do next. Pure.

A missed installment never leads to a door: it leads to a call, to other terms, to independent advice. When a plan may
be called broken is the pack's word, and a talk comes after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from planner.cases.model import ArrearsReason, Contact, Fact, HoldKind
from planner.cases.money import Money
from planner.cases.progress import GRACE, Paid, PlanProgress, Standing
from planner.cases.repayment import PlanState, RepaymentPlan

AHEAD = timedelta(days=3)
"""So long before it is due a customer is reminded."""
NO_CALLS = frozenset(
    {HoldKind.CEASE_CONTACT, HoldKind.REPRESENTED, HoldKind.DECEASED, HoldKind.HOSPITAL, HoldKind.BEREAVEMENT,
     HoldKind.MORATORIUM, HoldKind.CAPACITY}
)  # fmt: skip
"""Who is held by one of these is not called: somebody decides what else may be done."""
HARD_TIMES = frozenset(
    {ArrearsReason.JOB_LOSS, ArrearsReason.HARDSHIP, ArrearsReason.ILLNESS, ArrearsReason.VULNERABLE}
)


class TaskKind(StrEnum):
    """What is to be done."""

    REMIND = "remind"
    CHECK = "check"
    """Due lately and not booked yet: the money may be on its way."""
    PARTLY = "partly"
    MISSED = "missed"
    LESS_OWED = "less_owed"
    """The lender says less than the plan still asks for."""


class NextStep(StrEnum):
    """What would be kind and lawful to do next."""

    SEND_REMINDER = "send_reminder"
    WAIT = "wait"
    CALL = "call"
    ADAPT = "adapt"
    ADVICE = "advice"
    TALK_ANEW = "talk_anew"
    """So many were missed that the plan may be ended: talk first."""
    SUPERVISOR = "supervisor"
    """A hold says that the customer is not to be called."""


class Done(StrEnum):
    """How a task was done."""

    REMINDED = "reminded"
    TALKED = "talked"
    NOT_REACHED = "not_reached"
    LEFT = "left"
    """Looked at; nothing to do now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp(Fact):
    """A task was done. `due` is that of its installment; None where it is about the plan as a whole.

    `message` is that of the `Contact` by which it was done in writing; where that failed, nothing was done.
    """

    KIND: ClassVar[str] = "followed_up"

    plan_id: UUID
    task: TaskKind
    done: Done
    due: date | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do about a plan today. An alert is one that money was missed."""

    kind: TaskKind
    plan: RepaymentPlan
    standing: Standing
    steps: tuple[NextStep, ...]
    missed: int = 0

    @property
    def alert(self) -> bool:
        """Whether an installment was missed, whole or in part."""
        return self.kind in (TaskKind.MISSED, TaskKind.PARTLY)

    @property
    def due(self) -> date:
        """When its installment is due, or was."""
        return self.standing.installment.due


def tasks_of(
    plan: RepaymentPlan,
    now: PlanProgress,
    today: date,
    *,
    needed: int,
    done: Sequence[FollowedUp] = (),
    holds: Iterable[HoldKind] = (),
    hard_times: bool = False,
    owed: Money | None = None,
    zone: tzinfo = UTC,
) -> tuple[Task, ...]:
    """What is to be done about one plan today. Pure.

    Parameters
    ----------
    needed
        So many installments are missed before a plan may be called broken.
    hard_times
        The customer said since that they lost their work, are ill or in need.
    zone
        The office's, by which `today` is told: who was not reached is tried again on another day there.
    """
    over = {(each.task, each.due) for each in done if each.plan_id == plan.id and _settles(each, today, zone)}
    found = [task for task in _tasks(plan, now, today, owed) if (task[0], task[1].installment.due) not in over]
    silent = bool(NO_CALLS & set(holds))
    return tuple(
        Task(kind, plan, standing, _steps(kind, now, needed, silent=silent, hard_times=hard_times), now.missed)
        for kind, standing in found
    )


def steps_in_danger(holds: Iterable[HoldKind]) -> tuple[NextStep, ...]:
    """What would be kind where facts say that a plan is in danger, before anything is missed."""
    if NO_CALLS & set(holds):
        return (NextStep.SUPERVISOR,)
    return NextStep.CALL, NextStep.ADAPT, NextStep.ADVICE


def said_hard_times(contacts: Iterable[Contact], since: datetime) -> bool:
    """Whether a customer told of hard times after a moment."""
    return any(each.reason in HARD_TIMES and each.at >= since for each in contacts)


# --- how they are found


def _tasks(
    plan: RepaymentPlan, now: PlanProgress, today: date, owed: Money | None
) -> Iterator[tuple[TaskKind, Standing]]:  # fmt: skip
    if plan.state != PlanState.AGREED:
        return
    short = [each for each in now.standings if each.state in (Paid.MISSED, Paid.PARTLY)]
    if short:  # of several the newest is talked about; the others are told with it
        yield (TaskKind.PARTLY if short[-1].state == Paid.PARTLY else TaskKind.MISSED), short[-1]
    for each in now.standings:
        due = each.installment.due
        if each.state == Paid.OPEN and due < today <= due + GRACE:
            yield TaskKind.CHECK, each
        elif each.state == Paid.OPEN and today <= due <= today + AHEAD:
            yield TaskKind.REMIND, each
    if owed is not None and (first := now.next) and owed < plan.total - now.paid:
        yield TaskKind.LESS_OWED, first


def _steps(kind: TaskKind, now: PlanProgress, needed: int, *, silent: bool, hard_times: bool) -> tuple[NextStep, ...]:
    if kind == TaskKind.CHECK:
        return (NextStep.WAIT,)
    if silent:
        return (NextStep.SUPERVISOR,)
    if kind == TaskKind.REMIND:
        return (NextStep.SEND_REMINDER,)
    if kind == TaskKind.LESS_OWED:
        return (NextStep.ADAPT,)
    if now.missed >= needed:
        return (NextStep.TALK_ANEW, NextStep.ADAPT, NextStep.ADVICE)
    if hard_times or kind == TaskKind.PARTLY or now.count(Paid.LATE) > 1:
        return (NextStep.CALL, NextStep.ADAPT, NextStep.ADVICE)
    return (NextStep.CALL, NextStep.ADAPT)


def _settles(each: FollowedUp, today: date, zone: tzinfo) -> bool:
    # Who was not reached is tried again another day; and of what was missed somebody speaks, whatever was written.
    if each.done == Done.REMINDED:
        return each.task == TaskKind.REMIND
    return each.done != Done.NOT_REACHED or each.at.astimezone(zone).date() >= today
