"""A customer's call in words: what may be asked for, by its letter, who is asked what before, and what followed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.cases.called import TABLE, Called, Request
from planner.cases.model import CustomerFile
from planner.cases.stage_words import hold_words
from planner.text import N_, listed, ngettext
from planner.text import gettext as _

REQUESTS: Mapping[Request, tuple[str, str]] = {
    Request.CANCEL: ("C", N_("Does not want this visit")),
    Request.OTHER_TIME: ("T", N_("Would like another time")),
    Request.MOVED: ("M", N_("Has moved")),
    Request.ILL: ("I", N_("Is ill, or needs special care")),
    Request.HOSPITAL: ("H", N_("Is in hospital")),
    Request.SAYS_PAID: ("P", N_("Says it is paid")),
    Request.DISPUTES: ("D", N_("Says it is not right")),
    Request.COMPLAINT: ("O", N_("Complains")),
    Request.NO_VISITS: ("V", N_("Wants no visits")),
    Request.NO_CONTACT: ("N", N_("Wants no contact at all")),
}
"""The letter of each request, and its words."""
FIRST = N_(
    "First make sure who is speaking. Ask for two of these, and say no word of an account before both are right."
)


def identity(file: CustomerFile) -> tuple[tuple[str, str], ...]:
    """What somebody may be known again by: what to ask for, and what is right."""
    phone = "".join(filter(str.isdigit, file.customer.phone))[-4:]
    asked = (
        (_("Customer number, on each of our letters"), file.customer.reference),
        (_("Street and number"), file.address.text.partition(",")[0]),
        (_("Last four digits of their telephone"), phone),
    )
    return tuple((ask, right) for ask, right in asked if right)


def sets_words(request: Request, *, shown: bool) -> str:
    """What a request will do, before it is done."""
    hold = TABLE[request].hold
    off = _("Every visit that is still to be made is called off.")
    if hold is None:
        return off
    return f"{_('All their cases are on hold: {hold}.').format(hold=hold_words(hold, shown=shown))} {off}"


def next_words(when: date | None, day: str) -> str:
    """When somebody was to come next."""
    return _("next visit {day}").format(day=day) if when else _("no visit ahead")


def followed_words(done: Called, *, shown: bool) -> str:
    """What followed from a call."""
    parts = []
    if done.hold:
        parts.append(_("On hold now: {hold}.").format(hold=hold_words(done.hold.kind, shown=shown)))
    if done.withdrawn:
        words = ngettext("{count} visit is off: {named}.", "{count} visits are off: {named}.", len(done.withdrawn))
        named = listed(f"{gone.visit.reference} ({gone.date.isoformat()})" for gone in done.withdrawn)
        parts.append(words.format(count=len(done.withdrawn), named=named))
    else:
        parts.append(_("No visit was ahead."))
    if not done.phone:
        parts.append(_("No paper is out: nobody has to be rung up."))
    return " ".join(parts)
