"""What every test gets: keys in a folder of its own, English, and no look at the real clock.

What is the same for all is made once: the child process, the empty office, and, for both of two test processes, the
demo town's region.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.bootstrap import DATABASE, Office, open_office
from planner.storage import keys
from planner.text import use_language
from routing.worker import Worker
from tests import searching
from tests.turns import alone, shared_folder

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


@pytest.fixture(scope="session")
def _empty_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    # The database of an office in which nothing has happened, and its key.
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(keys.KEY_DIR_VARIABLE, str(folder / "keys"))
        open_office(folder, clock=lambda: NOW).close()
        return folder / DATABASE, keys.require_key(folder / DATABASE)


@pytest.fixture
def office(tmp_path: Path, _empty_office: tuple[Path, str]) -> Iterator[Office]:
    """An office in an empty folder, on a Monday morning. A copy: making each database anew took five times as long."""
    made, key = _empty_office
    file = tmp_path / "data" / DATABASE
    file.parent.mkdir(mode=0o700)
    shutil.copyfile(made, file)
    keys.keep_key(file, key)
    opened = open_office(file.parent, clock=lambda: NOW)
    with opened.store.reading() as session:
        opened.store.anchor.begin(session.record_head())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _child() -> Iterator[Worker]:
    with Worker(searching.little) as made:
        yield made


@pytest.fixture(scope="module")
def worker(_child: Worker) -> Iterator[Worker]:
    """A child process: the same for all, so that it loads the solver once. No file leaves it at work."""
    yield _child
    _end_work(_child)


@pytest.fixture
def endless(worker: Worker) -> Iterator[None]:
    """In the child a search goes on until its limit, or until somebody stops it."""
    worker.submit(searching.on_and_on).wait()
    yield
    _end_work(worker)
    worker.submit(searching.little).wait()


def _end_work(worker: Worker) -> None:
    if left := worker._active:
        left.stop()


@pytest.fixture(scope="session")
def demo_region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo town's region, built once; the extract lies beside it. Nobody changes anything in it."""
    from resources.demo.town import write_town
    from routing.region.build import build_region

    folder = shared_folder(tmp_path_factory) / "town"
    with alone(folder.parent):
        if not (folder / "region").exists():  # which it does when it is whole
            folder.mkdir(exist_ok=True)
            write_town(folder / "emberford.osm.pbf")
            build_region(str(folder / "emberford.osm.pbf"), str(folder / "region"), report=lambda _: None)
    return folder / "region"
