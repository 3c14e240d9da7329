"""The roster: what mouse and keys do comes back as a new day, and what makes no sense says so at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QMessageBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.absence import absent
from planner.day.geocoding import address_key
from planner.model import Address, Day, Location, MatchClass, Plan
from routing.worker import Worker
from tests.builders import at, day, person, visit
from ui.dialogs.absence import AbsenceDialog
from ui.dialogs.roster import DEPOTS, STAFF, RosterDialog
from ui.dialogs.team_tree import AWAY, PERSON, RESERVE, TEAM


@pytest.fixture(autouse=True)
def _discarding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changed rosters are closed at the end of a story without a box."""
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)


@pytest.fixture
def town() -> Day:
    """Three pairs and one in the reserve; twelve visits."""
    made = day(*(visit(n, north=700 * n, east=300 * (n % 4)) for n in range(12)), teams=3)
    return replace(made, staff=(*made.staff, person(90)))


@pytest.fixture
def roster(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> RosterDialog:
    return opened(qtbot, office, town, worker)


def opened(qtbot: QtBot, office: Office, the_day: Day, worker: Worker, plan: Plan | None = None) -> RosterDialog:
    dialog = RosterDialog(None, office, the_day, plan, worker)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def type_into(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def row(roster: RosterDialog, kind: str, key: UUID | None = None) -> QTreeWidgetItem:
    found = roster.teams.tree.row_of(kind, key)
    assert found
    return found


def drag(qtbot: QtBot, roster: RosterDialog, staff_id: UUID, onto: QTreeWidgetItem) -> None:
    tree = roster.teams.tree
    tree.choose(PERSON, staff_id)
    place = QPointF(tree.visualItemRect(onto).center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    before = roster.draft.day
    tree.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, QMimeData(), left, none))
    qtbot.waitUntil(lambda: roster.draft.day != before)


def test_nothing_done_is_nothing_changed(
    monkeypatch: pytest.MonkeyPatch, office: Office, town: Day, worker: Worker, qtbot: QtBot
) -> None:
    monkeypatch.setattr(RosterDialog, "run", lambda dialog: dialog.confirm() or True)
    assert RosterDialog.ask(None, office, town, None, worker) is None


def test_a_teams_hours_vehicle_and_sign_are_changed(qtbot: QtBot, roster: RosterDialog, town: Day) -> None:
    form = roster.teams.pages[town.shifts[0].id]
    form.start.setTime(form.start.time().addSecs(3600))
    type_into(qtbot, form.vehicle, "gray van")
    form.sign.setCurrentIndex(7)
    form.sign.activated.emit(7)
    form.most.setValue(6)
    form.overtime.setValue(30)
    form.slow.setValue(1.2)
    form.road.setValue(180)
    roster.confirm()
    shift = roster.draft.day.shifts[0]
    assert (shift.max_overtime, shift.max_travel_time) == (timedelta(minutes=30), timedelta(hours=3))
    assert shift.slow_factor == 1.2
    assert roster.result() == RosterDialog.DialogCode.Accepted
    assert (shift.start, shift.vehicle, shift.team.sign, shift.max_visits) == (time(9, 30), "gray van", 7, 6)


def test_a_name_that_is_taken_is_said_at_the_field_and_nothing_typed_is_lost(
    qtbot: QtBot, roster: RosterDialog, town: Day
) -> None:
    first, second = town.shifts[:2]
    form = roster.teams.pages[first.id]
    type_into(qtbot, form.name, "Team 2")
    type_into(qtbot, form.vehicle, "gray van")
    assert "Team 2" in form.said("name")
    roster.teams.choose(second.id)
    roster.confirm()
    assert roster.isVisible()
    assert roster.teams.tree.chosen == (TEAM, first.id)
    assert (form.name.text(), form.vehicle.text()) == ("Team 2", "gray van")
    type_into(qtbot, form.name, "Heron")
    assert form.said("name") == ""
    roster.confirm()
    assert (roster.draft.day.shifts[0].team.name, roster.draft.day.shifts[0].vehicle) == ("Heron", "gray van")


def test_no_field_of_a_team_is_cut_off(qtbot: QtBot, roster: RosterDialog, town: Day) -> None:
    roster.teams.choose(town.shifts[0].id)
    page = roster.teams.pages[town.shifts[0].id]
    qtbot.waitUntil(lambda: page.parentWidget().width() >= page.minimumSizeHint().width())


def test_breaks_are_added_and_taken_away(roster: RosterDialog, town: Day) -> None:
    form = roster.teams.pages[town.shifts[0].id]
    form.breaks.more.click()
    assert len(roster.draft.day.shifts[0].breaks) == 2
    form.breaks.lines[0].minutes.setValue(0)
    assert form.said("breaks")
    form.breaks.lines[0].remove.click()
    assert form.said("breaks") == ""
    assert len(roster.draft.day.shifts[0].breaks) == 1


def test_a_person_is_dragged_to_another_team(qtbot: QtBot, roster: RosterDialog, town: Day) -> None:
    li = town.shifts[0].members[0]
    drag(qtbot, roster, li.id, row(roster, TEAM, town.shifts[1].id))
    assert [len(shift.members) for shift in roster.draft.day.shifts] == [1, 3, 2]
    assert "Team 1" in roster.law.text()
    drag(qtbot, roster, li.id, row(roster, RESERVE))
    assert li in roster.draft.day.reserve


def test_by_keyboard_the_team_is_chosen_on_the_persons_page(qtbot: QtBot, roster: RosterDialog, town: Day) -> None:
    reserve = town.staff[-1]
    roster.teams.tree.choose(PERSON, reserve.id)
    roster.teams.card.team.setFocus()
    qtbot.keyClick(roster.teams.card.team, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: reserve in roster.draft.day.shifts[0].members)
    assert roster.teams.tree.chosen == (PERSON, reserve.id)


def test_teams_are_added_and_dissolved(roster: RosterDialog, town: Day) -> None:
    roster.teams.add.click()
    made = roster.draft.day.shifts[-1]
    assert (made.team.name, made.team.sign) == ("Team 4", 0)
    assert roster.teams.tree.chosen == (TEAM, made.id)
    roster.teams.choose(town.shifts[0].id)
    roster.teams.dissolve.click()
    assert [shift.team.name for shift in roster.draft.day.shifts] == ["Team 2", "Team 3", "Team 4"]


def test_to_untick_somebody_asks_for_a_way_out_and_takes_its_plan(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office, town: Day, worker: Worker
) -> None:
    li, fitted = town.shifts[0].members[0], Plan(town.id)
    roster = opened(qtbot, office, town, worker, Plan(town.id))
    monkeypatch.setattr(AbsenceDialog, "ask", lambda _parent, _office, the_day, *_: (absent(the_day, li.id), fitted))
    row(roster, PERSON, li.id).setCheckState(0, Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: li.id in roster.draft.day.absent)
    assert roster.draft.new_plan == fitted
    assert row(roster, PERSON, li.id).parent() == row(roster, AWAY)


def test_a_way_out_not_taken_leaves_the_tick(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, roster: RosterDialog, town: Day
) -> None:
    li, asked = town.shifts[0].members[0], []
    monkeypatch.setattr(AbsenceDialog, "ask", lambda *_: asked.append(True))
    row(roster, PERSON, li.id).setCheckState(0, Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: bool(asked))
    assert row(roster, PERSON, li.id).checkState(0) == Qt.CheckState.Checked
    assert not roster.draft.is_changed


def test_who_is_back_goes_to_the_old_team_while_it_is_short(
    monkeypatch: pytest.MonkeyPatch, roster: RosterDialog, town: Day
) -> None:
    li = town.shifts[0].members[0]
    monkeypatch.setattr(AbsenceDialog, "ask", lambda _p, _o, the_day, *_: (absent(the_day, li.id), None))
    roster.teams.tree.choose(PERSON, li.id)
    roster.teams.ill.click()
    assert li.id in roster.draft.day.absent
    roster.teams.ill.click()
    assert li in roster.draft.day.shifts[0].members


def test_a_new_person_gets_a_name_skills_and_a_home_that_is_looked_for(
    qtbot: QtBot, office: Office, roster: RosterDialog
) -> None:
    rough = Location(at().coordinates, MatchClass.STREET, at().source, matched="Elm Road")
    with office.store.writing() as session:
        session.save_address_book({address_key("Elm Road 5"): rough})
    roster.tabs.setCurrentIndex(STAFF)
    roster.staff.add.click()
    assert roster.staff.chosen
    form = roster.staff.pages[roster.staff.chosen]
    type_into(qtbot, form.name, "Ana Reyes")
    type_into(qtbot, form.skills, "sign language; interpreter")
    type_into(qtbot, form.address, "Elm Road 5")
    qtbot.waitUntil(lambda: not form.confirm.isHidden())
    assert "Elm Road" in form.said("address")
    form.confirm.click()
    roster.confirm()
    ana = roster.draft.day.staff[-1]
    assert (ana.name, ana.skills, ana.home) == ("Ana Reyes", {"sign language", "interpreter"}, Address("Elm Road 5"))
    assert ana.home_location
    assert ana.home_location.sure


def test_the_roster_waits_for_an_address_that_is_being_looked_for(qtbot: QtBot, roster: RosterDialog) -> None:
    roster.tabs.setCurrentIndex(DEPOTS)
    roster.depots.add.click()
    assert roster.depots.chosen
    form = roster.depots.pages[roster.depots.chosen]
    type_into(qtbot, form.name, "Yard")
    form.address.setText("Nowhere 1")
    roster.confirm()
    qtbot.waitUntil(lambda: roster.result() == RosterDialog.DialogCode.Accepted)
    assert [(d.name, d.address.text, d.location) for d in roster.draft.day.depots][-1] == ("Yard", "Nowhere 1", None)


def test_people_leave_and_a_depot_in_use_stays(roster: RosterDialog, town: Day) -> None:
    li = town.shifts[0].members[0]
    roster.tabs.setCurrentIndex(STAFF)
    roster.staff.choose(li.id)
    roster.staff.remove.click()
    assert [len(shift.members) for shift in roster.draft.day.shifts] == [1, 2, 2]
    roster.tabs.setCurrentIndex(DEPOTS)
    roster.depots.choose(town.depots[0].id)
    roster.depots.remove.click()
    assert "Office" in roster.depots.note.text()
    assert roster.draft.day.depots == town.depots


def test_changes_are_not_thrown_away_unasked(monkeypatch: pytest.MonkeyPatch, roster: RosterDialog, town: Day) -> None:
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    roster.teams.add.click()
    roster.reject()
    assert roster.isVisible()
    roster.reject()
    assert not roster.isVisible()


def test_where_nobody_works_yet_an_import_is_offered(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office, worker: Worker
) -> None:
    imported = []
    empty = replace(day(teams=0), depots=())

    def press_import(dialog: RosterDialog) -> bool:
        dialog.show()
        assert dialog.staff.offer_import.isVisible()
        dialog.staff.offer_import.click()
        return False

    monkeypatch.setattr(RosterDialog, "run", press_import)
    assert RosterDialog.ask(None, office, empty, None, worker, lambda: imported.append(True)) is None
    assert imported == [True]
