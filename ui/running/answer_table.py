"""The answers to what happened as a table: what is done, and what it costs; the best one first. Works nothing out."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableWidgetItem

from planner.model import Day, Shift
from planner.running.happened import Answer, What
from planner.running.happens_words import answer_detail, answer_title
from planner.text import gettext as _
from planner.text import ngettext
from ui import theme
from ui.dialogs.way_rows import NUMBERS, SECOND, WayTable, signed_distance, signed_time
from ui.signs import sign_icon


class AnswerTable(WayTable):
    """One row each, in two lines."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: tuple[Answer, ...] = ()
        self.setAccessibleName(_("What can be done"))
        titles = (_("What can be done"), _("Not made"), _("Travel"), _("Distance"), _("Other team"), _("Promises"))
        self.setHorizontalHeaderLabels(titles)

    def show_answers(self, answers: tuple[Answer, ...], what: What, day: Day, shift: Shift | None) -> None:
        """Show them: the one that was chosen by hand stays so, else the best is."""
        row = self.currentRow()
        chosen = self.answer if row > 0 else None
        self.answers = answers
        self.setRowCount(len(answers))
        for row, answer in enumerate(answers):
            for column, item in enumerate(_cells(answer, what, day, shift)):
                self.setItem(row, column, item)
        if answers:
            self.selectRow(answers.index(chosen) if chosen in answers else 0)

    @property
    def answer(self) -> Answer | None:
        """The chosen one."""
        rows = self.selectionModel().selectedRows()
        return self.answers[rows[0].row()] if rows else None


def _cells(answer: Answer, what: What, day: Day, shift: Shift | None) -> list[QTableWidgetItem]:
    c, price = theme.colors(), answer.price
    title, detail = answer_title(answer, what, shift.team.name if shift else ""), answer_detail(answer, day)
    shown = answer.arrangement.arrangement.into[:1] if answer.arrangement else ()
    sign = next(iter(shown), shift) or (answer.change.teams or day.shifts)[0]
    first = QTableWidgetItem(sign_icon(sign.team, 24), title)
    first.setData(SECOND, detail or _("Everything is made as planned."))
    first.setToolTip(f"{title}\n{detail}")
    promises = ngettext("{count} not kept", "{count} not kept", price.promises).format(count=price.promises)
    seconds = price.travel_time.total_seconds()
    return [
        first,
        _cell(str(price.dropped) if price.dropped else _("none"), c.wrong if price.dropped else c.text2),
        _cell(signed_time(price.travel_time), c.worse if seconds >= 30 else c.text2),
        _cell(signed_distance(price.distance), c.worse if price.distance >= 30 else c.text2),
        _cell(str(price.moved) if price.moved else _("none"), c.text if price.moved else c.text2),
        _cell(promises if price.promises else _("as before"), c.wrong if price.promises else c.text2, number=False),
    ]


def _cell(text: str, ink: str, *, number: bool = True) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setForeground(QColor(ink))
    if number:
        item.setTextAlignment(NUMBERS)
    return item
