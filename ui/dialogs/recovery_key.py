"""Shows the recovery key once, to be printed, copied or saved, before the first real import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from planner.bootstrap import KEY_SHOWN, Office
from planner.text import gettext as _
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import show_problem

GROUPS_IN_A_LINE = 5


class RecoveryKeyDialog(Frame):
    """It goes on only when the person says that the key is kept; otherwise the key is shown again next time."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, key: str) -> bool:
        """Show the key: whether the person has kept it."""
        if RecoveryKeyDialog(parent, key).run():
            return True
        with office.store.writing() as session:
            session.set_setting(KEY_SHOWN, False)
        return False

    def __init__(self, parent: QWidget | None, key: str) -> None:
        super().__init__(
            parent,
            _("Your recovery key"),
            accept=_("Continue"),
            lead=_(
                "The database is encrypted. If this computer is lost, this key and a backup bring your work back; "
                "without the key nobody can, not even we. It is shown this once."
            ),
        )
        self._key = key
        self.shown = _large(key_lines(key), self.font().pointSizeF())
        self.note = said(_("Keep it away from this computer: on paper in a safe, or in a password store."), quiet=True)
        self.kept = QCheckBox(_("I have &kept it"))
        self.kept.toggled.connect(self.primary.setEnabled)
        self.primary.setEnabled(False)
        self.body.addSpacing(4)
        self.body.addWidget(self.shown)
        self.body.addSpacing(4)
        self.body.addLayout(self._ways())
        self.body.addWidget(self.note)
        self.body.addWidget(self.kept)
        self.setMinimumWidth(500)
        self.kept.setFocus()

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for text, way in (
            (_("&Print…"), self.print_key),
            (_("&Copy"), self.copy_key),
            (_("&Save to a file…"), self.save_key),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(way)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def copy_key(self) -> None:
        """Put the key on the clipboard."""
        QGuiApplication.clipboard().setText(self._key)
        self.note.setText(_("Copied. Paste it into a password store, then copy something else over it."))

    def save_key(self) -> None:
        """Write the key to a file of the person's choosing."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the recovery key"), "rounds-recovery-key.txt", _("Text (*.txt)")
        )
        if not name:
            return
        try:
            Path(name).write_text(key_page(self._key) + "\n", encoding="utf-8")
        except OSError as error:
            show_problem(self, error)
        else:
            self.note.setText(_("Saved. Move {file} away from this computer.").format(file=Path(name).name))

    def print_key(self) -> None:
        """Print the key on one page."""
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            page = QTextDocument()
            page.setPlainText(key_page(self._key))
            page.setDefaultFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            page.print_(printer)
            self.note.setText(_("Sent to the printer."))


def _large(text: str, size: float) -> QLabel:
    label = QLabel(text)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(max(12.0, size * 1.3))
    label.setFont(font)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(_("Recovery key"))
    return label


def key_lines(key: str) -> str:
    """The key in lines that the eye can follow."""
    groups = key.split("-")
    lines = [groups[n : n + GROUPS_IN_A_LINE] for n in range(0, len(groups), GROUPS_IN_A_LINE)]
    return "\n".join("-".join(line) for line in lines)


def key_page(key: str) -> str:
    """The key with what it is for, as it is printed or saved."""
    return _("Recovery key of Rounds. With it and a backup the database can be restored:") + f"\n\n{key_lines(key)}\n"
