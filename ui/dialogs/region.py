"""The regions of the office: which is in use, from when its data are, and a new one from an extract.

Building runs in the child process and can be stopped; until a region is whole the one before stays in use.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner import regions
from planner.bootstrap import Office
from planner.regions import Building, Region
from planner.text import duration, ngettext
from planner.text import gettext as _
from routing.region.build import RegionFacts
from routing.worker import Worker
from ui.background import Ticket
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import show_problem

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CREDIT = "© OpenStreetMap contributors, ODbL 1.0"


class RegionDialog(Frame):
    """`value` is the region in use now, where it is another than before."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, worker: Worker) -> Region | None:
        """Build or choose a region: the one in use now, None where nothing changed."""
        dialog = RegionDialog(parent, office, worker)
        dialog.run()
        return dialog.value

    def __init__(self, parent: QWidget | None, office: Office, worker: Worker) -> None:
        super().__init__(
            parent,
            _("Regions"),
            lead=_("Roads, addresses and the map of an area, built on this computer from one OpenStreetMap extract."),
        )
        self._office = office
        self._worker = worker
        self._building: Building | None = None
        self._ticket: Ticket | None = None
        self._taking = False
        self.regions: tuple[Region, ...] = ()
        self.value: Region | None = None
        self._build()
        open_at(self, 720, 400)
        self._show_regions()

    def _build(self) -> None:
        self.table = _table()
        self.empty = said(
            _("There is no region yet. Get an extract of your area (.osm.pbf, for instance from download.geofabrik.de) "
              "and build it here. Without one, travel times are estimated in straight lines."),
            quiet=True,
        )  # fmt: skip
        self.note = said(quiet=True)
        self.use = QPushButton(_("&Use this region"))
        self.build = QPushButton(_("&Build from an extract…"))
        for button in (self.build, self.use):
            button.setAutoDefault(False)
            self.footer.add_left(button)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)
        self.body.addWidget(self.note)
        self.body.addWidget(said(CREDIT, quiet=True))
        self.table.itemSelectionChanged.connect(self._show_choice)
        self.use.clicked.connect(self._use)
        self.build.clicked.connect(self._choose_extract)
        self.progress.stopped.connect(self._stop)

    # --- what there is

    def _show_regions(self) -> None:
        self.regions = regions.regions(self._office)
        self.table.setRowCount(len(self.regions))
        for row, region in enumerate(self.regions):
            cells = (
                _("in use") if region.active else "",
                region.name,
                region.data_date or _("unknown"),
                f"{region.addresses:,}",
                _size(region.size_bytes),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column >= 3:
                    item.setTextAlignment(RIGHT)
                self.table.setItem(row, column, item)
            if region.active:
                self.table.selectRow(row)
        self.table.setVisible(bool(self.regions))
        self.empty.setVisible(not self.regions)
        self._show_choice()

    def _show_choice(self) -> None:
        chosen = self.chosen
        self.use.setEnabled(chosen is not None and not chosen.active and not self.busy)
        self.use.setVisible(len(self.regions) > 1)
        self.build.setEnabled(not self.busy)

    @property
    def busy(self) -> bool:
        """Whether a region is being built."""
        return self._building is not None or self._taking

    @property
    def chosen(self) -> Region | None:
        """The region whose row is selected."""
        rows = self.table.selectionModel().selectedRows()
        return self.regions[rows[0].row()] if rows else None

    def _use(self) -> None:
        if region := self.chosen:
            self.background.run(
                regions.use, self._office, region.id, on_done=lambda _none: self._used(), on_error=self._failed
            )

    def _used(self) -> None:
        self.value = regions.active(self._office)
        self._show_regions()

    # --- a new one

    def _choose_extract(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose an OpenStreetMap extract"), "", _("OpenStreetMap extracts (*.osm.pbf *.pbf)")
        )
        if name:
            self.start(Path(name))

    def start(self, extract: Path) -> None:
        """Build a region from an extract and use it."""
        try:
            self._building = regions.start(self._office, extract, self._worker)
            expected = regions.estimate(extract)
        except Exception as error:
            show_problem(self, error)
            return
        self.note.setText(
            _("Building {name}: about {time}, and {size} on this computer.").format(
                name=self._building.name, time=duration(expected.seconds), size=_size(expected.size_bytes)
            )
        )
        self.progress.begin(_("Building"))
        self._show_choice()
        self._ticket = self.background.watch(
            self._building.run, on_done=self._built, on_error=self._failed, on_message=self.progress.take
        )

    def _built(self, _facts: RegionFacts) -> None:
        # It is whole: from here on it is taken, not stopped.
        building, self._building = self._building, None
        self._taking = True
        self.progress.stop.setEnabled(False)
        self.background.run(regions.finish, self._office, building, on_done=self._taken, on_error=self._failed)

    def _taken(self, region: Region) -> None:
        self.value = region
        self._end(
            ngettext(
                "{name} is ready and in use: {count} address.", "{name} is ready and in use: {count} addresses.",
                region.addresses,
            ).format(name=region.name, count=f"{region.addresses:,}")
        )  # fmt: skip
        self._show_regions()

    def _stop(self) -> None:
        if self._building and self._ticket:
            self._ticket.cancel()
            self.background.run(
                regions.abandon, self._building, on_done=lambda _none: self._stopped(), on_error=self._failed
            )

    def _stopped(self) -> None:
        self._end(_("Stopped. Nothing of it is left; the region in use stays."))

    def _failed(self, error: Exception) -> None:
        self._end("")
        show_problem(self, error)

    def _end(self, text: str) -> None:
        self._building = self._ticket = None
        self._taking = False
        self.progress.end()
        self.note.setText(text)
        self._show_choice()

    # --- leaving

    def done(self, result: int) -> None:
        if self._taking:
            return
        if self._building:
            self.background.run(regions.abandon, self._building, on_done=lambda _none: None, on_error=self._failed)
        super().done(result)


def _table() -> QTableWidget:
    table = QTableWidget(0, 5)
    table.setHorizontalHeaderLabels(["", _("Region"), _("Data of"), _("Addresses"), _("Size")])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(_("Regions"))
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    for column in (3, 4):
        item = table.horizontalHeaderItem(column)
        assert item
        item.setTextAlignment(RIGHT)
    for column in (0, 2, 3, 4):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table


def _size(count: int) -> str:
    if count >= 1_000_000_000:
        return _("{gigabytes:.1f} GB").format(gigabytes=count / 1_000_000_000)
    return _("{megabytes:.1f} MB").format(megabytes=count / 1_000_000)
