"""The morning, made once for all processes, and a child that searches as in an office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.worker import Worker
from tests.replay.morning import Morning, copied, made
from tests.turns import shared_folder


@pytest.fixture(scope="module")
def morning_folder(tmp_path_factory: pytest.TempPathFactory, demo_region: Path, worker: Worker) -> Path:
    """The folder of that morning. Nobody changes anything in it."""
    return made(shared_folder(tmp_path_factory), demo_region, worker)


@pytest.fixture
def morning(morning_folder: Path, tmp_path: Path) -> Iterator[Morning]:
    """An office of one's own on that morning."""
    with copied(morning_folder, tmp_path) as office:
        yield office
