"""Stages, steps, holds and contacts in words, as the pages of the cases and the command line share them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.cases.board import Next, Row
from planner.cases.model import (
    ArrearsReason,
    Channel,
    ContactResult,
    HoldKind,
    Purpose,
    Stage,
    StepKind,
    Willingness,
)
from planner.cases.money import Money
from planner.text import N_
from planner.text import gettext as _

STAGES: Mapping[Stage, str] = {
    Stage.OVERDUE: N_("Overdue"),
    Stage.REMINDED: N_("Reminded"),
    Stage.PREPARED: N_("Prepared"),
    Stage.CONTACTED: N_("Spoken to"),
    Stage.PROPOSED: N_("Proposed"),
    Stage.APPROVED: N_("Approved"),
    Stage.ISSUED: N_("Issued"),
    Stage.VISITED: N_("Visited"),
    Stage.AGREED: N_("Plan agreed"),
    Stage.FOLLOWED_UP: N_("Followed up"),
    Stage.CLOSED: N_("Closed"),
}

STEPS: Mapping[StepKind, str] = {
    StepKind.OPENED: N_("Came in as overdue"),
    StepKind.REMINDED: N_("Reminded"),
    StepKind.PREPARED: N_("Prepared"),
    StepKind.CONTACTED: N_("Spoken to before a visit"),
    StepKind.PROPOSED: N_("Visit proposed"),
    StepKind.APPROVED: N_("Visit approved"),
    StepKind.RETURNED: N_("Visit returned"),
    StepKind.WITHDRAWN: N_("Visit withdrawn"),
    StepKind.ISSUED: N_("Visit issued"),
    StepKind.VISITED: N_("Visited"),
    StepKind.AGREED: N_("Repayment plan agreed"),
    StepKind.FOLLOWED_UP: N_("Followed up"),
    StepKind.BROKEN: N_("Repayment plan not kept"),
    StepKind.CLOSED: N_("Closed"),
    StepKind.REOPENED: N_("Overdue again"),
}

HOLDS: Mapping[HoldKind, str] = {
    HoldKind.PAID: N_("Paid or settled"),
    HoldKind.PAYMENT_CLAIMED: N_("Says it is paid"),
    HoldKind.PLAN_PERFORMING: N_("Repayment plan is kept"),
    HoldKind.CEASE_CONTACT: N_("Wants no contact"),
    HoldKind.VISIT_REFUSED: N_("Refuses visits"),
    HoldKind.REPRESENTED: N_("Represented by somebody"),
    HoldKind.DISPUTE: N_("Dispute or complaint"),
    HoldKind.MORATORIUM: N_("Moratorium or insolvency"),
    HoldKind.ADVISER: N_("Works on it with an adviser"),
    HoldKind.SUB_JUDICE: N_("Before a court"),
    HoldKind.CAPACITY: N_("May not understand"),
    HoldKind.DECEASED: N_("Has died"),
    HoldKind.HOSPITAL: N_("In hospital"),
    HoldKind.FRAUD: N_("Says it was somebody else"),
    HoldKind.SAFETY: N_("Not safe to visit"),
    HoldKind.VULNERABLE: N_("Vulnerable"),
    HoldKind.BEREAVEMENT: N_("Bereaved"),
    HoldKind.ADDRESS: N_("Address in doubt"),
    HoldKind.BIRTH: N_("A child was born"),
    HoldKind.DISASTER: N_("Struck by a disaster"),
    HoldKind.INCONVENIENT: N_("Time or place to be spared"),
}
PRIVATE_HOLDS = frozenset(
    {HoldKind.CAPACITY, HoldKind.HOSPITAL, HoldKind.VULNERABLE, HoldKind.BEREAVEMENT, HoldKind.BIRTH}
)
"""They tell of health or family: whoever may not see such notes reads only that there is a hold."""

HOLD_SOURCES: Mapping[str, str] = {
    "call": N_("said on the telephone"),
    "file": N_("told by the lender's file"),
    "outcome": N_("learned at a visit"),
    "message": N_("answered to a message"),
    "payments": N_("told by the lender's payments"),
    "desk": N_("entered at the desk"),
}
"""How a hold came."""

CHANNELS: Mapping[Channel, str] = {
    Channel.SMS: N_("SMS"),
    Channel.EMAIL: N_("E-mail"),
    Channel.LETTER: N_("Letter"),
    Channel.PHONE: N_("Call"),
}
PURPOSES: Mapping[Purpose, str] = {
    Purpose.REMINDER: N_("reminder"),
    Purpose.PRE_CONTACT: N_("talk before a visit"),
    Purpose.VISIT_NOTICE: N_("notice of a visit"),
    Purpose.AGENT_NOTICE: N_("notice of who comes"),
    Purpose.PROMISE: N_("promised time"),
    Purpose.FOLLOW_UP: N_("follow-up"),
    Purpose.INCOMING: N_("from the customer"),
}
RESULTS: Mapping[ContactResult, str] = {
    ContactResult.SENT: N_("sent"),
    ContactResult.DELIVERED: N_("delivered"),
    ContactResult.FAILED: N_("failed"),
    ContactResult.NO_ANSWER: N_("no answer"),
    ContactResult.TALKED: N_("talked"),
    ContactResult.DECLINED: N_("declined"),
}
REASONS: Mapping[ArrearsReason, str] = {
    ArrearsReason.HARDSHIP: N_("hardship"),
    ArrearsReason.JOB_LOSS: N_("job lost"),
    ArrearsReason.ILLNESS: N_("illness"),
    ArrearsReason.VULNERABLE: N_("vulnerable"),
    ArrearsReason.DISPUTE: N_("dispute"),
    ArrearsReason.FORGOTTEN: N_("forgotten"),
    ArrearsReason.UNWILLING: N_("unwilling"),
    ArrearsReason.UNKNOWN: N_("reason unknown"),
}
WILLINGNESS: Mapping[Willingness, str] = {
    Willingness.WILLING: N_("willing"),
    Willingness.PARTLY: N_("partly willing"),
    Willingness.UNWILLING: N_("not willing"),
    Willingness.UNKNOWN: N_("willingness unknown"),
}

NEXT: Mapping[Next, str] = {
    Next.WAIT: N_("Wait"),
    Next.REMIND: N_("Remind"),
    Next.PREPARE: N_("Prepare"),
    Next.CONTACT: N_("Call"),
    Next.PROPOSE: N_("Propose a visit"),
    Next.APPROVE: N_("Approve"),
    Next.PLAN: N_("Plan and issue"),
    Next.VISIT: N_("Visit"),
    Next.AGREE: N_("Agree on a plan"),
    Next.FOLLOW_UP: N_("Follow up"),
    Next.NOTHING: N_("Nothing"),
}
_SENTENCES: Mapping[Next, tuple[str, str]] = {
    Next.WAIT: (
        N_("Wait: a hold stops it until somebody ends it."),
        N_("Wait: a hold stops it until {day}."),
    ),
    Next.REMIND: (N_("Remind: a message, a letter or a call, calmly."), N_("Remind: from {day} on.")),
    Next.PREPARE: (
        N_("Prepare: bring the checklist to green."),
        N_("Prepare: the buffer of the reminder is over on {day}."),
    ),
    Next.CONTACT: (
        N_("Call: ask for the cause, and for wishes of time and place."),
        N_("Call: the buffer of the reminder is over on {day}."),
    ),
    Next.PROPOSE: (N_("Propose a visit, if it is still needed."), N_("Propose a visit, from {day} on.")),
    Next.APPROVE: (N_("Approve: a second person decides."), N_("Approve: the visit is to be on {day}.")),
    Next.PLAN: (N_("Plan it and issue the day."), N_("Plan it and issue the day: the visit is on {day}.")),
    Next.VISIT: (N_("Enter how the visit went."), N_("Visit on {day}.")),
    Next.AGREE: (N_("Agree on a repayment plan that can be kept."), N_("Agree on a repayment plan from {day} on.")),
    Next.FOLLOW_UP: (N_("Follow up: see that the plan can be kept."), N_("Follow up on {day}.")),
    Next.NOTHING: (N_("Nothing more is to be done."), N_("Nothing more is to be done.")),
}


def next_sentence(step: Next, day: date | None, say_day: str = "") -> str:
    """The next step in one sentence. `say_day` is the day in words."""
    now, later = _SENTENCES[step]
    return _(later).format(day=say_day or f"{day:%Y-%m-%d}") if day else _(now)


def hold_words(kind: HoldKind, *, shown: bool) -> str:
    """What a hold is called; where it tells of health or family and may not be seen, only that there is one."""
    return _(HOLDS[kind]) if shown or kind not in PRIVATE_HOLDS else _("not shown to your role")


def money_words(money: Money | None) -> str:
    """An amount as people read it; dots where it may not be seen."""
    return f"{money.amount:,} {money.currency}" if money is not None else "•••"


def row_hold(row: Row, *, shown: bool) -> str:
    """The hold of a case on the board; nothing where there is none."""
    return hold_words(row.hold, shown=shown) if row.hold else ""
