"""The ways out of an absence in words and as a table: what is done, and what it costs. Works nothing out."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from planner.day.absence import WayOut
from planner.day.replacements import Kind
from planner.model import Day, Shift, Staff
from planner.text import distance, duration, listed, ngettext
from planner.text import gettext as _
from ui import theme
from ui.dialogs.fields import WholeRows
from ui.signs import sign_icon

SECOND = Qt.ItemDataRole.UserRole
NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def title_of(way: WayOut) -> str:
    """What is done, as a headline."""
    done = way.arrangement
    if done.kind == Kind.CARRY_ON:
        words = _("{into} goes on without a replacement")
    elif done.kind == Kind.DISSOLVE:
        words = _("Dissolve {gone}")
    elif done.origin:
        words = ngettext("{people} of {origin} joins {into}", "{people} of {origin} join {into}", len(done.people))
    else:
        words = ngettext(
            "{people} of the reserve joins {into}", "{people} of the reserve join {into}", len(done.people)
        )
    return words.format(
        people=names(done.people),
        into=_teams(done.into),
        origin=done.origin.team.name if done.origin else "",
        gone=_teams(done.dissolved),
    )


def subtitle_of(way: WayOut) -> str:
    """What follows from it."""
    done = way.arrangement
    if done.kind == Kind.DISSOLVE and done.people:
        return _("Its visits go to other teams; in the reserve then: {people}").format(people=names(done.people))
    if done.dissolved:
        return _("{gone} is dissolved; its visits go to other teams").format(gone=_teams(done.dissolved))
    members = {member.id: member for shift in done.into for member in done.day.shift(shift.id).members}
    return _("Then in the team: {people}").format(people=names(tuple(members.values())))


def lost_words(way: WayOut, day: Day) -> str:
    """Which visits would no longer be planned, by their references."""
    if way.plan is None:
        return ""
    if not way.price.lost:
        return _("Every visit planned before stays planned.")
    lost = zip(way.price.lost, way.price.priorities, strict=True)
    visits = listed(
        _("{reference} (priority {priority})").format(reference=day.visit(visit).reference, priority=priority)
        for visit, priority in lost
    )
    return _("No longer planned: {visits}").format(visits=visits)


def names(people: tuple[Staff, ...]) -> str:
    """People by name, in one line."""
    return listed(person.name for person in people)


def _teams(shifts: tuple[Shift, ...]) -> str:
    return _(", ").join(shift.team.name for shift in shifts)


class WayTable(QTableWidget):
    """Ways out, cheapest first."""

    def __init__(self) -> None:
        super().__init__()
        self.ways: tuple[WayOut, ...] = ()
        titles = (_("Way out"), _("Visits lost"), _("Travel"), _("Distance"), _("People moved"), _("Skills lost"))
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(titles)
        self.setItemDelegate(WholeRows(self))
        self.setItemDelegateForColumn(0, _TwoLines(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(len(titles)):
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            self.horizontalHeaderItem(column).setTextAlignment(NUMBERS if 0 < column < 5 else left)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().height() + 16)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0 3px; }")
        self.setTabKeyNavigation(False)

    def show_ways(self, ways: tuple[WayOut, ...]) -> None:
        """Show them, the cheapest chosen."""
        self.ways = ways
        self.setRowCount(len(ways))
        for row, way in enumerate(ways):
            for column, item in enumerate(_cells(way)):
                self.setItem(row, column, item)
        if ways:
            self.selectRow(0)

    @property
    def chosen(self) -> WayOut | None:
        """The chosen way."""
        rows = self.selectionModel().selectedRows()
        return self.ways[rows[0].row()] if rows else None


def _cells(way: WayOut) -> list[QTableWidgetItem]:
    c, price = theme.colors(), way.price
    shown = (way.arrangement.into or way.arrangement.dissolved)[0]
    first = QTableWidgetItem(sign_icon(shown.team, 24), title_of(way))
    first.setData(SECOND, subtitle_of(way))
    first.setToolTip(f"{title_of(way)}\n{subtitle_of(way)}")
    lost = ngettext("{count} visit", "{count} visits", len(price.lost)).format(count=len(price.lost))
    known = way.plan is not None
    return [
        first,
        _number(lost if price.lost else _("none") if known else "–", c.wrong if price.lost else c.text2),
        _number(signed_time(price.travel_time) if known else "–", _ink(price.travel_time.total_seconds())),
        _number(signed_distance(price.distance) if known else "–", _ink(price.distance)),
        _number(str(price.moved) if price.moved else _("nobody"), c.text if price.moved else c.text2),
        _word(listed(sorted(price.skills_lost)), c.worse) if price.skills_lost else _word(_("none"), c.text2),
    ]


def signed_time(extra: timedelta) -> str:
    """A difference in time, with its sign; less than half a minute is none."""
    seconds = extra.total_seconds()
    if abs(seconds) < 30:
        return "±0"
    return f"{'+' if seconds > 0 else '−'}{duration(max(60, abs(seconds)))}"


def signed_distance(extra: int) -> str:
    """A difference in way, with its sign."""
    return f"{'+' if extra > 0 else '−'}{distance(abs(extra))}" if extra else "±0"


def _ink(extra: float) -> str:
    c = theme.colors()
    return c.worse if extra >= 30 else c.better if extra <= -30 else c.text2


def _number(text: str, ink: str) -> QTableWidgetItem:
    item = _word(text, ink)
    item.setTextAlignment(NUMBERS)
    return item


def _word(text: str, ink: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setForeground(QColor(ink))
    return item


class _TwoLines(WholeRows):
    # A sign, a headline, and a quiet line beneath.

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        bare.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        box: QRect = option.rect.adjusted(8, 0, -8, 0)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, box.x(), box.center().y() - 12, 24, 24)
        box.adjust(34, 0, 0, 0)
        painter.save()
        height = option.fontMetrics.height()
        top = box.center().y() - height
        for text, ink, row in ((index.data(), theme.colors().text, 0), (index.data(SECOND), theme.colors().text2, 1)):
            painter.setPen(QColor(ink))
            line = QRect(box.x(), top + row * height, box.width(), height)
            cut = option.fontMetrics.elidedText(str(text), Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(260, 2 * option.fontMetrics.height() + 16)
