"""One row of a spreadsheet being read by its fields; every problem of it is told, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.columns import Column, guess_mapping, required_missing
from planner.day.importing.problems import Problem
from planner.day.importing.table import Table
from planner.text import language

FAILED = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
"""What a spreadsheet shows for a formula that has failed."""


class Row:
    """A row. `good` until something is told about it; `number` as the spreadsheet counts."""

    def __init__(
        self,
        table: Table,
        mapping: Mapping[int, str],
        columns: Sequence[Column],
        number: int,
        values: Sequence[Any],
        problems: list[Problem],
    ) -> None:
        self.number = number
        self.good = True
        self._columns = columns
        self._problems = problems
        self._cells: dict[str, list[tuple[str, Any]]] = {}
        for position, name in mapping.items():
            self._cells.setdefault(name, []).append((table.headers[position], values[position]))

    def all(self, name: str) -> list[Any]:
        """The cells of a field that may have several columns."""
        return [cell for _, cell in self._cells.get(name, ())]

    def one(self, name: str) -> Any:
        """The cell of a field; None where there is none."""
        return self._cells[name][0][1] if name in self._cells else None

    def text(self, name: str) -> str:
        """The cell of a field as text."""
        return cells.text(self.one(name))

    def has(self, name: str) -> bool:
        """Whether the file has a column for this field at all."""
        return name in self._cells

    def tell(self, name: str, code: str, value: Any = "") -> None:
        """Something is wrong in this field."""
        self.good = False
        self._problems.append(Problem(self.number, self._header(name), code, cells.text(value)))

    def take[T](self, name: str, read: Callable[[Any], T], default: T) -> T:
        """What a reader makes of a cell; the default where it is empty, or cannot be read, which is told."""
        value = self.one(name)
        if not cells.text(value):
            return default
        try:
            return read(value)
        except BadCell as bad:
            self.tell(name, bad.code, value)
            return default

    def needed(self, name: str, code: str = "missing_value") -> str:
        """The text of a cell that must not be empty."""
        value = self.text(name)
        if not value:
            self.tell(name, code)
        return value

    def _header(self, name: str) -> str:
        if name in self._cells:
            return self._cells[name][0][0]
        return next(column.header(language()) for column in self._columns if column.field == name)


def read_rows(
    table: Table, columns: Sequence[Column], problems: list[Problem], mapping: Mapping[int, str] | None = None
) -> Iterator[Row]:
    """The rows that hold anything; none where a required column is missing, which is told."""
    if mapping is None:
        mapping = guess_mapping(table.headers, columns)
    missing = required_missing(mapping, columns)
    problems += [Problem(0, column.header(language()), "missing_column") for column in missing]
    for number, values in enumerate(() if missing else table.rows, start=table.first_row):
        if any(cells.text(cell) for cell in values):
            row = Row(table, mapping, columns, number, values, problems)
            for position, name in mapping.items():
                if cells.text(values[position]) in FAILED:
                    row.tell(name, "formula_error", values[position])
            yield row
