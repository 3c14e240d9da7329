"""The law of one visit once more, as `docs/rules.md` and the facts tell it, by walking days and minutes.

It shares no mind with what it checks: nothing of `planner.policy`, of gates or of other oracles was read for it. What
is told of customers comes as the facts of `planner.cases.model`. Days are those of the customer's clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.cases.model import Consent, Hold, HoldKind
from planner.model import Address, Staff, Visit
from tests.oracles.second_customer import (
    DAY,
    Life,
    cap_reached,
    counting,
    hardly_late,
    in_force,
    in_peace,
    just_reminded,
    notice_missing,
    too_soon,
)
from tests.oracles.second_packs import SecondPack

MINUTE = timedelta(minutes=1)
UNREADY = {"approved_only", "located_only"}
"""Not of the day, but of the visit."""
NEW_YEARS = {  # the first days of the Chinese year
    date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 3),
}  # fmt: skip


@dataclass(frozen=True)
class Feasts:
    """The public holidays of the office's country, and the years that somebody has confirmed."""

    public: frozenset[date] = frozenset()
    confirmed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Stay:
    """A team, of those who are here on the day it is out, is at the door from `start` until `departure`."""

    visit: Visit
    start: datetime
    departure: datetime
    team: tuple[Staff, ...]
    out: date


def forbidden_by(pack: SecondPack, feasts: Feasts, life: Life, stay: Stay) -> set[str]:
    """The ids of all rules that forbid this stay; none where it is allowed."""
    return together(forbidden_day(pack, feasts, life, stay.visit), forbidden_at(pack, life, stay))


def together(by_day: set[str], at_times: set[str]) -> set[str]:
    """The ids of both; what is closed all day has no hours to keep."""
    return by_day | (at_times - ({"visiting_hours"} if by_day - UNREADY else set()))


def forbidden_day(pack: SecondPack, feasts: Feasts, life: Life, visit: Visit) -> set[str]:
    """The ids of the rules by which this visit cannot be made on its day at all, whatever the time."""
    day, place = visit.date, visit.place_kind.value
    others = [hold for hold in life.holds if hold.visit_id != visit.id]
    ever_open = pack.ever_open(place, day.weekday()) or any(opening(pack, life, visit))
    laws = {
        "closed_day": day_closed(pack, feasts, day) or not ever_open,
        "year_unconfirmed": year_unconfirmed(pack, feasts, day),
        "place_closed": not (pack.access(place) == "allow" or any(admitting(pack, life, visit))),
        "customer_held": any(hold for hold in in_force(pack, life, visit) if _whole_day(hold)),
        "family_peace": any(in_peace(pack, hold, life, day) for hold in others),
        "cap_reached": cap_reached(pack, life, visit),
        "left_in_peace": too_soon(pack, life, day),
        "hardly_late": hardly_late(pack, life, visit),
        "reminder_buffer": just_reminded(pack, life, day),
        "visit_notice": notice_missing(pack, life, visit),
        "approved_only": not visit.approved_by.strip(),
        "located_only": visit.location is None,
    }
    return {rule for rule, broken in laws.items() if broken}


def forbidden_at(pack: SecondPack, life: Life, stay: Stay) -> set[str]:
    """The ids of the rules that forbid the times of a stay, its length, or its people."""
    longest, most = pack.smallest("visit", "max_minutes"), pack.smallest("team", "max_staff")
    laws = {
        "visiting_hours": not times_hold(pack, life, stay),
        "longest_stay": longest is not None and stay.departure - stay.start > longest * MINUTE,
        "least_staff": len(stay.team) < pack.largest("team", "min_staff") or all(p.in_training for p in stay.team),
        "most_staff": most is not None and len(stay.team) > most,
        "training_due": any(_untaught(pack, each, stay.out) for each in stay.team),
        "certificate_missing": any(pack.certificates() - each.certificates for each in stay.team),
    }
    return {rule for rule, broken in laws.items() if broken}


def _untaught(pack: SecondPack, person: Staff, out: date) -> bool:
    # Neither in training, nor trained on one of the last days, today among them; who has no day was not.
    days = pack.smallest("team", "training_max_age_days")
    if days is None or person.in_training:
        return False
    return person.trained_on not in {out - number * DAY for number in range(days + 1)}


def dwell_together(one: Address, other: Address) -> bool:
    """Whether two addresses are one dwelling, however they are written."""

    def letters(text: str) -> str:
        return "".join(text.split()).lower()

    return letters(one.text) == letters(other.text) and letters(one.inner) == letters(other.inner)


