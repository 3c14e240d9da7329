"""The record of who did what, to read: whether it is whole, and its entries by word and kind. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QWidget

from planner import audit
from planner.audit import Entry
from planner.audit_words import kind_words, verdict_words
from planner.bootstrap import Office
from planner.errors import BadInput
from planner.storage.chain import Head, Verdict
from planner.text import gettext as _
from planner.text import ngettext, sentence
from ui.dialogs.fields import Note, WholeRows, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.dialogs.record_model import COUNT, WHAT, RecordModel

OUTSIDE = "papers outside"


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows: how the record stands, its entries, and the numbers of those whose papers are in force."""

    verdict: Verdict
    entries: tuple[Entry, ...]
    outside: frozenset[int]


def read_page(office: Office) -> Page:
    """Examine the record and read it. Runs on a thread."""
    outside = frozenset(entry.number for entry in audit.papers_outside(office))
    return Page(audit.verify(office), audit.entries(office), outside)


class RecordDialog(Frame):
    """The newest entries first. `state` says whether the record is whole."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office) -> None:
        """Show it."""
        RecordDialog(parent, office).run()

    def __init__(self, parent: QWidget | None, office: Office) -> None:
        super().__init__(parent, _("Record"), lead=_("Who did what, entry by entry. Nothing in it can be changed."))
        self._office = office
        self._outside: frozenset[int] = frozenset()
        with office.store.reading() as session:
            self.model = RecordModel(session.branch().zone, self)
        self.state = Note()
        self.state.say(_("Examining the record…"), "text2")
        self.paper = self._field(
            _("Compare with a paper"), _("Letters on a paper, such as AAAA AKIB ENCW PCNL ZXXQ CI6R")
        )
        self.paper.setToolTip(_("Each page of route and control sheets carries it at its foot. Enter compares."))
        self.paper.returnPressed.connect(self._compare)
        self.answer = Note()
        self.words = self._field(_("Narrow the entries"), _("Words, names, dates; or a number"))
        self.words.setToolTip(_("Enter after the number of a visit, a case or a customer: all about that customer."))
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self._ask_about)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(_("Kind of entry"))
        self.kinds.currentIndexChanged.connect(self._narrow)
        self.count = said(quiet=True)
        self.table = self._table()
        self._lay_out()
        open_at(self, 880, 600)
        QTimer.singleShot(0, self, self._read)

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setClearButtonEnabled(True)
        return field

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(_("Entries of the record"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setItemDelegate(WholeRows(table))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setResizeContentsPrecision(200)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(COUNT, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _lay_out(self) -> None:
        narrow = QHBoxLayout()
        narrow.addWidget(self.words, 2)
        narrow.addWidget(self.kinds, 1)
        narrow.addWidget(self.paper, 2)
        self.body.addWidget(self.state)
        self.body.addLayout(narrow)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)

    # --- showing

    def _read(self) -> None:
        self.background.run(read_page, self._office, on_done=self._show, on_error=self._fail)

    def _show(self, page: Page) -> None:
        self.state.say(verdict_words(page.verdict), "text" if page.verdict.whole else "wrong")
        self._outside = page.outside
        self.model.show_entries(page.entries)
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(_("All entries"), "")
        self.kinds.addItem(_("Papers in force now"), OUTSIDE)
        present = {entry.kind for entry in page.entries}
        for kind in sorted(present, key=kind_words):
            self.kinds.addItem(kind_words(kind), kind)
        self.kinds.blockSignals(False)
        self._narrow()
        self.words.setFocus()

    def _fail(self, problem: Exception) -> None:
        self.state.say(problem_words(problem))

    def _narrow(self) -> None:
        self.answer.say("")
        kind = str(self.kinds.currentData() or "")
        outside = self._outside if kind == OUTSIDE else None
        self.model.narrow(self.words.text(), "" if outside is not None else kind, outside)
        shown, every = len(self.model.rows), len(self.model.entries)
        words = ngettext("{shown} of {count} entry", "{shown} of {count} entries", every)
        self.count.setText(words.format(shown=shown, count=every))

    def _ask_about(self) -> None:
        if number := self.words.text().strip():
            self.background.run(
                audit.about, self._office, number, on_done=self._show_about,
                on_error=lambda problem: self.answer.say(problem_words(problem)),
            )  # fmt: skip

    def _show_about(self, found: tuple[Entry, ...]) -> None:
        # Who looked, what was decided and which papers went out: whatever words these entries have.
        self.model.narrow("", "", frozenset(entry.number for entry in found))
        words = ngettext("{count} entry about this customer.", "{count} entries about this customer.", len(found))
        self.answer.say(words.format(count=len(found)), "text")

    # --- comparing

    def _compare(self) -> None:
        try:
            paper = audit.read_anchor(self.paper.text())
        except BadInput as problem:
            self.answer.say(sentence(problem))
            return
        self.background.run(_compared, self._office, paper, on_done=self._answer, on_error=self._fail)

    def _answer(self, verdict: Verdict) -> None:
        self.answer.say(verdict_words(verdict), "text" if verdict.whole else "wrong")


def _compared(office: Office, paper: Head) -> Verdict:
    return audit.verify(office, paper)
