"""What the engine is held to on each day, and whether the runs at hand meet it. How they are shown is `table`'s.

A bar that needs runs that are not there says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.solver.runner import Run
from benchmarks.solver.solomon import QUICK

Best = Mapping[str, Mapping[str, object]]
"""For each day the best plan known from long runs: `must_left`, `priority_left`, `left`, `travel`."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: what is asked on which day, what was measured, and whether that is enough."""

    day: str
    asked: str
    measured: str
    met: bool


@dataclass(frozen=True, slots=True)
class Day:
    """All runs of one day, ours and the peers'."""

    name: str
    ours: Sequence[Run]
    peers: Mapping[str, Sequence[Run]]
    best: Mapping[str, object] | None

    def beside(self, run: Run, *engines: str) -> list[Run]:
        """What peers found on the same draw, with the same seed or without any."""
        return [
            other
            for name in engines or self.peers
            for other in self.peers.get(name, ())
            if other.draw == run.draw and (other.seed == run.seed or not _seeded(self.peers[name]))
        ]


def _seeded(runs: Sequence[Run]) -> bool:
    return len({(run.draw, run.seed) for run in runs}) > len({run.draw for run in runs})


def of_days(runs: Sequence[Run], best: Best) -> list[Bar]:
    """Every bar about which these runs say something."""
    found = []
    for name, judged in BARS.items():
        at = [run for run in runs if run.day == name]
        ours = [run for run in at if run.engine == "rounds"]
        names = dict.fromkeys(run.engine for run in at if not run.engine.startswith("rounds"))
        peers = {engine: _longest([run for run in at if run.engine == engine]) for engine in names}
        if ours:
            found += list(judged(Day(name, ours, peers, best.get(name))))
    return found


def _longest(runs: Sequence[Run]) -> list[Run]:
    most = max(run.seconds for run in runs)
    return [run for run in runs if run.seconds == most]


def _travel(runs: Sequence[Run]) -> float:
    return mean(run.verdict.travel for run in runs)


def _small(day: Day) -> Iterator[Bar]:
    if day.peers:
        worse = [run for run in day.ours if any(run.verdict.rank > other.verdict.rank for other in day.beside(run))]
        yield Bar(
            day.name,
            "never worse than any peer at 10 s",
            f"worse in {len(worse)} of {len(day.ours)} runs",
            not worse,
        )
    if day.best:
        equal = [run for run in day.ours if run.verdict.rank <= _rank(day.best)]
        asked = "equal to the best of ten 120-s runs of all engines"
        yield Bar(day.name, asked, f"equal in {len(equal)} of {len(day.ours)} runs", len(equal) == len(day.ours))


def _rank(best: Mapping[str, object]) -> tuple[object, ...]:
    return 0, best["must_left"], best["priority_left"], best["left"], best["travel"]


def _with_breaks(day: Day) -> Iterator[Bar]:
    if {"vroom", "ortools"} <= set(day.peers):
        yield _priority_never_higher(day)
        ours, best = _travel(day.ours), min(_travel(day.peers["vroom"]), _travel(day.peers["ortools"]))
        asked = "travel at least 3 % below the best of VROOM and OR-Tools, on the mean"
        yield Bar(day.name, asked, f"{100 * (1 - ours / best):.1f} % below", ours <= 0.97 * best)
    if day.best:
        gap = 100 * (_travel(day.ours) / float(str(day.best["travel"])) - 1)
        yield Bar(day.name, "within 1 % of the best of ten 120-s runs of all engines", f"{gap:+.2f} %", gap <= 1)


def _priority_never_higher(day: Day, *engines: str) -> Bar:
    higher = [
        run
        for run in day.ours
        if any(run.verdict.rank[:3] > other.verdict.rank[:3] for other in day.beside(run, *engines))
    ]
    asked = f"left-out priority never higher{' than VROOM' if engines else ''}"
    return Bar(day.name, asked, f"higher in {len(higher)} of {len(day.ours)} runs", not higher)


