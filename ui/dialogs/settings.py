"""What the office chooses for itself: its place and language, how it plans, what may leave the machine, and a backup.

Returns new values; keeping them is the window's business. Only the backup and the keys of services are written here.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.logo import keep_logo
from planner.model import Branch
from planner.policy.pack import forbidden_on_paper
from planner.settings import Settings
from planner.storage import keys
from planner.storage.backup import backup
from planner.text import gettext as _
from ui.dialogs.fields import grown
from ui.dialogs.frame import Frame, said, tabs
from ui.dialogs.problem import show_problem
from ui.dialogs.settings_online import OnlinePage
from ui.dialogs.settings_pages import BranchPage, PlanningPage
from ui.dialogs.settings_papers import PapersPage
from ui.dialogs.settings_rules import RulesPage

RULES, ONLINE = 2, 3


class SettingsDialog(Frame):
    """Six calm pages."""

    @staticmethod
    def ask(
        parent: QWidget | None, office: Office, settings: Settings, branch: Branch
    ) -> tuple[Settings, Branch] | None:
        """Edit the office's choices: the new ones, or None."""
        dialog = SettingsDialog(parent, office, settings, branch)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, office: Office, settings: Settings, branch: Branch) -> None:
        super().__init__(parent, _("Settings"), accept=_("Save"))
        self._office = office
        self._settings = settings
        self._branch = branch
        self.value: tuple[Settings, Branch] | None = None
        self.branch = BranchPage(settings, branch)
        self.planning = PlanningPage(settings)
        self.rules = RulesPage(office, settings, branch)
        self.online = OnlinePage(office, settings)
        self.papers = PapersPage(settings, forbidden_on_paper(office.pack), office.data)
        self.backup = QPushButton(_("&Write a backup…"))
        self.backup.setAutoDefault(False)
        self.written = said(quiet=True)
        self.key_place = said(quiet=True)
        self.tabs = tabs()
        for page, name in (
            (self.branch, _("&Office")),
            (self.planning, _("P&lanning")),
            (self.rules, _("R&ules")),
            (self.online, _("What may leave this &computer")),
            (self.papers, _("&Papers")),
            (self._backup_page(), _("&Backup")),
        ):
            self.tabs.addTab(page, name)
        self.body.addWidget(self.tabs, 1)
        self.backup.clicked.connect(self._write_backup)
        for box in (self.branch.country, self.branch.subdivision):
            box.currentIndexChanged.connect(lambda _index: self._show_place())
        self.setMinimumWidth(grown(self, 640))
        QTimer.singleShot(0, self, self._look_up)  # the window comes first

    def _backup_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            said(
                _("A backup is one encrypted file with everything in it. It opens only with your recovery key, on this "
                  "or another computer: rounds restore FILE.")
            )
        )  # fmt: skip
        column.addWidget(self.backup, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.written)
        column.addWidget(self.key_place)
        column.addStretch(1)
        return page

    def _show_place(self) -> None:
        self.rules.show_place(self.branch.country.currentData() or "", self.branch.subdivision.currentData() or "")

    def _look_up(self) -> None:
        self.branch.look_up(self.background)
        self.rules.look_up(self.background)
        self.online.look_up(self.background)
        self.background.run(
            keys.key_place, self._office.store.file, on_done=self._show_key_place, on_error=self._failed
        )

    def _show_key_place(self, place: str) -> None:
        self.key_place.setText(
            _("The key of the database lies in the keyring of this computer.")
            if place == "keyring"
            else _("This computer has no keyring: the key lies in a file that only you can read, {file}").format(
                file=place
            )
        )

    def _write_backup(self) -> None:
        today = self._office.clock().date().isoformat()
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Write a backup"),
            f"rounds-{today}.backup",
            _("Backups (*.backup)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # a backup never overwrites anything
        )
        if name:
            self.backup.setEnabled(False)
            self.progress.begin(_("Writing the backup"), can_stop=False)
            self.background.run(write_backup, self._office, Path(name), on_done=self._backed_up, on_error=self._failed)

    def _backed_up(self, file: Path) -> None:
        self._ended()
        self.written.setText(_("Written: {file}. Keep it away from this computer.").format(file=file.name))

    def _failed(self, error: Exception) -> None:
        self._ended()
        show_problem(self, error)

    def _ended(self) -> None:
        self.backup.setEnabled(True)
        self.primary.setEnabled(True)
        self.progress.end()

    def confirm(self) -> None:
        """Take the choices, unless what may be asked outside cannot be; keys go to the keyring first."""
        for page, index in ((self.rules, RULES), (self.online, ONLINE)):
            if not page.complete():
                self.tabs.setCurrentIndex(index)
                return
        settings = self.planning.taken(self.branch.taken_settings(self._settings))
        settings = self.papers.taken(self.online.taken(self.rules.taken(settings)))
        branch = self.branch.taken_branch(self._branch)
        self.branch.keep_movement()
        self.value = settings, branch
        keys_typed, logo = self.online.new_keys, self.papers.logo
        if not keys_typed and not logo.changed:
            self.accept()
            return
        self.primary.setEnabled(False)
        new_logo = (logo.file,) if logo.changed else ()
        self.background.run(
            keep_beside, self._office, keys_typed, new_logo, on_done=lambda _none: self.accept(), on_error=self._failed
        )


def keep_beside(office: Office, typed: dict[str, str], logo: tuple[Path | None, ...]) -> None:
    """Keep what is in no setting: keys, and a logo where one was chosen, or taken away. Runs on a thread."""
    keep_keys(office, typed)
    for file in logo:
        keep_logo(office, file)


def keep_keys(office: Office, typed: dict[str, str]) -> None:
    """Put keys of online services into the keyring. Runs on a thread."""
    for service, key in typed.items():
        keys.keep_service_key(office.store.file, service, key)


def write_backup(office: Office, file: Path) -> Path:
    """Write a backup and record it. Runs on a thread."""
    backup(office.store, file)
    with office.store.writing() as session:
        session.record("backup_written", office.actor, office.clock(), file=file.name)
    return file
