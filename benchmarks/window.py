"""The window on a day of 300 visits and 32 teams: how soon it is usable, and what each gesture takes of its thread.

    python3 start.py bench window [--data-dir DIR] [--visits 300] [--teams 32] [--seconds 10] [--starts 3]

Run it twice with the same folder: the first run also builds the demo town. A start is counted from the birth of the
process to a painted window with its day in it, by the clock and in computing time; a cold one finds none of its files
in memory (Linux only). Every piece of the event loop is watched (`benchmarks/watching.py`): `cpu` is what the window's
thread computed, `wall` what a person waited, other programs included. Memory is of the window with the map's processes
and the child. Needs a display, or QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

ROOT = Path(__file__).parent.parent
BORN = "ROUNDS_BENCH_BORN"
STUCK_S = 60
"""A start that takes so long says where it stands, and ends."""


def main() -> int:
    """Furnish an office, start it some times, act in it; print."""
    options = _options()
    if options.office:
        return _starting(options.office) if options.only_start else _acting(options)
    os.environ.setdefault("ROUNDS_KEY_DIR", str(options.data_dir / "keys"))
    from benchmarks.big_day import build_town, furnish

    town = build_town(options.data_dir)
    with TemporaryDirectory(prefix="rounds-window-") as name:
        office = Path(name)
        furnish(office, options.visits, options.teams, options.seconds, town)
        for number in range(options.starts):
            print(
                f"{_start(office)}  start, warm" + (" (the first, nothing compiled)" if not number else ""), flush=True
            )
        if options.starts and _forget_files([ROOT, Path(sys.base_prefix)]):
            print(f"{_start(office)}  start, cold", flush=True)
        return subprocess.run([*_command(office), "--lapses", str(options.lapses or "")], check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=Path(gettempdir()) / "rounds-window-benchmark")
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--teams", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=10, help="of search")
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--settle", type=float, default=0.5, help="seconds to live on after each gesture")
    parser.add_argument("--lapses", type=Path, help="write every long event there, as JSON")
    parser.add_argument("--office", type=Path, help=argparse.SUPPRESS)  # one that is furnished already
    parser.add_argument("--only-start", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


# --- starts


def _command(office: Path) -> list[str]:
    return [sys.executable, "-X", "faulthandler", "-W", "ignore", "-m", "benchmarks.window", "--office", str(office)]


def _start(office: Path) -> str:
    # How long until the window is usable, as the child tells it.
    environment = {**os.environ, BORN: str(time.time()), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [*_command(office), "--only-start"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    return ran.stdout.strip().splitlines()[-1]


def _starting(office: Path) -> int:
    # As `ui.__main__` does, and what it imports before Qt, which looks into the source of all that comes after it.
    gc.disable()
    import_module("planner.regions")
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from ui.app import App

    _let_no_box_wait()
    faulthandler.dump_traceback_later(STUCK_S, exit=True)
    qt = QApplication(["rounds"])
    app = App(argparse.Namespace(data_dir=office, demo=False, lang="en"))
    app.begin()
    document = app.window.document if app.window else None
    while document is None or document.day is None or document.busy:
        qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # it waits, as the program does
    qt.processEvents()  # its picture
    print(f"{time.time() - float(os.environ[BORN]):.2f} s (computing {time.process_time():.2f} s)")
    sys.stdout.flush()
    app.close()
    return 0


def _forget_files(folders: Iterable[Path]) -> bool:
    # Asks the system to drop what it remembers of files, which any user may; whether it can.
    if not hasattr(os, "posix_fadvise"):
        return False
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file() and not file.is_symlink() and os.access(file, os.R_OK):
                descriptor = os.open(file, os.O_RDONLY)
                try:
                    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(descriptor)
    return True


# --- gestures


def _acting(options: argparse.Namespace) -> int:
    from PySide6.QtWidgets import QApplication

    from benchmarks.gestures import Story, act_all
    from benchmarks.watching import Watch, table
    from ui.app import App
    from ui.workbench.map_engine import prepare_web_engine, register_scheme

    _let_no_box_wait()
    register_scheme()
    prepare_web_engine()
    _qt, watch = QApplication(["rounds"]), Watch()
    app = App(argparse.Namespace(data_dir=options.office, demo=False, lang="en"))
    watch.doing = "start"
    app.begin()
    assert app.window
    drawn: list[bool] = []
    app.window.views.late_map.made.connect(lambda made: made.ready.connect(lambda: drawn.append(True)))
    story = Story(watch, app.window, options.settle)
    story.do("start", until=lambda: story.window.document.day is not None and story.window.showing.is_over)
    began = time.perf_counter()
    story.do("open", story.window.document.reopen)
    opened = time.perf_counter() - began
    story.do("map", until=lambda: bool(drawn))
    act_all(story)
    print(f"{opened:6.2f} s  a day of {len(story.window.document.rows)} visits opened, with what follows")
    print(f"{_memory_mb():6.0f} MB  with the map open (this process {_memory_mb(alone=True):.0f} MB)")
    print(table(watch.lapses, story.told))
    print(f"{watch.count} pieces of the event loop", flush=True)
    if options.lapses and options.lapses.name:
        options.lapses.write_text(json.dumps([asdict(lapse) for lapse in watch.lapses]), encoding="utf-8")
    watch.close()
    app.close()
    return 0


def _let_no_box_wait() -> None:
    # Nobody is there to read one: what it would say is told, and the measurement ends.
    from PySide6.QtWidgets import QDialog

    from ui.dialogs.problem import ProblemBox

    def give_up(*told: object) -> int:
        print(*told, file=sys.stderr, flush=True)
        os._exit(1)

    ProblemBox.tell = give_up  # type: ignore[method-assign, assignment]
    QDialog.exec = give_up  # type: ignore[method-assign]


def _memory_mb(*, alone: bool = False) -> float:
    # What this process and its children hold, shared pages counted in shares; -1 where the system does not tell.
    own = os.getpid()
    found = [own] if alone else [own, *_children(own)]
    try:
        return sum(_held_kb(process) for process in found) / 1024
    except OSError:
        return -1


def _children(process: int) -> list[int]:
    try:
        names = [path.read_text("ascii") for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    young = [int(word) for text in names for word in text.split()]
    return [*young, *(each for child in young for each in _children(child))]


def _held_kb(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    sys.exit(main())
