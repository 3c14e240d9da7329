"""What of a customer's file a user may read: phone, ID number, balance, health and family notes, by the user's role.

Reads nothing and records nothing: that a file was looked at is `seeing`'s business. What papers show of a person is
that of `planner.documents.masking`, whoever prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.text import gettext as _
from planner.users import Right, User

DOTS = "•••"
LAST = 4
"""Digits of a phone that are left to tell one customer from another on the telephone."""


class Field(StrEnum):
    """What is not for everybody."""

    PHONE = "phone"
    ID_NUMBER = "id_number"
    BALANCE = "balance"
    HEALTH = "health"
    FAMILY = "family"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands there for a user, and whether that is less than there is."""

    text: str
    masked: bool = False


def sees(user: User) -> bool:
    """Whether they may read it in full."""
    return user.may(Right.SEE_MASKED)


def shown(user: User, field: Field, text: str) -> Shown:
    """One value as a user may read it; an empty one stays empty, so that a gap is not taken for a secret.

    An ID number is shown to nobody: it is kept as a keyed hash alone, to find doubles by.
    """
    if not text or (field != Field.ID_NUMBER and sees(user)):
        return Shown(text)
    if field == Field.PHONE:
        return Shown(_last_digits(text), True)
    return Shown(DOTS if field in (Field.ID_NUMBER, Field.BALANCE) else _("withheld"), True)


def masked_phone(user: User, phone: str) -> str:
    """A phone as a user may read it: all of it, or its last four digits."""
    return shown(user, Field.PHONE, phone).text


def masked_balance(user: User, amount: str) -> str:
    """An amount, already in words, as a user may read it."""
    return shown(user, Field.BALANCE, amount).text


def masked_note(user: User, text: str) -> str:
    """Free text, or what was told of health and family, as a user may read it."""
    return shown(user, Field.NOTE, text).text


def _last_digits(phone: str) -> str:
    digits = [each for each in phone if each.isdigit()]
    # Of a number so short that four were most of it, nothing is left.
    return "…" + "".join(digits[-LAST:]) if len(digits) >= LAST + 3 else DOTS
