"""Names on the base map: streets are joined before they are named, and no name is cut or written over another."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF

from routing.region.basemap import Basemap
from tests import builders
from ui.workbench.map_labels import LabelLayout
from ui.workbench.map_lines import joined
from ui.workbench.map_pixels import to_pixels
from ui.workbench.map_spots import BLOCK


def test_pieces_of_a_street_become_one_line_and_a_side_arm_stays_apart() -> None:
    west = np.array([(10.0, 0.0), (0.0, 0.0)])
    east = np.array([(10.0, 0.0), (20.0, 1.0), (30.0, 1.0)])
    arm = np.array([(10.0, 0.0), (10.0, 9.0)])
    longest, shortest = joined([west, arm, east])
    assert sorted(longest[:, 0].tolist()) == [0, 10, 20, 30]
    assert shortest.tolist() in (arm.tolist(), arm[::-1].tolist())


def test_no_name_is_cut_and_none_covers_another(qapp: object, demo_region: Path) -> None:
    layout, basemap = LabelLayout(), Basemap(demo_region)
    x, y = (to_pixels(np.array([builders.OFFICE]), 15)[0] // BLOCK).astype(int).tolist()
    block = layout.block(basemap, 15, x, y, "en")
    basemap.close()
    kinds = [label.kind for label in block.labels]
    assert kinds.count("street") > 20
    assert kinds.count("place") > 0
    assert kinds.count("station") > 0
    frame = QRectF(0, 0, BLOCK, BLOCK)
    assert all(frame.contains(label.path.boundingRect()) for label in block.labels if label.kind != "place")
    for one, other in combinations(block.labels, 2):
        assert one.path.intersected(other.path).isEmpty()
    assert layout.block(basemap, 15, x, y, "en") is block


def test_one_way_streets_have_arrows_and_the_motorway_its_number(qapp: object, demo_region: Path) -> None:
    layout, basemap = LabelLayout(), Basemap(demo_region)
    kinds: dict[str, set[int]] = {}
    for zoom in (13, 17):
        south, west, north, east = 45.15, -30.44, 45.22, -30.36
        corners = to_pixels(np.array([(north, west), (south, east)]), zoom) // BLOCK
        for x in range(int(corners[0, 0]), int(corners[1, 0]) + 1):
            for y in range(int(corners[0, 1]), int(corners[1, 1]) + 1):
                for label in layout.block(basemap, zoom, x, y, "en").labels:
                    kinds.setdefault(label.kind, set()).add(zoom)
    basemap.close()
    assert kinds["shield"] >= {13}
    assert kinds["arrow"] == {17}
    assert kinds["number"] == {17}
