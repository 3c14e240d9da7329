"""An incident as it stands: whose it is, whom it holds, and whom to ring up. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.ringing import ToRing, to_ring
from planner.model import Customer, Day, Shift, Visit
from planner.running.alarms import Rung, rungs_of
from planner.running.danger import held_by, to_ring_of
from planner.running.held import read_held
from planner.running.incidents import open_incidents
from planner.running.spoken import numbers_on_paper
from planner.storage.session import Session
from planner.text import N_, clock, listed, ngettext
from planner.text import gettext as _
from planner.told import Incident, IncidentKind
from planner.users import Right

KINDS = {
    IncidentKind.DANGER: N_("Danger"),
    IncidentKind.ACCIDENT: N_("Accident"),
    IncidentKind.ILLNESS: N_("Somebody is ill"),
    IncidentKind.OTHER: N_("Something else"),
}
"""What each kind is called."""


@dataclass(frozen=True, slots=True)
class IncidentNow:
    """What is to be known of an incident.

    Parameters
    ----------
    day, shift, visit
        Of its own day, as far as they are kept still.
    stops
        Number on paper and id of the visits of its team: where it may have been.
    held
        The customers whom it holds.
    rings
        Teams that nobody has reached about them yet.
    names
        Users by their actors.
    phones
        Whom to ring up, while it is open.
    """

    incident: Incident
    day: Day | None
    shift: Shift | None
    visit: Visit | None
    stops: tuple[tuple[int, UUID], ...]
    held: tuple[Customer, ...]
    rings: tuple[ToRing, ...]
    names: Mapping[str, str]
    phones: tuple[Rung, ...] = ()

    @property
    def zone(self) -> tzinfo:
        """That of the office."""
        return self.day.zone if self.day else ZoneInfo("UTC")


def read_incident(office: Office, incident: Incident | None, shift_id: UUID | None = None) -> IncidentNow | None:
    """Read an incident anew, or the open one of a team; None where there is none. Meant for a thread; ``no_right``."""
    office.user.require(Right.SEE_CASE)
    with office.store.reading() as session:
        known = session.day_facts(Incident) if incident else open_incidents(session)
        mine = [each for each in known if (each.id == incident.id if incident else each.shift_id == shift_id)]
        return _now(session, mine[-1], office.settings.emergency_contacts) if mine else None


def _now(session: Session, incident: Incident, emergency: str) -> IncidentNow:
    day = session.day(incident.day)
    shift = next((each for each in (day.shifts if day else ()) if each.id == incident.shift_id), None)
    visit = next((each for each in (day.visits if day else ()) if each.id == incident.visit_id), None)
    stops: tuple[tuple[int, UUID], ...] = ()
    if day and shift:
        here = {each.id for each in day.visits}
        numbers = numbers_on_paper(session.draft(day.id), shift.id, read_held(session, day).get(shift.id))
        stops = tuple((number, visit_id) for visit_id, number in numbers.items() if visit_id in here)
    waiting = {each.id for each in to_ring_of(session, incident)}
    phones = rungs_of(session, day, shift, emergency) if day and shift and incident.open else ()
    return IncidentNow(
        incident, day, shift, visit, stops, _people(session, held_by(session, incident)),
        tuple(each for each in to_ring(session) if each.phone.id in waiting), session.user_names(), phones,
    )  # fmt: skip


def _people(session: Session, ids: tuple[UUID, ...]) -> tuple[Customer, ...]:
    files = session.customer_files(ids)
    return tuple(sorted((file.customer for file in files.values()), key=lambda each: each.name))


def title_words(now: IncidentNow) -> str:
    """Whose it is, and what."""
    what = _(KINDS[now.incident.kind])
    return _("{team}: {what}").format(team=now.shift.team.name, what=what) if now.shift else what


def state_words(now: IncidentNow) -> str:
    """Since when, and whether the team goes on."""
    when = _("Since {time}.").format(time=clock(now.incident.at, now.zone))
    if not now.incident.open:
        return when + " " + _("It is closed.")
    if now.shift is None:
        return when
    still = _("The team's day stands still: it is given nothing.") if now.incident.pauses else _("The team goes on.")
    return f"{when} {still}"


def held_words(now: IncidentNow) -> str:
    """Whom it holds, and where; nothing where it holds nobody."""
    if now.visit is None or not now.held:
        return ""
    address = now.visit.address.whole
    count = len(now.held)
    text = ngettext(
        "{address} is held: nobody goes to {people}, until somebody ends the hold.",
        "{address} is held: nobody goes to {people}, until somebody ends each hold.",
        count,
    )
    return text.format(address=address, people=listed(f"{c.name} ({c.reference})" for c in now.held))
