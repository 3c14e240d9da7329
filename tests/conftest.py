"""What every test gets: keys in a folder of its own, English, and no look at the real clock."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is tested speaks to another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError("A test wanted to speak to another machine.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office in an empty folder, on a Monday morning."""
    opened = open_office(tmp_path / "data", clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo town's region, built once; the extract lies beside it."""
    from resources.demo.town import write_town
    from routing.region.build import build_region

    folder = tmp_path_factory.mktemp("town")
    write_town(folder / "emberford.osm.pbf")
    build_region(str(folder / "emberford.osm.pbf"), str(folder / "region"), report=lambda _: None)
    return folder / "region"
