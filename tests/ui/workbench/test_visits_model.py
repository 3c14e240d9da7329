"""The rows of the table: what needs a person stands first, and search, chips and sorting agree."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from planner.day.states import VisitState
from planner.model import Violation
from planner.text import use_language
from tests.ui.workbench.table_days import placed, small_day, teams
from ui.workbench.visits_cells import FIELDS, GATE_CLOSED, attention_first, natural, sieves_of, state_words
from ui.workbench.visits_gates import GateMark
from ui.workbench.visits_model import VisitsModel


def shown(model: VisitsModel) -> list[str]:
    return [row.visit.reference for row in model.rows]


def test_qt_finds_nothing_wrong_with_the_model(qtmodeltester: ModelTester) -> None:
    model = VisitsModel()
    qtmodeltester.check(model, force_py=True)
    model.show(small_day())
    model.narrow("maple", "planned")
    model.order_by("name", True)
    model.narrow("", "")
    model.show(())


def test_what_needs_a_person_comes_first_then_route_by_route(qapp: object) -> None:
    model = VisitsModel()
    model.show(small_day())
    assert shown(model) == ["V-5", "V-3", "V-6", "V-7", "V-2", "V-1", "V-8", "V-4"]
    model.order_by("state", True)
    assert shown(model)[-1] == "V-5"


def test_what_is_equal_in_a_column_stays_attention_first(qapp: object) -> None:
    model = VisitsModel()
    model.show(small_day())
    first = shown(model)
    model.order_by("minutes", True)
    assert shown(model) == first
    model.order_by("team", False)
    assert shown(model) == ["V-2", "V-1", "V-8", "V-4", "V-5", "V-3", "V-6", "V-7"]


def test_teams_stand_as_on_the_timeline(qapp: object) -> None:
    model = VisitsModel()
    day = small_day()
    ids = {place.shift.team.name: place.shift.id for row in day for place in row.places}
    model.show(day, [ids["Otter"], ids["Heron"]])
    assert shown(model)[4:] == ["V-4", "V-2", "V-1", "V-8"]


def test_teams_and_references_sort_as_people_count() -> None:
    assert sorted(["Team 10", "team 2", "Team 1"], key=natural) == ["Team 1", "team 2", "Team 10"]


def test_all_words_of_a_search_must_be_found_in_whatever_field(qapp: object) -> None:
    model = VisitsModel()
    model.show(small_day())
    for text, found in (("quill4", ["V-4"]), ("K-3", ["V-3"]), ("ROAD 7,", ["V-7"]), ("otter ada", ["V-5", "V-4"])):
        model.narrow(text, "")
        assert shown(model) == found, text
    model.narrow("nobody", "")
    assert model.rowCount() == 0
    model.narrow("", "")
    assert model.rowCount() == 8


def test_a_locked_or_begun_visit_is_planned_as_well(qapp: object) -> None:
    model = VisitsModel()
    model.show(small_day())
    assert model.counts["planned"] == 5
    assert model.counts["locked"] == 1
    assert model.counts["approved"] == 7
    model.narrow("", "planned")
    assert shown(model) == ["V-5", "V-2", "V-1", "V-8", "V-4"]
    (heron,) = teams("Heron")
    done = replace(placed(1, heron, 1), state=VisitState.DONE, issued=True)
    assert set(sieves_of(done)) == {"done", "planned", "issued", "approved"}


def test_a_screen_reader_hears_the_team_and_not_only_its_stop(qapp: object) -> None:
    model = VisitsModel()
    model.show(small_day())
    team = model.index(4, FIELDS.index("team"))
    assert team.data() == "1"
    assert team.data(Qt.ItemDataRole.AccessibleTextRole) == "Heron 1"
    assert team.data(Qt.ItemDataRole.ToolTipRole) == "Heron 1"


def test_only_what_changed_in_place_keeps_the_rows(qapp: object) -> None:
    model = VisitsModel()
    day = small_day()
    model.show(day)
    gone: list[int] = []
    changed: list[QModelIndex] = []
    model.rowsRemoved.connect(lambda _parent, first, last: gone.append(last - first + 1))
    model.dataChanged.connect(lambda first, _last: changed.append(first))
    assert not model.show(tuple(replace(row) for row in day))
    assert (len(gone), len(changed)) == (0, 1)
    assert model.show(day[1:])
    assert gone == [8]


def test_the_titles_speak_the_language_of_the_window(qapp: object) -> None:
    model = VisitsModel()
    use_language("zh")
    horizontal = Qt.Orientation.Horizontal
    assert model.headerData(FIELDS.index("name"), horizontal) != "Name"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_what_breaks_the_law_is_called_so_and_comes_before_what_breaks_a_rule() -> None:
    (heron,) = teams("Heron")
    rule, law = (
        replace(made, state=VisitState.BROKEN, violations=(Violation("late", heron.id, None, 60, legal=legal),))
        for made, legal in ((placed(1, heron, 1), False), (placed(2, heron, 2), True))
    )
    assert [state_words(row) for row in (rule, law)] == ["Breaks a rule", "Breaks the law"]
    assert sorted((rule, law), key=lambda row: attention_first(row, {heron.id: 0})) == [law, rule]


def test_a_gate_that_keeps_a_visit_in_is_marked_counted_and_explained(qapp: object) -> None:
    model = VisitsModel()
    model.show(small_day())
    ids = {row.visit.reference: row.visit.id for row in model.rows}
    before = shown(model)
    marks = {ids["V-1"]: GateMark("law", "legal", "Holds: A hold stops it. (rule H-holds)")}
    assert model.show_gates(marks)
    assert not model.show_gates(dict(marks))  # the same picture is not painted anew
    assert (shown(model), model.counts[GATE_CLOSED]) == (before, 1)
    cell = model.index(before.index("V-1"), FIELDS.index("state"))
    assert "A hold stops it" in model.data(cell, Qt.ItemDataRole.ToolTipRole)
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Planned, Gate closed"
    model.narrow("", GATE_CLOSED)
    assert shown(model) == ["V-1"]
