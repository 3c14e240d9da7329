"""The regions of the office: which is in use, from when its data are, a new one from an extract, or a newer one.

Building runs in a child process of its own and can be stopped; until a region is whole the one before stays in use.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QPushButton, QWidget

from planner import region_build, regions
from planner.bootstrap import Office
from planner.region_build import Building, Built
from planner.regions import Region
from planner.text import duration, file_size, ngettext, sentence
from planner.text import gettext as _
from routing.worker import Worker
from ui.background import Ticket
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import show_problem
from ui.dialogs.region_changes import ChangesDialog
from ui.dialogs.region_start import RemoveDialog, RenameDialog, StartDialog
from ui.dialogs.region_table import RegionTable


class RegionDialog(Frame):
    """`value` is the region in use now, `changed` whether that is another than before, or called so."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, worker: Worker) -> bool:
        """Build, choose, rename, remove: whether what is in use has changed."""
        dialog = RegionDialog(parent, office, worker)
        dialog.run()
        return dialog.changed

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
        self.changed = False
        self._faults: dict[str, str] = {}
        self._build()
        open_at(self, 760, 460)
        self._show_regions()

    def _build(self) -> None:
        self.table = RegionTable()
        self.empty = said(
            _("There is no region yet. Get an extract of your area (.osm.pbf, for instance from download.geofabrik.de) "
              "and build it here. Without one, travel times are estimated in straight lines."),
            quiet=True,
        )  # fmt: skip
        self.detail = said(quiet=True)
        self.fault = Note()
        self.note = said(quiet=True)
        self.build = QPushButton(_("&Build from an extract…"))
        self.build.setAutoDefault(False)
        self.footer.add_left(self.build)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._actions())
        self.body.addWidget(self.fault)
        self.body.addWidget(self.detail)
        self.body.addStretch(0)
        self.body.addWidget(self.note)
        self.table.itemSelectionChanged.connect(self._show_choice)
        self.build.clicked.connect(lambda: self._choose_extract(None))
        self.progress.stopped.connect(self._stop)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.use = self._action(_("&Use this region"), self._use)
        self.update_it = self._action(_("U&pdate…"), lambda: self._choose_extract(self.table.chosen))
        self.rename = self._action(_("Re&name…"), self._rename)
        self.remove = self._action(_("&Remove…"), self._remove)
        self.update_it.setToolTip(_("From a newer extract of the same area. Confirmed addresses stay."))
        for button in (self.use, self.update_it, self.rename, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _action(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    # --- what there is

    def _show_regions(self, chosen: str = "") -> None:
        self.regions = regions.regions(self._office)
        found = ((region.id, regions.fault(region)) for region in self.regions)
        self._faults = {key: sentence(fault) for key, fault in found if fault}
        self.table.show_regions(self.regions, tuple(self._faults), chosen)
        self.table.setVisible(bool(self.regions))
        self.empty.setVisible(not self.regions)
        self._show_choice()

    def _show_choice(self) -> None:
        chosen, busy = self.table.chosen, self.busy
        usable = chosen is not None and not chosen.active and chosen.id not in self._faults
        self.use.setEnabled(usable and not busy)
        for button in (self.update_it, self.rename, self.remove):
            button.setEnabled(chosen is not None and not busy)
        for button in (self.use, self.update_it, self.rename, self.remove):
            button.setVisible(bool(self.regions))
        self.build.setEnabled(not busy)
        self._show_what_is_next()
        self.detail.setText(detail_words(chosen) if chosen else "")
        self.fault.say(self._faults.get(chosen.id, "") if chosen else "")

    def _show_what_is_next(self) -> None:
        # While there is no region, to build one is all there is to do here.
        first = not self.regions and not self.busy
        if self.build.property("primary") != first:
            self.build.setProperty("primary", first)
            self.build.setDefault(first)
            self.build.style().polish(self.build)
            if first:
                self.build.setFocus()

    @property
    def busy(self) -> bool:
        """Whether a region is being built."""
        return self._building is not None or self._taking

    def _use(self) -> None:
        if region := self.table.chosen:
            self._change(regions.use, region.id)

    def _rename(self) -> None:
        region = self.table.chosen
        if region and (name := RenameDialog.ask(self, region, self.regions)):
            self._change(regions.rename, region.id, name)

    def _remove(self) -> None:
        region = self.table.chosen
        if region and RemoveDialog.ask(self, region):
            self._change(regions.remove, region.id)

    def _change(self, act: Callable[..., object], region_id: str, *more: str) -> None:
        self.background.run(
            act,
            self._office,
            region_id,
            *more,
            on_done=lambda _result: self._changed(region_id),
            on_error=self._failed,
        )

    def _changed(self, region_id: str) -> None:
        before = next((region for region in self.regions if region.active), None)
        self.value = regions.active(self._office)
        self.changed = self.changed or self.value != before
        self._show_regions(region_id)

    # --- a new one, or a newer one

    def _choose_extract(self, before: Region | None) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose an OpenStreetMap extract"), "", _("OpenStreetMap extracts (*.osm.pbf *.pbf)")
        )
        if not name:
            return
        try:
            called = StartDialog.ask(self, Path(name), self.regions, before)
        except Exception as error:
            show_problem(self, error)
            return
        if called:
            self.start(Path(name), called, before)

    def start(self, extract: Path, name: str | None = None, before: Region | None = None) -> None:
        """Build a region from an extract and use it; or build one anew."""
        try:
            expected = region_build.estimate(extract)
            self._building = region_build.start(self._office, extract, self._worker, name=name, before=before)
        except Exception as error:
            show_problem(self, error)
            return
        self.note.setText(
            _("Building {name}: about {time}, and {size} on this computer.").format(
                name=self._building.name, time=duration(expected.seconds), size=file_size(expected.size_bytes)
            )
        )
        self.progress.begin(_("Building"))
        self._show_choice()
        self._ticket = self.background.watch(
            self._building.run, on_done=self._built, on_error=self._failed, on_message=self.progress.take
        )

    def _built(self, _result: object) -> None:
        # It is whole: from here on it is taken, not stopped.
        building, self._building = self._building, None
        self._taking = True
        self.progress.stop.setEnabled(False)
        self.background.run(region_build.finish, self._office, building, on_done=self._taken, on_error=self._failed)

    def _taken(self, built: Built) -> None:
        region = built.region
        self.value = regions.active(self._office)
        self.changed = self.changed or region.active
        told = (
            ngettext("{name} is ready: {count} address.", "{name} is ready: {count} addresses.", region.addresses)
            if not region.active
            else ngettext(
                "{name} is ready and in use: {count} address.", "{name} is ready and in use: {count} addresses.",
                region.addresses,
            )
        )  # fmt: skip
        self._end(told.format(name=region.name, count=f"{region.addresses:,}"))
        self._show_regions(region.id)
        if built.changes:
            ChangesDialog.ask(self, built)

    def _stop(self) -> None:
        if self._building and self._ticket:
            self._ticket.cancel()
            self.background.run(
                region_build.abandon, self._building, on_done=lambda _none: self._stopped(), on_error=self._failed
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
        if self._building and not self._may_stop(self._building):
            return
        if self._taking:  # it may have become whole while the question stood
            return
        if self._building:
            self.background.run(region_build.abandon, self._building, on_done=lambda _none: None, on_error=self._failed)
        super().done(result)

    def _may_stop(self, building: Building) -> bool:
        # A large one takes many minutes: it does not end by the way.
        told = _("Stop building {name}? What there is of it so far is thrown away.").format(name=building.name)
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.question(self, self.windowTitle(), told, yes | no, no) == yes


def detail_words(region: Region) -> str:
    """What a region was made of, and whose data it is."""
    return _("From {file} · SHA-256 {sha256}… · {attribution}").format(
        file=region.file or _("an unknown file"), sha256=region.sha256[:16], attribution=region.attribution
    )
