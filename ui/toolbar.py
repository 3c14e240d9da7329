"""The toolbar: which day, what can be done with it, and what left the computer. Emits wishes, fulfills none."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QDateEdit, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from planner.text import duration, language, ngettext
from planner.text import gettext as _
from routing.worker import Progress
from ui.badge import Badge
from ui.progress_panel import ProgressPanel
from ui.search import Standing

LOCALES = {"en": "en_GB", "zh": "zh_CN"}
SHOW_WORK_AFTER_MS = 300
"""Work that is done sooner shows no progress: the bar would only flicker."""


class DayBar(QToolBar):
    """One filled button only: Plan. While a search runs, progress and Stop stand in its place.

    Where the window is too narrow for all of it, the badge says less and Undo and Redo become arrows.
    """

    date_chosen = Signal(object)
    stepped = Signal(int)
    plan_wanted = Signal()
    stop_wanted = Signal()
    issue_wanted = Signal()
    review_wanted = Signal()
    requests_wanted = Signal()

    def __init__(self, undo: QAction, redo: QAction, parent: QWidget | None = None) -> None:
        super().__init__(_("Day"), parent)
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._visits = 0
        self._history = {undo: (_("Undo"), "↶"), redo: (_("Redo"), "↷")}
        self._add_day()
        self.addSeparator()
        self.addActions([undo, redo])
        self.addSeparator()
        self.plan = self._button(_("Plan"), self.plan_wanted, primary=True)
        self.plan.setToolTip(_("Search for the best plan within law and time (F5)"))
        self._plan = self.actions()[-1]
        self.progress = ProgressPanel()
        self.progress.stop.setToolTip(_("Stop and keep the best plan so far (Esc)"))
        self.progress.step.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.progress.stopped.connect(self.stop_wanted)
        self._progress = self.addWidget(self.progress)
        self._later = QTimer(self, singleShot=True, interval=SHOW_WORK_AFTER_MS)
        self._later.timeout.connect(lambda: self._show_work(_("Working"), can_stop=False))
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.review = self._button("", self.review_wanted)
        self._review = self.actions()[-1]
        self.badge = Badge()
        self.badge.clicked.connect(self.requests_wanted)
        self.addWidget(self.badge)
        self.issue = self._button(_("Issue && print…"), self.issue_wanted)
        self.badge.changed.connect(self._fold)
        self.show_unsure(0)
        self._end_work()

    def _add_day(self) -> None:
        self._arrow(Qt.ArrowType.LeftArrow, _("Day before (Alt+Left)"), -1)
        self.date = QDateEdit(calendarPopup=True)
        self.date.setLocale(QLocale(LOCALES[language()]))
        self.date.setDisplayFormat("ddd d MMM yyyy" if language() == "en" else "yyyy年M月d日 ddd")
        self.date.setAccessibleName(_("Day"))
        self.date.dateChanged.connect(lambda day: self.date_chosen.emit(day.toPython()))
        self.addWidget(self.date)
        self._arrow(Qt.ArrowType.RightArrow, _("Day after (Alt+Right)"), 1)

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
        self._fold()

    def show_state(self, *, busy: bool, planning: bool, ready: bool, planned: bool, visits: int = 0) -> None:
        """What can be done now."""
        self._visits = visits
        self.plan.setEnabled(ready and not busy)
        self.issue.setEnabled(planned and not busy)
        self.date.setEnabled(not busy)
        self.review.setEnabled(not busy)
        if not busy:
            self._end_work()
        elif planning and not self._progress.isVisible():
            self._show_work(_("Planning"), can_stop=True)
        elif not self._progress.isVisible() and not self._later.isActive():
            self._later.start()

    def show_progress(self, share: float, step: str) -> None:
        """How far the work under way has come."""
        self.progress.take(Progress(share, step))

    def show_search(self, now: Standing) -> None:
        """How the search stands."""
        words = _("{planned} of {visits} planned · {time} left") if now.left_s else _("{planned} of {visits} planned")
        said = words.format(planned=now.planned, visits=self._visits, time=duration(now.left_s))
        self.progress.show_share(now.share, said)

    def _show_work(self, text: str, *, can_stop: bool) -> None:
        self._later.stop()
        self.progress.begin(text, can_stop=can_stop)
        self._progress.setVisible(True)
        self._plan.setVisible(False)
        self._fold()

    def _end_work(self) -> None:
        self._later.stop()
        self.progress.end()
        self._progress.setVisible(False)
        self._plan.setVisible(True)
        self._fold()

    # --- folding

    def _fold(self) -> None:
        for badge, words in ((0, 0), (1, 0), (2, 0), (2, 1)):
            self.badge.say(badge)
            for action, shown in self._history.items():
                action.setIconText(shown[words])
            if self.sizeHint().width() <= self.width():
                return

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

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: say as much as there is room for."""
        super().resizeEvent(event)
        self._fold()
        QTimer.singleShot(0, self, self._fold)  # the first size comes before the fonts of the style

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fold()
