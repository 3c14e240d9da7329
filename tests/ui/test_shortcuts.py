"""The sheet of keys: all that the menus have, what the views know, found by a word or by a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.text import gettext, use_language
from ui.dialogs.shortcuts import ShortcutsDialog, groups
from ui.menu_entries import MENUS
from ui.menus import rows


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_key_of_the_menus_is_on_the_sheet(language: str) -> None:
    use_language(language)
    listed = {key for _title, lines in groups() for _words, keys in lines for key in keys}
    assert {key for _title, entries in MENUS for _name, _words, key in rows(entries) if key} <= listed
    assert not [words for _title, lines in groups() for words, _keys in lines if "&" in words or "…" in words]


def test_a_submenu_says_what_its_entries_are_about() -> None:
    words = [words for _title, lines in groups() for words, _keys in lines]
    assert "Lock: To its team" in words
    assert "Search" in words
    assert gettext("Undo") in words


def test_a_word_or_a_key_finds_its_rows(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()

    def seen() -> list[str]:
        return [row.accessibleName() for group in dialog.sheet.groups for row in group.rows if row.isVisible()]

    everything = len(seen())
    qtbot.keyClicks(dialog.search, "ctrl+z")
    assert seen() == ["Undo: Ctrl+Z"]
    dialog.search.setText("nothing like it")
    assert dialog.nothing.isVisible()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert len(seen()) == everything
    assert not dialog.nothing.isVisible()


def test_escape_closes_it_once_there_is_nothing_to_empty(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.search, "undo")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
