"""The menus: every action of the window by name, with its key. What an action does is the window's business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from uuid import UUID

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from planner.model import Shift
from planner.text import gettext as _
from ui.menu_entries import CHOICES, LOCKS, MENUS, OUTCOMES, PANELS, TEAM, VISIT, Entry, Row

LOCKED = tuple(entry[0] for entry in LOCKS[2] if entry)
MARKED = tuple(entry[0] for entry in OUTCOMES[2] if entry)
BEHIND_PLAN = ("plan", "plan_rest", "improve", "plan_afresh")
"""What the arrow beside the filled button offers."""
BEHIND_REPLAN = ("replan", "spread_team", "lock_before_now")

type Actions = dict[str, QAction]


def make_actions(window: QMainWindow, call: Callable[[str], Callable[[], object]]) -> Actions:
    """All actions by name, each calling what `call` gives for its name; keys work wherever the focus is."""
    actions: Actions = {}
    for name, text, key in (row for _title, entries in MENUS for row in rows(entries)):
        if name in actions:
            continue
        action = QAction(_(text), window)
        if key:
            action.setShortcut(QKeySequence(key))
        function = call(name)
        action.triggered.connect(lambda _checked=False, function=function: function())
        window.addAction(action)
        actions[name] = action
    for _name, _title, entries in CHOICES:
        group = QActionGroup(window)
        for name, _text, _key in filter(None, entries):
            actions[name].setCheckable(True)
            group.addAction(actions[name])
        group.actions()[0].setChecked(True)
    return actions


def fill_menus(window: QMainWindow, actions: Actions, edit: Iterable[QAction], panels: Iterable[QAction] = ()) -> None:
    """Put the actions into the menu bar; `edit` are undo and redo, `panels` show and hide the docks."""
    for number, (title, entries) in enumerate(MENUS):
        if number == 1:
            menu = window.menuBar().addMenu(_("&Edit"))
            menu.addActions(list(edit))
        _fill(window.menuBar().addMenu(_(title)), entries, actions, tuple(panels))


def visit_menu(window: QMainWindow, actions: Actions, teams: Iterable[Shift], move: Callable[[UUID], object]) -> QMenu:
    """The menu of one or several visits, to be shown where they are; `move` puts them on a team's route."""
    menu = QMenu(window)
    _fill(menu, VISIT, actions)
    menu.addAction(actions["directions"])
    menu.addAction(actions["insert_urgent"])
    if shifts := tuple(teams):
        others = menu.addMenu(_("Move t&o"))
        for shift in shifts:
            others.addAction(shift.team.name, lambda key=shift.id: move(key))
    return menu


def team_menu(window: QMainWindow, actions: Actions) -> QMenu:
    """The menu of a team's row."""
    menu = QMenu(window)
    _fill(menu, TEAM, actions)
    return menu


def short_menu(window: QMainWindow, actions: Mapping[str, QAction], names: Iterable[str]) -> QMenu:
    """Some of the actions, for the arrow of a button."""
    menu = QMenu(window)
    menu.addActions([actions[name] for name in names])
    return menu


def rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """The actions of a menu, those of its submenus too."""
    for name, text, key in (entry for entry in entries if entry):
        if isinstance(key, str):
            yield name, text, key
        else:
            yield from rows(key)


def _fill(menu: QMenu, entries: Iterable[Entry], actions: Actions, panels: tuple[QAction, ...] = ()) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry[2], str):
            menu.addAction(actions[entry[0]])
        else:
            submenu = menu.addMenu(_(entry[1]))
            if entry[0] == PANELS[0]:
                submenu.addActions(list(panels))
                submenu.addSeparator()
            _fill(submenu, entry[2], actions)
