"""The one door out: everything or nothing, never against the law, never over what went out before."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.holding import hold
from planner.cases.model import Hold, HoldKind
from planner.day import edit
from planner.day.issue import in_the_way, issue
from planner.day.optimize import prepare
from planner.day.papers import Papers
from planner.errors import BadInput, Conflict, NotAllowed, PlannerError
from planner.model import Day, Plan, Violation
from planner.sentences import SENTENCES
from planner.users import Role
from routing.worker import Progress, Worker
from tests.builders import day, visit
from tests.users import a_user


def stored(office: Office, the_day: Day) -> Day:
    """The day as the office keeps it."""
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        return session.save_day(replace(the_day, branch=branch))


@pytest.fixture
def town(office: Office) -> Day:
    """Four visits for two teams, one of them called like a device."""
    made = day(*(visit(n, north=700 * n, east=200 * n) for n in range(1, 5)))
    shifts = tuple(
        replace(s, team=replace(s.team, name=name)) for s, name in zip(made.shifts, ("CON", "三组"), strict=True)
    )
    return stored(office, replace(made, shifts=shifts))


def planned(office: Office, the_day: Day, worker: Worker) -> Plan:
    """Two visits for each team."""
    dp = prepare(office, the_day, worker)
    plan = Plan(the_day.id)
    for number, each in enumerate(the_day.visits):
        plan = edit.move(dp, plan, each.id, the_day.shifts[number % len(the_day.shifts)].id)
    return plan


def refused(office: Office, the_day: Day, plan: Plan, out: Path, worker: Worker) -> PlannerError:
    """The refusal, after which nothing has changed anywhere."""
    with office.store.reading() as session:
        before = len(session.records())
    with pytest.raises(PlannerError) as told:
        issue(office, the_day, plan, out, worker=worker)
    assert not out.exists() or not list(out.iterdir())
    with office.store.reading() as session:
        assert len(session.records()) == before
        assert not any(kept.version for kept in session.plans(the_day.id))
    assert told.value.code in SENTENCES
    return told.value


def test_a_plan_goes_out_whole_and_each_time_as_a_new_version(
    office: Office, worker: Worker, town: Day, tmp_path: Path
) -> None:
    plan, out, heard = planned(office, town, worker), tmp_path / "out", list[object]()
    (out / "2026-11-24-v2").mkdir(parents=True)
    first = issue(office, town, plan, out, worker=worker, on_message=heard.append)
    papers = ["route-CON.pdf", "route-三组.pdf", "control.pdf", "folder-CON.pdf", "folder-三组.pdf"]
    assert sorted(file.name for file in first.files) == sorted([*papers, "plan.xlsx", "plan.json", "map.html"])
    assert all(file.stat().st_size > 1000 for file in first.files)
    assert {m.step for m in heard if isinstance(m, Progress)} >= {"checking", "lines", "papers", "tables", "map"}
    ada = a_user(office, Role.COORDINATOR)
    for stranger, code in ((None, "sign_in_first"), (a_user(office, Role.AUDITOR), "no_right")):
        with pytest.raises(NotAllowed, match=code):
            issue(office, town, first.plan, out, worker=worker, by=stranger)
    second = issue(office, town, first.plan, out, worker=worker, with_names=True, by=ada)
    assert (first.version, second.version) == (1, 2)
    assert [folder.name for folder in sorted(out.iterdir())] == ["2026-11-24-v1", "2026-11-24-v2", "2026-11-24-v2-2"]
    assert second.folder.name == "2026-11-24-v2-2"
    with office.store.reading() as session:
        before, last = session.records_of("issued")
        assert session.plans(town.id) == (first.plan, second.plan)
        assert session.broken_record() is None
    assert (before["kind"], before["actor"], last["actor"]) == ("issued", "user", ada.actor)
    details = [json.loads(row["details"]) for row in (before, last)]
    assert [(told["version"], told["with_names"], told["visits"]) for told in details] == [(1, False, 4), (2, True, 4)]
    assert not any(hidden in str(details) for hidden in ("Quill", "Maple", "0555"))


def test_what_breaks_the_law_stays_here(office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan, out = planned(office, town, worker), tmp_path / "out"
    route = plan.routes[0]
    late = tuple(
        replace(s, start=s.start + timedelta(hours=11), departure=s.departure + timedelta(hours=11))
        for s in route.stops
    )
    error = refused(office, town, replace(plan, routes=(replace(route, stops=late), *plan.routes[1:])), out, worker)
    assert isinstance(error, NotAllowed)
    assert error.details == {"count": 2, "first": "visiting_hours"}


def test_nobody_is_sent_alone_or_unapproved(office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan = planned(office, town, worker)
    alone = stored(office, replace(town, absent=frozenset({town.shifts[0].members[0].id})))
    assert refused(office, alone, plan, tmp_path / "out", worker).details["first"] == "least_staff"
    visits = (replace(town.visits[0], approved_by="", version=alone.visits[0].version), *alone.visits[1:])
    unapproved = stored(office, replace(alone, absent=frozenset(), visits=visits))
    error = refused(office, unapproved, plan, tmp_path / "out", worker)
    assert error.details == {"count": 1, "first": "approved_only"}


def test_a_plan_that_comes_too_late_is_refused(office: Office, worker: Worker, tmp_path: Path) -> None:
    windows = [visit(1, ("10:00", "10:30")), visit(2, ("10:00", "10:30"), north=9000)]
    the_day = stored(office, day(*windows, teams=1))
    error = refused(office, the_day, planned(office, the_day, worker), tmp_path / "out", worker)
    assert (error.code, error.details["first"]) == ("breaks_limits", "late")


def test_a_day_that_was_changed_is_read_again_first(office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan = planned(office, town, worker)
    newer = stored(office, replace(town, visits=town.visits[1:]))
    assert refused(office, town, plan, tmp_path / "out", worker).code == "changed_meanwhile"
    gone = refused(office, newer, plan, tmp_path / "out", worker)
    assert isinstance(gone, Conflict)
    assert gone.code == "plan_outdated"


def test_times_that_no_longer_hold_are_not_printed(office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan = planned(office, town, worker)
    with office.store.writing() as session:
        session.set_setting("settings", {"detour_factor": 2.5})
    assert refused(office, town, plan, tmp_path / "out", worker).code == "plan_outdated"


def test_who_is_late_on_the_road_does_not_keep_the_papers_of_others_back(
    office: Office, worker: Worker, town: Day, tmp_path: Path
) -> None:
    plan = planned(office, town, worker)
    dp = prepare(office, town, worker)
    route = next(each for each in plan.routes if each.stops)
    late = Violation("late", route.shift_id, route.stops[-1].visit_id, 300)
    out = Papers({}, {route.shift_id: route.start}, route.start)
    assert in_the_way(replace(dp, papers=out), plan, [late]) == ()
    assert in_the_way(dp, plan, [late]) == (late,)
    unlawful = replace(late, legal=True)
    assert in_the_way(replace(dp, papers=out), plan, [unlawful]) == (unlawful,), "the law holds for all"


def test_an_empty_plan_and_a_day_that_is_over_stay_here(
    office: Office, worker: Worker, town: Day, tmp_path: Path
) -> None:
    plan = planned(office, town, worker)
    assert refused(office, town, Plan(town.id), tmp_path / "out", worker).code == "nothing_planned"
    later = replace(office, clock=lambda: datetime(2026, 11, 25, 0, 1, tzinfo=UTC))
    assert refused(later, town, plan, tmp_path / "out", worker).code == "day_is_past"


def test_a_note_that_says_why_they_come_is_not_carried(office: Office, worker: Worker, tmp_path: Path) -> None:
    the_day = stored(office, day(replace(visit(1), note="two payments overdue"), teams=1))
    error = refused(office, the_day, planned(office, the_day, worker), tmp_path / "out", worker)
    assert error.details == {"reference": "V-1", "word": "payments"}


def test_when_writing_fails_nothing_is_left(office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan = planned(office, town, worker)
    taken = tmp_path / "a file"
    taken.write_text("", encoding="utf-8")
    with pytest.raises(BadInput) as told:
        issue(office, town, plan, taken, worker=worker)
    assert told.value.code == "cannot_write"

    def stop_at_tables(message: object) -> None:
        if isinstance(message, Progress) and message.step == "tables":
            raise KeyboardInterrupt

    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        issue(office, town, plan, out, worker=worker, on_message=stop_at_tables)
    assert not list(out.iterdir())
    with office.store.reading() as session:
        assert session.plans(town.id) == ()


def test_of_two_who_issue_at_once_one_is_told(office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan, out = planned(office, town, worker), tmp_path / "out"

    def somebody_else(message: object) -> None:
        if isinstance(message, Progress) and message.step == "map":
            with office.store.writing() as session:
                session.freeze(plan)

    with pytest.raises(Conflict):
        issue(office, town, plan, out, worker=worker, on_message=somebody_else)
    assert not list(out.iterdir())


def test_who_is_held_while_the_papers_are_written_is_on_none_of_them(
    office: Office, worker: Worker, town: Day, tmp_path: Path
) -> None:
    plan, told = planned(office, town, worker), list[Hold]()

    def hear(message: object) -> None:
        if getattr(message, "step", "") == "papers" and not told:
            held = Hold(customer_id=town.visits[0].customer.id, at=office.clock(), by="user", kind=HoldKind.HOSPITAL)
            with office.store.writing() as session:
                told.append(hold(session, held))

    with pytest.raises(Conflict, match="changed_meanwhile"):
        issue(office, town, plan, tmp_path / "out", worker=worker, on_message=hear)
    assert told
    assert not list((tmp_path / "out").iterdir())
    with office.store.reading() as session:
        assert session.issued(town.id) is None
