"""What a built region says of itself in its ``region.json``, and whether this program can use it.

The one place that decides between "built by an older version" and "by a newer one"; building is `build`'s business.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from routing.errors import EngineUnavailable

FACTS = "region.json"
VERSION = 2
"""Of the whole folder. Goes up with every change that this program could not read in an older region; the files of
addresses and map carry numbers of their own in SQLite's ``user_version``."""
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
"""As the license asks for (ODbL 4.3; https://www.openstreetmap.org/copyright, read 2026-11)."""

type Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """What was built, from what: `bounds` as (south, west, north, east) in degrees, `data_date` as the extract has it,
    `file` the name of the extract, `sha256` its sum."""

    sha256: str
    data_date: str
    addresses: int
    streets: int
    bounds: Bounds
    size_bytes: int
    file: str = ""
    attribution: str = ATTRIBUTION
    version: int = VERSION


def write_facts(folder: Path, facts: RegionFacts) -> None:
    """Keep the facts with the region."""
    (folder / FACTS).write_text(json.dumps(asdict(facts), ensure_ascii=False), encoding="utf-8")


def read_facts(folder: Path) -> RegionFacts:
    """What a region says of itself; what it does not know stands at its default, the version at 1.

    Raises
    ------
    EngineUnavailable
        ``region_missing``, ``region_is_older`` or ``region_is_newer``.
    """
    try:
        told = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        check_version(int(told.get("version", 1)), VERSION)
        known = {field.name: told[field.name] for field in fields(RegionFacts) if field.name in told}
        return RegionFacts(**known | {"bounds": tuple(told["bounds"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineUnavailable("region_missing", "Files of the region are missing. Build it again.") from error


def check_version(found: int, known: int) -> None:
    """Refuse what another version of this program has built.

    Raises
    ------
    EngineUnavailable
        ``region_is_older`` or ``region_is_newer``.
    """
    if found < known:
        raise EngineUnavailable(
            "region_is_older", "The region was built by an older version of Rounds. Build it again."
        )
    if found > known:
        raise EngineUnavailable("region_is_newer", "The region was built by a newer version of Rounds. Update Rounds.")


def file_version(file: Path) -> int:
    """The number that a SQLite file of a region carries.

    Raises
    ------
    EngineUnavailable
        ``region_missing``: the file is gone, or is no database.
    """
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        raise EngineUnavailable("region_missing", "Files of the region are missing. Build it again.") from error
