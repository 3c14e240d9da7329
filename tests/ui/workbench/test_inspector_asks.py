"""What a visit asks of a plan, in short lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from planner.model import Window, Wish
from tests.builders import day, visit
from ui.workbench.inspector_asks import ask_lines


def test_nothing_asked_is_nothing_said() -> None:
    assert ask_lines(visit(1), day(visit(1))) == []


def test_times_teams_and_others_are_told() -> None:
    plain = visit(1)
    asking = replace(
        plain,
        must_do=True,
        promised=Window(time(10), time(11)),
        wish=Wish(time(15), None),
        only_teams=frozenset({"Otter", "Heron"}),
        excluded_teams=frozenset({"Swan"}),
        two_teams=True,
        after="V-2",
        same_team_as="V-9",
        customer=replace(plain.customer, language="zh"),
    )
    assert ask_lines(asking, day(asking, visit(2))) == [
        "Must be done, before every priority",
        "Promised for 10:00–11:00",
        "Better not before 15:00",
        "Only by Heron, Otter",
        "Never by Swan",
        "Two teams go in together",
        "Only after V-2 · Ada Quill2",
        "By the team of V-9 · not of this day",
        "Speaks Chinese",
    ]
