"""A gate in words: how it stands, what would make it green, and by which rule and source it is asked for.

Also why proposals are returned, and why a hold was let pass. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.cases.approving import Decision, Why
from planner.cases.gates import CaseGate, Light
from planner.cases.model import HoldKind
from planner.cases.preparation import WORDS as ITEMS
from planner.cases.preparation import Item
from planner.cases.stage_words import hold_words
from planner.policy.pack import Pack
from planner.rule_case_words import GATE_WORDS
from planner.text import N_, listed
from planner.text import gettext as _

LIGHTS: Mapping[Light, str] = {Light.GREEN: N_("green"), Light.RED: N_("red"), Light.UNKNOWN: N_("unknown")}
TITLES: Mapping[str, str] = {
    "reminder_sent": N_("Reminder"),
    "agent_notice": N_("Notice of the firm"),
    "pre_contact": N_("Talk before"),
    "visit_notice": N_("Notice of the visit"),
    "validation_notice": N_("Notice of the debt"),
    "visit_not_refused": N_("No refusal"),
    "address_verified": N_("Address"),
    "documents_ready": N_("Documents"),
    "authorization_valid": N_("Authorization"),
    "ids_valid": N_("Staff IDs"),
    "carry_set": N_("To carry along"),
    "less_intrusive_failed": N_("Milder ways"),
    "permission_asked": N_("Permission"),
    "balance_fresh": N_("Balance"),
    "holds_clear": N_("Holds"),
    "four_eyes": N_("Four eyes"),
    "lawful_day": N_("Day"),
    "lawful_hours": N_("Visiting hours"),
}
"""Gates in a word or two; in a sentence they are `planner.rule_case_words.GATE_WORDS`."""

STANDS: Mapping[str, str] = {
    "reminded": N_("A reminder went out, and somebody called."),
    "talked": N_("The customer was spoken to, and the visit was offered."),
    "by_letter": N_("A letter has offered this day, and its time is over."),
    "no_refusal": N_("The customer has not refused."),
    "told": N_("The customer was told."),
    "still_to_tell": N_("The customer is told once it is planned; there is time."),
    "tried": N_("Calls and messages were tried."),
    "checked": N_("It was checked."),
    "fresh": N_("It is up to date."),
    "no_hold": N_("Nothing stops it."),
    "approved": N_("A second person has approved it."),
    "outside_evidence": N_("The lender's file says so."),
    "no_reminder": N_("No reminder went out."),
    "reminder_old": N_("The reminder is too old."),
    "reminder_young": N_("The reminder has not had its time."),
    "no_call": N_("Nobody has called."),
    "too_few_tries": N_("Nobody was spoken to, and it was not tried on enough days."),
    "must_agree": N_("Nobody was spoken to, and here a letter is not enough."),
    "no_letter": N_("Nobody was spoken to, and no letter has offered this day."),
    "letter_young": N_("The letter has not had its time."),
    "not_offered": N_("There was a talk, but no visit was offered in it."),
    "talk_old": N_("The talk is too long ago."),
    "talk_young": N_("The talk is too short before the day."),
    "refused": N_("The customer refuses a visit, or any contact."),
    "declined": N_("The customer has said no since."),
    "notice_late": N_("The customer cannot be told in time any more."),
    "not_told": N_("The customer was not told."),
    "not_tried": N_("Not all milder ways were tried."),
    "balance_unknown": N_("The balance is not known here."),
    "balance_old": N_("The balance is older than it may be."),
    "held": N_("A hold stops it."),
    "not_approved": N_("Nobody has approved it."),
    "own_proposal": N_("Whoever approved it proposed it."),
    "approver_in_team": N_("Whoever approved it goes there."),
    "no_evidence": N_("It was prepared elsewhere; nobody here can tell."),
    "evidence_old": N_("What the lender's file says is too long ago."),
    "evidence_young": N_("What the lender's file says is too short before the day."),
    "outside_hours": N_("The whole visit does not fit into the lawful hours."),
    "too_long": N_("It lasts longer than a visit may."),
}
"""How a gate stands, by its code."""

REMEDIES: Mapping[str, str] = {
    "no_reminder": N_("Send a reminder, and wait for its time."),
    "reminder_old": N_("Send a new reminder, and wait for its time."),
    "reminder_young": N_("Choose a later day."),
    "no_call": N_("Call the customer once."),
    "too_few_tries": N_("Call again, on another day and at another hour."),
    "must_agree": N_("Keep trying by telephone: somebody must have said yes."),
    "no_letter": N_("Call, or offer this day by a sealed letter in time."),
    "letter_young": N_("Choose a later day, and offer it by letter."),
    "not_offered": N_("Call, and offer the visit."),
    "talk_old": N_("Call again, and offer the visit anew."),
    "talk_young": N_("Choose a later day."),
    "refused": N_("Nobody goes. Return it: there are other ways."),
    "declined": N_("Nobody goes. Return it: there are other ways."),
    "notice_late": N_("Choose a later day, for which the customer can be told in time."),
    "not_told": N_("Tell the customer of day, time and purpose."),
    "not_tried": N_("Call, and write."),
    "balance_unknown": N_("Bring the lender's file of cases in."),
    "balance_old": N_("Bring the lender's newest file of cases in."),
    "held": N_("It waits until the hold ends."),
    "not_approved": N_("Have it approved."),
    "own_proposal": N_("Somebody else approves it."),
    "approver_in_team": N_("Another team goes there, or somebody else approves it."),
    "no_evidence": N_("Bring its case in, or have the lender send the evidence with the approval."),
    "evidence_old": N_("Have it done again, and have the lender send the newer date."),
    "evidence_young": N_("Choose a later day."),
    "outside_hours": N_("Choose another time, a shorter stay, or another day."),
    "too_long": N_("Make it shorter."),
}
"""What would make it green."""
DAYS: Mapping[str, str] = {
    "gap.min_days_past_due": N_("It is not overdue for long enough."),
    "gap.min_days_after_reminder": N_("The last reminder is too short ago."),
    "gap.": N_("Somebody was there too short ago."),
    "caps.": N_("Somebody has been there as often as the rules allow."),
    "places.": N_("Nobody is visited at such a place without the customer's consent."),
    "hours.": N_("Nobody is visited on that day of the week."),
    "calendar.": N_("Nobody has confirmed the public holidays of that year yet."),
    "blackout.": N_("Customers are left in peace on that day."),
    "gates.": N_("The customer was not told early enough."),
}
"""Why a day is closed, by the key of the rule or its beginning."""
HOUSE = N_("House floor")
"""What rules of the house call their source; the law's is not translated."""
CHOOSE_DAY = N_("Choose another day or place.")

