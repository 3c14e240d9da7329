"""Outcomes in words: what each is called, and what follows from it, as the case card and the grid say it."""

from __future__ import annotations

from planner.cases.outcomes import TABLE, Code, Next
from planner.text import N_
from planner.text import gettext as _

CODES = {
    Code.PLAN_AGREED: N_("Plan agreed"),
    Code.TALKED: N_("Talked"),
    Code.NOT_AT_HOME: N_("Not at home"),
    Code.MOVED: N_("Moved"),
    Code.ADDRESS_UNKNOWN: N_("Address unknown"),
    Code.THIRD_PARTY_ONLY: N_("Only a child or somebody else there"),
    Code.REFUSED: N_("Did not want to talk"),
    Code.NEVER_AGAIN: N_("Wants no visits any more"),
    Code.UNWELL: N_("Ill, bereaved or vulnerable"),
    Code.DISPUTES: N_("Disputes it"),
    Code.SAYS_PAID: N_("Says it is paid"),
    Code.UNSAFE: N_("Not safe"),
    Code.STOPPED: N_("Stopped by the team"),
}
"""What each is called."""

ON_PAPER = {
    Code.PLAN_AGREED: N_("What comes next is agreed"),
    Code.TALKED: N_("Talked"),
    Code.NOT_AT_HOME: N_("Not at home"),
    Code.MOVED: N_("Moved"),
    Code.ADDRESS_UNKNOWN: N_("Address not found"),
    Code.THIRD_PARTY_ONLY: N_("Only somebody else there"),
    Code.REFUSED: N_("Did not want to talk"),
    Code.NEVER_AGAIN: N_("Wants no visits"),
    Code.UNWELL: N_("Not well"),
    Code.DISPUTES: N_("Sees it otherwise"),
    Code.SAYS_PAID: N_("Says it is settled"),
    Code.UNSAFE: N_("Not safe"),
    Code.STOPPED: N_("Stopped by the team"),
}
"""What each is called where a stranger may read it: none says why a team came."""

AT_THE_DOOR = {
    Code.PLAN_AGREED: N_("leave a copy, say what happens next and how to reach us."),
    Code.TALKED: N_("thank them, and say that the office calls."),
    Code.NOT_AT_HOME: N_("leave nothing that others can read. Go."),
    Code.MOVED: N_("ask nobody where to. Go."),
    Code.ADDRESS_UNKNOWN: N_("ask no neighbors. Go."),
    Code.THIRD_PARTY_ONLY: N_("say only your name, and that you will call again. Go."),
    Code.REFUSED: N_("thank them, and go at once."),
    Code.NEVER_AGAIN: N_("say that you will note it. Go at once."),
    Code.UNWELL: N_("ask for nothing, wish them well, and go."),
    Code.DISPUTES: N_("do not argue. Note what they say; the office checks it."),
    Code.SAYS_PAID: N_("do not argue. Note when and how; the office checks it."),
    Code.UNSAFE: N_("leave at once, then call the office."),
    Code.STOPPED: N_("say goodbye calmly, and note why."),
}
"""What the team does, after “If …, then …”."""

NEXT = {
    Next.CONFIRM_PLAN: N_("The office confirms the plan; no further visit while it is kept."),
    Next.CALL: N_("The office calls; another visit only after that talk."),
    Next.OTHER_TIME: N_("Another time of day, after the days that the rules ask for."),
    Next.FIND_ADDRESS: N_("The address is checked first; no visit until then."),
    Next.NO_VISIT: N_("No visits any more."),
    Next.SUPERVISOR: N_("A supervisor decides on another way; no visit until then."),
    Next.CHECK_DISPUTE: N_("It is checked first; no visit until then."),
    Next.CHECK_PAYMENT: N_("The payment is looked for first; no visit until then."),
}
"""What the office does."""


def code_words(code: Code) -> str:
    """What an outcome is called."""
    return _(CODES[code])


def paper_words(code: Code, language: str | None = None) -> str:
    """What it is called on paper, and in a sheet that goes out."""
    return _(ON_PAPER[code], language)


def next_words(code: Code) -> str:
    """What the office does after it."""
    return _(NEXT[TABLE[code].next])


def if_then(code: Code, language: str | None = None) -> tuple[str, str]:
    """For the case card: what happened, and what the team does then."""
    return _(CODES[code], language), _(AT_THE_DOOR[code], language)
