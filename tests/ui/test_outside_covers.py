"""What an outside approval covers is asked once, of who may settle it; anybody else is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.settings import COVERABLE
from planner.users import Role
from tests.users import a_user
from ui.dialogs.outside_covers import OutsideCoversDialog


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[OutsideCoversDialog]:
    """The dialogs that came up; each is left as it is."""
    found: list[OutsideCoversDialog] = []

    def leave(dialog: OutsideCoversDialog) -> bool:
        found.append(dialog)
        return False

    monkeypatch.setattr(OutsideCoversDialog, "run", leave)
    return found


def test_it_is_asked_once_and_settled_in_the_record(
    office: Office, qtbot: QtBot, shown: list[OutsideCoversDialog]
) -> None:
    for _import in range(2):
        OutsideCoversDialog.ask_once(None, office)
    (dialog,) = shown
    qtbot.addWidget(dialog)
    assert dialog.box
    first = dialog.box.gates.item(0)
    first.setCheckState(Qt.CheckState.Unchecked)
    dialog.primary.click()
    qtbot.waitUntil(lambda: office.settings.outside_covers != COVERABLE)
    gate = first.data(Qt.ItemDataRole.UserRole)
    assert office.settings.outside_covers == COVERABLE - {gate}
    with office.store.reading() as session:
        assert len(session.records_of("gates_settled")) == 1


def test_who_may_not_settle_it_is_told_who_may(office: Office, qtbot: QtBot, shown: list[OutsideCoversDialog]) -> None:
    a_user(office, Role.ADMINISTRATOR)
    office.seat.take(a_user(office, Role.COORDINATOR))
    for _import in range(2):
        OutsideCoversDialog.ask_once(None, office)
    (dialog,) = shown
    qtbot.addWidget(dialog)
    assert dialog.box is None
    assert "An administrator settles it" in dialog.lead.text()
