"""The running day beside the map: what needs a person now, the most urgent first; each row is one press of Enter.

Shows a situation and says what is wanted; works nothing out and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.model import Team
from planner.running.needs import Need, next_due
from planner.running.situation import Situation
from planner.running.situation_words import calm_words, need_words
from planner.text import gettext as _
from planner.text import ngettext
from ui import theme
from ui.running.need_rows import Line, NeedDelegate, NeedModel
from ui.workbench.inspector_parts import SIDE
from ui.workbench.panel_bar import PanelBar

OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RunningPanel(QWidget):
    """`head` is its title bar: a dock may take it."""

    opened = Signal(object)
    """A `Need` that somebody wants to see to."""
    wanted = Signal(str)
    """An action of the window's menus."""
    pointed = Signal(object)
    """The `Need` of the row that is current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = RunningHead()
        self.model = NeedModel()
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(NeedDelegate(self.list))
        self.list.setAccessibleName(_("What needs a person now"))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._point)
        self.calm = QLabel()
        self.calm.setWordWrap(True)
        self.calm.setTextFormat(Qt.TextFormat.PlainText)
        self.calm.setProperty("quiet", True)
        self.calm.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        self.calm.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.calm)
        self.stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.stack, self._foot()):
            column.addWidget(part, int(part is self.stack))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.setAccessibleName(_("Running day"))
        self.show_situation(None, ())

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("panelFoot", True)
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(SIDE, 5, SIDE, 5)
        self.check_in = QPushButton(_("Check in"))
        self.check_in.setToolTip(_("Note what a team says on the telephone ({key})").format(key="F10"))
        self.happened = QPushButton(_("Something happened…"))
        self.happened.setToolTip(
            _("Somebody is ill, the car is out, a road is closed ({key})").format(key="Ctrl+Shift+H")
        )
        for button, name in ((self.check_in, "check_in"), (self.happened, "happened")):
            button.setAutoDefault(False)
            button.setFont(theme.small(button.font()))
            button.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name))
            row.addWidget(button)
        self.said = QLabel()
        self.said.setProperty("quiet", True)
        self.said.setFont(theme.small(self.said.font()))
        self.said.setWordWrap(True)
        row.addWidget(self.said, 1)
        return foot

    # --- showing

    def show_situation(self, found: Situation | None, needs: Sequence[Need]) -> None:
        """Show how the day stands; the row that is current stays so."""
        lines = [Line(need, need_words(found, need), _team(found, need)) for need in needs] if found else []
        current = self.current
        if tuple(lines) != self.model.lines:
            self.model.show_lines(lines)
            self._keep(current)
        self.head.show_count(len(lines), urgent=bool(lines) and lines[0].need.kind.is_urgent)
        self.calm.setText(_calm(found))
        self.said.setText("")
        self.stack.setCurrentWidget(self.list if lines else self.calm)
        self.setFocusProxy(self.list if lines else self.check_in)

    def say(self, words: str) -> None:
        """Say something beside the buttons; the next look takes it away."""
        self.said.setText(words)

    @property
    def current(self) -> Need | None:
        """What the row that is current is about."""
        row = self.list.currentIndex().row()
        return self.model.lines[row].need if 0 <= row < len(self.model.lines) else None

    def _keep(self, need: Need | None) -> None:
        keys = [line.need.key for line in self.model.lines]
        row = keys.index(need.key) if need and need.key in keys else 0
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.lines[index.row()].need)

    def _point(self, index: QModelIndex) -> None:
        self.pointed.emit(self.model.lines[index.row()].need)

    # --- Qt

    def sizeHint(self) -> QSize:
        """Some rows."""
        return QSize(self.fontMetrics().averageCharWidth() * 44, self.fontMetrics().height() * 16)

    def changeEvent(self, event: QEvent) -> None:
        """Another scheme has other colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.head.dress()


class RunningHead(PanelBar):
    """A thin bar: title, and how much needs a person."""

    def __init__(self) -> None:
        super().__init__(_("Running day"))
        self._urgent = False

    def show_count(self, count: int, *, urgent: bool) -> None:
        """Show how many there are, and whether the first of them may not wait."""
        self._urgent = urgent
        words = ngettext("{count} thing needs a person", "{count} things need a person", count)
        self.count.setText(words.format(count=count))
        self.count.setVisible(count > 0)
        self.dress()

    def dress(self) -> None:
        """Take the colors of the moment."""
        c = theme.colors()
        self.tone(c.wrong if self._urgent else c.worse)


class _List(QListView):
    # Rows wrap: they are measured anew at another width.

    def __init__(self) -> None:
        super().__init__()
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Where Enter edits on another system, it opens here as well.
        if event.key() in OPEN_KEYS and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # What Enter does is written like a link: a press on it does it.
        super().mouseReleaseEvent(event)
        where = event.position().toPoint()
        index, painter = self.indexAt(where), self.itemDelegate()
        if index.isValid() and isinstance(painter, NeedDelegate) and painter.is_action(index, where):
            self.activated.emit(index)


def _team(found: Situation, need: Need) -> Team | None:
    shift = found.shift(need.shift_id)
    return shift.team if shift else None


def _calm(found: Situation | None) -> str:
    if found is None:
        return ""
    if not found.runs:
        if found.facts.closed:
            return _("This day is closed.")
        if found.facts.issued is None:
            return _(
                "Once the papers of this day are issued, it runs here: who is to be heard, and what needs a person."
            )
        if found.today:
            return _("Another day is on the road. Check in (F10) opens it.")
        return _("This day does not run now.")
    return calm_words(found, next_due(found)) + "\n\n" + _("A team rings up: press F10.")
