"""Says what this program is: its version, whose map data it uses, and the works of others in it with their licenses."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from planner.cli.arguments import own_version
from planner.text import gettext as _
from ui.dialogs.frame import Frame, said

OTHERS: Mapping[str, str] = {
    "PySide6": "Qt for Python",
    "ortools": "OR-Tools",
    "pyvalhalla": "Valhalla",
    "osmium": "Osmium",
    "SQLAlchemy": "SQLAlchemy",
    "alembic": "Alembic",
    "apprise": "Apprise",
    "argon2-cffi": "argon2-cffi",
    "sqlcipher3": "SQLCipher",
    "typst": "Typst",
    "folium": "Folium",
    "XStatic-Leaflet": "Leaflet",
    "openpyxl": "openpyxl",
    "numpy": "NumPy",
    "rapidfuzz": "RapidFuzz",
    "geopy": "geopy",
    "holidays": "holidays",
    "babel": "Babel",
    "keyring": "keyring",
    "platformdirs": "platformdirs",
    "python-dateutil": "dateutil",
    "tqdm": "tqdm",
    "tzdata": "tzdata",
}
"""Packages that come with the program, by their name on PyPI, and what they are called."""
LICENSES: Mapping[str, str] = {
    "XStatic-Leaflet": "BSD-2-Clause",
    "sqlcipher3": "Zlib; SQLCipher: BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
}
"""Where the package itself does not say it in one word (read in their repositories, November 2026)."""


class AboutDialog(Frame):
    """Nothing to decide here."""

    @staticmethod
    def ask(parent: QWidget | None) -> None:
        """Show it."""
        AboutDialog(parent).run()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            _("Rounds {version}").format(version=own_version()),
            lead=_("Plans visits to customers: lawful, humane, confidential."),
        )
        self.setWindowTitle(_("About Rounds"))
        self.body.addWidget(said(_("Free software under the Apache License 2.0. It comes without any warranty.")))
        self.body.addWidget(
            said(
                _("Map data © OpenStreetMap contributors, under the Open Database License 1.0: "
                  "openstreetmap.org/copyright. The town of the demo is fictional.")
            )
        )  # fmt: skip
        self.body.addWidget(said(_("Works of others in it"), quiet=True))
        self.table = _table()
        self.body.addWidget(self.table, 1)
        self.resize(540, 520)
        QTimer.singleShot(0, self, self._look_up)

    def _look_up(self) -> None:
        self.background.run(works_of_others, on_done=self._show, on_error=lambda _error: None)

    def _show(self, works: tuple[tuple[str, str, str], ...]) -> None:
        self.table.setRowCount(len(works))
        for row, cells in enumerate(works):
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))


def _table() -> QTableWidget:
    table = QTableWidget(0, 3)
    table.setHorizontalHeaderLabels([_("Work"), _("Version"), _("License")])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(_("Works of others in it"))
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + 8)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    return table


def works_of_others() -> tuple[tuple[str, str, str], ...]:
    """Name, version and license of what is installed with the program."""
    return tuple(_work(package, name) for package, name in OTHERS.items())


def _work(package: str, name: str) -> tuple[str, str, str]:
    try:
        about = metadata(package)
    except PackageNotFoundError:
        return name, "–", LICENSES.get(package, "")
    said_by_itself = about.get("License-Expression") or (about.get("License") or "").splitlines()[:1]
    own = said_by_itself if isinstance(said_by_itself, str) else "".join(said_by_itself)
    return name, str(about["Version"]), LICENSES.get(package, own)
