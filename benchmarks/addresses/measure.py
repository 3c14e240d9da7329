"""Asks an index for perturbed addresses and counts: found within 50 m, claimed for certain and wrong, milliseconds."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.addresses.asked import Address, addresses_of, some
from benchmarks.addresses.fair import NEAR_M, Judge, away
from benchmarks.addresses.writings import CHINESE, LATIN, Way, Written
from routing.region.addresses import AddressIndex

FAR_M = 200


@dataclass
class Count:
    """What became of the questions of one kind; `misses` are written and found."""

    asked: int = 0
    found: int = 0
    sure: int = 0
    wrong: int = 0
    unfair: int = 0
    unfair_wrong: int = 0
    times: list[float] = field(default_factory=list)
    misses: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Take in another's."""
        for name in ("asked", "found", "sure", "wrong", "unfair", "unfair_wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.times += other.times
        self.misses += other.misses


def measure(
    name: str,
    folder: Path,
    *,
    count: int,
    seed: int,
    chinese: bool = False,
    only: Callable[[Address], bool] | None = None,
    show: int = 0,
) -> Count:
    """Ask each kind of writing of some addresses of an index, and print a table."""
    everything = addresses_of(folder, chinese)
    judge = Judge(everything)
    chosen = [address for address in everything if only is None or only(address)]
    index = AddressIndex(folder)
    chance = random.Random(seed)
    total = Count()
    print(f"\n{name}: {len(chosen):,} addresses")
    print(
        f"  {'kind':<14} {'asked':>5} {'unfair':>6} {'hit@1':>7} {'sure':>6} {'wrong':>5} {'median':>7} {'p95':>6} ms"
    )
    for kind, way in (CHINESE if chinese else LATIN).items():
        counted = ask(index, judge, written(way, chosen, count, chance))
        show_row(kind, counted, show)
        total.add(counted)
    show_row("all", total)
    index.close()
    return total


def written(way: Way, addresses: list[Address], count: int, chance: random.Random) -> list[tuple[Written, Address]]:
    """So many addresses, written in one way; fewer where the way does not apply to so many."""
    found: list[tuple[Written, Address]] = []
    for address in some(addresses, 20 * count, chance):
        text = way(address, chance)
        if text is not None:
            found.append((text, address))
        if len(found) == count:
            break
    return found


def ask(index: AddressIndex, judge: Judge, questions: Iterable[tuple[Written, Address]]) -> Count:
    """Ask, and count."""
    counted = Count()
    for text, truth in questions:
        began = time.perf_counter()
        found = index.search(text.text)
        counted.times.append((time.perf_counter() - began) * 1000)
        off = away(found[0].coordinates, truth.place) if found else float("inf")
        is_wrong = bool(found) and found[0].sure and off > FAR_M
        if not judge.is_fair(text, truth):
            counted.unfair += 1
            counted.unfair_wrong += is_wrong
            continue
        counted.asked += 1
        counted.found += off <= NEAR_M
        counted.sure += bool(found) and found[0].sure
        counted.wrong += is_wrong
        if off > NEAR_M or is_wrong:
            best = found[0] if found else None
            told = f"{best.matched} {best.match} {best.score:.3f} {best.differs} {off:.0f} m" if best else "nothing"
            counted.misses.append((text.text, told))
    return counted


def show_row(name: str, counted: Count, misses: int = 0) -> None:
    """One line of the table, and some of what was missed."""
    if not counted.asked:
        print(f"  {name:<14}     -")
        return
    times = sorted(counted.times)
    print(
        f"  {name:<14} {counted.asked:>5} {counted.unfair:>6} {counted.found / counted.asked:>7.2%}"
        f" {counted.sure / counted.asked:>6.1%} {counted.wrong:>5}"
        f" {median(times):>7.2f} {times[len(times) * 95 // 100]:>6.2f}"
    )
    for text, told in counted.misses[:misses]:
        print(f"      {text}  ->  {told}")
