"""The cases by stage: a lane each, with how many there are, the longest waiting first. Reads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.cases.board import Row
from planner.cases.model import Stage
from planner.cases.stage_words import STAGES, money_words, next_sentence, row_hold
from planner.text import gettext as _
from planner.text import language, ngettext
from ui import theme
from ui.theme import small

type Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
WIDE, NARROW, PAD = 23, 11, 6
"""Letters that a lane with and without cases is wide, and pixels around a card's words."""
SHORT = 8
"""Letters of a day or a number that is never left out."""
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)


def short_date(day: date) -> str:
    """A day without its year, as people say it in the language of the window."""
    chinese = language() == "zh"
    locale = QLocale("zh_CN" if chinese else "en_GB")
    return locale.toString(QDate(day.year, day.month, day.day), "M月d日" if chinese else "d MMM")


class LaneModel(QAbstractListModel):
    """The cases of one stage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.shown = True

    def show_rows(self, rows: Sequence[Row], *, shown: bool) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows, self.shown = rows, shown
        self.endResetModel()

    def lines(self, row: Row) -> tuple[str, str, str]:
        """The hold, or else the reference; and the day of the next step, or else what is owed."""
        hold = row_hold(row, shown=self.shown)
        day = short_date(row.next_day) if row.next_day else ""
        return hold, hold or row.reference, day or money_words(row.balance)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP):
            return None
        row = self.rows[index.row()]
        days = ngettext("{count} day past due", "{count} days past due", row.days_past_due)
        hold, step = row_hold(row, shown=self.shown), next_sentence(row.next_step, row.next_day)
        said = (row.name, row.reference, days.format(count=row.days_past_due), money_words(row.balance), hold, step)
        return "\n".join(filter(None, said)) if role == _TIP else ", ".join(filter(None, said))


class _Card(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, round(option.fontMetrics.height() * 2.15) + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        c, box = theme.colors(), QRect(option.rect).adjusted(2, 2, -2, -2)
        state = option.state
        view = option.widget
        model = index.model()
        assert isinstance(model, LaneModel)
        row = model.rows[index.row()]
        hold, left, right = model.lines(row)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(c.accent if chosen else c.line))
        painter.setBrush(QColor(c.selected if chosen else c.panel))
        painter.drawRoundedRect(box, 4, 4)
        if row.hold:
            painter.fillRect(QRect(box.left(), box.top() + 3, 3, box.height() - 6), QColor(c.wrong))
        inner = box.adjusted(PAD + 2, PAD - 2, -PAD, -PAD + 2)
        font = painter.font()
        self._line(painter, inner, row.name, str(row.days_past_due), c.text, c.text2)
        painter.setFont(small(font))
        inner.translate(QPoint(0, round(painter.fontMetrics().height() * 1.1)))
        self._line(painter, inner, left, right, c.wrong if hold else c.text2, c.text3)
        painter.restore()

    def _line(self, painter: QPainter, box: QRect, left: str, right: str, ink: str, faint: str) -> None:
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(left) + metrics.horizontalAdvance(right) + PAD > box.width():
            right = right if len(right) < SHORT else ""  # what stands at the left says more
        room = box.width() - metrics.horizontalAdvance(right) - PAD
        # On one line, whatever font a name in another script is taken from.
        base = box.top() + metrics.ascent()
        painter.setPen(QColor(ink))
        painter.drawText(QPoint(box.left(), base), metrics.elidedText(left, Qt.TextElideMode.ElideRight, room))
        painter.setPen(QColor(faint))
        painter.drawText(QPoint(box.right() + 1 - metrics.horizontalAdvance(right), base), right)


class _List(QListView):
    moved = Signal(int)
    opened = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Come here, at the case where somebody was last, or the first."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


class Lane(QWidget):
    """One stage."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.words = _(STAGES[stage])
        self.head = QLabel(self.words)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel("0")
        self.count.setProperty("quiet", True)
        self.model = LaneModel(self)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Card(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # the first ones are there at once
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListView { background: transparent; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(PAD, 0, PAD, 0)
        head.addWidget(self.head)
        head.addStretch(1)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[Row], *, shown: bool) -> None:
        """Show the cases of this stage, the longest waiting first."""
        kept = self.chosen
        self.model.show_rows(rows, shown=shown)
        if kept:
            self.choose(kept)
        self.count.setText(f"{len(rows):,}")
        letter = self.fontMetrics().averageCharWidth()
        heading = self.head.sizeHint().width() + self.count.sizeHint().width() + 3 * PAD
        self.setFixedWidth(max(heading, (WIDE if rows else NARROW) * letter))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if rows else Qt.FocusPolicy.NoFocus)
        said = ngettext("{stage}: {count} case", "{stage}: {count} cases", len(rows))
        self.list.setAccessibleName(said.format(stage=self.words, count=len(rows)))

    @property
    def chosen(self) -> UUID | None:
        """The case that is chosen here."""
        place = self.list.currentIndex().row()
        return self.model.rows[place].case_id if 0 <= place < len(self.model.rows) else None

    def choose(self, case_id: UUID) -> bool:
        """Choose a case, where it is here."""
        place = next((place for place, row in enumerate(self.model.rows) if row.case_id == case_id), -1)
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place, 0))
        return place >= 0


class Lanes(QScrollArea):
    """All stages side by side. Arrows go from case to case and lane to lane, Enter opens."""

    opened = Signal(object)
    """A case is wanted, by its id."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(_("Cases by stage"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lanes = tuple(Lane(stage) for stage in Stage)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(PAD)
        for number, lane in enumerate(self.lanes):
            row.addWidget(lane)
            lane.list.opened.connect(self._open)
            lane.list.doubleClicked.connect(self._open)
            lane.list.moved.connect(lambda way, place=number: self._go(place, way))
        row.addStretch(1)
        self.setWidget(inside)

    def show_rows(self, rows: Sequence[Row], *, shown: bool) -> None:
        """Show these cases, each in its lane and in their order."""
        by_stage: dict[Stage, list[Row]] = {stage: [] for stage in Stage}
        for each in rows:
            by_stage[each.stage].append(each)
        for lane in self.lanes:
            lane.show_rows(by_stage[lane.stage], shown=shown)

    def enter(self) -> None:
        """Go to the first case."""
        self._go(-1, 1)

    def choose(self, case_id: UUID) -> None:
        """Go to a case."""
        lane = next((lane for lane in self.lanes if lane.choose(case_id)), None)
        if lane:
            lane.list.enter()
            self.ensureWidgetVisible(lane, 2 * PAD)

    def _go(self, place: int, way: int) -> None:
        ahead = self.lanes[place + 1 :] if way > 0 else self.lanes[:place][::-1]
        lane = next((lane for lane in ahead if lane.model.rows), None)
        if lane:
            lane.list.enter()
            self.ensureWidgetVisible(lane, 2 * PAD)

    def _open(self, index: QModelIndex) -> None:
        model = index.model()
        if isinstance(model, LaneModel) and index.isValid():
            case_id: UUID = model.rows[index.row()].case_id
            self.opened.emit(case_id)
