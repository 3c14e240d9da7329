"""Says in one sentence what went wrong and what to do about it. Never a traceback, and never more than one box.

Whoever helps may be sent the details, which say where in the program it was and never whom it was about.
"""

from __future__ import annotations

import platform
import re
import traceback
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from planner.cli.arguments import own_version
from planner.errors import PlannerError
from planner.text import gettext as _
from planner.text import sentence
from routing.errors import RoutingError
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said
from ui.icons import paint_icon
from ui.theme import colors

HOME = Path(__file__).parent.parent.parent
_FRAME = re.compile(r'File "(.+?)", line (\d+), in (\S+)')
HARMLESS = (bool, int, float, timedelta)
"""Values of these kinds name nobody."""


def show_problem(parent: QWidget | None, error: Exception) -> None:
    """Tell a person of an error, of whatever kind."""
    ProblemBox.tell(parent, problem_words(error), problem_details(error))


def problem_words(error: Exception) -> str:
    """One sentence for an error of any kind; a fault of ours never shows its text, which may quote a customer."""
    if isinstance(error, (PlannerError, RoutingError, OSError)):
        return sentence(error)
    return _("Something unexpected went wrong ({kind}). Nothing is lost; try again.").format(kind=type(error).__name__)


def problem_details(error: Exception) -> str:
    """For whoever helps: what kind of error, where in the program, on what system. No name, no address, no text."""
    lines = [f"Rounds {own_version()}, Qt {qVersion()}, Python {platform.python_version()}"]
    lines.append(f"System: {platform.system()} {platform.release()} {platform.machine()}")
    lines.append(f"Error: {type(error).__name__} {getattr(error, 'code', '')}".rstrip())
    if isinstance(error, OSError):
        lines.append(f"Number: {error.errno}")
    details = getattr(error, "details", {})
    lines += [f"{name} = {value}" for name, value in details.items() if isinstance(value, HARMLESS)]
    lines += [f"at {place}" for place in _places(error)]
    return "\n".join(lines) + "\n"


def _places(error: BaseException) -> list[str]:
    # Files, lines and functions of ours and of others; never a value, never the line itself.
    found: list[str] = []
    each: BaseException | None = error
    while each is not None:
        frames = traceback.extract_tb(each.__traceback__)
        found += [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        inner = getattr(each, "details", {}).get("traceback", "")  # of a child process
        found += [f"{_short(file)}:{line} {name}" for file, line, name in _FRAME.findall(str(inner))]
        each = each.__cause__
    return found


def _short(file: str) -> str:
    path = Path(file)
    return path.relative_to(HOME).as_posix() if path.is_relative_to(HOME) else path.name


class ProblemBox:
    """The one place where a problem becomes a box on the screen; tests replace `tell`."""

    @staticmethod
    def tell(parent: QWidget | None, text: str, details: str = "") -> None:
        """Show the sentence and wait until it was read."""
        ProblemDialog(parent, text, details).run()


class ProblemDialog(Frame):
    """A sentence with a way out, and a button that copies the details."""

    def __init__(self, parent: QWidget | None, text: str, details: str = "") -> None:
        super().__init__(parent, _("This did not work"), _("&OK"))
        self.setWindowTitle(_("Rounds"))
        self._details = details
        self.cancel.hide()
        self.sentence = said(text)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleDescription(text)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(_Sign(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.copy = QPushButton(_("&Copy details"))
        self.copy.setToolTip(_("For whoever helps you: where in the program it was. No names, no addresses."))
        self.copy.setAutoDefault(False)
        self.copy.setVisible(bool(details))
        self.copy.clicked.connect(self._copy)
        self.footer.add_left(self.copy)
        open_at(self, 460, 190)
        self.primary.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.copy.setText(_("Copied"))


class _Sign(QWidget):
    # The same triangle that marks a broken rule: something needs a person.

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.9)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), "warning", colors().worse)
