"""Emberford, drawn from its plan in a fixed order of steps and written as an OpenStreetMap extract.

The same bytes come out each time: every choice is made by one seeded generator, nothing hangs on hashes or on sets.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from resources.demo import junctions, nature
from resources.demo.extract import Extract
from resources.demo.filling import Compound, Filling
from resources.demo.geometry import Line, blob
from resources.demo.ground import BUILT, Ground
from resources.demo.houses import Builder, House
from resources.demo.main_roads import main_streets
from resources.demo.names import Name, Names
from resources.demo.network import Nodes, Street, connected, join, open_dead_ways, trim
from resources.demo.paths import paths, tracks
from resources.demo.plan import LANES, MAINS, REACH, SUBURBS, TOWN, VILLAGES
from resources.demo.quarters import QUARTERS
from resources.demo.quarters import VILLAGES as VILLAGE_QUARTERS

SEED = 1848
BOUNDARY = nature.Shape(
    nature.uneven(blob((60, -40), 3050, 2720, uneven=0.07, corners=60), 170),
    {"boundary": "administrative", "admin_level": "8"},
    TOWN,
)


@dataclass(frozen=True)
class Town:
    """What was drawn."""

    streets: list[Street]
    nodes: Nodes
    houses: list[House]
    others: list[tuple[Line, dict[str, str]]]
    compounds: list[Compound]
    land: list[nature.Shape]


def draw_town() -> Town:
    """Draw the town."""
    chance = random.Random(SEED)
    ground = Ground(REACH)
    nature.mark(ground)
    streets, mains = main_streets(ground)
    quarters = (*QUARTERS, *VILLAGE_QUARTERS)
    for quarter in quarters:
        ground.mark_area(quarter.area, BUILT)
    filling = Filling(ground, mains, chance, Names(chance, tuple(main.name for main in (*MAINS, *LANES))))
    for quarter in quarters:
        filling.fill(quarter)
    streets += [*filling.streets, *paths(chance), *tracks(ground)]
    nodes = Nodes()
    join(streets, nodes)
    streets = connected(trim(streets, nodes))
    open_dead_ways(streets)
    builder = _build(ground, chance, streets, nodes, filling.compounds)
    land = [*nature.countryside(ground, chance), *nature.greens(), *nature.waters(), nature.railway(), BOUNDARY]
    return Town(streets, nodes, builder.houses, builder.others, filling.compounds, land)


def _build(
    ground: Ground, chance: random.Random, streets: list[Street], nodes: Nodes, compounds: list[Compound]
) -> Builder:
    lines = [[nodes.places[node] for node in street.nodes] for street in streets]
    builder = Builder(ground, chance)
    builder.pave(streets, lines)
    builder.sights()
    builder.slabs(compounds)
    for street, line in zip(streets, lines, strict=True):
        builder.line(street, line)
    builder.farms(zip(streets, lines, strict=True))
    return builder


def write_town(file: Path) -> list[House]:
    """Write the town as a ``.osm.pbf`` file; its houses."""
    town = draw_town()
    extract = Extract()
    for point in town.nodes.places:
        extract.node(point)
    _write_land(extract, town)
    _write_streets(extract, town)
    _write_houses(extract, town)
    for place in SUBURBS + VILLAGES:
        extract.node(place.center, place=place.kind, **_named(place.name))
    extract.node((0.0, 60.0), place="town", population="31400", **_named(TOWN))
    extract.write(file)
    return town.houses


def _named(name: Name | None) -> dict[str, str]:
    return {"name": name.en, "name:en": name.en, "name:zh": name.zh} if name else {}


def _write_land(extract: Extract, town: Town) -> None:
    for shape in town.land:
        extract.line(shape.line, {**shape.tags, **_named(shape.name)})
    for quarter in (*QUARTERS, *VILLAGE_QUARTERS):
        use = "industrial" if quarter.built == "works" else "residential"
        extract.line([*quarter.area, quarter.area[0]], {"landuse": use})
    for compound in town.compounds:
        extract.line(compound.outline, {"landuse": "residential", **_named(compound.name)})


def _write_streets(extract: Extract, town: Town) -> None:
    signals = junctions.signals(town.streets, town.nodes)
    streets = junctions.split_at(town.streets, signals)
    ways = [_write_street(extract, street) for street in streets]
    for turn in junctions.forbidden_turns(streets, town.nodes, signals):
        members = (("w", ways[turn.one], "from"), ("n", turn.via + 1, "via"), ("w", ways[turn.two], "to"))
        extract.relation(members, {"type": "restriction", "restriction": "no_left_turn"})
    for tag, nodes in (
        ({"highway": "traffic_signals"}, signals),
        ({"highway": "turning_circle"}, junctions.turning_circles(streets)),
        ({"barrier": "gate", "access": "yes"}, junctions.gates(town.compounds, town.nodes)),
    ):
        for node in nodes:
            extract.tag(node + 1, tag)


def _write_street(extract: Extract, street: Street) -> int:
    tags = {"highway": street.kind, **_named(street.name), **street.tags}
    if street.speed:
        tags["maxspeed"] = str(street.speed)
    if street.one_way:
        tags["oneway"] = "yes"
    return extract.way([node + 1 for node in street.nodes], tags)


def _write_houses(extract: Extract, town: Town) -> None:
    for house in town.houses:
        address = {
            "addr:street": house.street.en,
            "addr:housenumber": house.number,
            "addr:postcode": house.place.postcode,
            "addr:city": house.city.en,
        }
        extract.line([*house.outline, house.outline[0]], {"building": house.building, **address})
    for outline, tags in town.others:
        extract.line([*outline, outline[0]], tags)
