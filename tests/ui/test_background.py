"""Work beside the window comes back on its own thread, can be given up, and tells its faults without their text."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from planner.errors import BadInput
from routing.worker import Better, Progress, Worker
from tests.routing.worker_tasks import add, forever
from ui.background import Background, ProgressPanel


class Outcome:
    """Collects what is delivered, and on which thread."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.errors: list[Exception] = []
        self.messages: list[object] = []
        self.threads: set[QThread] = set()

    def done(self, value: Any) -> None:
        self.values.append(value)
        self.threads.add(QThread.currentThread())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def heard(self, message: object) -> None:
        self.messages.append(message)

    @property
    def arrived(self) -> bool:
        return bool(self.values or self.errors)


@pytest.fixture
def background(qtbot: QtBot) -> Background:
    return Background()


def run(background: Background, function: Callable[..., Any], *args: object) -> tuple[Outcome, Any]:
    found = Outcome()
    ticket = background.run(function, *args, on_done=found.done, on_error=found.failed, on_message=found.heard)
    return found, ticket


def test_a_result_arrives_on_the_windows_thread(qtbot: QtBot, background: Background) -> None:
    worked_on = []

    def double(number: int) -> int:
        worked_on.append(threading.current_thread())
        return number * 2

    found, ticket = run(background, double, 21)
    qtbot.waitUntil(lambda: found.arrived)
    assert found.values == [42]
    assert found.threads == {QThread.currentThread()}
    assert worked_on != [threading.current_thread()]
    assert ticket.finished


def test_messages_come_in_order_before_the_result(qtbot: QtBot, background: Background) -> None:
    def count(*, on_progress: Callable[[object], None]) -> str:
        for share in (0.25, 0.5):
            on_progress(Progress(share, "addresses"))
        return "counted"

    found, _ = run(background, count)
    qtbot.waitUntil(lambda: found.arrived)
    assert found.messages == [Progress(0.25, "addresses"), Progress(0.5, "addresses")]


def test_what_was_given_up_sees_it_and_is_not_delivered(qtbot: QtBot, background: Background) -> None:
    begun, ended = threading.Event(), threading.Event()

    def wait(*, cancelled: Callable[[], bool]) -> str:
        begun.set()
        while not cancelled():
            pass
        ended.set()
        return "too late"

    found, ticket = run(background, wait)
    qtbot.waitUntil(begun.is_set)
    ticket.cancel()
    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(lambda: not background.busy)
    assert not found.arrived


def test_an_error_for_people_arrives_as_it_is(qtbot: QtBot, background: Background) -> None:
    def fail() -> None:
        raise BadInput("no_such_file", file="day.csv")

    found, _ = run(background, fail)
    qtbot.waitUntil(lambda: found.arrived)
    assert isinstance(found.errors[0], BadInput)


def test_a_fault_is_logged_without_its_text(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(name: str) -> None:
        raise ValueError(f"no customer {name}")

    found, _ = run(background, fail, "Egon Ilves")
    qtbot.waitUntil(lambda: found.arrived)
    assert isinstance(found.errors[0], ValueError)
    assert "Unexpected ValueError" in caplog.text
    assert "Egon" not in caplog.text


def test_a_run_of_the_child_is_followed_and_can_be_stopped(qtbot: QtBot, background: Background) -> None:
    with Worker() as worker:
        found = Outcome()
        background.watch(worker.submit(add, 2, 3), on_done=found.done, on_error=found.failed, on_message=found.heard)
        qtbot.waitUntil(lambda: found.arrived, timeout=20_000)
        assert (found.values, found.messages) == ([5], [Better(2), Better(5)])
        endless = worker.submit(forever)
        ticket = background.watch(endless, on_done=found.done, on_error=found.failed)
        ticket.cancel()
        qtbot.waitUntil(lambda: endless.finished, timeout=20_000)
        qtbot.waitUntil(lambda: not background.busy)
        assert len(found.values) == 1
        assert not found.errors


def test_the_panel_shows_the_step_and_asks_to_stop_once(qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.begin("Reading")
    panel.take(Progress(0.5, "roads"))
    assert (panel.step.text(), panel.bar.value()) == ("Roads", 500)
    with qtbot.waitSignal(panel.stopped):
        panel.stop.click()
    assert not panel.stop.isEnabled()
    panel.end()
    assert panel.isHidden()
