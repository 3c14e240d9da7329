"""What the documents say is what the program does."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.cases.holds_file import HOLD_COLUMNS
from planner.cases.payments import PAYMENT_COLUMNS
from planner.cli.arguments import make_parser
from planner.day.importing import PLACE_COLUMNS, STAFF_COLUMNS, VISIT_COLUMNS
from planner.day.importing.case_columns import CASE_COLUMNS
from planner.day.importing.columns import Column
from planner.day.importing.problems import PROBLEMS

ROOT = Path(__file__).parent.parent
IMPORT = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def table(title: str) -> list[list[str]]:
    """The rows of the first table under a heading, by cells."""
    lines = IMPORT.partition(f"## {title}\n")[2].partition("\n## ")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("Visits", VISIT_COLUMNS),
        ("Staff", STAFF_COLUMNS),
        ("Places", PLACE_COLUMNS),
        ("Cases", CASE_COLUMNS),
        ("Payments", PAYMENT_COLUMNS),
        ("Holds", HOLD_COLUMNS),
    ],
)
def test_every_column_is_told_as_the_program_knows_it(title: str, columns: Sequence[Column]) -> None:
    told = [(field.strip("`"), en, zh, required[:3] == "yes") for field, en, zh, required, *_ in table(title)]
    known = [(column.field, column.en, column.zh, column.required) for column in columns]
    by_option = {"date", "balance_at"}  # required, but an option may give it
    assert [row[:3] for row in told] == [row[:3] for row in known]
    assert {row[0] for row in told if row[3]} - by_option == {row[0] for row in known if row[3]}


def test_every_problem_of_a_file_is_explained() -> None:
    codes = {code.strip("` ") for row in table("Problems and what to do") for code in row[0].split(",")}
    assert codes == set(PROBLEMS)


def test_every_command_is_told() -> None:
    parser = make_parser()
    (commands,) = (each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    for name in commands.choices:
        assert f"| `{name} " in COMMANDS or f"| `{name}`" in COMMANDS, name


def test_every_link_and_picture_of_the_documents_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))]
    lost = [f"{page.name}: {link}" for page, link in links if "://" not in link and not (page.parent / link).exists()]
    assert not lost
    shown = {(page.parent / link).name for page, link in links if link.endswith(".png")}
    assert {file.name for file in (ROOT / "docs" / "pictures").iterdir()} <= shown, "no picture is kept for nothing"


def test_every_measurement_is_told() -> None:
    told = (ROOT / "docs" / "measurements.md").read_text(encoding="utf-8")
    files = [*(ROOT / "benchmarks").glob("[a-z]*.py"), *(ROOT / "benchmarks").glob("[a-z]*/__main__.py")]
    runs = [file for file in files if "__main__" in file.read_text(encoding="utf-8")]
    names = [file.parent.name if file.stem == "__main__" else file.stem for file in runs]
    assert not [name for name in names if f"bench {name}" not in told and f"`{name}`" not in told]
