"""The strip of numbers below the views: is the plan better than before? Computes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.day.states import Totals
from planner.text import N_, distance, duration
from planner.text import gettext as _
from ui.theme import colors

type Value = Callable[[Totals], float]

NUMBERS: tuple[tuple[str, Value, Callable[[float], str], bool], ...] = (
    (N_("Planned"), lambda t: t.planned, lambda n: f"{n:.0f}", True),
    (N_("Travel"), lambda t: t.travel_time.total_seconds(), lambda n: duration(n), False),
    (N_("Distance"), lambda t: t.distance, lambda n: distance(n), False),
    (N_("Longest over shortest day"), lambda t: t.spread.total_seconds(), lambda n: duration(n), False),
    (N_("Broken rules"), lambda t: t.broken, lambda n: f"{n:.0f}", False),
)
"""Title, value, its words, and whether more of it is better."""


class Strip(QWidget):
    """The plan in numbers, each with its difference to the plan before the last action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(32)
        self._labels = [_Number(_(title)) for title, *_rest in NUMBERS]
        for label in self._labels:
            row.addWidget(label)
        row.addStretch(1)
        self._source = QLabel()
        self._source.setProperty("quiet", True)
        row.addWidget(self._source)

    def show_totals(self, now: Totals | None, before: Totals | None, source: str) -> None:
        """Show numbers; `source` says in words where the travel times come from."""
        self._source.setText(source)
        for label, (_title, value, words, more) in zip(self._labels, NUMBERS, strict=True):
            if now is None:
                label.show_value("–", "", True)
                continue
            text = words(value(now))
            if value == NUMBERS[0][1]:
                text += f" / {now.visits}"
            change = value(now) - value(before) if before and before.planned else 0.0
            label.show_value(text, _signed(change, words), (change > 0) == more)


def _signed(change: float, words: Callable[[float], str]) -> str:
    shown = words(abs(change))
    if not change or shown == words(0) or shown == duration(timedelta(0).total_seconds()):
        return ""
    return ("+" if change > 0 else "−") + shown


class _Number(QWidget):
    def __init__(self, title: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        head = QLabel(title)
        head.setProperty("quiet", True)
        font = head.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        head.setFont(font)
        self._value = QLabel("–")
        column.addWidget(head)
        column.addWidget(self._value)

    def show_value(self, text: str, change: str, better: bool) -> None:
        ink = colors().better if better else colors().worse
        extra = f"&nbsp; <span style='color:{ink}; font-size:small'>{change}</span>" if change else ""
        self._value.setText(f"<b>{text}</b>{extra}")
