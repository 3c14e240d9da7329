"""How an office is reached and signs, and the words of its own: checked, kept among its choices, and recorded."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cases.templates import own_templates
from planner.discreet import forbidden_word
from planner.errors import BadInput
from planner.settings import read_settings, save_settings
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office

MOST_BYTES = 1_000_000


def say_reach(office: Office, phone: str, signed_by: str, return_address: str, *, by: User) -> None:
    """Keep how customers reach the office, and how it signs.

    Raises
    ------
    NotAllowed
        ``no_right``.
    BadInput
        ``telling_address``: the address on the outside of letters tells what they are about.
    """
    by.require(Right.SETTLE)
    if word := forbidden_word(return_address):
        raise BadInput("telling_address", word=word)
    with office.store.writing() as session:
        known = read_settings(session)
        said = replace(
            known, office_phone=phone.strip(), signed_by=signed_by.strip(), return_address=return_address.strip()
        )  # fmt: skip
        if said != known:
            save_settings(session, said)
            session.record("reach_changed", by.actor, office.clock())


def bring_words(office: Office, file: Path | None, *, by: User) -> int:
    """Take an office's own templates from a file, or with None go back to the house's; how many there are.

    Raises
    ------
    NotAllowed
        ``no_right``.
    BadInput
        ``bad_template``.
    """
    by.require(Right.SETTLE)
    text = _text(file) if file else ""
    count = len(own_templates(text, file.name)) if file else 0
    with office.store.writing() as session:
        save_settings(session, replace(read_settings(session), own_messages=text))
        digest = sha256(text.encode()).hexdigest() if text else ""
        session.record("words_changed", by.actor, office.clock(), count=count, sha256=digest)
    return count


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ValueError("size")
        return file.read_text(encoding="utf-8-sig")
    except ValueError as error:
        raise BadInput("bad_template", file=file.name, template="", reason=type(error).__name__) from None
