"""Makes pictures of the windows, to be looked at: both languages, both themes, a small and a large screen; and papers.

    python3 start.py bench pictures FOLDER [--of workbench|welcome|cases|running] [--only light-en-1366]
    python3 start.py bench pictures docs/pictures --docs [--only zh]

With `--docs` those of the documents alone, under their names there. The demo is made anew for each kind of picture, on
a Monday of its own; those of the documents take some minutes. Without a display it draws on none; on a display there
has to be room for the large window, 2560 by 1440.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QStyleFactory

from benchmarks.pictures.cases import take_cases
from benchmarks.pictures.running import take_running
from benchmarks.pictures.studio import EARLY, Nobody, Studio, look_at_clock
from benchmarks.pictures.wanted import Wanted
from benchmarks.pictures.workbench import take_welcome, take_workbench

SETS = ("workbench", "welcome", "cases", "running")


def main(words: list[str] | None = None) -> int:
    """All kinds of pictures, each in a program of its own; or one kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--of", choices=SETS, help="one kind of pictures, not all")
    parser.add_argument("--data-dir", type=Path, default=Path(gettempdir()) / "rounds-pictures")
    parser.add_argument("--only", default="", help="the beginning of the names to make; with --docs a part of them")
    parser.add_argument("--docs", action="store_true", help="those of the documents, under their names there")
    given = list(sys.argv[1:] if words is None else words)
    options = parser.parse_args(given)
    if "DISPLAY" not in os.environ and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.of:
        return make(options.of, options.data_dir / options.of, Wanted(options.folder, options.only, options.docs))
    codes = [subprocess.run([sys.executable, "-P", __file__, *given, "--of", kind], check=False) for kind in SETS]
    return max(abs(each.returncode) for each in codes)


def make(kind: str, data: Path, wanted: Wanted) -> int:
    """One kind of pictures, of a demo that is made anew: an older one has users, or is of another day."""
    if not wanted.of(kind):
        return 0
    shutil.rmtree(data, ignore_errors=True)
    look_at_clock(EARLY)
    qt = application(data)
    try:
        if kind == "running":
            take_running(qt, data, wanted)
        else:
            studio = Studio(qt, data, wanted)
            {"workbench": take_workbench, "welcome": take_welcome, "cases": take_cases}[kind](studio)
            studio.close()
    except Nobody as problem:
        print(f"Not made: nobody is here to answer “{problem}”.", file=sys.stderr)
        os._exit(2)  # what waits for an answer cannot be left otherwise
    return 0


def application(data: Path) -> QApplication:
    """As the app begins; what it remembers lies with the data."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(data / "remembered"))
    qt = QApplication(["rounds"])
    qt.setStyle(QStyleFactory.create("Fusion"))
    return qt


if __name__ == "__main__":
    sys.exit(main())
