"""What is closed to one customer: by holds, by peace after earlier visits, by caps, and by what they themselves said.

And what their consent opens. Days and times are the customer's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from planner.model import Visit
from planner.policy.closed import ClosedDays, Tries
from planner.policy.merge import intersected
from planner.policy.pack import Pack
from planner.policy.schema import CAPS, Access, Effect, Spans, joined
from planner.policy.standing import CRISIS, SENT, Agreed, Held, Standing

WHOLE_DAY: Spans = ((time.min, time.max),)
INCONVENIENT = "inconvenient_time_or_place"
FAMILY = ("bereavement", "birth", "disaster")
"""Holds that end by themselves, when the days of peace after them are over."""
NOTICES = ("visit_notice", "promise")
"""Purposes of contacts that tell of a visit."""
DAY = timedelta(days=1)


class Rest(NamedTuple):
    """Why a customer is left in peace: the key of the rule, the day that counts, the first one of the next visit."""

    key: str
    tried: date
    until: date


# --- what was agreed


def consents(pack: Pack, standing: Standing | None, visit: Visit) -> tuple[Agreed, ...]:
    """Consents that count for this visit on its day."""
    if standing is None:
        return ()
    return tuple(each for each in standing.agreed if _counts(pack, each, visit))


def _counts(pack: Pack, consent: Agreed, visit: Visit) -> bool:
    last = min(consent.expires, consent.given + timedelta(days=pack.consent_days), consent.last_day or date.max)
    return (
        consent.form in pack.consent_forms
        and max(consent.given, consent.first_day or date.min) <= visit.date <= last
        and consent.place_kind in (None, visit.place_kind)
        and consent.used_by in (None, visit.id)
    )


def covers(consent: Agreed, key: str) -> bool:
    """Whether a consent is about a key."""
    return any(key == each or key.startswith(each + ".") for each in consent.covers)


def _agreed_spans(agreed: tuple[Agreed, ...], key: str) -> Spans:
    return joined(_span(each) for each in agreed if covers(each, key))


def _span(consent: Agreed) -> tuple[time, time]:
    begin, end = WHOLE_DAY[0]
    return consent.earliest or begin, consent.latest or end


# --- at what times of the day


def place_spans(pack: Pack, agreed: tuple[Agreed, ...], visit: Visit) -> Spans:
    """Times at which such a place may be visited, whatever its hours."""
    access = pack.access(visit.place_kind)
    if access == Access.ALLOW:
        return WHOLE_DAY
    if access == Access.NEVER:
        return ()
    some = tuple(each for each in agreed if each.invited or access == Access.CONSENT)
    return _agreed_spans(some, f"places.{visit.place_kind.value}")


def hour_spans(pack: Pack, agreed: tuple[Agreed, ...], visit: Visit, key: str) -> Spans:
    """The hours of the place and weekday, and what was agreed beside them; `key` is theirs."""
    hours = pack.hours[visit.place_kind, visit.date.weekday()]
    if not agreed or key not in pack.overridable:
        return hours
    timed = tuple(each for each in agreed if each.earliest is not None and each.latest is not None)
    return joined((*hours, *_agreed_spans(timed, key)))


def cap_spans(pack: Pack, closed: ClosedDays, agreed: tuple[Agreed, ...], visit: Visit) -> Spans:
    """Times at which a visit is agreed to despite the caps that are reached; the whole day where none is."""
    spans = WHOLE_DAY
    for found in reached(pack, closed, visit):
        spans = intersected(spans, _agreed_spans(agreed, found.key) if outdone(pack, agreed, found.key) else ())
    return spans


def spared(pack: Pack, standing: Standing | None, visit: Visit, spans: Spans) -> Spans:
    """The spans without the times that do not suit the customer."""
    for each in held(standing, visit):
        if each.kind == INCONVENIENT and each.partial and _in_force(pack, each, visit.date):
            if each.earliest is None or each.latest is None:
                return ()
            over_midnight = each.latest < each.earliest  # as of somebody who works at night
            around = ((time.min, each.earliest), (each.latest, time.max))
            spans = intersected(spans, ((each.latest, each.earliest),) if over_midnight else around)
    return spans


# --- holds


def held(standing: Standing | None, visit: Visit) -> Iterator[Held]:
    """Holds that may concern the place of this visit, from its day on, but those that were told when it had begun."""
    if standing is None:
        return
    begun = standing.begun.get(visit.id)
    for each in standing.held:
        told_there = each.visit_id == visit.id or (begun is not None and each.at >= begun)
        if not told_there and each.begins <= visit.date and each.place_kind in (None, visit.place_kind):
            yield each


def holding(pack: Pack, standing: Standing | None, visit: Visit) -> Iterator[tuple[str, Held]]:
    """Holds that stop this visit, each with its key: the hold itself, or the days of peace after it."""
    for each in held(standing, visit):
        if each.kind == INCONVENIENT and each.partial:
            continue
        if _in_force(pack, each, visit.date):
            if not passed(pack, standing, visit, each):
                yield f"holds.{each.kind}", each
        elif key := _in_peace(pack, each, visit.date):
            yield key, each


def passed(pack: Pack, standing: Standing | None, visit: Visit, hold: Held) -> bool:
    """Whether a second person has decided that this hold need not stop this visit; some never let one decide."""
    decided = standing.decision(visit.id) if standing else None
    return (
        pack.effect(hold.kind) == Effect.REVIEW
        and decided is not None
        and decided.approved
        and decided.by != decided.proposed_by
        and decided.at >= hold.at
        and bool(decided.evidence.get(f"holds.{hold.kind}"))
    )


def _in_force(pack: Pack, hold: Held, day: date) -> bool:
    return not (hold.ended and day >= hold.ended) and day < _free_from(pack, hold)


def _free_from(pack: Pack, hold: Held) -> date:
    # The first day on which it is over by itself.
    least = hold.begins + timedelta(days=pack.hold_days.get(hold.kind, 0))
    if hold.until is not None:
        return max(hold.until + DAY, least)
    if hold.kind in FAMILY and hold.kind in pack.quiet_after:
        return max(hold.begins + timedelta(days=pack.quiet_after[hold.kind]), least)
    return date.max


def _in_peace(pack: Pack, hold: Held, day: date) -> str:
    # The key of the days that are kept free once it is over: from when it was told, or from when it is over.
    kind, begins = hold.kind, hold.begins
    if kind == "hospitalised" or (kind == "moratorium_or_insolvency" and hold.group == CRISIS):
        kind = "discharge" if kind == "hospitalised" else CRISIS
        begins = min(hold.ended or date.max, _free_from(pack, hold))
    elif kind not in FAMILY:
        return ""
    days = pack.quiet_after.get(kind, 0)
    return f"blackout.{kind}_days" if begins <= day and (day - begins).days < days else ""


# --- peace


def rests(pack: Pack, closed: ClosedDays, visit: Visit) -> Iterator[Rest]:
    """Every gap that this visit is too early for; gaps after a visit come first."""
    rules = ((pack.days_between, "gap.min_days_between"), (_gap_after_met(pack), "gap.min_days_after_met"))
    for tried, met in closed.tried.get(visit.customer.id, ()):
        days, key = max(rules[: 1 + met])
        if tried < visit.date < (until := tried + timedelta(days=days)):
            yield Rest(key, tried, until)
    standing = closed.standings.get(visit.customer.id)
    if standing:
        yield from _process_gaps(pack, standing, visit)


def _gap_after_met(pack: Pack) -> int:
    # The file's own key: what the caps make of it is theirs.
    days: int = pack.values.get("gap.min_days_after_met", 0)
    return days


def _process_gaps(pack: Pack, standing: Standing, visit: Visit) -> Iterator[Rest]:
    for case in visit.cases:
        owed = standing.owed.get(case.id)
        if owed and visit.date < (first := owed.overdue_since + timedelta(days=pack.days_past_due)):
            yield Rest("gap.min_days_past_due", owed.overdue_since, first)
    for each in standing.spoken:
        if each.purpose == "reminder" and each.result in SENT:
            sent = each.at.astimezone(standing.zone).date()
            if sent <= visit.date < (first := sent + timedelta(days=pack.days_after_reminder)):
                yield Rest("gap.min_days_after_reminder", sent, first)


def reached(pack: Pack, closed: ClosedDays, visit: Visit) -> Iterator[Rest]:
    """Caps that one more visit would break."""
    for name, most in pack.caps.items():
        scope, met_only, days = CAPS[name]
        ids = (visit.customer.id,) if scope == "customer" else tuple(case.id for case in visit.cases)
        by: Tries = closed.tried if scope == "customer" else closed.tried_cases
        for each in ids:
            tries = (day for day, met in by.get(each, ()) if met or not met_only)
            counted = sorted(day for day in tries if day < visit.date < day + timedelta(days=days))
            if len(counted) >= most:
                eldest = counted[len(counted) - most] if most else visit.date
                yield Rest(f"caps.{name}", eldest, eldest + timedelta(days=days))


def outdone(pack: Pack, agreed: tuple[Agreed, ...], key: str) -> bool:
    """Whether the customer has agreed to what a key forbids, where consent may outdo it."""
    return key in pack.overridable and any(covers(each, key) for each in agreed)


def too_late_to_tell(pack: Pack, standing: Standing, visit: Visit, now: datetime | None) -> bool:
    """Whether the notice that a visit needs was not given in time, and cannot be any more.

    Of who was prepared elsewhere nobody here knows.
    """
    terms = pack.gates.get("visit_notice")
    if terms is None or not any(case.id in standing.owed for case in visit.cases):
        return False
    latest = day_begins(standing, visit.date) - timedelta(hours=terms.lead_hours)
    given = notices(standing, visit)
    return min(given) > latest if given else now is not None and now > latest


def notices(standing: Standing, visit: Visit) -> tuple[datetime, ...]:
    """When the customer was told of a visit on this day, since they last agreed to the span that counts now.

    That is the promised one, or the last that was told. Of another one the notice runs from the call that named it;
    to be told the same again, or less of it, begins nothing.
    """
    told = [s for s in standing.spoken if s.purpose in NOTICES and s.offered_day == visit.date and s.reached]
    last = next((each.offered_span for each in reversed(told) if each.offered_span), None)
    agreed, since = visit.promised or last, list[datetime]()
    for each in reversed(told):
        if _holds(each.offered_span, agreed):
            since.append(each.at)
        elif since:
            break
    return tuple(reversed(since))


def _holds(told: tuple[time, time] | None, agreed: tuple[time, time] | None) -> bool:
    return told is None or (agreed is not None and told[0] <= agreed[0] and agreed[1] <= told[1])


def day_begins(standing: Standing, day: date) -> datetime:
    """When a day begins where the customer is."""
    return datetime.combine(day, time.min, standing.zone).astimezone(UTC)


def longest_count(pack: Pack) -> int:
    """For how many days back earlier visits matter."""
    counted = (CAPS[name][2] for name in pack.caps)
    return max(pack.days_between, pack.days_after_met, *counted)
