"""Random lives as the facts that an office keeps of them, drawn around `lives` and the edges that it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases.model import (
    Approval,
    CaseFile,
    Channel,
    Consent,
    Contact,
    ContactResult,
    CustomerFile,
    Fact,
    Hold,
    HoldKind,
    Purpose,
)  # fmt: skip
from planner.cases.money import Money
from planner.model import Case, Visit
from tests.oracles.customer_law import Trouble, Yes
from tests.oracles.lives import ago, random_life
from tests.oracles.second_customer import Life

MOMENTS = (time(0), time(0, 0, 1), time(9), time(12), time(23, 30), time(23, 59, 59))
ALL = frozenset({"hours", "places", "caps"})
OTHER = UUID(int=7)
OVER_MIDNIGHT = True
"""Whether times to be spared go over midnight, too, as those of somebody who works at night."""


@dataclass(frozen=True)
class Told:
    """One customer as an office keeps them: their file, cases and facts; and the tries, told by day."""

    zone: ZoneInfo
    file: CustomerFile | None = None
    cases: tuple[CaseFile, ...] = ()
    facts: tuple[Fact, ...] = ()
    tries: tuple[tuple[date, bool], ...] = ()
    case_tries: dict[UUID, tuple[tuple[date, bool], ...]] = field(default_factory=dict)

    def life(self, now: datetime) -> Life:
        """The same as the second oracle takes it."""

        def of(kind: type[Fact]) -> Any:
            return tuple(fact for fact in self.facts if isinstance(fact, kind))

        since = {case.id: case.overdue_since for case in self.cases}
        return Life(self.zone, self.tries, self.case_tries, since, of(Hold), of(Consent), of(Contact), of(Approval),
                    here=bool(self.cases), now=now)  # fmt: skip


def random_told(random: Random, visit: Visit, now: datetime, office: ZoneInfo, own: ZoneInfo | None) -> Told:
    """What is told of the customer of a visit; `own` is the time zone in their file, if there is any."""
    if random.random() < 0.35:
        return Told(office)
    zone, who = own or office, {"customer_id": visit.customer.id, "by": "11"}
    life = random_life(random, visit.date, visit, zone)
    facts: list[Fact] = [
        *(_hold(random, each, visit, zone, who) for each in life.troubles),
        *(_consent(random, each, visit, zone, who) for each in life.yes),
    ]
    if random.random() < 0.1:  # by night, when clocks change
        facts.append(_night(visit, zone, who))
    if life.reminded:
        facts.append(_reminder(random, moment(random, life.reminded, zone), who))
    if life.noticed and life.noticed <= now:
        late = min(now, life.noticed + timedelta(hours=random.choice((0, 1, 2))))
        facts += [_notice(random, at, visit, who) for at in (life.noticed, late)[: random.choice((1, 2, 2))]]
    if life.decided:
        facts += [_approval(random, life.decided, visit, zone, who) for _ in range(random.choice((1, 1, 2)))]
    by_case = {visit.cases[0].id: life.case_tries}
    for other in visit.cases[1:]:
        by_case[other.id] = tuple((ago(random, visit.date), False) for _ in range(random.choice((0, 1, 4))))
    owed = tuple(_case(random, each, visit, life.overdue) for each in visit.cases) if life.overdue else ()
    file = CustomerFile(visit.customer, time_zone=own.key if own else "")
    return Told(zone, file, owed, tuple(facts), life.tries, by_case)


def moment(random: Random, day: date, zone: ZoneInfo) -> datetime:
    """A moment of a day by these clocks, often its first or last."""
    return datetime.combine(day, random.choice(MOMENTS), zone).astimezone(UTC)


def _case(random: Random, case: Case, visit: Visit, since: date) -> CaseFile:
    since = random.choice((since, since, visit.date - timedelta(days=random.choice((15, 16)))))
    return CaseFile(case, visit.customer.id, since, Money(1200, "EUR"), datetime(2026, 1, 1, tzinfo=UTC))


def _hold(random: Random, trouble: Trouble, visit: Visit, zone: ZoneInfo, who: dict[str, Any]) -> Hold:
    told = moment(random, trouble.told, zone)
    ended = max(told, moment(random, trouble.ended, zone)) if trouble.ended else None
    begin, end = (trouble.minutes.start, trouble.minutes.stop) if trouble.minutes else (None, None)
    if OVER_MIDNIGHT and begin is not None and random.random() < 0.2:
        begin, end = end, begin
    return Hold(
        kind=HoldKind(trouble.kind), at=told, until=trouble.last, ended_at=ended, ended_by="11" if ended else "",
        end_reason=random.choice(("", "settled", "settled", "mistake")) if ended else "",
        group="crisis" if trouble.crisis else "", place_kind=trouble.place, earliest=_clock(begin), latest=_clock(end),
        visit_id=random.choice((None,) * 8 + (OTHER, visit.id)), **who,
    )  # fmt: skip


def _consent(random: Random, yes: Yes, visit: Visit, zone: ZoneInfo, who: dict[str, Any]) -> Consent:
    first, last = yes.days or (None, None)
    begin, end = (yes.minutes.start, yes.minutes.stop) if yes.minutes else (None, None)
    return Consent(
        covers=yes.to, form=yes.form, at=moment(random, yes.told, zone), expires=yes.expires, invited=yes.invited,
        place_kind=yes.place, first_day=first, last_day=last, earliest=_clock(begin), latest=_clock(end),
        used_by=yes.spent_on, withdrawn_at=moment(random, yes.told, zone) if random.random() < 0.05 else None, **who,
    )  # fmt: skip


def _night(visit: Visit, zone: ZoneInfo, who: dict[str, Any]) -> Consent:
    at = datetime.combine(visit.date - timedelta(days=1), time(12), zone).astimezone(UTC)
    return Consent(covers=ALL, form="written", at=at, expires=visit.date, invited=True, earliest=time(0, 30),
                   latest=time(3, 30), **who)  # fmt: skip


def _reminder(random: Random, at: datetime, who: dict[str, Any]) -> Contact:
    purpose = random.choice((Purpose.REMINDER, Purpose.REMINDER, Purpose.REMINDER, Purpose.AGENT_NOTICE))
    result = random.choice((*ContactResult, ContactResult.SENT, ContactResult.DELIVERED))
    return Contact(at=at, channel=random.choice(tuple(Channel)), purpose=purpose, result=result, **who)


def _notice(random: Random, at: datetime, visit: Visit, who: dict[str, Any]) -> Contact:
    span = random.choice(((None, None), (time(10), time(12)), (time(10), time(11)), (time(11), time(13))))
    return Contact(
        at=at, channel=random.choice((Channel.SMS, Channel.LETTER, Channel.PHONE)),
        purpose=random.choice((Purpose.VISIT_NOTICE, Purpose.PROMISE, Purpose.PROMISE, Purpose.PRE_CONTACT)),
        result=random.choice((*ContactResult, ContactResult.SENT, ContactResult.TALKED)),
        offered_day=visit.date + timedelta(days=random.choice((0, 0, 0, 0, 1, -1))), offered_from=span[0],
        offered_to=span[1], **who,
    )  # fmt: skip


def _approval(random: Random, kind: str, visit: Visit, zone: ZoneInfo, who: dict[str, Any]) -> Approval:
    return Approval(
        at=moment(random, visit.date - timedelta(days=random.choice((0, 1, 1, 6, 30))), zone),
        approved=random.random() < 0.9, proposed_by=random.choice(("12", "12", "11")),
        visit_id=random.choice((visit.id, visit.id, visit.id, OTHER)), evidence={f"holds.{kind}": "seen"}, **who,
    )  # fmt: skip


def _clock(minute: int | None) -> time | None:
    return None if minute is None else time(minute // 60, minute % 60)
