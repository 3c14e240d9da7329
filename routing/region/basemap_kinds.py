"""What of an OpenStreetMap object the base map keeps, judged by its tags: its kind, how much it matters, and from which
zoom it shows. Reads no files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from routing.region.basemap import BRIDGE, ONEWAY, TUNNEL


class Kind(NamedTuple):
    """Kind, importance 0 to 9, and the zoom from which it shows."""

    name: str
    importance: int
    zoom: int


type Tags = Mapping[str, str]

ROADS: dict[str, Kind] = {
    "motorway": Kind("motorway", 9, 5),
    "trunk": Kind("motorway", 9, 6),
    "primary": Kind("primary", 8, 8),
    "secondary": Kind("secondary", 7, 9),
    "tertiary": Kind("secondary", 6, 11),
    "unclassified": Kind("residential", 4, 12),
    "residential": Kind("residential", 4, 12),
    "road": Kind("residential", 3, 12),
    "living_street": Kind("residential", 3, 13),
    "pedestrian": Kind("residential", 3, 14),
    "service": Kind("service", 2, 14),
    "busway": Kind("service", 2, 14),
    **dict.fromkeys(("track", "bridleway"), Kind("path", 1, 14)),
    **dict.fromkeys(("footway", "path", "cycleway", "steps"), Kind("path", 1, 15)),
}
LINK_ZOOM = 12
"""Ramps show from here."""
WATER = Kind("water", 9, 6)
SEA = Kind("water", 9, 0)
COAST = "coastline"
WOOD = Kind("wood", 4, 8)
PARK = Kind("park", 5, 10)
FIELD = Kind("field", 3, 10)
BUILT = Kind("built", 2, 8)
WORKS = Kind("works", 2, 11)
BUILDING = Kind("building", 1, 13)
NATURAL = {
    "water": WATER,
    "wood": WOOD,
    **dict.fromkeys(("scrub", "heath", "grassland", "wetland", "fell"), PARK),
    **dict.fromkeys(("beach", "sand"), FIELD),
}
LEISURE = dict.fromkeys(
    ("park", "garden", "golf_course", "pitch", "common", "recreation_ground", "playground", "dog_park", "stadium"), PARK
)
LAND = {
    "forest": WOOD,
    **dict.fromkeys(("grass", "cemetery", "recreation_ground", "village_green", "flowerbed", "greenfield"), PARK),
    **dict.fromkeys(("reservoir", "basin"), WATER),
    "residential": BUILT,
    **dict.fromkeys(("commercial", "retail", "industrial", "railway", "garages", "construction"), WORKS),
    **dict.fromkeys(("farmland", "farm", "meadow", "orchard", "vineyard", "allotments", "plant_nursery"), FIELD),
}
PLACES = {
    "city": Kind("place", 9, 5),
    "town": Kind("place", 8, 8),
    "village": Kind("place", 7, 10),
    "suburb": Kind("place", 6, 12),
    "hamlet": Kind("place", 5, 13),
    "quarter": Kind("place", 5, 13),
    "neighbourhood": Kind("place", 4, 14),
    "isolated_dwelling": Kind("place", 4, 15),
}
CAPITAL = Kind("place", 8, 8)
"""A capital is never less than a town."""
SPOTS = {
    "station": Kind("station", 6, 13),
    "halt": Kind("station", 5, 14),
    "bus_station": Kind("station", 5, 14),
    "hospital": Kind("hospital", 5, 14),
    **dict.fromkeys(("university", "college"), Kind("school", 4, 15)),
    "school": Kind("school", 3, 16),
    "parking": Kind("parking", 1, 17),
}
"""Small signs for what a team looks for. Few on purpose: the map is the ground of the routes."""
LEVELS = {"2": 3, "4": 6, "6": 8, "8": 12}
"""Administrative levels that are drawn, and from which zoom."""
NUMBER = Kind("number", 0, 17)
"""House numbers."""
KEYS = ("highway", "railway", "waterway", "natural", "landuse", "leisure", "building", "place", "water", "boundary")
SPOT_KEYS = ("amenity", "public_transport")
NUMBERED = "addr:housenumber"
ZH = ("name:zh-Hans", "name:zh", "name:zh-CN", "name:zh-Hant")
"""Simplified characters, as the app's own Chinese, before others."""


