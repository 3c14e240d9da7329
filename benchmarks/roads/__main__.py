"""Travel times on real roads: what they cost, and whether they agree with the route that is driven.

    python3 start.py bench roads [REGION or FILE.osm.pbf] [--sizes 200,500] [--others 200] [--pairs 600]

REGION is the folder of a built region; a file is built first, and without either the demo's town is. Places are
addresses of the region. Exit code 1 if a bar is missed: 98 % of pairs within 2 s of the route, none empty that has a
route, a gigabyte of memory.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.roads.watched import Cost, matrix
from resources.demo.town import write_town
from routing.problem import Coordinates
from routing.region.addresses import AddressIndex
from routing.region.build import build_region
from routing.roads import Asked, NetworkSpec, open_network
from routing.travel import UNREACHABLE, TravelTimes

SEED = 11
CLOSE_S, LEAST_SHARE, MOST_MB = 2, 0.98, 1000
OTHERS = ("scooter", "bicycle", "foot")
COSTS = "| what | wall s | processor s | peak memory MB | empty cells |\n|---|---|---|---|---|"
PAIRS = "| pairs against the route | within 2 s | farthest off, s | empty though there is a route |\n|---|---|---|---|"


def main() -> int:
    """Print both tables."""
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="rounds-bench-") as folder:
        region = built(options.region, Path(folder))
        places = some_places(region, max(*options.sizes, options.others) + 1)
        found, bad = costs(str(region), places, options)
        print(f"\n{PAIRS}")
        for mode, times in found.items():
            bad |= pairs(str(region), places[: times.size], mode, times, options.pairs)
    return int(bad)


def read_options() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("region", nargs="?", type=Path)
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[200, 500])
    parser.add_argument("--others", type=int, default=200, help="places for the other modes; 0 leaves them out")
    parser.add_argument("--pairs", type=int, default=600)
    return parser.parse_args()


def built(source: Path | None, folder: Path) -> Path:
    """The folder of a region, made if need be."""
    if source and source.is_dir():
        return source
    if source is None:
        source = folder / "emberford.osm.pbf"
        write_town(source)
    build_region(str(source), str(folder / "region"), report=lambda _: None)
    return folder / "region"


def some_places(region: Path, count: int) -> list[Coordinates]:
    """Addresses all over the region."""
    index = AddressIndex(region)
    found = [place for _, place in index.sample(count, seed=SEED)]
    index.close()
    return found


def costs(region: str, places: list[Coordinates], options: argparse.Namespace) -> tuple[dict[str, TravelTimes], bool]:
    """Measure each size and mode; the largest matrix of each mode, and whether any took too much memory."""
    roads, quick = NetworkSpec("valhalla", region), NetworkSpec("quick", region)
    found, memory = {}, 0.0
    print(COSTS)
    asked = [("car", size) for size in options.sizes] + [(mode, options.others) for mode in OTHERS if options.others]
    for mode, size in asked:
        (times,), cost = matrix(roads, places[:size], [whole(mode, size)])
        found[mode], memory = times, max(memory, cost.memory_mb)
        print(cost_row(f"{mode} {size}²", cost, times), flush=True)
    largest = max(options.sizes)
    (times,), cost = matrix(quick, places[:largest], [whole("car", largest)])
    print(cost_row(f"car {largest}², quick estimate", cost, times), flush=True)
    old, new = tuple(range(largest)), (largest,)
    _parts, cost = matrix(roads, places[: largest + 1], [Asked("car", new, old), Asked("car", old, new)])
    print(cost_row(f"one new visit beside {largest}", cost, None), flush=True)
    off = np.abs(times.durations.astype(int) - found["car"].durations)
    print(f"\nQuick estimate: {np.mean(off <= CLOSE_S):.1%} within {CLOSE_S} s, {np.mean(off > 30):.2%} over 30 s off.")
    return found, memory > MOST_MB


def whole(mode: str, size: int) -> Asked:
    """All rows and columns."""
    return Asked(mode, tuple(range(size)), tuple(range(size)))


def cost_row(name: str, cost: Cost, times: TravelTimes | None) -> str:
    """As a row of the first table."""
    empty = "" if times is None else int((times.durations == UNREACHABLE).sum())
    return f"| {name} | {cost.wall_s:.1f} | {cost.processor_s:.1f} | {cost.memory_mb:.0f} | {empty} |"


def pairs(region: str, places: Sequence[Coordinates], mode: str, times: TravelTimes, count: int) -> bool:
    """Compare random pairs with the route, and all that is empty as far as there is time; whether a bar is missed."""
    network, draw = open_network(NetworkSpec("valhalla", region)), random.Random(SEED)
    off = []
    for _ in range(count):
        a, b = draw.sample(range(len(places)), 2)
        route = network.path([places[a], places[b]], mode)[0].duration
        if UNREACHABLE not in (route, int(times.durations[a, b])):
            off.append(int(times.durations[a, b]) - route)
    empty = [(int(a), int(b)) for a, b in np.argwhere(times.durations == UNREACHABLE)]
    tried = draw.sample(empty, min(count, len(empty)))
    lost = sum(network.path([places[a], places[b]], mode)[0].duration != UNREACHABLE for a, b in tried)
    close = float(np.mean(np.abs(off) <= CLOSE_S))
    farthest = max(off, key=abs, default=0)
    print(
        f"| {mode}, {len(off)} of {len(places)}² | {close:.1%} | {farthest:+d} | {lost} of {len(tried)} |", flush=True
    )
    return close < LEAST_SHARE or lost > 0


if __name__ == "__main__":
    sys.exit(main())
