"""Who sits at the window: signed in, locked out, switched; and what is gray for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from planner import signing_in
from planner.bootstrap import Office
from planner.day import edit
from planner.errors import NotAllowed
from planner.model import Plan
from planner.users import ALONE, NOBODY, Role, User
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from tests.users import CHEAP, PASSWORD, a_user
from ui.cases.desk import Desk
from ui.cases.window import CasesWindow
from ui.cover import Cover
from ui.dialogs.sign_in import SignInDialog
from ui.main_window import MainWindow
from ui.seating import Seating


class Answers:
    """Who signs in next where the locked screen asks; without an answer it stays."""

    def __init__(self) -> None:
        self.asked: list[bool] = []
        self.next: list[User] = []

    def ask(self, parent: QWidget | None, office: Office, *, locked: bool = False) -> User | None:
        self.asked.append(locked)
        return self.next.pop() if self.next else None


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    made = Answers()
    monkeypatch.setattr(SignInDialog, "ask", made.ask)
    return made


@pytest.fixture
def users(office: Office) -> None:
    """One for each role, named by it."""
    for role in Role:
        a_user(office, role, role.value)


@pytest.fixture
def window(qtbot: QtBot, office: Office, worker: Worker, answers: Answers) -> Iterator[MainWindow]:
    """The window of an office with a Tuesday of two visits."""
    with office.store.writing() as session:
        session.save_day(day(visit(1), visit(2, north=300)))
    made = MainWindow(office, worker)
    qtbot.addWidget(made)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def named(office: Office, role: Role) -> User:
    with office.store.reading() as session:
        user = session.user_named(role.value)
    assert user
    return user


def picture(widget: QWidget) -> bytes:
    grabbed = widget.grab().toImage()
    return bytes(grabbed.constBits())


@pytest.mark.usefixtures("users")
def test_nothing_is_seen_before_somebody_signs_in_and_what_is_locked_looks_the_same_whatever_lies_behind(
    window: MainWindow, answers: Answers, office: Office, qtbot: QtBot
) -> None:
    coordinator = named(office, Role.COORDINATOR)
    answers.next = [coordinator]
    seating = Seating(window)
    window.show()
    assert seating.lock_screen.locked
    behind = picture(window)
    qtbot.waitUntil(lambda: not seating.lock_screen.locked)
    assert answers.asked == [True]
    assert office.user == coordinator
    assert seating.corner.text() == "coordinator · Coordinator"
    window.document.open(TUESDAY)
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    window.showing.finish()
    assert picture(window) != behind
    cases = CasesWindow(window.errands.desk, window)
    cases.show()
    answers.next = [named(office, Role.AUDITOR)]
    window.actions_by_name["lock_screen"].trigger()
    covered = {cover.parentWidget() for cover in seating.lock_screen._covers}
    assert {window, cases} <= covered
    assert picture(window) == behind
    assert all(cover.geometry() == cover.parentWidget().rect() for cover in seating.lock_screen._covers)
    left = QDialog(window)
    left.show()  # what the one before was asked
    qtbot.waitUntil(lambda: not seating.lock_screen.locked)
    assert office.user.role == Role.AUDITOR
    assert not left.isVisible()
    assert not any(cover.isVisible() for cover in window.findChildren(Cover))


@pytest.mark.usefixtures("users")
def test_an_idle_window_locks_and_a_touched_one_does_not(
    window: MainWindow, answers: Answers, office: Office, qtbot: QtBot
) -> None:
    office.seat.take(named(office, Role.COORDINATOR))
    lock = Seating(window).lock_screen
    window.show()
    lock._touched -= 9 * 60
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_F35)
    lock._follow(window.windowHandle())
    lock._touched -= 9 * 60
    lock.eventFilter(window, QEvent(QEvent.Type.MouseMove))
    lock._touched -= 9 * 60
    lock.look()
    assert not lock.locked
    lock._touched -= 60
    answers.next = [office.user]
    lock.look()
    assert lock.locked
    qtbot.waitUntil(lambda: not lock.locked)


def test_an_office_without_users_is_never_locked(window: MainWindow, office: Office) -> None:
    seating = Seating(window)
    window.show()
    assert office.user == ALONE
    window.errands.lock_screen()
    seating.lock_screen._touched -= 86_400
    seating.lock_screen.look()
    assert not seating.lock_screen.locked
    assert not seating.corner.isVisibleTo(window)


@pytest.mark.usefixtures("users")
def test_what_is_not_for_a_role_is_gray_and_says_for_whom_and_a_way_around_it_is_refused(
    window: MainWindow, answers: Answers, office: Office, qtbot: QtBot
) -> None:
    office.seat.take(named(office, Role.COORDINATOR))
    Seating(window)
    window.show()
    window.document.open(TUESDAY)
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    actions, before = window.actions_by_name, window.bar.plan.toolTip()
    assert window.bar.plan.isEnabled()
    assert not actions["record"].isEnabled()
    assert actions["record"].toolTip() == "For supervisors, auditors and administrators."
    answers.next = [named(office, Role.AUDITOR)]
    actions["switch_user"].trigger()
    assert office.user.role == Role.AUDITOR
    assert not window.bar.plan.isEnabled()
    assert not any(actions[name].isEnabled() for name in ("plan", "issue", "roster", "import_visits"))
    assert window.bar.plan.toolTip() == actions["import_visits"].toolTip() == "For coordinators and supervisors."
    assert actions["record"].isEnabled()
    told: list[Exception] = []
    window.document.failed.disconnect(window.show_failure)
    window.document.failed.connect(told.append)
    plan = window.document.plan
    today = window.document.day
    assert today
    window.document.change_plan("by hand", lambda problem, _plan: edit.follow(problem, Plan(today.id)))
    window.document.change_day("by hand", replace(today, absent=frozenset({today.staff[0].id})))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert all(isinstance(problem, NotAllowed) and problem.code == "no_right" for problem in told)
    assert window.document.plan == plan
    answers.next = [named(office, Role.COORDINATOR)]
    actions["switch_user"].trigger()
    assert window.bar.plan.isEnabled()
    assert window.bar.plan.toolTip() == before
    answers.next = [named(office, Role.ADMINISTRATOR)]
    actions["switch_user"].trigger()
    assert any(cover.isVisible() for cover in window.findChildren(Cover)), "who sees no case sees no day"


def test_the_dialog_tells_a_wrong_password_and_a_locked_one_is_not_left_by_escape(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "HASHER", CHEAP)
    a_user(office, Role.SUPERVISOR, "Ada")
    dialog = SignInDialog(None, office, locked=True)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    for password, told in (("not this one", "Name or password is wrong"), (PASSWORD, "")):
        dialog.name.setCurrentText("ada")
        dialog.password.setText(password)
        dialog.confirm()
        assert not dialog.password.isEnabled()
        qtbot.waitUntil(lambda told=told: told in dialog.note.text() and (not told or dialog.password.isEnabled()))
    qtbot.waitUntil(lambda: dialog.value is not None)
    assert not dialog.isVisible()
    assert office.user == NOBODY, "to know who it is seats nobody yet"
    assert Desk(office).user == NOBODY
