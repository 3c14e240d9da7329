"""One row of the evening as it is typed: times by their digits, the code by its letter. Pure; keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from planner.cases.entering import Entry, Line
from planner.cases.outcome_words import code_words, next_words
from planner.cases.outcomes import TABLE, Code, VisitOutcome
from planner.cases.stage_words import hold_words
from planner.text import gettext as _

LETTERS = "".join(Code)
FAR = timedelta(hours=2)
"""A team that came so much sooner or later than planned is looked at twice: it may be a slip of the finger."""


class RowState(StrEnum):
    """How far a row has come."""

    EMPTY = "empty"
    TYPED = "typed"
    WAITING = "waiting"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Told:
    """What is seldom told: of the customer's circumstances, only what they wanted known."""

    family: str = ""
    work: str = ""
    income: str = ""
    said: str = ""
    recording: str = ""
    group: str = ""


@dataclass(slots=True)
class Draft:
    """A line of the paper, and what was typed of it. Times are up to four digits."""

    line: Line
    zone: tzinfo
    arrived: str = ""
    left: str = ""
    code: str = ""
    told: Told = field(default_factory=Told)
    state: RowState = RowState.EMPTY
    problem: str = ""

    @property
    def missing(self) -> bool:
        """Whether nothing of it is kept yet."""
        return self.line.missing

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.arrived or self.left or self.code) and self.told == Told()

    def type_digit(self, name: str, digit: str) -> bool:
        """One more digit of a time; False where it is full."""
        before: str = getattr(self, name)
        if len(before) >= 4:
            return False
        setattr(self, name, before + digit)
        self._touched()
        return True

    def erase(self, name: str, *, all_of_it: bool = False) -> None:
        """Take back the last sign of a cell, or all of it."""
        setattr(self, name, "" if all_of_it else getattr(self, name)[:-1])
        self._touched()

    def choose(self, letter: str) -> bool:
        """The letter of how it ended; False where there is none such."""
        if letter not in LETTERS:
            self.problem = _("“{letter}” is no code. Codes are the letters {first} to {last}.").format(
                letter=letter, first=LETTERS[0], last=LETTERS[-1]
            )
            return False
        self.code = letter
        self._touched()
        return True

    def tell(self, told: Told) -> None:
        """What the customer told."""
        if told != self.told:
            self.told = told
            self._touched()

    def _touched(self) -> None:
        self.problem = ""
        self.state = RowState.EMPTY if self.is_blank else RowState.TYPED

    def entry(self) -> Entry | None:
        """What is to be kept; None where that cannot be, which `problem` tells."""
        self.problem = self._wrong()
        if self.problem or not self.code:
            return None
        arrived, left = (self._moment(name) for name in ("arrived", "left"))
        told = {name: getattr(self.told, name) for name in Told.__dataclass_fields__}
        return Entry(self.line.visit.id, Code(self.code), arrived, left, **told)

    def _wrong(self) -> str:
        for name in ("arrived", "left"):
            written: str = getattr(self, name)
            if written and read_digits(written) is None:
                return _("{time} is no time of day. Type it as 0930.").format(time=show_digits(written))
        if not self.code and not self.is_blank:
            return _("The code is missing. Type one letter, {first} to {last}.").format(
                first=LETTERS[0], last=LETTERS[-1]
            )
        arrived, left = (self._moment(name) for name in ("arrived", "left"))
        if arrived and left and left < arrived:
            return _("The team left before it arrived. Correct one of the two times.")
        return ""

    def _moment(self, name: str) -> datetime | None:
        at = read_digits(getattr(self, name))
        day = self.line.stop.start.astimezone(self.zone).date()
        return datetime.combine(day, at, self.zone) if at else None

    def words(self, *, shown: bool = True) -> str:
        """What the code means, and what follows from it. `shown` is as `hold_words` takes it."""
        if not self.code:
            return _("Called off: enter it only if the team was there.") if self.line.called_off else ""
        code = Code(self.code)
        parts = [_("{what}.").format(what=code_words(code))]
        if (hold := TABLE[code].hold) is not None:
            words = hold_words(hold, shown=shown)
            parts.append(_("A hold is set.") if words == code_words(code) else _("Hold: {hold}.").format(hold=words))
        return " ".join((*parts, next_words(code)))

    def odd(self) -> str:
        """What may be a slip of the finger; nothing is refused for it."""
        at = self._moment("arrived")
        if at is None or self._wrong():
            return ""
        off = at - self.line.stop.start
        if abs(off) < FAR:
            return ""
        hours, minutes = divmod(round(abs(off).total_seconds() / 60), 60)
        span = f"{hours}:{minutes:02}"
        if off < timedelta(0):
            return _("{span} h before the planned time: is that right?").format(span=span)
        return _("{span} h after the planned time: is that right?").format(span=span)

    def took(self, outcome: VisitOutcome | None) -> None:
        """It is kept as this; None where it was taken back."""
        self.line = replace(self.line, outcome=outcome)
        self.problem = ""
        self.state = RowState.EMPTY if outcome is None else RowState.KEPT
        self.arrived, self.left = (digits_of(each, self.zone) for each in _times(outcome))
        self.code = outcome.code.value if outcome else ""
        self.told = replace(told_of(outcome), group=self.told.group if outcome else "")


def draft_of(line: Line, zone: tzinfo) -> Draft:
    """A row as it was entered, or empty."""
    draft = Draft(line, zone)
    draft.took(line.outcome)
    return draft


def told_of(outcome: VisitOutcome | None) -> Told:
    """What was told with an outcome."""
    if outcome is None:
        return Told()
    return Told(outcome.family, outcome.work, outcome.income, outcome.said, outcome.recording)


def read_digits(digits: str) -> time | None:
    """A time of day from its digits: 0930, or 930 where that can be nothing else; None where it is none."""
    if len(digits) != 4 and not (len(digits) == 3 and digits[0] > "2"):
        return None
    hour, minute = int(digits[:-2]), int(digits[-2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def show_digits(digits: str) -> str:
    """Digits as they are shown: with a colon as soon as the hour is there."""
    if len(digits) == 3 and digits[0] > "2":
        return f"{digits[0]}:{digits[1:]}"
    return f"{digits[:2]}:{digits[2:]}" if len(digits) > 2 else digits


def digits_of(moment: datetime | None, zone: tzinfo) -> str:
    """The digits that make a moment."""
    return f"{moment.astimezone(zone):%H%M}" if moment else ""


def _times(outcome: VisitOutcome | None) -> tuple[datetime | None, datetime | None]:
    return (outcome.arrived, outcome.left) if outcome else (None, None)


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Missing ones on top, each part in the order of the papers."""
    return sorted(drafts, key=lambda draft: not draft.missing)
