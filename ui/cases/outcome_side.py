"""Beside the evening's table: the codes by their letters, and what the customer told beyond them. Keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.cases.call_answers import ANSWERS, At
from planner.cases.masking import Field, sees, shown
from planner.cases.outcome_words import code_words
from planner.cases.outcomes import Code
from planner.short_name import mask_name
from planner.text import gettext as _
from planner.users import User
from ui.cases.outcome_draft import Draft, Told
from ui.dialogs.fields import FieldForm
from ui.dialogs.frame import GAP, heading, said
from ui.theme import small

SECRET = {"family": Field.FAMILY, "work": Field.NOTE, "income": Field.NOTE, "said": Field.NOTE}


class OutcomeSide(QWidget):
    """`told` holds what stands in the fields; `edited` says that somebody typed, `done` that they are through."""

    edited = Signal(object)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.who = heading("")
        self.asked = said(_("Only what the customer wanted known."), quiet=True)
        self.form = FieldForm()
        self.family = self.form.add("family", _("&Family"), QLineEdit())
        self.work = self.form.add("work", _("&Work"), QLineEdit())
        self.income = self.form.add("income", _("&Income"), QLineEdit())
        self.said = self.form.add("said", _("&Said"), _Lines())
        self.recording = self.form.add("recording", _("&Recording"), QLineEdit())
        self.group = self.form.add("group", _("&Group"), QComboBox())
        self.group.setToolTip(_("Which group of the vulnerable, with the code {code}").format(code=Code.UNWELL.value))
        self.recording.setPlaceholderText(_("its reference, not the recording"))
        self.group.addItem(_("not told"), "")
        for code, words in ANSWERS[At.GROUP]:
            self.group.addItem(_(words), code)
        self._lay_out()
        self._connect()
        self.show_draft(None, None)

    @property
    def told(self) -> Told:
        """What stands in the fields."""
        return Told(
            self.family.text().strip(), self.work.text().strip(), self.income.text().strip(),
            self.said.toPlainText().strip(), self.recording.text().strip(), self.group.currentData() or "",
        )  # fmt: skip

    def show_draft(self, draft: Draft | None, user: User | None) -> None:
        """Show what was told of a visit, as this user may read it."""
        told = draft.told if draft else Told()
        masked = False
        for name in ("family", "work", "income", "said", "recording"):
            value: str = getattr(told, name)
            seen = shown(user, SECRET[name], value) if user and name in SECRET else None
            masked = masked or bool(seen and seen.masked)
            self._put(name, seen.text if seen else value)
        self.group.setCurrentIndex(max(0, self.group.findData(told.group)))
        self.form.setEnabled(draft is not None and not masked)
        if draft is None:
            self.who.setText("")
        else:
            name = draft.line.visit.customer.name
            self.who.setText(name if user and sees(user) else mask_name(name))

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.family.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put(self, name: str, text: str) -> None:
        field = getattr(self, name)
        field.blockSignals(True)
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
        else:
            field.setText(text)
        field.blockSignals(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(heading(_("Codes")))
        column.addWidget(code_list())
        column.addWidget(self.who)
        column.addWidget(self.asked)
        column.addWidget(self.form)
        column.addStretch(1)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 46)

    def _connect(self) -> None:
        for field in (self.family, self.work, self.income, self.recording):
            field.textEdited.connect(self._tell)
        self.said.textChanged.connect(self._tell)
        self.group.activated.connect(self._tell)

    def _tell(self, *_args: object) -> None:
        self.edited.emit(self.told)

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 and Ctrl+Enter go back to the row."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F4 or (control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class _Lines(QPlainTextEdit):
    # A few lines; Tab goes on to the next field.

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round(self.fontMetrics().height() * 4.5))


def code_list() -> QWidget:
    """What the letters mean, one under the other."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP // 2)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for row, code in enumerate(Code):
        letter, words = QLabel(code.value), QLabel(code_words(code))
        letter.setProperty("key", True)
        letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        letter.setFont(small(letter.font()))
        words.setFont(small(words.font()))
        grid.addWidget(letter, row, 0)
        grid.addWidget(words, row, 1)
    return box
