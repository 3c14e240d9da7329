"""One part of a region, built by a program of its own: ``python -m routing.region.part PART EXTRACT [FOLDER]``.

Started in the region's folder, so that parts are built at once on several cores, and give back their memory when they
end. Writes lines of JSON: ``{"share": …}``, and last ``{"done": …}`` or ``{"failed": …}``.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from routing.child import internal_error
from routing.errors import NoRoom, RoutingError
from routing.region.extract import read_extract

Share = Callable[[float], None]
PAUSE_S = 0.1
"""Between two lines about how far the work has come."""
FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
SQLITE_IOERR = 10
SQLITE_FULL = 13


def look(extract: str, share: Share) -> Any:
    """What the extract says of itself."""
    return asdict(read_extract(Path(extract), share))


def addresses(extract: str, share: Share) -> Any:
    """Build the address index; how many addresses and streets it has."""
    from routing.region.address_build import build_addresses
    from routing.region.addresses import FILE

    return build_addresses(extract, Path(FILE), share)


def basemap(extract: str, share: Share) -> Any:
    """Build the base map; how many features it has."""
    from routing.region.basemap import FILE
    from routing.region.basemap_build import build_basemap

    return build_basemap(extract, Path(FILE), share)


PARTS: dict[str, Callable[[str, Share], Any]] = {"look": look, "addresses": addresses, "basemap": basemap}


def disk_full() -> NoRoom:
    """The disk has no room left."""
    return NoRoom("disk_full", "The disk is full. Make room and try again.")


def problem(error: BaseException) -> RoutingError:
    """What went wrong, as it may cross to the parent."""
    if isinstance(error, RoutingError):
        return error
    if isinstance(error, OSError):
        return disk_full() if error.errno in FULL else _not_written(error)
    code = getattr(error, "sqlite_errorcode", 0) or 0
    if isinstance(error, sqlite3.Error) and code & 0xFF in (SQLITE_IOERR, SQLITE_FULL):
        return disk_full()
    if isinstance(error, MemoryError):
        message = "The memory of this computer did not suffice. Take the extract of a smaller area."
        return NoRoom("memory_full", message, file="")
    return internal_error(error)


def _not_written(error: OSError) -> RoutingError:
    reason = error.strerror or type(error).__name__
    return NoRoom("region_not_written", "The region's folder cannot be written. Check it.", reason=reason)


def main(part: str, extract: str) -> int:
    """Build a part and say how it went."""
    said = 0.0

    def share(done: float) -> None:
        nonlocal said
        if (now := time.monotonic()) - said > PAUSE_S:
            said = now
            _say(share=done)

    try:
        _say(done=PARTS[part](extract, share))
    except Exception as error:
        failed = problem(error)
        _say(failed=[type(failed).__name__, failed.code, failed.message, failed.details])
        return 1
    return 0


def _say(**words: object) -> None:
    sys.stdout.write(json.dumps(words, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
