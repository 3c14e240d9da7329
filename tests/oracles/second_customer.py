"""What the second oracle makes of one customer: holds, peace, earlier visits, consents, contacts; from `docs/rules.md`.

Everything is walked day by day. Days are those of the customer's clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases.model import Approval, Consent, Contact, ContactResult, Hold, HoldKind, Purpose
from planner.model import Visit
from tests.oracles.second_packs import SecondPack

DAY = timedelta(days=1)
END_BY_THEMSELVES = {
    HoldKind.BEREAVEMENT: "bereavement_days",
    HoldKind.BIRTH: "birth_days",
    HoldKind.DISASTER: "disaster_days",
}
WENT_OUT = (ContactResult.SENT, ContactResult.DELIVERED)


@dataclass(frozen=True)
class Life:
    """All that is known of one customer, `now`. Tries are days, each with whether somebody was met.

    `here` tells that a case lies here, so that gates are asked for.
    """

    zone: ZoneInfo
    tries: tuple[tuple[date, bool], ...] = ()
    case_tries: Mapping[UUID, tuple[tuple[date, bool], ...]] = field(default_factory=dict)
    overdue_since: Mapping[UUID, date] = field(default_factory=dict)
    holds: tuple[Hold, ...] = ()
    consents: tuple[Consent, ...] = ()
    contacts: tuple[Contact, ...] = ()
    approvals: tuple[Approval, ...] = ()
    here: bool = False
    now: datetime = datetime(1, 1, 1, tzinfo=UTC)

    def day(self, at: datetime) -> date:
        """The customer's day of a moment."""
        return at.astimezone(self.zone).date()


# --- consents


def counting(pack: SecondPack, life: Life, visit: Visit, key: str) -> list[Consent]:
    """Consents of this customer for such a visit on its day that cover a key, or all keys of its section."""
    oldest = visit.date - (pack.smallest("consent", "max_age_days") or 0) * DAY
    return [
        consent
        for consent in life.consents
        if consent.covers & {key, key.partition(".")[0]}
        and consent.form in pack.forms()
        and consent.withdrawn_at is None
        and consent.used_by in (None, visit.id)
        and consent.place_kind in (None, visit.place_kind)
        and (consent.first_day or date.min) <= visit.date <= (consent.last_day or date.max)
        and oldest <= life.day(consent.at) <= visit.date <= consent.expires
    ]


# --- holds and peace


def in_force(pack: SecondPack, life: Life, visit: Visit) -> list[Hold]:
    """Holds that bind this visit: none told at it, none that a supervisor let pass, none of another kind of place."""
    return [
        hold
        for hold in life.holds
        if pack.effect(hold.kind.value)
        and hold.visit_id != visit.id
        and holds_on(pack, hold, life, visit.date)
        and not (pack.effect(hold.kind.value) == "review" and _let_pass(hold, life, visit))
        and not (hold.kind is HoldKind.INCONVENIENT and hold.place_kind not in (None, visit.place_kind))
    ]


def holds_on(pack: SecondPack, hold: Hold, life: Life, day: date) -> bool:
    """Whether a hold is in force on a day: from when it was told until its last day, or until it was ended."""
    told = life.day(hold.at)
    if day < told:
        return False
    if hold.ended_at is not None and (hold.end_reason == "mistake" or day >= life.day(hold.ended_at)):
        return False
    if hold.until is None:  # bereavement, birth and disaster end by themselves: when their days of peace are over
        return hold.kind not in END_BY_THEMSELVES or in_peace(pack, hold, life, day)
    least = [told + n * DAY for n in range(pack.largest("holds", f"{hold.kind.value}_days"))]
    return day <= hold.until or day in least


def _let_pass(hold: Hold, life: Life, visit: Visit) -> bool:
    # The last decision on this visit counts, where it came after the hold and from somebody else than who proposed it.
    decided = sorted((each for each in life.approvals if each.visit_id == visit.id), key=lambda each: each.at)
    return bool(
        decided
        and decided[-1].approved
        and decided[-1].evidence.get(f"holds.{hold.kind.value}")
        and decided[-1].by != decided[-1].proposed_by
        and decided[-1].at >= hold.at
    )


