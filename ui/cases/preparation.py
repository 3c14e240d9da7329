"""The preparation of a case: its checklist, ticks and documents. What may be done is `planner.cases` to say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDateEdit,
    QFileDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases import attachments, preparation
from planner.cases.looking import Look
from planner.cases.model import Stage
from planner.cases.preparation import ATTACHABLE, DATED, WORDS, Attached, Entry, Item, is_green
from planner.errors import BadInput, NotFound
from planner.text import gettext as _
from planner.users import Right, User
from ui import theme
from ui.cases.desk import Desk
from ui.cases.file_opening import open_document
from ui.cases.looks import as_rows, button_row
from ui.dialogs.frame import heading, said, say_date
from ui.dialogs.sure import SureDialog

WHAT = Qt.ItemDataRole.UserRole


class Preparation(QWidget):
    """A line for each item, its documents below it. Space ticks, Enter opens a document, Delete removes it."""

    failed = Signal(object)
    """Something went wrong (`Exception`)."""
    begun = Signal()
    """Something is being done: what was said before is over."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look: Look | None = None
        self._asked: Item | None = None
        """Whose day of validity has been asked for."""
        self.state = said(quiet=True)
        self.tree = _Tree()
        self.tick = QPushButton(_("&Tick"))
        self.attach = QPushButton(_("&Attach…"))
        self.open = QPushButton(_("&Open"))
        self.remove = QPushButton(_("&Remove"))
        self.done = QPushButton(_("&Prepared"))
        self.until = QDateEdit()
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until_words = QLabel(_("&Valid until"))
        self.until_words.setBuddy(self.until)
        self.until.setAccessibleName(_("Valid until"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(_("Preparation")))
        column.addWidget(self.state)
        column.addWidget(self.tree, 1)
        parts = self.tick, self.attach, self.open, self.remove, self.until_words, self.until
        column.addLayout(button_row(*parts, right=(self.done,)))

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda _now, _before: self._offer())
        self.tree.ticked.connect(self._tick)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.until, self._tick, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.tree.removed.connect(self._remove)
        self.tree.itemActivated.connect(lambda _item, _column: self._open())
        for button, do in (
            (self.tick, self._tick),
            (self.attach, self._attach),
            (self.open, self._open),
            (self.remove, self._remove),
            (self.done, self._done),
        ):
            button.clicked.connect(lambda _on=False, do=do: do())

    # --- showing

    def show_look(self, look: Look) -> None:
        """Show the checklist of a case; the chosen line stays chosen."""
        chosen, self._look = self._entry(), look
        missing = sum(not entry.good for entry in look.preparation)
        if is_green(look.preparation):
            self.state.setText(_("All is there."))
        else:
            self.state.setText(_("{count} of {all} are missing.").format(count=missing, all=len(look.preparation)))
        self.tree.clear()
        for entry in look.preparation:
            line = self._line(entry, look)
            self.tree.addTopLevelItem(line)
            line.setExpanded(True)
            if chosen and chosen.item == entry.item:
                self.tree.setCurrentItem(line)
        if self.tree.currentItem() is None and (first := self.tree.topLevelItem(0)):
            self.tree.setCurrentItem(first)
        self.until.setMinimumDate(QDate(look.today.year, look.today.month, look.today.day))
        self._offer()

    def _line(self, entry: Entry, look: Look) -> QTreeWidgetItem:
        sign = "✓" if entry.good else "✗" if entry.expired else "○"
        line = QTreeWidgetItem([sign, _(WORDS[entry.item]), self._detail(entry)])
        c = theme.colors()
        line.setForeground(0, QColor(c.better if entry.good else c.wrong if entry.expired else c.text3))
        line.setData(0, WHAT, entry)
        state = _("there") if entry.good else _("expired") if entry.expired else _("missing")
        line.setData(0, int(Qt.ItemDataRole.AccessibleTextRole), f"{_(WORDS[entry.item])}: {state}")
        for each in entry.attached:
            child = QTreeWidgetItem(["", each.name, say_date(each.at.astimezone(look.zone).date())])
            child.setData(0, WHAT, each)
            line.addChild(child)
        return line

    def _detail(self, entry: Entry) -> str:
        look = self._look
        assert look
        if entry.item == Item.BALANCE and entry.at:
            return _("as of {day}").format(day=f"{entry.at.astimezone(look.zone):%Y-%m-%d %H:%M}")
        if entry.at is None:
            return ""
        who = look.names.get(entry.by, "")
        when = say_date(entry.at.astimezone(look.zone).date())
        until = _("valid until {day}").format(day=say_date(entry.valid_until)) if entry.valid_until else ""
        return "  ·  ".join(filter(None, (when, who, until)))

    def _offer(self) -> None:
        # What may be done with the chosen line, by whom.
        entry, document = self._entry(), self._document()
        if entry is None or entry.item != self._asked:
            self._asked = None
        may = self._desk.user.may(Right.PROPOSE)
        ticks = entry is not None and entry.item != Item.BALANCE
        self.tick.setText(_("&Take back") if entry and entry.good else _("&Tick"))
        self.tick.setEnabled(may and ticks)
        self.attach.setEnabled(may and entry is not None and entry.item in ATTACHABLE)
        self.open.setEnabled(document is not None and self._desk.user.may(Right.SEE_MASKED))
        self.remove.setEnabled(may and document is not None)
        dated = entry is not None and entry.item in DATED and not entry.good
        self.until.setVisible(dated)
        self.until_words.setVisible(dated)
        ready = self._look is not None and is_green(self._look.preparation)
        self.done.setEnabled(may and ready and self._look is not None and self._look.case.stage == Stage.REMINDED)
        self.done.setVisible(self._look is not None and self._look.case.stage in (Stage.OVERDUE, Stage.REMINDED))
        self.done.setToolTip("" if self.done.isEnabled() else _("Once it was reminded of, and all of this is there."))

    def _entry(self) -> Entry | None:
        item = self.tree.currentItem()
        if item is not None and item.parent() is not None:
            item = item.parent()
        found = item.data(0, WHAT) if item else None
        return found if isinstance(found, Entry) else None

    def _document(self) -> Attached | None:
        item = self.tree.currentItem()
        found = item.data(0, WHAT) if item else None
        if isinstance(found, Entry):
            return found.attached[-1] if found.attached else None
        return found if isinstance(found, Attached) else None

    # --- doing

    def _act(self, function: Callable[..., object], *args: object, **more: object) -> None:
        if self._look:
            self.begun.emit()
            work = partial(function, self._desk.office, self._look.case.id, *args, by=self._desk.user, **more)
            self._desk.act(work, on_error=self.failed.emit)

    def _tick(self) -> None:
        entry = self._entry()
        if entry is None or not self.tick.isEnabled():
            return
        if entry.good:
            self._act(preparation.untick, entry.item)
        elif entry.item in DATED and self._asked != entry.item:
            self._asked = entry.item  # until when it is valid is on the paper: nobody ticks it without having looked
            self.until.setFocus(Qt.FocusReason.OtherFocusReason)
            self.state.setText(_("Until when is it valid? Enter ticks it."))
        else:
            self._asked = None
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            until = self.until.date().toPython() if entry.item in DATED else None
            self._act(preparation.tick, entry.item, valid_until=until)

    def _attach(self) -> None:
        entry = self._entry()
        if entry is None:
            return
        kinds = _("Documents (*.pdf *.png *.jpg *.jpeg *.docx *.odt *.txt);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Attach a document"), "", kinds)
        if name:
            self.attach_file(entry.item, Path(name))

    def attach_file(self, item: Item, file: Path) -> None:
        """Attach this file to an item."""
        self._act(_attach_file, item, file)

    def _open(self) -> None:
        document = self._document()
        if document and self._look and self.open.isEnabled():
            self._desk.background.run(
                attachments.read_attachment,
                self._desk.office,
                self._look.case.id,
                document.id,
                by=self._desk.user,
                on_done=self._open_read,
                on_error=self.failed.emit,
            )

    def _open_read(self, read: tuple[str, bytes]) -> None:
        try:
            open_document(*read)
        except NotFound as problem:
            self.failed.emit(problem)

    def _remove(self) -> None:
        document = self._document()
        if document is None or not self.remove.isEnabled():
            return
        lead = _("{name} is no longer kept here. Where it was the last one, its line is to be ticked again.")
        if SureDialog.ask(self, _("Remove this document?"), lead.format(name=document.name), _("&Remove")):
            self._act(attachments.detach, document.id)

    def _done(self) -> None:
        self._act(preparation.prepare)


def _attach_file(office: Office, case_id: UUID, item: Item, file: Path, *, by: User) -> UUID:
    # A file too large is refused before it is read.
    size = file.stat().st_size
    if size > attachments.MOST_BYTES:
        most = attachments.MOST_BYTES / 1024 / 1024
        raise BadInput("attachment_too_large", size=f"{size / 1024 / 1024:.1f}", most=f"{most:.1f}")
    return attachments.attach(office, case_id, item, file.name, file.read_bytes(), by=by)


class _Tree(QTreeWidget):
    ticked = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        as_rows(self)
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setAccessibleName(_("Checklist"))
        self.setIndentation(self.fontMetrics().averageCharWidth() * 2)
        self.setRootIsDecorated(False)
        header = self.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def keyPressEvent(self, event: object) -> None:
        keys = {Qt.Key.Key_Space: self.ticked, Qt.Key.Key_Delete: self.removed}
        if signal := keys.get(event.key()):  # type: ignore[attr-defined]
            signal.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.itemActivated.emit(self.currentItem(), 0)
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]
