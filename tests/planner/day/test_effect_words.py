"""What a move would come to, in words: the same order always, a sign for every meaning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from planner.day.effect import Cost, Effect, newly_broken
from planner.day.effect_words import BETTER, LEGAL, PLAIN, WORSE, WRONG, others, parts, signed, teams, where
from planner.day.preview import Preview
from planner.day.states import UTC
from planner.model import Violation
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned

MINUTES = timedelta(minutes=1)
TEAM, VISIT, OTHER = uuid4(), uuid4(), uuid4()
SMOOTH = Effect(TEAM, travel=12 * MINUTES, distance=4100, fairness=-5 * MINUTES)


def told(effect: Effect) -> list[tuple[str, str]]:
    return [(str(part), part.meaning) for part in parts(effect, None, UTC)]


def test_minutes_kilometres_time_law_and_fairness_in_this_order() -> None:
    assert told(SMOOTH) == [
        ("+12 min", WORSE),
        ("+4.1 km", WORSE),
        ("✓ on time", BETTER),
        ("§ legal", LEGAL),
        ("fairness ▲", BETTER),
    ]
    still = Effect(TEAM)
    assert told(still)[:2] == [("±0 min", PLAIN), ("±0 m", PLAIN)]
    assert told(still)[4] == ("fairness =", PLAIN)
    assert (signed(-75 * MINUTES), signed(timedelta(seconds=20))) == ("−1 h 15 min", "±0 min")


def test_what_breaks_is_told_with_its_amount() -> None:
    late = Violation("late", TEAM, VISIT, 960)
    later = Violation("late", TEAM, OTHER, 60)
    law = Violation("visiting_hours", TEAM, VISIT, 600, legal=True)
    alone = Violation("least_staff", TEAM, amount=1, legal=True)
    assert told(replace(SMOOTH, broken=(late,)))[2] == ("! 1 visit late by 16 min", WRONG)
    assert told(replace(SMOOTH, broken=(late, later)))[2] == ("! 2 visits late by up to 16 min", WRONG)
    assert told(replace(SMOOTH, overtime=36 * MINUTES))[2] == ("! 36 min overtime", WORSE)
    assert told(replace(SMOOTH, broken=(Violation("shift_end", TEAM, amount=300),)))[2][0].startswith("! Ends 5 min")
    assert told(replace(SMOOTH, broken=(law,)))[3] == ("§ Outside the lawful visiting hours by 10 min", LEGAL)
    assert told(replace(SMOOTH, broken=(law, alone)))[3][0].endswith("(and 1 more)")
    skill = Violation("skill", TEAM, VISIT, 1)
    assert [str(part) for part in others(replace(SMOOTH, broken=(late, law, skill)))] == [
        "! Skills the team does not have: 1."
    ]
    over = Violation("shift_end", TEAM, amount=780)
    assert others(replace(SMOOTH, broken=(over,))) == ()  # told already, in place of being on time
    assert [str(part) for part in others(replace(SMOOTH, broken=(late, over)))] == ["! Ends 13 min after the shift."]


def test_the_law_ranks_before_the_rules_and_these_before_minutes() -> None:
    law = replace(SMOOTH, seconds=-900, broken=(Violation("closed_day", TEAM, VISIT, legal=True),))
    rule = replace(SMOOTH, seconds=-900, broken=(Violation("late", TEAM, VISIT, 60),))
    dear = replace(SMOOTH, seconds=900)
    assert sorted((law, rule, dear, SMOOTH), key=lambda effect: effect.cost) == [SMOOTH, dear, rule, law]
    assert rule.cost == Cost(0, 1, 60, -900)


def test_only_what_was_not_broken_as_much_before_is_new() -> None:
    late = Violation("late", TEAM, VISIT, 300)
    elsewhere = replace(late, shift_id=OTHER)
    worse, fresh = replace(elsewhere, amount=301), Violation("skill", OTHER, VISIT, 1)
    assert newly_broken([late], [elsewhere]) == ()
    assert newly_broken([late], [worse, fresh]) == (worse, fresh)
    assert newly_broken([], [late, replace(late, legal=True)]) == (replace(late, legal=True), late)


def test_where_and_for_whom() -> None:
    the_day = day(*(visit(n, north=2500 * n) for n in range(1, 5)), teams=2)
    dp, (one, two) = framed(the_day), the_day.shifts
    first, second, third, far = (each.id for each in the_day.visits)
    plan = planned(dp, {one.id: [first, far], two.id: [second, third]})
    preview = Preview(dp, plan, [far], PACK, OPEN)
    effect = preview.at(two.id, 2)
    assert where(effect, preview.moving, the_day).startswith("Team 2 after stop 2, ")
    assert where(preview.at(two.id, 0), preview.moving, the_day).startswith("Team 2 before all other stops, ")
    gain, loss = teams(effect, the_day).split(", ")
    assert (gain[:8], loss[:8]) == ("Team 2 +", "Team 1 −")
    both = Preview(dp, plan, [first, far], PACK, OPEN)
    assert where(both.best(two.id), both.moving, the_day) == "Team 2, 2 visits"
    assert where(both.out(), both.moving, the_day) == "Off the route"
    assert where(preview.at(one.id, 1), preview.moving, the_day) == "Team 1, where it is now"
