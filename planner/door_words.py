"""What a team keeps to at a door, in words: on the case card, and among the rules of a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.policy.door import DoorRules
from planner.policy.schema import Entry
from planner.text import N_, listed
from planner.text import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """One step at the door: what to do, what to say, and what to mind."""

    title: str
    quote: str = ""
    advice: str = ""


ASK_DIGITS = N_("Then ask how their phone number ends, never say it. Nothing else until you are sure.")
ASK_NAME = N_("Then ask for the full name, never say it. Nothing else until you are sure.")
STEPS: Mapping[str, Step] = {
    "verify_person": Step(N_("Verify the person, quietly"), N_("“Good day. Am I speaking with {name}?”")),
    "show_id": Step(N_("Show your ID, all of you"), advice=N_("Unasked, and long enough to be read and written down.")),
    "show_authorization": Step(
        N_("Show the authorization"),
        advice=N_("The letter of today, with all your names. Say that they can ring up the office to check it."),
    ),
    "ask_if_convenient": Step(N_("Ask whether it suits now"), N_("“Is this a good moment? We can come another time.”")),
    "state_purpose": Step(N_("Say why, to this person only")),
    "offer_to_leave": Step(N_("Offer to leave"), N_("“You may say no, or name another day or place.”")),
    "ask_recording": Step(N_("Ask before recording"), N_("“May we record this? You may say no.”")),
}
"""By `planner.policy.schema.STEPS`; what is said of the purpose is `planner.purpose_words`' business."""
SHOWN: Mapping[str, tuple[str, str]] = {
    "notice_copy": ("show_authorization", N_("Show the copy of the notice they got, too.")),
    "loan_info": ("state_purpose", N_("Show what is owed, on the statement.")),
}
"""What some rules ask to be shown beside ID and letter: in which step, and how it is said."""
NOT_RECORDED = N_("If no: do not.")
NO_RECORD_NO_TALK = N_("If no: leave, code M.")
MAY_STAY: Mapping[str, str] = {
    "sealed_envelope": N_("the sealed envelope marked personal (into their own hand)"),
    "signed_copy": N_("a copy of what both signed"),
}
NEVER_STAYS: Mapping[str, str] = {
    "open_note": N_("an open note"),
    "door_poster": N_("a poster"),
    "postcard": N_("a postcard"),
    "missed_delivery_card": N_("a card in the door"),
    "official_looking_form": N_("anything that looks official"),
    "note_with_neighbor": N_("anything with a neighbor"),
    "sender_name_revealing_debt": N_("an envelope whose sender tells why"),
}
ENDS: Mapping[str, str] = {
    "asked_to_leave": N_("when asked to"),
    "distress": N_("distress"),
    "capacity_doubt": N_("doubt whether they follow"),
    "third_party_present": N_("somebody else listens"),
    "threat": N_("a threat"),
    "minor_only": N_("only a child at the door"),
    "recording_refused": N_("no to a recording"),
}
ENTRY: Mapping[Entry, str] = {
    Entry.EXPRESS_CONSENT: N_("Go in only when invited in clear words."),
    Entry.NEVER: N_("Stay at the door, even when invited in."),
}


def stays_words(rules: DoorRules, language: str | None = None) -> str:
    """What may stay."""
    return sentence_of((_(MAY_STAY[each], language) for each in rules.may_stay), language) or _("Nothing.", language)


def never_stays_words(rules: DoorRules, language: str | None = None) -> str:
    """What never does."""
    return sentence_of((_(NEVER_STAYS[each], language) for each in rules.never_stays), language)


def never_taken_words(rules: DoorRules, language: str | None = None) -> str:
    """What nobody takes."""
    money = ((rules.no_cash, N_("cash")), (rules.no_fees, N_("fees")))
    texts = [text for forbidden, text in money if forbidden]
    texts += [N_("papers"), N_("belongings"), N_("photographs")]
    return sentence_of((_(text, language) for text in texts), language)


def ends_words(rules: DoorRules, language: str | None = None) -> str:
    """What ends a visit at once."""
    return " · ".join(_(ENDS[each], language) for each in rules.ends)


def sentence_of(texts: Iterable[str], language: str | None = None) -> str:
    """A list as a sentence: a large letter first, a stop last; empty for none."""
    said = listed(texts, language)
    return _("{sentence}.", language).format(sentence=said[0].upper() + said[1:]) if said else ""
