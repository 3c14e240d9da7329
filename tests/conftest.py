"""What every test gets: keys in a folder of its own, English, and no look at the real clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.bootstrap import Office, open_office
from planner.text import use_language

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
"""A Monday morning."""


@pytest.fixture(autouse=True)
def _house(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ROUNDS_KEY_DIR", str(tmp_path_factory.mktemp("keys")))
    use_language("en")
    yield
    use_language("en")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office in an empty folder, on a Monday morning."""
    opened = open_office(tmp_path / "data", clock=lambda: NOW)
    yield opened
    opened.close()
