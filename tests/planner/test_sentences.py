"""Every code that can be raised or told has a sentence, and the sentence gets the values it names."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

from planner import errors as planner_errors
from planner.day.importing.problems import PROBLEMS
from planner.errors import BadInput
from planner.model import Violation
from planner.plan_words import COUNTED, REASONS, RULES, VIOLATIONS
from planner.policy import gate
from planner.sentences import SENTENCES, STEPS
from planner.text import distance, duration, reason_sentence, sentence, use_language, violation_sentence
from routing import errors as routing_errors
from routing.solution import Reason
from tests.builders import day, visit

ROOT = Path(__file__).parents[2]
FOLDERS = ("planner", "routing", "resources", "ui")
ERRORS = {
    name
    for module in (planner_errors, routing_errors)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, planner_errors.PlannerError | routing_errors.RoutingError)
}


def calls(*folders: str) -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call in the source, with the name of what is called."""
    for folder in folders:
        yield from _calls(folder)


@cache
def _calls(folder: str) -> list[tuple[Path, ast.Call, str]]:
    # The source is read once for all tests: it takes two seconds.
    return [
        (file.relative_to(ROOT), node, node.func.attr if isinstance(node.func, ast.Attribute) else name_of(node.func))
        for file in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def texts(node: ast.expr) -> list[str]:
    """The text that an expression is, or the texts it may be."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where an error is made, its code, and the names of its details; None where they are handed on whole."""
    for file, call, name in calls(*FOLDERS):
        if name in ERRORS and call.args:
            names = {word.arg for word in call.keywords}
            for code in texts(call.args[0]):
                yield f"{file}:{call.lineno}", code, None if None in names else {n for n in names if n}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_error_that_is_raised_has_a_sentence() -> None:
    assert len(list(raised())) > 40
    assert not [(place, code) for place, code, _ in raised() if code not in SENTENCES]


def test_every_error_brings_the_values_that_its_sentence_names() -> None:
    missing = [
        (place, code, lacking)
        for place, code, names in raised()
        if names is not None and (lacking := placeholders(SENTENCES.get(code, "")) - names - {"code"})
    ]
    assert not missing


def test_no_sentence_is_kept_for_an_error_that_is_never_raised() -> None:
    assert not set(SENTENCES) - {code for _, code, _ in raised()} - {"cancelled", "window_reversed"}


def test_errors_name_their_code_where_it_is_raised() -> None:
    unclear = [
        f"{file}:{call.lineno}"
        for file, call, name in calls(*FOLDERS)
        if name in ERRORS and call.args and not texts(call.args[0]) and file.name != "errors.py"
    ]
    assert not unclear


def test_every_problem_of_a_file_has_a_sentence() -> None:
    readers = calls("planner/day/importing", "planner/cases")
    told = {code for _, call, name in readers for code in _problem_codes(call, name)}
    assert told
    assert told == set(PROBLEMS)


def _problem_codes(call: ast.Call, name: str) -> list[str]:
    place = {"BadCell": 0, "tell": 1, "needed": 1, "Problem": 2, "read_choice": 2}.get(name)
    if place is None:
        return []
    return ["missing_value"] if name == "needed" and len(call.args) == 1 else texts(call.args[place])


def test_every_rule_and_every_broken_rule_is_worded() -> None:
    rules = {value for name, value in vars(gate).items() if name.isupper() and isinstance(value, str)}
    kinds = {
        code
        for file, call, name in calls("routing", "planner/day")
        if file.name in ("check.py", "check_links.py", "locks.py") and name in ("Violation", "_broken")
        for code in texts(call.args[0])
    }
    assert rules <= set(RULES)
    assert rules | kinds == set(VIOLATIONS)
    assert set(VIOLATIONS) > COUNTED
    assert {str(reason) for reason in Reason} < set(REASONS)


def test_every_step_of_long_work_has_a_name() -> None:
    steps = {code for _, call, name in calls(*FOLDERS) if name == "Progress" for code in texts(call.args[1])}
    assert steps == set(STEPS)


def test_an_error_is_said_in_one_sentence() -> None:
    said = sentence(BadInput("too_many_rows", file="day.csv", most=50))
    assert said == "day.csv has more than 50 rows. Split it by day."
    assert sentence(BadInput("too_many_rows")) == "(file) has more than (most) rows. Split it by day."


def test_a_broken_rule_says_who_where_and_by_how_much() -> None:
    the_day = day(visit(7))
    late = Violation("late", the_day.shifts[0].id, the_day.visits[0].id, 12 * 60)
    assert violation_sentence(late, the_day) == "Team 1, V-7: After the agreed time, by 12 min."
    alone = Violation("least_staff", the_day.shifts[1].id, amount=1)
    assert violation_sentence(alone, the_day) == "Team 2: The team is too small to be sent out; missing: 1."
    assert violation_sentence(Violation("wrong_total", uuid4()), the_day) == "The totals of the route are wrong."


def test_a_reason_names_the_rule_that_forbids_a_visit() -> None:
    assert reason_sentence("no_skill").startswith("No team here today")
    assert RULES["visiting_hours"] in reason_sentence("rule:visiting_hours")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "1 h 00 min"), (7500, "2 h 05 min")]
)
def test_durations_are_said_as_people_say_them(seconds: int, said: str) -> None:
    assert duration(seconds) == said


def test_ways_are_said_in_metres_or_kilometres() -> None:
    assert (distance(850), distance(12_340)) == ("850 m", "12.3 km")


def test_a_language_nobody_speaks_falls_back_to_english() -> None:
    use_language("tlh")
    assert duration(60) == "1 min"
