"""The house rules that a program can check: style, format and types."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=["lint", "format", "types"]
)
def test_the_house_is_tidy(command: list[str]) -> None:
    quiet = {name: value for name, value in os.environ.items() if name != "PYTHONWARNDEFAULTENCODING"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command],
        cwd=ROOT,
        env=quiet,  # the tools' own warnings are not ours
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_tell_one_story() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for folder in ("planner", "routing", "ui", "resources", "tests")
        for file in (ROOT / folder).rglob("*.py")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long
