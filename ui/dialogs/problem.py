"""Says in one sentence what went wrong and what to do about it. Never a traceback, and never more than one box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from planner.errors import PlannerError
from planner.text import gettext as _
from planner.text import sentence
from routing.errors import RoutingError


def show_problem(parent: QWidget | None, error: Exception) -> None:
    """Tell a person of an error, of whatever kind."""
    ProblemBox.tell(parent, problem_words(error))


def problem_words(error: Exception) -> str:
    """One sentence for an error of any kind; a fault of ours never shows its text, which may quote a customer."""
    if isinstance(error, (PlannerError, RoutingError, OSError)):
        return sentence(error)
    return _("Something unexpected went wrong ({kind}). Nothing is lost; try again.").format(kind=type(error).__name__)


class ProblemBox:
    """The one place where a problem becomes a box on the screen; tests replace `tell`."""

    @staticmethod
    def tell(parent: QWidget | None, text: str) -> None:
        """Show the sentence and wait until it was read."""
        box = QMessageBox(QMessageBox.Icon.Warning, _("Rounds"), text, QMessageBox.StandardButton.Ok, parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()
        box.deleteLater()
