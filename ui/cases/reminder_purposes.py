"""What is to be told: a tab for each purpose, with how many wait there. Reads nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from planner.cases.contact_words import PURPOSES
from planner.cases.model import Purpose
from planner.cases.queues import QUEUES, open_count
from planner.cases.reminders import Due
from planner.text import gettext as _
from ui import theme

KEPT = "cases/purpose"


class PurposeTabs(QTabBar):
    """The chosen one is remembered. Ctrl+Page Down and Ctrl+Page Up go on, wherever the keys are on the page."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._purposes = tuple(QUEUES)
        self.setAccessibleName(_("What customers are told"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self._dress()
        for purpose in self._purposes:
            self.addTab(_(PURPOSES[purpose]))
        kept = [number for number, purpose in enumerate(self._purposes) if purpose == QSettings().value(KEPT)]
        self.setCurrentIndex(next(iter(kept), 0))
        self.currentChanged.connect(self._turned)

    @property
    def purpose(self) -> Purpose:
        """The chosen one."""
        return self._purposes[self.currentIndex()]

    def choose(self, purpose: Purpose) -> None:
        """Show this one."""
        self.setCurrentIndex(self._purposes.index(purpose))

    def show_counts(self, dues: Mapping[Purpose, tuple[Due, ...]]) -> None:
        """Say beside each how many wait for somebody now."""
        for number, purpose in enumerate(self._purposes):
            count = open_count(dues[purpose])
            words = _(PURPOSES[purpose])
            self.setTabText(number, f"{words}  {count:,}" if count else words)
            key = _("Ctrl+Page Down goes on")
            self.setTabToolTip(
                number, _("{words}: {count} to be told now. {key}").format(words=words, count=count, key=key)
            )

    def step(self, by: int) -> None:
        """Go on, around."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def hear_keys(self, page: QWidget) -> None:
        """Take the keys of a page."""
        whole = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(key), page, lambda by=by: self.step(by), context=whole)

    def _dress(self) -> None:
        c = theme.colors()
        sheet = (
            f"QTabBar::tab {{ background: transparent; color: {c.text2}; border: 0; padding: 5px 4px;"
            " margin-right: 16px; border-bottom: 2px solid transparent; }"
            f"QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}"
            f"QTabBar::tab:hover, QTabBar::tab:focus {{ color: {c.text}; }}"
            f"QTabBar:focus::tab:selected {{ color: {c.accent}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def changeEvent(self, event: QEvent) -> None:
        """Another scheme has other colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _turned(self) -> None:
        QSettings().setValue(KEPT, str(self.purpose))
        self.chosen.emit()
