"""The words of the case card: the order at the door, the approach for each reason, what may stay. Lays nothing out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.cases.codes import ArrearsReason
from planner.cases.outcomes import Next
from planner.text import N_


@dataclass(frozen=True, slots=True)
class Step:
    """One step at the door: what to do, what to say, and what to mind."""

    title: str
    quote: str = ""
    advice: str = ""


VERIFY = N_("Verify the person, quietly")
VERIFY_QUOTE = N_("“Good day. Am I speaking with {name}?”")
ASK_DIGITS = N_("Then ask how their phone number ends, never say it. Nothing else until you are sure.")
ASK_NAME = N_("Then ask for the full name, never say it. Nothing else until you are sure.")
STEPS = (
    Step(N_("Show your ID, all of you"), advice=N_("Unasked, and long enough to be read and written down.")),
    Step(
        N_("Show the authorization"),
        advice=N_("The letter of today, with all your names. Say that they can ring up the office to check it."),
    ),
    Step(
        N_("Say why, to this person only"),
        N_("“We would like to understand what happened, and see what fits. Nothing has to be decided now.”"),
    ),
    Step(N_("Offer to leave"), N_("“You may say no, or name another day or place.”")),
    Step(
        N_("Ask before recording"),
        N_("“May we record this? You may say no.”"),
        N_("If no: do not. Where a recording is a must: leave, code M."),
    ),
)
"""From the second step to the sixth; the first and the last depend on the visit."""
NOBODY = N_("Nobody else hears")
NOBODY_ADVICE = N_("Not on the stairs, no child to translate. Go in only when invited in clear words. {longest}")
LONGEST = N_("Stay {length} at most.")
LEAVE = N_("Leave at once")
LEAVE_WHEN = N_(
    "when asked to · distress · doubt whether they follow · somebody else listens · a threat · only a child at the door"
)


@dataclass(frozen=True, slots=True)
class Approach:
    """How to talk where somebody is behind for a reason. The title tells nothing of health."""

    title: str
    first: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    quote: str


_ADVICE = N_("Name the free and independent advice.")
_TODAY = N_("No request to pay today, no deadline.")
_BORROW = N_("No new borrowing, no selling of things.")
_HAPPEN = N_("No word on what “could happen”.")
_LISTEN = N_("Ask what changed, and listen to the end.")
_WITHOUT = N_("“What would be possible without going short of what you need?”")
APPROACHES: Mapping[ArrearsReason, Approach] = {
    ArrearsReason.HARDSHIP: Approach(
        N_("Approach: money is short"),
        N_("First understand, then see what fits."),
        (_LISTEN, N_("Ask what is left after rent and food."), N_("Offer a pause first, then the lowest."), _ADVICE),
        (_TODAY, _BORROW, _HAPPEN),
        _WITHOUT,
    ),
    ArrearsReason.JOB_LOSS: Approach(
        N_("Approach: income lost"),
        N_("First understand, then see what fits."),
        (_LISTEN, N_("Ask when income may come again."), N_("Offer a pause first, then the lowest."), _ADVICE),
        (_TODAY, _BORROW, _HAPPEN),
        _WITHOUT,
    ),
    ArrearsReason.ILLNESS: Approach(
        N_("Approach: with special care"),
        N_("The person first. The rest can wait."),
        (N_("Ask whether now is a good moment."), N_("Offer to come back, or to write."), _ADVICE),
        (N_("No question about health."), _TODAY, _HAPPEN),
        N_("“Would another day suit you better, or a letter?”"),
    ),
    ArrearsReason.VULNERABLE: Approach(
        N_("Approach: with special care"),
        N_("The person first. The rest can wait."),
        (N_("Ask whether they want somebody with them."), N_("Short sentences, and time to think."), _ADVICE),
        (N_("Nothing is agreed today."), _TODAY, _HAPPEN),
        N_("“Would you like somebody you trust to be there?”"),
    ),
    ArrearsReason.DISPUTE: Approach(
        N_("Approach: sees the amount differently"),
        N_("Listen and note. Nothing is argued."),
        (N_("Write down what they say, in their words."), N_("Say that the office checks it in writing."), _ADVICE),
        (N_("No arguing, no asking for proof."), _TODAY, _HAPPEN),
        N_("“What should be looked into?”"),
    ),
    ArrearsReason.FORGOTTEN: Approach(
        N_("Approach: forgotten"),
        N_("Friendly and short."),
        (
            N_("Say what is open, once."),
            N_("Ask which day of the month suits."),
            N_("Offer a reminder before each day."),
        ),
        (N_("No reproach."), _TODAY, _HAPPEN),
        N_("“Which day of the month would be easy to keep?”"),
    ),
    ArrearsReason.UNWILLING: Approach(
        N_("Approach: does not want to pay now"),
        N_("Respect first. Facts once, and calmly."),
        (N_("Ask what stands in the way."), N_("Say the facts once, and the ways there are."), _ADVICE),
        (N_("No pressure, no second request."), _TODAY, _HAPPEN),
        N_("“What would have to be different for you?”"),
    ),
    ArrearsReason.UNKNOWN: Approach(
        N_("Approach: the reason is not known"),
        N_("First understand, then see what fits."),
        (N_("Ask how things are, and listen."), N_("Tell the ways there are, without haste."), _ADVICE),
        (N_("No guess at the reason."), _TODAY, _HAPPEN),
        _WITHOUT,
    ),
}
OFFICE: Mapping[Next, str] = {
    Next.CONFIRM_PLAN: N_("confirms; no visit while it is kept"),
    Next.CALL: N_("calls; no visit before that"),
    Next.OTHER_TIME: N_("another time of day, days later"),
    Next.FIND_ADDRESS: N_("checks the address first"),
    Next.NO_VISIT: N_("no visits, for good"),
    Next.SUPERVISOR: N_("a supervisor decides"),
    Next.CHECK_DISPUTE: N_("checks it; no visit until then"),
    Next.CHECK_PAYMENT: N_("looks for it; no visit until then"),
}
"""What the office then sets, in few words."""
STAYS = (
    (
        N_("May stay"),
        "yes",
        N_("The sealed envelope marked personal, in this person's own hand, or a copy of what both signed."),
    ),
    (
        N_("Never stays"),
        "no",
        N_("An open note, a card in the door, a poster, anything that looks official, anything with a neighbor."),
    ),
    (N_("Never taken"), "no", N_("Cash, fees, papers, belongings, photographs.")),
)
FORM_INCOME = (N_("From work"), N_("Support and benefits"), N_("Other"))
FORM_NEEDS = (
    N_("Home: rent, water, heating, power"),
    N_("Food and what a household needs"),
    N_("Ways to work and school, telephone"),
    N_("Children, care, health"),
    N_("Other things they need"),
)
FORM_END = (
    N_("Paid to others each month"),
    N_("What is left"),
    N_("What they would offer themselves"),
)
