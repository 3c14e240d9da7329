"""File names made of team names, safe on every system. Touches no disk."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 120
"""Bytes of a team's part of a file name: with its ending far below the 255 of every file system in use."""
UNSAFE = frozenset("<>:\"/\\|?*'`$&;%#~")


def file_name(team: str) -> str:
    """``route-<team>.pdf``: composed letters, no signs that a system or a shell reads, no dots or spaces at its ends.

    A name that Windows keeps for itself (``CON``) is harmless behind the prefix.
    """
    return f"route-{_cleaned(team) or 'team'}.pdf"


def file_names(teams: Iterable[str]) -> tuple[str, ...]:
    """A name for each team, all different, also where letters' case does not count."""
    taken: set[str] = set()
    found = []
    for team in teams:
        name = first = file_name(team)
        number = 2
        while name.casefold() in taken:
            name = f"{first.removesuffix('.pdf')}-{number}.pdf"
            number += 1
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def folder_file(sheet: str) -> str:
    """``folder-<team>.pdf``, beside the route sheet of this name."""
    return sheet.replace("route-", "folder-", 1)


def _cleaned(team: str) -> str:
    composed = unicodedata.normalize("NFC", team)
    safe = "".join(" " if _is_unsafe(letter) else letter for letter in composed)
    return _shortened("-".join(safe.split())).strip(".-")


def _is_unsafe(letter: str) -> bool:
    return letter in UNSAFE or unicodedata.category(letter)[0] in "CZ"


def _shortened(text: str) -> str:
    while len(text.encode()) > LONGEST:
        text = text[:-1]
    return text
