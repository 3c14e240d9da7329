"""Before a region is built: what it will be called, and what building it takes. Also where one is called anew.

Builds nothing.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from planner import region_build
from planner.regions import Region, removal_words
from planner.text import duration, file_size
from planner.text import gettext as _
from routing.region.estimate import Estimate
from ui.dialogs.fields import FieldForm, open_at
from ui.dialogs.frame import Frame, said


class StartDialog(Frame):
    """`value` is the name, once it was accepted."""

    @staticmethod
    def ask(parent: QWidget | None, extract: Path, known: tuple[Region, ...], before: Region | None) -> str | None:
        """What the region is called that is built from an extract; None where it is not built.

        `before` is the region that the extract is a newer one of, `known` are all there are.

        Raises
        ------
        routing.errors.BadExtract
            The file is no extract at first sight.
        """
        dialog = StartDialog(parent, extract, known, before)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, extract: Path, known: tuple[Region, ...], before: Region | None) -> None:
        expected = region_build.estimate(extract)
        title = _("Update {region}").format(region=before.name) if before else _("Build a region")
        super().__init__(parent, title, _("&Update") if before else _("&Build"))
        self._names = {region.name for region in known}
        self.value: str | None = None
        self.form = FieldForm()
        self.name = QLineEdit(before.name if before else region_build.name_of(extract))
        self.name.setReadOnly(before is not None)
        self.form.add("name", _("&Name"), self.name)
        self.body.addWidget(said(_describe(extract, expected)))
        self.body.addWidget(self.form)
        if before:
            self.body.addWidget(said(_(
                "Addresses that people confirmed stay as they are. Visits whose place has moved or is gone come back "
                "into the review, and you are told which."
            ), quiet=True))  # fmt: skip
        self._before = before
        self.name.textChanged.connect(self._check)
        self._check(self.name.text())
        open_at(self, 520, 260)

    def _check(self, text: str) -> None:
        name = " ".join(text.split())
        self.primary.setEnabled(bool(name))
        anew = self._before is None and name in self._names
        told = _("There is a region of this name: it is built anew, and what changed is told.") if anew else ""
        self.form.say("name", told, "worse")

    def confirm(self) -> None:
        self.value = " ".join(self.name.text().split())
        self.accept()


class RenameDialog(Frame):
    """`value` is the new name, once it was accepted."""

    @staticmethod
    def ask(parent: QWidget | None, region: Region, known: tuple[Region, ...]) -> str | None:
        """What a region is called from now on; None where it stays."""
        dialog = RenameDialog(parent, region, known)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, region: Region, known: tuple[Region, ...]) -> None:
        super().__init__(parent, _("Rename {region}").format(region=region.name), _("&Rename"))
        self._taken = {each.name for each in known if each.id != region.id}
        self.value: str | None = None
        self.form = FieldForm()
        self.name = QLineEdit(region.name)
        self.form.add("name", _("&Name"), self.name)
        self.body.addWidget(self.form)
        self.name.selectAll()
        self.name.textChanged.connect(self._check)
        open_at(self, 420, 180)

    def _check(self, text: str) -> None:
        name = " ".join(text.split())
        self.primary.setEnabled(bool(name) and name not in self._taken)
        self.form.say("name", _("Another region is called so already.") if name in self._taken else "")

    def confirm(self) -> None:
        self.value = " ".join(self.name.text().split())
        self.accept()


class RemoveDialog(Frame):
    """Says what it means to remove a region."""

    @staticmethod
    def ask(parent: QWidget | None, region: Region) -> bool:
        """Whether a region is removed."""
        return RemoveDialog(parent, region).run()

    def __init__(self, parent: QWidget | None, region: Region) -> None:
        super().__init__(parent, _("Remove {region}?").format(region=region.name), _("&Remove"))
        self.body.addWidget(said(removal_words(region)))
        self.body.addStretch(1)
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        open_at(self, 440, 190)


def _describe(extract: Path, expected: Estimate) -> str:
    return _(
        "Building from {file} ({length}) takes about {time} and up to {memory} of memory, {disk} on the disk "
        "meanwhile, and {size} then. Leave this window open until it is done; nothing leaves this computer."
    ).format(
        file=extract.name,
        length=file_size(extract.stat().st_size),
        time=duration(expected.seconds),
        memory=file_size(expected.memory_bytes),
        disk=file_size(expected.disk_bytes),
        size=file_size(expected.size_bytes),
    )
