"""Forming the teams from who is here: a proposal is shown, changed by its numbers, and taken into the roster."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.absence import absent
from planner.model import Day
from routing.worker import Worker
from tests.builders import day, person, visit
from ui.dialogs.form_teams import FormTeamsDialog
from ui.dialogs.roster import STAFF, RosterDialog


@pytest.fixture
def town() -> Day:
    """Three pairs and one in the reserve."""
    made = day(visit(1), teams=3)
    return replace(made, staff=(*made.staff, person(90, "woman")))


def opened(qtbot: QtBot, office: Office, the_day: Day, worker: Worker) -> FormTeamsDialog:
    dialog = FormTeamsDialog(None, office, the_day, worker)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def rows(dialog: FormTeamsDialog) -> list[list[str]]:
    table = dialog.table
    return [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]


def test_who_would_move_is_shown_and_taken(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> None:
    ill = town.shifts[1].members[0]
    dialog = opened(qtbot, office, absent(town, ill.id), worker)
    assert not dialog.primary.isEnabled()
    qtbot.waitUntil(lambda: dialog.proposal is not None)
    assert rows(dialog)[1] == ["Team 2", "Li Wen21, Li Wen90", "+ Li Wen90"]
    assert rows(dialog)[0][2] == "as before"
    dialog.primary.click()
    assert dialog.proposal
    assert [len(shift.members) for shift in dialog.proposal.day.shifts] == [2, 2, 2]


def test_teams_that_need_no_change_are_said_to_be_good(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> None:
    dialog = opened(qtbot, office, town, worker)
    qtbot.waitUntil(lambda: dialog.proposal is not None)
    assert not dialog.primary.isEnabled()
    assert "already" in dialog.note.text()


def test_other_numbers_make_another_proposal_and_say_what_cannot_be(
    qtbot: QtBot, office: Office, town: Day, worker: Worker
) -> None:
    dialog = opened(qtbot, office, town, worker)
    qtbot.waitUntil(lambda: dialog.proposal is not None)
    dialog.teams.setValue(5)
    assert dialog.proposal is None
    qtbot.waitUntil(lambda: dialog.proposal is not None)
    assert dialog.unmet.text() == "2 teams less than wanted: too few people are here."
    dialog.teams.setValue(2)
    dialog.size.setValue(3)
    qtbot.waitUntil(lambda: dialog.proposal is not None)
    assert rows(dialog)[2][1:] == ["–", "does not go out"]
    assert dialog.reserve.text().count("Li Wen") == 1
    assert dialog.primary.isEnabled()


def test_it_can_be_stopped_and_nothing_is_taken(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> None:
    dialog = opened(qtbot, office, town, worker)
    dialog.progress.stop.click()
    assert not dialog.primary.isEnabled()
    assert "Stopped" in dialog.note.text()
    dialog.cancel.click()
    assert dialog.result() == FormTeamsDialog.DialogCode.Rejected


def test_the_roster_takes_the_teams_and_lets_go_of_what_is_no_more(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office, town: Day, worker: Worker
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    fewer = replace(town, shifts=town.shifts[1:])
    monkeypatch.setattr(FormTeamsDialog, "ask", lambda *_: fewer)
    roster = RosterDialog(None, office, town, None, worker)
    qtbot.addWidget(roster)
    roster.show()
    assert town.shifts[0].id in roster.teams.pages
    roster.teams.form.click()
    assert roster.draft.day == fewer
    assert town.shifts[0].id not in roster.teams.pages
    monkeypatch.setattr(FormTeamsDialog, "ask", lambda *_: None)
    roster.teams.form.click()
    assert roster.draft.day == fewer


def test_who_is_in_training_is_ticked_and_a_team_of_trainees_is_told(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, office: Office, town: Day, worker: Worker
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    roster = RosterDialog(None, office, town, None, worker)
    qtbot.addWidget(roster)
    roster.show()
    roster.tabs.setCurrentIndex(STAFF)
    for member in town.shifts[0].members:
        roster.staff.choose(member.id)
        roster.staff.pages[member.id].in_training.click()  # type: ignore[union-attr]
    assert all(member.in_training for member in roster.draft.day.shifts[0].members)
    assert "Team 1" in roster.training.text()
    roster.staff.pages[town.shifts[0].members[0].id].in_training.click()  # type: ignore[union-attr]
    assert roster.training.isHidden()
