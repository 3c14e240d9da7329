"""Killed, filled up, copied, watched: what is kept stays whole and unreadable, and papers that never went out go."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from planner.bootstrap import Office, open_office
from planner.day.issue import issue
from planner.day.optimize import Planning
from planner.errors import StorageError
from planner.model import Address, Customer, Day
from planner.storage.backup import backup, restore
from planner.storage.keys import require_key
from planner.storage.store import Store
from routing.worker import Progress, Worker
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.day.test_issue import planned, stored

ROOT = Path(__file__).parents[3]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and modes of POSIX")

HEAD = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from planner.bootstrap import open_office
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.day.test_issue import planned, stored
office = open_office(Path(sys.argv[1]), clock=lambda: NOW)
"""

WRITES = """
number = 0
while True:
    with office.store.writing() as session:
        session.record("counted", "a", NOW, text="x" * 500)
        session.set_setting("count", number := number + 1)
    print(number, flush=True)
"""

FILLS = """
import resource
from planner.errors import StorageError
the_day = stored(office, day(visit(1)))
office.store.close()
size = office.store.file.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
try:
    stored(office, replace(the_day, visits=tuple(visit(number) for number in range(2000))))
except StorageError as error:
    print(error.code)
"""

ISSUES = """
from planner.day.issue import issue
from routing.worker import Progress, Worker
def die(message):
    if isinstance(message, Progress) and message.step == "tables":
        os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    worker = Worker()
    the_day = stored(office, day(visit(1), visit(2)))
    issue(office, the_day, planned(office, the_day, worker), Path(sys.argv[2]), worker=worker, on_message=die)
"""


