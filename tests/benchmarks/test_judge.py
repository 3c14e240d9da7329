"""The judge of the benchmarks finds every broken rule, and agrees with the checker and with what trying out shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.solver.days import day
from benchmarks.solver.judge import judge
from routing.check import check
from routing.problem import Before, Job, Problem, TimeWindow
from routing.schedule import time_all
from routing.solution import Reason, Solution, Unassigned
from tests.oracles import links
from tests.oracles.problems import bounded, problems
from tests.oracles.test_links import shares
from tests.routing.situations import MINUTE, job, problem, vehicle

ORDERS = {"a": ("one", "two", "both"), "b": ("other",), "c": ()}


def quiet() -> Problem:
    """Two teams on a line, one visit for both of them, and a plan (`ORDERS`) that keeps every rule."""
    return problem(
        job("one", 1, (0, 60), amount=(2,)),
        job("two", 2, skills=frozenset({"s"}), setup=10, amount=(2,)),
        job("both", 3, joint="j"),
        job("other", 3, joint="j"),
        vehicle("a", (120, 240, 30), skills=frozenset({"s"}), capacity=(4,)),
        vehicle("b", end=240, capacity=(4,)),
        vehicle("c", start=100),
    )


def _with(name: str, **changed: object) -> Callable[[Problem], Problem]:
    def change(whole: Problem) -> Problem:
        jobs = tuple(replace(each, **changed) if each.id == name else each for each in whole.jobs)  # type: ignore[arg-type]
        vehicles = tuple(
            replace(each, **changed) if each.id == name else each  # type: ignore[arg-type]
            for each in whole.vehicles
        )
        return replace(whole, jobs=jobs, vehicles=vehicles)

    return change


def _window(earliest: int, latest: int) -> tuple[TimeWindow]:
    return (TimeWindow(earliest * MINUTE, latest * MINUTE),)


def test_a_plan_that_keeps_every_rule_is_good_and_counted() -> None:
    verdict = judge(quiet(), ORDERS)
    assert not verdict.broken
    assert verdict.travel == (10 + 10 + 10 + 30 + 30 + 30) * MINUTE
    assert verdict.left == verdict.priority_left == 0


def test_what_is_left_out_is_counted() -> None:
    whole = _with("one", must=True, priority=70)(quiet())
    verdict = judge(whole, {"a": ("two",)})
    assert not verdict.broken
    assert (verdict.must_left, verdict.priority_left, verdict.left) == (1, 70 + 50 + 50, 3)


@pytest.mark.parametrize(
    ("word", "change"),
    [
        ("skill", _with("two", skills=frozenset({"s", "t"}))),
        ("vehicle not allowed", _with("one", vehicles=frozenset({"b"}))),
        ("capacity", _with("one", amount=(3,))),
        ("position", _with("one", position=1)),
        ("too many jobs", _with("a", max_jobs=2)),
        ("too much travel", _with("a", max_travel_time=59 * MINUTE)),
        ("group split", lambda whole: _with("other", group="g")(_with("one", group="g")(whole))),
        ("nothing before", _with("one", after="left")),
        ("times", _with("one", windows=_window(0, 9))),
        ("times", _with("two", setup_time=400 * MINUTE)),
        ("times", _with("one", service_time=560 * MINUTE)),
        ("times", _with("a", shift_end=189 * MINUTE)),
        ("times", _with("a", breaks=vehicle("a", (120, 130, 30)).breaks + vehicle("a", (0, 9, 560)).breaks)),
        ("times", _with("other", windows=_window(0, 99))),
        ("times", _with("both", windows=_window(200, 201))),
        ("times", _with("one", after="two")),
        ("moved too many", lambda whole: replace(whole, before={"one": Before("b")}, max_moved=0)),
    ],
)
def test_every_broken_rule_is_found(word: str, change: Callable[[Problem], Problem]) -> None:
    whole = quiet()
    whole = replace(whole, jobs=(*whole.jobs, job("left", 5)))
    assert not judge(whole, ORDERS).broken
    assert judge(change(whole), ORDERS).broken == (word,)


@pytest.mark.parametrize(
    ("word", "orders"),
    [
        ("job twice", {**ORDERS, "c": ("one",)}),
        ("unknown job", {**ORDERS, "c": ("three",)}),
        ("unknown vehicle", {**ORDERS, "d": ()}),
        ("joint alone", {**ORDERS, "b": ()}),
        ("joint on one vehicle", {"a": ("one", "two", "both", "other")}),
    ],
)
def test_orders_that_make_no_plan_are_found(word: str, orders: dict[str, tuple[str, ...]]) -> None:
    assert judge(quiet(), orders).broken == (word,)


def test_a_team_waits_at_most_so_long_for_another() -> None:
    # Team b could be at the door after 60 minutes, team a after 100: b begins its first visit later.
    whole = replace(quiet(), joint_wait=20 * MINUTE)
    whole = replace(whole, jobs=(*whole.jobs, job("first", 2)))
    orders = {**ORDERS, "b": ("first", "other")}
    assert not judge(whole, orders).broken
    assert judge(_with("first", windows=_window(0, 30))(whole), orders).broken == ("times",)


def test_a_second_more_than_fits_is_found() -> None:
    whole = quiet()
    # 10 there, 30 service, 10 on, 10 set-up, 30, 10 on, 30 service, 30 back, and 30 of rest: 190 minutes.
    assert not judge(_with("a", shift_end=190 * MINUTE)(whole), ORDERS).broken
    assert judge(_with("a", shift_end=190 * MINUTE - 1)(whole), ORDERS).broken
    assert not judge(_with("a", shift_end=190 * MINUTE - 1, max_overtime=1)(whole), ORDERS).broken


@settings(bounded, max_examples=100)
@given(problems(links=True), st.data())
def test_the_judge_agrees_with_trying_every_second(whole: Problem, data: st.DataObject) -> None:
    for _ in range(4):
        orders = data.draw(shares(whole))
        moved = sum(links.homes(orders).get(name) != before.vehicle for name, before in whole.before.items())
        kept = whole.max_moved is None or moved <= whole.max_moved
        assert (not judge(whole, orders).broken) == (kept and links.stands(whole, orders)), orders


@pytest.mark.parametrize("name", ["40x6", "120x14-joint"])
def test_judge_and_checker_agree_on_days_of_the_benchmarks(name: str) -> None:
    random = Random(name)
    whole = day(name, 7)
    whole = replace(whole, jobs=whole.jobs[:30] + tuple(each for each in whole.jobs[30:] if each.joint))
    agreed = {True: 0, False: 0}
    orders: dict[str, tuple[str, ...]] = {each.id: () for each in whole.vehicles}
    for sides in random.sample(_together(whole), len(_together(whole))):
        tried = dict(orders)
        for each, name_ in zip(sides, random.sample(list(orders), len(sides)), strict=True):
            place = random.randrange(len(tried[name_]) + 1)
            tried[name_] = (*tried[name_][:place], each.id, *tried[name_][place:])
        good = not judge(whole, tried).broken
        assert good == (not check(whole, _timed(whole, tried))), tried
        agreed[good] += 1
        orders = tried if good else orders
    assert min(agreed.values()) >= 5, "a comparison that compares nothing"


def _together(whole: Problem) -> list[list[Job]]:
    sides: dict[str, list[Job]] = {}
    for each in whole.jobs:
        sides.setdefault(each.joint or each.id, []).append(each)
    return list(sides.values())


def _timed(whole: Problem, orders: dict[str, tuple[str, ...]]) -> Solution:
    placed = {each for order in orders.values() for each in order}
    left = tuple(Unassigned(each.id, Reason.NO_ROOM) for each in whole.jobs if each.id not in placed)
    return Solution(time_all(whole, orders), left)


def test_a_day_is_the_same_every_time() -> None:
    first, second = day("40x6", 3), day("40x6", 3)
    assert first.jobs == second.jobs
    assert first.vehicles == second.vehicles
    assert (first.travel["car"].durations == second.travel["car"].durations).all()
