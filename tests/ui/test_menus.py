"""The letters that open an entry of a menu: each once, in either language, or the key would only walk between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from planner.text import gettext, use_language
from ui.menus import LOCKS, MENUS

BESIDE = {"&Visit": ("Move t&o",)}
"""What the window adds to a menu."""


@pytest.fixture(params=["en", "zh"], autouse=True)
def _language(request: pytest.FixtureRequest) -> Iterator[None]:
    use_language(request.param)
    yield
    use_language("en")


def letters(texts: list[str]) -> list[str]:
    found = [re.findall(r"&([^&])", gettext(text)) for text in texts]
    assert all(len(each) == 1 for each in found), texts
    return [each[0].casefold() for each in found]


@pytest.mark.parametrize("title", [title for title, _entries in MENUS])
def test_no_two_entries_of_a_menu_share_a_letter(title: str) -> None:
    entries = [entry[1] for entry in dict(MENUS)[title] if entry]
    found = letters([*entries, *BESIDE.get(title, ())])
    assert len(set(found)) == len(found)


def test_no_two_locks_share_a_letter() -> None:
    found = letters([entry[1] for entry in LOCKS[2] if entry])
    assert len(set(found)) == len(found)


def test_no_two_menus_share_a_letter() -> None:
    found = letters(["&Edit", *(title for title, _entries in MENUS)])
    assert len(set(found)) == len(found)
