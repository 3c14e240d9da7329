"""The morning in words: how a day stands, what is to be done, what has changed. Shared by the page and the command."""

from __future__ import annotations

from collections.abc import Mapping

from planner.cases.changes import Changed, Remedy, What
from planner.cases.freshness import FILES, Freshness
from planner.cases.model import HoldKind
from planner.cases.morning import Morning, Papers, State, ToDo
from planner.cases.ringing import ToRing
from planner.cases.stage_words import hold_words
from planner.plan_words import VIOLATIONS
from planner.rule_case_words import GATE_WORDS
from planner.text import N_, listed, ngettext
from planner.text import gettext as _

STATES: Mapping[State, str] = {
    State.NOTHING: N_("No visits on this day."),
    State.READY: N_("Ready to issue."),
    State.ISSUED: N_("Issued. Nothing has changed since."),
    State.OVER: N_("This day is over."),
}
DOES: Mapping[Remedy, str] = {
    Remedy.IMPORT_PAYMENTS: N_("Import &payments…"),
    Remedy.IMPORT_HOLDS: N_("Import &holds…"),
    Remedy.IMPORT_CASES: N_("Import &cases…"),
    Remedy.PHONE: N_("&Ring up…"),
    Remedy.ROSTER: N_("R&oster…"),
    Remedy.REVIEW: N_("Review a&ddresses…"),
    Remedy.TAKE_OFF: N_("&Take off the plan"),
    Remedy.APPROVE: N_("Ask for &approval"),
    Remedy.PREPARE: N_("Open the &file"),
    Remedy.TELL: N_("Promised ti&mes"),
    Remedy.PLAN: N_("Pla&n the day"),
    Remedy.PLAN_REST: N_("Plan the r&est"),
    Remedy.CALLS: N_("Call the&m"),
    Remedy.OUTCOMES: N_("Enter &outcomes"),
    Remedy.COPIES: N_("&Copies"),
    Remedy.NONE: N_("Done"),
}
"""What a button says that does it."""
WHY_OFF: Mapping[str, str] = {
    "paid": N_("it is paid"),
    "hardship_plan": N_("a plan was agreed"),
    "plan_agreed": N_("a plan was agreed"),
    "called_cancel": N_("the customer called and does not want it"),
    "called_other_time": N_("the customer called and asks for another time"),
    "called_moved": N_("the customer called and has moved"),
    "called_ill": N_("the customer called and is not well"),
    "called_hospital": N_("the customer called and is not well"),
    "called_says_paid": N_("the customer called and says it is paid"),
    "called_disputes": N_("the customer called and disputes it"),
    "called_complaint": N_("the customer called and complains"),
    "called_no_visits": N_("the customer called and wants no visits"),
    "called_no_contact": N_("the customer called and wants no contact"),
}


def headline(seen: Morning) -> str:
    """How the day stands, in one sentence."""
    if seen.state == State.OPEN:
        count = len(seen.blocking)
        words = ngettext("{count} thing before you can issue.", "{count} things before you can issue.", count)
        return words.format(count=count)
    return _(STATES[seen.state])


def lead(seen: Morning) -> str:
    """What there is, in a line: visits, what is planned, what went out."""
    if not seen.visits:
        return _("Import approved visits, or propose some. They appear here once they have this day.")
    words = ngettext("{planned} of {count} visit is planned", "{planned} of {count} visits are planned", seen.visits)
    parts = [words.format(planned=seen.planned, count=seen.visits)]
    if seen.version:
        parts.append(_("version {version} is out").format(version=seen.version))
    return _("{what}.").format(what=_("; ").join(parts))


def file_words(seen: Morning, file: Freshness) -> str:
    """As of when a file is."""
    kind = _(FILES[file.kind]).capitalize()
    if file.read is None:
        return _("{kind}: never read").format(kind=kind)
    at = file.read.as_of.astimezone(seen.zone)
    said = f"{at:%H:%M}" if at.date() == seen.now.astimezone(seen.zone).date() else f"{at:%Y-%m-%d %H:%M}"
    return _("{kind}: as of {time}").format(kind=kind, time=said)


def to_do_words(todo: ToDo) -> str:
    """One thing to do, as a sentence."""
    count, named = todo.count, listed(todo.named[:MOST])
    if len(todo.named) > MOST:
        named += "…"
    say = {
        Remedy.IMPORT_PAYMENTS: _("The lender's file is too old to issue on: {named}."),
        Remedy.IMPORT_HOLDS: _("The lender's file is too old to issue on: {named}."),
        Remedy.ROSTER: _("Somebody is missing in {named}."),
        Remedy.PLAN: ngettext("{count} visit waits for a plan.", "{count} visits wait for a plan.", count),
        **_counted(count),
    }[todo.remedy]
    if todo.remedy in (Remedy.CALLS, Remedy.OUTCOMES, Remedy.COPIES, Remedy.PHONE):
        return say.format(count=count, day=todo.named[0], team=todo.named[0], teams=listed(todo.named[1:]))
    return say.format(count=count, named=named)


MOST = 6
"""So many references are named in a sentence."""


