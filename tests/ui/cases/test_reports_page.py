"""How the office is doing, in bars that say the same to the eye, in gray, and to a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.entering import Entry, enter
from planner.cases.outcomes import Code
from planner.model import Day, Plan
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.planner.cases.conftest import drawn as drawn
from tests.planner.cases.conftest import out as out
from ui.cases.charts import Fill, fill_box
from ui.cases.desk import Desk
from ui.cases.reports import OWN, WEEK, ReportsPage

LONG_MS = 30_000


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    made = Desk(office)
    yield made
    made.close()


def opened(qtbot: QtBot, desk: Desk) -> ReportsPage:
    page = ReportsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.report is not None, timeout=LONG_MS)
    return page


def test_an_office_in_which_nothing_happened_is_told_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    page = opened(qtbot, desk)
    assert [each.isVisible() for each in (page.no_outcomes, page.no_load, page.no_cases)] == [True] * 3
    assert page.kept.number.text() == "–"


def test_the_days_of_ones_choice_are_counted_shown_and_exported(
    qtbot: QtBot, office: Office, desk: Desk, worker: Worker, out: tuple[Day, Plan], tmp_path: Path
) -> None:
    ten = datetime(2026, 11, 24, 10, tzinfo=UTC)
    told = zip(out[0].visits, (Code.TALKED, Code.REFUSED, Code.MOVED), strict=False)
    enter(office, TUESDAY, [Entry(visit.id, code, ten) for visit, code in told], worker, by=ALONE)
    page = opened(qtbot, desk)
    page.span.setCurrentIndex(WEEK)  # the office's clock says Monday
    page.refresh()
    qtbot.waitUntil(lambda: page.outcomes.isVisibleTo(page), timeout=LONG_MS)
    assert "Morning: 3 (Talked 1, Not met 1, Refused 1, Stopped 0)" in page.outcomes.accessibleDescription()
    assert "Visited: 3" in page.stages.spoken()
    assert page.outcomes.grab().toImage().pixelColor(0, 0).isValid()
    page.span.setCurrentIndex(OWN)
    page.first.setDate(QDate(2026, 11, 25))
    qtbot.waitUntil(lambda: page.no_outcomes.isVisible(), timeout=LONG_MS)
    page.write(tmp_path / "report.csv")
    qtbot.waitUntil(lambda: "report.csv" in page.note.text(), timeout=LONG_MS)
    assert (tmp_path / "report.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_in_gray_every_part_of_a_bar_is_another_one(qtbot: QtBot) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    shades = set()
    for fill in Fill:
        picture = QImage(40, 20, QImage.Format.Format_Grayscale8)
        picture.fill(255)
        painter = QPainter(picture)
        fill_box(painter, QRectF(0, 0, 40, 20), fill)
        painter.end()
        inner = [picture.pixelColor(x, y).lightness() for x in range(4, 36) for y in range(4, 16)]
        shades.add(round(sum(inner) / len(inner) / 16))
    assert len(shades) == len(Fill)
