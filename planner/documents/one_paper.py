"""Writes one paper to a file of its own: nobody else may look into it meanwhile, and it is there wholly or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.errors import BadInput, NotAllowed


def write_once(file: Path, make: Callable[[str], object], keep: Callable[[Callable[[], object]], object]) -> Path:
    """Write a new file.

    Parameters
    ----------
    make
        Writes the paper to the path it is given.
    keep
        Records it, and calls what it is given within the same transaction: then the file has its name.

    Raises
    ------
    NotAllowed
        ``file_exists``.
    BadInput
        ``cannot_write``.
    """
    if file.exists():
        raise NotAllowed("file_exists", file=file.name)
    part = file.with_name(f".{file.name}.part")
    try:
        part.touch(mode=0o600)
        make(str(part))
        keep(lambda: part.rename(file))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput("cannot_write", folder=str(file.parent), reason=reason) from error
    finally:
        part.unlink(missing_ok=True)
    return file
