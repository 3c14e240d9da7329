"""How customers stand, out of their files and facts: many at once, as the rules need it. Judges nothing.

Facts are turned into `planner.policy.standing` straight from how they lie in the database: a day has hundreds of
customers with a dozen facts each, and is judged while somebody waits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases.model import Approval, Checked, Consent, Contact, Hold, HoldKind
from planner.model import Address, PlaceKind
from planner.policy.standing import MISTAKE, Agreed, Decided, Held, Looked, Owed, Spoken, Standing
from planner.storage.session import Session
from planner.storage.standings import Body, kept_of
from planner.users import staff_of

KINDS = tuple(kind.KIND for kind in (Hold, Consent, Contact, Checked, Approval))


def standings(
    session: Session,
    customers: Collection[UUID],
    office_zone: str,
    *,
    outsourced: bool = False,
    begun: Mapping[UUID, datetime] | None = None,
) -> dict[UUID, Standing]:
    """How customers stand; of whom nothing lies here is left out.

    Parameters
    ----------
    office_zone
        The time zone of those whose file names none.
    outsourced
        Whether the office visits for another firm.
    begun
        Visits of the day at which somebody stood at the door, since when.
    """
    parts: dict[str, dict[str, Any]] = {}
    dangers = session.held_dwellings()
    for kind, customer, key, body in kept_of(session, customers, KINDS):
        found = parts.setdefault(customer, {"zone": ZoneInfo(office_zone)})
        if kind == "customer":
            found["zone"] = ZoneInfo(body["time_zone"] or office_zone)
            found["danger"] = dangers.get(Address(**body["address"]).dwelling) if dangers else None
        elif kind == "case":
            owed = Owed(date.fromisoformat(body["overdue_since"]), datetime.fromisoformat(body["balance_at"]))
            found.setdefault("owed", {})[UUID(key)] = owed
        else:
            found.setdefault(kind, []).append(body)
    staff = _staff_of_users(session)
    made = (_standing(UUID(customer), found, staff) for customer, found in parts.items())
    return {each.customer_id: replace(each, outsourced=outsourced, begun=begun or {}) for each in made}


def _standing(customer: UUID, found: Mapping[str, Any], staff: Mapping[str, UUID]) -> Standing:
    zone = found["zone"]
    return Standing(
        customer,
        zone.key,
        held=(
            *(_held(body, zone) for body in found.get(Hold.KIND, ()) if body["end_reason"] != MISTAKE),
            *_dwelling_held(found.get("danger"), zone),
        ),
        agreed=tuple(_agreed(body, zone) for body in found.get(Consent.KIND, ()) if not body["withdrawn_at"]),
        spoken=tuple(map(_spoken, found.get(Contact.KIND, ()))),
        checked=tuple(map(_looked, found.get(Checked.KIND, ()))),
        decided=tuple(_decided(body, staff) for body in found.get(Approval.KIND, ())),
        owed=found.get("owed", {}),
    )


def _staff_of_users(session: Session) -> dict[str, UUID]:
    staff = session.staff()
    return {user.actor: who for user in session.users() if (who := staff_of(user, staff))}


# --- one fact


def _held(body: Body, zone: ZoneInfo) -> Held:
    at = datetime.fromisoformat(body["at"])
    return Held(
        body["kind"],
        at,
        at.astimezone(zone).date(),
        until=_day(body["until"]),
        ended=datetime.fromisoformat(body["ended_at"]).astimezone(zone).date() if body["ended_at"] else None,
        group=body["group"],
        place_kind=_maybe(PlaceKind, body.get("place_kind")),
        earliest=_time(body.get("earliest")),
        latest=_time(body.get("latest")),
        visit_id=_maybe(UUID, body["visit_id"]),
    )


def _dwelling_held(since: datetime | None, zone: ZoneInfo) -> tuple[Held, ...]:
    # There was danger where they live: it binds also who became known after it.
    return (Held(HoldKind.SAFETY, since, since.astimezone(zone).date()),) if since else ()


def _agreed(body: Body, zone: ZoneInfo) -> Agreed:
    return Agreed(
        frozenset(body["covers"]),
        body["form"],
        datetime.fromisoformat(body["at"]).astimezone(zone).date(),
        date.fromisoformat(body["expires"]),
        invited=body["invited"],
        place_kind=_maybe(PlaceKind, body["place_kind"]),
        first_day=_day(body["first_day"]),
        last_day=_day(body["last_day"]),
        earliest=_time(body["earliest"]),
        latest=_time(body["latest"]),
        used_by=_maybe(UUID, body["used_by"]),
    )


def _spoken(body: Body) -> Spoken:
    begin, end = _time(body.get("offered_from")), _time(body.get("offered_to"))
    return Spoken(
        datetime.fromisoformat(body["at"]),
        body["channel"],
        body["purpose"],
        body["result"],
        offered_day=_day(body["offered_day"]),
        told_why=bool(body["reason"] and body["willingness"]),
        cases=frozenset(UUID(each) for each in (*body.get("about", ()), body["case_id"]) if each),
        offered_span=(begin, end) if begin is not None and end is not None else None,
    )


def _looked(body: Body) -> Looked:
    at = datetime.fromisoformat(body["at"])
    return Looked(body["item"], at, _maybe(UUID, body["case_id"]), _day(body["valid_until"]))


def _decided(body: Body, staff: Mapping[str, UUID]) -> Decided:
    return Decided(
        _maybe(UUID, body["visit_id"]),
        datetime.fromisoformat(body["at"]),
        body["approved"],
        body["by"],
        body["proposed_by"],
        body["evidence"],
        staff.get(body["by"]),
    )


def _maybe[T](kind: Callable[[str], T], value: str | None) -> T | None:
    return kind(value) if value else None


def _day(value: str | None) -> date | None:
    return _maybe(date.fromisoformat, value)


def _time(value: str | None) -> time | None:
    return _maybe(time.fromisoformat, value)
