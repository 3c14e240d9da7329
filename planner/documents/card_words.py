"""The words of the case card: the approach for each reason, what ends a talk, the form. Lays nothing out.

What the rules say of a door is `planner.door_words`' business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.cases.codes import ArrearsReason
from planner.cases.outcomes import Next
from planner.text import N_

NOBODY = N_("Nobody else hears")
NOBODY_ADVICE = N_("Not on the stairs, no child to translate.")
LONGEST = N_("Stay {length} at most.")
LEAVE = N_("Leave at once")


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
STAY, NEVER_STAY, NEVER_TAKEN = N_("May stay"), N_("Never stays"), N_("Never taken")
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
