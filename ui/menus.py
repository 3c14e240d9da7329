"""The menus: every action of the window by name, with its key. What an action does is the window's business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from planner.model import Shift
from planner.text import N_
from planner.text import gettext as _

type Entry = tuple[str, str, str] | Submenu | None
type Submenu = tuple[str, str, tuple[tuple[str, str, str] | None, ...]]

LOCKS: Submenu = (
    "locks",
    N_("&Lock"),
    (
        ("lock", N_("To its &team"), "Ctrl+K"),
        ("lock_place", N_("To where it &stands in its route"), "Ctrl+J"),
        ("lock_first", N_("&First in its route"), "Alt+Home"),
        ("lock_last", N_("&Last in its route"), "Alt+End"),
        ("lock_start", N_("To its sta&rt, as it is now"), "Ctrl+T"),
        ("lock_time", N_("To &another start…"), "Ctrl+Shift+T"),
        None,
        ("begin", N_("It has &begun"), "Ctrl+B"),
        None,
        ("unlock", N_("&Unlock"), "Ctrl+Shift+K"),
    ),
)

LOCKED = tuple(entry[0] for entry in LOCKS[2] if entry)

MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        N_("&File"),
        (
            ("import_visits", N_("&Import visits…"), "Ctrl+O"),
            ("import_staff", N_("Import &staff…"), ""),
            ("import_places", N_("Import &places…"), ""),
            ("template", N_("Save the &template…"), ""),
            None,
            ("region", N_("&Region…"), ""),
            ("settings", N_("Settin&gs…"), "Ctrl+,"),
            None,
            ("own_office", N_("Work in my &own office"), ""),
            ("the_demo", N_("Open the &demo"), ""),
            None,
            ("quit", N_("&Quit"), "Ctrl+Q"),
        ),
    ),
    (
        N_("&Day"),
        (
            ("day_before", N_("Day &before"), "Alt+Left"),
            ("day_after", N_("Day &after"), "Alt+Right"),
            None,
            ("plan", N_("&Plan"), "F5"),
            ("plan_afresh", N_("Plan a&fresh"), "Shift+F5"),
            ("stop", N_("&Stop"), "Escape"),
            None,
            ("roster", N_("&Roster…"), "Ctrl+R"),
            ("review", N_("Review a&ddresses…"), "Ctrl+L"),
            None,
            ("issue", N_("&Issue and print…"), "Ctrl+P"),
        ),
    ),
    (
        N_("&Visit"),
        (
            ("edit_visit", N_("&Edit…"), "F2"),
            ("locate_visit", N_("Place on the &map…"), ""),
            ("ways_out", N_("&Why it is unassigned…"), "F3"),
            ("insert_urgent", N_("Insert ur&gent visits…"), "Ctrl+U"),
            ("directions", N_("&Directions of its route…"), "F4"),
            None,
            LOCKS,
            ("take_out", N_("&Take out of its route"), "Delete"),
            ("earlier", N_("Earl&ier in its route"), "Alt+Up"),
            ("later", N_("Late&r in its route"), "Alt+Down"),
        ),
    ),
    (
        N_("Sho&w"),
        (
            ("fit", N_("&Whole day on the map"), "Ctrl+0"),
            ("focus_selection", N_("&Selection on the map"), "Ctrl+1"),
            None,
            ("requests", N_("What &left this computer…"), ""),
        ),
    ),
    (N_("&Help"), (("about", N_("&About Rounds"), ""),)),
)
VISIT_MENU = 2


def make_actions(window: QMainWindow, call: Callable[[str], Callable[[], object]]) -> dict[str, QAction]:
    """All actions by name, each calling what `call` gives for its name; keys work wherever the focus is."""
    actions: dict[str, QAction] = {}
    for _title, entries in MENUS:
        for name, text, key in _flat(entries):
            action = QAction(_(text), window)
            if key:
                action.setShortcut(QKeySequence(key))
            function = call(name)
            action.triggered.connect(lambda _checked=False, function=function: function())
            window.addAction(action)
            actions[name] = action
    return actions


def fill_menus(window: QMainWindow, actions: dict[str, QAction], edit: Iterable[QAction]) -> None:
    """Put the actions into the menu bar; `edit` are undo and redo."""
    for number, (title, entries) in enumerate(MENUS):
        if number == 1:
            menu = window.menuBar().addMenu(_("&Edit"))
            menu.addActions(list(edit))
        _fill(window.menuBar().addMenu(_(title)), entries, actions)


def visit_menu(
    window: QMainWindow, actions: dict[str, QAction], teams: Iterable[Shift], move: Callable[[UUID], object]
) -> QMenu:
    """The menu of one or several visits, to be shown where they are; `move` puts them on a team's route."""
    menu = QMenu(window)
    _fill(menu, MENUS[VISIT_MENU][1], actions)
    if shifts := tuple(teams):
        others = menu.addMenu(_("Move t&o"))
        for shift in shifts:
            others.addAction(shift.team.name, lambda key=shift.id: move(key))
    return menu


def _fill(menu: QMenu, entries: Iterable[Entry], actions: dict[str, QAction]) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry[2], str):
            menu.addAction(actions[entry[0]])
        else:
            _fill(menu.addMenu(_(entry[1])), entry[2], actions)


def _flat(entries: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    for name, text, key in (entry for entry in entries if entry):
        if isinstance(key, str):
            yield name, text, key
        else:
            yield from _flat(key)
