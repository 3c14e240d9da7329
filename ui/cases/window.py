"""The window of the cases: a rail of pages at the left, the page at the right. Knows nothing of what a page does."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.text import gettext as _
from planner.user_words import user_line
from planner.users import Right, User
from ui.cases import file_opening
from ui.cases.desk import Desk
from ui.cases.page import Page
from ui.cases.pages import PAGES, PageEntry, grouped
from ui.dialogs.frame import SIDE
from ui.theme import small

NAME = Qt.ItemDataRole.UserRole
GEOMETRY = "cases/geometry"


class CasesWindow(QMainWindow):
    """Pages are made when they are first shown. Ctrl+1, Ctrl+2 … go to them.

    Escape goes back: within the page, then to the page that led here, then to the one it belongs to; at last it closes.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.desk = desk
        self.setWindowTitle(_("Cases"))
        self._made: dict[str, Page] = {}
        self._former: list[Page] = []
        self._trail: list[str] = []
        self._who = desk.user.id
        self.rail = _Rail()
        self.rail.setFixedWidth(self.fontMetrics().averageCharWidth() * 26)
        self.rail.currentItemChanged.connect(self._turn)
        self.rail.entered_page.connect(self._begin)
        self.seat = QPushButton()
        self.seat.setProperty("link", True)
        self.seat.clicked.connect(desk.switch_wanted.emit)
        self.pages = QStackedWidget()
        self._lay_out()
        self._fill()
        desk.called.connect(self._call)
        desk.user_changed.connect(self._seat)
        self._add_keys()
        self._place()

    def open(self, name: str = "", value: object = None) -> None:
        """Show a page, and on it what is asked for; without a name what was shown last."""
        if name and self._go_to(name) and value is not None:
            self._page(name).open_with(value)
        self.show()
        self.raise_()
        self.activateWindow()
        self._begin()

    def _call(self, wanted: tuple[str, object]) -> None:
        before, trail = self._name, self._trail
        self.open(*wanted)
        name = self._name
        if name in (before, _home(before)):
            self._trail = trail if name == before else []
        else:
            self._trail = trail[: trail.index(name)] if name in trail else [*trail, before]

    def _back(self) -> None:
        name = self._name
        if self.page and self.page.go_back():
            return
        while self._trail:
            if self._go_to(self._trail.pop()):
                self._begin()
                return
        if self._go_to(_home(name)):
            self._begin()
        else:
            self.close()

    def _begin(self) -> None:
        if self.page:
            self.page.begin_here()

    def _hear(self) -> None:
        from ui.dialogs.called import CalledDialog

        if self.desk.user.may(Right.CONTACT):
            CalledDialog.ask(self, self.desk)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def _name(self) -> str:
        return self.rail.currentItem().data(NAME) if self.rail.currentItem() else ""

    def _seat(self, user: User) -> None:
        # What somebody else has opened and typed is not there for who comes after; what still runs there may end.
        if user.id != self._who:
            file_opening.empty()
            if not self.desk.background.busy:
                for page in self._former:
                    page.deleteLater()
                self._former = []
            for page in self._made.values():
                self.pages.removeWidget(page)
                page.hide()
            self._former += self._made.values()
            self._made, self._trail, self._who = {}, [], user.id
        self._fill()
        if self.isActiveWindow():
            self._begin()

    def _fill(self) -> None:
        # Who sits here decides which pages there are.
        before = self._name
        self._names: list[str] = []
        self.rail.blockSignals(True)
        self.rail.clear()
        for words, entries in grouped(self.desk.user):
            self.rail.addItem(_group(words))
            for entry in entries:
                self._names.append(entry.name)
                self.rail.addItem(_item(entry, len(self._names)))
        self.rail.blockSignals(False)
        line = user_line(self.desk.user)
        metrics, room = self.seat.fontMetrics(), self.rail.width() - 2 * SIDE
        parts = (metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in line.split(" · "))
        self.seat.setText("\n".join(parts).replace("&", "&&"))
        self.seat.setAccessibleName(_("Signed in: {name}").format(name=line))
        self.seat.setToolTip("\n".join((line, _("Switch user (Ctrl+Shift+U)"))))
        self.seat.setVisible(bool(line))
        self._go_to(before if before in self._names else next(iter(self._names), ""))

    def _go_to(self, name: str) -> bool:
        rows = [row for row in range(self.rail.count()) if self.rail.item(row).data(NAME) == name]
        for row in rows if name else ():
            trail = self._trail
            self.rail.setCurrentRow(row)
            self._trail = trail
        return bool(rows and name)

    def _jump(self, number: int) -> None:
        if number < len(self._names):
            self._go_to(self._names[number])
            self._trail = []
            self._begin()

    def _turn(self, item: QListWidgetItem | None) -> None:
        if item:
            self._trail = []  # who goes by the rail comes from nowhere
            self.pages.setCurrentWidget(self._page(item.data(NAME)))

    def _page(self, name: str) -> Page:
        if name not in self._made:
            entry = next(each for each in PAGES if each.name == name)
            self._made[name] = entry.load()(self.desk)
            self.pages.addWidget(self._made[name])
        return self._made[name]

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rail, 1)
        foot = QFrame()
        foot.setProperty("rail", True)
        seat = QHBoxLayout(foot)
        seat.setContentsMargins(SIDE, 0, 0, SIDE - 4)
        seat.addWidget(self.seat)
        column.addWidget(foot)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.pages, 1)
        self.setCentralWidget(middle)

    def _add_keys(self) -> None:
        keys = {"Esc": self._back, "F12": self._hear}
        keys |= {"Ctrl+Shift+U": self.desk.switch_wanted.emit, "Ctrl+Alt+L": self.desk.lock_wanted.emit}
        for key, pressed in keys.items():
            QShortcut(QKeySequence(key), self, pressed)
        for number in range(1, 10):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda index=number - 1: self._jump(index))

    def _place(self) -> None:
        kept = QSettings().value(GEOMETRY)
        if kept is None or not self.restoreGeometry(kept):
            wide = self.fontMetrics().averageCharWidth() * 170
            self.resize(QSize(wide, wide * 5 // 8))

    def closeEvent(self, event: object) -> None:
        QSettings().setValue(GEOMETRY, self.saveGeometry())
        super().closeEvent(event)  # type: ignore[arg-type]


def _home(name: str) -> str:
    return next((entry.home for entry in PAGES if entry.name == name), "")


class _Rail(QListWidget):
    entered_page = Signal()
    # Enter or Right was pressed: on to the page itself.

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Pages"))
        self.setProperty("rail", True)
        self.setFrameShape(QListWidget.Shape.NoFrame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered_page.emit()
        else:
            super().keyPressEvent(event)


def _item(entry: PageEntry, number: int) -> QListWidgetItem:
    item = QListWidgetItem(_(entry.words))
    item.setData(NAME, entry.name)
    if number < 10:
        item.setToolTip(f"Ctrl+{number}")
    return item


def _group(words: str) -> QListWidgetItem:
    heading = QListWidgetItem(_(words))
    heading.setFlags(Qt.ItemFlag.NoItemFlags)  # to be read, not chosen
    heading.setFont(small(QApplication.font()))
    return heading
