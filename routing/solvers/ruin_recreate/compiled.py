"""Where the compiled kernels are kept: in the user's cache, in a folder that changes with every source file.

What was compiled from other sources, or by another numba, is never loaded. Nothing is compiled here.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import platformdirs


@contextmanager
def kernels() -> Iterator[None]:
    """Import kernels inside: they are loaded from the folder, or compiled into it when they first run."""
    from numba import config

    before = config.CACHE_DIR  # type: ignore[attr-defined]
    config.CACHE_DIR = str(folder())  # type: ignore[attr-defined]
    try:
        yield
    finally:
        config.CACHE_DIR = before  # type: ignore[attr-defined]


def folder() -> Path:
    """The folder for the kernels of these sources, at this place."""
    here = Path(__file__).parent
    digest = hashlib.sha256(f"{version('numba')} {version('llvmlite')}".encode())
    for source in sorted(here.glob("*.py")):
        text = source.read_bytes()
        if b"ruin_recreate.kernel import" in text or source.stem in ("arrays", "kernel"):
            digest.update(text)
    return _base() / f"{_place()}-{digest.hexdigest()[:12]}"


def are_there() -> bool:
    """Whether they have been compiled before. On another processor they are compiled again all the same."""
    return any(folder().rglob("*.nbi"))


def forget_older() -> None:
    """Remove what was compiled from sources that this place no longer has."""
    here = folder()
    for other in _base().glob(f"{_place()}-*"):
        if other != here:
            shutil.rmtree(other, ignore_errors=True)


def _base() -> Path:
    return Path(platformdirs.user_cache_dir("Rounds", appauthor=False)) / "kernels"


def _place() -> str:
    return hashlib.sha256(str(Path(__file__).parent).encode()).hexdigest()[:12]
