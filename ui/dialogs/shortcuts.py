"""All keys of the window on one sheet, in two columns, to be searched or read: what F1 shows. Does nothing else.

They come from the menus' own table, and from `ui.dialogs.view_keys` what only the views know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.text import gettext as _
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.view_keys import EDIT, VIEWS
from ui.menu_entries import MENUS, Entry
from ui.search_field import SearchField
from ui.theme import small
from ui.words import plain

type Line = tuple[str, tuple[str, ...]]
"""Words, and the keys that do it: any of them."""
type Group = tuple[str, tuple[Line, ...]]


def groups() -> tuple[Group, ...]:
    """All keys by menu and by view, in the language in use."""
    menus: list[Group] = [(plain(_(title)), tuple(_lines(entries))) for title, entries in MENUS]
    menus.insert(1, (plain(_("&Edit")), tuple((_(words), keys) for words, keys in EDIT)))
    views = [(_(title), tuple((_(words), keys) for words, keys in lines)) for title, lines in VIEWS]
    return tuple(group for group in (*menus, *views) if group[1])


def _lines(entries: Iterable[Entry], before: str = "") -> Iterator[Line]:
    for entry in entries:
        if entry is None:
            continue
        words = before + plain(_(entry[1])).rstrip("…")
        if not isinstance(entry[2], str):
            yield from _lines(entry[2], f"{words}: ")
        elif entry[2]:
            yield words, (entry[2],)


class ShortcutsDialog(Frame):
    """Nothing to decide here."""

    @staticmethod
    def ask(parent: QWidget | None) -> None:
        """Show it."""
        ShortcutsDialog(parent).run()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, _("Keys"))
        self.search = _Search(_("Search a key, or what it does"))
        self.sheet = _Sheet(groups())
        self.nothing = said(_("No key does that. Another word may find it."), quiet=True)
        self.nothing.hide()
        scroll = QScrollArea()
        scroll.setWidget(self.sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(_("Keys"))
        self.body.addWidget(self.search)
        self.body.addWidget(self.nothing)
        self.body.addWidget(scroll, 1)
        self.search.textChanged.connect(self._narrow)
        self.search.left.connect(scroll.setFocus)
        open_at(self, 880, 640)
        self.search.setFocus()

    def _narrow(self, text: str) -> None:
        self.nothing.setVisible(not self.sheet.narrow(text))


class _Search(SearchField):
    # In a dialog Escape closes it, once there is nothing left to be emptied.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.text():
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Sheet(QWidget):
    # Groups in two columns that come out about as long.

    def __init__(self, all_groups: tuple[Group, ...]) -> None:
        super().__init__()
        self.groups = [_GroupBox(title, lines) for title, lines in all_groups]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 8, 4)
        row.setSpacing(36)
        half = sum(len(group.rows) + 2 for group in self.groups) / 2
        columns = [QVBoxLayout(), QVBoxLayout()]
        so_far = 0
        for group in self.groups:
            columns[so_far >= half - 1].addWidget(group)
            so_far += len(group.rows) + 2
        for column in columns:
            column.setSpacing(14)
            column.addStretch(1)
            row.addLayout(column, 1)

    def narrow(self, text: str) -> bool:
        """Show the rows in which all words are found; whether there are any."""
        words = text.casefold().split()
        found = [group.narrow(words) for group in self.groups]
        return any(found)


class _GroupBox(QWidget):
    def __init__(self, title: str, lines: tuple[Line, ...]) -> None:
        super().__init__()
        head = QLabel(title)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        self.rows = [_Row(title, *line) for line in lines]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(head)
        for row in self.rows:
            column.addWidget(row)

    def narrow(self, words: list[str]) -> bool:
        """Show what fits; whether there is anything."""
        found = [row for row in self.rows if all(word in row.text for word in words)]
        for row in self.rows:
            row.setVisible(row in found)
        self.setVisible(bool(found))
        return bool(found)


class _Row(QWidget):
    def __init__(self, group: str, words: str, keys: tuple[str, ...]) -> None:
        super().__init__()
        native = [_native(key) for key in keys]
        self.text = f"{group} {words} {' '.join(native)}".casefold()
        self.setAccessibleName(f"{words}: {', '.join(native)}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(4)
        label = QLabel(words)
        label.setProperty("quiet", True)
        label.setWordWrap(True)
        row.addWidget(label, 1)
        for number, key in enumerate(native):
            if number:
                row.addWidget(QLabel("/"))
            for cap in _caps(key):
                row.addWidget(cap)


def _native(key: str) -> str:
    # As the system writes it; what Qt calls Return has Enter on it.
    return QKeySequence(key.replace("Return", "Enter")).toString(QKeySequence.SequenceFormat.NativeText)


def _caps(key: str) -> list[QLabel]:
    # One cap for each key; "Ctrl++" is Ctrl and plus.
    names = [*key[:-1].rstrip("+").split("+"), "+"] if key.endswith("+") else key.split("+")
    caps = [QLabel(name) for name in names if name]
    for cap in caps:
        cap.setProperty("key", True)
        cap.setFont(small(cap.font()))
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return caps
