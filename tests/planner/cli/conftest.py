"""Commands as they are typed: what they answer, what they complain about, and their exit code."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli import console, day, doctor, main, solve
from planner.model import Plan
from routing.worker import Better, Worker
from tests.builders import TRAINED

HEAD = "Visit reference,Customer reference,Case references,Name,Address,Windows,Status,Approver,Date,Latitude,Longitude"


@dataclass(frozen=True)
class Answer:
    """What came of a command."""

    code: int
    said: str
    complained: str


Rounds = Callable[..., Answer]


@pytest.fixture
def rounds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, worker: Worker
) -> Rounds:
    """Run a command on the data folder ``data``.

    All commands work in one child: to start one and to load the solver takes longer than nearly everything that is
    asked of it. `tests/test_a_day.py` has each command start its own.
    """
    for module in (console, doctor, solve):
        monkeypatch.setattr(module, "Worker", lambda: nullcontext(worker))

    def run(*words: object, data: str = "data") -> Answer:
        try:
            code = main([*map(str, words), "--data-dir", str(tmp_path / data)])
        except SystemExit as gone:
            code = int(gone.code or 0)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run


@pytest.fixture
def ctrl_c(monkeypatch: pytest.MonkeyPatch, endless: None) -> None:
    """Somebody presses Ctrl-C when the first plan is shown, however soon or late that is."""

    def press(message: object) -> None:
        if isinstance(message, Better | Plan) and not pressed:
            pressed.append(message)
            raise KeyboardInterrupt

    pressed: list[object] = []
    for module in (day, solve):
        monkeypatch.setattr(module, "progress_bar", lambda: nullcontext(press))


def row(number: int, date: str = "2026-11-24", status: str = "approved", windows: str = "") -> str:
    """An approved visit a little north of the office."""
    place = f"{45.2 + number / 500:.4f},-30.4"
    return f"V-{number},C-{number},K-{number},Ada Quill,Maple Road {number},{windows},{status},R. Sorel,{date},{place}"


def visits(folder: Path, *rows: str, name: str = "visits.csv") -> Path:
    """A file of visits."""
    file = folder / name
    file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return file


def staff(folder: Path, teams: int = 2, hours: str = "08:30,17:30") -> Path:
    """A file of teams of two, from one office."""
    head = "Staff reference,Name,Team,From,To,Depot,Depot address,Trained on"
    rows = (f"S-{n},Li Wen{n},Team {n % teams + 1},{hours},Office,Harbor Street 1,{TRAINED}" for n in range(2 * teams))
    file = folder / "staff.csv"
    file.write_text("\n".join((head, *rows)), encoding="utf-8")
    return file
