"""Dates, times and spans as people write them; what could mean two things is asked back, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planner.bootstrap import Office
from planner.day.importing import read_visits, workbooks
from planner.day.importing.cells import BadCell, read_date, read_moment, read_windows
from tests.planner.cli.conftest import row, visits


@pytest.mark.parametrize(
    "written", ["20261124", "24 Nov 2026", "24-Nov-2026", "November 24, 2026", "２０２６－１１－２４"]
)
def test_dates_in_their_usual_forms(written: str) -> None:
    assert read_date(written) == date(2026, 11, 24)


@pytest.mark.parametrize("cell", ["03/04/2026", "9999-12-31", date(1900, 1, 1), "0206-11-24", "24 Foo 2026", "46357"])
def test_what_is_no_day_of_an_office_is_asked_back(cell: object) -> None:
    with pytest.raises(BadCell):
        read_date(cell)


@pytest.mark.parametrize("written", ["2026-11-23T16:40:00Z", "2026-11-24T00:40:00+08:00", "2026-11-23T16:40:00.123"])
def test_moments_of_other_programs(written: str) -> None:
    assert read_moment(written, ZoneInfo("UTC")) == datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "begin", "end"),
    [
        ("2-4 pm", 14, 16),
        ("9-2pm", 9, 14),
        ("9am-11", 9, 11),
        ("下午2点-4点", 14, 16),
        ("上午9点到12点", 9, 12),
        ("中午12点到下午2点", 12, 14),
    ],
)
def test_half_a_day_named_once_is_meant_for_both_ends(written: str, begin: int, end: int) -> None:
    assert read_windows(written) == ((time(begin), time(end)),)


@pytest.mark.parametrize("written", ["11pm-2", "下午8点-晚上12点", "22:00-02:00"])
def test_a_window_over_midnight_is_refused(written: str) -> None:
    with pytest.raises(BadCell):
        read_windows(written)


def test_a_formula_that_has_failed_is_told(office: Office, tmp_path: Path) -> None:
    result = read_visits(office, visits(tmp_path, row(1), row(2).replace("V-2", "#REF!")))
    assert [(problem.row, problem.code) for problem in result.problems] == [(3, "formula_error")]
    assert [visit.reference for visit in result.visits] == ["V-1"]


@pytest.mark.parametrize("states", [("approved", "withdrawn"), ("withdrawn", "approved")])
def test_approved_in_one_row_and_not_in_another_is_not_approved(
    office: Office, tmp_path: Path, states: tuple[str, str]
) -> None:
    result = read_visits(office, visits(tmp_path, *(row(1, status=state) for state in states)))
    assert result.visits == ()
    assert [problem.code for problem in result.problems] == ["duplicate_reference"]


def test_a_workbook_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        workbooks.write_template(tmp_path / "template.xlsx", "en")
    assert not list(tmp_path.iterdir())
