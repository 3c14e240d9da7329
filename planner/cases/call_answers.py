"""What may be answered in a call, question by question, with the words of each answer. Leads nowhere by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from planner.cases.model import ArrearsReason, Willingness
from planner.model import PlaceKind, Window
from planner.text import N_


class At(StrEnum):
    """The question that is open."""

    OPEN = "open"
    IDENTITY = "identity"
    REASON = "reason"
    WILLING = "willing"
    GROUP = "group"
    FOLLOW = "follow"
    OFFER = "offer"
    DAY = "day"
    SPAN = "span"
    PLACE = "place"
    CONSENT = "consent"
    CLOSE = "close"


class Follow(StrEnum):
    """What follows from the talk."""

    NOTHING = ""
    PLAN = "plan"
    PAUSE = "pause"
    CHECK = "check"
    SUPERVISOR = "supervisor"
    WRITE = "write"
    VISIT = "visit"


class Refusal(StrEnum):
    """What the customer does not want."""

    NONE = ""
    VISIT = "visit"
    CONTACT = "contact"


GROUPS = (
    "serious_illness", "mental_health", "disability", "alone_elderly", "pregnant_or_postpartum", "domestic_violence",
    "carer_sole", "recent_bereavement", "language_barrier",
)  # fmt: skip
"""Groups of the vulnerable that may be told, by their codes in the facts."""
SPANS = (
    Window(time(9), time(12)),
    Window(time(12), time(15)),
    Window(time(15), time(18)),
    Window(time(18), time(19)),
    Window(time(20), time(21)),
)
"""Parts of a day to wish for; the last is outside the usual hours, and needs a consent."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: the key to press, its code, and its words (`planner.text` translates them)."""

    key: str
    code: str
    words: str


REFUSALS = (Choice("v", "refuse_visit", N_("No visits")), Choice("c", "refuse_contact", N_("No contact at all")))
"""May be said at any moment once it is sure who speaks."""
ANSWERS: Mapping[At, tuple[tuple[str, str], ...]] = {
    At.OPEN: (
        ("no_answer", N_("Nobody answers")),
        ("answered", N_("Somebody answers")),
        ("wrong_number", N_("The number is wrong")),
    ),
    At.IDENTITY: (
        ("is_customer", N_("It is the customer, alone")),
        ("somebody_else", N_("Somebody else, or not sure")),
        ("bad_moment", N_("The customer, but not now")),
    ),
    At.REASON: (
        (ArrearsReason.HARDSHIP, N_("Money is short")),
        (ArrearsReason.JOB_LOSS, N_("Lost the job")),
        (ArrearsReason.ILLNESS, N_("Ill")),
        (ArrearsReason.VULNERABLE, N_("Needs special care")),
        (ArrearsReason.DISPUTE, N_("Sees the amount differently")),
        (ArrearsReason.FORGOTTEN, N_("Forgotten")),
        (ArrearsReason.UNWILLING, N_("Does not want to pay")),
        (ArrearsReason.UNKNOWN, N_("Does not say")),
    ),
    At.WILLING: (
        (Willingness.WILLING, N_("Wants to find a way")),
        (Willingness.PARTLY, N_("Partly")),
        (Willingness.UNWILLING, N_("Does not want to")),
        (Willingness.UNKNOWN, N_("Not clear")),
    ),
    At.GROUP: (
        (GROUPS[0], N_("Seriously ill")),
        (GROUPS[1], N_("Mental health")),
        (GROUPS[2], N_("Disability")),
        (GROUPS[3], N_("Old and alone")),
        (GROUPS[4], N_("Pregnant, or just had a child")),
        (GROUPS[5], N_("Violence at home")),
        (GROUPS[6], N_("Cares for somebody alone")),
        (GROUPS[7], N_("Has lost somebody")),
        (GROUPS[8], N_("Speaks another language")),
    ),
    At.OFFER: (
        ("yes", N_("Would like that")),
        ("refuse_visit", N_("Wants no visit")),
        ("later", N_("Wants to think about it")),
    ),
    At.PLACE: (
        (PlaceKind.HOME, N_("At home")),
        (PlaceKind.AGREED, N_("At a place the customer chose")),
        (PlaceKind.WORKPLACE, N_("At work, at the customer's wish")),
    ),
    At.CONSENT: (
        ("recorded", N_("Agrees, and it is recorded")),
        ("written", N_("Agrees in writing")),
        ("no", N_("Does not agree: another time or place")),
    ),
    At.CLOSE: (("done", N_("Keep it")),),
}
FOLLOWS: Mapping[ArrearsReason, tuple[str, ...]] = {
    ArrearsReason.HARDSHIP: ("plan", "pause", "offer", "later"),
    ArrearsReason.JOB_LOSS: ("plan", "pause", "offer", "later"),
    ArrearsReason.ILLNESS: ("write", "supervisor"),
    ArrearsReason.VULNERABLE: ("write", "supervisor"),
    ArrearsReason.DISPUTE: ("check",),
    ArrearsReason.FORGOTTEN: ("later", "plan", "offer"),
    ArrearsReason.UNWILLING: ("later", "plan", "offer"),
    ArrearsReason.UNKNOWN: ("plan", "pause", "offer", "later"),
}
"""What may follow, by the reason that was told."""
FOLLOW_WORDS = {
    "plan": N_("Installments: draw up a plan now"),
    "pause": N_("A pause"),
    "offer": N_("Would rather speak in person"),
    "later": N_("Nothing more today"),
    "write": N_("Prefers a letter"),
    "supervisor": N_("Somebody with experience rings back"),
    "check": N_("Check it first; nothing goes on until then"),
}
NO_WILL = {
    ArrearsReason.UNWILLING: Willingness.UNWILLING,
    ArrearsReason.ILLNESS: Willingness.UNKNOWN,
    ArrearsReason.VULNERABLE: Willingness.UNKNOWN,
    ArrearsReason.DISPUTE: Willingness.UNKNOWN,
}
"""Where asking would press, or is answered already."""
