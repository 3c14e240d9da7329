"""The columns of the sheet that goes out with the papers and comes back filled in. Reads and writes none."""

from __future__ import annotations

from typing import NamedTuple


class Head(NamedTuple):
    """One column: what it holds, and its header in both languages."""

    field: str
    en: str
    zh: str

    def header(self, language: str) -> str:
        """The header in a language."""
        return self.zh if language == "zh" else self.en


RETURN_HEADS = (
    Head("date", "Date", "日期"),
    Head("team", "Team", "小组"),
    Head("number", "Stop number", "序号"),
    Head("visit", "Visit", "上门"),
    Head("planned", "Planned", "计划时间"),
    Head("arrived", "Arrived", "到达"),
    Head("left", "Left", "离开"),
    Head("code", "Code", "代码"),
    Head("notes", "Notes", "备注"),
)
"""Arrived, left, code and notes are for the team; the rest tells which visit is meant."""
TO_FILL = ("arrived", "left", "code", "notes")
