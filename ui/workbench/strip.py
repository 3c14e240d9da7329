"""The strip of numbers below the views: is the plan better than before, and before what? Computes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QMenu, QSizePolicy, QToolTip, QWidget

from planner.day.states import Totals
from planner.text import gettext as _
from ui import theme
from ui.comparing import Comparison
from ui.numbers import NUMBERS
from ui.theme import colors
from ui.workbench.strip_number import StripNumber, TitledButton

MOST_SAID = 12
SPACE = 8
FOLDED_FIRST = ("fairness", "distance", "priority", "changes", "overtime", "travel", "late", "legal")
"""What goes first where there is not room for all; what is an alarm stays."""


class Strip(QWidget):
    """The plan in numbers, each with its difference to another plan, which a person may choose."""

    broken_wanted = Signal()
    """Show the visits that break rules."""
    comparison_chosen = Signal(str)
    """Compare with another plan: the key of a `Comparison`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = {number.key: StripNumber(number) for number in NUMBERS}
        self._lines: dict[str, QFrame] = {}
        self._shown: tuple[Totals | None, Totals | None] = None, None
        self._foreseen: Totals | None = None
        self._title = ""
        self._folded: set[str] = set()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 4, SPACE, 4)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.setSpacing(SPACE)
        for key, number in self._numbers.items():
            self._lines[key] = _line()
            row.addWidget(self._lines[key])
            row.addWidget(number)
        for key in ("late", "broken", "legal"):
            self._numbers[key].pressed.connect(self.broken_wanted)
        row.addStretch(1)
        self._roads, self._source = _quiet(), _quiet()
        self._roads.setToolTip(_("They are computed beside your work. Planning waits only for what is missing."))
        self._roads.hide()
        self.compared = TitledButton(_("Compared with"))
        self.compared.setToolTip(_("Choose which plan these numbers are compared with"))
        self.compared.hide()
        for widget in (self._roads, self._source, self.compared):
            row.addWidget(widget)
        self._menu = QMenu(self)
        self.compared.setMenu(self._menu)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.following().changed.connect(self._dress)
        self._dress()

    # --- showing

    def show_totals(self, now: Totals | None, before: Totals | None, source: str) -> None:
        """Show numbers and the change since `before`; `source` says so where travel times are only estimates."""
        self._source.setText(source)
        self._shown = now, before
        self._show()

    def show_foreseen(self, then: Totals | None) -> None:
        """Show the numbers as they would be, and what is otherwise than now; None shows them as they are."""
        if then != self._foreseen:
            self._foreseen = then
            self._name()
            self._show()
            self.update()

    def show_comparisons(self, comparison: Comparison | None, comparisons: Sequence[Comparison]) -> None:
        """Say what the numbers are compared with, and offer what else there is."""
        self._title = comparison.title if comparison else ""
        self._name()
        self._menu.clear()
        group = QActionGroup(self._menu)
        for each in comparisons:
            action = QAction(each.title.replace("&", "&&"), self._menu, checkable=True)
            action.setChecked(comparison is not None and each.key == comparison.key)
            action.triggered.connect(lambda _checked=False, key=each.key: self.comparison_chosen.emit(key))
            group.addAction(action)
            self._menu.addAction(action)
        self._fold()

    def show_roads(self, share: float | None) -> None:
        """Show how far the travel times of the day have come; None when nothing is under way."""
        self._roads.setVisible(share is not None)
        self._roads.setText(_("Travel times {percent} %").format(percent=int(100 * (share or 0))))
        self._fold()

    def show_broken(self, sentences: Sequence[str]) -> None:
        """Say which rules are broken, when the pointer rests on their number."""
        more = [_("and {count} more").format(count=len(sentences) - MOST_SAID)] if len(sentences) > MOST_SAID else []
        for key in ("broken", "late", "legal"):
            self._numbers[key].tell("\n".join([*sentences[:MOST_SAID], *more]))

    def tell_broken(self) -> None:
        """Say now which rules are broken."""
        number = self._numbers["broken"]
        QToolTip.showText(number.mapToGlobal(QPoint(0, -number.height())), number.toolTip(), number)

    def _name(self) -> None:
        # Without a drag what was chosen; during one everything is compared with the plan as it is.
        title = _("the plan as it is") if self._foreseen else self._title
        self.compared.setVisible(bool(title))
        self.compared.say(title)

    @property
    def _numbers_now(self) -> tuple[Totals | None, Totals | None]:
        return (self._foreseen, self._shown[0]) if self._foreseen else self._shown

    def _show(self) -> None:
        now, before = self._numbers_now
        for number in self._numbers.values():
            number.show_change(now, before if before and before.planned else None)
        self._fold()

    def _dress(self) -> None:
        self._source.setStyleSheet(f"color: {colors().worse}")
        for line in self._lines.values():
            line.setStyleSheet(f"color: {colors().line}")
        self._show()

    # --- folding

    def _fold(self) -> None:
        # Least important first, until the rest has room; what says that something is wrong always stays.
        now = self._numbers_now[0]
        hidden = set() if now and now.broken else {"broken"}
        for short in (False, True):
            self.compared.shorten(short)
            if self._fits(hidden):
                break
        self._source.setVisible(bool(self._source.text()))
        calm = [key for key in FOLDED_FIRST if not self._numbers[key].is_alarming]
        for key in (*calm, "", *(key for key in FOLDED_FIRST if key not in calm and key != "legal")):
            if self._fits(hidden):
                break
            self._source.setVisible(bool(key and self._source.text()) and not self._source.isHidden())
            hidden.add(key)
        self._folded = hidden - {"broken", ""}
        first = True
        for key, number in self._numbers.items():
            number.setVisible(key not in hidden)
            self._lines[key].setVisible(key not in hidden and not first)
            first = first and key in hidden

    def _fits(self, hidden: set[str]) -> bool:
        shown = [number for key, number in self._numbers.items() if key not in hidden]
        others = [each for each in (self._roads, self._source, self.compared) if not each.isHidden()]
        width = sum(each.sizeHint().width() for each in (*shown, *others))
        return width + SPACE * (2 * len(shown) + len(others) + 2) <= self.width()

    # --- Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tinted while it tells what would be."""
        if self._foreseen:
            QPainter(self).fillRect(self.rect(), QColor(colors().selected))

    def sizeHint(self) -> QSize:
        """As high as two lines of text; as wide as it is given."""
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It folds: no width is too narrow."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: show as many numbers as there is room for."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fold)


def _quiet() -> QLabel:
    label = QLabel()
    label.setProperty("quiet", True)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setFixedWidth(1)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return line
