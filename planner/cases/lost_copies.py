"""Copies as the desk ticks them: back, destroyed, handed over; or lost, and then whose fields were on them.

A loss is a task for a supervisor, no hold: the customer did nothing, and may still want the visit. Until it is decided
it is shown with the visits ahead and the hours that are left to notify; the supervisor lets them go on, or calls them
off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.copies import copies_of, find_copies, open_days, settle
from planner.cases.copy_model import Copy, CopyState, Field, Paper
from planner.cases.model import Fact
from planner.cases.ringing import phone_teams
from planner.cases.withdrawing import Withdrawn, visits_ahead, withdraw
from planner.errors import NotAllowed
from planner.model import Customer
from planner.storage.session import Session
from planner.users import Right, User

NOTIFY = timedelta(hours=72)
"""So long an office has to notify a breach, from when it knows: GDPR article 33(1); where the law names another time
the shorter one holds."""
GONE = frozenset({CopyState.LOST, CopyState.WRONG_HANDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLost(Fact):
    """Fields of a customer were on a copy that was lost, or fell into wrong hands. `at` is when the office knew.

    In force until a supervisor has decided: `decision` is ``go_on`` or ``call_off``; ``found`` where it came back.
    """

    KIND: ClassVar[str] = "paper_lost"

    copy: int
    day: date
    how: CopyState
    fields: frozenset[Field] = field(default_factory=frozenset)
    decided_at: datetime | None = None
    decided_by: str = ""
    decision: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None

    @property
    def notify_by(self) -> datetime:
        """When the time to notify is over."""
        return self.at + NOTIFY


@dataclass(frozen=True, slots=True)
class Loss:
    """One customer of a lost copy, with the visits that are still to be made."""

    lost: PaperLost
    customer: Customer
    ahead: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyDesk:
    """Everything about copies that waits for somebody.

    Parameters
    ----------
    copies
        Of all days of which some are out.
    losses
        What a supervisor has still to decide, what is to be notified first at the top.
    names
        Names of staff by id, for who carries what.
    void
        Numbers of envelopes whose letter names others than those who go now: the day has to be issued again.
    """

    copies: tuple[Copy, ...]
    losses: tuple[Loss, ...]
    names: Mapping[UUID, str]
    today: date
    now: datetime
    void: frozenset[int] = frozenset()


def copy_desk(office: Office, *, by: User) -> CopyDesk:
    """Read it."""
    by.require(Right.SEE_CASE)
    now = office.clock()
    with office.store.reading() as session:
        today = now.astimezone(session.branch().zone).date()
        days = sorted({*open_days(session), today})
        copies = tuple(copy for day in days for copy in copies_of(session, day))
        names = {each.id: each.name for each in session.staff()}
        return CopyDesk(copies, _losses(session, today), names, today, now, void_letters(session, copies, today))


def void_letters(session: Session, copies: Collection[Copy], today: date) -> frozenset[int]:
    """Numbers of open envelopes of today and later whose letter names others than those who go now."""
    letters = [
        copy
        for copy in copies
        if copy.open and copy.paper == Paper.TEAM_ENVELOPE and not copy.replaced_by and copy.day >= today
    ]
    here: dict[UUID, set[UUID]] = {}
    for day in filter(None, map(session.day, {copy.day for copy in letters})):
        here |= {shift.id: {m.id for m in shift.members if not m.retired} - day.absent for shift in day.shifts}
    return frozenset(
        copy.number for copy in letters if copy.shift_id and here.get(copy.shift_id, set()) != set(copy.members)
    )


def tick(office: Office, numbers: Collection[int], state: CopyState, *, by: User) -> tuple[Copy, ...]:
    """Note what has become of copies; of lost ones whose fields were on them, and that the time to notify runs.

    Raises
    ------
    NotFound
        ``no_such_copy``.
    BadInput
        ``not_for_customer``.
    """
    by.require(Right.ISSUE)
    now, actor = office.clock(), office.named(by)
    with office.store.writing() as session:
        before = {number: copy.state for number, copy in find_copies(session, numbers).items()}
        found = settle(session, before, state, at=now, by=actor)
        for copy in found:
            if state in GONE and before[copy.number] not in GONE:
                _lose(session, copy, now, actor)
            elif before[copy.number] in GONE and state not in GONE:
                _find(session, copy, now, actor)
    return found


def decide(office: Office, lost: PaperLost, *, go_on: bool, by: User) -> tuple[Withdrawn, ...]:
    """A supervisor has judged the visits to a customer anew: they go on, or are called off; those that are.

    Raises
    ------
    NotAllowed
        ``no_right``; ``decided_already``.
    """
    by.require(Right.APPROVE)
    now = office.clock()
    with office.store.writing() as session:
        fresh = session.fact(PaperLost, lost.id)
        if fresh is None or not fresh.open:
            raise NotAllowed("decided_already")
        decision = "go_on" if go_on else "call_off"
        session.change_fact(replace(fresh, decided_at=now, decided_by=by.actor, decision=decision))
        gone: tuple[Withdrawn, ...] = ()
        if not go_on:
            today = now.astimezone(session.branch().zone).date()
            ahead = visits_ahead(session, lost.customer_id, today)
            gone = withdraw(session, ahead, at=now, by=by.actor, why="paper_lost")
            phone_teams(session, gone, at=now, by=by.actor)
        who = session.subject(lost.customer_id)
        session.record("loss_judged", by.actor, now, customer=who, copy=lost.copy, chosen=decision, visits=len(gone))
    return gone


def _losses(session: Session, today: date) -> tuple[Loss, ...]:
    lost = session.facts(PaperLost, open_only=True)
    people = session.customer_files({each.customer_id for each in lost})
    return tuple(
        Loss(
            each,
            people[each.customer_id].customer,
            tuple(day for day in sorted(session.days_of_customer(each.customer_id)) if day >= today),
        )
        for each in lost
        if each.customer_id in people
    )


def _lose(session: Session, copy: Copy, now: datetime, by: str) -> None:
    for held in copy.held:
        session.add_fact(
            PaperLost(
                customer_id=held.customer_id, visit_id=held.visit_id, at=now, by=by, copy=copy.number, day=copy.day,
                how=copy.state, fields=held.fields,
            )
        )  # fmt: skip
        who = session.subject(held.customer_id)
        fields = sorted(each.value for each in held.fields)
        session.record("copy_lost", by, now, customer=who, visit=held.visit_id, copy=copy.number, fields=fields,
                       how=copy.state.value, notify_by=(now + NOTIFY).isoformat())  # fmt: skip


def _find(session: Session, copy: Copy, now: datetime, by: str) -> None:
    # It came back: nothing is to be decided of it any more, but that it was gone stays in the record.
    for lost in session.facts(PaperLost, customers={held.customer_id for held in copy.held}):
        if lost.open and lost.copy == copy.number:
            session.change_fact(replace(lost, decided_at=now, decided_by=by, decision="found"))
