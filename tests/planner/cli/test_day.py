"""``rounds geocode``, ``plan`` and ``check``; and how every command complains."""

from __future__ import annotations

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
    *("region build", "region list", "teams form", "solve", "why"),
)


@pytest.fixture
def town(rounds: Rounds, tmp_path: Path) -> Rounds:
    """Twelve visits and two teams on a Tuesday, and an office that the address book knows."""
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    rounds("import", places, "--kind", "places")
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
    assert "(straight lines × 1.35)" in planned.said
    plan = newest(tmp_path)
    assert plan
    assert plan.planned == 12
    assert town("check", TUESDAY).said == "The plan keeps every rule.\n"


def test_a_search_may_be_asked_to_keep_what_there_is(town: Rounds, tmp_path: Path) -> None:
    town("plan", TUESDAY, "--seconds", "0.5", "--fair", "0", "--engine", "ortools_routing")
    before = newest(tmp_path)
    assert town("plan", TUESDAY, "--seconds", "0.5", "--fair", "3", "--keep", "3", "--max-moved", "0").code == 0
    after = newest(tmp_path)
    assert before
    assert after
    assert after.id != before.id
    teams = [
        {stop.visit_id: route.shift_id for route in plan.routes for stop in route.stops} for plan in (before, after)
    ]
    assert teams[0] == teams[1]


def test_a_solver_or_a_level_that_is_not_there_is_named(town: Rounds) -> None:
    answer = town("plan", TUESDAY, "--engine", "oracle")
    assert (answer.code, answer.complained) == (
        2, "There is no solver oracle. There are: ruin_recreate, ortools_routing\n",
    )  # fmt: skip
    assert town("plan", TUESDAY, "--fair", "4").code == 2


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_keeps_the_best_plan_so_far(town: Rounds, tmp_path: Path) -> None:
    assert town("plan", TUESDAY, "--seconds", "600").code == 0
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
    assert "V-1: Not found" in lost.said
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


def test_an_office_that_is_not_located_is_told_until_the_address_book_knows_it(rounds: Rounds, tmp_path: Path) -> None:
    town = rounds
    town("import", visits(tmp_path, row(1)))
    town("import", staff(tmp_path), "--kind", "staff", "--date", TUESDAY)
    assert town("plan", TUESDAY, "--seconds", "0.5").code == 1
    lost = town("geocode", TUESDAY)
    assert lost.code == 1
    assert "Team 1: where it starts or ends (Office) is not surely located." in lost.said
    places = tmp_path / "places.csv"
    places.write_text("Address,Latitude,Longitude\nHarbor Street 1,45.2,-30.4", encoding="utf-8")
    town("import", places, "--kind", "places")
    assert town("geocode", TUESDAY).code == 0


def test_without_a_team_nothing_is_planned_and_somebody_is_needed(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1)))
    answer = rounds("plan", TUESDAY)
    assert answer.code == 1
    assert "V-1: No team works today that it could be given to." in answer.said


@pytest.mark.parametrize("closed", ["2026-11-29", "2026-12-24"])
def test_nothing_is_planned_on_sundays_and_eves_and_the_rule_is_named(
    rounds: Rounds, tmp_path: Path, closed: str
) -> None:
    rounds("import", visits(tmp_path, row(1, date=closed)))
    rounds("import", staff(tmp_path), "--kind", "staff", "--date", closed)
    answer = rounds("plan", closed, "--seconds", "0.5")
    assert "0 of 1 visits planned" in answer.said
    assert "V-1: A rule forbids it: Nobody is visited on Sundays" in answer.said


def test_a_team_of_one_is_refused_at_the_door_in_words(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1, date="2099-11-24")))
    alone = tmp_path / "alone.csv"
    alone.write_text("Staff reference,Name,Team,Depot,Trained on\nS-1,Li Wen,Heron,Office,2099-11-02", encoding="utf-8")
    pair = tmp_path / "pair.csv"
    pair.write_text(alone.read_text(encoding="utf-8") + "\nS-2,Li Min,Heron,Office,2099-11-02", encoding="utf-8")
    rounds("import", pair, "--kind", "staff", "--date", "2099-11-24")
    rounds("plan", "2099-11-24", "--seconds", "0.5")
    rounds("import", alone, "--kind", "staff", "--date", "2099-11-24")
    answer = rounds("issue", "2099-11-24", "--out", tmp_path / "out")
    assert answer.code == 2
    assert "Nobody visits alone." in answer.complained
    assert not (tmp_path / "out").exists()
    again = rounds("plan", "2099-11-24", "--seconds", "0.5", "--afresh")
    assert again.code == 1
    assert "Heron: The team is too small to be sent out; missing: 1." in again.said


def test_the_next_day_with_visits_is_meant_not_one_with_staff_alone(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1, date="2099-11-24")))
    rounds("import", staff(tmp_path), "--kind", "staff", "--date", "2099-11-23")
    assert "1 of 1 visits are located." in rounds("geocode").said


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_search_lasts_some_time(town: Rounds, seconds: str) -> None:
    answer = town("plan", TUESDAY, "--seconds", seconds)
    assert answer.code == 2
    assert "is no length of time" in answer.complained
    assert answer.complained.count("\n") == 1


def test_argparse_speaks_chinese_too(rounds: Rounds) -> None:
    told = rounds("plan", "--lang", "zh", "--help").said
    assert "show this help" not in told
    assert "usage" not in told
    assert "required" not in rounds("--lang", "zh", "issue").complained


def test_a_fault_of_ours_is_told_in_one_line_and_quotes_nobody(
    rounds: Rounds, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    customer = " ".join(("Ada", "Quill"))

    def broken(_options: object) -> int:
        raise KeyError(customer)

    monkeypatch.setattr("planner.cli.day.check", broken)
    answer = rounds("check")
    assert answer.code == 2
    assert "KeyError" in answer.complained
    assert customer not in answer.complained + caplog.text
    assert "in broken" in caplog.text
