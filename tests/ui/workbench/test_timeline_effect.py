"""While visits are in the hand: which rows open where, who starts later, and what every row would cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planner.day.effect import Effect
from planner.day.preview import Preview
from planner.day.states import visit_rows
from planner.model import Plan, Violation
from planner.translate import DayProblem
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned
from tests.ui.workbench.timed_day import LEGAL
from ui.workbench.timeline_effect import Opened, badge_choices, opened, place_of, price, price_here, shift_words
from ui.workbench.timeline_layout import lay_out

MINUTE = timedelta(minutes=1)


@pytest.fixture
def a_day() -> tuple[DayProblem, Plan]:
    """Two teams with three visits each, north and south of the office."""
    dp = framed(day(*(visit(n, north=(3000 if n < 4 else -3000), east=700 * n) for n in range(1, 7))))
    ids, shifts = [each.id for each in dp.day.visits], [shift.id for shift in dp.day.shifts]
    return dp, planned(dp, {shifts[0]: ids[:3], shifts[1]: ids[3:]})


def open_up(dp: DayProblem, plan: Plan, effect: Effect) -> list[Opened]:
    rows = {row.visit.id: row for row in visit_rows(dp.day, plan)}
    sheet = lay_out(dp.day, plan, rows.values(), LEGAL, None)
    found = opened(sheet, effect, {plan.routes[0].stops[1].visit_id}, rows)
    return [found[shift.id] for shift in dp.day.shifts]


def test_both_rows_open_as_they_would_be_and_a_hole_stays_behind(a_day: tuple[DayProblem, Plan]) -> None:
    dp, plan = a_day
    moved = plan.routes[0].stops[1].visit_id
    effect = Preview(dp, plan, (moved,), PACK, OPEN).at(plan.routes[1].shift_id, 1)
    home, target = open_up(dp, plan, effect)
    assert [block.visit_id for block in home.holes] == [moved]
    assert home.row.place_of(moved) is None
    assert len(home.row.blocks) == 2
    assert target.row.place_of(moved) == 1
    assert [block.number for block in target.row.blocks] == [1, 2, 3, 4]


def test_who_starts_later_is_told_once_where_it_begins(a_day: tuple[DayProblem, Plan]) -> None:
    dp, plan = a_day
    effect = Preview(dp, plan, (plan.routes[0].stops[1].visit_id,), PACK, OPEN).at(plan.routes[1].shift_id, 1)
    _home, target = open_up(dp, plan, effect)
    later = [block for block in target.row.blocks if effect.shifted.get(block.visit_id, timedelta(0)) >= MINUTE]
    assert len(later) == 2
    told = list(target.notes)
    assert told[0] == later[0].visit_id
    assert target.notes[told[0]] == effect.shifted[told[0]].total_seconds() > 0


def test_what_would_be_broken_stands_on_the_blocks(a_day: tuple[DayProblem, Plan]) -> None:
    dp, plan = a_day
    moved = plan.routes[0].stops[1].visit_id
    effect = Preview(dp, plan, (moved,), PACK, OPEN).at(plan.routes[1].shift_id, 1)
    worse = Effect(effect.shift_id, 1, broken=(Violation("late", None, moved, 900),), routes=effect.routes)
    _home, target = open_up(dp, plan, worse)
    block = target.row.blocks[1]
    assert [violation.amount for violation in block.visit.violations] == [900]


def test_a_row_is_marked_where_it_would_open(a_day: tuple[DayProblem, Plan]) -> None:
    dp, plan = a_day
    sheet = lay_out(dp.day, plan, visit_rows(dp.day, plan), LEGAL, None)
    blocks = sheet.rows[1].blocks
    assert blocks[0].span.end < place_of(sheet.rows[1], Effect(sheet.rows[1].id, 1), ()) < blocks[1].span.start


@pytest.mark.parametrize(
    ("effect", "cheapest", "words", "meaning"),
    [
        (Effect(None, travel=12 * MINUTE), True, ("+12 min", "on time, cheapest"), "better"),
        (Effect(None, travel=-5 * MINUTE), False, ("−5 min", "on time"), ""),
        (Effect(None, travel=24 * MINUTE, overtime=36 * MINUTE), False, ("+24 min", "36 min overtime"), "worse"),
        (Effect(None, broken=(Violation("late", amount=960),)), False, ("±0 min", "! 1 visit late by 16 min"), "wrong"),
        (
            Effect(None, broken=(Violation("visiting_hours", amount=720, legal=True), Violation("late", amount=60))),
            False,
            ("±0 min", "§ Outside the lawful visiting hours by 12 min"),
            "legal",
        ),
        (
            Effect(None, broken=(Violation("skill", amount=1),)),
            False,
            ("±0 min", "! Skills the team does not have: 1."),
            "wrong",
        ),
    ],
)
def test_a_price_says_minutes_and_the_worst_that_comes_of_it(
    effect: Effect, cheapest: bool, words: tuple[str, str], meaning: str
) -> None:
    found = price(effect, cheapest=cheapest)
    assert (found.amount, found.remarks[0]) == words
    assert found.meaning == meaning


def test_the_row_it_comes_from_says_what_it_would_save() -> None:
    assert price_here(540).remarks[0] == "saves 9 min if it leaves"
    assert price_here(0).remarks == ()
    assert shift_words(3660) == "1 h 01 min later"
    assert shift_words(-120) == "2 min earlier"


def test_a_badge_has_the_amount_and_the_law_comes_first() -> None:
    late, law = Violation("late", amount=5400), Violation("visiting_hours", amount=600, legal=True)
    assert badge_choices((late,)) == (("! 1 h 30 min", "!90′", "!"), False)
    assert badge_choices((late, law)) == (("§ 10 min", "§10′", "§"), True)
    assert badge_choices((Violation("max_jobs", amount=2),)) == (("! 2", "!"), False)
    assert badge_choices((Violation("approved_only", legal=True),)) == (("§",), True)
    assert badge_choices(()) == ((), False)


def test_the_stop_of_the_other_team_leaves_no_hole(a_day: tuple[DayProblem, Plan]) -> None:
    dp, plan = a_day
    stop = plan.routes[0].stops[1]
    joint = replace(plan, routes=(plan.routes[0], replace(plan.routes[1], stops=(*plan.routes[1].stops, stop))))
    left = replace(joint.routes[0], stops=(plan.routes[0].stops[0],))
    effect = Effect(None, routes=(left, joint.routes[1]))
    home, other = open_up(dp, joint, effect)
    assert [block.visit_id for block in home.holes] == [stop.visit_id]
    assert other.holes == ()