def program(body: str, *arguments: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HEAD + body, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    with Worker() as the_worker:
        yield the_worker


@posix
def test_a_writer_killed_at_any_moment_leaves_all_it_had_written_and_nothing_half(tmp_path: Path) -> None:
    for least in (3, 17, 40):
        child = program(WRITES, tmp_path / "data")
        assert child.stdout
        said = 0
        while said < least:
            said = int(child.stdout.readline())
        child.kill()
        said = max([said, *(int(line) for line in child.stdout.read().split())])
        child.wait()
        child.stdout.close()
        office = open_office(tmp_path / "data", clock=lambda: NOW)
        assert office.store.examine().whole
        with office.store.reading() as session:
            assert session.setting("count") in (said, said + 1)
        office.close()


@posix
def test_a_full_disk_is_told_and_nothing_is_half_saved(tmp_path: Path) -> None:
    with program(FILLS, tmp_path / "data") as child:
        out, _ = child.communicate(timeout=60)
    assert out == "database_trouble\n"
    office = open_office(tmp_path / "data", clock=lambda: NOW)
    with office.store.reading() as session:
        kept = session.day(day().date)
    office.close()
    assert kept
    assert [each.reference for each in kept.visits] == ["V-1"]


@posix
def test_papers_of_a_killed_issue_go_at_the_next(office: Office, worker: Worker, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with program(ISSUES, tmp_path / "other", out) as child:
        assert child.wait(60) == -signal.SIGKILL
    (part,) = out.iterdir()
    assert part.suffix == ".part"
    assert list(part.glob("*.pdf"))
    older, younger, others = (out / name for name in (".2026-11-20-v1-a.part", ".2026-11-25-v1-b.part", "mine.part"))
    for folder in (older, younger, others):
        folder.mkdir()
    os.utime(older, (1, 1))
    the_day = stored(office, day(visit(1)))
    issued = issue(office, the_day, planned(office, the_day, worker), out, worker=worker)
    assert sorted(out.iterdir()) == sorted([younger, others, issued.folder])


def test_a_file_copied_while_it_is_open_opens_elsewhere_with_the_recovery_key_alone(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = office.recovery_key_once()
    assert written
    stored(office, day(visit(1)))
    with office.store.writing() as session:
        session.set_setting("later", 1)
        backup(office.store, tmp_path / "while-writing.backup")
    for name in (office.store.file.name, office.store.file.name + "-wal"):
        shutil.copyfile(office.data / name, tmp_path / name)
    with pytest.raises(StorageError):
        Store(tmp_path / office.store.file.name, "0" * 64)
    monkeypatch.setenv("ROUNDS_KEY_DIR", str(tmp_path / "another machine"))
    for number, file in enumerate((tmp_path / "while-writing.backup", tmp_path / office.store.file.name)):
        there = tmp_path / str(number)
        restore(file, written, there / office.store.file.name)
        opened = open_office(there, clock=lambda: NOW)
        with opened.store.reading() as session:
            assert session.broken_record() is None
            kept = session.day(day().date)
        opened.close()
        assert kept is None or [each.reference for each in kept.visits] == ["V-1"]


def test_a_backup_is_of_one_moment_also_while_others_write(office: Office, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        for number in range(1, 10_000):
            if done.is_set():
                return
            with office.store.writing() as session:
                session.set_setting("count", number)
                session.record("counted", "a", NOW, text="x" * 3000)

    with ThreadPoolExecutor() as pool:
        writer = pool.submit(write)
        for number in range(12):
            backup(office.store, tmp_path / f"{number}.backup")
        done.set()
        writer.result()
    key = require_key(office.store.file)
    for number in range(12):
        copy = Store(tmp_path / f"{number}.backup", key)
        with copy.reading() as session:
            assert session.setting("count", 0) == len(session.records())
            assert session.broken_record() is None
        copy.close()


SECRETS = ("Zephyrine Qwarl", "瑟菲琳", "0555 314 159", "Xylophone Crescent", "Garret 7b")


def leaks(*folders: Path) -> set[str]:
    """Files in which a customer can be read, in any writing that programs use."""
    needles = [secret.encode(code) for secret in SECRETS for code in ("utf-8", "utf-16-le", "gb18030")]
    files = (file for folder in folders for file in folder.rglob("*"))
    return {str(file) for file in files if any(needle in content(file) for needle in needles)}


def content(file: Path) -> bytes:
    # While programs work, a file may go between being seen and being read.
    try:
        return file.read_bytes() if file.is_file() else b""
    except FileNotFoundError:
        return b""


def secret_day(office: Office) -> Day:
    who = Customer("lender", "C-1", f"{SECRETS[0]} {SECRETS[1]}", phone=SECRETS[2])
    secret = [
        replace(visit(number, north=200 * number), customer=who, address=Address(SECRETS[3], SECRETS[4]))
        for number in range(8)
    ]
    return stored(office, day(*secret))


def test_no_customer_can_be_read_in_any_folder_of_the_program(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    found: set[str] = set()
    with Worker() as own:
        the_day = secret_day(office)
        plan = Planning(office, the_day, None, own, time_limit_s=0.3).wait(lambda _: found.update(leaks(temp)))

        def look(message: object) -> None:
            if isinstance(message, Progress):
                found.update(leaks(office.data, temp))

        issued = issue(office, the_day, plan, tmp_path / "out", worker=own, on_message=look)
    with office.store.writing() as session:
        session.save_plan(plan)
        found |= leaks(office.data, temp)
    backup(office.store, office.data / "of today.backup")
    assert not found | leaks(office.data, temp)
    assert not leaks(issued.folder)  # tables and map carry references alone; the sheets are compressed


@posix
def test_all_that_is_kept_is_for_the_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        office = open_office(folder, clock=lambda: NOW)
        stored(office, day(visit(1)))
        backup(office.store, folder / "of today.backup")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir() if file.is_file()}
        restore(folder / "of today.backup", office.recovery_key_once() or "", tmp_path / "new" / "rounds.db")
        office.close()
    finally:
        os.umask(before)
    assert len(modes) >= 4
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "new" / "rounds.db").stat().st_mode) == 0o600
