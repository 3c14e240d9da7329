"""Team signs on screen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from planner.model import Team
from ui.signs import sign_icon, sign_text


def test_a_sign_carries_the_letters_that_tell_teams_apart() -> None:
    names = ("Heron", "Team 12", "三组", "第三组", "Red Kite", "")
    assert [sign_text(name) for name in names] == ["HE", "12", "三", "三", "RK", ""]


def test_signs_of_different_teams_look_different(qtbot: QtBot) -> None:
    images = [sign_icon(Team("Heron", number), 16).pixmap(16).toImage() for number in range(16)]
    assert all(one != other for n, one in enumerate(images) for other in images[:n])
