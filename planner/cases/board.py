"""All cases at a glance: a row each, with the next step and when it may be taken. No values are built of their files.

Names are shown to whoever sees cases at all, balances to whoever may; the file itself is opened by `looking`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.masking import sees
from planner.cases.model import CaseFile, HoldKind, Stage
from planner.cases.money import Money
from planner.storage.case_board import CaseLine, case_lines, last_reminders, open_holds, visits_to_come
from planner.storage.casework import folded
from planner.storage.session import Session
from planner.users import Right, User


class Next(StrEnum):
    """What comes next of a case."""

    WAIT = "wait"
    """A hold stops it."""
    REMIND = "remind"
    PREPARE = "prepare"
    CONTACT = "contact"
    PROPOSE = "propose"
    APPROVE = "approve"
    PLAN = "plan"
    VISIT = "visit"
    AGREE = "agree"
    FOLLOW_UP = "follow_up"
    NOTHING = "nothing"


AFTER: Mapping[Stage, Next] = {
    Stage.OVERDUE: Next.REMIND,
    Stage.REMINDED: Next.PREPARE,
    Stage.PREPARED: Next.CONTACT,
    Stage.CONTACTED: Next.PROPOSE,
    Stage.PROPOSED: Next.APPROVE,
    Stage.APPROVED: Next.PLAN,
    Stage.ISSUED: Next.VISIT,
    Stage.VISITED: Next.AGREE,
    Stage.AGREED: Next.FOLLOW_UP,
    Stage.FOLLOWED_UP: Next.FOLLOW_UP,
    Stage.CLOSED: Next.NOTHING,
}
_STAGES = {stage.value: stage for stage in Stage}
_BUFFERED = frozenset({Stage.REMINDED, Stage.PREPARED})
_VISIT_COMES = frozenset({Stage.PROPOSED, Stage.APPROVED, Stage.ISSUED})


class Row(NamedTuple):
    """A case on the board. `next_day` is None where it can be done now.

    Ids and amounts lie here as the database has them: of twenty thousand rows a few are looked at.
    """

    key: str
    customer_key: str
    name: str
    reference: str
    stage: Stage
    days_past_due: int
    minor: int | None
    currency: str
    hold: HoldKind | None
    next_step: Next
    next_day: date | None
    source: str = ""
    since: str = ""
    """When it came to its stage, as an ISO moment: what waits longest sorts first."""
    search: str = ""

    @property
    def case_id(self) -> UUID:
        """That of the case."""
        return UUID(self.key)

    @property
    def customer_id(self) -> UUID:
        """That of the customer."""
        return UUID(self.customer_key)

    @property
    def balance(self) -> Money | None:
        """What is owed; None where the role may not see it."""
        return None if self.minor is None else Money(self.minor, self.currency)

    def holds(self, words: Sequence[str]) -> bool:
        """Whether name, last digits and references hold all of these folded words."""
        return all(word in self.search for word in words)


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows."""

    rows: tuple[Row, ...]
    today: date
    waiting: tuple[Row, ...] = ()
    """The same, the longest at its stage first."""

    @property
    def counts(self) -> Mapping[Stage, int]:
        """How many cases are at each stage."""
        return Counter(row.stage for row in self.rows)

    @property
    def sources(self) -> tuple[str, ...]:
        """The branches they come from."""
        return tuple(sorted({row.source for row in self.rows}))


def read_board(office: Office, *, by: User) -> Board:
    """All cases, the longest past due first."""
    by.require(Right.SEE_CASE)
    buffer, now = office.pack.days_after_reminder, office.clock()
    with office.store.reading() as session:
        today = session.day_of(now)
        rows = _rows(session, today, buffer, shown=sees(by))
    return Board(rows, today, tuple(sorted(rows, key=attrgetter("since"))))


def next_day(session: Session, case: CaseFile, today: date, buffer_days: int) -> date | None:
    """When the next step of one case may be taken, its holds aside; None for now."""
    free = _free(session, today, buffer_days, case.customer_id)
    return _Known(today, {}, free, visits_to_come(session, today), False).day(case.stage, str(case.customer_id))


def waits_for(kind: HoldKind, stage: Stage) -> bool:
    """Whether what comes next waits for a hold to end: a plan that is kept stops visits, and is followed up."""
    if kind == HoldKind.PLAN_PERFORMING and AFTER[stage] == Next.FOLLOW_UP:
        return False
    return stage is not Stage.CLOSED


def words_of(text: str) -> list[str]:
    """What somebody types to search for, as `Row.holds` takes it."""
    return folded(text).split()


def found(rows: Iterable[Row], text: str) -> list[Row]:
    """The rows that hold every word of a text: names, last four digits, references."""
    words = words_of(text)
    return [row for row in rows if row.holds(words)]


class _Known(NamedTuple):
    # What is known of customers, by their ids.
    today: date
    holds: Mapping[str, tuple[HoldKind, date | None]]
    free: Mapping[str, date]
    coming: Mapping[str, str]
    shown: bool

    def day(self, stage: Stage, customer_id: str) -> date | None:
        if stage in _BUFFERED:
            over = self.free.get(customer_id)
            return over if over and over > self.today else None
        if stage in _VISIT_COMES and customer_id in self.coming:
            return date.fromisoformat(self.coming[customer_id])
        return None


def _free(session: Session, today: date, buffer_days: int, customer_id: UUID | None = None) -> dict[str, date]:
    # The day after the rest that the last reminder gives, as `contacts.in_buffer` counts it.
    if not buffer_days:
        return {}
    zone, ahead = session.branch().zone, timedelta(days=buffer_days + 1)
    reminded = last_reminders(session, today - ahead, customer_id)  # who was before that rests no longer
    return {who: datetime.fromisoformat(at).astimezone(zone).date() + ahead for who, at in reminded.items()}


def _rows(session: Session, today: date, buffer: int, *, shown: bool) -> tuple[Row, ...]:
    plans_first = sorted(open_holds(session), key=lambda each: each[1] != HoldKind.PLAN_PERFORMING)
    holds = {  # of several the newest is told; a plan that is kept only where nothing else holds
        who: (HoldKind(kind), date.fromisoformat(until) if until else None)
        for who, kind, until in plans_first
        if not until or until >= today.isoformat()
    }
    known = _Known(today, holds, _free(session, today, buffer), visits_to_come(session, today), shown)
    days = cache(lambda since: (today - date.fromisoformat(since)).days)
    return tuple(_row(line, days(line.overdue_since), known) for line in case_lines(session))


def _row(line: CaseLine, days: int, known: _Known) -> Row:
    stage = _STAGES[line.stage]
    kind, until = known.holds.get(line.customer_id, (None, None))
    waits = kind is not None and waits_for(kind, stage)
    return Row(
        line.id,
        line.customer_id,
        line.name,
        line.reference,
        stage,
        days,
        line.minor if known.shown else None,
        line.currency,
        kind,
        Next.WAIT if waits else AFTER[stage],
        until if waits else known.day(stage, line.customer_id),
        line.source,
        line.since,
        f"{line.search} {line.reference.casefold()}",
    )
