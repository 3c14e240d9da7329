"""The list of what left this computer: when, to whom and for what, as the office's record has it. Changes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.outside import Sent, requests_sent
from planner.text import gettext as _
from planner.text import ngettext
from ui.background import Background
from ui.dialogs.fields import WholeRows, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.outside_words import requests_words, service_name, what_words, when_words

MOST_SHOWN = 1000


class RequestList(QWidget):
    """The newest first. Filled by `look_up`, beside the window."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        with office.store.reading() as session:
            self._zone = session.branch().zone
        self.note = said(quiet=True)
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([_("When"), _("To whom"), _("Host"), _("What for")])
        self.table.setAccessibleName(_("Requests that left this computer"))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setItemDelegate(WholeRows(self.table))
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.table.hide()

    def look_up(self, background: Background) -> None:
        """Read the record and show it."""
        background.run(
            requests_sent, self._office, on_done=self._show,
            on_error=lambda problem: self.note.setText(problem_words(problem)),
        )  # fmt: skip

    def _show(self, all_sent: tuple[Sent, ...]) -> None:
        total = sum(sent.count for sent in all_sent)
        words = requests_words(total) if total else _("No request has ever left this computer.")
        if len(all_sent) > MOST_SHOWN:
            more = len(all_sent) - MOST_SHOWN
            words += " " + ngettext(
                "{count} older entry is not shown.", "{count} older entries are not shown.", more
            ).format(count=more)
        self.note.setText(words)
        self.table.setVisible(bool(all_sent))
        self.table.setRowCount(min(len(all_sent), MOST_SHOWN))
        for row, sent in enumerate(all_sent[:MOST_SHOWN]):
            texts = (when_words(sent.at, self._zone), service_name(sent.service), sent.host, what_words(sent))
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))


class RequestsDialog(Frame):
    """The list alone."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office) -> None:
        """Show it."""
        RequestsDialog(parent, office).run()

    def __init__(self, parent: QWidget | None, office: Office) -> None:
        super().__init__(
            parent,
            _("What left this computer"),
            lead=_("Every request, by the office's own record. The addresses themselves are not kept in it."),
        )
        self.list = RequestList(office)
        self.body.addWidget(self.list, 1)
        open_at(self, 640, 440)
        QTimer.singleShot(0, self, lambda: self.list.look_up(self.background))
