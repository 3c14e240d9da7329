"""The toolbar: which day, what can be done with it, and that nothing left the computer. Emits wishes, fulfills none."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDateEdit, QLabel, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from planner.text import gettext as _
from planner.text import language, ngettext
from routing.worker import Progress
from ui.progress_panel import ProgressPanel
from ui.theme import colors

LOCALES = {"en": "en_GB", "zh": "zh_CN"}


class DayBar(QToolBar):
    """One filled button only: Plan. While a search runs, progress and Stop stand in its place."""

    date_chosen = Signal(object)
    stepped = Signal(int)
    plan_wanted = Signal()
    stop_wanted = Signal()
    issue_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, undo: QAction, redo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(_("Day"), parent)
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._arrow(Qt.ArrowType.LeftArrow, _("Day before (Alt+Left)"), -1)
        self.date = QDateEdit(calendarPopup=True)
        self.date.setLocale(QLocale(LOCALES[language()]))
        self.date.setDisplayFormat("ddd d MMM yyyy" if language() == "en" else "yyyy年M月d日 ddd")
        self.date.setAccessibleName(_("Day"))
        self.date.dateChanged.connect(lambda day: self.date_chosen.emit(day.toPython()))
        self.addWidget(self.date)
        self._arrow(Qt.ArrowType.RightArrow, _("Day after (Alt+Right)"), 1)
        self.addSeparator()
        self.addAction(undo)
        self.addAction(redo)
        self.addSeparator()
        self.plan = self._button(_("Plan"), self.plan_wanted, primary=True)
        self.plan.setToolTip(_("Search for the best plan within law and time (F5)"))
        self.progress = ProgressPanel()
        self.progress.setMinimumWidth(280)
        self.progress.stopped.connect(self.stop_wanted)
        self._progress = self.addWidget(self.progress)
        self.message = QLabel()
        self.message.setProperty("quiet", True)
        self.addWidget(self.message)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.review = self._button("", self.review_wanted)
        self._review = self.actions()[-1]
        self.badge = QLabel()
        self.badge.setContentsMargins(12, 0, 12, 0)
        self.addWidget(self.badge)
        self.issue = self._button(_("Issue && print…"), self.issue_wanted)
        self.show_requests(0)
        self.show_unsure(0)

    def show_date(self, day: date) -> None:
        """Show a date without asking for it."""
        with QSignalBlocker(self.date):
            self.date.setDate(QDate(day.year, day.month, day.day))

    def show_unsure(self, count: int) -> None:
        """Offer the review while addresses are not sure."""
        self.review.setText(
            ngettext("{count} address to review", "{count} addresses to review", count).format(count=count)
        )
        self._review.setVisible(count > 0)

    def show_requests(self, count: int) -> None:
        """How many requests tried to leave the computer; they were blocked."""
        c = colors()
        if count == 0:
            said, ink = _("Offline · 0 requests left this computer"), c.better
        else:
            said, ink = _("Offline · {count} requests blocked").format(count=count), c.wrong
        self.badge.setText(f"<span style='color:{ink}'>✓ {said}</span>")
        self.badge.setToolTip(_("Addresses, roads and map come from files on this computer."))

    def show_state(self, *, busy: bool, planning: bool, ready: bool, planned: bool) -> None:
        """What can be done now."""
        self.plan.setEnabled(ready and not busy)
        self.issue.setEnabled(planned and not busy)
        self.date.setEnabled(not busy)
        if busy and not self.progress.isVisible():
            self.progress.begin(_("Planning") if planning else _("Working"), can_stop=planning)
        elif not busy:
            self.progress.end()
        self._progress.setVisible(busy)

    def show_progress(self, share: float, step: str) -> None:
        """How far the work under way has come."""
        self.progress.take(Progress(share, step))

    def _arrow(self, arrow: Qt.ArrowType, tip: str, step: int) -> None:
        button = QToolButton(arrowType=arrow, autoRaise=True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.stepped.emit(step))
        self.addWidget(button)

    def _button(self, text: str, wish: Signal, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("primary", primary)
        button.clicked.connect(wish)
        self.addWidget(button)
        return button
