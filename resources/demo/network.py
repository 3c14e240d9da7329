"""Lines become a street network: crossings share a node, loose ends go, everything hangs together. Names nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from resources.demo.geometry import Line, Point, crossing, distance
from resources.demo.names import Name

SAME_M = 2.5
"""Points nearer than this are one node."""
STUB_M = 34.0
"""A loose end shorter than this is cut off."""
CELL = 80.0
CARS = {
    "motorway", "motorway_link", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street",
    "service",
}  # fmt: skip


@dataclass
class Street:
    """One stretch of road or path. `level` 1 is a bridge; `built` says how houses stand beside it."""

    line: Line
    kind: str
    name: Name | None = None
    built: str = "none"
    speed: int = 0
    level: int = 0
    one_way: bool = False
    fixed: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    nodes: list[int] = field(default_factory=list)


class Segments:
    """Finds the segments of lines near a segment."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self.lines: list[Sequence[Point]] = []

    def add(self, line: Sequence[Point]) -> None:
        """Take in a line; it is known by its number."""
        number = len(self.lines)
        self.lines.append(line)
        for index, (a, b) in enumerate(pairwise(line)):
            for cell in _cells(a, b):
                self._cells[cell].append((number, index))

    def near(self, a: Point, b: Point) -> Iterator[tuple[int, int]]:
        """Line and segment numbers that may touch the segment from `a` to `b`, each once."""
        seen: set[tuple[int, int]] = set()
        for cell in _cells(a, b):
            for found in self._cells.get(cell, ()):
                if found not in seen:
                    seen.add(found)
                    yield found


def _cells(a: Point, b: Point) -> Iterator[tuple[int, int]]:
    left, right = sorted((a[0], b[0]))
    low, high = sorted((a[1], b[1]))
    for column in range(int((left - 3) // CELL), int((right + 3) // CELL) + 1):
        for row in range(int((low - 3) // CELL), int((high + 3) // CELL) + 1):
            yield column, row


class Nodes:
    """Nodes by place: what is nearly at the same place is the same node."""

    def __init__(self) -> None:
        self.places: list[Point] = []
        self._cells: dict[tuple[int, int], list[int]] = defaultdict(list)

    def at(self, point: Point, within: float = SAME_M) -> int:
        """The node at a place, made where there is none."""
        column, row = int(point[0] // SAME_M), int(point[1] // SAME_M)
        around = (self._cells.get((column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        near = [(distance(self.places[node], point), node) for nodes in around for node in nodes]
        if near and min(near)[0] <= within:
            return min(near)[1]
        self.places.append(point)
        self._cells[column, row].append(len(self.places) - 1)
        return len(self.places) - 1


def join(streets: list[Street], nodes: Nodes) -> None:
    """Give every street its nodes, so that those which meet or cross on one level share one."""
    grid = Segments()
    for street in streets:
        grid.add(street.line)
    cuts: list[dict[int, list[tuple[float, Point]]]] = [defaultdict(list) for _ in streets]
    for number, street in enumerate(streets):
        for index, (a, b) in enumerate(pairwise(street.line)):
            for other, at in grid.near(a, b):
                if other > number and streets[other].level == street.level:
                    _cut(streets, cuts, (number, index), (other, at))
    for street, own in zip(streets, cuts, strict=True):
        points: Line = [street.line[0]]
        for index, end in enumerate(street.line[1:]):
            points += [point for _, point in sorted(own.get(index, ()))] + [end]
        street.nodes = _once(nodes.at(point) for point in points)


def _cut(
    streets: list[Street],
    cuts: list[dict[int, list[tuple[float, Point]]]],
    one: tuple[int, int],
    two: tuple[int, int],
) -> None:
    first, second = streets[one[0]].line, streets[two[0]].line
    a, b, c, d = first[one[1]], first[one[1] + 1], second[two[1]], second[two[1] + 1]
    if found := crossing(a, b, c, d, slack=3.0):
        s, t = found
        if _too_far(s, one[1], len(first)) or _too_far(t, two[1], len(second)):
            return
        point = (a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s)
        cuts[one[0]][one[1]].append((s, point))
        cuts[two[0]][two[1]].append((t, point))


def _too_far(share: float, index: int, corners: int) -> bool:
    # Only a line's own ends may fall short of a crossing.
    return (share < 0 and index > 0) or (share > 1 and index < corners - 2)


def _once(numbers: Iterable[int]) -> list[int]:
    found: list[int] = []
    for number in numbers:
        if not found or found[-1] != number:
            found.append(number)
    return found


def trim(streets: list[Street], nodes: Nodes) -> list[Street]:
    """Cut off loose ends that are too short for a house, again and again until none is left."""
    while True:
        used = Counter(node for street in streets for node in dict.fromkeys(street.nodes))
        changed = False
        for street in streets:
            if not street.fixed:
                before = len(street.nodes)
                street.nodes = _trimmed(_trimmed(street.nodes, used, nodes)[::-1], used, nodes)[::-1]
                changed |= len(street.nodes) != before
        streets = [street for street in streets if len(street.nodes) > 1]
        if not changed:
            return streets


def _trimmed(own: list[int], used: Counter[int], nodes: Nodes) -> list[int]:
    if len(own) < 2 or used[own[0]] > 1 or own[0] == own[-1]:
        return own
    long = 0.0
    for number, (a, b) in enumerate(pairwise(own), start=1):
        long += distance(nodes.places[a], nodes.places[b])
        if used[b] > 1:
            return own[number:] if long < STUB_M else own
    return []


def connected(streets: list[Street]) -> list[Street]:
    """Those streets that a car can reach from most of the town, and the paths that hang together with them."""
    roads = _together([street for street in streets if street.kind in CARS])
    kept = {id(street) for street in roads}
    return _together([street for street in streets if street.kind not in CARS or id(street) in kept])


def _together(streets: list[Street]) -> list[Street]:
    root: dict[int, int] = {}

    def top(node: int) -> int:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for street in streets:
        for node in street.nodes[1:]:
            root[top(node)] = top(street.nodes[0])
    sizes = Counter(top(street.nodes[0]) for street in streets)
    best = max(sizes, key=lambda node: sizes[node])
    return [street for street in streets if top(street.nodes[0]) == best]


def open_dead_ways(streets: list[Street]) -> None:
    """Make one-way streets two-way again where a car could not get in or out."""
    while stranded := _stranded(streets):
        wrong = [s for s in streets if s.one_way and not s.fixed and not stranded.isdisjoint(s.nodes)]
        if not wrong:
            raise ValueError(f"Nobody can drive to or from {len(stranded)} nodes of the town.")
        for street in wrong:
            street.one_way = False


def _stranded(streets: list[Street]) -> set[int]:
    ahead: dict[int, list[int]] = defaultdict(list)
    back: dict[int, list[int]] = defaultdict(list)
    for street in streets:
        if street.kind in CARS and not street.kind.startswith("motorway"):
            for a, b in pairwise(street.nodes):
                for one, two in ((a, b),) if street.one_way else ((a, b), (b, a)):
                    ahead[one].append(two)
                    back[two].append(one)
    start = next(iter(ahead))
    everywhere = set(ahead) | set(back)
    return everywhere - (_reach(ahead, start) & _reach(back, start))


def _reach(ways: dict[int, list[int]], start: int) -> set[int]:
    seen, left = {start}, [start]
    while left:
        for node in ways.get(left.pop(), ()):
            if node not in seen:
                seen.add(node)
                left.append(node)
    return seen
