"""What the facts say of one customer, day by day and minute by minute: shares no code with `planner.policy`.

Written from the text of the rules. A `Life` is what happened to a customer, in plain values; which days and minutes it
leaves open is found by walking through them, and no interval is ever computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit

HOME, WORK, AGREED = PlaceKind.HOME, PlaceKind.WORKPLACE, PlaceKind.AGREED
ONE = timedelta(days=1)

STOPPING = (
    # House floor: block or reroute, either way nobody goes.
    "paid_or_settled", "payment_claimed", "plan_performing", "cease_contact", "visit_refused", "represented",
    "dispute_or_complaint_open", "moratorium_or_insolvency", "adviser_or_plan_in_progress", "capacity_doubt",
    "deceased", "hospitalised", "identity_fraud_claim", "safety_risk", "vulnerable", "bereavement", "birth",
    "disaster", "address_in_doubt",
)  # fmt: skip
DECIDED = ("sub_judice",)
"""IN-03: the utmost caution: a second person decides."""
AT_LEAST = {("UK", "moratorium_or_insolvency"): 60, ("UK", "adviser_or_plan_in_progress"): 30}  # UK-12, UK-10
FAMILY = {"bereavement": 30, "birth": 30, "disaster": 30}  # floor, personal days
AFTERWARDS = {"hospitalised": 14}  # floor: discharge

ALSO_NEEDS_YES = {"US-HI": {HOME}, "AU": {HOME}}
"""Beside workplaces, which need an invitation everywhere, says the house."""
ALSO_ONLY_INVITED = {"US-HI": {HOME}}
HOURS_ARE_FIXED = {"IN": {HOME, WORK, AGREED}, "US-MA": {HOME}}
"""Packs with hours of their own that name no consent to other ones; all others do, the floor among them."""


@dataclass(frozen=True)
class Trouble:
    """Something that holds: told on a day, at most until a last one, ended on another by somebody."""

    kind: str
    told: date
    last: date | None = None
    ended: date | None = None
    crisis: bool = False
    place: PlaceKind | None = None
    minutes: range | None = None
    """Of each day, that do not suit."""


@dataclass(frozen=True)
class Yes:
    """A consent: to what, in which form, told when, for which days and minutes."""

    to: frozenset[str]
    form: str
    told: date
    expires: date
    invited: bool = False
    place: PlaceKind | None = None
    days: tuple[date, date] | None = None
    minutes: range | None = None
    spent_on: UUID | None = None


@dataclass(frozen=True)
class Life:
    """One customer."""

    zone: ZoneInfo
    troubles: tuple[Trouble, ...] = ()
    yes: tuple[Yes, ...] = ()
    overdue: date | None = None
    reminded: date | None = None
    noticed: datetime | None = None
    """When they were told of the visit on its day."""
    changed: datetime | None = None
    """When they agreed to another span of that day."""
    decided: str = ""
    """What a second person has decided may pass: a kind of hold."""
    tries: tuple[tuple[date, bool], ...] = field(default=())
    case_tries: tuple[tuple[date, bool], ...] = field(default=())


def days_of(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE


# --- days


def stopped(pack: str, life: Life, visit: Visit) -> bool:
    """Whether something in the customer's life keeps everybody away on that day."""
    return any(_stops(pack, life, each, visit) for each in life.troubles if each.told <= visit.date)


def _stops(pack: str, life: Life, trouble: Trouble, visit: Visit) -> bool:
    if trouble.place not in (None, visit.place_kind) or trouble.minutes is not None:
        return False
    if trouble.place is not None:
        return _on(pack, trouble, visit.date)
    if trouble.kind in DECIDED and life.decided == trouble.kind:
        return False
    since_over = 0  # days on which it was over, that day included
    for each in days_of(trouble.told, visit.date):
        since_over = 0 if _on(pack, trouble, each) else since_over + 1
    if not since_over:
        return trouble.kind in STOPPING or trouble.kind in DECIDED or trouble.kind == "inconvenient_time_or_place"
    if (visit.date - trouble.told).days < FAMILY.get(trouble.kind, 0):
        return True
    after = AFTERWARDS.get(trouble.kind, 30 if pack == "UK" and trouble.crisis else 0)  # UK-12: treatment and 30 days
    return since_over <= after


