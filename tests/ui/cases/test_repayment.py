"""A plan talked over and agreed in the window, and followed up with one key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.model import Purpose, Stage
from planner.cases.plan_tasks import FollowedUp
from planner.cases.repayment import ConsentForm, RepaymentPlan
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.test_paying import at
from tests.planner.cases.test_repayment import a_draft, agreed
from ui.cases.desk import Desk
from ui.cases.follow_up import FollowUpPage
from ui.cases.repayment import RepaymentPage
from ui.cases.repayment_agree import AgreeDialog, Consented

ANY = Qt.MatchFlag.MatchContains
LONG_MS = 30_000
"""Libraries of holidays and rules are loaded when they are first asked for."""


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """A desk at the office."""
    made = Desk(office)
    yield made
    made.close()


def plans(office: Office) -> tuple[RepaymentPlan, ...]:
    with office.store.reading() as session:
        return session.facts(RepaymentPlan)


def test_what_can_be_spared_makes_the_offer_and_consent_the_plan(
    qtbot: QtBot, office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_case(office, customer=a_customer(office, "Egon Ilves"), stage=Stage.CONTACTED, reference="K-5521")
    page = RepaymentPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open_with(case.id)
    qtbot.waitUntil(lambda: page.variant is not None, timeout=LONG_MS)
    assert [card.variant.code for card in page.cards.cards if card.variant] == ["6", "9", "12"]
    for name, written in (("income", "1500"), ("expenses", "1,320.00"), ("debts", "80")):
        page.form.amounts[name].setFocus()
        qtbot.keyClicks(page.form.amounts[name], written)
    assert page.form.spare.text() == "Can be spared: 100.00 EUR a month."
    assert page.variant is not None
    assert [card.isEnabled() for card in page.cards.cards] == [True, True, False, True, True]
    page.cards.cards[0].click()
    assert page.variant.code == "affordable"
    assert "9 installments of 100.00 EUR, every month" in page.terms.text
    assert "The last one is smaller: 12.40 EUR." in page.terms.text
    answer = Consented(True, ConsentForm.RECORDED, "R-17", False)
    monkeypatch.setattr(AgreeDialog, "ask", staticmethod(lambda *_args, **_more: answer))
    qtbot.mouseClick(page.agreed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.in_force.isVisible(), timeout=LONG_MS)
    (plan,) = plans(office)
    assert plan.in_force
    assert (len(plan.installments), plan.recording) == (9, "R-17")
    assert "0 of 9 paid" in page.in_force.words.text()
    assert not page.in_force.broken.isEnabled()
    assert page.note.text() == "The plan is agreed. No visit is made while it is kept."


def test_where_nothing_can_be_spared_nothing_stays_chosen(qtbot: QtBot, office: Office, desk: Desk) -> None:
    case = a_case(office, stage=Stage.CONTACTED)
    page = RepaymentPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.open_with(case.id)
    qtbot.waitUntil(lambda: page.variant is not None, timeout=LONG_MS)
    qtbot.keyClicks(page.form.amounts["offer"], "2")
    assert page.variant is None
    assert page.terms.text == ""
    assert [button.isEnabled() for button in (page.agreed, page.paper, page.draft)] == [False] * 3
    assert page.nothing_fits.text().startswith("Nothing fits yet.")


def test_nothing_is_agreed_before_all_was_answered(qtbot: QtBot) -> None:
    dialog = AgreeDialog(None, "Egon Ilves", (), means_known=False)
    qtbot.addWidget(dialog)
    dialog.understood.setChecked(True)
    dialog.affordable.setChecked(True)
    assert not dialog.primary.isEnabled()
    dialog.forms.button(2).setChecked(True)
    assert not dialog.primary.isEnabled()
    dialog.recording.setText("R-18")
    assert dialog.primary.isEnabled()
    dialog.affordable.setChecked(False)
    assert not dialog.primary.isEnabled()


def test_a_missed_installment_is_followed_up_with_one_key(qtbot: QtBot, office: Office, desk: Desk) -> None:
    case = a_case(office, stage=Stage.CONTACTED, balance="300")
    agreed(office, a_draft(office, case, count=3))
    page = FollowUpPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "kept" in page.calm.text(), timeout=LONG_MS)
    assert not page.tasks.isVisible()
    at(office, NOW.date() + timedelta(days=18))  # the first was due on 7 December
    page.refresh()
    qtbot.waitUntil(lambda: page.chosen is not None, timeout=LONG_MS)
    (task,), (risk,) = page.tasks.findItems("", ANY), page.risks.findItems("", ANY)
    assert task.text(0) == "Nothing came"
    assert "Call and ask how things are" in page.side.steps.text()
    assert "The very first one did not come" in risk.text(1)
    wanted: list[object] = []
    desk.called.connect(wanted.append)
    page.tasks.setFocus()
    qtbot.keyClick(page.tasks, Qt.Key.Key_A)
    qtbot.keyClick(page.tasks, Qt.Key.Key_W)
    assert wanted == [("repayment", case.id), ("reminders", (Purpose.FOLLOW_UP, case.customer_id))]
    qtbot.keyClick(page.tasks, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.tasks.topLevelItemCount() == 0, timeout=LONG_MS)
    with office.store.reading() as session:
        (note,) = session.facts(FollowedUp)
    assert note.task.value == "missed"
