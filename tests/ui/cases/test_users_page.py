"""The page of users: the first one comes in, others are added, and who may not change them only reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from planner import signing_in
from planner.bootstrap import Office
from planner.users import FIRST_ROLES, Right, Role, User
from tests.builders import day
from tests.users import CHEAP, PASSWORD, a_user
from ui.cases.desk import Desk
from ui.cases.users import UsersPage
from ui.dialogs.sure import SureDialog
from ui.dialogs.user_forms import DeputyDialog, NewUserDialog, StaffDialog


@pytest.fixture
def desk(office: Office, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(office)
    yield made
    made.close()


def page_of(desk: Desk, qtbot: QtBot) -> UsersPage:
    page = UsersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.staffing is not None)
    return page


def rows(page: UsersPage) -> list[tuple[str, ...]]:
    return [tuple(page.table.item(row, column).text() for column in range(3)) for row in range(page.table.rowCount())]


def test_the_first_user_comes_in_at_once_and_the_next_ones_are_added(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "HASHER", CHEAP)
    offered: list[tuple[Role, ...]] = []
    answers = [("Tom Wren", Role.COORDINATOR, PASSWORD), ("Ada Quill", Role.SUPERVISOR, PASSWORD)]

    def ask(_parent: object, roles: tuple[Role, ...], *, first: bool = False) -> tuple[str, Role, str]:
        offered.append(roles)
        return answers.pop()

    monkeypatch.setattr(NewUserDialog, "ask", ask)
    page = page_of(desk, qtbot)
    assert page.empty.isVisible()
    page.add.click()
    qtbot.waitUntil(lambda: rows(page) == [("Ada Quill", "Supervisor", "")], timeout=10_000)
    assert desk.user.name == "Ada Quill"
    page.add.click()
    qtbot.waitUntil(lambda: len(rows(page)) == 2, timeout=10_000)
    assert offered == [FIRST_ROLES, tuple(Role)]


def test_who_approves_names_their_deputy_and_can_do_no_more_there(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_user(office, Role.ADMINISTRATOR, "Ada")
    tom, ines = a_user(office, Role.COORDINATOR, "Tom"), a_user(office, Role.SUPERVISOR, "Ines")
    desk.seat(ines)
    page = page_of(desk, qtbot)
    offered: list[list[User]] = []

    def ask(_parent: object, user: User, others: list[User], today: object) -> object:
        offered.append(others)
        return others[0], today, today

    monkeypatch.setattr(DeputyDialog, "ask", ask)
    page.table.selectRow(rows(page).index(("Tom", "Coordinator", "")))
    assert page.chosen == tom
    assert [button.isEnabled() for button in (page.add, page.role, page.password, page.retire)] == [False] * 4
    assert page.retire.toolTip() == "For administrators."
    page.deputy.click()
    qtbot.waitUntil(lambda: any("instead of Ines" in row[2] for row in rows(page)))
    assert [user.id for user in offered[0]] == [ines.id]
    monkeypatch.setattr(SureDialog, "ask", lambda *_asked: True)
    page._retire()  # around the gray button
    qtbot.waitUntil(lambda: "not for your role" in page.note.text())
    with office.store.reading() as session:
        kept = session.user(tom.id)
    assert kept
    assert not kept.retired
    assert not kept.may(Right.APPROVE), "a deputy has it by the day, not by what is kept"


def test_who_also_goes_to_doors_is_named_by_the_administrator(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.seat(a_user(office, Role.ADMINISTRATOR, "Ada"))
    ines = a_user(office, Role.SUPERVISOR, "Ines")
    with office.store.writing() as session:
        first, second, *_rest = session.save_day(day()).staff
    a_user(office, Role.COORDINATOR, second.name)
    page = page_of(desk, qtbot)
    going = lambda: {page.table.item(row, 0).text(): page.table.item(row, 3).text() for row in range(3)}  # noqa: E731
    assert going() == {"Ada": "", "Ines": "", second.name: second.name}
    page.table.selectRow(rows(page).index(("Ines", "Supervisor", "")))

    def choose(dialog: StaffDialog) -> bool:
        dialog.person.setCurrentText(f"{first.name} · {first.reference}")
        return True

    monkeypatch.setattr(StaffDialog, "run", choose)
    page.goes.click()
    qtbot.waitUntil(lambda: going()["Ines"] == first.name)
    with office.store.reading() as session:
        assert session.user(ines.id) == replace(ines, staff_id=first.id, version=ines.version + 1)


def test_who_takes_a_right_from_themselves_signs_in_anew(
    desk: Desk, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_user(office, Role.ADMINISTRATOR, "Ada")
    max_ = a_user(office, Role.ADMINISTRATOR, "Max")
    desk.seat(max_)
    page = page_of(desk, qtbot)
    page.table.selectRow(rows(page).index(("Max", "Administrator", "")))
    monkeypatch.setattr(SureDialog, "ask", lambda *_asked: True)
    with qtbot.waitSignal(desk.lock_wanted):
        page.retire.click()
