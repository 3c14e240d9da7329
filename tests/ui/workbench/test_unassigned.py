"""Visits without a stop: why, what would fit them, one press that does exactly that, and stops dropped among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.model import Day, MatchClass
from tests.builders import at, day, visit
from tests.ui.workbench.inspected import Scene, of_plan, scene, two_teams
from ui.workbench.dragging import pack
from ui.workbench.unassigned import UnassignedPanel
from ui.workbench.unassigned_list import AT_ONCE

FIRST = ("09:15", "09:15")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, office: Office) -> Iterator[UnassignedPanel]:
    made = UnassignedPanel(office)
    qtbot.addWidget(made)
    made.resize(360, 500)
    made.show()
    yield made
    made.close_down()


@pytest.fixture
def town() -> Scene:
    """One team, busy with the first visit when the second should begin; the law forbids the third."""
    visits = visit(1, FIRST, north=2000, minutes=45), visit(2, ("09:30", "09:45"), north=2010), visit(3)
    return scene(day(*visits[:2], replace(visits[2], approved_by=""), teams=1), "1")


def show(panel: UnassignedPanel, town: Scene) -> None:
    panel.show_plan(town.day, town.plan, town.rows, town.problem)


def answered(qtbot: QtBot, panel: UnassignedPanel, town: Scene, number: int) -> None:
    show(panel, town)
    qtbot.waitUntil(lambda: bool(panel.cards[town.id(number)].lines), timeout=60_000)


def test_each_has_its_reason_and_the_law_its_sign(panel: UnassignedPanel, town: Scene) -> None:
    show(panel, town)
    assert panel.head.count.text() == "2"
    assert list(panel.cards) == [town.id(2), town.id(3)]
    reasons = [card.head.reason for card in panel.cards.values()]
    assert reasons == ["It would fit an empty day, but not beside the visits already planned.", "§ It is not approved."]
    assert panel.cards[town.id(2)].accessibleName().startswith("U1 Ada Quill2, V-2: ")


def test_a_way_out_is_found_and_one_press_takes_exactly_it(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    answered(qtbot, panel, town, 2)
    (line, *_more) = panel.cards[town.id(2)].lines
    assert line.title == "Extend the window by 20 min, until 10:05"
    assert line.place == "Team 1 at 10:04, after stop 1"
    with qtbot.waitSignal(panel.applied) as told:
        line.apply.click()
    text, after_day, after = told.args
    assert text == "Way out for V-2"
    assert after_day == line.way.day
    assert after == line.way.plan
    assert after.planned == 2


def test_what_the_law_forbids_is_never_looked_for(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    answered(qtbot, panel, town, 2)
    assert set(panel._asker.answers) == {town.id(2)}
    assert panel.cards[town.id(3)].lines == []


def test_with_another_plan_nothing_old_can_be_applied(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    answered(qtbot, panel, town, 2)
    card = panel.cards[town.id(2)]
    assert card.lines[0].apply.isEnabled()
    assert town.plan
    show(panel, of_plan(town.problem, replace(town.plan)))
    assert card.lines
    assert not card.lines[0].apply.isEnabled()
    qtbot.waitUntil(lambda: card.lines[0].apply.isEnabled(), timeout=60_000)


def test_while_the_window_is_busy_nothing_is_applied_or_asked(
    qtbot: QtBot, panel: UnassignedPanel, town: Scene
) -> None:
    answered(qtbot, panel, town, 2)
    panel.show_busy(True)
    assert not panel.cards[town.id(2)].lines[0].apply.isEnabled()
    assert not panel.head.plan_rest.isEnabled()
    assert not panel._asker.can_answer
    panel.show_busy(False)
    assert panel.cards[town.id(2)].lines[0].apply.isEnabled()


def test_team_by_team_is_told_where_asked(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    answered(qtbot, panel, town, 2)
    card = panel.cards[town.id(2)]
    assert card.toggle
    assert card._teams.count() == 0
    card.toggle.click()
    assert card._teams.count() == 1
    assert card.toggle.accessibleDescription() == "shown"
    card.toggle.click()
    assert card._teams.count() == 0


def test_another_answer_takes_the_place_of_the_first(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    answered(qtbot, panel, town, 2)
    card = panel.cards[town.id(2)]
    assert card._answer
    card.show_answer(card._answer)
    toggles = [each for each in card.findChildren(QPushButton) if each.property("open") is not None]
    assert [each.isVisible() for each in toggles] == [False, True]


def test_several_windows_have_a_line_of_their_own(panel: UnassignedPanel) -> None:
    heights = []
    for windows in ((("12:30", "14:30"),), (("12:30", "14:30"), ("17:45", "19:00"))):
        made = scene(day(visit(1), visit(2, *windows)), "1")
        show(panel, made)
        heights.append(panel.cards[made.id(2)].head.heightForWidth(260))
    assert heights[1] == heights[0] + panel.cards[made.id(2)].head.fontMetrics().height()


def test_nothing_is_cut_at_any_width(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    answered(qtbot, panel, town, 2)
    card = panel.cards[town.id(2)]
    assert card.toggle
    card.toggle.click()

    def whole() -> bool:
        parts = (card, card.head, *card.lines)
        return all(part.height() >= part.heightForWidth(part.width()) for part in parts)

    for width in (420, 280, 340, 600):
        panel.resize(width, 500)
        qtbot.waitUntil(whole)


def test_an_address_that_is_not_sure_leads_to_its_review(panel: UnassignedPanel) -> None:
    rough = replace(visit(1), location=replace(at(), match=MatchClass.STREET))
    town = scene(day(rough), "")
    show(panel, town)
    card = panel.cards[town.id(1)]
    assert card.help
    assert card.help.text() == "Review its address…"
    told: list[object] = []
    panel.selected.connect(told.append)
    panel.wanted.connect(told.append)
    card.help.click()
    assert told == [(town.id(1),), "locate_visit"]


def test_the_rest_is_planned_by_its_button(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    show(panel, town)
    with qtbot.waitSignal(panel.wanted) as told:
        panel.head.plan_rest.click()
    assert told.args == ["plan_rest"]


def test_empty_it_says_so(panel: UnassignedPanel, town: Scene) -> None:
    done = scene(day(visit(1)), "1")
    show(panel, done)
    assert panel.list.empty.text() == "All visits have a stop."
    assert panel.list.empty.isVisible()
    assert panel.head.plan_rest.isHidden()
    panel.show_plan(done.day, None, done.rows)
    assert panel.list.empty.text().startswith("There is no plan yet.")
    panel.show_plan(town.day, town.plan, town.rows)
    assert panel.list.empty.isHidden()


def test_a_click_selects_and_control_adds(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    show(panel, town)
    told: list[object] = []
    panel.selected.connect(told.append)
    first, second = panel.cards.values()
    qtbot.mouseClick(first, LEFT, pos=QPoint(60, 10))
    qtbot.mouseClick(second, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(60, 10))
    assert told == [(town.id(2),), (town.id(2), town.id(3))]
    assert first.chosen
    panel.select([town.id(3)])
    assert not first.chosen
    assert second.chosen
    assert len(told) == 2


def test_keys_go_from_card_to_card_and_open(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    show(panel, town)
    first, second = panel.cards.values()
    with qtbot.waitSignal(panel.selected) as told:
        qtbot.keyClick(first, Qt.Key.Key_Down)
    assert told.args == [(town.id(3),)]
    with qtbot.waitSignal(panel.opened) as opened:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert opened.args == [town.id(3)]


def test_a_card_is_dragged_out_with_what_is_selected_with_it(qtbot: QtBot, panel: UnassignedPanel, town: Scene) -> None:
    show(panel, town)
    card = panel.cards[town.id(2)]
    far = QApplication.startDragDistance() + 5
    with qtbot.waitSignal(panel.drag_wanted) as told:
        qtbot.mousePress(card, LEFT, pos=QPoint(60, 10))
        qtbot.mouseMove(card, QPoint(60 + far, 10))
    assert told.args == [(town.id(2),)]
    qtbot.mouseRelease(card, LEFT)


def test_stops_dropped_here_are_taken_out(qtbot: QtBot, panel: UnassignedPanel) -> None:
    town = two_teams()
    show(panel, town)
    mime = pack([town.id(1), town.id(4)])
    moves, no_keys = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(panel, QDragEnterEvent(QPointF(50, 50), moves, mime, LEFT, no_keys))
    assert panel.zone.isVisible()
    with qtbot.waitSignal(panel.taken_out) as told:
        QApplication.sendEvent(panel, QDropEvent(QPointF(50, 50), moves, mime, LEFT, no_keys, QEvent.Type.Drop))
    assert told.args == [(town.id(1), town.id(4))]
    assert not panel.zone.isVisible()


@pytest.fixture
def crowd() -> Day:
    """A hundred visits, and one team that has none of them."""
    return day(*(visit(number, north=10 * number) for number in range(100)), teams=1)


def test_a_hundred_cards_are_made_a_few_at_a_time_and_only_those_in_view_are_asked_for(
    qtbot: QtBot, panel: UnassignedPanel, crowd: Day
) -> None:
    town = scene(crowd, "")
    show(panel, town)
    assert len(panel.cards) == AT_ONCE
    qtbot.waitUntil(lambda: len(panel.cards) == 100, timeout=60_000)
    panel._look()
    assert 0 < len(panel._asker._wanted) < 15
    last = panel.cards[town.id(99)]
    assert last.number == 100
