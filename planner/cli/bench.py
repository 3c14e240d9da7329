"""``rounds bench``: runs one of the project's measurements and shows what it prints."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from planner.cli.console import say
from planner.errors import NotFound
from planner.text import gettext as _

ROOT = Path(__file__).parents[2]


def bench(options: argparse.Namespace) -> int:
    """List the measurements, or run one."""
    found = {file.stem: file for file in sorted((ROOT / "benchmarks").glob("[a-z]*.py")) if _runs(file)}
    found |= {file.parent.name: file for file in sorted((ROOT / "benchmarks").glob("[a-z]*/__main__.py"))}
    if not options.name:
        say(_("Measurements: {names}").format(names=", ".join(found) or "-"))
        return 0
    if options.name not in found:
        raise NotFound("no_benchmark", name=options.name, names=", ".join(found))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-P", str(found[options.name]), *options.rest], env=environment, check=False
    ).returncode


def _runs(file: Path) -> bool:
    # What others only import is no measurement.
    return 'if __name__ == "__main__":' in file.read_text(encoding="utf-8")
