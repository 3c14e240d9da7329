"""Asks before papers go out: what stands in the way, where they go, and whether with names; then says what was made.

Issues nothing: `planner.day.issue` is the one door, and it judges again whatever is said here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from planner.bootstrap import Office
from planner.cases.freshness import require_fresh
from planner.day.issue import Issued, not_for_paper
from planner.day.wanted_files import EXTRA_WORDS, WantedFiles
from planner.errors import NotAllowed
from planner.model import Day, Plan, Violation
from planner.text import gettext as _
from planner.text import ngettext, sentence, violation_sentence
from ui import theme
from ui.dialogs.fields import Note
from ui.dialogs.frame import Frame, said, say_date

FOLDER = "issue_folder"
"""The setting that remembers where papers go."""
DIRECTIONS = "issue_directions"
"""And whether with directions: else who issues again without a thought of them would print every team anew."""


class IssueDialog(Frame):
    """`value` is the folder, and what goes out beside the papers."""

    @staticmethod
    def ask(
        parent: QWidget | None, office: Office, day: Day, plan: Plan, violations: Sequence[Violation]
    ) -> tuple[Path, WantedFiles] | None:
        """Ask where the papers of a plan go: the folder and what else goes out, or None."""
        dialog = IssueDialog(parent, office, day, plan, violations)
        return dialog.value if dialog.run() else None

    def __init__(
        self, parent: QWidget | None, office: Office, day: Day, plan: Plan, violations: Sequence[Violation]
    ) -> None:
        title = _("Issue {day}").format(day=say_date(day.date))
        super().__init__(parent, title, accept=_("&Issue"), lead=_what_goes_out(day, plan))
        self._office = office
        self.value: tuple[Path, WantedFiles] | None = None
        self.blockers = blockers(office, day, plan, violations)
        self.setMinimumWidth(560)
        if self.blockers:
            self._show_blockers()
        else:
            self._ask_where(plan)
        self.primary.setEnabled(not self.blockers)

    def _show_blockers(self) -> None:
        count = len(self.blockers)
        words = ngettext("{count} thing stands in the way:", "{count} things stand in the way:", count)
        self.body.addWidget(said(words.format(count=count), wrong=True))
        self.list = _lines()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_("What stands in the way"))
        for text, legal in self.blockers:
            item = QListWidgetItem(f"§  {text}" if legal else text)
            item.setForeground(QColor(theme.colors().legal if legal else theme.colors().text))
            self.list.addItem(item)
        self.list.setMinimumHeight(self.list.fontMetrics().lineSpacing() * min(10, max(4, 2 * count)))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(said(_("Mend the plan, then issue it again. Nothing has gone out."), quiet=True))
        self.cancel.setText(_("Close"))
        self.primary.hide()

    def _ask_where(self, plan: Plan) -> None:
        left = len(plan.unassigned)
        if left:
            note = Note()
            words = ngettext(
                "{count} visit has no stop and is on no route sheet.",
                "{count} visits have no stop and are on no route sheet.",
                left,
            )
            note.say(words.format(count=left), "worse")
            self.body.addWidget(note)
        self.body.addLayout(self._folder_row())
        self.body.addWidget(said(_("A new folder is made in it for this version; nothing is overwritten."), quiet=True))
        self.names = QCheckBox(_("With &names, phones and addresses in the tables and the map"))
        self.warning = Note()
        self.body.addWidget(self.names)
        self.body.addWidget(self.warning)
        self._ask_what_else()
        self.body.addStretch(1)
        self.choose.clicked.connect(self._choose_folder)
        self.folder.textChanged.connect(lambda text: self.primary.setEnabled(bool(text.strip())))
        self.names.toggled.connect(self._warn)
        self.primary.setFocus()

    def _ask_what_else(self) -> None:
        self.directions = QCheckBox(_("Route sheets with &directions, turn by turn"))
        with self._office.store.reading() as session:
            self.directions.setChecked(bool(session.setting(DIRECTIONS)))
        self.body.addWidget(self.directions)
        self.body.addWidget(said(_("Files for other programs. Each is one more that can be lost."), quiet=True))
        self.extras = {extra: QCheckBox(_(words)) for extra, words in EXTRA_WORDS.items()}
        for box in self.extras.values():
            self.body.addWidget(box)

    def _folder_row(self) -> QHBoxLayout:
        self.folder = QLineEdit(str(papers_folder(self._office)))
        self.choose = QPushButton(_("&Choose…"))
        self.choose.setAutoDefault(False)
        label = QLabel(_("&Folder"))
        label.setBuddy(self.folder)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        return row

    def _warn(self, with_names: bool) -> None:
        self.warning.say(
            _("These files then show who is visited. That it was asked for is recorded, and cannot be taken back.")
            if with_names
            else "",
            "worse",
        )

    def _choose_folder(self) -> None:
        if name := QFileDialog.getExistingDirectory(self, _("Where the papers go"), self.folder.text()):
            self.folder.setText(name)

    def confirm(self) -> None:
        """Take the folder, and remember it."""
        folder = Path(self.folder.text().strip()).expanduser()
        with self._office.store.writing() as session:
            session.set_setting(FOLDER, str(folder))
            session.set_setting(DIRECTIONS, self.directions.isChecked())
        extras = frozenset(extra for extra, box in self.extras.items() if box.isChecked())
        self.value = folder, WantedFiles(self.names.isChecked(), self.directions.isChecked(), extras)
        self.accept()


class IssuedDialog(Frame):
    """What went out, and the way to it."""

    @staticmethod
    def show_issued(parent: QWidget | None, issued: Issued) -> bool:
        """Say what was issued; whether its papers are wanted on the screen, to be printed."""
        dialog = IssuedDialog(parent, issued)
        dialog.run()
        return dialog.wants_print

    def __init__(self, parent: QWidget | None, issued: Issued) -> None:
        title = _("Version {version} is issued").format(version=issued.version)
        super().__init__(parent, title, accept=_("&Look and print…"), lead=str(issued.folder))
        self.wants_print = False
        self.cancel.setText(_("Close"))
        self.lead.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.files = _lines()
        self.files.setAccessibleName(_("Files"))
        self.files.addItems([file.name for file in issued.files])
        self.files.itemActivated.connect(lambda item: _open(issued.folder / item.text()))
        self.body.addWidget(self.files, 1)
        self.open = QPushButton(_("&Open the folder"))
        self.open.setAutoDefault(False)
        self.open.clicked.connect(lambda: _open(issued.folder))
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.resize(520, 380)

    def confirm(self) -> None:
        """Go on to the pages."""
        self.wants_print = True
        self.accept()


def blockers(office: Office, day: Day, plan: Plan, violations: Sequence[Violation]) -> tuple[tuple[str, bool], ...]:
    """What keeps a plan from being issued, as sentences, and whether it is the law; the law first."""
    found = [(violation_sentence(v, day), v.legal) for v in sorted(violations, key=lambda v: not v.legal)]
    try:
        require_fresh(office)
    except NotAllowed as old:
        found.append((sentence(old), False))
    stops = dict.fromkeys(stop.visit_id for route in plan.routes for stop in route.stops)
    if not stops:
        found.append((sentence(NotAllowed("nothing_planned", date=say_date(day.date))), False))
    if day.date < office.clock().astimezone(day.zone).date():
        found.append((sentence(NotAllowed("day_is_past", date=say_date(day.date))), False))
    routes = [route for route in plan.routes if route.stops]
    found += [(sentence(unfit), False) for unfit in not_for_paper(office, day, routes)]
    return tuple(found)


def _what_goes_out(day: Day, plan: Plan) -> str:
    teams = sum(bool(route.stops) for route in plan.routes)
    sheets = ngettext("{count} route sheet", "{count} route sheets", teams).format(count=teams)
    visits = ngettext("{count} visit", "{count} visits", plan.planned).format(count=plan.planned)
    return _("{sheets} with {visits}, the control sheet, a table, a data file and a map.").format(
        sheets=sheets, visits=visits
    )


def papers_folder(office: Office) -> Path:
    """Where papers go: the folder that was chosen last."""
    with office.store.reading() as session:
        if known := session.setting(FOLDER):
            return Path(known)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "Rounds"


def _lines() -> QListWidget:
    lines = QListWidget()
    lines.setStyleSheet("QListView::item { padding: 3px 0; }")
    return lines


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
