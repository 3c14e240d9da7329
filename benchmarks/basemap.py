"""The base map: how long it takes to build, how long its tiles take to paint, how long painting holds the window up.

    python3 start.py bench basemap [FILE.osm.pbf ...] [--tiles 60] [--scale 2] [--zooms 8-19] [--no-pan]

Without a file the demo town is drawn. For each extract and zoom it paints a sample of the tiles that show something,
as the window would ask for them (512 px at scale 2), and prints mean, 95th percentile and worst, in milliseconds of the
wall clock, and of this thread's own time. At the end it pans: tiles are painted on two threads while a 5 ms timer on
the window's thread notices when it comes late.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QGuiApplication

from benchmarks.window import Watch, until
from resources.demo.town import write_town
from routing.region.basemap import FILE, Basemap, Bounds
from routing.region.basemap_build import build_basemap
from ui.workbench.map_pixels import SIZE, to_pixels
from ui.workbench.tiles import TileKey, TilePainter

MEAN_MS, WORST_MS = 40, 150
"""The bars."""


def main() -> int:
    """Measure each extract; the exit code says whether the bars were met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extracts", nargs="*", type=Path)
    parser.add_argument("--tiles", type=int, default=60, help="tiles per zoom, at most")
    parser.add_argument("--scale", type=float, default=2)
    parser.add_argument("--zooms", default="8-19")
    parser.add_argument("--no-pan", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QGuiApplication([])
    met = True
    with TemporaryDirectory() as scratch:
        for extract in options.extracts or [town(Path(scratch))]:
            folder = Path(scratch) / extract.name.partition(".")[0]
            folder.mkdir()
            build(extract, folder)
            met &= paint_all(folder, options)
            if not options.no_pan:
                pan(qt, folder, options.scale)
    return 0 if met else 1


def town(scratch: Path) -> Path:
    """The demo town's extract."""
    extract = scratch / "demo town.osm.pbf"
    write_town(extract)
    return extract


def build(extract: Path, folder: Path) -> None:
    """Build the base map and say what it cost."""
    wall, own = time.perf_counter(), time.process_time()
    count = build_basemap(str(extract), folder / FILE)
    wall, own = time.perf_counter() - wall, time.process_time() - own
    size = (folder / FILE).stat().st_size / 1e6
    print(
        f"{extract.name}: {extract.stat().st_size / 1e6:.1f} MB, {count} features, built in {wall:.1f} s"
        f" ({own:.1f} s CPU), {size:.1f} MB on disk"
    )


def paint_all(folder: Path, options: argparse.Namespace) -> bool:
    """Paint a sample of every zoom; whether the bars were met."""
    low, _, high = options.zooms.partition("-")
    painter = TilePainter(str(folder))
    painter.paint(TileKey(10, 0, 0, options.scale))  # fonts are looked for once
    all_walls: list[float] = []
    worst = 0.0
    print(" zoom  tiles   mean    p95  worst | CPU mean  worst   KiB")
    for zoom in range(int(low), int(high or low) + 1):
        walls, owns, sizes = [], [], []
        for key in sample(folder, zoom, options):
            wall, own = time.perf_counter(), time.thread_time()
            sizes.append(len(painter.paint(key)))
            walls.append(1000 * (time.perf_counter() - wall))
            owns.append(1000 * (time.thread_time() - own))
        walls.sort()
        print(
            f"{zoom:5} {len(walls):6} {mean(walls):6.1f} {walls[int(len(walls) * 0.95)]:6.1f} {walls[-1]:6.1f} |"
            f" {mean(owns):8.1f} {max(owns):6.1f} {mean(sizes) / 1024:5.0f}",
            flush=True,
        )
        all_walls += walls
        worst = max(worst, walls[-1])
    painter.close()
    print(f"  all {len(all_walls):6} {mean(all_walls):6.1f} {'':6} {worst:6.1f}")
    return mean(all_walls) <= MEAN_MS and worst <= WORST_MS


def sample(folder: Path, zoom: int, options: argparse.Namespace) -> list[TileKey]:
    """Tiles on which something lies, in the order of a walk over the ground: as many as asked for, always the same."""
    basemap = Basemap(folder)
    anywhere: Bounds = (-90, -180, 90, 180)
    points = np.concatenate([ring for shape in basemap.shapes(anywhere, zoom) for ring in shape.rings])
    basemap.close()
    tiles = np.unique((to_pixels(points, zoom) // SIZE).astype(int), axis=0).tolist()
    chosen = tiles if len(tiles) <= options.tiles else sorted(random.Random(4).sample(tiles, options.tiles))
    return [TileKey(zoom, x, y, options.scale) for x, y in chosen]


def pan(qt: QGuiApplication, folder: Path, scale: float) -> None:
    """Paint the tiles of a walk through the busiest zooms on two threads, and watch the window's own."""
    keys = [key for zoom in (13, 15, 16, 17) for key in sample(folder, zoom, argparse.Namespace(tiles=60, scale=scale))]
    painter, pool, watch = TilePainter(str(folder)), QThreadPool(), Watch()
    pool.setMaxThreadCount(2)
    began = time.perf_counter()
    for key in keys:
        pool.start(lambda key=key: painter.paint(key))  # type: ignore[misc]
    until(qt, lambda: pool.waitForDone(0))
    print(f"  panning: {len(keys)} tiles in {time.perf_counter() - began:.1f} s on two threads; {watch.told()}\n")
    painter.close()


if __name__ == "__main__":
    sys.exit(main())
