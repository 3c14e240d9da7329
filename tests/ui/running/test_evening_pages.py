"""In the evening the page says what stands open and leads there; what was measured is taken over when it is ticked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.factors import read_factors
from planner.day.measured import Estimate, What
from planner.model import Day, Plan
from planner.running.evening import Open, evening
from planner.told import CheckIn, Said
from planner.users import ALONE
from tests.builders import TUESDAY
from tests.conftest import NOW
from tests.planner.cases.conftest import drawn as drawn
from tests.planner.cases.conftest import out as out
from ui.cases.desk import Desk
from ui.running.evening import EveningPage
from ui.running.measured import MeasuredPage

LONG_MS = 30_000


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    made = Desk(office)
    yield made
    made.close()


def opened(qtbot: QtBot, desk: Desk) -> EveningPage:
    page = EveningPage(desk)
    qtbot.addWidget(page)
    page.open_with(TUESDAY)
    page.resize(1000, 800)
    page.show()
    qtbot.waitUntil(lambda: page.found is not None, timeout=LONG_MS)
    return page


def test_what_stands_open_leads_to_where_it_is_done(qtbot: QtBot, desk: Desk, out: tuple[Day, Plan]) -> None:
    page = opened(qtbot, desk)
    assert [line.button.text() for line in page.lines] == ["Check in", "Enter outcomes"]
    with qtbot.waitSignal(desk.window_wanted) as window:
        page.lines[0].button.click()
    assert window.args == ["check_in", TUESDAY]
    with qtbot.waitSignal(desk.called) as called:
        page.lead_to(Open.OUTCOMES)
    assert called.args == [("outcomes", TUESDAY)]
    with qtbot.waitSignal(desk.window_wanted) as calls:
        page.lead_to(Open.CALLS)
    assert calls.args == ["calls_due", TUESDAY]
    assert not page.shut.isEnabled()
    assert page.teams.topLevelItemCount() == 2


def test_when_everybody_is_back_the_day_is_closed_and_reported(
    qtbot: QtBot, office: Office, desk: Desk, out: tuple[Day, Plan], tmp_path: Path
) -> None:
    with office.store.writing() as session:
        for shift in out[0].shifts:
            heard = CheckIn(day=TUESDAY, at=NOW, by="a", shift_id=shift.id, said=Said.BACK, moment=NOW)
            session.add_day_fact(heard)
    page = opened(qtbot, desk)
    assert page.lead.text() == "Everybody is back. What is still open goes on to the morning."
    page.shut.click()
    qtbot.waitUntil(lambda: page.open_again.isVisible(), timeout=LONG_MS)
    assert evening(office, TUESDAY, by=ALONE).closed
    page.write(tmp_path / "day")
    qtbot.waitUntil((tmp_path / "day.pdf").exists, timeout=LONG_MS)
    page.open_again.click()
    qtbot.waitUntil(lambda: page.shut.isVisible(), timeout=LONG_MS)


def test_an_office_whose_day_never_went_out_is_told_so(qtbot: QtBot, desk: Desk) -> None:
    page = EveningPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "No plan went out" in page.lead.text(), timeout=LONG_MS)
    assert not page.shut.isVisible()


def test_what_is_ticked_is_planned_with_and_nothing_else(qtbot: QtBot, office: Office, desk: Desk) -> None:
    page = MeasuredPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.empty.isVisible(), timeout=LONG_MS)
    longer = Estimate(What.STAY, "home", 1.2, 1.15, 1.25, 40, 1.0)
    same = Estimate(What.STAY, "workplace", 1.01, 0.9, 1.12, 40, 1.0)
    page.show_read((longer, same))
    assert page.ticked == [longer]
    assert page.rows.grab().toImage().pixelColor(0, 0).isValid()
    item = page.rows.topLevelItem(1)
    assert item
    item.setCheckState(0, Qt.CheckState.Checked)
    page.rows.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)  # type: ignore[union-attr]
    page.take.click()
    qtbot.waitUntil(lambda: "1 measured time" in page.note.text(), timeout=LONG_MS)
    with office.store.reading() as session:
        assert read_factors(session).stay == {"workplace": 1.01}
