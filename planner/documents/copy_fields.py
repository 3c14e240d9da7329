"""Whose fields stand on a copy, by paper: names of fields alone, never what they hold. Prints nothing."""

from __future__ import annotations

from planner.cases.copy_model import Field, OnPaper
from planner.documents.folder_order import Talk
from planner.documents.terms import PaperTerms
from planner.model import Visit


def on_route_sheet(talk: Talk, terms: PaperTerms) -> OnPaper:
    """Of one stop."""
    visit = talk.visit
    found = {Field.ADDRESS, Field.TIME, Field.VISIT}
    found |= {Field.NAME} if terms.name(visit.customer) else set()
    found |= {Field.PHONE_END} if terms.phone(visit.customer) else set()
    found |= {Field.DOOR} if visit.address.inner else set()
    found |= {Field.NOTE} if visit.note else set()
    return _on(visit, found)


def on_list(talk: Talk) -> OnPaper:
    """Of one line of a packing list, or of the control sheet."""
    return in_list(talk.visit)


def in_list(visit: Visit) -> OnPaper:
    """The same of a visit."""
    return _on(visit, {Field.TIME, Field.VISIT})


def on_left_out(visit: Visit) -> OnPaper:
    """Of one line of the control sheet about who is not visited."""
    return _on(visit, {Field.VISIT})


def on_changes(visit: Visit, *, goes: bool = True) -> OnPaper:
    """Of one line for the telephone; where the team no longer `goes` there it says no address."""
    return _on(visit, {Field.TIME, Field.VISIT} | ({Field.ADDRESS} if goes else set()))


def on_team_envelope(talk: Talk) -> OnPaper:
    """Of the letter and the card."""
    found = {Field.FULL_NAME, Field.TIME}
    if not talk.cases:
        return _on(talk.visit, found | {Field.VISIT})
    found |= {Field.CONTRACT, Field.BALANCE}
    found |= {Field.REASON} if talk.reason else set()
    found |= {Field.MEANS} if talk.affordable else set()
    return _on(talk.visit, found | ({Field.INSTALLMENTS} if talk.plans else set()))


def on_customer_envelope(talk: Talk) -> OnPaper:
    """Of what the customer gets."""
    found = {Field.FULL_NAME, Field.TIME}
    if not talk.cases:
        return _on(talk.visit, found)
    found |= {Field.CONTRACT, Field.BALANCE, Field.OVERDUE_SINCE}
    offered = talk.plans and (talk.affordable is not None or talk.drafted)
    return _on(talk.visit, found | ({Field.INSTALLMENTS} if offered else set()))


def _on(visit: Visit, fields: set[Field]) -> OnPaper:
    return OnPaper(visit.id, visit.customer.id, frozenset(fields))
