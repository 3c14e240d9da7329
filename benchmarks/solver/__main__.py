"""The solver beside its peers: same days, same two cores, one run after the other, judged by the routes alone.

    python3 start.py bench solver [--days 40x6,120x14,...] [--seeds 10] [--engines rounds,vroom,ortools,pyvrp]
        [--seconds S] [--quick] [--varied] [--keep FILE] [--write docs/solver.md] [--reference] [--data FOLDER]

Days: those of `days.KINDS`, `solomon`, and `speed` (first plan, cancel, urgent visit). `--quick` makes two short runs
of each, to see that all works. `--varied` draws the day anew for each seed. `--keep` notes every run in a file, and
does not repeat what is in it. `--reference` makes the long runs that others are compared with. The peers come with the
extra `peers`; what is not installed is passed over, with a word on how to have it.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.solver import bars, joint, kept, reference, solomon, speed, table
from benchmarks.solver.peers import ENGINES
from benchmarks.solver.rows import ROWS, SOLOMON, Row, problem
from benchmarks.solver.runner import Run, run, two_cores

SPEED = "speed"


@dataclass(frozen=True, slots=True)
class Asked:
    """One run to make."""

    day: str
    draw: int
    engine: str
    seconds: float
    seed: int


def main() -> int:
    """Run, print, write."""
    options = _options()
    _say_what_is_missing(options)
    runs = _measured(options)
    if options.reference:
        reference.keep(runs)
        return 0
    known = bars.best_lengths(runs, solomon.best_known(options.data) if solomon.names(options.data) else {})
    found = bars.of_days(runs, {} if options.varied else reference.best())
    found += joint.bars(runs) + bars.of_solomon(runs, known)
    if SPEED in options.days and ENGINES["rounds"].installed:
        found += speed.bars()
    command = "python3 start.py bench solver " + shlex.join(sys.argv[1:])
    text = table.report(runs, found, known, command.strip())
    print("\n" + text)
    if options.write:
        table.write(options.write, text)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=lambda text: text.split(","), help="default: all")
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--engines", type=lambda text: text.split(","), help=f"of {', '.join(ENGINES)}")
    parser.add_argument("--seconds", type=float, help="for every engine, instead of what the bars say")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--varied", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("--data", type=Path, default=solomon.FOLDER)
    options = parser.parse_args()
    options.days = options.days or ([*reference.DAYS] if options.reference else [*ROWS, SPEED])
    if unknown := [name for name in options.days if name not in ROWS and name != SPEED]:
        parser.error(f"No such day: {', '.join(unknown)}. There are {', '.join([*ROWS, SPEED])}.")
    if unknown := [name for name in options.engines or () if name not in ENGINES]:
        parser.error(f"No such engine: {', '.join(unknown)}. There are {', '.join(ENGINES)}.")
    return options


def _say_what_is_missing(options: argparse.Namespace) -> None:
    if not two_cores():
        print("Engines cannot be kept to two cores here: what has more threads may use more.")
    if missing := sorted({engine.library for engine in ENGINES.values() if not engine.installed}):
        project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        print(f"Not installed and passed over: {', '.join(missing)}. To have the peers:")
        print(f"    {sys.executable} -m pip install {' '.join(project['optional-dependencies']['peers'])}")
    if SOLOMON in options.days and not solomon.names(options.data):
        print(f"Solomon's instances are passed over: none in {options.data}. Name their folder with --data.")


def _measured(options: argparse.Namespace) -> list[Run]:
    before = {each.asked: each for each in kept.read(options.keep)}
    found = []
    for asked in _all_asked(options):
        key = (asked.day, asked.draw, asked.engine, asked.seconds, asked.seed)
        if key not in before:
            before[key] = _run(asked, options.data)
            kept.write(options.keep, [before[key]])
        found.append(before[key])
        _say(before[key])
    return found


def _run(asked: Asked, data: Path) -> Run:
    engine = ENGINES[asked.engine]
    made = run(engine, problem(asked.day, asked.draw, data), asked.seconds, asked.seed, asked.day, asked.draw)
    length = solomon.length(asked.day, made.orders, data) if asked.day in solomon.names(data) else None
    return replace(made, length=length)


def _say(each: Run) -> None:
    verdict = each.verdict
    told = f"left out {verdict.priority_left} ({verdict.left}), travel {verdict.travel:,}"
    told = f"breaks rules: {', '.join(verdict.broken)}" if verdict.broken else told
    asked = f"{each.day} #{each.draw}, {ENGINES[each.engine].title}, seed {each.seed}, {each.seconds:g} s"
    more = f", {each.iterations / each.took:,.0f} iterations a second" if each.iterations else ""
    print(f"{asked}: {told}; took {each.took:.1f} s{more}", flush=True)


def _all_asked(options: argparse.Namespace) -> Iterator[Asked]:
    for name in options.days:
        if name == SOLOMON:
            instances = solomon.names(options.data)
            for instance in [each for each in instances if each in solomon.QUICK or not options.quick]:
                yield from _asked(options, instance, ROWS[name])
        elif name != SPEED:
            yield from _asked(options, name, ROWS[name])


def _asked(options: argparse.Namespace, day: str, row: Row) -> Iterator[Asked]:
    seeds = options.seeds or (
        reference.SEEDS if options.reference else min(row.seeds, 2) if options.quick else row.seeds
    )
    engines = row.engines
    if options.reference:
        engines = tuple((name, reference.SECONDS) for name in reference.ENGINES)
    for name, seconds in dict.fromkeys((name, _seconds(options, seconds)) for name, seconds in engines):
        engine = ENGINES[name]
        wanted = engine.installed and (not options.engines or name in options.engines)
        for seed in range(1, seeds + 1) if wanted and engine.can(problem(day, 1, options.data)) else ():
            if engine.seeded or options.varied or seed == 1:
                yield Asked(day, seed if options.varied else 1, name, seconds, seed)


def _seconds(options: argparse.Namespace, usual: float) -> float:
    return options.seconds or (min(usual, 2.0) if options.quick else usual)


if __name__ == "__main__":
    sys.exit(main())
