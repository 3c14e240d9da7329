"""The rules that a customer and a case have beside those of a day, in plain words: caps, holds, gates, calls, plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.cases.model import HoldKind
from planner.cases.stage_words import HOLDS as HOLD_WORDS
from planner.policy.pack import Pack
from planner.policy.schema import GATES, HOLDS, Effect
from planner.text import N_, listed
from planner.text import gettext as _

EFFECTS: dict[Effect, str] = {
    Effect.BLOCK: N_("Nobody is visited in these cases: {holds}."),
    Effect.REROUTE: N_("Somebody else is spoken to in these cases: {holds}."),
    Effect.REVIEW: N_("A supervisor decides in these cases: {holds}."),
}
GATE_WORDS: dict[str, str] = {
    "reminder_sent": N_("A reminder has reached the customer, and somebody has called."),
    "agent_notice": N_("The customer knows which firm visits for the lender."),
    "pre_contact": N_("Somebody has talked with the customer, or a letter has offered the visit."),
    "visit_notice": N_("The customer was told of the day, the time and the purpose."),
    "validation_notice": N_("The notice that states the debt was sent."),
    "visit_not_refused": N_("The customer has not refused a visit."),
    "address_verified": N_("The address was checked."),
    "documents_ready": N_("Contract, statement, form for a plan and leaflet are there."),
    "authorization_valid": N_("The lender's authorization is valid on that day."),
    "ids_valid": N_("The IDs of the team are valid on that day."),
    "carry_set": N_("Notice, authorization and IDs are carried along."),
    "less_intrusive_failed": N_("Calls and messages were tried before."),
    "permission_asked": N_("The customer was asked whether somebody may come."),
    "balance_fresh": N_("The balance is up to date."),
    "holds_clear": N_("Nothing in the customer's file stops the visit."),
    "four_eyes": N_("Somebody else has approved it than who proposed it and who goes."),
    "lawful_day": N_("The customer may be visited on that day."),
    "lawful_hours": N_("The whole visit lies within lawful hours."),
}
"""Gates by id, worded as what they ask for."""
FORM_WORDS = {"written": N_("in writing"), "recorded": N_("recorded"), "spoken": N_("spoken")}
SECTION_WORDS = {"hours": N_("the hours"), "caps": N_("how often somebody comes")}


def holds_lines(pack: Pack) -> dict[tuple[str, ...], str]:
    """What each kind of hold does, together by what it does: words by the keys they are about."""
    found: dict[tuple[str, ...], str] = {}
    for effect, words in EFFECTS.items():
        kinds = [kind for kind in HOLDS if pack.effects.get(kind) == effect]
        if kinds:
            named = listed(_(HOLD_WORDS[HoldKind(kind)]) for kind in kinds)
            found[tuple(f"holds.{kind}" for kind in kinds)] = _(words).format(holds=named)
    for kind, count in pack.hold_days.items():
        words = _("{hold}. It lasts so many days at least: {count}.")
        found[(f"holds.{kind}_days",)] = words.format(hold=_(HOLD_WORDS[HoldKind(kind)]), count=count)
    return found


def gates_lines(pack: Pack) -> dict[tuple[str, ...], str]:
    """What is asked for before a visit: words by the keys they are about, terms and all."""
    found = {}
    for gate, terms in pack.gates.items():
        keys = tuple(f"gates.{gate}{end}" for end in ("", *(f"_{term}" for term in GATES[gate])))
        words = [_(GATE_WORDS[gate])]
        if gate == "agent_notice" and not terms.always:
            words.append(_("This is asked where the office visits for another firm."))
        told = ((LEAD, terms.lead_hours), (AGE, terms.max_days), (TRIES, terms.attempts))
        words += [_(say).format(count=count) for say, count in told if count]
        found[tuple(key for key in keys if key in pack.values)] = " ".join(words)
    return found


LEAD, AGE, TRIES = (
    N_("Hours before its day: {count}."), N_("Not older than so many days: {count}."), N_("Calls at least: {count}."),
)  # fmt: skip


def consent_words(key: str, value: Any) -> str:
    """One rule about what customers agree to."""
    if key == "consent.max_age_days":
        return _("Days for which consent counts: {count}.").format(count=value)
    if key == "consent.form":
        forms = listed(_(FORM_WORDS[each]) for each in sorted(value))
        return _("Consent counts for one visit, in these forms: {forms}.").format(forms=forms)
    if not value:
        return _("No consent changes the hours or how often somebody comes.")
    what = listed(_(SECTION_WORDS[each]) for each in sorted(value))
    return _("With consent these may be otherwise, where all rules leave it to the customer: {what}.").format(what=what)


CASE_COUNTED: Mapping[str, str] = {
    "gap.min_days_past_due": N_("Days overdue before anybody comes: {count}."),
    "gap.min_days_after_reminder": N_("Days between a reminder and a visit at least: {count}."),
    "caps.customer_met_30": N_("Visits in 30 days at which the customer is met, at most: {count}."),
    "caps.customer_tried_30": N_("Visits to a customer in 30 days, at most: {count}."),
    "caps.case_met_30": N_("Visits for a case in 30 days at which the customer is met, at most: {count}."),
    "caps.case_tried_365": N_("Visits for a case in 365 days, at most: {count}."),
    "blackout.bereavement_days": N_("Days of peace after a death: {count}."),
    "blackout.birth_days": N_("Days of peace after a birth: {count}."),
    "blackout.disaster_days": N_("Days of peace after a disaster: {count}."),
    "blackout.discharge_days": N_("Days of peace after a stay in hospital: {count}."),
    "blackout.crisis_days": N_("Days of peace after treatment in a mental-health crisis: {count}."),
    "calls.connected_per_day": N_("Talks by telephone in a day, at most: {count}."),
    "calls.tries_per_day": N_("Unanswered calls in a day, at most: {count}."),
    "calls.tries_per_week": N_("Calls in 7 days, at most: {count}."),
    "calls.quiet_days_after_talk": N_("Days without a call after a talk: {count}."),
    "calls.contacts_per_week": N_("Contacts of any kind in 7 days, at most: {count}."),
    "calls.contacts_per_month": N_("Contacts of any kind in 30 days, at most: {count}."),
    "calls.messages_per_day": N_("Reminders in writing in a day, at most: {count}."),
    "calls.messages_per_week": N_("Reminders in writing in 7 days, at most: {count}."),
    "plan.max_months": N_("Months a repayment plan may last: {count}."),
    "plan.cool_off_hours": N_("Hours to think a repayment plan over: {count}."),
    "records.min_years": N_("Years for which records of a customer are kept after the last that happened: {count}."),
    "plan.missed_before_visit_again": N_("Installments missed before a visit is possible again: {count}."),
    "freshness.payments_hours": N_("Hours that the file of payments may be old when a plan goes out: {count}."),
    "freshness.holds_hours": N_("Hours that the file of holds may be old when a plan goes out: {count}."),
}
"""Rules that are a number, in words."""
