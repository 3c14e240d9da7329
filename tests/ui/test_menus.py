"""The letters that open an entry of a menu: each once, in either language, or the key would only walk between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence

from planner.text import gettext, use_language
from ui.menu_entries import MENUS, SUBMENUS, VISIT, Entry, Submenu
from ui.menus import rows

BESIDE = {"&Visit": ("Move t&o",)}
"""What the window adds to a menu."""
MENU_OF_VISIT = (*VISIT, *(row for row in rows(entry for _title, menu in MENUS for entry in menu)
                           if row[0] in ("directions", "insert_urgent")))  # fmt: skip


@pytest.fixture(params=["en", "zh"], autouse=True)
def _language(request: pytest.FixtureRequest) -> Iterator[None]:
    use_language(request.param)
    yield
    use_language("en")


def letters(texts: list[str]) -> list[str]:
    found = [re.findall(r"&([^&])", gettext(text)) for text in texts]
    assert all(len(each) == 1 for each in found), texts
    return [each[0].casefold() for each in found]


def said(entries: tuple[Entry, ...]) -> list[str]:
    return [entry[1] for entry in entries if entry]


@pytest.mark.parametrize("title", [title for title, _entries in MENUS])
def test_no_two_entries_of_a_menu_share_a_letter(title: str) -> None:
    found = letters([*said(dict(MENUS)[title]), *BESIDE.get(title, ())])
    assert len(set(found)) == len(found), Counter(found)


@pytest.mark.parametrize("submenu", SUBMENUS, ids=lambda submenu: submenu[0])
def test_no_two_entries_of_a_submenu_share_a_letter(submenu: Submenu) -> None:
    found = letters(said(submenu[2]))
    assert len(set(found)) == len(found), Counter(found)


def test_no_two_entries_at_a_visit_share_a_letter() -> None:
    found = letters([*said(MENU_OF_VISIT), *BESIDE["&Visit"]])
    assert len(set(found)) == len(found), Counter(found)


def test_no_two_menus_share_a_letter() -> None:
    found = letters(["&Edit", *(title for title, _entries in MENUS)])
    assert len(set(found)) == len(found)


def test_no_key_does_two_things() -> None:
    named = {row[0]: row for row in rows(entry for _title, menu in MENUS for entry in menu)}
    keys = [QKeySequence(key).toString() for _name, _text, key in named.values() if key]
    assert all(keys)
    assert len(set(keys)) == len(keys), Counter(keys)
