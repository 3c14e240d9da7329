"""A customer whose last case is closed is erased from the file: their reference is typed, and an administrator may."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.model import Stage
from planner.users import Role
from tests.planner.cases.builders import a_case, a_customer
from tests.users import a_user
from ui.cases.desk import Desk
from ui.cases.file import FilePage
from ui.dialogs.erase import EraseDialog
from ui.dialogs.sign_in import SignInDialog


def test_a_customer_is_erased_once_their_reference_is_typed_and_an_administrator_signs_in(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = a_customer(office, "Egon Ilves", reference="C-77")
    case = a_case(office, customer=customer, stage=Stage.CLOSED)
    boss = a_user(office, Role.ADMINISTRATOR)
    office.seat.take(a_user(office, Role.COORDINATOR))
    desk = Desk(office)
    page = FilePage(desk)
    qtbot.addWidget(page)
    page.open_with(case.id)
    page.show()
    qtbot.waitUntil(lambda: page.look is not None)
    asked: list[EraseDialog] = []

    def type_it(dialog: EraseDialog) -> bool:
        asked.append(dialog)
        assert not dialog.primary.isEnabled()
        dialog.typed.setText("c-77")
        return dialog.primary.isEnabled()

    monkeypatch.setattr(EraseDialog, "run", type_it)
    monkeypatch.setattr(SignInDialog, "ask", lambda *_all, **_named: boss)
    page.erase.click()
    qtbot.waitUntil(lambda: page.look is None and bool(page.note.text()))
    assert (len(asked), page.note.text(), page.erase.isVisibleTo(page)) == (1, "The customer is erased.", False)
    with office.store.reading() as session:
        assert not session.customer_files([customer.id])
        assert session.records_of("customer_erased")[0]["actor"] == boss.actor
    desk.close()
