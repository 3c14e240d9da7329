"""Who is asked outside as an office has chosen: an address service, an online map, both or nobody. Asks none."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from planner.bootstrap import Office
from planner.day.geocoding.services import chosen_service, root_of
from planner.errors import BadInput
from planner.online_tiles import tile_source
from planner.outside import MESSAGES, TILES, Recipient
from planner.settings import Settings, read_settings, save_settings
from planner.signing_in import confirm
from planner.storage.session import Session
from planner.users import Right, User


def recipients(settings: Settings) -> tuple[Recipient, ...]:
    """A service by its name and host, and the map by its host; ``?`` where a service has no address it can be at."""
    found: list[Recipient] = []
    if settings.online_geocoder:
        service = chosen_service(settings)
        try:
            found.append((service.name, root_of(service, settings.online_domain).host))
        except BadInput:
            found.append((service.name, "?"))
    if source := tile_source(settings):
        found.append((TILES, source.host))
    found += [(MESSAGES, host) for host in dict.fromkeys((settings.sms_host, settings.email_host)) if host]
    return tuple(found)


def choose(office: Office, session: Session, settings: Settings, by: User | None = None) -> None:
    """Keep an office's choices; that others may be asked from now on, or other rules hold, is in the record.

    `by` is who settles it, where that is not who sits here.

    Raises
    ------
    NotAllowed
        ``no_right``: that takes who settles such things; a language does not.
    """
    known = read_settings(session)
    # What outside approvals cover is settled by itself (`planner.rules.settle_gates`), whatever was read before.
    settled = {"not_covered": known.not_covered, "gates_settled": known.gates_settled, "outsourced": known.outsourced}
    settings = replace(settings, **settled)  # type: ignore[arg-type]
    before, after = recipients(known), recipients(settings)
    rules = (known.jurisdiction, known.own_rules) != (settings.jurisdiction, settings.own_rules)
    actor = office.actor
    if rules or before != after:
        actor = office.named(confirm(session, by or office.user, Right.SETTLE, office.clock()))
    save_settings(session, settings)
    if rules:
        own = sha256(settings.own_rules.encode()).hexdigest() if settings.own_rules else ""
        session.record("rules_changed", actor, office.clock(), chosen=settings.jurisdiction, own=own)
    if before != after:
        asked = [f"{service} {host}" for service, host in after]
        session.record("recipients_changed", actor, office.clock(), asked=asked)
