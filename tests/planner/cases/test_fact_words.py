"""A line of a history tells nothing of health to who may not read of it, also where a step says why."""

from __future__ import annotations

import pytest

from planner.bootstrap import Office
from planner.cases.looking import look
from planner.cases.model import Stage, StepKind
from planner.cases.way import take
from planner.users import ALONE, Role, User
from tests.planner.cases.builders import a_case


@pytest.mark.parametrize(
    ("why", "full", "masked"),
    [
        ("unwell", "Visited (Ill, bereaved or vulnerable)", "Visited"),
        ("not_at_home", "Visited (Not at home)", "Visited (Not at home)"),
        ("phone", "Visited (by telephone)", "Visited (by telephone)"),
        ("something_new", "Visited (something new)", "Visited"),
    ],
)
def test_why_a_step_was_taken_is_said_to_whom_it_may_be(office: Office, why: str, full: str, masked: str) -> None:
    case = a_case(office, stage=Stage.ISSUED)
    with office.store.writing() as session:
        take(session, case, StepKind.VISITED, at=office.clock(), by="user", why=why)
    for user, words in ((ALONE, full), (User("Ada", Role.AUDITOR), masked)):
        assert look(office, case.id, by=user).lines[0].words == words
