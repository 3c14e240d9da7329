"""Reads a spreadsheet into rows: .xlsx, or .csv in the encodings and separators that offices use. Knows no fields."""

from __future__ import annotations

import csv
import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from planner.day.importing.columns import VISIT_COLUMNS, Column, guess_mapping, plain
from planner.errors import BadInput

HEADER_SEARCH_ROWS = 12
MOST_ROWS = 50_000
type Rows = list[tuple[Any, ...]]


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


def read_table(file: Path, columns: Sequence[Column] = VISIT_COLUMNS, *, empty: bool = False) -> Table:
    """Read a file; an `empty` one may have headers alone, where nothing to tell is news too.

    Raises
    ------
    BadInput
        ``no_such_file``, ``not_a_spreadsheet``, ``no_rows``, ``too_many_rows``.
    """
    if not file.is_file():
        raise BadInput("no_such_file", file=file.name)
    in_workbook = file.suffix.casefold() in (".xlsx", ".xlsm")
    rows = _workbook(file, columns) if in_workbook else _separated(file, columns)
    if not any(any(_filled(cell) for cell in row) for row in rows):
        raise BadInput("no_rows", file=file.name)
    if len(rows) > MOST_ROWS:
        raise BadInput("too_many_rows", file=file.name, most=MOST_ROWS)
    header = _header_row(rows, columns)
    width = max((number for number, cell in enumerate(rows[header], start=1) if _filled(cell)), default=0)
    headers = tuple(str(cell).strip() if _filled(cell) else "" for cell in rows[header][:width])
    below = tuple(tuple(row[:width]) + (None,) * (width - len(row)) for row in rows[header + 1 :])
    if not empty and not any(any(_filled(cell) for cell in row) for row in below):
        raise BadInput("no_rows", file=file.name)
    return Table(headers, below, header + 2)


def _header_row(rows: Rows, columns: Sequence[Column]) -> int:
    # Titles and notes may stand above the headers: the row with most known names is meant.
    fits = _fits(rows, columns)
    best = max(range(len(fits)), key=lambda number: fits[number])
    if fits[best][0] >= 2:
        return best
    return next(number for number, row in enumerate(rows) if any(_filled(cell) for cell in row))


def _fits(rows: Iterable[Sequence[Any]], columns: Sequence[Column]) -> list[tuple[int, int]]:
    # How many headers each of the first rows holds that are known; among equals, the fewest others.
    found = []
    for row in islice(rows, HEADER_SEARCH_ROWS):
        known = len(guess_mapping([str(cell or "") for cell in row], columns))
        found.append((known, known - sum(map(_filled, row))))
    return found


def _workbook(file: Path, columns: Sequence[Column]) -> Rows:
    # Loaded when it is wanted: the window knows the cells from its first picture on, and need not wait for it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and checks that it passes over
            book = load_workbook(file, read_only=True, data_only=True)
            try:
                return _likeliest_sheet(book, columns)
            finally:
                book.close()
    except PermissionError:
        raise BadInput("file_is_open", file=file.name) from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError, SyntaxError):
        raise BadInput("not_a_spreadsheet", file=file.name) from None


def _likeliest_sheet(book: Any, columns: Sequence[Column]) -> Rows:
    # The template has a sheet for each kind of file: the one with most known headers is meant, else the one in front.
    sheets = [sheet for sheet in (book.active, *book.worksheets) if hasattr(sheet, "iter_rows")]
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write wrong ones
    best = max(sheets, key=lambda sheet: max(_fits(sheet.iter_rows(values_only=True), columns), default=(0, 0)))
    return [tuple(row) for row in best.iter_rows(values_only=True)]


def _separated(file: Path, columns: Sequence[Column]) -> Rows:
    raw = file.read_bytes()
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if raw.startswith(b"PK\x03\x04") or (b"\0" in raw[:4096] and not utf16):
        raise BadInput("not_a_spreadsheet", file=file.name)
    text = _decode(raw, file.name)
    try:
        separator = max("\t;,", key=lambda mark: max(_fits(_split(text, mark), columns), default=(0, 0)))
        return [tuple(row) for row in _split(text, separator)]
    except csv.Error:
        raise BadInput("not_a_spreadsheet", file=file.name) from None


def _split(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


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
