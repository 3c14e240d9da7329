"""What stands at crossings: signals, turns that are not allowed, turning circles, gates. Lays no roads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from resources.demo.filling import Compound
from resources.demo.geometry import Point, distance
from resources.demo.network import Nodes, Street

SIGNALED = ("primary", "secondary")
SIGNALS_WITHIN_M = 1900.0


class Turn(NamedTuple):
    """A turn from one street into another at a node, by their numbers."""

    one: int
    via: int
    two: int


def signals(streets: list[Street], nodes: Nodes) -> list[int]:
    """Nodes where main roads cross within the town, but for roundabouts."""
    names: dict[int, list[str]] = defaultdict(list)
    for street in streets:
        if street.kind in (*SIGNALED, "tertiary"):
            for node in street.nodes:
                names[node].append(street.name.en if street.name else "")
    return [
        node
        for node, met in sorted(names.items())
        if len(set(met)) > 1 and "" not in met and distance(nodes.places[node], (0, 0)) < SIGNALS_WITHIN_M
    ]


def split_at(streets: list[Street], wanted: list[int]) -> list[Street]:
    """The streets, ending at each of these nodes: a turn is told from the end of one way to the start of another."""
    ends = set(wanted)
    parts: list[Street] = []
    for street in streets:
        begin = 0
        for number in range(1, len(street.nodes)):
            if street.nodes[number] in ends or number == len(street.nodes) - 1:
                parts.append(replace(street, nodes=street.nodes[begin : number + 1]))
                begin = number
    return parts


def forbidden_turns(streets: list[Street], nodes: Nodes, vias: list[int]) -> list[Turn]:
    """At crossings of four arms: no left turn from one arm of the greater road into the lesser."""
    arms: dict[int, list[int]] = defaultdict(list)
    for number, street in enumerate(streets):
        if street.kind in (*SIGNALED, "tertiary"):
            for node in dict.fromkeys((street.nodes[0], street.nodes[-1])):
                arms[node].append(number)
    found: list[Turn] = []
    for via in vias:
        for one in arms[via] if len(arms[via]) > 3 else ():
            name = streets[one].name
            left = [two for two in arms[via] if two != one and _turn(streets[one], streets[two], via, nodes) > 0.6]
            if streets[one].kind in SIGNALED and left and streets[left[0]].name != name:
                found.append(Turn(one, via, left[0]))
                break
    return found


def _turn(one: Street, two: Street, via: int, nodes: Nodes) -> float:
    # The sine of the turn from one street into another: 1 is a right angle to the left.
    a, b, c = nodes.places[_beside(one, via)], nodes.places[via], nodes.places[_beside(two, via)]
    (ux, uy), (vx, vy) = _unit(a, b), _unit(b, c)
    return ux * vy - uy * vx


def _beside(street: Street, via: int) -> int:
    return street.nodes[1] if street.nodes[0] == via else street.nodes[-2]


def _unit(a: Point, b: Point) -> Point:
    own = distance(a, b) or 1.0
    return (b[0] - a[0]) / own, (b[1] - a[1]) / own


def turning_circles(streets: list[Street]) -> list[int]:
    """Nodes where a residential street ends blindly."""
    used: dict[int, int] = defaultdict(int)
    for street in streets:
        for node in dict.fromkeys(street.nodes):
            used[node] += 1
    ends = [s.nodes[k] for s in streets if s.kind == "residential" for k in (0, -1) if s.nodes[0] != s.nodes[-1]]
    return [node for node in dict.fromkeys(ends) if used[node] == 1]


def gates(compounds: list[Compound], nodes: Nodes) -> list[int]:
    """The nodes of the compounds' gates."""
    return [nodes.at(compound.gate) for compound in compounds]
