"""The stories of the demo's people as facts, on lawful days of the past. Whose story is which, `resources` tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases.affordability import Means
from planner.cases.booking_visits import BY_PAYMENTS
from planner.cases.installments import MONTHLY, Terms, by_amount, by_count
from planner.cases.model import (
    Approval,
    ArrearsReason,
    CaseFile,
    Channel,
    Checked,
    Consent,
    Contact,
    ContactResult,
    Fact,
    Hold,
    HoldKind,
    Payment,
    Purpose,
    Step,
    StepKind,
    Willingness,
)
from planner.cases.money import Money
from planner.cases.outcomes import Code, VisitOutcome
from planner.cases.preparation import DATED, OF_CUSTOMER, Item
from planner.cases.repayment import ConsentForm, PlanState, RepaymentPlan
from planner.cases.way import stage_after
from planner.model import PlaceKind, Visit, Window

APPROVER = "lender"
"""Who approved it, as facts have it: nobody of this office."""
TICKED = (Item.ADDRESS, Item.CONTRACT, Item.STATEMENT, Item.PLAN_FORM, Item.LEAFLET, Item.AUTHORIZATION, Item.STAFF_IDS)
VALID = timedelta(days=60)
COOL_OFF = timedelta(hours=24)
LATE = timedelta(days=8)
MORNING = time(6, 50)
LIVING, DEBTS = 128_000, 9_000
"""What a month costs those who have agreed to a plan, in cents."""
ONE = timedelta(days=1)
EVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Life:
    """One customer's story on its way to facts.

    Parameters
    ----------
    base
        The day that it hangs on.
    is_open
        Whether somebody may be spoken to on a day: history keeps the law too.
    offered, span
        What they are offered before a visit.
    visit
        What it is about, where there is one.
    by
        Who did it all and proposes it, as the record names them: nobody who could approve it.
    """

    cases: tuple[CaseFile, ...]
    base: date
    now: datetime
    zone: ZoneInfo
    is_open: Callable[[date], bool]
    offered: date
    span: Window
    visit: Visit | None
    by: str
    facts: list[Fact] = field(default_factory=list)
    owed: dict[UUID, Money] = field(default_factory=dict)
    _last: datetime = EVER

    @cached_property
    def who(self) -> UUID:
        """The customer."""
        return self.cases[0].customer_id

    def tell(self, lines: str, shift: tuple[int, int] = (0, 0)) -> tuple[CaseFile, ...]:
        """Let it happen, so many days earlier and minutes later than the lines say; the cases as they are then."""
        self.owed = {case.id: case.balance for case in self.cases}
        since = min(case.overdue_since for case in self.cases)
        self._tell((self.base - since).days - 1, "06:55", "step", ["opened"])
        for line in filter(None, map(str.strip, lines.splitlines())):
            days, clock, verb, *words = line.split()
            self._tell(int(days) + shift[0], clock, verb, words, shift[1])
        return tuple(self._kept(case) for case in self.cases)

    def _tell(self, days: int, clock: str, verb: str, words: list[str], minutes: int = 0) -> None:
        told = datetime.combine(self._day(days), time.fromisoformat(clock), self.zone)
        at = max(told.astimezone(UTC) + timedelta(minutes=minutes), self._last + timedelta(minutes=1))
        self._last = at
        named = dict(word.split("=", 1) for word in words if "=" in word)
        plain = [word for word in words if "=" not in word]
        self.facts += TELLING[verb](self, at, plain, named)

    def _day(self, days: int) -> date:
        day = self.base - days * ONE
        while not self.is_open(day):
            day += ONE if days < 0 else -ONE
        return day

    def _kept(self, case: CaseFile) -> CaseFile:
        steps = [fact for fact in self.facts if isinstance(fact, Step) and fact.case_id == case.id]
        return replace(case, balance=self.owed[case.id], stage=stage_after(steps), stage_at=steps[-1].at)

    @property
    def visit_id(self) -> UUID | None:
        """That of the visit."""
        return self.visit.id if self.visit else None

    # --- money

    def pay(self, amount: Money, booked: date, name: str) -> Iterator[Payment]:
        """Money comes in, for the first account that has anything left."""
        at = min(self.now, datetime.combine(booked + ONE, MORNING, self.zone).astimezone(UTC))
        left = amount.minor
        for number, case in enumerate(self.cases, start=1):
            part = min(left, self.owed[case.id].minor)
            if part > 0:
                self.owed[case.id] = Money(self.owed[case.id].minor - part, amount.currency)
                left -= part
                reference = f"P-{case.case.reference}-{name}-{number}"
                yield Payment(
                    customer_id=self.who, case_id=case.id, at=at, by=self.by, amount=Money(part, amount.currency),
                    booked=booked, reference=reference,
                )  # fmt: skip

    def plan(self, at: datetime, count: str, first: int, most: Money | None = None) -> RepaymentPlan:
        """A draft over all that is owed."""
        total = Money(sum(each.minor for each in self.owed.values()), self.cases[0].balance.currency)
        drawn = at.astimezone(self.zone).date()
        terms = Terms(total, drawn + first * ONE, MONTHLY, drawn)
        parts = by_amount(terms, most) if most else by_count(terms, int(count))
        return RepaymentPlan(
            customer_id=self.who, case_id=self.cases[0].id if len(self.cases) == 1 else None, at=at, by=self.by,
            cases=tuple(case.id for case in self.cases), installments=parts, rhythm=MONTHLY, affordable=most,
            balance_at=at,
        )  # fmt: skip


type Words = Sequence[str]
type Named = dict[str, str]


def _contact(life: Life, at: datetime, words: Words, named: Named) -> Iterator[Fact]:
    channel, purpose, result, *more = words
    template = next((word for word in more if word != "offer"), "")
    reason, _slash, willing = named.get("why", "").partition("/")
    span = life.span
    if wish := named.get("at"):
        span = Window(time.fromisoformat(wish), time(21))
    offer = (
        {"offered_day": life.offered, "offered_from": span.earliest, "offered_to": span.latest,
         "offered_place": life.visit.place_kind if life.visit else PlaceKind.HOME}
        if "offer" in more else {}
    )  # fmt: skip
    yield Contact(
        customer_id=life.who, visit_id=life.visit_id if offer else None, at=at, by=life.by, channel=Channel(channel),
        purpose=Purpose(purpose), result=ContactResult(result), template=template, language="en",
        reason=ArrearsReason(reason) if reason else None, willingness=Willingness(willing) if willing else None,
        settled_at=at if result in ("delivered", "failed") else None, **offer,  # type: ignore[arg-type]
    )  # fmt: skip


def _step(life: Life, at: datetime, words: Words, _named: Named) -> Iterator[Fact]:
    kind, why = StepKind(words[0]), words[1] if len(words) > 1 else ""
    about = life.visit_id if kind in ("proposed", "approved", "issued", "visited") else None
    for case in life.cases:
        yield Step(customer_id=life.who, case_id=case.id, visit_id=about, at=at, by=life.by, kind=kind, why=why)


def _tick(life: Life, at: datetime, words: Words, _named: Named) -> Iterator[Fact]:
    for item in map(Item, words) if words else TICKED:
        until = at.astimezone(life.zone).date() + VALID if item in DATED else None
        for case in life.cases[:1] if item in OF_CUSTOMER else life.cases:
            about = None if item in OF_CUSTOMER else case.id
            yield Checked(customer_id=life.who, case_id=about, at=at, by=life.by, item=item.value, valid_until=until)


def _hold(life: Life, at: datetime, words: Words, named: Named) -> Iterator[Fact]:
    source = named.get("by", "desk")
    until = at.astimezone(life.zone).date() + int(named["until"]) * ONE if "until" in named else None
    yield Hold(
        customer_id=life.who, visit_id=life.visit_id if source == "outcome" else None, at=at, by=life.by,
        kind=HoldKind(words[0]), source=source, group=named.get("group", ""), until=until,
    )  # fmt: skip


def _means(life: Life, at: datetime, words: Words, _named: Named) -> Iterator[Fact]:
    income, expenses, debts, offer = (Money(100 * int(word), life.cases[0].balance.currency) for word in words)
    yield Means(customer_id=life.who, at=at, by=life.by, income=income, expenses=expenses, debts=debts, offer=offer)


def _draft(life: Life, at: datetime, words: Words, _named: Named) -> Iterator[Fact]:
    told = next(fact for fact in reversed(life.facts) if isinstance(fact, Means))
    yield life.plan(at, words[0], int(words[1]), told.affordable)


def _plan(life: Life, at: datetime, words: Words, _named: Named) -> Iterator[Fact]:
    made = life.plan(at, words[0], int(words[1]))
    how, currency = words[2] if len(words) > 2 else "", made.total.currency
    spare = max(each.amount.minor for each in made.installments) * 5 // 4
    living, debts = Money(LIVING, currency), Money(DEBTS, currency)
    yield Means(
        customer_id=life.who, at=at - timedelta(minutes=10), by=life.by, income=Money(LIVING + DEBTS + spare, currency),
        expenses=living, debts=debts,
    )  # fmt: skip
    kept = len(how) == len(made.installments) and set(how) <= set("ol")
    yield replace(
        made, state=PlanState.KEPT if kept else PlanState.AGREED, affordable=Money(spare, currency), agreed_at=at,
        agreed_by=life.by, consent_form=ConsentForm.SIGNED, active_from=at + COOL_OFF,
        end_reason="paid" if kept else "", ended_at=life.now - ONE if kept else None,
    )  # fmt: skip
    yield Hold(
        customer_id=life.who, at=at, by=life.by, kind=HoldKind.PLAN_PERFORMING, ended_by=life.by if kept else "",
        ended_at=life.now - ONE if kept else None, end_reason="plan_kept" if kept else "",
    )  # fmt: skip
    for number, (part, paid) in enumerate(zip(made.installments, how, strict=False), start=1):
        amount = Money(part.amount.minor // 2, currency) if paid == "p" else part.amount
        if paid != "m":
            yield from life.pay(amount, part.due + LATE if paid == "l" else part.due, str(number))


def _paid(life: Life, at: datetime, _words: Words, _named: Named) -> Iterator[Fact]:
    for case in life.cases:
        yield from life.pay(life.owed[case.id], at.astimezone(life.zone).date() - ONE, "all")
    yield Hold(customer_id=life.who, at=at, by=life.by, kind=HoldKind.PAID, source=BY_PAYMENTS)


def _approve(life: Life, at: datetime, _words: Words, _named: Named) -> Iterator[Fact]:
    yield Approval(
        customer_id=life.who, visit_id=life.visit_id, at=at, by=APPROVER, approved=True,
        proposed_by=life.by,
    )  # fmt: skip


def _consent(life: Life, at: datetime, words: Words, _named: Named) -> Iterator[Fact]:
    covers, *span = words
    begin, end = map(time.fromisoformat, span) if span else (None, None)
    place = PlaceKind(covers.partition(".")[2]) if covers.startswith("places.") else None
    yield Consent(
        customer_id=life.who, at=at, by=life.by, covers=frozenset({covers}), form="written", first_day=life.offered,
        last_day=life.offered, expires=life.offered, earliest=begin, latest=end, place_kind=place,
        invited=place is not None,
    )  # fmt: skip


def _outcome(life: Life, at: datetime, words: Words, _named: Named) -> Iterator[Fact]:
    yield VisitOutcome(customer_id=life.who, visit_id=life.visit_id, at=at, by=life.by, code=Code(words[0]))


TELLING: dict[str, Callable[[Life, datetime, Words, Named], Iterator[Fact]]] = {
    "contact": _contact, "step": _step, "tick": _tick, "hold": _hold, "means": _means, "draft": _draft, "plan": _plan,
    "paid": _paid, "approve": _approve, "consent": _consent, "outcome": _outcome,
}  # fmt: skip
"""What each verb of a story does, see `resources.demo.stories`."""
