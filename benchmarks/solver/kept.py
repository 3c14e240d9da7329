"""Keeps runs in a file, a line each, so that a long measurement can go on where it ended. Nothing is run here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.solver.judge import Verdict
from benchmarks.solver.runner import Run


def read(file: Path | None) -> list[Run]:
    """The runs in a file; none where there is no file."""
    if file is None or not file.exists():
        return []
    return [_run(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def write(file: Path | None, runs: Sequence[Run]) -> None:
    """Put runs at the end of a file, if one is given."""
    if file is not None:
        with file.open("a", encoding="utf-8") as out:
            for run in runs:
                out.write(json.dumps(asdict(run)) + "\n")


def _run(kept: dict[str, object]) -> Run:
    verdict = kept["verdict"]
    assert isinstance(verdict, dict)
    judged = Verdict(**{**verdict, "broken": tuple(verdict["broken"])})
    return Run(**{**kept, "verdict": judged})  # type: ignore[arg-type]
