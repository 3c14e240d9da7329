"""An exception that nobody caught: one box, no text of it in the log, and the window lives on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ui.dialogs.problem import problem_words
from ui.faults import Faults


@pytest.fixture
def told(qapp: object) -> Iterator[list[Exception]]:
    """What the person was told while faults were heard."""
    heard: list[Exception] = []
    faults = Faults(heard.append)
    yield heard
    faults.close()


def fail(error: Exception) -> None:
    """What Python does with an error at the end of a slot."""
    try:
        raise error
    except Exception:
        kind, value, trace = sys.exc_info()
        assert kind
        sys.excepthook(kind, value or kind(), trace)  # type: ignore[arg-type]


def test_the_person_is_told_and_the_log_has_no_names(
    qtbot: QtBot, told: list[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        fail(ValueError("Ada Quill"))
    assert not told, "never within the paint event that failed"
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "ValueError" in caplog.text
    assert "test_faults" in caplog.text
    assert "Ada Quill" not in caplog.text
    assert "Ada Quill" not in problem_words(told[0])


def test_of_a_thread_it_is_told_too(qtbot: QtBot, told: list[Exception]) -> None:
    def work() -> None:
        raise KeyError("Ada Quill")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], KeyError)


def test_while_a_box_is_open_no_second_one_comes(qtbot: QtBot) -> None:
    boxes: list[Exception] = []

    def tell(error: Exception) -> None:
        boxes.append(error)
        if len(boxes) == 1:
            fail(ValueError("again"))
            QCoreApplication.processEvents()  # as the loop of a box does

    faults = Faults(tell)
    fail(ValueError("first"))
    qtbot.waitUntil(lambda: bool(boxes))
    assert len(boxes) == 1
    faults.close()


def test_afterwards_python_is_as_it_was(qapp: object) -> None:
    before = sys.excepthook, threading.excepthook
    Faults(print).close()
    assert (sys.excepthook, threading.excepthook) == before
