"""What the inspector shows of what is selected, and how it steps through a route."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.model import Day, Violation
from tests.builders import day, visit
from tests.ui.workbench.inspected import Scene, of_plan, scene, two_teams
from ui.theme import DARK, LIGHT, use_theme
from ui.workbench.inspector import Inspector

type Show = Callable[[Scene, Sequence[UUID], UUID | None], None]


@pytest.fixture
def inspector(qtbot: QtBot, office: Office) -> Iterator[Inspector]:
    made = Inspector(office)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_down()


@pytest.fixture
def show(inspector: Inspector) -> Show:
    def shown(scene: Scene, selection: Sequence[UUID] = (), shift_id: UUID | None = None) -> None:
        inspector.show_selection(
            scene.day, scene.plan, scene.rows, scene.problem, selection, shift_id, scene.violations
        )

    return shown


@pytest.fixture
def town() -> Scene:
    return two_teams()


def test_a_selected_visit_is_told_whole(inspector: Inspector, show: Show, town: Scene) -> None:
    show(town, [town.id(2)], None)
    page = inspector.visit
    assert page.title.name.text() == "Ada Quill2"
    assert page.title.line.text() == "V-2 · stop 2 of Team 1"
    assert "arrives" in page.planned.text()
    assert page.legal.text() == "09:15–19:45, the whole stay"
    assert page.place.address.text() == "Maple Road 2, Emberford, Flat 2 · Home"
    assert page.gates.aside.text() == "8 of 8 open"
    assert inspector.place.text() == "2 of 3"
    assert page.broken.isHidden()
    assert page.reason.isHidden()


def test_no_phone_is_shown(inspector: Inspector, show: Show, town: Scene) -> None:
    show(town, [town.id(2)], None)
    said = [label.text() for label in inspector.findChildren(type(inspector.visit.planned))]
    assert not any("0555" in text for text in said)


def test_the_arrows_go_through_the_route_and_round(inspector: Inspector, show: Show, town: Scene, qtbot: QtBot) -> None:
    show(town, [town.id(3)], None)
    with qtbot.waitSignal(inspector.selected) as told:
        inspector.next.click()
    assert told.args == [(town.id(1),)]
    with qtbot.waitSignal(inspector.selected) as told:
        inspector.former.click()
    assert told.args == [(town.id(2),)]


def test_several_are_summed_and_looked_at_one_by_one(inspector: Inspector, show: Show, town: Scene) -> None:
    show(town, [town.id(1), town.id(4), town.id(6)], None)
    assert inspector.many.title.name.text() == "3 visits selected"
    assert inspector.many.title.line.text() == "2 of them planned"
    assert inspector.many.stay.text() == "1 h 30 min"
    assert inspector.many.teams.text() == "Team 1 1, Team 2 1"
    assert inspector.place.text() == "all 3"
    inspector.next.click()
    assert inspector.visit.title.name.text() == "Ada Quill1"
    assert inspector.place.text() == "1 of 3"
    inspector.former.click()
    assert inspector.place.text() == "all 3"
    inspector.many.names.buttons[2].click()
    assert inspector.visit.title.name.text() == "Ada Quill6"


def test_several_are_moved_to_a_team_as_one_step(inspector: Inspector, show: Show, town: Scene, qtbot: QtBot) -> None:
    show(town, [town.id(1), town.id(6)], None)
    with qtbot.waitSignal(inspector.plan_edited) as told:
        inspector.many.others.menu().actions()[1].trigger()
    text, change = told.args
    plan = change(town.problem, town.plan)
    assert text == "Move"
    assert {stop.visit_id for stop in plan.routes[1].stops} == {town.id(number) for number in (1, 4, 5, 6)}


def test_the_lock_menu_asks_for_the_window_s_actions(
    inspector: Inspector, show: Show, town: Scene, qtbot: QtBot
) -> None:
    show(town, [town.id(2)], None)
    with qtbot.waitSignal(inspector.wanted) as told:
        inspector.visit.locks.menu().actions()[0].trigger()
    assert told.args == ["lock"]
    locked = of_plan(town.problem, locking.lock(town.plan, [town.id(2)])) if town.plan else town
    show(locked, [town.id(2)], None)
    assert inspector.visit.locked.text() == "Locked: team."
    assert inspector.visit.locks.property("mark") == "lock"


def test_without_a_stop_its_reason_and_its_number_are_told(inspector: Inspector, show: Show, town: Scene) -> None:
    show(town, [town.id(6)], None)
    page = inspector.visit
    assert page.reason.text() == "It would fit an empty day, but not beside the visits already planned."
    assert page.title.sign._text == "U1"
    assert page.locks.isHidden()


def test_what_the_law_forbids_is_violet_and_has_its_sign(inspector: Inspector, show: Show) -> None:
    late = scene(day(visit(1, ("19:30", "20:00"), minutes=40)), "")
    show(late, [late.id(1)], None)
    page = inspector.visit
    said = "§ Cannot start before 19:30 and lasts 40 min: it would end at 20:10, past the legal limit of 19:45."
    assert page.reason.text() == said
    assert LIGHT.legal in page.reason.styleSheet()
    assert page.gates.aside.text() == "5 of 6 open"
    hours = next(line for line in page.table.lines if line.title == "Legal hours")
    assert (hours.mark, hours.tone) == ("law", "legal")
    assert page.why.isHidden()


def test_what_is_broken_is_said_with_its_amount(inspector: Inspector, show: Show) -> None:
    town = scene(day(visit(1, minutes=45), visit(2, ("09:15", "09:30"), north=20)), "1 2")
    show(town, [town.id(2)], None)
    (line,) = inspector.visit.broken.findChildren(type(inspector.visit.planned))[-1:]
    assert line.text().startswith("After the agreed time, by ")
    window = next(line for line in inspector.visit.table.lines if line.title == "Window")
    assert window.mark == "cross"
    assert window.detail.startswith("missed by ")


def test_a_team_is_told_with_its_route(inspector: Inspector, show: Show, town: Scene) -> None:
    show(town, [], town.day.shifts[0].id)
    page = inspector.team
    assert page.title.line.text() == "3 visits · 08:30–17:30"
    assert page.members.text() == "Li Wen10, Li Wen11"
    assert page.ends.text() == "Office → Office"
    assert page.work.text() == "3 visits, 1 h 30 min at the doors"
    assert page.overtime.text() == "none"
    assert page.stop_lines.buttons[1].text().endswith("Ada Quill2")
    assert page.start.text == "08:30"
    assert inspector.place.text() == "1 of 2"


def test_a_team_too_small_is_told_in_violet(inspector: Inspector, show: Show, town: Scene) -> None:
    first = town.day.shifts[0]
    absent = replace(town.day, absent=frozenset({first.members[0].id}))
    few = replace(town, day=absent, violations=(Violation("least_staff", first.id, amount=1, legal=True),))
    show(few, [], first.id)
    assert inspector.team.members.text() == "Li Wen10 (absent), Li Wen11 · § 1 more needed"
    assert LIGHT.legal in inspector.team.members.styleSheet()
    assert not inspector.team.broken.isHidden()


def test_nothing_selected_is_the_day_and_what_to_do_next(
    inspector: Inspector, show: Show, town: Scene, qtbot: QtBot
) -> None:
    show(town, [], None)
    page = inspector.day
    assert page.visits.text() == "6 visits, 5 planned"
    assert page.go_on.text() == "Plan the rest"
    with qtbot.waitSignal(inspector.wanted) as told:
        page.go_on.click()
    assert told.args == ["plan_rest"]
    assert inspector.former.isHidden()


@pytest.mark.parametrize(
    ("change", "action"),
    [
        (lambda d: replace(d, visits=()), "import_visits"),
        (lambda d: replace(d, shifts=()), "roster"),
        (lambda d: replace(d, visits=(replace(d.visits[0], location=None), *d.visits[1:])), "review"),
        (lambda d: d, "plan"),
    ],
)
def test_before_there_is_a_plan_the_next_step_is_what_is_missing(
    inspector: Inspector, show: Show, change: Callable[[Day], Day], action: str, qtbot: QtBot
) -> None:
    made = scene(change(day(visit(1), visit(2))))
    bare = replace(made, plan=None)
    show(bare, [], None)
    with qtbot.waitSignal(inspector.wanted) as told:
        inspector.day.go_on.click()
    assert told.args == [action]


def test_before_there_is_a_day_nothing_is_said_of_it(qtbot: QtBot, inspector: Inspector, show: Show) -> None:
    inspector.show()
    assert not inspector.day.go_on.isVisible()
    assert not inspector.day.rows.parentWidget().isVisible()
    show(scene(day(visit(1))), [], None)
    assert inspector.day.go_on.isVisible()


def test_a_broken_rule_leads_to_a_search_that_may_mend_it(inspector: Inspector, show: Show) -> None:
    show(scene(day(visit(1, minutes=45), visit(2, ("09:15", "09:30"), north=20)), "1 2"), [], None)
    assert inspector.day.go_on.text() == "Re-plan…"


def test_who_has_no_sure_address_is_not_forgotten_once_all_others_are_planned(inspector: Inspector, show: Show) -> None:
    the_day = day(visit(1), visit(2))
    show(scene(replace(the_day, visits=(the_day.visits[0], replace(the_day.visits[1], location=None))), "1"), [], None)
    assert inspector.day.go_on.text() == "Review addresses…"


def test_what_needs_somebody_leads_to_it(inspector: Inspector, show: Show, qtbot: QtBot) -> None:
    town = scene(day(visit(1, minutes=45), visit(2, ("09:15", "09:30"), north=20)), "1 2")
    show(town, [], None)
    buttons = [each for each in inspector.day.needs.findChildren(type(inspector.day.go_on)) if each.text() == "Select"]
    with qtbot.waitSignal(inspector.selected) as told:
        buttons[0].click()
    assert told.args == [(town.id(2),)]


def test_a_start_that_nobody_knows_needs_somebody(inspector: Inspector, show: Show) -> None:
    the_day = day(visit(1))
    lost = replace(the_day.depots[0], location=None)
    shifts = tuple(replace(each, start_at=lost, end_at=lost) for each in the_day.shifts)
    show(scene(replace(the_day, depots=(lost,), shifts=shifts)), [], None)
    said = [line.accessibleName() for line in inspector.day.needs.findChildren(type(inspector.day.go_on))]
    assert any(lost.name in each and each.startswith("Roster…") for each in said)


def test_its_address_leads_to_the_review(inspector: Inspector, show: Show, town: Scene, qtbot: QtBot) -> None:
    show(town, [town.id(1)], None)
    with qtbot.waitSignal(inspector.places_wanted) as told:
        inspector.visit.place.review.click()
    assert told.args == [town.id(1)]


def test_why_here_comes_by_itself_and_a_cheaper_place_is_one_press_away(
    inspector: Inspector, show: Show, qtbot: QtBot
) -> None:
    town = scene(day(*(visit(number, north=900 * number) for number in range(1, 6))), "1 5", "2 3 4")
    why = inspector.visit.why
    show(town, [town.id(5)], None)
    assert why.words.text() == "Comparing places…"
    qtbot.waitUntil(lambda: "Cheapest lawful place" in why.words.text(), timeout=30_000)
    assert why.moving.isVisible()
    with qtbot.waitSignal(inspector.plan_edited) as told:
        qtbot.mouseClick(why.moving, Qt.MouseButton.LeftButton)
    assert town.plan
    after = told.args[1](town.problem, town.plan)
    assert after == edit.move(town.problem, town.plan, town.id(5), town.day.shifts[1].id, 3) or after.routes
    assert [len(route.stops) for route in after.routes] == [1, 4]
    assert after.travel_time < town.plan.travel_time


def test_prices_of_a_visit_that_is_left_are_not_told(inspector: Inspector, show: Show, town: Scene) -> None:
    show(town, [town.id(1)], None)
    ticket_before = inspector.visit.why._asked
    show(town, [], None)
    assert ticket_before
    assert inspector.visit.why._asked == ()
    assert not inspector.visit.why._pause.isActive()


def test_another_scheme_has_other_inks(inspector: Inspector, show: Show, town: Scene) -> None:
    show(town, [town.id(1)], None)
    assert LIGHT.text2 in inspector.visit.title.line.styleSheet()
    try:
        use_theme("dark")
        assert DARK.text2 in inspector.visit.title.line.styleSheet()
        assert DARK.panel in inspector.styleSheet()
    finally:
        use_theme("system")
