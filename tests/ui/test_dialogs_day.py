"""The dialogs around a day's visits and papers: what is typed comes back, what may not go out is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.issue import Issued
from planner.day.wanted_files import WantedFiles
from planner.errors import BadInput
from planner.model import Day, PlaceKind, Plan, Route, Stop, Unassigned, Violation, Visit, Window, Wish
from tests.builders import day as make_day
from tests.builders import visit
from ui.dialogs.about import AboutDialog, works_of_others
from ui.dialogs.issue import IssuedDialog, IssueDialog
from ui.dialogs.problem import problem_words
from ui.dialogs.urgent import Chosen, UrgentDialog
from ui.dialogs.visit import VisitDialog

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
type Edit = Callable[[Visit], VisitDialog]


@pytest.fixture
def edit(qtbot: QtBot) -> Edit:
    """Opens a visit of a day."""

    def edit(edited: Visit) -> VisitDialog:
        dialog = VisitDialog(None, make_day(edited), edited)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return edit


def planned(*visits: Visit, left: tuple[Visit, ...] = ()) -> tuple[Day, Plan]:
    """A day whose first team makes all visits but those left."""
    day = make_day(*visits, *left)
    stops = tuple(Stop(each.id, NINE, NINE, NINE + timedelta(minutes=30)) for each in visits)
    route = Route(day.shifts[0].id, stops, NINE, NINE + timedelta(hours=1))
    return day, Plan(day.id, (route,), tuple(Unassigned(each.id, "no_room") for each in left))


def press(qtbot: QtBot, dialog: VisitDialog | IssueDialog | IssuedDialog) -> None:
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)


# --- one visit


def test_a_visit_that_is_not_touched_stays_as_it_is(qtbot: QtBot, edit: Edit) -> None:
    before = replace(visit(1, ("09:00", "12:00")), skills=frozenset({"interpreter"}), note="Ring twice", priority=73)
    dialog = edit(before)
    press(qtbot, dialog)
    assert dialog.value == before


def test_what_is_typed_comes_back(qtbot: QtBot, edit: Edit) -> None:
    dialog = edit(visit(1))
    dialog.windows.setText("9-11; 下午2点-15:30")
    dialog.minutes.setValue(45)
    dialog.setup.setValue(0)
    dialog.inner.setText(" Stair B ")
    dialog.place_kind.setCurrentIndex(1)
    dialog.skills.setText("interpreter, Interpreter of signs")
    press(qtbot, dialog)
    after = dialog.value
    assert after
    assert after.windows == (Window(time(9), time(11)), Window(time(14), time(15, 30)))
    assert (after.service_time, after.setup_time) == (timedelta(minutes=45), timedelta(0))
    assert (after.address.inner, after.place_kind) == ("Stair B", PlaceKind.WORKPLACE)
    assert after.skills == {"interpreter", "Interpreter of signs"}


def test_what_is_no_window_is_said_at_its_field(qtbot: QtBot, edit: Edit) -> None:
    dialog = edit(visit(1))
    dialog.windows.setText("12:00-9:00")
    assert "ends before it begins" in dialog.form.said("windows")
    assert not dialog.primary.isEnabled()
    dialog.windows.setText("any")
    assert dialog.primary.isEnabled()
    assert dialog.form.said("windows") == ""


def test_a_skill_that_no_team_has_and_a_word_for_no_door_are_pointed_out(edit: Edit) -> None:
    dialog = edit(visit(1))
    dialog.skills.setText("interpreter")
    dialog.note.setPlainText("About the overdue loan")
    assert "interpreter" in dialog.form.said("skills")
    assert "overdue" in dialog.form.said("note")
    assert dialog.primary.isEnabled()


# --- papers


def test_papers_go_where_they_went_last_time(
    qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day, plan = planned(visit(1))
    first = IssueDialog(None, office, day, plan, ())
    qtbot.addWidget(first)
    first.show()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "papers"))
    qtbot.mouseClick(first.choose, Qt.MouseButton.LeftButton)
    first.directions.setChecked(True)
    press(qtbot, first)
    assert first.value == (tmp_path / "papers", WantedFiles(directions=True))
    again = IssueDialog(None, office, day, plan, ())
    qtbot.addWidget(again)
    assert again.folder.text() == str(tmp_path / "papers")
    assert again.directions.isChecked(), "or every team would be printed anew"


def test_names_go_with_them_only_when_asked_for_and_after_a_warning(qtbot: QtBot, office: Office) -> None:
    dialog = IssueDialog(None, office, *planned(visit(1)), ())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.names.isChecked()
    dialog.names.setChecked(True)
    assert "recorded" in dialog.warning.text()
    press(qtbot, dialog)
    assert dialog.value
    assert dialog.value[1].with_names


def test_what_stands_in_the_way_is_said_the_law_first(qtbot: QtBot, office: Office) -> None:
    first, second = visit(1), replace(visit(2), note="Ask about the debt")
    day, plan = planned(first, second)
    broken = (Violation("late", day.shifts[0].id, first.id, 600), Violation("closed_day", None, first.id, legal=True))
    dialog = IssueDialog(None, office, day, plan, broken)
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.list.item(row).text() for row in range(2)] == [
        "§  V-1: Nobody may be visited on this day.",
        "Team 1, V-1: After the agreed time, by 10 min.",
    ]
    assert "V-2" in dialog.list.item(2).text()
    assert not dialog.primary.isVisible()


def test_a_plan_without_stops_is_not_issued(qtbot: QtBot, office: Office) -> None:
    dialog = IssueDialog(None, office, *planned(left=(visit(1),)), ())
    qtbot.addWidget(dialog)
    assert len(dialog.blockers) == 1


def test_the_folder_of_what_was_issued_opens(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    _day, plan = planned(visit(1))
    dialog = IssuedDialog(None, Issued(2, tmp_path, (tmp_path / "control.pdf",), plan))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.files.item(0).text() == "control.pdf"
    qtbot.mouseClick(dialog.open, Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]


# --- the rest


def test_others_are_named_with_their_licenses(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    assert all(license_ for _name, _version, license_ in works_of_others())


def test_a_problem_is_said_in_words_and_never_quotes_a_fault() -> None:
    assert problem_words(BadInput("no_such_file", file="day.csv")).startswith("There is no file day.csv")
    assert "Permission denied" in problem_words(PermissionError(13, "Permission denied"))
    assert "Egon" not in problem_words(KeyError("Egon Ilves"))


# --- what a visit asks of a plan, and urgent visits


def test_what_a_visit_asks_of_a_plan_comes_back_as_it_was(qtbot: QtBot, edit: Edit) -> None:
    before = replace(
        visit(1), must_do=True, wish=Wish(None, time(11)), promised=Window(time(9), time(10)), after="V-77",
        preferred_teams=frozenset({"Team 1"}), excluded_teams=frozenset({"Team 2"}), same_team_as="V-78",
    )  # fmt: skip
    dialog = edit(before)
    assert dialog.tabs.tabText(1) == "&More (7)"
    press(qtbot, dialog)
    assert dialog.value == before


def test_what_is_asked_of_a_plan_is_typed_as_people_write_it(qtbot: QtBot) -> None:
    asked, other = visit(1), visit(2)
    dialog = VisitDialog(None, make_day(asked, other), asked)
    qtbot.addWidget(dialog)
    dialog.show()
    page = dialog.asks
    page.promised.earliest.setText("2")
    page.promised.latest.setText("2:30 pm")
    page.wish.earliest.setText("9点")
    page.only_teams.setText("team 1; Heron")
    page.after.setCurrentText("V-2 · Ada Quill2")
    page.two_teams.setChecked(True)
    assert "Heron" in page.form.said("only_teams")
    assert dialog.tabs.tabText(1) == "&More (5)"
    press(qtbot, dialog)
    after = dialog.value
    assert after
    assert (after.promised, after.wish) == (Window(time(14), time(14, 30)), Wish(time(9)))
    assert (after.only_teams, after.after, after.two_teams) == ({"team 1", "Heron"}, "V-2", True)


def test_what_cannot_be_asked_is_said_where_it_stands(qtbot: QtBot) -> None:
    asked, other = visit(1), replace(visit(2), after="V-1")
    dialog = VisitDialog(None, make_day(asked, other), asked)
    qtbot.addWidget(dialog)
    dialog.show()
    page = dialog.asks
    page.promised.earliest.setText("10:00")
    assert "no time of day" in page.form.said("promised")
    assert not dialog.primary.isEnabled()
    dialog.confirm()
    assert dialog.value is None
    assert dialog.tabs.currentWidget() is page
    page.promised.latest.setText("9:00")
    assert "ends before it begins" in page.form.said("promised")
    page.promised.latest.setText("11:00")
    page.same_team_as.setCurrentText("somebody")
    assert "no such visit" in page.form.said("same_team_as")
    page.same_team_as.setCurrentIndex(0)
    page.after.setCurrentIndex(1)
    assert "come after itself" in page.form.said("after")
    assert dialog.primary.isEnabled(), "the plan will say so too"


def test_for_an_urgent_visit_is_asked_how_many_others_may_move(qtbot: QtBot) -> None:
    dialog = UrgentDialog(None, [visit(n) for n in range(7)])
    qtbot.addWidget(dialog)
    dialog.show()
    assert "7 urgent visits" in dialog.title.text()
    dialog.choices.button(3).setChecked(True)
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.value == Chosen(None)