def in_peace(pack: SecondPack, hold: Hold, life: Life, day: date) -> bool:
    """Whether a family is left in peace on a day for what a hold tells of it."""
    if hold.ended_at is not None and hold.end_reason == "mistake":
        return False
    if hold.kind in END_BY_THEMSELVES:
        begin, key = life.day(hold.at), END_BY_THEMSELVES[hold.kind]
    elif hold.kind is HoldKind.HOSPITAL or (hold.kind is HoldKind.MORATORIUM and hold.group == "crisis"):
        over = _over(pack, hold, life)
        if over is None:
            return False
        begin, key = over, "discharge_days" if hold.kind is HoldKind.HOSPITAL else "crisis_days"
    else:
        return False
    return day in [begin + n * DAY for n in range(pack.largest("blackout", key))]


def _over(pack: SecondPack, hold: Hold, life: Life) -> date | None:
    # The first day on which a hold is over; None where it is not known.
    told = life.day(hold.at)
    if hold.ended_at is None and hold.until is None:
        return None
    day = told
    while holds_on(pack, hold, life, day):
        day += DAY
    return day


# --- how often and how soon


def cap_reached(pack: SecondPack, life: Life, visit: Visit, outdone: Callable[[list[Consent]], bool] = bool) -> bool:
    """Whether one visit more is too many, for the customer or one of the cases, and no consent outdoes it.

    What is told of the visit's own day is this visit, or what it became.
    """
    counted = [("customer_met_30", 30, True, life.tries), ("customer_tried_30", 30, False, life.tries)]
    for case in visit.cases:
        tries = life.case_tries.get(case.id, ())
        counted += [("case_met_30", 30, True, tries), ("case_tried_365", 365, False, tries)]
    for name, days, met_alone, tries in counted:
        lately = [met for day, met in tries if 0 < (visit.date - day).days < days]
        most = pack.smallest("caps", name)
        if most is None or sum(met or not met_alone for met in lately) < most:
            continue
        if not (pack.consent_outdoes_cap(name) and outdone(counting(pack, life, visit, f"caps.{name}"))):
            return True
    return False


def too_soon(pack: SecondPack, life: Life, day: date) -> bool:
    """Whether the customer is left in peace after an earlier visit."""
    between, after_met = pack.largest("gap", "min_days_between"), pack.largest("gap", "min_days_after_met")
    return any(
        tried + n * DAY == day for tried, met in life.tries for n in range(1, max(between, after_met if met else 0))
    )


def hardly_late(pack: SecondPack, life: Life, visit: Visit) -> bool:
    """Whether a case of the visit is not overdue for long enough."""
    least = pack.largest("gap", "min_days_past_due")
    known = [life.overdue_since[case.id] for case in visit.cases if case.id in life.overdue_since]
    return any((visit.date - since).days < least for since in known)


def just_reminded(pack: SecondPack, life: Life, day: date) -> bool:
    """Whether a reminder still has its days in which nobody comes, its own the first of them."""
    days = pack.largest("gap", "min_days_after_reminder")
    reminded = [
        life.day(contact.at)
        for contact in life.contacts
        if contact.purpose is Purpose.REMINDER and contact.result in WENT_OUT
    ]
    return any(sent + n * DAY == day for sent in reminded for n in range(days))


def notice_missing(pack: SecondPack, life: Life, visit: Visit) -> bool:
    """Whether they were not told of this very day and span early enough before it begins, and no longer can be."""
    day = visit.date
    if not (life.here and pack.any_says("gates", "visit_notice")):
        return False
    begins = datetime(day.year, day.month, day.day, tzinfo=life.zone).astimezone(UTC)
    latest = begins - timedelta(hours=pack.largest("gates", "visit_notice_lead_hours"))
    told = [
        contact
        for contact in sorted(life.contacts, key=lambda each: each.at)
        if contact.purpose in (Purpose.VISIT_NOTICE, Purpose.PROMISE)
        and contact.result in (*WENT_OUT, ContactResult.TALKED)
        and contact.offered_day == day
    ]
    named = [_minutes(contact) for contact in told if contact.offered_from]
    promised = visit.promised and range(_minute(visit.promised.earliest), _minute(visit.promised.latest) + 1)
    agreed = set(promised or (named[-1] if named else range(24 * 60)))
    while told and not agreed <= set(_minutes(told[-1])):  # of another span than the one that is promised now
        told.pop()
    others = [number for number, contact in enumerate(told) if not agreed <= set(_minutes(contact))]
    counting = told[others[-1] + 1 :] if others else told
    return life.now > latest and not any(contact.at <= latest for contact in counting)


def _minutes(contact: Contact) -> range:
    if contact.offered_from is None or contact.offered_to is None:
        return range(24 * 60)
    return range(_minute(contact.offered_from), _minute(contact.offered_to) + 1)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
