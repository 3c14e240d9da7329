"""What is around every contact: the rules and hours in force now, and the office as it signs. Read once, then a value.

Read before a transaction begins: rules and settings are remembered by connections of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from planner.cases.contacts import Spoken, is_not_theirs
from planner.cases.model import Contact, CustomerFile, Hold
from planner.cases.templates import Template, in_force, language_for
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.text import language

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session


@dataclass(frozen=True, slots=True)
class Around:
    """The office and its rules at one moment. `zone` is the office's own, `usual` the language where none is known."""

    now: datetime
    pack: Pack
    closed: ClosedDays
    zone: tzinfo
    templates: tuple[Template, ...]
    name: str
    phone: str
    return_address: str
    usual: str
    is_demo: bool = False
    lender: str = ""
    """The firm that the office visits for; empty where it is the office itself."""
    outsourced: bool = False
    covers: frozenset[str] = frozenset()
    settled: bool = False
    """`Settings.outside_covers`, and whether somebody has settled it."""

    @property
    def today(self) -> date:
        """The office's day."""
        return self.now.astimezone(self.zone).date()

    def zone_of(self, file: CustomerFile) -> tzinfo:
        """The customer's own zone; the office's where none is known."""
        try:
            return ZoneInfo(file.time_zone) if file.time_zone else self.zone
        except (ZoneInfoNotFoundError, ValueError):
            return self.zone

    def language_of(self, file: CustomerFile) -> str:
        """The language to speak to a customer in."""
        return language_for(file.customer.language, self.usual)


def around(office: Office) -> Around:
    """As it is now."""
    settings, now = office.settings, office.clock()
    with office.store.reading() as session:
        branch = session.branch()
    zone = branch.zone
    return Around(
        now=now,
        pack=office.pack,
        closed=office.closed_around(branch, now.astimezone(zone).date()),
        zone=zone,
        templates=in_force(settings.own_messages),
        name=settings.signed_by or branch.name,
        phone=settings.office_phone,
        return_address=settings.return_address,
        usual=settings.language or language(),
        is_demo=office.is_demo,
        lender=settings.lender_name if settings.outsourced else "",
        outsourced=settings.outsourced,
        covers=settings.outside_covers,
        settled=settings.gates_settled,
    )


def spoken_of(session: Session, office: Around, files: Mapping[UUID, CustomerFile]) -> dict[UUID, Spoken]:
    """What is known of the contacts and holds of customers."""
    contacts: dict[UUID, list[Contact]] = {key: [] for key in files}
    holds: dict[UUID, list[Hold]] = {key: [] for key in files}
    for contact in session.facts(Contact, customers=list(files)):
        contacts[contact.customer_id].append(contact)
    for hold in session.facts(Hold, customers=list(files), open_only=True):
        holds[hold.customer_id].append(hold)
    return {
        key: Spoken(
            office.zone_of(file), contacts[key], holds[key], office.closed,
            is_not_theirs(file.customer.phone, contacts[key]),
        )
        for key, file in files.items()
    }  # fmt: skip
