"""The visits that are otherwise between two plans, in groups: whose they were and are, when, and how far apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planner.day.difference import Change, ChangeKind, Difference
from planner.day.states import PlacedStop
from planner.text import N_, clock, duration
from planner.text import gettext as _
from ui.dialogs.difference_rows import CHANGE, Axis, ChangeDelegate
from ui.theme import colors, small

GROUPS = (
    (ChangeKind.TAKEN_OUT, N_("No longer planned")),
    (ChangeKind.PUT_IN, N_("Now planned")),
    (ChangeKind.MOVED, N_("To another team")),
    (ChangeKind.SHIFTED, N_("Same team, at another time")),
)
TITLES = (N_("Visit"), N_("Before"), N_("After"), "", N_("Moved by"), N_("Tell"))
VISIT, BEFORE, AFTER, LINE, SHIFT, TELL = range(6)


class DifferenceList(QTreeWidget):
    """One row a change, one group a kind; what is unchanged is counted."""

    def __init__(self, difference: Difference, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._told: set[str] = set()
        places = (each for change in difference.changes for each in (change.before, change.after))
        self._most_teams = max(map(len, places), default=1)
        self.axis = Axis.of(difference.changes, zone)
        self.setColumnCount(len(TITLES))
        self.setHeader(_Hours(self.axis, self))
        self.setHeaderLabels([_(title) if title else "" for title in TITLES])
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.headerItem().setTextAlignment(SHIFT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(small(self.font()))
        self.setAccessibleName(_("Visits that change"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(round(self.fontMetrics().height() * 1.1))
        self.setItemDelegate(ChangeDelegate(self.axis, zone, self))
        for kind, title in GROUPS:
            self._add_group(_(title), difference.of(kind))
        if difference.unchanged:
            self._add_head(_("Unchanged"), difference.unchanged)
        self._lay_out()

    def _add_group(self, title: str, changes: Sequence[Change]) -> None:
        if not changes:
            return
        head = self._add_head(title, len(changes))
        for change in changes:
            item = QTreeWidgetItem(head)
            item.setData(VISIT, CHANGE, change)
            for column, words in enumerate(self._words(change)):
                item.setText(column, words)
            item.setToolTip(VISIT, change.visit.address.text)
            item.setTextAlignment(SHIFT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if change.promised and not change.kept:
                item.setForeground(TELL, QColor(colors().wrong))
        head.setExpanded(True)

    def _add_head(self, title: str, count: int) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [_("{title}  {count}").format(title=title, count=count)])
        head.setFirstColumnSpanned(True)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        head.setFont(VISIT, bold)
        for column in range(self.columnCount()):
            head.setBackground(column, QColor(colors().window))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return head

    def _words(self, change: Change) -> tuple[str, ...]:
        visit = change.visit
        told = ""
        if change.promised:
            told = _("customer") if change.kept else _("customer: outside the promise")
            self._told.add(told)
        return (
            f"{visit.customer.name}  {visit.reference}",
            place_words(change.before, self._zone),
            place_words(change.after, self._zone),
            "",
            shift_words(change.later),
            told,
        )

    def _lay_out(self) -> None:
        # Widths are worked out once: asked of each row again and again they would keep the window waiting.
        header, letters = self.header(), self.fontMetrics()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(LINE, QHeaderView.ResizeMode.Stretch)
        place = round(letters.height() * 1.5 * self._most_teams) + letters.horizontalAdvance("00 00:00") + 40
        told = max((letters.horizontalAdvance(words) for words in self._told), default=0)
        widths = {VISIT: letters.averageCharWidth() * 32, BEFORE: place, AFTER: place,
                  SHIFT: letters.horizontalAdvance("+00 h 00 min") + 16,
                  TELL: max(told, letters.horizontalAdvance(_(TITLES[TELL]))) + 28}  # fmt: skip
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
        self.setMinimumHeight(letters.height() * 12)


class _Hours(QHeaderView):
    # Over the lines of the rows it says the hours.

    def __init__(self, axis: Axis, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._axis = axis
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:
        """As the style does, with the hours where there is a line."""
        painter.save()
        super().paintSection(painter, box, section)
        painter.restore()
        if section != LINE:
            return
        painter.save()
        painter.setFont(small(self.font()))
        painter.setPen(QColor(colors().text2))
        for x, words in self._axis.ticks(box, painter.fontMetrics().horizontalAdvance("00:00") + 12):
            wide = painter.fontMetrics().horizontalAdvance(words)
            if box.left() <= x - wide / 2 and x + wide / 2 <= box.right():
                place = QRect(round(x - wide / 2), box.top(), wide + 1, box.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


def place_words(places: Sequence[PlacedStop], zone: ZoneInfo) -> str:
    """Whose a visit is, as which stop, and from when."""
    if not places:
        return "–"
    teams = " + ".join(f"{place.shift.team.name} {place.number}" for place in places)
    return f"{teams}  {clock(places[0].stop.start, zone)}"


def shift_words(later: timedelta | None) -> str:
    """By how much a start is later or earlier."""
    if later is None:
        return ""
    seconds = later.total_seconds()
    if abs(seconds) < 60:
        return "±0"
    return ("+" if seconds > 0 else "−") + duration(abs(seconds))
