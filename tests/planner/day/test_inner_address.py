"""What lies behind the front door goes to the itinerary, whether the file has a column for it or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.day import importing
from planner.model import Address

HEAD = "上门编号;客户编号;案件编号;姓名;地址;内部地址;状态;批准人;日期"


@pytest.mark.parametrize(
    ("address", "column", "text", "inner"),
    [
        ("枫树路12号3栋2单元501室", "", "枫树路12号", "3栋2单元501室"),
        ("枫树路12号3栋", "2单元501室", "枫树路12号", "3栋 2单元501室"),
        ("枫树路12号3栋501室", "3栋501室", "枫树路12号", "3栋501室"),
        ("枫树路12号", "501室", "枫树路12号", "501室"),
        ("Maple Close 15, Apt 3, Emberford", "", "Maple Close 15, Emberford", "Apt 3"),
    ],
)
def test_the_part_behind_the_door_is_told_apart(
    office: Office, tmp_path: Path, address: str, column: str, text: str, inner: str
) -> None:
    file = tmp_path / "day.csv"
    row = f"V-1;C-1;K-1;余安;{address};{column};已批准;沈明;2026-11-24"
    file.write_text(f"{HEAD}\n{row}", encoding="utf-8")
    (visit,) = importing.read_visits(office, file).visits
    assert visit.address == Address(text, inner)