def _without_breaks(day: Day) -> Iterator[Bar]:
    if "pyvrp" in day.peers:
        ours, theirs = _travel(day.ours), _travel(day.peers["pyvrp"])
        asked = f"travel not above PyVRP's at {day.peers['pyvrp'][0].seconds:g} s, on the mean"
        complete = not any(run.verdict.left or run.verdict.broken for run in day.ours)
        yield Bar(day.name, asked, f"{100 * (ours / theirs - 1):+.2f} %", complete and ours <= theirs)


def _more_than_possible(day: Day) -> Iterator[Bar]:
    if "vroom" in day.peers:
        yield _priority_never_higher(day, "vroom")
        lower = [
            run
            for run in day.ours
            if all(run.verdict.rank[:3] < other.verdict.rank[:3] for other in day.beside(run, "vroom"))
        ]
        asked, count = "left-out priority lower than VROOM's on 7 of 10 seeds", len(day.ours)
        yield Bar(day.name, asked, f"lower on {len(lower)} of {count}", len(lower) >= 0.7 * count)
    if len(day.ours) > 1 and len({run.draw for run in day.ours}) == 1:
        yield _spread(day)


def _spread(day: Day) -> Bar:
    groups: dict[int, list[int]] = {}
    for run in day.ours:
        groups.setdefault(run.verdict.priority_left, []).append(run.verdict.travel)
    wide = max(100 * (max(travels) / min(travels) - 1) for travels in groups.values())
    told = ", ".join(f"{len(travels)} × {left}" for left, travels in sorted(groups.items()))
    asked = "worst at most 2 % above the best travel, at equal left-out priority"
    return Bar(day.name, asked, f"{wide:.2f} % (left out: {told})", wide <= 2)


def _large(day: Day) -> Iterator[Bar]:
    if day.peers:
        ahead = [run for run in day.ours if all(run.verdict.rank < each.verdict.rank for each in day.beside(run))]
        asked, count = "ahead of VROOM and OR-Tools at equal time", len(day.ours)
        yield Bar(day.name, asked, f"ahead in {len(ahead)} of {count} runs", len(ahead) == count)
    firsts = [run.first_s for run in day.ours if run.first_s is not None]
    if firsts:
        yield Bar(day.name, "first plan within 5 s", f"{max(firsts):.1f} s", max(firsts) <= 5)


def _largest(day: Day) -> Iterator[Bar]:
    held = [run.memory_mb for run in day.ours if run.memory_mb is not None]
    if held:
        yield Bar(day.name, "at most 2 GB", f"{max(held):,.0f} MB", max(held) <= 2048)


BARS: Mapping[str, Callable[[Day], Iterator[Bar]]] = {
    "40x6": _small,
    "120x14": _with_breaks,
    "120x14-no-breaks": _without_breaks,
    "300x32": _more_than_possible,
    "1000x90": _large,
    "1500x120": _largest,
}


def of_solomon(runs: Sequence[Run], known: Mapping[str, float]) -> list[Bar]:
    """The mean gap to the best known distances."""
    ours = [run for run in runs if run.engine == "rounds" and run.day in known]
    if not ours:
        return []
    gap = mean(gap_of(run, known) for run in ours)
    count = len({run.day for run in ours})
    named = "Solomon's 56" if count > len(QUICK) else f"{count} of Solomon's 56"
    return [Bar(named, "mean gap to best known at most 0.2 %", f"{gap:.3f} %", gap <= 0.2)]


def best_lengths(runs: Sequence[Run], known: Mapping[str, float]) -> dict[str, float]:
    """The best known distances; where a good plan among these runs is shorter, its length."""
    good = [run for run in runs if run.length is not None and not (run.verdict.broken or run.verdict.left)]
    return {
        name: min([length, *(run.length for run in good if run.day == name and run.length is not None)])
        for name, length in known.items()
    }


def gap_of(run: Run, known: Mapping[str, float]) -> float:
    """Percent above the best known distance; a plan that is not good counts as 100."""
    if run.length is None or run.verdict.broken or run.verdict.left:
        return 100.0
    return 100 * (run.length / known[run.day] - 1)
