"""Fields that look like what they say until they are edited: Enter or leaving takes the text, Escape gives it back.

What cannot be taken stays as it was typed, with a sentence beneath, also while something else is shown meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import ceil

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from planner.day.importing.cells import BadCell
from planner.day.importing.problems import PROBLEMS
from planner.errors import BadInput
from planner.text import gettext as _
from planner.text import sentence
from ui import theme
from ui.dialogs.fields import Note
from ui.workbench.inspector_marks import mark_icon
from ui.workbench.inspector_parts import sized

INSIDE = 3
"""So many pixels a field would keep before its text: none, so that it stands below the text of the other rows."""

type Key = Hashable
type Take = Callable[[Key, str], None]


class Wrong(ValueError):
    """What was typed cannot be taken; the text is a sentence for people."""


class InPlace(QWidget):
    """One field and its sentence. `take` is called with the key of what is shown and the text; it may refuse.

    A refusal is `Wrong`, `BadCell` or `BadInput`. While the window is `busy` nothing is taken: the text waits.
    """

    def __init__(self, editor: QLineEdit | QPlainTextEdit, name: str, take: Take) -> None:
        super().__init__()
        self.editor = editor
        self.note = Note()
        self.note.setFont(sized(theme.small(self.font()), 0.95))
        self._take = take
        self._key: Key = None
        self._shown = ""
        self._drafts: dict[Key, tuple[str, str]] = {}  # what is typed and not taken, and the text it was typed over
        self._busy = self._waits = False
        editor.setProperty("inplace", True)
        editor.setAccessibleName(name)
        editor.setFont(theme.small(editor.font()))
        editor.installEventFilter(self)
        self.setFocusProxy(editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(editor)
        column.addWidget(self.note)

    @property
    def line_height(self) -> int:
        """Of one line in it, with its frame: as high is the label beside it."""
        return self.editor.fontMetrics().height() + 6

    # --- what it shows

    def show_text(self, key: Key, text: str) -> None:
        """Show the text of something; what is being typed over it, or was before, stays."""
        if key == self._key and self.dirty:
            self._shown = text
            return
        self._keep_draft()
        self._key, self._shown = key, text
        draft, base = self._drafts.get(key, ("", text))
        if key in self._drafts and base == text:
            self._set(draft)
            self._complain(_("Not taken yet: press Enter, or Escape for what it was."))
        else:
            self._drafts.pop(key, None)
            self._set(text)
            self._complain("")

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()

    @property
    def dirty(self) -> bool:
        """Whether something is typed that was not taken."""
        return self.text != self._shown

    def show_busy(self, busy: bool) -> None:
        """While the window is busy nothing is taken; afterwards what waited is."""
        self._busy = busy
        if not busy and self._waits:
            self._waits = False
            QTimer.singleShot(0, self, self.commit)  # only then what was under way is shown

    # --- what is done

    def commit(self) -> None:
        """Take what is typed, or say why it cannot be."""
        if not self.dirty or self._key is None:
            self._complain("")
            return
        if self._busy:
            self._waits = True
            self._complain(_("Taken as soon as what is under way is done."), "text2")
            return
        typed, before = self.text, self._shown
        self._shown = typed  # whoever takes it may show at once how it was understood
        if said := self._refusal(typed):
            self._shown = before
            self._complain(said)
            return
        self._drafts.pop(self._key, None)
        self._complain("")

    def revert(self) -> None:
        """Show again what it was."""
        self._waits = False
        self._drafts.pop(self._key, None)
        self._set(self._shown)
        self._complain("")

    def warn(self, text: str) -> None:
        """Say something of a text that is taken all the same."""
        self._complain(text, "worse")

    def _refusal(self, typed: str) -> str:
        try:
            self._take(self._key, typed)
        except BadCell as bad:
            return _(PROBLEMS[bad.code])
        except BadInput as bad:
            return sentence(bad)
        except Wrong as wrong:
            return str(wrong)
        return ""

    def _keep_draft(self) -> None:
        if self._key is not None and self.dirty:
            self._drafts[self._key] = self.text, self._shown

    def _set(self, text: str) -> None:
        if self.text == text:
            return
        self.editor.setText(text) if isinstance(self.editor, QLineEdit) else self.editor.setPlainText(text)
        if isinstance(self.editor, QLineEdit):
            self.editor.setCursorPosition(0)

    def _complain(self, text: str, tone: str = "wrong") -> None:
        self.note.say(text, tone)
        self.editor.setAccessibleDescription(text)

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes, Escape gives back, leaving takes."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self.commit()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.dirty:
                event.accept()  # it is the field's, not the window's
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        many = isinstance(self.editor, QPlainTextEdit)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (not many or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.commit()
            return True
        if event.key() == Qt.Key.Key_Escape and self.dirty:
            self.revert()
            return True
        return False


def line(name: str, take: Take, placeholder: str = "") -> InPlace:
    """A field of one line."""
    editor = QLineEdit(placeholderText=placeholder)
    editor.setMinimumWidth(1)
    editor.setTextMargins(-INSIDE, 0, 0, 0)
    pencil = editor.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
    pencil.setText(_("Edit: {field}").format(field=name))
    pencil.triggered.connect(lambda _on=False: editor.setFocus())
    pencil.triggered.connect(lambda _on=False: editor.selectAll())
    show_pencil(editor)
    field = InPlace(editor, name, take)
    editor.setFixedHeight(field.line_height)
    return field


def show_pencil(editor: QLineEdit) -> None:
    """Draw the pencil of a field in the scheme of now."""
    for action in editor.actions():
        action.setIcon(mark_icon("pencil", theme.colors().text3, 12))


def lines(name: str, take: Take, placeholder: str = "") -> InPlace:
    """A field of a few lines; Ctrl+Enter takes it, Tab leads out of it."""
    editor = _FewLines()
    editor.setPlaceholderText(placeholder)
    return InPlace(editor, name, take)


class _FewLines(QPlainTextEdit):
    # As high as what stands in it, up to four lines.

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(1)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        # A line of Chinese may be higher than the font of the field says: it comes from another font.
        first = self.document().firstBlock()
        line = self.blockBoundingGeometry(first).height() / max(1, first.lineCount())
        count = min(4, max(1, round(self.document().size().height())))
        return QSize(100, ceil(max(line, self.fontMetrics().lineSpacing()) * count) + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()  # its lines follow its width


def style(c: theme.Colors) -> str:
    """How fields in place look: a dashed line beneath, a frame while they are typed in."""
    return f"""
    QLineEdit[inplace="true"], QPlainTextEdit[inplace="true"] {{ background: transparent; color: {c.text};
        border: 1px solid transparent; border-bottom: 1px dashed {c.line}; padding: 0; }}
    QLineEdit[inplace="true"]:hover, QPlainTextEdit[inplace="true"]:hover {{ border-bottom: 1px solid {c.accent}; }}
    QLineEdit[inplace="true"]:focus, QPlainTextEdit[inplace="true"]:focus {{ background: {c.window};
        border: 1px solid {c.accent}; border-radius: 3px; }}
    """
