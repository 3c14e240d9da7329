"""A plan made under milder rules does not go out under stricter ones: each rule refuses it at the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.day import edit
from planner.day.issue import issue
from planner.day.optimize import prepare
from planner.errors import NotAllowed
from planner.model import Actual, Day, Plan, Route, Stop
from planner.recipients import choose
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit

OWN = '[pack]\nid = "own"\nversion = "1"\n'


def refusal(office: Office, worker: Worker, town: Day, plan: Plan, out: Path) -> object:
    """The first rule that keeps a plan in."""
    with pytest.raises(NotAllowed) as told:
        issue(office, town, plan, out, worker=worker)
    assert told.value.code == "breaks_rules"
    assert not out.exists() or not list(out.iterdir())
    return told.value.details["first"]


def planned(office: Office, worker: Worker) -> tuple[Day, Plan]:
    """One visit under the house floor."""
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        town = session.save_day(replace(day(visit(1), teams=1), branch=branch))
    return town, edit.move(prepare(office, town, worker), Plan(town.id), town.visits[0].id, town.shifts[0].id)


@pytest.mark.parametrize(
    ("chosen", "own", "rule"),
    [
        ("US-HI", "", "place_closed"),
        ("AU", "", "place_closed"),
        ("", "[visit]\nmax_minutes = 29", "longest_stay"),
        ("", "[team]\nmin_staff = 3", "least_staff"),
        ("", "[team]\nmin_staff = 2\nmax_staff = 1", "most_staff"),
        ("", '[blackout]\ndays = ["11-24"]', "closed_day"),
        ("", "[hours]\nhome = { tue = [] }", "closed_day"),
        ("", '[hours]\nhome = { tue = ["19:00-20:00"] }', "visiting_hours"),
        ("CN", "[calendar]\nconfirmed_through = 2026-11-23", "year_unconfirmed"),
    ],
)
def test_stricter_rules_keep_a_plan_in(
    office: Office, worker: Worker, tmp_path: Path, chosen: str, own: str, rule: str
) -> None:
    town, plan = planned(office, worker)
    with office.store.writing() as session:
        choose(office, session, replace(office.settings, jurisdiction=chosen, own_rules=OWN + own if own else ""))
    assert refusal(office, worker, town, plan, tmp_path / "out") == rule


def test_a_customer_who_was_met_last_week_keeps_a_plan_in(office: Office, worker: Worker, tmp_path: Path) -> None:
    town, plan = planned(office, worker)
    before = TUESDAY - timedelta(days=8)
    at = datetime.combine(before, datetime.min.time(), UTC) + timedelta(hours=10)
    with office.store.writing() as session:
        earlier = replace(visit(1), reference="V-0", date=before)
        last = session.save_day(replace(day(earlier, teams=1), branch=town.branch, date=before))
        told = Stop(last.visits[0].id, at, at, at, actual=Actual(at, at, "done"))
        session.save_plan(Plan(last.id, (Route(last.shifts[0].id, (told,), at, at),)))
        stored = session.day(town.date)
    assert stored
    assert refusal(office, worker, stored, plan, tmp_path / "out") == "cap_reached"