WHYS: Mapping[Why, str] = {
    Why.ANOTHER_WAY: N_("Nobody has to come: a talk, a letter or a plan will do"),
    Why.TALK_AGAIN: N_("Talk with the customer once more"),
    Why.OTHER_DAY: N_("Another day or time"),
    Why.OTHER_PLACE: N_("Another place"),
    Why.PAPERS: N_("Look at the papers or the address again"),
    Why.TOO_MUCH: N_("Too much for the customer as things are"),
}
DECISIONS: Mapping[Decision, str] = {
    Decision.CUSTOMER_WISHES: N_("The customer wishes the visit all the same"),
    Decision.HELPER_AGREES: N_("A helper or counsel of the customer agrees"),
    Decision.CHECKED: N_("It was checked: nothing speaks against the visit"),
    Decision.SETTLED: N_("It is settled"),
}


def title(gate: CaseGate) -> str:
    """A gate in a word or two."""
    return _(TITLES.get(gate.id, gate.id))


def asks(gate: CaseGate) -> str:
    """What it asks for, as a sentence."""
    return _(GATE_WORDS[gate.id])


def stands(gate: CaseGate, *, shown: bool) -> str:
    """How it stands. `shown` tells whether health and family may be seen."""
    code, _colon, item = gate.why.partition(":")
    if item:
        words = _("Not there yet: {item}.") if code == "missing" else _("Not valid any more: {item}.")
        return words.format(item=_item(item))
    if gate.id == "holds_clear" and (kind := _hold(gate)):
        return _("A hold stops it: {hold}.").format(hold=hold_words(kind, shown=shown))
    if gate.id == "lawful_day" and (words := next((w for key, w in DAYS.items() if gate.why.startswith(key)), "")):
        return _(words)
    if gate.why in STANDS:
        return _(STANDS[gate.why])
    return _("A visit may be made then.") if gate.light == Light.GREEN else _("It is closed by this rule.")


def remedy(gate: CaseGate) -> str:
    """What would make it green; empty where it is."""
    if gate.light == Light.GREEN:
        return ""
    _code, _colon, item = gate.why.partition(":")
    if item:
        return _("Look at it, and tick it in the preparation.")
    if gate.id == "holds_clear":
        later = _("It waits until the hold ends.")
        return _("A supervisor may decide on it.") if gate.light == Light.UNKNOWN and _hold(gate) else later
    return _(REMEDIES.get(gate.why, CHOOSE_DAY))


def origin(gate: CaseGate, pack: Pack) -> str:
    """By which rules and source; empty for a day or hours that no rule closes."""
    rules = listed(gate.rules) or (pack.id if gate.light != Light.GREEN else "")
    source = _(HOUSE) if gate.source == HOUSE else gate.source
    return _("rule {rules} · {source}").format(rules=rules, source=source) if source else rules


def line(gate: CaseGate, pack: Pack, *, shown: bool) -> str:
    """All of a gate in one line, for the command line."""
    parts = (title(gate), stands(gate, shown=shown), remedy(gate))
    words = " ".join(filter(None, (f"{parts[0]}:", *parts[1:])))
    source = origin(gate, pack)
    return f"{words} ({source})" if source else words


def why_words(code: str) -> str:
    """Why a proposal was returned."""
    return _(WHYS[Why(code)]) if code in set(Why) else code.replace("_", " ")


def _item(item: str) -> str:
    return _(ITEMS[Item(item)]) if item in set(Item) else item.replace("_", " ")


def _hold(gate: CaseGate) -> HoldKind | None:
    return HoldKind(gate.why) if gate.why in set(HoldKind) else None