def _on(pack: str, trouble: Trouble, day: date) -> bool:
    if trouble.ended is not None and trouble.ended <= day:
        return False
    if (day - trouble.told).days < AT_LEAST.get((pack, trouble.kind), 0):
        return True
    if trouble.last is not None:
        return day <= trouble.last
    if trouble.kind in FAMILY:
        return (day - trouble.told).days < FAMILY[trouble.kind]
    return True


def pressed(pack: str, life: Life, visit: Visit, now: datetime | None) -> bool:
    """Whether it is too early: hardly overdue, just reminded, just visited, or not told in time."""
    if life.overdue and (visit.date - life.overdue).days < 15:
        return True
    if life.reminded and 0 <= (visit.date - life.reminded).days < 7:
        return True
    if any(0 < (visit.date - day).days < 7 for day, _met in life.tries):
        return True
    return pack == "UK" and life.overdue is not None and not _told(life, visit, now)


def _told(life: Life, visit: Visit, now: datetime | None) -> bool:
    # UK-05; five days are adequate, says the house. Told already, or time enough to tell. The likely time
    # belongs to it: of another one they were told when they agreed to that.
    midnight = datetime(visit.date.year, visit.date.month, visit.date.day, tzinfo=life.zone)
    moment = life.changed or life.noticed or now
    return moment is None or midnight.timestamp() - moment.timestamp() >= 120 * 3600


# --- minutes


def yes_to(pack: str, life: Life, visit: Visit, what: str, minute: int, *, timed: bool = False) -> bool:
    """Whether the customer has said yes to this, for this visit and minute, in a form that counts."""
    forms = ("written",) if pack == "US-MA" else ("written", "recorded")
    for each in life.yes:
        said = any(what == key or what.startswith(key + ".") for key in each.to)
        fresh = each.told <= visit.date <= min(each.expires, each.told + 14 * ONE)
        there = each.place in (None, visit.place_kind) and each.spent_on in (None, visit.id)
        then = each.days is None or each.days[0] <= visit.date <= each.days[1]
        at = minute in each.minutes if each.minutes is not None else not timed
        if said and fresh and there and then and at and each.form in forms:
            only = {WORK} | ALSO_ONLY_INVITED.get(pack, set())
            invitation = what.startswith("places.") and visit.place_kind in only
            if each.invited or not invitation:
                return True
    return False


def capped(pack: str, life: Life, visit: Visit) -> tuple[str, ...]:
    """Of what there were too many lately, counted over the days before the visit."""
    caps = [(life.tries, True, 1, 30, "customer_met_30"), (life.tries, False, 2, 30, "customer_tried_30")]
    caps.append((life.case_tries, False, 4, 365, "case_tried_365"))
    if pack in ("US-MA", "AU"):
        caps.append((life.case_tries, True, 1, 30, "case_met_30"))
    found = []
    for tries, met_only, most, days, name in caps:
        window = {visit.date - number * ONE for number in range(1, days)} if tries else set()
        if sum(day in window and (met or not met_only) for day, met in tries) >= most:
            found.append(name)
    return tuple(found)


def one_more(pack: str, life: Life, visit: Visit, name: str, minute: int) -> bool:
    """Whether the customer has agreed to one visit more than that; the month of AU-05 nobody can agree away."""
    if pack == "AU" and name == "case_met_30":
        return False
    return yes_to(pack, life, visit, f"caps.{name}", minute)


def needs_yes(pack: str, kind: PlaceKind) -> bool:
    """Whether nobody goes to such a place without the customer's own word."""
    return kind is WORK or kind in ALSO_NEEDS_YES.get(pack, ())


def place_is_open(pack: str, life: Life, visit: Visit, minute: int) -> bool:
    """Whether such a place may be visited at this minute, and it suits the customer."""
    kind = visit.place_kind
    if needs_yes(pack, kind) and not yes_to(pack, life, visit, f"places.{kind.value}", minute):
        return False
    return not any(
        trouble.minutes is not None
        and trouble.told <= visit.date
        and _on(pack, trouble, visit.date)
        and minute in trouble.minutes
        for trouble in life.troubles
        if trouble.place in (None, kind)
    )


def hours_are_open(pack: str, life: Life, visit: Visit, minute: int) -> bool:
    """Whether the customer has agreed to this minute outside the hours of the place, where that counts."""
    if visit.place_kind in HOURS_ARE_FIXED.get(pack, ()):
        return False
    return yes_to(pack, life, visit, f"hours.{visit.place_kind.value}", minute, timed=True)
