"""What an office chooses of its papers: what is typed comes back, and what the rules forbid is not asked."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.logo import keep_logo, logo_in
from planner.model import Branch
from planner.settings import Settings
from ui import motion
from ui.dialogs.logo_field import LogoField
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.settings_pages import BranchPage
from ui.dialogs.settings_papers import PapersPage


def test_what_is_chosen_comes_back(qtbot: QtBot) -> None:
    page = PapersPage(Settings())
    qtbot.addWidget(page)
    assert page.taken(Settings()) == Settings()
    page.size_box.setCurrentIndex(1)
    page.no_names.setChecked(True)
    page.contacts.setPlainText("Supervisor R. Sand, 020 7946 0001\nDuty manager\n")
    page.minutes.setValue(20)
    page.channels.setPlainText("Transfer to the account on your statement\nIn the lender's branch")
    for field in (page.complaints, page.advice, page.lender):
        field.setText(" somebody ")
    taken = page.taken(Settings())
    assert (taken.paper_size, taken.paper_no_names, taken.check_in_minutes) == ("letter", True, 20)
    assert (taken.complaints_to, taken.advice_at, taken.lender_name) == ("somebody",) * 3
    assert taken.payment_channels.endswith("branch")
    assert page.taken(taken) == taken
    assert taken.emergency_contacts.splitlines()[1] == "Duty manager"


def test_what_the_rules_forbid_is_not_asked_and_not_kept_as_a_choice(qtbot: QtBot) -> None:
    page = PapersPage(Settings(), {"no_company"})
    qtbot.addWidget(page)
    assert page.no_company.isChecked()
    assert not page.no_company.isEnabled()
    assert not page.taken(Settings()).paper_no_company


def test_a_logo_is_seen_kept_and_taken_away(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    good, broken = tmp_path / "mark.svg", tmp_path / "broken.png"
    good.write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="9"><rect width="30" height="9"/></svg>'
    )
    broken.write_bytes(b"\x89PNG\r\n\x1a\nno more")
    dialog = SettingsDialog(None, office, Settings(), Branch("Emberford"))
    qtbot.addWidget(dialog)
    logo = dialog.papers.logo
    assert not logo.remove.isEnabled()
    logo.take(broken)
    assert "broken.png" in logo.fault.text()
    assert not logo.changed
    logo.take(good)
    assert logo.shown.pixmap().width() > 20
    assert logo.fault.text() == ""
    with qtbot.waitSignal(dialog.accepted, timeout=20_000):
        dialog.confirm()
    assert logo_in(office.data)
    again = LogoField(office.data)
    qtbot.addWidget(again)
    assert not again.changed
    again.remove.click()
    assert again.changed
    keep_logo(office, again.file)
    assert not logo_in(office.data)
    with office.store.reading() as session:
        assert len(session.records_of("logo_changed")) == 2


def test_whether_things_move_is_remembered_for_this_computer(qtbot: QtBot) -> None:
    before = motion.wished()
    try:
        for wish in (True, False, None):
            page = BranchPage(Settings(), Branch("Emberford"))
            qtbot.addWidget(page)
            page.movement.setCurrentIndex(page.movement.findData(wish))
            page.keep_movement()
            assert motion.wished() is wish
    finally:
        motion.reduce(before)
