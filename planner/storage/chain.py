"""The chain of records as values: how an entry is hashed, where a chain breaks, and what an anchor says of it.

Knows neither the table that holds the entries nor the file that holds the anchor.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

GENESIS = "0" * 64
"""What the first entry names as the one before it."""
LEAST_DIGITS, SHORT_DIGITS, GROUPED_DIGITS = 8, 16, 20
"""Of a hash: those that must be typed at least, those that older papers bear, and those that are printed in groups."""
MISREAD = str.maketrans("018", "OIB")
"""Digits that base32 does not have, and what was meant: O, I and B."""
RESUMED = ("backup_restored", "record_resumed")
"""Entries by which somebody went on from a chain that is not the one this computer knew."""


@dataclass(frozen=True, slots=True)
class Head:
    """An entry of the chain by its number and hash, or by the beginning of its hash; number 0 is before the first."""

    number: int = 0
    hash: str = GENESIS

    @property
    def short(self) -> str:
        """As it is printed: six groups of base32, or as older papers have it where too little of its hash is known."""
        if len(self.hash) < GROUPED_DIGITS:
            return f"{self.number}:{self.hash[:SHORT_DIGITS]}"
        return _grouped(self.number.to_bytes(4) + bytes.fromhex(self.hash[:GROUPED_DIGITS]))

    @staticmethod
    def read(text: str) -> Head | None:
        """What was printed and typed again, today's six groups or an older ``41:0f8e…``; None where it is neither."""
        if known := _ungrouped(text):
            return Head(int.from_bytes(known[:4]), known[4:].hex())
        found = re.fullmatch(rf"(\d{{1,12}})\s*:\s*([0-9a-f]{{{LEAST_DIGITS},64}})", text.strip().lower())
        return Head(int(found[1]), found[2]) if found else None


@dataclass(frozen=True, slots=True)
class Known:
    """What the anchor of this computer says: the heads the chain may have.

    There are two of them only between the moment a change is about to be kept and the one it is known to be kept.
    """

    heads: tuple[Head, ...] = ()
    forged: bool = False

    @property
    def kept(self) -> bool:
        """Whether there is an anchor that this computer's key has signed."""
        return bool(self.heads) and not self.forged

    @property
    def seen(self) -> Head:
        """The head that was surely kept."""
        return self.heads[0] if self.heads else Head()


def _grouped(known: bytes) -> str:
    # Its last byte tells a slip of the pen from a record that was changed.
    letters = base64.b32encode(known + hashlib.sha256(known).digest()[:1]).decode("ascii")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _ungrouped(text: str) -> bytes:
    letters = re.sub(r"[\s·.-]", "", text).upper().translate(MISREAD)
    if len(letters) != 24:
        return b""
    try:
        known = base64.b32decode(letters)
    except (binascii.Error, ValueError):
        return b""
    return known[:-1] if hashlib.sha256(known[:-1]).digest()[:1] == known[-1:] else b""


class State(StrEnum):
    """How the chain stands."""

    WHOLE = "whole"
    CHANGED = "changed"
    """An entry's content is not what its hash was made of."""
    UNLINKED = "unlinked"
    """An entry does not name the one before it: slipped in, or in another order."""
    REMOVED = "removed"
    DOUBLED = "doubled"
    OLDER = "older"
    """It ends before the entry that was last seen here: an older backup, or its end was cut off."""
    OTHER = "other"
    """Where this computer saw one entry there is another: all from there on was written anew."""
    BEYOND = "beyond"
    """It goes on after the last entry that Rounds wrote here."""
    NO_ANCHOR = "no_anchor"
    FORGED_ANCHOR = "forged_anchor"
    PAPER_OTHER = "paper_other"
    """The entry that a paper names is another, or is not there."""
    PAPER_LOST = "paper_lost"
    """The same, and somebody has recorded that entries of then were given up."""


CAN_RESUME = (State.OLDER, State.OTHER, State.BEYOND, State.NO_ANCHOR, State.FORGED_ANCHOR)
"""The chain is whole in itself, but not the one this computer knew: somebody may say why, and go on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an examination found; `at` is the entry where, `resumed` the entries by which somebody went on."""

    state: State
    head: Head
    at: int = 0
    known: Known = Known()
    resumed: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return self.state == State.WHOLE


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 of an entry without its hash: JSON with sorted keys, in UTF-8."""
    # What no entry of ours can hold must count as changed, not end the examination.
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def first_break(entries: Sequence[Mapping[str, Any]]) -> tuple[int, State] | None:
    """The place of the first entry that is not as it was written, counted from 1, and what is wrong with it."""
    before = GENESIS
    for number, entry in enumerate(entries, start=1):
        own = {name: value for name, value in entry.items() if name != "hash"}
        if entry["number"] != number:
            later = isinstance(entry["number"], int) and entry["number"] > number
            return number, State.REMOVED if later else State.DOUBLED
        if entry_hash(own) != entry["hash"]:
            return number, State.CHANGED
        if entry["previous"] != before:
            return number, State.UNLINKED
        before = entry["hash"]
    return None


def judge(entries: Sequence[Mapping[str, Any]], known: Known, paper: Head | None = None) -> Verdict:
    """Examine a chain in itself, against the anchor of this computer, and against one that a paper carries."""
    if found := first_break(entries):
        return Verdict(found[1], Head(), found[0], known)
    head = Head(len(entries), entries[-1]["hash"]) if entries else Head()
    resumed = tuple(entry for entry in entries if entry["kind"] in RESUMED)
    state, at = _against(entries, head, known)
    if state == State.WHOLE and paper:
        state, at = _on_paper(entries, paper, resumed)
    return Verdict(state, head, at, known, resumed)


def _against(entries: Sequence[Mapping[str, Any]], head: Head, known: Known) -> tuple[State, int]:
    if known.forged:
        return State.FORGED_ANCHOR, 0
    if not known.heads:
        return State.NO_ANCHOR, 0
    if head in known.heads:
        return State.WHOLE, 0
    seen = known.seen
    if head.number < seen.number:
        return State.OLDER, head.number + 1
    if seen.number and entries[seen.number - 1]["hash"] != seen.hash:
        return State.OTHER, seen.number
    return State.BEYOND, seen.number + 1


def _on_paper(
    entries: Sequence[Mapping[str, Any]], paper: Head, resumed: Sequence[Mapping[str, Any]]
) -> tuple[State, int]:
    there = entries[paper.number - 1]["hash"] if 0 < paper.number <= len(entries) else ""
    if paper.number == 0:
        there = GENESIS
    if there.startswith(paper.hash):
        return State.WHOLE, paper.number
    given_up = any(_gave_up(entry, paper.number) for entry in resumed)
    return (State.PAPER_LOST if given_up else State.PAPER_OTHER), paper.number


def _gave_up(entry: Mapping[str, Any], number: int) -> bool:
    # Going on from an older state gives up what this computer had seen after it.
    return bool(entry["number"] <= number <= json.loads(entry["details"]).get("seen", 0))
