"""A visit goes to another team by its digit, with its papers, as one step of undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.planner.running.roads import TEN, at, issued, meeting_of, routed, town, visits_of
from ui.document import Document
from ui.running.handover import HandoverDialog, hand_over


@pytest.fixture
def document(qtbot: QtBot, office: Office, worker: Worker) -> Iterator[Document]:
    """Ten o'clock on a day whose papers are out."""
    issued(office, routed(office, worker, town()))
    opened = Document(at(office, TEN), worker)
    opened.open(TUESDAY)
    qtbot.waitUntil(lambda: not opened.busy and opened.work is not None, timeout=20_000)
    yield opened
    opened.close()
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def test_a_drag_that_papers_do_not_follow_is_mended_by_a_meeting_and_undone(
    qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert document.work
    one, two = document.work.day.shifts
    before = document.plan
    assert before
    last = visits_of(before, one.id)[3]
    document.move("drag", (last,), two.id)
    assert [each.kind for each in document.work.violations] == ["papers_elsewhere"]

    def by_keys(dialog: HandoverDialog) -> bool:
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.cards), timeout=10_000)
        assert "Team 2 meets Team 1 at Maple Road" in dialog.cards[0].title.text()
        QTest.keyClick(dialog.cards[0].apply, Qt.Key.Key_1)
        return True

    monkeypatch.setattr(HandoverDialog, "run", by_keys)
    assert hand_over(None, document, (last,))
    assert document.work.violations == ()
    assert document.plan
    assert meeting_of(document.plan, one.id).start == meeting_of(document.plan, two.id).start
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.plan
    assert document.plan.meetings == ()
    assert visits_of(document.plan, one.id) == visits_of(before, one.id)
