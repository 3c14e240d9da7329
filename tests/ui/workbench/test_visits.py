"""The table of visits under the hand: found, chosen, sorted, copied, dragged; and told what to do when it is empty."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.day.states import VisitState
from tests.ui.workbench.table_days import small_day
from ui.workbench.visits import VisitsView
from ui.workbench.visits_cells import FIELDS
from ui.workbench.visits_copy import defused

ROWS = small_day()


@pytest.fixture
def view(qtbot: QtBot) -> VisitsView:
    made = VisitsView()
    qtbot.addWidget(made)
    made.resize(760, 420)
    made.show_rows(ROWS)
    made.show()
    return made


def shown(view: VisitsView) -> list[str]:
    return [row.visit.reference for row in view.model.rows]


def id_of(reference: str) -> UUID:
    return next(row.visit.id for row in ROWS if row.visit.reference == reference)


def middle_of(view: VisitsView, reference: str, field: str = "name") -> QPoint:
    place = view.model.place_of(id_of(reference))
    assert place is not None
    return view.table.visualRect(view.model.index(place, FIELDS.index(field))).center()


def press(qtbot: QtBot, view: VisitsView, reference: str, keys: Qt.KeyboardModifier) -> None:
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, keys, middle_of(view, reference))


def move(view: VisitsView, at: QPoint, held: Qt.MouseButton) -> None:
    port = view.table.viewport()
    where, everywhere = QPointF(at), QPointF(port.mapToGlobal(at))
    kind, none = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QMouseEvent(kind, where, everywhere, Qt.MouseButton.NoButton, held, none))


def test_typing_narrows_and_enter_goes_to_what_was_found(qtbot: QtBot, view: VisitsView) -> None:
    view.activateWindow()
    view.go_to_search()
    told: list[object] = []
    view.selected.connect(told.append)
    qtbot.keyClicks(view.search, "quill4")
    assert shown(view) == ["V-4"]
    assert view.foot.count.text() == "1 of 8 visits · 5 planned"
    qtbot.keyClick(view.search, Qt.Key.Key_Return)
    assert told == [(id_of("V-4"),)]
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert len(shown(view)) == 8
    assert view.selection() == (id_of("V-4"),)


def test_a_chip_shows_one_state_and_says_how_many(qtbot: QtBot, view: VisitsView) -> None:
    chips = {sieve: chip for sieve, chip in view.chips.chips.items() if chip.isVisibleTo(view)}
    assert list(chips) == [
        *("", "approved", "broken", "blocked", "not_located", "unassigned", "planned", "locked", "begun"),
    ]
    assert chips["planned"].accessibleName() == "Planned 5"
    qtbot.mouseClick(chips["unassigned"], Qt.MouseButton.LeftButton)
    assert shown(view) == ["V-3"]
    view.show_only(VisitState.BROKEN)
    assert shown(view) == ["V-5"]
    assert chips["broken"].isChecked()


def test_a_chosen_chip_stays_when_nothing_is_left_in_it(view: VisitsView) -> None:
    view.show_only(VisitState.UNASSIGNED)
    view.show_rows(tuple(row for row in ROWS if row.state is not VisitState.UNASSIGNED))
    assert view.chips.chips["unassigned"].isVisibleTo(view)
    assert view.stack.currentWidget() is view.empty
    view.empty.button.click()
    assert len(shown(view)) == 7


def test_rows_are_selected_with_mouse_and_keys(qtbot: QtBot, view: VisitsView) -> None:
    told: list[tuple[UUID, ...]] = []
    view.selected.connect(told.append)
    press(qtbot, view, "V-3", Qt.KeyboardModifier.NoModifier)
    press(qtbot, view, "V-1", Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert told[:2] == [(id_of("V-3"),), (id_of("V-3"), id_of("V-1"))]
    assert len(told[2]) == 8
    assert view.foot.count.text() == "8 visits · 5 planned · 8 selected"


def test_what_another_view_selects_is_selected_in_silence(view: VisitsView) -> None:
    told: list[object] = []
    view.selected.connect(told.append)
    view.select([id_of("V-8"), id_of("V-2")])
    assert set(view.selection()) == {id_of("V-8"), id_of("V-2")}
    view.search.setText("quill2")
    assert view.foot.count.text().endswith("2 selected · 1 of them hidden by the search")
    view.search.clear()
    assert len(view.selection()) == 2
    assert told == []


def test_enter_and_a_double_click_open_a_visit(qtbot: QtBot, view: VisitsView) -> None:
    opened: list[UUID] = []
    view.opened.connect(opened.append)
    press(qtbot, view, "V-6", Qt.KeyboardModifier.NoModifier)
    qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, "V-6"))
    view.select([id_of("V-1")])
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert opened == [id_of("V-6"), id_of("V-1")]


def test_dragging_tells_what_is_in_the_hand_but_what_has_begun_stays(qtbot: QtBot, view: VisitsView) -> None:
    told: list[object] = []
    view.drag_wanted.connect(told.append)
    view.select([id_of("V-8"), id_of("V-3"), id_of("V-1")])
    at = middle_of(view, "V-3")
    qtbot.mousePress(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    for step in (8, 20, 40):
        move(view, at + QPoint(step, step // 4), Qt.MouseButton.LeftButton)
    assert told == [(id_of("V-3"), id_of("V-1"))]


def test_the_visit_under_the_mouse_is_told_once(qtbot: QtBot, view: VisitsView) -> None:
    told: list[object] = []
    view.hovered.connect(told.append)
    for field in ("name", "place"):
        move(view, middle_of(view, "V-3", field), Qt.MouseButton.NoButton)
    assert told == [id_of("V-3")]
    view.highlight(id_of("V-1"))
    view.highlight(None)


def test_copied_rows_are_a_table_and_never_a_formula(qtbot: QtBot, view: VisitsView) -> None:
    view.select([id_of("V-3"), id_of("V-1")])
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Visit", "Name", "Place", "Window", "Min", "Team", "State"]
    assert lines[1].split("\t") == ["V-3", "Ada Quill3", "Maple Road 3, Emberford", "any", "30", "—", "Unassigned"]
    assert lines[2].split("\t")[5] == "Heron 2"
    assert len(lines) == 3
    assert defused("=1+1") == "'=1+1"
    assert defused("two\tcells\nand lines") == "two cells and lines"


def test_sorting_is_said_and_remembered(qtbot: QtBot, view: VisitsView) -> None:
    assert view.foot.order.text() == "Sorted by State, Team, Stop"
    header = view.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(FIELDS.index("name")) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown(view) == [f"V-{number}" for number in range(1, 9)]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.foot.order.text() == "Sorted by Name, descending"
    again = VisitsView()
    qtbot.addWidget(again)
    again.show_rows(ROWS)
    assert shown(again)[0] == "V-8"
    again._sort_as_at_first()
    assert shown(again)[0] == "V-5"


def test_an_empty_day_says_what_to_do(view: VisitsView) -> None:
    wanted: list[str] = []
    view.wanted.connect(wanted.append)
    view.show_rows(())
    assert view.stack.currentWidget() is view.empty
    assert not view.chips.isVisibleTo(view)
    view.empty.button.click()
    assert wanted == ["import_visits"]


def test_a_search_that_finds_nothing_can_be_cleared(view: VisitsView) -> None:
    view.search.setText("nobody")
    assert "“nobody”" in view.empty.lead.text()
    view.empty.button.click()
    assert view.stack.currentWidget() is view.table
    assert view.search.text() == ""


def test_larger_letters_make_higher_rows_at_once(qtbot: QtBot, view: VisitsView) -> None:
    before = view.table.rowHeight(0)
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    qtbot.waitUntil(lambda: view.table.rowHeight(0) > before * 1.4)
    assert view.chips.chips[""].height() > before
