"""Words what was measured as tables in Markdown, and puts them between two marks of a page. Measures nothing."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import mean

from benchmarks.solver.bars import Bar, gap_of
from benchmarks.solver.peers import ENGINES
from benchmarks.solver.runner import Run

PAGE = """# The solver beside its peers

Days of visits in made-up cities (`benchmarks/solver/days.py`: quarters and scattered homes, windows, promised spans,
skills, a lunch break for each team, asymmetric travel times), drawn with fixed seeds. Every engine runs in a process of
its own on the same two cores, one after the other, and its seconds are counted from having the problem. An engine of
one thread (OR-Tools, PyVRP) runs twice, side by side, and the better of both plans counts. VROOM has no seed: it runs
once. OR-Tools has none either: a seed shuffles its jobs. Every plan is judged by its routes alone
(`benchmarks/solver/judge.py`, which shares nothing with any engine, the timing or the checker). `left out` is the sum
of the priorities of the visits in no route, and their number in brackets; travel is in seconds. On Solomon's instances
distance alone counts, Euclidean and not rounded; where a run is shorter than the best known, it is the best known.
"""
BEGIN, END = "<!-- bench solver -->", "<!-- end of bench solver -->"


def report(runs: Sequence[Run], bars: Sequence[Bar], known: Mapping[str, float], command: str) -> str:
    """Everything as one text."""
    parts = [f"{machine()}\n\n```\n{command}\n```", _bars(bars), _days([run for run in runs if run.day not in known])]
    parts.append(_solomon([run for run in runs if run.day in known], known))
    return "\n\n".join(part for part in parts if part)


def machine() -> str:
    """What it was measured on, and when."""
    versions = []
    for name in ("numba", "ortools", "pyvroom", "pyvrp"):
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    cores = f"{os.cpu_count()} cores, two of them used"
    day = datetime.now(UTC).date().isoformat()
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{day}, {system}, {cores}; {', '.join(versions)}."


def _bars(bars: Sequence[Bar]) -> str:
    rows = [(bar.day, bar.asked, bar.measured, "met" if bar.met else "**missed**") for bar in bars]
    return _table(("day", "bar", "measured", ""), rows)


def _days(runs: Sequence[Run]) -> str:
    rows = []
    for name, engine, seconds in dict.fromkeys((run.day, run.engine, run.seconds) for run in runs):
        same = [run for run in runs if (run.day, run.engine, run.seconds) == (name, engine, seconds)]
        rows.append((name, ENGINES[engine].title, f"{seconds:g}", *_found(same)))
    columns = ("day", "engine", "seconds", "took", "runs", "left out: mean", "worst", "travel: mean", "worst", "best")
    return _table(columns, rows)


def _found(runs: Sequence[Run]) -> Iterator[str]:
    yield f"{mean(run.took for run in runs):.1f}"
    yield str(len(runs))
    good = [run.verdict for run in runs if not run.verdict.broken]
    if not good:
        yield from ("no plan that keeps the rules", "", "", "", "")
        return
    left = [verdict.priority_left for verdict in good]
    travel = [verdict.travel for verdict in good]
    broken = f" ({len(runs) - len(good)} broken)" if len(good) < len(runs) else ""
    yield f"{mean(left):.0f}{broken}"
    worst = max(good, key=lambda verdict: verdict.rank)
    yield f"{worst.priority_left} ({worst.left})"
    yield from (f"{mean(travel):,.0f}", f"{max(travel):,}", f"{min(travel):,}")


def _solomon(runs: Sequence[Run], known: Mapping[str, float]) -> str:
    rows = []
    for engine, seconds in dict.fromkeys((run.engine, run.seconds) for run in runs):
        same = [run for run in runs if (run.engine, run.seconds) == (engine, seconds)]
        gaps = {run.day: gap_of(run, known) for run in same}
        worst = max(gaps, key=lambda name: gaps[name])
        took = f"{mean(run.took for run in same):.1f}"
        row = (ENGINES[engine].title, f"{seconds:g}", took, str(len(gaps)), f"{mean(gaps.values()):.3f} %")
        rows.append((*row, f"{gaps[worst]:.2f} % ({worst})"))
    columns = ("Solomon, distance", "seconds", "took", "instances", "mean gap to best known", "worst")
    return _table(columns, rows)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(file: Path, text: str) -> None:
    """Put the text between the marks of a page, or at its end where it has none yet."""
    page = file.read_text(encoding="utf-8") if file.exists() else PAGE
    if BEGIN not in page:
        page = f"{page.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    file.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
