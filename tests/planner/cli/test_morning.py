"""``rounds morning``, ``rounds promises`` and ``rounds cases called``."""

from __future__ import annotations

from pathlib import Path

from planner.cases.called import Request
from planner.cli.arguments_morning import REQUESTS
from tests.planner.cli.conftest import Rounds, row, visits


def test_a_morning_is_told_and_who_called_is_heard(rounds: Rounds, tmp_path: Path) -> None:
    assert tuple(Request) == REQUESTS
    rounds("import", visits(tmp_path, row(1, date="2099-11-24"), row(2, date="2099-11-24")))
    seen = rounds("morning", "2099-11-24")
    assert seen.code == 1
    assert "2099-11-24: 1 thing before you can issue." in seen.said
    assert "  * 2 visits wait for a plan." in seen.said
    assert rounds("promises", "2099-11-24").said == "0 of 0 were told, and it holds.\n"
    heard = rounds("cases", "called", "C-1", "no_visits")
    assert heard.code == 0
    assert "On hold now: Refuses visits. 1 visit is off: V-1 (2099-11-24). No paper is out" in heard.said
    assert "Called off: the customer called and wants no visits." in rounds("morning", "2099-11-24").said
    assert rounds("cases", "called", "C-99", "ill").code == 2
