"""The first steps: each says how it stands, and the next one has the filled button."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.welcome import Welcome


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    made = Welcome(is_demo=False)
    qtbot.addWidget(made)
    made.show()
    return made


def filled(welcome: Welcome) -> list[int]:
    return [number for number, step in enumerate(welcome.steps) if step.button.property("primary")]


def test_at_first_the_region_is_next(welcome: Welcome) -> None:
    assert welcome.title.text() == "Welcome to Rounds"
    assert [step.state.text() for step in welcome.steps] == ["Next", "Later", "Later"]
    assert filled(welcome) == [0]


def test_what_is_there_is_said_and_can_be_had_anew(welcome: Welcome) -> None:
    welcome.show_state(region=True, staff=False)
    assert [step.state.text() for step in welcome.steps] == ["Done", "Next", "Later"]
    assert welcome.steps[0].button.text() == "Change…"
    assert filled(welcome) == [1]
    welcome.show_state(region=True, staff=True)
    assert welcome.title.text() == "No visits on this day"
    assert filled(welcome) == [2]


def test_steps_may_be_taken_in_any_order(welcome: Welcome) -> None:
    welcome.show_state(region=False, staff=True)
    assert [step.state.text() for step in welcome.steps] == ["Next", "Done", "Later"]


def test_every_button_asks_for_its_action(welcome: Welcome) -> None:
    wanted: list[str] = []
    welcome.wanted.connect(wanted.append)
    for step in welcome.steps:
        step.button.click()
    welcome.demo.click()
    assert wanted == ["region", "import_staff", "import_visits", "the_demo"]


def test_in_the_demo_itself_it_is_not_offered(qtbot: QtBot) -> None:
    made = Welcome(is_demo=True)
    qtbot.addWidget(made)
    assert made.demo.isHidden()
