"""Where test processes that run side by side share what takes long to make, and how they take turns at making it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

LONGEST_S = 600


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run of the tests that all its processes know."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait for one's turn in a folder. The lock is a database's: every system knows it, and it goes with a process."""
    with closing(sqlite3.connect(folder / "turn.sqlite", timeout=LONGEST_S, isolation_level=None)) as turn:
        turn.execute("BEGIN EXCLUSIVE")
        yield
        turn.execute("ROLLBACK")
