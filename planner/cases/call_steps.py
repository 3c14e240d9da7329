"""A call as it goes, question by question: what may be answered, and where each answer leads. Pure; keeps nothing.

Whoever calls makes sure first that they speak with the customer; until then nothing is said of money. A refusal may be
noted at any moment afterwards, and ends the talk.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from planner.cases.call_answers import (
    ANSWERS,
    FOLLOW_WORDS,
    FOLLOWS,
    GROUPS,
    NO_WILL,
    REFUSALS,
    SPANS,
    At,
    Choice,
    Follow,
    Refusal,
)
from planner.cases.model import ArrearsReason, ContactResult, Purpose, Willingness
from planner.model import PlaceKind, Window


@dataclass(frozen=True, slots=True)
class Talk:
    """What was answered so far. `days` are those that may be wished for; `trail` is the way back."""

    purpose: Purpose
    days: tuple[date, ...] = ()
    at: At = At.OPEN
    result: ContactResult = ContactResult.NO_ANSWER
    part: str = "open"
    """Which piece of the script is read now."""
    reason: ArrearsReason | None = None
    willingness: Willingness | None = None
    group: str = ""
    follow: Follow = Follow.NOTHING
    refusal: Refusal = Refusal.NONE
    day: date | None = None
    span: Window | None = None
    place: PlaceKind = PlaceKind.HOME
    consent: str = ""
    """The form in which the customer agreed to what is outside the usual: ``recorded`` or ``written``."""
    closed_spans: frozenset[tuple[date, Window, PlaceKind]] = frozenset()
    trail: tuple[Talk, ...] = field(default=(), repr=False, compare=False)

    @property
    def known(self) -> bool:
        """Whether it is sure that the customer listens."""
        return self.at not in (At.OPEN, At.IDENTITY) and self.result != ContactResult.NO_ANSWER

    @property
    def needs_consent(self) -> bool:
        """Whether what is wished for is outside the usual hours or places."""
        if self.day is None or self.span is None:
            return False
        return (self.day, self.span, self.place) in self.closed_spans


def choices(talk: Talk) -> tuple[Choice, ...]:
    """What may be answered to the open question, each with its key; days and spans come without words."""
    if talk.at == At.DAY:
        return tuple(Choice(str(n), day.isoformat(), "") for n, day in enumerate(talk.days[:9], start=1))
    if talk.at == At.SPAN:
        return tuple(Choice(str(n), str(n - 1), "") for n in range(1, len(SPANS) + 1))
    if talk.at == At.FOLLOW:
        assert talk.reason
        codes = [c for c in FOLLOWS[talk.reason] if c != "offer" or talk.purpose == Purpose.PRE_CONTACT]
        return tuple(Choice(str(n), code, FOLLOW_WORDS[code]) for n, code in enumerate(codes, start=1))
    return tuple(Choice(str(n), str(code), words) for n, (code, words) in enumerate(ANSWERS[talk.at], start=1))


def choose(talk: Talk, key: str) -> Talk:
    """The call after a key; the same where the key says nothing here."""
    if talk.known and talk.at != At.CLOSE and (found := _refused(talk, key)):
        return found
    code = next((choice.code for choice in choices(talk) if choice.key == key), None)
    if code is None or talk.at == At.CLOSE:
        return talk
    return replace(_STEPS[talk.at](talk, code), trail=(*talk.trail, talk))


def back(talk: Talk) -> Talk:
    """The question before."""
    return talk.trail[-1] if talk.trail else talk


def _refused(talk: Talk, key: str) -> Talk | None:
    code = next((choice.code for choice in REFUSALS if choice.key == key), None)
    return replace(_refuse(talk, code), trail=(*talk.trail, talk)) if code else None


def _refuse(talk: Talk, code: str) -> Talk:
    refusal = Refusal.CONTACT if code == "refuse_contact" else Refusal.VISIT
    wished = replace(talk, day=None, span=None, consent="")
    return replace(
        wished, at=At.CLOSE, part="refused", refusal=refusal, follow=Follow.NOTHING, result=ContactResult.DECLINED
    )  # fmt: skip


def _open(talk: Talk, code: str) -> Talk:
    if code == "answered":
        return replace(talk, at=At.IDENTITY, part="identity")
    result = ContactResult.FAILED if code == "wrong_number" else ContactResult.NO_ANSWER
    return replace(talk, at=At.CLOSE, part="", result=result)


def _identity(talk: Talk, code: str) -> Talk:
    if code == "is_customer":
        return replace(talk, at=At.REASON, part="matter", result=ContactResult.TALKED)
    if code == "somebody_else":
        return replace(talk, at=At.CLOSE, part="other", result=ContactResult.NO_ANSWER)
    return replace(talk, at=At.CLOSE, part="close", result=ContactResult.TALKED)


def _reason(talk: Talk, code: str) -> Talk:
    reason = ArrearsReason(code)
    talk = replace(talk, reason=reason, part=reason.value, willingness=NO_WILL.get(reason))
    if reason == ArrearsReason.VULNERABLE:
        return replace(talk, at=At.GROUP)
    if reason == ArrearsReason.ILLNESS:
        talk = replace(talk, group=GROUPS[0])
    return replace(talk, at=At.FOLLOW if talk.willingness else At.WILLING)


def _willing(talk: Talk, code: str) -> Talk:
    return replace(talk, at=At.FOLLOW, willingness=Willingness(code))


def _group(talk: Talk, code: str) -> Talk:
    return replace(talk, at=At.FOLLOW, group=code)


def _follow(talk: Talk, code: str) -> Talk:
    if code == "offer":
        return replace(talk, at=At.OFFER, part="offer")
    follow = Follow.NOTHING if code == "later" else Follow(code)
    return replace(talk, at=At.CLOSE, part="close", follow=follow)


def _offer(talk: Talk, code: str) -> Talk:
    if code == "yes":
        return replace(talk, at=At.DAY, follow=Follow.VISIT)
    return _refuse(talk, code) if code == "refuse_visit" else replace(talk, at=At.CLOSE, part="close")


def _day(talk: Talk, code: str) -> Talk:
    return replace(talk, at=At.SPAN, day=date.fromisoformat(code))


def _span(talk: Talk, code: str) -> Talk:
    return replace(talk, at=At.PLACE, span=SPANS[int(code)])


def _place(talk: Talk, code: str) -> Talk:
    talk = replace(talk, place=PlaceKind(code))
    return replace(talk, at=At.CONSENT, part="consent") if talk.needs_consent else _closed(talk)


def _consent(talk: Talk, code: str) -> Talk:
    if code == "no":
        return replace(talk, at=At.DAY, part="offer", day=None, span=None)
    return _closed(replace(talk, consent=code))


def _closed(talk: Talk) -> Talk:
    return replace(talk, at=At.CLOSE, part="close")


_STEPS = {
    At.OPEN: _open,
    At.IDENTITY: _identity,
    At.REASON: _reason,
    At.WILLING: _willing,
    At.GROUP: _group,
    At.FOLLOW: _follow,
    At.OFFER: _offer,
    At.DAY: _day,
    At.SPAN: _span,
    At.PLACE: _place,
    At.CONSENT: _consent,
}