def names(tags: Tags) -> tuple[str, str, str]:
    """As written there, in English, in Chinese; the last two empty where not said or not different."""
    local = tags.get("name", "")
    english = tags.get("name:en", "")
    chinese = next((tags[key] for key in ZH if key in tags), "")
    return local, english if english != local else "", chinese if chinese != local else ""


def area_kind(tags: Tags) -> Kind | None:
    """What an area is drawn as."""
    if "building" in tags:
        return BUILDING if tags["building"] != "no" else None
    if tags.get("waterway") in ("riverbank", "dock") or "water" in tags:
        return WATER
    return (
        NATURAL.get(tags.get("natural", ""))
        or LEISURE.get(tags.get("leisure", ""))
        or LAND.get(tags.get("landuse", ""))
    )


def line_kind(tags: Tags) -> Kind | None:
    """What a line is drawn as."""
    if highway := tags.get("highway"):
        kind = ROADS.get(highway.removesuffix("_link"))
        if kind and highway.endswith("_link"):
            return Kind(kind.name, kind.importance - 1, max(kind.zoom, LINK_ZOOM))
        return kind if tags.get("area") != "yes" else None
    if tags.get("railway") in ("rail", "light_rail", "narrow_gauge"):
        return Kind("rail", 5, 10) if "service" not in tags else Kind("rail", 4, 14)
    if tags.get("railway") == "tram":
        return Kind("rail", 3, 15)
    if (waterway := tags.get("waterway")) in ("river", "canal"):
        return Kind("river", 8, 8) if waterway == "river" else Kind("river", 7, 10)
    if waterway in ("stream", "ditch", "drain"):
        return Kind("river", 3, 13) if waterway == "stream" else Kind("river", 2, 15)
    zoom = LEVELS.get(tags.get("admin_level", "")) if tags.get("boundary") == "administrative" else None
    return Kind("boundary", 9 - zoom // 3, zoom) if zoom else None


def line_ways(tags: Tags) -> tuple[int, int]:
    """Level above the ground, and marks of a road: `BRIDGE`, `TUNNEL`, `ONEWAY`."""
    marks = 0
    if tags.get("bridge", "no") != "no":
        marks |= BRIDGE
    if tags.get("tunnel", "no") != "no" or tags.get("covered") == "yes":
        marks |= TUNNEL
    if tags.get("oneway") in ("yes", "1", "true", "-1", "reverse"):
        marks |= ONEWAY
    try:
        layer = max(-5, min(5, int(tags.get("layer", "0"))))
    except ValueError:
        layer = 0
    return layer or (1 if marks & BRIDGE else -1 if marks & TUNNEL else 0), marks


def runs_backwards(tags: Tags) -> bool:
    """Whether traffic goes against the way's direction."""
    return tags.get("oneway") in ("-1", "reverse")


def place_kind(tags: Tags) -> Kind | None:
    """What a named settlement is drawn as."""
    kind = PLACES.get(tags.get("place", ""))
    if kind is None or "name" not in tags:
        return None
    if tags.get("capital", "no") != "no" and kind.importance < CAPITAL.importance:
        return CAPITAL
    return kind


def spot_kind(tags: Tags) -> Kind | None:
    """What a small sign stands for: a station, a hospital, a school, a public car park."""
    for key in ("railway", "amenity", "public_transport"):
        if (kind := SPOTS.get(tags.get(key, ""))) and (kind.name == "parking" or "name" in tags):
            hidden = kind.name == "parking" and tags.get("access", "yes") in ("private", "no", "customers", "permit")
            return None if hidden else kind
    return None
