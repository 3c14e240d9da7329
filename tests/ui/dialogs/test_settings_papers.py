"""What an office chooses of its papers: what is typed comes back, and what the rules forbid is not asked."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from planner.settings import Settings
from ui.dialogs.settings_papers import PapersPage


def test_what_is_chosen_comes_back(qtbot: QtBot) -> None:
    page = PapersPage(Settings())
    qtbot.addWidget(page)
    assert page.taken(Settings()) == Settings()
    page.size_box.setCurrentIndex(1)
    page.no_names.setChecked(True)
    page.contacts.setPlainText("Supervisor R. Sand, 020 7946 0001\nDuty manager\n")
    page.minutes.setValue(20)
    taken = page.taken(Settings())
    assert (taken.paper_size, taken.paper_no_names, taken.check_in_minutes) == ("letter", True, 20)
    assert taken.emergency_contacts.splitlines()[1] == "Duty manager"


def test_what_the_rules_forbid_is_not_asked_and_not_kept_as_a_choice(qtbot: QtBot) -> None:
    page = PapersPage(Settings(), {"no_company"})
    qtbot.addWidget(page)
    assert page.no_company.isChecked()
    assert not page.no_company.isEnabled()
    assert not page.taken(Settings()).paper_no_company