def clash(one: Visit, other: Visit) -> str:
    """The id of the rule by which two visits never share a day; empty where they may."""
    if one.customer.id == other.customer.id:
        return "visited_twice"
    return "one_household" if dwell_together(one.address, other.address) else ""


# --- the day


def day_closed(pack: SecondPack, feasts: Feasts, day: date) -> bool:
    """Whether nobody at all is visited on this day."""
    eves = pack.eves()
    return (
        (pack.any_says("blackout", "public_holidays") and day in feasts.public)
        or ("christmas_eve" in eves and (day.month, day.day) == (12, 24))
        or ("spring_festival_eve" in eves and day + DAY in NEW_YEARS)
        or pack.closed_by_date(day)
    )


def year_unconfirmed(pack: SecondPack, feasts: Feasts, day: date) -> bool:
    """Whether nobody has compared the holidays of this day's year with their announcement."""
    through = pack.confirmed_through()
    return through is not None and day > through and day.year not in feasts.confirmed


# --- hours and places


def times_hold(pack: SecondPack, life: Life, stay: Stay) -> bool:
    """Whether hours, agreed ones too, and what the customer agreed to or wants spared hold the stay and its margin."""
    visit, shown = stay.visit, _clocks(pack, life.zone, stay)
    place, day = visit.place_kind.value, visit.date

    def within(consents: list[Consent]) -> bool:
        return any(_spans(consent, day, shown) for consent in consents)

    agreed = opening(pack, life, visit)
    lawful = all(
        (clock.date() == day and pack.open_at(place, day.weekday(), clock.time()))
        or any(_spans(consent, day, [clock]) for consent in agreed)
        for clock in shown
    )
    admitted = pack.access(place) == "allow" or within(admitting(pack, life, visit))
    spared = any(_spares(hold, clock.time()) for hold in in_force(pack, life, visit) for clock in shown)
    return lawful and admitted and not spared and not cap_reached(pack, life, visit, within)


def _clocks(pack: SecondPack, zone: ZoneInfo, stay: Stay) -> list[datetime]:
    # What the customer's clock shows from the margin before the stay until the margin after it: at its first moment,
    # whenever a minute begins, and at its last moment. Clocks change, and spans end, when minutes begin.
    margin = pack.largest("time", "margin_min") * MINUTE
    begin, end = stay.start - margin, stay.departure + margin
    minute = begin.replace(second=0, microsecond=0) + MINUTE
    moments = [begin, *(minute + n * MINUTE for n in range((end - begin) // MINUTE + 1)), end]
    moments = [moment for moment in moments if moment < end] + [end - timedelta(microseconds=1)]
    return [moment.astimezone(zone) for moment in moments]


def _spans(consent: Consent, day: date, shown: list[datetime]) -> bool:
    earliest, latest = consent.earliest or time.min, consent.latest or time.max
    return all(clock.date() == day and earliest <= clock.time() < latest for clock in shown)


def opening(pack: SecondPack, life: Life, visit: Visit) -> list[Consent]:
    """Consents that open hours on the visit's day; one without times opens none."""
    place = visit.place_kind.value
    if not pack.consent_opens_hours(place, visit.date.weekday()):
        return []
    given = counting(pack, life, visit, f"hours.{place}")
    return [each for each in given if each.earliest is not None and each.latest is not None]


def admitting(pack: SecondPack, life: Life, visit: Visit) -> list[Consent]:
    """Consents by which such a place may be visited on that day: an invited one, where it takes an invitation."""
    access = pack.access(visit.place_kind.value)
    if access == "never":
        return []
    given = counting(pack, life, visit, f"places.{visit.place_kind.value}")
    return [each for each in given if access != "invite" or each.invited]


def _whole_day(hold: Hold) -> bool:
    # An inconvenient time or place is spared alone; where neither is told, it is every one.
    times = hold.earliest is not None and hold.latest is not None
    return hold.kind is not HoldKind.INCONVENIENT or not (times or hold.place_kind)


def _spares(hold: Hold, clock: time) -> bool:
    if hold.kind is not HoldKind.INCONVENIENT:
        return False
    if hold.earliest is None or hold.latest is None:
        return True
    if hold.earliest < hold.latest:
        return hold.earliest <= clock < hold.latest
    return clock >= hold.earliest or clock < hold.latest
