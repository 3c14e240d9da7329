"""The toolbar: which day, what can be done with it, and what left the computer. Emits wishes, fulfills none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QEvent, QLocale, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QDateEdit, QLabel, QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from planner.text import gettext as _
from planner.text import language, ngettext
from routing.worker import Progress
from ui import theme
from ui.badge import Badge
from ui.menus import BEHIND_PLAN, BEHIND_REPLAN, short_menu
from ui.phone_badge import PhoneBadge
from ui.progress_panel import ProgressPanel
from ui.search import Settled, Standing
from ui.search_panel import SearchPanel
from ui.tool_buttons import ToolButton, bar_style
from ui.words import plain

LOCALES = {"en": "en_GB", "zh": "zh_CN"}
NO_DAY = QDate(2000, 1, 1)
"""Earlier than any day of an office."""
LAST_DAY = QDate(2099, 11, 25)
"""Later than any, a Wednesday in November: the field is as wide as its words, and none are wider."""
SHOW_WORK_AFTER_MS = 300
"""Work that is done sooner shows no progress: the bar would only flicker."""
FOLDS = ((0, 0, 0), (1, 0, 0), (2, 0, 0), (2, 1, 1), (2, 2, 2), (2, 2, 3))
"""How little is said by the badge (see `Badge.say`), by buttons (1 no step of undo, 2 no words) and of the search."""


class DayBar(QToolBar):
    """One filled button only: Plan. While a search runs, progress and Stop stand in its place.

    Where the window is too narrow for all of it, the badge says less, then words fold into icons: Plan and Issue last.
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
        self._zone = ZoneInfo("UTC")
        self._searching = False
        self._is_open = True
        self._folder = QTimer(self, singleShot=True, interval=0)  # many changes of one turn are folded once
        self._folder.timeout.connect(self._fold)
        self._add_day()
        self.addSeparator()
        self._add_history(undo, redo)
        self.addSeparator()
        self._add_planning()
        self._add_progress()
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self._add_rest()
        self.badge.changed.connect(self._folder.start)
        theme.following().changed.connect(self._dress)
        self._dress()
        self.show_unsure(0)
        self._end_work()

    # --- building

    def _add_day(self) -> None:
        self._add(ToolButton("back", "", _("Day before (Alt+Left)"))).clicked.connect(lambda: self.stepped.emit(-1))
        self.date = QDateEdit(NO_DAY)
        self.date.setDateRange(NO_DAY, LAST_DAY)
        self.date.setSpecialValueText("–")  # until a day is open
        self.date.setCalendarPopup(True)
        self.date.setLocale(QLocale(LOCALES[language()]))
        self.date.setDisplayFormat("ddd d MMM yyyy" if language() == "en" else "yyyy年M月d日 ddd")
        self.date.setAccessibleName(_("Day"))
        self.date.dateChanged.connect(lambda day: self.date_chosen.emit(day.toPython()))
        self.addWidget(self.date)
        self._add(ToolButton("forward", "", _("Day after (Alt+Right)"))).clicked.connect(lambda: self.stepped.emit(1))

    def _add_history(self, undo: QAction, redo: QAction) -> None:
        self._steps: dict[ToolButton, QAction] = {}
        for sign, action in (("undo", undo), ("redo", redo)):
            button = self._add(ToolButton(sign, "", action.toolTip()))
            button.follow(action)
            self._steps[button] = action
            action.changed.connect(self._name_steps)
        self._last = QLabel()
        self._last.setProperty("quiet", True)
        self._last_shown = self.addWidget(self._last)
        self._name_steps()

    def _add_planning(self) -> None:
        self.plan = self._add(ToolButton("play", _("Plan"), _("Search for the best plan within law and time (F5)"),
                                         kind="primary"))  # fmt: skip
        self._plan = self.actions()[-1]
        self.plan.clicked.connect(self.plan_wanted)
        self.replan = self._add(ToolButton("replan", _("Re-plan"), _("Re-plan from now on, moving few visits (F8)"),
                                           kind="framed"))  # fmt: skip
        self.urgent = self._add(ToolButton("urgent", _("Insert urgent…"), _("Insert urgent visits (Ctrl+U)"),
                                           kind="framed"))  # fmt: skip
        self._idle = (self._plan, *self.actions()[-2:])

    def _add_progress(self) -> None:
        self.progress = ProgressPanel()
        self.progress.step.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.progress.stopped.connect(self.stop_wanted)
        self._progress = self.addWidget(self.progress)
        self.search = SearchPanel()
        self.search.stopped.connect(self.stop_wanted)
        self._search = self.addWidget(self.search)
        self._search.setVisible(False)
        self._later = QTimer(self, singleShot=True, interval=SHOW_WORK_AFTER_MS)
        self._later.timeout.connect(lambda: self._show_work(_("Working"), can_stop=False))

    def _add_rest(self) -> None:
        self.review = self._add(ToolButton("pin", "", _("Review the addresses that are not sure (Ctrl+L)")))
        self._review = self.actions()[-1]
        self.review.clicked.connect(self.review_wanted)
        self.phone = PhoneBadge()
        phoned = self.addWidget(self.phone)
        phoned.setVisible(False)
        self.phone.changed.connect(lambda: phoned.setVisible(bool(self.phone.teams)))
        self.phone.changed.connect(self._folder.start)
        self.badge = Badge()
        self.badge.clicked.connect(self.requests_wanted)
        self.addWidget(self.badge)
        name = {"en": "English", "zh": "简体中文"}[language()]
        self.languages = self._add(ToolButton("globe", name, _("Language")))
        self.languages.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.issue = self._add(ToolButton("printer", _("Issue && print…"), _("Issue and print the papers (Ctrl+P)"),
                                          kind="framed"))  # fmt: skip
        self.issue.clicked.connect(self.issue_wanted)

    def _add(self, button: ToolButton) -> ToolButton:
        self.addWidget(button)
        return button

    def offer(self, window: QMainWindow, actions: Mapping[str, QAction], steps: QMenu) -> None:
        """Put actions behind the buttons that have more than one; `steps` are all that can be gone back to."""
        menus = [(self.plan, short_menu(window, actions, BEHIND_PLAN)), (next(iter(self._steps)), steps)]
        for button, menu in (*menus, (self.replan, short_menu(window, actions, BEHIND_REPLAN))):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.replan.follow(actions["replan"])
        self.urgent.follow(actions["insert_urgent"])
        self.languages.setMenu(short_menu(window, actions, ("language_en", "language_zh")))
        self._dress()

    # --- showing

    def show_date(self, day: date) -> None:
        """Show a date without asking for it."""
        with QSignalBlocker(self.date):
            self.date.setDate(QDate(day.year, day.month, day.day))

    def show_unsure(self, count: int) -> None:
        """Offer the review while addresses are not sure."""
        words = ngettext("{count} address to review", "{count} addresses to review", count).format(count=count)
        self.review.setText(words)
        self.review.setAccessibleName(words)
        self._review.setVisible(count > 0)
        self._folder.start()

    def show_state(self, *, busy: bool, planning: bool, ready: bool, planned: bool, visits: int = 0) -> None:
        """What can be done now."""
        self._visits = visits
        self.plan.setEnabled(ready and not busy)
        self.issue.setEnabled(planned and not busy)
        self.date.setEnabled(not busy)
        self.review.setEnabled(not busy)
        if not busy:
            self._end_work()
        elif planning:
            self._show_search()
        elif not self._progress.isVisible() and not self._later.isActive():
            self._later.start()

    def show_progress(self, share: float, step: str) -> None:
        """How far the work under way has come."""
        now = Progress(share, step)
        (self.search if self._searching else self.progress).take(now)

    def show_search(self, now: Standing) -> None:
        """How the search stands."""
        self.search.show_standing(now)
        self._folder.start()

    def show_settled(self, how: Settled) -> None:
        """How the last search ended; told before the day is quiet again."""
        self._searching = False
        self.search.show_settled(how, self._zone)
        self._search.setVisible(True)
        self._folder.start()

    def clear_settled(self) -> None:
        """The day is another one by now."""
        if not self._searching:
            self._search.setVisible(False)
            self._folder.start()

    def show_zone(self, zone: ZoneInfo) -> None:
        """By whose clocks times are told."""
        self._zone = zone

    def _show_search(self) -> None:
        if not self._searching:
            self._searching = True
            self.search.begin(_("Planning"), self._visits)
            self._search.setVisible(True)
            self._show_idle(False)

    def _show_work(self, text: str, *, can_stop: bool) -> None:
        self._later.stop()
        self.progress.begin(text, can_stop=can_stop)
        self._progress.setVisible(True)
        self._show_idle(False)

    def _end_work(self) -> None:
        self._later.stop()
        self.progress.end()
        self._progress.setVisible(False)
        if self._searching:  # it ended without a word, such as by an error
            self._searching = False
            self._search.setVisible(False)
        self._show_idle(True)

    def _show_idle(self, idle: bool) -> None:
        for action in self._idle:
            button = self.widgetForAction(action)
            can = button.isEnabled()
            action.setVisible(idle)  # it would let its button work as well
            button.setEnabled(can)
        self._folder.start()

    def _name_steps(self) -> None:
        for button, action in self._steps.items():
            button.setToolTip(action.toolTip())
            button.setAccessibleName(plain(action.text()))
        undo = next(iter(self._steps.values()))
        self._last.setText(plain(undo.text()) if undo.isEnabled() else "")
        self._folder.start()

    def let_go(self) -> None:
        """The window closes: the steps of undo may live on, and name themselves to nobody here."""
        self._is_open = False
        self.phone.let_go()
        for action in self._steps.values():
            action.changed.disconnect(self._name_steps)

    # --- folding and dressing

    def _fold(self) -> None:
        if not self._is_open:  # its parts go one after the other, and each asks to fold
            return
        for badge, words, search in FOLDS:
            self.badge.say(badge)
            self._last_shown.setVisible(words < 1)
            self.search.shorten(search)
            for button in (self.review, self.replan, self.urgent, self.languages):
                button.fold(words > 1)
            if self.sizeHint().width() <= self.width():
                return

    def _dress(self) -> None:
        self.setStyleSheet(bar_style(theme.colors()))
        self.phone.dress()
        for button in self.findChildren(ToolButton):
            button.dress()
        self._fold()

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
