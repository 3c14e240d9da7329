"""The rules of a day on a page of their own, and the page of the settings on which an office chooses them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.model import Branch, PlaceKind
from planner.recipients import choose
from planner.settings import COVERABLE, Settings
from ui.dialogs.rules import RulesDialog
from ui.dialogs.settings import RULES, SettingsDialog

OWN = '[pack]\nid = "own"\nversion = "7"\nname = {{ en = "Our house" }}\n[team]\nmin_staff = {}\n'


@pytest.fixture
def branch(office: Office) -> Branch:
    """An office in China."""
    with office.store.writing() as session:
        return session.save_branch(replace(session.branch(), country="CN"))


@pytest.fixture
def settings(qtbot: QtBot, office: Office, branch: Branch) -> SettingsDialog:
    """The settings, on the page of rules."""
    dialog = SettingsDialog(None, office, Settings(), branch)
    qtbot.addWidget(dialog)
    dialog.tabs.setCurrentIndex(RULES)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.background.busy and dialog.branch.country.count() > 10)
    return dialog


def shown(dialog: RulesDialog) -> str:
    return "\n".join(label.text() for row in dialog.rows for label in row.findChildren(QLabel))


@pytest.mark.usefixtures("branch")
def test_a_day_shows_its_rules_with_their_sources_and_another_can_be_looked_at(qtbot: QtBot, office: Office) -> None:
    dialog = RulesDialog(None, office, date(2026, 11, 24))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.rows))
    assert dialog.lead.text() == "Tue 24 Nov 2026 · CN 2026.11"
    assert dialog.state.text() == "Visits may be made on this day."
    assert "CN-05, Mainland China 2026.11: Not fewer than two collectors visit together." in shown(dialog)
    assert "Less strict: CN-01" in shown(dialog)
    dialog.day.setDate(QDate(2026, 11, 29))
    qtbot.waitUntil(lambda: "Sundays" in dialog.state.text())
    assert dialog.state.text().endswith("The next open day is Mon 30 Nov 2026.")
    dialog.place.setCurrentIndex(dialog.place.findData(PlaceKind.WORKPLACE))
    qtbot.waitUntil(lambda: "H-places" in dialog.state.text())


def test_an_own_file_is_taken_in_only_if_it_tightens(settings: SettingsDialog, tmp_path: Path) -> None:
    page, file = settings.rules, tmp_path / "own.toml"
    file.write_text(OWN.format(1), encoding="utf-8")
    page.take_in(file)
    assert page.fault.text().startswith("own.toml may only ask for more")
    assert "team.min_staff = 1" in page.fault.text()
    assert page.own.text() == "None."
    file.write_text(OWN.format(3), encoding="utf-8")
    page.take_in(file)
    assert page.fault.isHidden()
    assert page.own.text() == "Our house 7"
    page.pack.setCurrentIndex(page.pack.findData("AU"))
    settings.confirm()
    assert settings.value
    chosen, _branch = settings.value
    assert (chosen.jurisdiction, chosen.own_rules) == ("AU", OWN.format(3))


def test_a_year_is_confirmed_with_its_source_at_once(
    qtbot: QtBot, settings: SettingsDialog, office: Office, branch: Branch
) -> None:
    page = settings.rules
    qtbot.mouseClick(page.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.calendar.said("source")))
    assert "compared with" in page.calendar.said("source")
    page.source.setText("Gazette 12")
    qtbot.mouseClick(page.confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2027: confirmed by Gazette 12." in page.known.text())
    assert office.closed_around(branch, date(2027, 1, 5)).confirmed == {2027}


def test_another_place_has_other_rules(settings: SettingsDialog) -> None:
    box = settings.branch.country
    box.setCurrentIndex(box.findData("IE"))
    assert "Ireland" in settings.rules.form.said("pack")
    box.setCurrentIndex(box.findData("PT"))
    assert settings.rules.form.said("pack").startswith("Those of the place are: House floor.")
    assert not settings.rules.confirm.isEnabled()


def test_what_outside_approvals_cover_is_settled_at_once_and_saving_the_rest_leaves_it(
    qtbot: QtBot, settings: SettingsDialog, office: Office
) -> None:
    box = settings.rules.gates
    assert box.ticked() == COVERABLE
    item = box.gates.item(0)
    item.setCheckState(Qt.CheckState.Unchecked)
    box.outsourced.setChecked(True)
    qtbot.mouseClick(box.settle, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.said.text() == "Settled, and in the record.")
    assert office.settings.outside_covers == COVERABLE - {"reminder_sent"}
    settings.confirm()
    assert settings.value
    with office.store.writing() as session:
        choose(office, session, settings.value[0])
    assert (office.settings.not_covered, office.settings.outsourced) == ("reminder_sent", True)
