"""Every sentence that Rounds says is also said in Chinese, with the same values in it."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
CATALOG = ROOT / "resources" / "locale" / "zh" / "LC_MESSAGES" / "rounds.po"
PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


def said() -> set[str]:
    """Every message marked in the source, its first form where it has two."""
    found: set[str] = set()
    for folder in ("planner", "ui"):
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, keywords={**DEFAULT_KEYWORDS, "N_": None}):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def translated() -> dict[str, Message]:
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="zh")
    return {(m.id[0] if isinstance(m.id, tuple) else m.id): m for m in catalog if m.id}


def test_every_sentence_has_a_chinese_one() -> None:
    known = translated()
    missing = sorted(
        message for message in said() if message not in known or not _text(known[message]) or known[message].fuzzy
    )
    assert not missing


def test_a_translation_keeps_the_values() -> None:
    wrong = [
        message.id
        for message in translated().values()
        if _text(message) and not set(PLACEHOLDER.findall(_text(message))) <= _allowed(message)
    ]
    assert not wrong


def test_nothing_is_translated_that_is_never_said() -> None:
    assert not sorted(set(translated()) - said())


def _text(message: Message) -> str:
    return "".join(message.string) if isinstance(message.string, tuple) else str(message.string)


def _allowed(message: Message) -> set[str]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    return {name for text in ids for name in PLACEHOLDER.findall(text)}
