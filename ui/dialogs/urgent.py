"""Asks how many other visits may move for urgent ones. Inserts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from planner.model import Visit
from planner.text import N_, ngettext
from planner.text import gettext as _
from ui.dialogs.frame import Frame, said

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """So many others may move; None for any number."""

    max_moved: int | None


CHOICES = (
    (Chosen(0), N_("&No other visit changes its team")),
    (Chosen(1), N_("&One other visit may")),
    (Chosen(2), N_("&Two other visits may")),
    (Chosen(None), N_("&As many as it takes")),
)


class UrgentDialog(Frame):
    """`value` is what was chosen."""

    @staticmethod
    def ask(parent: QWidget | None, visits: Sequence[Visit]) -> Chosen | None:
        """Ask for these visits; None where they are not inserted."""
        dialog = UrgentDialog(parent, visits)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, visits: Sequence[Visit]) -> None:
        count = len(visits)
        title = ngettext("Insert an urgent visit", "Insert {count} urgent visits", count).format(count=count)
        super().__init__(parent, title, accept=_("Insert"))
        self.value: Chosen | None = None
        lines = [f"{visit.reference} · {visit.customer.name} · {visit.address.text}" for visit in visits[:SHOWN]]
        if count > SHOWN:
            lines.append(_("and {count} more").format(count=count - SHOWN))
        self.body.addWidget(said("\n".join(lines)))
        self.body.addWidget(said(_("No other visit loses its stop. A second of search is enough."), quiet=True))
        self.choices = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(8)
        for number, (_choice, words) in enumerate(CHOICES):
            button = QRadioButton(_(words))
            self.choices.addButton(button, number)
            column.addWidget(button)
        self.choices.button(0).setChecked(True)
        self.body.addLayout(column)
        self.body.addStretch(1)
        self.setMinimumWidth(420)

    def confirm(self) -> None:
        """Take the choice."""
        self.value = CHOICES[self.choices.checkedId()][0]
        self.accept()
