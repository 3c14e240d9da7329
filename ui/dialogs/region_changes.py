"""What a newer extract changed: in the region's addresses, and for the office's own. Shows only."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from planner.region_build import Built
from planner.region_changes import OwnPlace, changes_words, own_words
from planner.text import gettext as _
from planner.text import listed, ngettext
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.quiet_lines import QuietLines


class ChangesDialog(Frame):
    """Two lists: what goes back to review, and what people know better. Empty ones are left out."""

    @staticmethod
    def ask(parent: QWidget | None, built: Built) -> None:
        """Show it, until it was read."""
        ChangesDialog(parent, built).run()

    def __init__(self, parent: QWidget | None, built: Built) -> None:
        super().__init__(parent, _("What changed in {region}").format(region=built.region.name))
        changes = built.changes
        assert changes is not None
        self.show_title(self.windowTitle(), changes_words(changes))
        back = len(changes.to_review)
        self.review = self._add(
            ngettext(
                "{count} address goes back to review, with the visits there",
                "{count} addresses go back to review, with the visits there",
                back,
            ).format(count=back),
            changes.to_review,
        )
        self.known_better = self._add(_("You know these otherwise. They stay where they are."), changes.disagreeing)
        self.calm = said(_("No visit of today or later is touched, and nothing that you confirmed is contradicted."))
        self.calm.setVisible(not (changes.to_review or changes.disagreeing))
        self.body.addWidget(self.calm)
        self.body.addStretch(0)
        open_at(self, 560, 420 if changes.to_review or changes.disagreeing else 190)

    def _add(self, title: str, places: tuple[OwnPlace, ...]) -> QListWidget:
        lines = QuietLines(below=True)
        lines.setAccessibleName(title)
        lines.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        for place in places:
            lines.add(place.text, " · ".join(filter(None, (listed(place.names), own_words(place)))))
        if places:
            head = QLabel(title)
            head.setWordWrap(True)
            self.body.addWidget(head)
            self.body.addWidget(lines, 1)
        else:
            lines.setParent(self)
            lines.hide()
        return lines
