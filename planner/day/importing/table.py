"""Reads a spreadsheet into rows: .xlsx, or .csv in the encodings and separators that offices use. Knows no fields."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from planner.day.importing.columns import VISIT_COLUMNS, Column, guess_mapping, plain
from planner.errors import BadInput

HEADER_SEARCH_ROWS = 12
MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Table:
    """Headers and the rows below them; `first_row` is the number the spreadsheet shows beside the first of them."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    first_row: int

    @property
    def header_key(self) -> str:
        """The same for the same headers in the same order: a chosen mapping is remembered by it."""
        return hashlib.sha256("\t".join(plain(header) for header in self.headers).encode()).hexdigest()[:24]


def read_table(file: Path, columns: Sequence[Column] = VISIT_COLUMNS) -> Table:
    """Read a file.

    Raises
    ------
    BadInput
        ``no_such_file``, ``not_a_spreadsheet``, ``no_rows``, ``too_many_rows``.
    """
    if not file.is_file():
        raise BadInput("no_such_file", file=file.name)
    rows = _workbook(file) if file.suffix.casefold() in (".xlsx", ".xlsm") else _separated(file)
    if not any(any(_filled(cell) for cell in row) for row in rows):
        raise BadInput("no_rows", file=file.name)
    if len(rows) > MOST_ROWS:
        raise BadInput("too_many_rows", file=file.name, most=MOST_ROWS)
    header = _header_row(rows, columns)
    width = max((number for number, cell in enumerate(rows[header], start=1) if _filled(cell)), default=0)
    headers = tuple(str(cell).strip() if _filled(cell) else "" for cell in rows[header][:width])
    below = tuple(tuple(row[:width]) + (None,) * (width - len(row)) for row in rows[header + 1 :])
    return Table(headers, below, header + 2)


def _header_row(rows: list[tuple[Any, ...]], columns: Sequence[Column]) -> int:
    # Titles and notes may stand above the headers: the row with most known names is meant.
    counts = [len(guess_mapping([str(cell or "") for cell in row], columns)) for row in rows[:HEADER_SEARCH_ROWS]]
    best = max(range(len(counts)), key=lambda number: counts[number])
    if counts[best] >= 2:
        return best
    return next(number for number, row in enumerate(rows) if any(_filled(cell) for cell in row))


def _workbook(file: Path) -> list[tuple[Any, ...]]:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except PermissionError:
        raise BadInput("file_is_open", file=file.name) from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError):
        raise BadInput("not_a_spreadsheet", file=file.name) from None
    try:
        sheet = book.active or book.worksheets[0]
        return [tuple(row) for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _separated(file: Path) -> list[tuple[Any, ...]]:
    raw = file.read_bytes()
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if raw.startswith(b"PK\x03\x04") or (b"\0" in raw[:4096] and not utf16):
        raise BadInput("not_a_spreadsheet", file=file.name)
    text = _decode(raw, file.name)
    first = text.split("\n", 1)[0]
    separator = max("\t;,", key=first.count)
    try:
        return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error:
        raise BadInput("not_a_spreadsheet", file=file.name) from None


def _decode(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("unknown_encoding", file=name)


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""
