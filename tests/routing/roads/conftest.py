"""Places on the demo town's roads, without asking its address index."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from resources.demo.extract import ORIGIN_LAT, ORIGIN_LON
from routing.problem import Coordinates
from routing.roads.valhalla import COSTING, ValhallaNetwork

SPREAD = 0.012
"""Degrees around the middle of the town."""
NEAR_M = 80


@pytest.fixture(scope="session")
def places(demo_region: Path) -> list[Coordinates]:
    """110 places beside roads that every mode may use."""
    draw, network, found = random.Random(4), ValhallaNetwork(str(demo_region)), list[Coordinates]()
    while len(found) < 110:
        some = [
            Coordinates(*(round(middle + draw.uniform(-SPREAD, SPREAD), 5) for middle in (ORIGIN_LAT, ORIGIN_LON)))
            for _ in range(400)
        ]
        near = zip(*(network.nearest(some, mode) for mode in COSTING), strict=True)
        found += [some[i] for i, each in enumerate(near) if all(m is not None and m < NEAR_M for m in each)]
    return found[:110]
