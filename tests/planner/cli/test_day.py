"""``rounds geocode``, ``plan`` and ``check``; and how every command complains."""

from __future__ import annotations

import signal
import sys
import types
from datetime import date
from pathlib import Path

import pytest

from planner.bootstrap import open_office
from planner.cli.arguments import make_parser
from planner.model import Plan
from planner.text import use_language
from tests.planner.cli.conftest import Answer, Rounds, row, staff, visits

TUESDAY = "2026-11-24"
COMMANDS = (
    *("template", "import", "geocode", "plan", "check", "issue", "demo", "bench", "doctor", "backup", "restore"),
    *("region build", "region list"),
)


@pytest.fixture
def town(rounds: Rounds, tmp_path: Path) -> Rounds:
    """Twelve visits and two teams on a Tuesday."""
    rounds("import", visits(tmp_path, *(row(number) for number in range(1, 13))))
    rounds("import", staff(tmp_path), "--kind", "staff", "--date", TUESDAY)
    return rounds


def newest(tmp_path: Path) -> Plan | None:
    office = open_office(tmp_path / "data")
    with office.store.reading() as session:
        day = session.day(date.fromisoformat(TUESDAY))
        plan = session.draft(day.id) if day else None
    office.close()
    return plan


def test_a_day_is_planned_checked_and_kept(town: Rounds, tmp_path: Path) -> None:
    planned = town("plan", TUESDAY, "--seconds", "0.5")
    assert planned.code == 0
    assert "12 of 12 visits planned" in planned.said
    assert "straight_line" in planned.said
    plan = newest(tmp_path)
    assert plan
    assert plan.planned == 12
    assert town("check", TUESDAY).said == "The plan keeps every rule.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a timer stands for the hand on Ctrl-C")
def test_ctrl_c_keeps_the_best_plan_so_far(town: Rounds, tmp_path: Path) -> None:
    def interrupt(_number: int, _frame: types.FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 1.5)
    try:
        answer = town("plan", TUESDAY, "--seconds", "600")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert answer.code == 0
    assert newest(tmp_path)


def test_a_newer_file_keeps_the_routes_of_a_planned_day(town: Rounds, tmp_path: Path) -> None:
    town("plan", TUESDAY, "--seconds", "0.5")
    rows = [row(number) for number in range(2, 13)]
    answer = town("import", visits(tmp_path, row(1, status="withdrawn"), *rows, row(20)))
    assert "its routes and locks stay" in answer.said
    assert town("check", TUESDAY).code == 0


def test_what_is_not_surely_located_is_listed_and_placed_by_hand(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1).replace("45.2020,-30.4", ",")))
    lost = rounds("geocode")
    assert lost.code == 1
    assert "V-1: nothing found" in lost.said
    assert rounds("geocode", "--confirm", "V-1").code == 2
    assert rounds("geocode", "--place", "V-1=north").code == 2
    assert rounds("geocode", "--place", "V-9=45,-30").code == 2
    found = rounds("geocode", "--place", "V-1=45.2,-30.4")
    assert found.code == 0
    assert "1 of 1 visits are located." in found.said


@pytest.mark.parametrize(
    "words",
    [
        ("plan",),
        ("check", "2026-11-24"),
        ("geocode", "tomorow"),
        ("issue",),
        ("nonsense",),
        ("bench", "nothing"),
        ("restore", "nowhere", "--recovery-key", "x"),
        ("region", "build", "nowhere.osm.pbf"),
        (),
    ],
)
def test_every_complaint_is_one_line(rounds: Rounds, words: tuple[str, ...]) -> None:
    answer: Answer = rounds(*words)
    assert answer.code == 2
    assert answer.complained.count("\n") == 1
    assert "Traceback" not in answer.complained


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    use_language(language)
    with pytest.raises(SystemExit) as gone:
        make_parser().parse_args([*command.split(), "--help"])
    assert not gone.value.code
    told = capsys.readouterr().out
    for option in ("--data-dir", "--lang", "--demo"):
        assert option in told


def test_options_for_all_may_stand_before_the_command(tmp_path: Path) -> None:
    early = make_parser().parse_args(["--data-dir", str(tmp_path), "--demo", "--lang", "zh", "plan"])
    late = make_parser().parse_args(["plan", "--data-dir", str(tmp_path), "--demo", "--lang", "zh"])
    assert (early.data_dir, early.demo, early.lang) == (late.data_dir, late.demo, late.lang) == (tmp_path, True, "zh")


def test_an_office_that_is_not_located_is_told_until_the_address_book_knows_it(town: Rounds, tmp_path: Path) -> None:
    lost = town("geocode", TUESDAY)
    assert lost.code == 1
    assert "Team 1: where it starts or ends (Office) is not surely located." in lost.said
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    town("import", places, "--kind", "places")
    assert town("geocode", TUESDAY).code == 0
