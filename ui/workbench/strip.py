"""The strip of numbers below the views: is the plan better than before? Computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolTip, QVBoxLayout, QWidget

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
    (N_("Not located"), lambda t: t.unlocated, lambda n: f"{n:.0f}", False),
    (N_("Broken rules"), lambda t: t.broken, lambda n: f"{n:.0f}", False),
)
"""Title, value, its words, and whether more of it is better."""
BROKEN = len(NUMBERS) - 1
MOST_SAID = 12
LINK = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class Strip(QWidget):
    """The plan in numbers, each with its difference to the plan before the last action."""

    broken_wanted = Signal()
    """Show the visits that break rules."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(32)
        self._labels = [_Number(_(title)) for title, *_rest in NUMBERS]
        for label in self._labels:
            row.addWidget(label)
        self._labels[BROKEN].pressed.connect(self.broken_wanted)
        row.addStretch(1)
        self._roads = QLabel()
        self._roads.setProperty("quiet", True)
        self._roads.setToolTip(_("They are computed beside your work. Planning waits only for what is missing."))
        self._roads.hide()
        row.addWidget(self._roads)
        self._source = QLabel()
        self._source.setProperty("quiet", True)
        row.addWidget(self._source)

    def show_totals(self, now: Totals | None, before: Totals | None, source: str) -> None:
        """Show numbers; `source` says so where travel times are no more than estimates."""
        self._source.setText(f"<span style='color:{colors().worse}'>{source}</span>")
        for label, (_title, value, words, more) in zip(self._labels, NUMBERS, strict=True):
            if now is None:
                label.show_value("–", "", True)
                continue
            text = words(value(now))
            if value == NUMBERS[0][1]:
                text += f" / {now.visits}"
            change = value(now) - value(before) if before and before.planned else 0.0
            label.show_value(text, _signed(change, words), (change > 0) == more)
        self._labels[BROKEN].can_press(now is not None and now.broken > 0)

    def show_roads(self, share: float | None) -> None:
        """Show how far the travel times of the day have come; None when nothing is under way."""
        self._roads.setVisible(share is not None)
        self._roads.setText(_("Travel times {percent} %").format(percent=int(100 * (share or 0))))

    def show_broken(self, sentences: Sequence[str]) -> None:
        """Say which rules are broken, when the pointer rests on their number."""
        more = [_("and {count} more").format(count=len(sentences) - MOST_SAID)] if len(sentences) > MOST_SAID else []
        self._labels[BROKEN].setToolTip("\n".join([*sentences[:MOST_SAID], *more]))

    def tell_broken(self) -> None:
        """Say now which rules are broken."""
        number = self._labels[BROKEN]
        QToolTip.showText(number.mapToGlobal(QPoint(0, -number.height())), number.toolTip(), number)


def _signed(change: float, words: Callable[[float], str]) -> str:
    shown = words(abs(change))
    if not change or shown == words(0) or shown == duration(timedelta(0).total_seconds()):
        return ""
    return ("+" if change > 0 else "−") + shown


class _Number(QWidget):
    pressed = Signal()

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
        self._shown = "–", ""
        self._value = QLabel("–")
        self._value.setTextInteractionFlags(LINK)
        self._value.linkActivated.connect(self.pressed)
        column.addWidget(head)
        column.addWidget(self._value)

    def show_value(self, text: str, change: str, better: bool) -> None:
        ink = colors().better if better else colors().worse
        extra = f"&nbsp; <span style='color:{ink}; font-size:small'>{change}</span>" if change else ""
        self._shown = f"<b>{text}</b>", extra
        self._value.setText("".join(self._shown))

    def can_press(self, can: bool) -> None:
        value, extra = self._shown
        link = f"<a href='#' style='color:{colors().wrong}'>{value}</a>"
        self._value.setText((link if can else value) + extra)
