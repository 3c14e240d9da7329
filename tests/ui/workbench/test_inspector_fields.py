"""Edited in place: taken by Enter or by leaving, given back by Escape, never lost where it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.model import Day, Visit, Window
from tests.ui.workbench.inspected import Scene, two_teams
from ui.workbench.inspector import Inspector
from ui.workbench.inspector_fields import InPlace, lines

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def town() -> Scene:
    return two_teams()


@pytest.fixture
def inspector(qtbot: QtBot, office: Office, town: Scene) -> Iterator[Inspector]:
    """With the first visit selected."""
    made = Inspector(office)
    qtbot.addWidget(made)
    show(made, town, 1)
    made.show()
    made.activateWindow()
    yield made
    made.close_down()


@pytest.fixture
def edited(inspector: Inspector) -> list[tuple[str, Day]]:
    """The steps that are told."""
    told: list[tuple[str, Day]] = []
    inspector.day_edited.connect(lambda text, day: told.append((text, day)))
    return told


def show(inspector: Inspector, town: Scene, number: int) -> None:
    inspector.show_selection(town.day, town.plan, town.rows, town.problem, [town.id(number)])


def show_team(inspector: Inspector, town: Scene) -> None:
    inspector.show_selection(town.day, town.plan, town.rows, town.problem, (), town.day.shifts[0].id)


def write(qtbot: QtBot, field: InPlace, text: str) -> None:
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, text)


def first(day: Day) -> Visit:
    return day.visits[0]


def test_enter_takes_a_window_as_one_step(
    qtbot: QtBot, inspector: Inspector, edited: list[tuple[str, Day]], town: Scene
) -> None:
    write(qtbot, inspector.visit.windows, "11:30-14:00")
    assert edited == []
    qtbot.keyClick(inspector.visit.windows.editor, ENTER)
    ((text, day),) = edited
    assert text == "Edit V-1"
    assert first(day).windows == (Window(time(11, 30), time(14)),)
    assert day.visits[1:] == town.day.visits[1:]
    assert not inspector.visit.windows.dirty


def test_leaving_takes_it_too(qtbot: QtBot, inspector: Inspector, edited: list[tuple[str, Day]]) -> None:
    write(qtbot, inspector.visit.stay, "45")
    inspector.visit.priority.editor.setFocus()
    qtbot.waitUntil(lambda: bool(edited))
    assert first(edited[0][1]).service_time == timedelta(minutes=45)


def test_what_cannot_be_read_stays_with_a_sentence_until_escape(
    qtbot: QtBot, inspector: Inspector, edited: list[tuple[str, Day]]
) -> None:
    field = inspector.visit.priority
    write(qtbot, field, "very")
    qtbot.keyClick(field.editor, ENTER)
    assert edited == []
    assert field.text == "very"
    assert field.note.text() == "Priorities are 0 to 100, or A, B, C."
    assert field.editor.accessibleDescription() == field.note.text()
    qtbot.keyClick(field.editor, ESCAPE)
    assert field.text == "50"
    assert field.note.isHidden()


def test_what_was_typed_is_there_again_after_another_visit(qtbot: QtBot, inspector: Inspector, town: Scene) -> None:
    field = inspector.visit.windows
    write(qtbot, field, "14:00-11:00")
    qtbot.keyClick(field.editor, ENTER)
    assert field.note.text() == "The window ends before it begins. Correct it."
    show(inspector, town, 2)
    assert field.text == ""
    assert field.note.isHidden()
    show(inspector, town, 1)
    assert field.text == "14:00-11:00"
    assert field.note.isVisible()


def test_a_refresh_of_the_day_takes_nothing_away_from_who_is_typing(
    qtbot: QtBot, inspector: Inspector, town: Scene
) -> None:
    write(qtbot, inspector.visit.note, "Ring tw")
    show(inspector, town, 1)
    assert inspector.visit.note.text == "Ring tw"


def test_while_the_window_is_busy_it_waits(
    qtbot: QtBot, inspector: Inspector, edited: list[tuple[str, Day]], town: Scene
) -> None:
    inspector.show_busy(True)
    write(qtbot, inspector.visit.priority, "90")
    qtbot.keyClick(inspector.visit.priority.editor, ENTER)
    assert edited == []
    assert inspector.visit.priority.note.text() == "Taken as soon as what is under way is done."
    inspector.show_busy(False)
    qtbot.waitUntil(lambda: bool(edited))
    assert first(edited[0][1]).priority == 90


def test_the_note_and_the_skills_are_taken(qtbot: QtBot, inspector: Inspector, edited: list[tuple[str, Day]]) -> None:
    write(qtbot, inspector.visit.note, "Ring twice")
    qtbot.keyClick(inspector.visit.note.editor, ENTER, Qt.KeyboardModifier.ControlModifier)
    write(qtbot, inspector.visit.skills, "sign, swim")
    qtbot.keyClick(inspector.visit.skills.editor, ENTER)
    assert first(edited[0][1]).note == "Ring twice"
    assert first(edited[1][1]).skills == {"sign", "swim"}


def test_what_must_not_be_read_at_the_door_is_said_beside_the_note(inspector: Inspector, town: Scene) -> None:
    noted = replace(town.day.visits[0], note="He is in arrears")
    rows = (replace(town.rows[0], visit=noted), *town.rows[1:])
    inspector.show_selection(town.day, town.plan, rows, town.problem, [noted.id])
    assert inspector.visit.note.note.text().startswith("“arrears” must not be read at the door")


def test_hours_of_a_team_are_taken_or_refused(
    qtbot: QtBot, inspector: Inspector, edited: list[tuple[str, Day]], town: Scene
) -> None:
    show_team(inspector, town)
    write(qtbot, inspector.team.end, "08:00")
    qtbot.keyClick(inspector.team.end.editor, ENTER)
    assert edited == []
    assert "must end after it begins" in inspector.team.end.note.text()
    write(qtbot, inspector.team.end, "18:00")
    qtbot.keyClick(inspector.team.end.editor, ENTER)
    assert edited[0][0] == "Edit Team 1"
    assert edited[0][1].shifts[0].end == time(18)


@pytest.mark.parametrize(
    ("name", "text", "attribute", "value"),
    [
        ("most", "8", "max_visits", 8),
        ("most_overtime", "30 min", "max_overtime", timedelta(minutes=30)),
        ("most_road", "1 h 30 min", "max_travel_time", timedelta(minutes=90)),
        ("vehicle", "EM-12", "vehicle", "EM-12"),
        ("start", "9", "start", time(9)),
    ],
)
def test_limits_of_a_team_are_taken(
    qtbot: QtBot,
    inspector: Inspector,
    edited: list[tuple[str, Day]],
    town: Scene,
    name: str,
    text: str,
    attribute: str,
    value: object,
) -> None:
    show_team(inspector, town)
    field: InPlace = getattr(inspector.team, name)
    write(qtbot, field, text)
    qtbot.keyClick(field.editor, ENTER)
    assert getattr(edited[0][1].shifts[0], attribute) == value


@pytest.mark.parametrize(("name", "text"), [("most", "none"), ("most", "0"), ("most_overtime", "long")])
def test_limits_that_are_none_are_refused(
    qtbot: QtBot, inspector: Inspector, edited: list[tuple[str, Day]], town: Scene, name: str, text: str
) -> None:
    show_team(inspector, town)
    field: InPlace = getattr(inspector.team, name)
    write(qtbot, field, text)
    qtbot.keyClick(field.editor, ENTER)
    assert edited == []
    assert field.note.isVisible()
    assert field.text == text


def test_a_note_of_few_lines_is_as_high_as_its_lines_in_any_script(qtbot: QtBot) -> None:
    field = lines("Note", lambda _key, _text: None)
    qtbot.addWidget(field)
    editor = field.editor
    assert isinstance(editor, QPlainTextEdit)
    other = QTextCharFormat()
    other.setFontPointSize(2 * editor.font().pointSizeF())  # as where the letters come from another font
    editor.textCursor().insertText("约定地点：阅览室，请到服务台询问。", other)
    field.resize(150, 400)
    field.show()
    qtbot.waitUntil(lambda: editor.document().firstBlock().lineCount() > 1)
    qtbot.waitUntil(lambda: editor.height() == editor.sizeHint().height())
    block = editor.document().firstBlock()
    line = editor.blockBoundingGeometry(block).height() / block.lineCount()
    assert editor.viewport().height() >= line * (min(4, block.lineCount()) - 0.2)
    assert not editor.horizontalScrollBar().isVisible()
