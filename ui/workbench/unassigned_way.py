"""One way out in a narrow panel: what is done, where the visit goes then, what it adds, and its Apply."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from planner.day.way_words import way_others, way_place, way_title
from planner.day.ways_out import Way
from planner.model import Day
from planner.text import gettext as _
from planner.text import listed
from routing.relaxations import Means
from ui import theme
from ui.dialogs.way_rows import signed_distance, signed_time
from ui.workbench.inspector_parts import sized

GAP, AIR = 6, 4
WRAP = int(Qt.TextFlag.TextWordWrap)
NOTHING_MUCH = timedelta(seconds=30)


class WayLine(QWidget):
    """Painted, but for its button."""

    def __init__(self, number: int, way: Way, day: Day, indent: int) -> None:
        super().__init__()
        self._indent = indent
        self._known: dict[tuple[int, int], tuple[QRect, QRect, QRect]] = {}
        self.way = way
        self.title = way_title(way, day)
        self.place = way_place(way, day)  # who else moves is in the title
        if way.out.means is Means.INSERT:
            self.title, self.place = self.place, listed((self.title, *([way_others(way)] if way.out.others else [])))
        self.time, self.distance = signed_time(way.travel_time), signed_distance(way.distance)
        self._number = str(number)
        self._quiet = sized(theme.small(self.font()), 0.93)
        self.setFont(theme.small(self.font()))
        self.apply = QPushButton(_("Apply"), self)
        self.apply.setProperty("apply", True)
        self.apply.setProperty("first", number == 1)
        self.apply.setAutoDefault(False)
        self.apply.setFont(self.font())
        self.apply.setAccessibleName(_("Apply: {way}").format(way=self.title))
        self.setToolTip("\n".join((self.title, listed((self.place, way_others(way))), f"{self.time}, {self.distance}")))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _price_width(self) -> int:
        bold = QFontMetrics(sized(self.font(), 1, QFont.Weight.DemiBold))
        return max(
            bold.horizontalAdvance(max(self.time, "+00 min", key=len)),
            QFontMetrics(self._quiet).horizontalAdvance(max(self.distance, "+00.0 km", key=len)),
        )

    def _boxes(self, width: int) -> tuple[QRect, QRect, QRect]:
        # A layout asks again and again.
        room = width - self.apply.sizeHint().width() - GAP
        if (width, room) not in self._known:
            self._known[width, room] = self._measured(width, room)
        return self._known[width, room]

    def _measured(self, width: int, right: int) -> tuple[QRect, QRect, QRect]:
        # Of the title, of the line beneath, and of the price. Where it is narrow that line goes below the price.
        left = self._indent
        price = QRect(right - self._price_width(), AIR, self._price_width(), 2 * self.fontMetrics().height())
        room = max(40, price.left() - GAP - left)
        high = self.fontMetrics().boundingRect(QRect(0, 0, room, 10_000), WRAP, self.title).height()
        beside = QRect(left, AIR + high, room, self._place_height(room))
        below = QRect(left, max(AIR + high, price.bottom() + 1), width - left, self._place_height(width - left))
        return QRect(left, AIR, room, high), below if below.bottom() < beside.bottom() else beside, price

    def _place_height(self, room: int) -> int:
        return QFontMetrics(self._quiet).boundingRect(QRect(0, 0, room, 10_000), WRAP, self.place).height()

    # --- Qt

    def heightForWidth(self, width: int) -> int:
        _title, place, _price = self._boxes(width)
        return max(place.bottom() + 1 + AIR, self.apply.sizeHint().height() + 2 * AIR)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stands at the right."""
        wanted, width = self.apply.sizeHint(), event.size().width()
        self.apply.setGeometry(width - wanted.width(), AIR, wanted.width(), wanted.height())
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c = QPainter(self), theme.colors()
        title, place, price = self._boxes(self.width())
        painter.setPen(QColor(c.faint))
        painter.drawLine(title.left(), 0, self.width(), 0)
        quiet = QColor(c.text2 if self.apply.isEnabled() else c.text3)
        strong = QColor(c.text if self.apply.isEnabled() else c.text3)
        painter.setPen(quiet)
        column = QRect(0, AIR, title.left() - 2 * GAP, title.height())
        painter.drawText(column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, self._number)
        painter.setPen(strong)
        painter.drawText(title, WRAP, self.title)
        painter.setFont(self._quiet)
        painter.setPen(quiet)
        painter.drawText(place, WRAP, self.place)
        high, right = self.fontMetrics().height(), int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(price.adjusted(-GAP, high, 0, 0), right, self.distance)
        bold = abs(self.way.travel_time) >= NOTHING_MUCH
        painter.setFont(sized(self.font(), 1, QFont.Weight.DemiBold) if bold else self.font())
        painter.setPen(strong if bold else quiet)
        painter.drawText(price.adjusted(-GAP, 0, 0, -high), right, self.time)
        painter.end()
