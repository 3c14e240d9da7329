"""``rounds solve`` and ``rounds check FILE``: a problem in VROOM's format goes in, its answer or a table comes out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from routing.vroom.roads import encoded_line
from tests.planner.cli.conftest import Rounds
from tests.routing.vroom.asked import MINUTE, Asked, job, problem, rest, steps, vehicle


def file(folder: Path, asked: Asked | str, name: str = "in.json") -> Path:
    found = folder / name
    found.write_text(asked if isinstance(asked, str) else json.dumps(asked), encoding="utf-8")
    return found


def small() -> Asked:
    jobs = [job(number, number, priority=10 * number) for number in range(1, 5)]
    return problem(jobs, [vehicle(1, rest(1, 60, 200)), vehicle(2, skills=[3])])


def test_a_problem_is_answered_into_a_file(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("solve", file(tmp_path, small()), "-o", tmp_path / "out.json", "--seconds", "0.5", "--seed", "3")
    assert (answer.code, answer.said) == (0, "")
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert told["code"] == 0
    assert (told["summary"]["unassigned"], told["summary"]["priority"], told["summary"]["cost"]) == (0, 100, 4800)
    assert not told["summary"]["violations"]
    assert not (tmp_path / "data").exists(), "no office is opened"


def test_doors_at_one_place_pay_their_set_up_once_and_keep_their_windows(rounds: Rounds, tmp_path: Path) -> None:
    doors = [job(number, 2, (60, 95), setup=5 * MINUTE) for number in (1, 2)]
    told = json.loads(rounds("solve", file(tmp_path, problem(doors, [vehicle(1)])), "--seconds", "0.4").said)
    assert (told["summary"]["unassigned"], told["summary"]["setup"]) == (0, 5 * MINUTE)
    assert [step["arrival"] + step["waiting_time"] for step in told["routes"][0]["steps"]][1:3] == [60 * 60, 95 * 60]


def test_it_reads_and_writes_by_the_console(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(small()).encode()), encoding="utf-8"))
    assert json.loads(rounds("solve", "-", "--seconds", "0.3").said)["summary"]["routes"] == 1


def test_without_matrices_it_says_what_the_ways_are(rounds: Rounds, tmp_path: Path) -> None:
    door = {"id": 7, "location": [-30.4, 45.2], "description": "blue"}
    asked = {
        "jobs": [door, {"id": 8, "location": [-30.4, 89.0]}],
        "vehicles": [{"id": 1, "profile": "bike", "start": [-30.41, 45.2], "time_window": [0, 7200]}],
        "options": {"g": True},
    }
    answer = rounds("solve", file(tmp_path, asked), "--seconds", "0.3")
    assert answer.complained.startswith("Ways are straight lines × 1.35.")
    told = json.loads(answer.said)
    (route,) = told["routes"]
    assert [step["type"] for step in route["steps"]] == ["start", "job", "end"]
    assert route["steps"][1]["location"] == [-30.4, 45.2]
    assert route["geometry"] == encoded_line([(45.2, -30.41), (45.2, -30.4)])
    assert told["unassigned"][0]["reason"] == "window_outside_shifts"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("{", "The file is no whole JSON"),
        ({**small(), "shipments": [{}]}, "shipments asks for something that Rounds cannot do."),
        ({**small(), "jobs": [{"id": -1}]}, "jobs[0].id must be a whole number"),
    ],
)
def test_what_cannot_be_answered_is_told_as_vroom_tells_it(
    rounds: Rounds, tmp_path: Path, asked: Asked | str, said: str
) -> None:
    answer = rounds("solve", file(tmp_path, asked), "-o", tmp_path / "out.json")
    assert answer.code == 2
    assert answer.complained.count("\n") == 1
    assert said in answer.complained
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (told["code"], told["error"] + "\n") == (2, answer.complained)


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere.json",),
        ("in.json", "--engine", "magic"),
        ("in.json", "--region", "Atlantis"),
        ("in.json", "-o", "no/out.json"),
    ],
)
def test_every_complaint_is_one_line(
    rounds: Rounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    file(tmp_path, {"jobs": [], "vehicles": [{"id": 1, "start": [1, 2]}]})
    answer = rounds("solve", *words)
    assert answer.code == 2
    assert answer.complained.count("\n") == 1
    assert "Traceback" not in answer.complained


def test_a_plan_made_by_a_person_is_judged_with_amount_and_place(rounds: Rounds, tmp_path: Path) -> None:
    asked = problem(
        [job(1, 1), job(2, 2, (0, 15), skills=[7])],
        [vehicle(4, rest(3, 400, 500), steps=steps(1, 2))],
    )
    answer = rounds("check", file(tmp_path, asked))
    assert answer.code == 1
    assert answer.said.splitlines() == [
        "Vehicle  No.  Stop     What is broken",
        "4        2    2        Skills the team does not have: 1.",
        "4        2    2        After the agreed time, by 35 min.",
        "4             break 3  A break of 30 min is missing.",
    ]
    asked["vehicles"][0]["steps"] = steps(1, "break 3")
    fine = rounds("check", file(tmp_path, asked))
    assert (fine.code, fine.said) == (0, "The plan keeps every rule.\n")
    assert rounds("check", file(tmp_path, small())).code == 2


def test_plan_mode_answers_with_violations_and_searches_nothing(rounds: Rounds, tmp_path: Path) -> None:
    asked = problem([job(1, 1, (0, 5))], [vehicle(1, steps=steps(1))], options={"c": True})
    answer = rounds("solve", file(tmp_path, asked))
    assert answer.code == 0
    assert json.loads(answer.said)["summary"]["violations"] == [{"cause": "delay", "duration": 5 * MINUTE}]


def test_a_small_day_is_proven_in_one_line(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("solve", file(tmp_path, small()), "--seconds", "0.3", "--prove")
    assert answer.complained == "Proven: no plan leaves out less than this one (jobs: 0) and costs less than 4800.\n"
    told = json.loads(answer.said)
    assert told["proof"] == {"optimal": True, "unassigned_priority": 0, "unassigned": 0, "cost": 4800}
    assert "proof" not in json.loads(rounds("solve", file(tmp_path, small()), "--seconds", "0.3").said)


def test_where_time_is_short_it_says_how_much_could_be_saved_at_most(rounds: Rounds, tmp_path: Path) -> None:
    many = problem([job(number, number) for number in range(1, 15)], [vehicle(1), vehicle(2)], places=15)
    answer = rounds("solve", file(tmp_path, many), "--seconds", "0.3", "--prove", "--prove-seconds", "0.01")
    assert answer.code == 0
    assert answer.complained.startswith("Not proven in 0.01 s. ")
    told = json.loads(answer.said)
    assert not told["proof"]["optimal"]
    assert told["proof"]["cost"] <= told["summary"]["cost"]


def test_what_no_proof_can_hold_is_refused_before_anything_is_searched(rounds: Rounds, tmp_path: Path) -> None:
    many = problem([job(number, 1) for number in range(1, 160)], [vehicle(1)])
    answer = rounds("solve", file(tmp_path, many), "--seconds", "600", "--prove")
    assert answer.code == 2
    assert "159 jobs and 1 vehicles are too many to be proven" in answer.complained
    laid = problem([job(1, 1)], [vehicle(1, steps=steps(1))], options={"c": True})
    assert "Leave out --prove" in rounds("solve", file(tmp_path, laid), "--prove").complained


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_writes_the_best_so_far(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("solve", file(tmp_path, small()), "--seconds", "600")
    assert answer.code == 0
    assert answer.complained.endswith("Stopped as you asked; this is the best plan so far.\n")
    assert json.loads(answer.said)["summary"]["unassigned"] == 0
