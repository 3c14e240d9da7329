"""The best plans known for some days: the best of ten long runs of every engine, kept beside this file.

Making them takes hours, so the ordinary run only reads them. They hold for the draw 1 of a day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.solver.runner import Run
from benchmarks.solver.table import machine

FILE = Path(__file__).with_name("reference.json")
DAYS = ("40x6", "120x14")
SECONDS, SEEDS = 120.0, 10
ENGINES = ("rounds", "vroom", "ortools", "rounds-ortools", "pyvrp")


def best() -> Mapping[str, Mapping[str, Any]]:
    """By day, the best plan known; empty where none was ever made."""
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {day: each["best"] for day, each in kept.items()}


def keep(runs: Sequence[Run]) -> None:
    """Note the best of these runs of each day, and what every engine came to."""
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    for day in dict.fromkeys(run.day for run in runs):
        same = sorted((run for run in runs if run.day == day), key=lambda run: run.verdict.rank)
        kept[day] = {"made": machine(), "best": _plan(same[0]), "engines": dict(_engines(same))}
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _plan(run: Run) -> dict[str, Any]:
    verdict = run.verdict
    return {
        "engine": run.engine,
        "seconds": run.seconds,
        "seed": run.seed,
        "must_left": verdict.must_left,
        "priority_left": verdict.priority_left,
        "left": verdict.left,
        "travel": verdict.travel,
        "orders": {vehicle: list(order) for vehicle, order in run.orders.items()},
    }


def _engines(runs: Sequence[Run]) -> Iterator[tuple[str, list[list[int]]]]:
    # By engine, the left-out priority and the travel of each run, best first.
    for engine in dict.fromkeys(run.engine for run in runs):
        same = [run.verdict for run in runs if run.engine == engine]
        yield engine, [[verdict.priority_left, verdict.travel] for verdict in same]
