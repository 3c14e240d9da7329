"""A day to choose, as the toolbar of the day says it. Knows nothing of what is on it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit

from planner.text import gettext as _
from planner.text import language


class DayField(QDateEdit):
    """`chosen` tells the day that somebody has chosen, not one that is shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        english = language() == "en"
        self.setCalendarPopup(True)
        self.setLocale(QLocale("en_GB" if english else "zh_CN"))
        self.setDisplayFormat("ddd d MMM yyyy" if english else "yyyy年M月d日 ddd")
        self.setKeyboardTracking(False)
        self.setAccessibleName(_("Day"))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.dateChanged.connect(lambda day: self.chosen.emit(date(day.year(), day.month(), day.day())))

    def show_day(self, day: date) -> None:
        """Show a day, silently."""
        with QSignalBlocker(self):
            self.setDate(QDate(day.year, day.month, day.day))
