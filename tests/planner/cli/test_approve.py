"""Approvals as they are typed: who does it says so and proves it, or nothing is approved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner import signing_in
from planner.bootstrap import Office, open_office
from planner.cases.approving import Decision, Why
from planner.cases.model import HoldKind
from planner.cli.approve import gates_told
from planner.cli.arguments_approvals import DECISIONS, WHYS
from planner.day.importing.accept import stored_day
from planner.model import Plan, Route, Stop, Visit
from planner.users import ALONE, Role, User
from tests.builders import TUESDAY, day
from tests.conftest import NOW
from tests.planner.cases.builders import a_hold
from tests.planner.cases.proposals import a_proposal
from tests.planner.cli.conftest import Rounds
from tests.users import CHEAP, PASSWORD, a_user


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "HASHER", CHEAP)
    monkeypatch.setattr("planner.cli.console.open_office", lambda folder, demo: opened(folder))


def opened(folder: Path) -> Office:
    return open_office(folder, clock=lambda: NOW)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """The password of everybody here."""
    file = tmp_path / "password.txt"
    file.write_text(PASSWORD, encoding="utf-8")
    return file


def proposals(folder: Path, count: int = 1, by: User | None = None) -> list[Visit]:
    office = opened(folder / "data")
    by = by or a_user(office, Role.COORDINATOR, "Tom")
    if by != ALONE:
        a_user(office, Role.SUPERVISOR, "Ines")
    made = [a_proposal(office, by) for _ in range(count)]
    office.close()
    return made


def test_what_can_be_typed_is_what_there_is() -> None:
    assert (tuple(Why), tuple(Decision)) == (WHYS, DECISIONS)


def test_without_a_user_nothing_is_approved(rounds: Rounds, tmp_path: Path, secret: Path) -> None:
    (visit,) = proposals(tmp_path)
    bare = rounds("approve", visit.reference)
    assert (bare.code, "Sign in first" in bare.complained) == (2, True)
    own = rounds("approve", visit.reference, "--user", "Tom", "--password-file", secret)
    assert (own.code, "not for your role" in own.complained) == (2, True)
    secret.write_text("another password", encoding="utf-8")
    wrong = rounds("approve", visit.reference, "--user", "Ines", "--password-file", secret)
    assert (wrong.code, "wrong" in wrong.complained) == (2, True)


def test_who_is_alone_is_told_how_to_add_a_second_person(rounds: Rounds, tmp_path: Path) -> None:
    (visit,) = proposals(tmp_path, by=ALONE)
    alone = rounds("approve", visit.reference)
    assert alone.code == 2
    assert "rounds users add NAME --role supervisor" in alone.complained


def test_a_second_person_lists_decides_returns_and_approves(rounds: Rounds, tmp_path: Path, secret: Path) -> None:
    good, bad, held = proposals(tmp_path, 3)
    office = opened(tmp_path / "data")
    with office.store.reading() as session:
        a_customer = session.customer_files([held.customer.id])[held.customer.id]
    a_hold(office, a_customer, HoldKind.SUB_JUDICE)
    office.close()
    ines = ("--user", "Ines", "--password-file", secret)
    listed = rounds("approvals", *ines)
    assert listed.code == 1
    assert "3 visits wait, 2 can be approved." in listed.said
    assert "to decide: --hold sub_judice" in listed.said
    assert "H-holds" in listed.said
    shut = rounds("approve", good.reference, held.reference, *ines)
    assert (shut.code, "Not approved" in shut.complained) == (2, True)
    back = rounds("approvals", "return", bad.reference, "--why", "talk_again", *ines)
    assert "It has left its day" in back.said
    assert "--why" in rounds("approvals", "return", good.reference, *ines).complained
    rounds("approvals", "decide", held.reference, "--hold", "sub_judice", "--why", "helper_agrees", *ines)
    done = rounds("approve", good.reference, held.reference, *ines)
    assert "2 visits approved" in done.said
    seen = rounds("approvals", "--user", "Tom", "--password-file", secret)
    assert (seen.code, "Returned by Ines" in seen.said) == (0, True)


def test_check_names_the_gates_that_are_shut_still(tmp_path: Path) -> None:
    proposals(tmp_path)
    office = opened(tmp_path / "data")
    town, others = stored_day(office, TUESDAY), day(teams=1)
    with office.store.writing() as session:
        town = session.save_day(replace(town, shifts=others.shifts, staff=others.staff, depots=others.depots))
    (visit,) = town.visits
    stop = Stop(visit.id, NOW, NOW, NOW + visit.service_time)
    plan = Plan(town.id, (Route(town.shifts[0].id, (stop,), NOW, stop.departure),))
    (line,) = gates_told(office, town, plan)
    office.close()
    assert line.startswith(f"Before it goes out: {visit.reference} - Four eyes: Nobody has approved it.")
