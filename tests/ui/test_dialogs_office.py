"""The office's own dialogs: regions are built, stopped and chosen; settings come back as new values; a backup opens."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from planner import region_build, regions
from planner.bootstrap import Office
from planner.model import Branch
from planner.region_build import Built
from planner.region_changes import Changes, OwnPlace
from planner.regions import Region
from planner.settings import Settings
from planner.storage import keys
from planner.storage.store import Store
from routing.region.changes import AddressChanges
from routing.region.facts import read_facts, write_facts
from routing.solvers import ENGINES
from routing.worker import Worker
from tests.planner.built_regions import street
from ui.dialogs.problem import ProblemBox
from ui.dialogs.quiet_lines import QUIET
from ui.dialogs.region import RegionDialog
from ui.dialogs.region_changes import ChangesDialog
from ui.dialogs.region_start import RemoveDialog, RenameDialog, StartDialog
from ui.dialogs.settings import ONLINE, SettingsDialog

BRANCH = Branch("Emberford", "Europe/Berlin", "DE", "BY")


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sentences shown in a box."""
    sentences: list[str] = []
    monkeypatch.setattr(ProblemBox, "tell", lambda _parent, text, _details: sentences.append(text))
    return sentences


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A street as an extract."""
    return street(tmp_path_factory.mktemp("extract") / "emberford.osm.pbf")


@pytest.fixture
def region_dialog(qtbot: QtBot, office: Office, worker: Worker) -> RegionDialog:
    """The dialog of an office without a region."""
    dialog = RegionDialog(None, office, worker)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def build(qtbot: QtBot, dialog: RegionDialog, extract: Path) -> None:
    dialog.start(extract)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)


def settings_dialog(qtbot: QtBot, office: Office, settings: Settings | None = None) -> SettingsDialog:
    dialog = SettingsDialog(None, office, settings or Settings(), BRANCH)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.background.busy and dialog.branch.country.count() > 10)
    return dialog


def test_an_extract_becomes_the_region_in_use_and_another_can_be_chosen(
    qtbot: QtBot, tmp_path: Path, office: Office, region_dialog: RegionDialog, extract: Path
) -> None:
    assert region_dialog.empty.isVisible()
    build(qtbot, region_dialog, extract)
    first = regions.active(office)
    assert first
    assert region_dialog.value == first
    assert region_dialog.table.item(0, 1).text() == "emberford"
    assert "ready" in region_dialog.note.text()
    build(qtbot, region_dialog, Path(shutil.copyfile(extract, tmp_path / "another.osm.pbf")))
    assert regions.active(office) != first
    region_dialog.table.selectRow([region.id for region in region_dialog.regions].index(first.id))
    qtbot.mouseClick(region_dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not region_dialog.background.busy)
    assert regions.active(office) == first


def test_a_build_that_is_stopped_leaves_nothing(
    qtbot: QtBot, office: Office, region_dialog: RegionDialog, demo_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    region_dialog.start(demo_region.parent / "emberford.osm.pbf")  # which takes long enough to be stopped
    folder = office.data / regions.FOLDER
    qtbot.waitUntil(folder.exists, timeout=20_000)
    monkeypatch.setattr(QMessageBox, "question", lambda *_asked: QMessageBox.StandardButton.No)
    qtbot.mouseClick(region_dialog.cancel, Qt.MouseButton.LeftButton)
    assert region_dialog.isVisible()  # to close it does not end an hour's work by the way
    assert region_dialog.busy
    qtbot.mouseClick(region_dialog.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not region_dialog.busy)
    assert regions.regions(office) == ()
    assert region_dialog.value is None
    assert region_dialog.build.isEnabled()


def test_what_is_no_extract_is_told_and_the_dialog_goes_on(
    qtbot: QtBot, tmp_path: Path, region_dialog: RegionDialog, told: list[str]
) -> None:
    (tmp_path / "x.osm.pbf").write_bytes(b"no extract")
    build(qtbot, region_dialog, tmp_path / "x.osm.pbf")
    region_dialog.start(tmp_path / "missing.osm.pbf")
    assert told == [
        "x.osm.pbf is not a whole OpenStreetMap extract. Download it again.",
        "There is no file missing.osm.pbf. Check its name and folder.",
    ]
    assert not region_dialog.busy


def test_before_building_the_dialog_says_what_it_takes_and_asks_for_a_name(
    qtbot: QtBot, region_dialog: RegionDialog, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = StartDialog(region_dialog, extract, (), None)
    qtbot.addWidget(start)
    assert start.name.text() == "emberford"
    told = " ".join(label.text() for label in start.findChildren(QLabel))
    assert "of memory" in told
    assert "on the disk" in told
    start.name.setText("  ")
    assert not start.primary.isEnabled()
    start.name.setText(" The  town ")
    start.confirm()
    assert start.value == "The town"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_more: (str(extract), ""))
    monkeypatch.setattr(StartDialog, "ask", lambda *_args: "The town")
    qtbot.mouseClick(region_dialog.build, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not region_dialog.busy, timeout=60_000)
    assert [region.name for region in region_dialog.regions] == ["The town"]


def test_keys_begin_at_what_a_dialog_asks_for_and_come_to_its_buttons_last(
    region_dialog: RegionDialog, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: begun.append(type(dialog.focusWidget()).__name__) or 0)
    start = StartDialog(region_dialog, extract, (), None)
    start.run()  # deletes it, but not before the loop comes round
    assert begun == ["QLineEdit"]
    start.show()
    QTest.keyClick(start.name, Qt.Key.Key_Tab)
    assert start.focusWidget() is start.cancel
    assert region_dialog.build.property("primary")  # while there is no region nothing else can be done


def test_a_region_is_renamed_and_removed_after_asking(
    qtbot: QtBot, office: Office, region_dialog: RegionDialog, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(qtbot, region_dialog, extract)
    region_dialog.changed = False
    monkeypatch.setattr(RenameDialog, "ask", lambda *_args: "The town")
    qtbot.mouseClick(region_dialog.rename, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not region_dialog.background.busy)
    assert [region.name for region in regions.regions(office)] == ["The town"]
    assert region_dialog.changed
    monkeypatch.setattr(RemoveDialog, "ask", lambda *_args: True)
    qtbot.mouseClick(region_dialog.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not region_dialog.background.busy)
    assert regions.regions(office) == ()
    assert region_dialog.value is None
    assert region_dialog.empty.isVisible()
    asked = RemoveDialog(region_dialog, replace(made_up(), active=True))
    qtbot.addWidget(asked)
    assert any("Confirmed addresses stay" in label.text() for label in asked.findChildren(QLabel))


def made_up() -> Region:
    return Region("x", "Town", Path("x"), "ab" * 32, "2026-01-01", 7, (45.0, -30.5, 45.4, -30.2), False, 5_000_000)


def test_a_region_of_a_newer_version_says_so_and_cannot_be_used(
    qtbot: QtBot, office: Office, worker: Worker, extract: Path
) -> None:
    built = region_build.build(office, extract, worker).region
    facts = read_facts(built.folder)
    write_facts(built.folder, replace(facts, version=99))
    dialog = RegionDialog(None, office, worker)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Update Rounds" in dialog.fault.text()
    assert not dialog.use.isEnabled()


def test_what_a_newer_extract_changed_is_listed(qtbot: QtBot) -> None:
    changes = Changes(
        AddressChanges(12, 3, 5),
        (OwnPlace("Maple Road 4, Emberford", ("V-4", "V-9"), 80), OwnPlace("Maple Road 2, Emberford", ("V-2",), None)),
        (OwnPlace("Maple Road 7, Emberford", (), 250),),
        "2026-01-01",
    )
    dialog = ChangesDialog(None, Built(made_up(), changes))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.lead.text() == "Since the data of 2026-01-01: 12 addresses added, 3 gone, 5 moved."
    assert dialog.review.item(0).data(QUIET) == "V-4, V-9 · the newer extract has it 80 m away"
    assert dialog.review.item(1).data(QUIET) == "V-2 · the newer extract has it no longer"
    assert dialog.known_better.item(0).data(QUIET) == "the newer extract has it 250 m away"
    assert not dialog.calm.isVisible()


def test_settings_come_back_as_they_were_where_nothing_is_touched(qtbot: QtBot, office: Office) -> None:
    settings = Settings(time_limit_s=7.5, online_domain="osm.example.org")
    dialog = settings_dialog(qtbot, office, settings)
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.value == (settings, BRANCH)


def test_what_is_chosen_comes_back(qtbot: QtBot, office: Office) -> None:
    dialog = settings_dialog(qtbot, office)
    dialog.branch.name.setText("Stonefield ")
    dialog.branch.country.setCurrentIndex(dialog.branch.country.findData("CN"))
    dialog.branch.language.setCurrentIndex(2)
    dialog.branch.theme.setCurrentIndex(2)
    dialog.planning.minutes.setValue(6)
    dialog.planning.fair_days.setCurrentIndex(3)
    dialog.planning.keep_plan.setCurrentIndex(0)
    dialog.planning.overtime.setCurrentIndex(2)
    dialog.planning.engine.setCurrentIndex(1)
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.value
    settings, branch = dialog.value
    assert settings == Settings(
        language="zh", theme="dark", setup_minutes=6, fair_days=3, keep_plan=0, overtime_price=4.0, engine=ENGINES[1]
    )
    assert branch == replace(BRANCH, name="Stonefield", country="CN", subdivision="")


def test_an_unknown_time_zone_is_not_taken(qtbot: QtBot, office: Office) -> None:
    dialog = settings_dialog(qtbot, office)
    dialog.branch.zone.setCurrentText("Europe/Atlantis")
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.value
    assert dialog.value[1].time_zone == "Europe/Berlin"


def test_going_online_is_warned_of_and_needs_an_address(qtbot: QtBot, office: Office) -> None:
    dialog = settings_dialog(qtbot, office)
    assert "Nothing leaves this computer" in dialog.online.state.text()
    dialog.tabs.setCurrentIndex(ONLINE)
    dialog.online.switch.setChecked(True)
    assert dialog.online.warning.isVisible()
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.value is None
    dialog.online.domain.setText("osm.example.org")
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.value
    assert dialog.value[0].online_geocoder


def test_a_backup_is_written_and_never_over_another(
    qtbot: QtBot, office: Office, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = settings_dialog(qtbot, office)
    file = tmp_path / "copy.backup"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(file), ""))
    dialog.backup.click()
    qtbot.waitUntil(lambda: "copy.backup" in dialog.written.text())
    Store(file, keys.require_key(office.store.file)).close()
    dialog.backup.click()
    qtbot.waitUntil(lambda: bool(told))
    assert "never overwritten" in told[0]


def test_the_key_file_is_named(qtbot: QtBot, office: Office) -> None:
    dialog = settings_dialog(qtbot, office)
    assert keys.key_place(office.store.file) in dialog.key_place.text()
