"""The lender's files of payments and holds: what they change, and that the same file read again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.booking import PaymentsRead, import_payments, owes_again
from planner.cases.holds_file import import_holds
from planner.cases.lender_files import last_holds, last_payments
from planner.cases.model import CaseFile, Hold, HoldKind, Payment, Stage
from planner.cases.money import Money
from planner.cases.progress import Paid, progress
from planner.cases.repayment import PlanState, RepaymentPlan
from planner.users import ALONE
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer, a_hold
from tests.planner.cases.test_repayment import a_draft, agreed

HEAD = "Payment reference,Case reference,Booked,Amount,Currency,Balance,As of"


def write(folder: Path, *rows: str, head: str = HEAD, name: str = "payments.csv") -> Path:
    file = folder / name
    file.write_text("\n".join((head, *rows)), encoding="utf-8")
    return file


def read(office: Office, folder: Path, *rows: str, as_of: datetime = NOW) -> PaymentsRead:
    return import_payments(office, write(folder, *rows), by=ALONE, as_of=as_of)


def now_of(office: Office, case: CaseFile) -> CaseFile:
    with office.store.reading() as session:
        return session.case_files([case.id])[0]


def open_holds(office: Office, case: CaseFile) -> list[HoldKind]:
    with office.store.reading() as session:
        return [hold.kind for hold in session.facts(Hold, customers=[case.customer_id], open_only=True)]


def at(office: Office, when: date) -> None:
    """Let it be the morning of another day."""
    object.__setattr__(office, "clock", lambda: datetime(when.year, when.month, when.day, 7, tzinfo=UTC))


def test_paid_overnight_is_closed_and_held_and_the_visit_is_told(office: Office, tmp_path: Path) -> None:
    case = a_case(office, stage=Stage.APPROVED, reference="K-77")
    with office.store.writing() as session:
        person = session.customer_files([case.customer_id])[case.customer_id].customer
        planned = replace(visit(1), customer=person, cases=(case.case,))
        session.save_day(day(planned))
    told = read(office, tmp_path, "P-1,K-77,2026-11-23,812.40,EUR,,", "P-2,elsewhere,2026-11-23,5,EUR,,")
    assert (told.new, told.known, told.elsewhere, told.problems) == (1, 0, 1, ())
    (paid,) = told.changes
    assert (paid.customer_id, paid.closed, paid.visits, paid.held) == (
        case.customer_id, (case.id,), (planned.id,), True
    )  # fmt: skip
    assert now_of(office, case).stage == Stage.CLOSED
    assert open_holds(office, case) == [HoldKind.PAID]
    with office.store.reading() as session:
        last = last_payments(session)
    assert last
    assert (last.as_of, last.rows) == (NOW, 2)
    with office.store.writing() as session:
        owes_again(session, {case.customer_id}, at=NOW, by="user")
    assert open_holds(office, case) == []


def test_the_same_file_again_changes_nothing_and_an_older_one_makes_nothing_fresher(
    office: Office, tmp_path: Path
) -> None:
    case = a_case(office, stage=Stage.CONTACTED, reference="K-78")
    rows = ("P-1,K-78,2026-11-23,12.40,EUR,800.00,", "P-3,K-78,2026-11-24,100,EUR,700.00,")
    read(office, tmp_path, *rows)
    before = now_of(office, case)
    again = read(office, tmp_path, *rows, as_of=datetime(2026, 11, 20, tzinfo=UTC))
    assert before.balance == Money.of(700, "EUR")
    assert (again.new, again.known, again.changes) == (0, 2, ())
    assert now_of(office, case) == before
    with office.store.reading() as session:
        assert len(session.facts(Payment, cases=[case.id])) == 2
        last = last_payments(session)
    assert last
    assert last.as_of == NOW


def test_what_the_balance_knew_already_is_not_taken_off_twice(office: Office, tmp_path: Path) -> None:
    case = a_case(office, reference="K-79", balance_at=NOW)
    read(office, tmp_path, "P-1,K-79,2026-11-20,100,EUR,,", "P-2,K-79,2026-11-23 07:29,10,EUR,,")
    assert now_of(office, case).balance == case.balance
    read(office, tmp_path, "P-3,K-79,2026-11-23 07:31,10,EUR,,", "P-4,K-79,2026-11-24,-10,EUR,,")
    assert now_of(office, case).balance == case.balance
    read(office, tmp_path, "P-5,K-79,2026-11-24,2.40,EUR,,")
    assert now_of(office, case).balance == Money.of(810, "EUR")
    read(office, tmp_path, "P-6,K-79,2026-11-24 09:00,10,EUR,800,", "P-7,K-79,2026-11-24 10:00,50,EUR,,")
    assert now_of(office, case).balance == Money.of(750, "EUR")


def test_a_visit_without_a_file_is_held_where_the_lender_says_that_nothing_is_left(
    office: Office, tmp_path: Path
) -> None:
    with office.store.writing() as session:
        stored = session.save_day(day(visit(1), visit(2), visit(3)))
    rows = ("P-1,K-1,2026-11-23,50,EUR,0.00,", "P-2,K-2,2026-11-23,50,EUR,,")
    told = read(office, tmp_path, *rows)
    assert [(each.visits, each.held) for each in told.changes] == [
        ((stored.visits[0].id,), True), ((stored.visits[1].id,), False),
    ]  # fmt: skip
    assert read(office, tmp_path, *rows).changes == ()
    with office.store.reading() as session:
        held = session.facts(Hold, open_only=True)
    assert [(hold.customer_id, hold.kind) for hold in held] == [(stored.visits[0].customer.id, HoldKind.PAID)]


def test_bad_rows_are_told_with_their_cell(office: Office, tmp_path: Path) -> None:
    a_case(office, reference="K-80", currency="KWD")
    told = read(
        office, tmp_path, "P-1,K-80,03/04/2026,12,KWD,,", "P-2,K-80,2026-11-23,\"1,234\",KWD,,", "P-2,K-80,,x,KWD,,"
    )  # fmt: skip
    assert [(each.row, each.code) for each in told.problems] == [
        (2, "ambiguous_date"), (3, "ambiguous_amount"), (4, "missing_value"), (4, "bad_amount"),
    ]  # fmt: skip
    assert told.new == 0


def test_a_claim_ends_when_the_payment_is_booked(office: Office, tmp_path: Path) -> None:
    person = a_customer(office)
    case = a_case(office, customer=person, reference="K-81", stage=Stage.CONTACTED)
    a_hold(office, person, HoldKind.PAYMENT_CLAIMED)
    told = read(office, tmp_path, "P-1,K-81,2026-11-23,12.40,EUR,,")
    assert told.changes[0].claim_ended
    assert open_holds(office, case) == []


def test_with_something_else_owed_the_visit_about_what_is_paid_is_called_off(office: Office, tmp_path: Path) -> None:
    person = a_customer(office)
    one, two = (a_case(office, customer=person, stage=Stage.APPROVED, reference=ref) for ref in ("K-82", "K-83"))
    with office.store.writing() as session:
        about = [replace(visit(n), customer=person.customer, cases=(case.case,)) for n, case in ((1, one), (2, two))]
        session.save_day(day(*about))
    (paid,) = read(office, tmp_path, "P-1,K-82,2026-11-23,812.40,EUR,,").changes
    assert [each.visit.reference for each in paid.withdrawn] == ["V-1"]
    assert (paid.held, paid.visits) == (False, (about[1].id,))
    assert open_holds(office, two) == []


def test_of_many_customers_each_gets_their_own_answer_and_the_day_is_written_once(
    office: Office, tmp_path: Path
) -> None:
    people = [a_customer(office) for _ in range(3)]
    cases = [
        [a_case(office, customer=p, stage=Stage.APPROVED, reference=f"K-9{n}{m}") for m in "ab"]
        for n, p in enumerate(people)
    ]
    with office.store.writing() as session:
        about = [
            replace(visit(n), customer=p.customer, cases=(cases[n][0].case,)) for n, p in enumerate(people)
        ]  # fmt: skip
        version = session.save_day(day(*about)).version
    rows = [f"P-{n}a,K-9{n}a,2026-11-23,812.40,EUR,," for n in range(3)]
    told = read(office, tmp_path, *rows, "P-2b,K-92b,2026-11-23,812.40,EUR,,").changes
    assert [(each.customer_id, len(each.closed), each.held) for each in told] == [
        (people[0].id, 1, False), (people[1].id, 1, False), (people[2].id, 2, True),
    ]  # fmt: skip
    assert [[gone.visit.id for gone in each.withdrawn] for each in told] == [[about[0].id], [about[1].id], []]
    assert [each.visits for each in told] == [(), (), (about[2].id,)]
    with office.store.reading() as session:
        stored = session.day(day().date)
    assert stored
    assert ([each.id for each in stored.visits], stored.version) == ([about[2].id], version + 1)


def test_installments_are_paid_the_oldest_first_in_parts_too_and_at_the_end_the_plan_was_kept(
    office: Office, tmp_path: Path
) -> None:
    case = a_case(office, stage=Stage.CONTACTED, reference="K-84", balance="300")
    plan = agreed(office, a_draft(office, case, count=3))  # 100 on 7 December, 7 January, 8 February
    at(office, date(2027, 1, 12))
    read(office, tmp_path, "P-1,K-84,2026-12-14,90,EUR,,", "P-2,K-84,2027-01-11,30,EUR,,", as_of=office.clock())
    with office.store.reading() as session:
        now = progress(plan, session.facts(Payment, cases=[case.id]), date(2027, 1, 12))
    assert [each.state for each in now.standings] == [Paid.LATE, Paid.PARTLY, Paid.OPEN]
    assert [str(each.left.amount) for each in now.standings] == ["0.00", "80.00", "100.00"]
    assert (now.missed, str(now.paid.amount)) == (1, "120.00")
    at(office, date(2027, 2, 1))
    told = read(office, tmp_path, "P-3,K-84,2027-01-29,180,EUR,,", as_of=office.clock())
    assert told.changes[0].plans_kept == (plan.id,)
    with office.store.reading() as session:
        kept = session.fact(RepaymentPlan, plan.id)
    assert kept
    assert kept.state == PlanState.KEPT
    assert now_of(office, case).stage == Stage.CLOSED
    assert open_holds(office, case) == [HoldKind.PAID]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Customer reference,Hold,From,Until,Ended", "C-90,dispute,2026-11-20,,\nC-91,hospital,2026-11-20,2026-12-20,"),
        ("客户编号,暂停原因,起始日期,截止日期,解除日期", "C-90,争议,2026-11-20,,\nC-91,住院,2026-11-20,2026-12-20,"),
    ],
)
def test_holds_of_the_lender_begin_and_end_by_its_file_alone(
    office: Office, tmp_path: Path, head: str, rows: str
) -> None:
    people = [a_customer(office, reference=reference) for reference in ("C-90", "C-91")]
    cases = [a_case(office, customer=person) for person in people]
    file = write(tmp_path, *rows.split("\n"), "nobody,dispute,,,", head=head, name="holds.csv")
    told = import_holds(office, file, by=ALONE, as_of=NOW)
    assert (told.begun, told.ended, told.elsewhere, told.problems) == (2, 0, 1, ())
    assert [open_holds(office, case) for case in cases] == [[HoldKind.DISPUTE], [HoldKind.HOSPITAL]]
    assert import_holds(office, file, by=ALONE, as_of=NOW).changes == ()
    a_hold(office, people[0], HoldKind.DISPUTE)  # the customer said so themselves: no file ends that
    over = write(tmp_path, "C-90,dispute,,,2026-11-23", "C-91,what,,,", head=HEAD_OF_HOLDS, name="holds.csv")
    told = import_holds(office, over, by=ALONE, as_of=NOW)
    assert (told.ended, [each.code for each in told.problems]) == (1, ["bad_hold"])
    assert [open_holds(office, case) for case in cases] == [[HoldKind.DISPUTE], [HoldKind.HOSPITAL]]
    with office.store.reading() as session:
        last = last_holds(session)
    assert last
    assert last.as_of == NOW


HEAD_OF_HOLDS = "Customer reference,Hold,From,Until,Ended"
