"""The page of approvals: chosen and approved by keys, returned with a reason, and a second person at the same desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.approving import Decision, Why, queue
from planner.cases.model import HoldKind
from planner.day.importing.accept import stored_day
from planner.model import Visit
from planner.users import Role, User
from tests.builders import TUESDAY
from tests.planner.cases.builders import a_hold
from tests.planner.cases.proposals import a_proposal
from tests.users import a_user
from ui.cases.approvals import ApprovalsPage
from ui.cases.approvals_dialogs import ReasonDialog
from ui.cases.approvals_model import SAYS
from ui.cases.desk import Desk
from ui.dialogs.sign_in import SignInDialog


@pytest.fixture
def desk(office: Office, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(office)
    yield made
    made.close()


@pytest.fixture
def tom(office: Office) -> User:
    return a_user(office, Role.COORDINATOR, "Tom Wren")


@pytest.fixture
def ines(office: Office) -> User:
    return a_user(office, Role.SUPERVISOR, "Ines Holm")


def page_of(desk: Desk, qtbot: QtBot) -> ApprovalsPage:
    page = ApprovalsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.waiting is not None)
    return page


def approved(office: Office, visit: Visit) -> str:
    return stored_day(office, TUESDAY).visit(visit.id).approved_by


def press(qtbot: QtBot, page: ApprovalsPage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.table, key)


def test_all_green_ones_are_approved_with_two_keys_and_the_others_stay(
    desk: Desk, office: Office, qtbot: QtBot, qtmodeltester: ModelTester, tom: User, ines: User
) -> None:
    good, own = a_proposal(office, tom), a_proposal(office, ines)
    bad = a_proposal(office, tom, without=["leaflet"])
    desk.seat(ines)
    page = page_of(desk, qtbot)
    qtmodeltester.check(page.model)
    said = {page.model.index(row, SAYS).data() for row in range(3)}
    assert said == {"All green", "Your own proposal", "Documents"}
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.model.ticked == {good.id}
    assert page.approve.text() == "&Approve 1"
    press(qtbot, page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(page.model.rows) == 2)
    assert [approved(office, each) for each in (good, own, bad)] == ["Ines Holm", "", ""]
    assert page.note.text() == "1 visit is approved."


def test_a_second_person_signs_in_for_the_approval_alone(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tom: User, ines: User
) -> None:
    visit = a_proposal(office, tom)
    desk.seat(tom)
    page = page_of(desk, qtbot)
    answers: list[User | None] = [tom, None, ines]
    monkeypatch.setattr(SignInDialog, "ask", lambda *_args, **_named: answers.pop(0))
    press(qtbot, page, Qt.Key.Key_Space, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: "not for your role" in page.note.text())
    press(qtbot, page, Qt.Key.Key_A)
    assert approved(office, visit) == ""
    press(qtbot, page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: not page.model.rows)
    assert approved(office, visit) == "Ines Holm"
    assert desk.user == tom


def test_what_is_returned_comes_back_to_who_proposed_it(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tom: User, ines: User
) -> None:
    a_proposal(office, tom)
    desk.seat(ines)
    page = page_of(desk, qtbot)
    monkeypatch.setattr(ReasonDialog, "ask_return", lambda *_args: Why.TALK_AGAIN)
    days: list[bool] = []
    desk.days_changed.connect(lambda: days.append(True))
    press(qtbot, page, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: not page.model.rows)
    assert days == [True]
    assert not page.back.isVisible()
    desk.seat(tom)
    qtbot.waitUntil(lambda: page.back.topLevelItemCount() == 1)
    item = page.back.topLevelItem(0)
    assert item is not None
    assert (item.text(3), item.text(4)) == ("Talk with the customer once more", "Ines Holm")


def test_a_hold_is_decided_on_with_a_key_and_the_side_says_what_stands(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tom: User, ines: User
) -> None:
    visit = a_proposal(office, tom)
    with office.store.reading() as session:
        a_hold_of = session.customer_files([visit.customer.id])[visit.customer.id]
    a_hold(office, a_hold_of, HoldKind.SUB_JUDICE)
    desk.seat(ines)
    page = page_of(desk, qtbot)
    first = page.side.gates[0]
    assert "Before a court" in first.words.text()
    assert "H-holds" in first.source.text()
    qtbot.waitUntil(lambda: "Visit proposed" in page.side.lines.text())
    answer = (HoldKind.SUB_JUDICE, Decision.CHECKED)
    monkeypatch.setattr(ReasonDialog, "ask_decision", lambda *_args, **_named: answer)
    press(qtbot, page, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: queue(office, by=ines)[0].green)


def test_who_is_alone_reads_what_it_takes(desk: Desk, office: Office, qtbot: QtBot) -> None:
    called: list[object] = []
    desk.called.connect(called.append)
    page = page_of(desk, qtbot)
    assert "second person" in page.empty.text()
    assert not page.approve.isEnabled()
    page.users.click()
    assert called == [("users", None)]


def test_the_two_questions_answer_in_codes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(choose: int) -> Callable[[ReasonDialog], bool]:
        def accept(dialog: ReasonDialog) -> bool:
            qtbot.addWidget(dialog)
            dialog.reason.setCurrentIndex(choose)
            return True

        return accept

    monkeypatch.setattr(ReasonDialog, "run", run(2))
    assert ReasonDialog.ask_return(None, "Egon Ilves") == Why.OTHER_DAY
    decided = ReasonDialog.ask_decision(None, "Egon Ilves", [HoldKind.VULNERABLE], shown=False)
    assert decided == (HoldKind.VULNERABLE, Decision.CHECKED)
