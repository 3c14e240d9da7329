"""An error as the person meets it: one sentence with a way out, and details that name nobody."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from planner.errors import BadInput
from routing.child import internal_error
from ui.dialogs.problem import ProblemBox, ProblemDialog, problem_details, problem_words, show_problem

NAME, ADDRESS = "Ada Quill", "Maple Road 3"


def caught(error: Exception) -> Exception:
    try:
        _fail(error, NAME)
    except Exception as problem:
        return problem
    raise AssertionError


def _fail(error: Exception, _customer: str) -> None:
    raise error


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"{NAME}, {ADDRESS}"),
        BadInput("no_such_file", file=f"{NAME}.xlsx", row=12),
        FileNotFoundError(2, "gone", f"/home/{NAME}/visits.xlsx"),
        internal_error(KeyError(NAME)),
    ],
    ids=lambda error: type(error).__name__,
)
def test_details_say_where_it_was_and_never_whom_it_was_about(error: Exception) -> None:
    details = problem_details(caught(error))
    assert type(error).__name__ in details
    assert "tests/ui/test_problem.py" in details
    assert "_fail" in details
    for secret in (NAME, ADDRESS, "/home"):
        assert secret not in details


def test_harmless_numbers_and_the_code_help_who_helps() -> None:
    details = problem_details(BadInput("no_such_file", file="a.xlsx", row=12))
    assert "BadInput no_such_file" in details
    assert "row = 12" in details
    assert "a.xlsx" not in details


def test_the_box_says_the_sentence_and_copies_the_details(qtbot: QtBot) -> None:
    error = caught(ValueError(NAME))
    dialog = ProblemDialog(None, problem_words(error), problem_details(error))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.sentence.text() == "Something unexpected went wrong (ValueError). Nothing is lost; try again."
    assert "Traceback" not in dialog.sentence.text()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == problem_details(error)
    assert dialog.isVisible(), "it stays until it was read"
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_without_details_there_is_nothing_to_copy(qtbot: QtBot) -> None:
    dialog = ProblemDialog(None, "It did not work.")
    qtbot.addWidget(dialog)
    assert dialog.copy.isHidden()


def test_every_error_comes_to_the_one_box(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(ProblemBox, "tell", lambda _parent, text, details: told.append((text, details)))
    show_problem(None, BadInput("no_such_file", file="a.xlsx"))
    assert told[0][0] == "There is no file a.xlsx. Check its name and folder."
    assert told[0][1].startswith("Rounds ")
