"""Has the road engine's own program build the roads of an extract. Asking for ways is `routing.roads`' business."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from routing.errors import BadExtract, EngineUnavailable, RoutingError
from routing.region.part import disk_full
from routing.region.programs import Programs
from routing.roads.valhalla import TILES, configuration

SETTINGS = "valhalla.json"
STAGES = {
    "ParseWays": 0.25,
    "ParseRelations": 0.28,
    "ParseNodes": 0.5,
    "BuildLocalTiles": 0.62,
    "Enhance": 0.77,
    "FormTilesInNewLevel": 0.82,
    "shortcutbuilder.cc::Build": 0.89,
    "restrictionbuilder.cc::Build": 0.92,
    "Validate": 0.99,
}
"""What the program says it is done with (pyvalhalla 3.9), and how much of all its work that was on 21 MB."""
NO_ROOM = {int(getattr(signal, name)) for name in ("SIGXFSZ", "SIGBUS") if hasattr(signal, name)}
"""The signals that end a program for want of room in its files."""
LITTLE = 32 * 2**20
"""Where so few bytes are left on the disk, a program that failed wanted more."""


def build_roads(programs: Programs, folder: Path, extract: str, share: Callable[[float], None]) -> None:
    """Build the graph from an extract in the folder.

    Raises
    ------
    BadExtract
        ``no_roads``: there are none that one can go on; ``roads_failed``: the engine does not get on with it.
    NoRoom
        ``disk_full``.
    EngineUnavailable
        ``engine_missing``, or ``part_died``: the program was ended, as for want of memory.
    """
    (folder / TILES).mkdir()
    told = configuration(folder)
    told["mjolnir"]["tile_dir"] = TILES  # names in the folder alone: see `Programs`
    told["logging"] = {"type": "std_err", "color": False}
    (folder / SETTINGS).write_text(json.dumps(told), encoding="ascii")

    def hear(line: str) -> None:
        if "[TIMING]" in line:
            share(max((done for stage, done in STAGES.items() if f"{stage} took" in line), default=0.0))

    code = programs.run([str(_program("valhalla_build_tiles")), "-c", SETTINGS, extract], hear)
    if code:
        # It says nothing of a full disk: a file it has mapped into memory or one it may not enlarge ends it.
        full = -code in NO_ROOM or shutil.disk_usage(folder).free < LITTLE
        raise disk_full() if full else _fault(code, extract)
    (folder / SETTINGS).unlink()
    if not any((folder / TILES).rglob("*.gph")):
        raise BadExtract("no_roads", "The extract has no roads. Use an extract of a whole area.", file=extract)


def _fault(code: int, extract: str) -> RoutingError:
    if code == -int(getattr(signal, "SIGKILL", 9)):
        return died()
    message = "No roads could be built from the extract. Take an extract of another source."
    return BadExtract("roads_failed", message, file=extract)


def died() -> EngineUnavailable:
    """A program was ended from outside."""
    return EngineUnavailable(
        "part_died", "A program that builds the region was ended, perhaps for want of memory. Close others, try again."
    )


def _program(name: str) -> Path:
    # The package's own programs, called directly: its console scripts would need the environment on PATH.
    spec = find_spec("valhalla")
    if spec is None or spec.origin is None:
        raise EngineUnavailable("engine_missing", "The road engine is not installed. Start Rounds by its start script.")
    return Path(spec.origin).parent / "bin" / (name + (".exe" if sys.platform == "win32" else ""))