def _counted(count: int) -> dict[Remedy, str]:
    return {
        Remedy.IMPORT_CASES: ngettext(
            "The balance behind {count} visit is too old: {named}.",
            "The balances behind {count} visits are too old: {named}.",
            count,
        ),
        Remedy.PHONE: ngettext(
            "Phone {team} now: {count} visit on their paper is no longer made.",
            "Phone {team} now: {count} visits on their paper are no longer made.",
            count,
        ),
        Remedy.REVIEW: ngettext(
            "The address of {count} planned visit is in doubt: {named}.",
            "The addresses of {count} planned visits are in doubt: {named}.",
            count,
        ),
        Remedy.TAKE_OFF: ngettext(
            "{count} planned visit may not be made any more: {named}.",
            "{count} planned visits may not be made any more: {named}.",
            count,
        ),
        Remedy.APPROVE: ngettext(
            "{count} planned visit is not approved by a second person: {named}.",
            "{count} planned visits are not approved by a second person: {named}.",
            count,
        ),
        Remedy.PREPARE: ngettext(
            "What {count} planned visit needs is not valid on this day: {named}.",
            "What {count} planned visits need is not valid on this day: {named}.",
            count,
        ),
        Remedy.TELL: ngettext(
            "{count} customer has to be told when: {named}.",
            "{count} customers have to be told when: {named}.",
            count,
        ),
        Remedy.PLAN_REST: ngettext(
            "{count} visit could be planned besides: {named}.",
            "{count} visits could be planned besides: {named}.",
            count,
        ),
        Remedy.COPIES: ngettext(
            "{count} copy of {day} is to come back, or to be destroyed ({teams}).",
            "{count} copies of {day} are to come back, or to be destroyed ({teams}).",
            count,
        ),
        Remedy.CALLS: ngettext(
            "{count} customer was promised a visit on {day} that nobody made, and was not called.",
            "{count} customers were promised a visit on {day} that nobody made, and were not called.",
            count,
        ),
        Remedy.OUTCOMES: ngettext(
            "{count} visit of {day} has no outcome yet ({teams}).",
            "{count} visits of {day} have no outcome yet ({teams}).",
            count,
        ),
    }


def changed_words(changed: Changed, *, shown: bool) -> str:
    """What is otherwise, as a sentence. `shown` tells whether health and family may be seen."""
    if changed.what == What.CALLED_OFF:
        why = WHY_OFF.get(changed.why, "") if shown or changed.why not in PRIVATE else ""
        return _("Called off: {why}.").format(why=_(why)) if why else _("Called off.")
    if changed.what in (What.HELD, What.HOLD_ENDED):
        hold = hold_words(HoldKind(changed.why), shown=shown) if changed.why in KINDS else changed.why
        words = _("On hold: {hold}.") if changed.what == What.HELD else _("No longer on hold: {hold}.")
        return words.format(hold=hold)
    if changed.what == What.GATE:
        known = changed.why in VIOLATIONS and changed.why not in CLOSED_BY
        words = _(VIOLATIONS[changed.why]).replace("{amount}", "?") if known else _gate(changed.why)
        return f"{words} [{changed.rule}]" if changed.rule else words
    if changed.what == What.STAFF and changed.rule in UNFIT:
        return _(VIOLATIONS[changed.rule])
    return _(CHANGED[changed.what])


UNFIT = frozenset({"training_due", "certificate_missing"})
"""Rules by which a team may not go though all of it are here."""
PRIVATE = frozenset({"called_ill", "called_hospital"})
KINDS = frozenset(kind.value for kind in HoldKind)
CHANGED: Mapping[What, str] = {
    What.PAID: N_("It is paid."),
    What.PLAN_AGREED: N_("A repayment plan is agreed, and kept."),
    What.ADDRESS: N_("The address is in doubt."),
    What.STAFF: N_("Somebody of the team is not here today."),
    What.PROMISE: N_("It is planned at another time than the customer was told."),
}


CLOSED_BY: Mapping[str, str] = {
    "four_eyes": N_("No second person has approved it."),
    "balance_fresh": N_("What is owed was told too long ago."),
    "visit_notice": N_("The customer was not told of the visit in time."),
    "authorization_valid": N_("The lender's authorization is not valid on this day."),
    "ids_valid": N_("The IDs of the team are not valid on this day."),
    "carry_set": N_("Notice, authorization and IDs are not ready to be carried along."),
    "visit_not_refused": N_("The customer has refused a visit."),
    "holds_clear": N_("Something in the customer's file stops it."),
    "lawful_day": N_("The customer may not be visited on this day."),
    "lawful_hours": N_("No lawful hour is left for it."),
}
"""What is not so, where a gate is closed; the others are told as what they ask for."""


def _gate(gate: str) -> str:
    if gate in CLOSED_BY:
        return _(CLOSED_BY[gate])
    words = _(GATE_WORDS[gate]).rstrip(".。") if gate in GATE_WORDS else gate
    return _("Not so, or nobody can tell: {gate}").format(gate=words)


def remedy_words(changed: Changed) -> str:
    """What is to be done about it, briefly."""
    if changed.remedy == Remedy.NONE:
        return _("Done; the paper is out") if changed.on_paper else _("Done")
    if changed.remedy == Remedy.TAKE_OFF and changed.on_paper:
        return _("Take off, and ring up")
    return _(DOES[changed.remedy]).replace("&", "").rstrip("…")


def ring_words(ring: ToRing) -> str:
    """Whom to ring up, about what, and at which numbers."""
    people = listed(f"{name} {phone}".strip() for name, phone in ring.people)
    about = _("Phone {team} now: visit {reference} is off.")
    if ring.phone.why == "danger":
        about = _("Phone {team} now: nobody goes to visit {reference}. There is danger.")
    words = about.format(team=ring.phone.team, reference=ring.reference)
    return f"{words} {people}" if people else words


def papers_words(papers: Papers) -> str:
    """Which papers are out."""
    parts = [
        _("{day}: version {version} with {teams}").format(
            day=papers.day.isoformat(), version=papers.version, teams=listed(papers.teams)
        )
    ]
    if papers.copies:
        words = ngettext("{count} copy is out", "{count} copies are out", papers.copies)
        parts.append(words.format(count=papers.copies))
    if papers.missing:
        words = ngettext("{count} outcome is missing", "{count} outcomes are missing", papers.missing)
        parts.append(words.format(count=papers.missing))
    return "; ".join(parts)
