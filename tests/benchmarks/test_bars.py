"""What the table of the solver says follows from the runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.solver import kept, table
from benchmarks.solver.bars import best_lengths, of_days, of_solomon
from benchmarks.solver.judge import Verdict
from benchmarks.solver.peers import ENGINES
from benchmarks.solver.runner import Run
from routing.problem import Problem
from tests.routing.situations import job, problem, vehicle


def ran(engine: str, travel: int, seed: int = 1, left: int = 0, day: str = "120x14") -> Run:
    verdict = Verdict((), 0, left, 1 if left else 0, travel)
    return Run(day, 1, engine, 5.0, seed, 5.0, verdict, {"a": ["one"]}, 0.1, 10, 100.0)


def met(*runs: Run) -> dict[str, bool]:
    return {bar.asked: bar.met for bar in of_days(runs, {"120x14": {"travel": 960}})}


def test_a_day_is_held_to_the_better_of_two_peers() -> None:
    peers = (ran("vroom", 1000), ran("ortools", 1100, 1), ran("ortools", 1100, 2))
    assert all(met(ran("rounds", 965, 1), ran("rounds", 970, 2), *peers).values())
    missed = met(ran("rounds", 965, 1), ran("rounds", 980, 2), *peers)
    assert [asked for asked, good in missed.items() if not good] == [
        "travel at least 3 % below the best of VROOM and OR-Tools, on the mean",
        "within 1 % of the best of ten 120-s runs of all engines",
    ]


def test_one_run_that_leaves_out_more_than_a_peer_without_seeds_misses_the_bar() -> None:
    peers = (ran("vroom", 1000), ran("ortools", 1100, 1, left=30), ran("ortools", 1100, 2, left=30))
    assert not met(ran("rounds", 900, 1), ran("rounds", 900, 2, left=30), *peers)["left-out priority never higher"]


def test_a_bar_without_its_runs_says_nothing() -> None:
    assert not of_days([ran("rounds", 900), ran("vroom", 1000)], {})


def test_what_is_shorter_than_the_best_known_is_the_best_known() -> None:
    runs = [replace(ran("rounds", 0, day="R101"), length=101.0), replace(ran("pyvrp", 0, day="R101"), length=100.0)]
    known = best_lengths(runs, {"R101": 102.0})
    assert known == {"R101": 100.0}
    (bar,) = of_solomon(runs, known)
    assert (bar.measured, bar.met) == ("1.000 %", False)


def test_runs_are_read_as_they_were_kept(tmp_path: Path) -> None:
    runs = [ran("rounds", 900), ran("vroom", 1000, left=30)]
    kept.write(tmp_path / "runs", runs[:1])
    kept.write(tmp_path / "runs", runs[1:])
    assert kept.read(tmp_path / "runs") == runs


def test_a_page_keeps_what_is_around_its_table(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    for text in ("an old table", "a later table"):
        table.write(page, text)
    page.write_text(page.read_text(encoding="utf-8") + "By hand.\n", encoding="utf-8")
    table.write(page, table.report([ran("rounds", 900)], [], {}, "command"))
    read = page.read_text(encoding="utf-8")
    assert read.startswith("# The solver")
    assert read.endswith("By hand.\n")
    assert "an old table" not in read
    assert "a later table" not in read
    assert "| 120x14 | Rounds | 5 | 5.0 | 1 | 0 | 0 (0) | 900 | 900 | 900 |" in read


def test_engines_are_not_asked_for_what_they_lack() -> None:
    plain = problem(job("one", 1), vehicle("a"))
    rested = problem(job("one", 1), vehicle("a", (120, 240, 30)))
    together = problem(job("one", 1, joint="j"), job("other", 1, joint="j"), vehicle("a"), vehicle("b"))

    def able(whole: Problem) -> set[str]:
        return {name for name, engine in ENGINES.items() if engine.can(whole)}

    assert able(plain) == set(ENGINES)
    assert able(plain) - able(rested) == {"pyvrp"}
    assert able(together) == {"rounds", "rounds-ortools"}
