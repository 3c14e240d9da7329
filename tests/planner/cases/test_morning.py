"""The morning: what changed overnight is told with its remedy, and nothing goes out on old files or to who has paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from planner.bootstrap import Office
from planner.cases.booking import import_payments
from planner.cases.called import Request, called
from planner.cases.changes import Changed, Remedy, What
from planner.cases.holds_file import import_holds
from planner.cases.lender_files import HOLDS, PAYMENTS, FileRead, note_read
from planner.cases.model import Approval, Checked, Hold, HoldKind, Stage
from planner.cases.morning import State, morning
from planner.cases.promises import tell
from planner.cases.ringing import phone_about, to_phone, to_ring
from planner.cases.taking_off import take_off
from planner.day.issue import issue
from planner.errors import NotAllowed, PlannerError
from planner.model import Day, Plan, Window
from planner.running.confirming import answered
from planner.sentences import SENTENCES
from planner.users import ALONE, Role, User
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.planner.cases.test_paying import HEAD

type Out = tuple[Day, Plan]
SUPERVISOR = User("Ada Quill", Role.SUPERVISOR)


def at(office: Office, hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    """Let it be this time of the day of the visits."""
    now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    object.__setattr__(office, "clock", lambda: now)
    return now


@pytest.fixture
def drafted(office: Office, drawn: Out) -> Out:
    """A day before it is issued: planned, approved by somebody else, all papers valid, files read at half past six."""
    day, plan = drawn
    now = at(office, 6, 30)
    with office.store.writing() as session:
        files = [file for visit in day.visits for file in session.case_files([visit.cases[0].id])]
        session.save_case_files(replace(file, stage=Stage.APPROVED, balance_at=now) for file in files)
        for visit, file in zip(day.visits, files, strict=True):
            about: dict[str, Any] = {
                "customer_id": visit.customer.id,
                "case_id": file.id,
                "at": now - timedelta(hours=8),
            }
            for item in ("authorization", "staff_ids", "carry_set"):
                session.add_fact(Checked(**about, by="user", item=item, valid_until=TUESDAY))
            session.add_fact(
                Approval(**about, visit_id=visit.id, by=SUPERVISOR.actor, approved=True, proposed_by="user")
            )
        for kind in (PAYMENTS, HOLDS):
            note_read(session, kind, FileRead(now, now, 0))
        return day, session.save_plan(plan)


def paid(office: Office, folder: Path, reference: str, booked: str) -> None:
    file = folder / f"{reference}.csv"
    file.write_text(f"{HEAD}\nP-{reference},{reference},{booked},100,EUR,0.00,", encoding="utf-8")
    import_payments(office, file, by=ALONE)


def found(office: Office, what: What) -> list[Changed]:
    return [each for each in morning(office, TUESDAY, by=ALONE).changes if each.what == what]


def test_a_quiet_morning_is_ready_and_goes_out(office: Office, drafted: Out, worker: Worker, tmp_path: Path) -> None:
    day, plan = drafted
    seen = morning(office, by=ALONE)
    assert (seen.day, seen.state, seen.planned, seen.changes, seen.to_do) == (TUESDAY, State.READY, 4, (), ())
    issue(office, day, plan, tmp_path / "papers", worker=worker)
    seen = morning(office, by=ALONE)
    assert (seen.state, seen.version, [each.teams for each in seen.papers]) == (
        State.ISSUED, 1, [("Team 1", "Team 2")]
    )  # fmt: skip
    with office.store.reading() as session:
        assert {file.stage for file in session.case_files()} == {Stage.ISSUED}


def test_issue_waits_until_both_files_are_as_fresh_as_the_rules_ask(
    office: Office, drafted: Out, worker: Worker, tmp_path: Path
) -> None:
    day, plan = drafted
    object.__setattr__(office, "clock", lambda: datetime(2026, 11, 24, 6, 30, tzinfo=UTC) + timedelta(hours=25))
    assert [each.fresh for each in morning(office, TUESDAY, by=ALONE).files] == [False, False]
    with pytest.raises(NotAllowed) as told:
        issue(office, day, plan, tmp_path / "papers", worker=worker)
    assert told.value.code == "files_not_fresh"
    assert told.value.code in SENTENCES
    assert told.value.details["files"] == "payments (25 h old, 24 h at most), holds (25 h old, 24 h at most)"
    at(office, 7)
    with office.store.writing() as session:
        session.set_setting("file_read:holds", None)
    seen = morning(office, TUESDAY, by=ALONE)
    assert [(each.remedy, each.blocks, each.named) for each in seen.to_do] == [
        (Remedy.IMPORT_HOLDS, True, ("holds (never read)",))
    ]
    assert not list(tmp_path.glob("papers/*"))


def test_paid_at_ten_to_seven_is_printed_nowhere_at_twenty_past(
    office: Office, drafted: Out, worker: Worker, tmp_path: Path
) -> None:
    day, plan = drafted
    visit = day.visits[1]
    at(office, 6, 55)
    paid(office, tmp_path, visit.cases[0].reference, "2026-11-24 06:50")
    at(office, 7, 20)
    (change,) = morning(office, by=ALONE).changes
    assert (change.what, change.remedy, change.reference, change.team, change.on_paper) == (
        What.PAID, Remedy.TAKE_OFF, visit.reference, "Team 2", False
    )  # fmt: skip
    assert change.rule
    with pytest.raises(PlannerError):
        issue(office, day, plan, tmp_path / "papers", worker=worker)
    off = take_off(office, TUESDAY, worker, by=ALONE)
    assert (off.references, off.phone) == ((visit.reference,), ())
    seen = morning(office, by=ALONE)
    assert (seen.state, seen.planned) == (State.READY, 3)
    with office.store.reading() as session:
        stored, draft = session.day(TUESDAY), session.draft(day.id)
    assert stored
    assert draft
    made = issue(office, stored, draft, tmp_path / "papers", worker=worker)
    assert made.plan.route_of(visit.id) is None
    papers = [file for file in made.files if file.suffix == ".pdf"]
    assert papers
    for file in papers:
        text = "".join(page.extract_text() for page in PdfReader(file).pages)
        assert visit.customer.name not in text, file.name


@pytest.fixture
def frozen(office: Office, drafted: Out) -> Out:
    """The same, out on paper."""
    with office.store.writing() as session:
        return drafted[0], session.freeze(drafted[1])


def test_paid_at_ten_has_the_team_rung_up_once(office: Office, frozen: Out, tmp_path: Path) -> None:
    day, _plan = frozen
    visit = day.visits[1]
    at(office, 10)
    paid(office, tmp_path, visit.cases[0].reference, "2026-11-24 09:58")
    paid(office, tmp_path, visit.cases[0].reference, "2026-11-24 09:58")
    seen = morning(office, by=ALONE)
    (ring,) = seen.phones
    assert (ring.phone.team, ring.phone.why, ring.reference) == ("Team 2", "paid", visit.reference)
    assert [name for name, _phone in ring.people] == [member.name for member in day.shifts[1].members]
    (change,) = seen.changes
    assert (change.what, change.on_paper, change.blocks) == (What.PAID, True, True)
    assert (seen.to_do[0].remedy, seen.to_do[0].blocks, seen.state) == (Remedy.PHONE, False, State.OPEN)
    answered(office, ring.phone, "M. Sol", by=ALONE)
    with office.store.writing() as session:
        assert phone_about(session, [visit.id], at=office.clock(), by="user", why="held") == ()
        assert to_phone(session) == ()


def test_a_hold_of_the_lenders_file_stops_a_visit_that_is_out(office: Office, frozen: Out, tmp_path: Path) -> None:
    day, _plan = frozen
    at(office, 9)
    file = tmp_path / "holds.csv"
    who = day.visits[0].customer.reference
    file.write_text(f"Customer reference,Hold,From\n{who},hospital,2026-11-20", encoding="utf-8")
    import_holds(office, file, by=ALONE)
    import_holds(office, file, by=ALONE)
    (change,) = found(office, What.HELD)
    assert (change.why, change.reference) == (HoldKind.HOSPITAL.value, day.visits[0].reference)
    with office.store.reading() as session:
        assert [each.phone.why for each in to_ring(session)] == ["held"]


def ill(office: Office, day: Day) -> None:
    with office.store.writing() as session:
        session.save_day(replace(day, absent=frozenset({day.shifts[0].members[0].id})))


def in_doubt(office: Office, day: Day) -> None:
    with office.store.writing() as session:
        session.add_fact(
            Hold(customer_id=day.visits[2].customer.id, at=office.clock(), by="user", kind=HoldKind.ADDRESS)
        )


def called_in(office: Office, day: Day) -> None:
    called(office, day.visits[3].customer.id, Request.CANCEL, by=ALONE)


def told_otherwise(office: Office, day: Day) -> None:
    tell(office, day.visits[0].id, TUESDAY, Window(time(16), time(17)), by=ALONE)


def returned(office: Office, day: Day) -> None:
    visit = day.visits[2]
    with office.store.writing() as session:
        session.add_fact(
            Approval(
                customer_id=visit.customer.id, visit_id=visit.id, at=office.clock(), by=SUPERVISOR.actor,
                approved=False, proposed_by="user",
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("happens", "what", "remedy", "blocks"),
    [
        (ill, What.STAFF, Remedy.ROSTER, True),
        (in_doubt, What.ADDRESS, Remedy.TAKE_OFF, True),
        (called_in, What.CALLED_OFF, Remedy.NONE, False),
        (told_otherwise, What.PROMISE, Remedy.TELL, True),
        (returned, What.GATE, Remedy.APPROVE, True),
    ],
)
def test_whatever_happens_overnight_is_told_with_its_remedy(
    office: Office,
    drafted: Out,
    happens: Callable[[Office, Day], None],
    what: What,
    remedy: Remedy,
    blocks: bool,
) -> None:
    happens(office, drafted[0])
    (change,) = morning(office, by=ALONE).changes
    assert (change.what, change.remedy, change.blocks) == (what, remedy, blocks)
    assert (morning(office, by=ALONE).state == State.OPEN) is blocks


def test_a_hold_that_ended_overnight_lets_somebody_be_planned_again(office: Office, drafted: Out) -> None:
    day, plan = drafted
    visit, now = day.visits[0], office.clock()
    stops = [replace(r, stops=tuple(s for s in r.stops if s.visit_id != visit.id)) for r in plan.routes]
    held = Hold(customer_id=visit.customer.id, at=now - timedelta(days=3), by="user", kind=HoldKind.DISPUTE)
    with office.store.writing() as session:
        session.save_plan(replace(plan, id=uuid4(), routes=tuple(stops)))
        held = session.add_fact(held)
        session.change_fact(replace(held, ended_at=now, ended_by="user", end_reason="settled"))
    (change,) = morning(office, by=ALONE).changes
    assert (change.what, change.remedy, change.why) == (What.HOLD_ENDED, Remedy.PLAN_REST, HoldKind.DISPUTE.value)


@pytest.mark.usefixtures("frozen")
def test_the_next_morning_asks_for_what_was_not_entered(office: Office) -> None:
    at(office, 7, day=TUESDAY + timedelta(days=1))
    seen = morning(office, by=ALONE)
    assert (seen.state, seen.day) == (State.NOTHING, TUESDAY + timedelta(days=1))
    entry = seen.to_do[-1]
    assert (entry.remedy, entry.count, entry.named, entry.blocks) == (
        Remedy.OUTCOMES, 4, ("2026-11-24", "Team 1", "Team 2"), False
    )  # fmt: skip
    assert morning(office, TUESDAY, by=ALONE).state == State.OVER
