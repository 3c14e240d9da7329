"""Visits for which all was done but one thing, each a rule of the checklist, and the doors somebody tries with them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from planner.bootstrap import Office
from planner.cases.gates import LENDER, At, case_gates, closed_gates
from planner.cases.model import (
    Approval,
    CaseFile,
    Channel,
    Checked,
    Contact,
    ContactResult,
    Fact,
    Hold,
    HoldKind,
    Purpose,
)
from planner.model import Day, PlaceKind, Visit, Window
from planner.users import User
from tests.builders import day
from tests.conftest import NOW
from tests.planner.cases.proposals import a_proposal
from tests.planner.cli.conftest import rounds as rounds

THURSDAY, SUNDAY = date(2026, 11, 26), date(2026, 11, 29)
LATE = Window(time(20, 30), time(20, 30))


type Later = Callable[[Visit, CaseFile, datetime], Fact | Visit | CaseFile]


@dataclass(frozen=True)
class Break:
    """A rule that is not kept: its number in the checklist, the gate that closes, and how it comes to that.

    `later` happens after the proposal, as of now; `plan` is the rule of the plan that also keeps it out.
    """

    number: int
    gate: str
    without: Collection[str] = ()
    later: Later | None = None
    plan: str = ""


def _reminded_again(visit: Visit, _case: CaseFile, now: datetime) -> Fact:
    return Contact(
        customer_id=visit.customer.id, at=now - timedelta(days=1), by="11", channel=Channel.SMS,
        purpose=Purpose.REMINDER, result=ContactResult.DELIVERED,
    )  # fmt: skip


def _hold(kind: HoldKind) -> Later:
    return lambda visit, _case, now: Hold(
        customer_id=visit.customer.id, at=now - timedelta(hours=1), by="11", kind=kind
    )


def _taken_back(item: str) -> Later:
    # As the preparation takes a tick back: one that ended before it began.
    return lambda visit, case, now: Checked(
        customer_id=visit.customer.id, case_id=None if item == "address" else case.id, at=now, by="11", item=item,
        valid_until=now.date() - timedelta(days=2),
    )  # fmt: skip


def _declined(visit: Visit, _case: CaseFile, now: datetime) -> Fact:
    return Contact(
        customer_id=visit.customer.id, at=now - timedelta(minutes=5), by="11", channel=Channel.PHONE,
        purpose=Purpose.PRE_CONTACT, result=ContactResult.DECLINED,
    )  # fmt: skip


BREAKS: dict[str, Break] = {
    "nobody was reminded": Break(1, "reminder_sent", without=["reminder"]),
    "reminded yesterday": Break(2, "lawful_day", later=_reminded_again, plan="reminder_buffer"),
    "hardly late": Break(
        3, "lawful_day", later=lambda _v, case, now: replace(case, overdue_since=now.date() - timedelta(days=5)),
        plan="hardly_late",
    ),
    "paid": Break(3, "holds_clear", later=_hold(HoldKind.PAID), plan="customer_held"),
    "says that it is paid": Break(3, "holds_clear", later=_hold(HoldKind.PAYMENT_CLAIMED), plan="customer_held"),
    "balance of last week": Break(
        3, "balance_fresh", later=lambda _v, case, now: replace(case, balance_at=now - timedelta(days=6))
    ),
    "address not verified": Break(5, "address_verified", without=["address"]),
    "address taken back": Break(5, "address_verified", later=_taken_back("address")),
    **{
        f"no {item}": Break(6, "documents_ready", without=[item])
        for item in ("contract", "statement", "plan_form", "leaflet")
    },
    "said no after the talk": Break(7, "visit_not_refused", later=_declined),
    "wants no visits": Break(7, "visit_not_refused", later=_hold(HoldKind.VISIT_REFUSED), plan="customer_held"),
    "half past eight": Break(
        20, "lawful_hours", later=lambda visit, _case, _now: replace(visit, windows=(LATE,)),
        plan="visiting_hours",
    ),
    "an hour long": Break(
        14, "lawful_hours", later=lambda visit, _case, _now: replace(visit, service_time=timedelta(minutes=60)),
        plan="longest_stay",
    ),
    "at work, not invited": Break(
        20, "lawful_day", later=lambda visit, _case, _now: replace(visit, place_kind=PlaceKind.WORKPLACE),
        plan="place_closed",
    ),
    "vulnerable": Break(21, "holds_clear", later=_hold(HoldKind.VULNERABLE), plan="customer_held"),
    "bereaved": Break(21, "holds_clear", later=_hold(HoldKind.BEREAVEMENT), plan="customer_held"),
    "disputed": Break(20, "holds_clear", later=_hold(HoldKind.DISPUTE), plan="customer_held"),
    "keeps to a plan": Break(17, "holds_clear", later=_hold(HoldKind.PLAN_PERFORMING), plan="customer_held"),
}  # fmt: skip


def proposed(office: Office, maker: User, broken: Break, when: date = THURSDAY) -> Visit:
    """A visit for which all was done but this."""
    visit = a_proposal(office, maker, when, without=broken.without)
    with office.store.writing() as session:
        (case,) = session.case_files([each.id for each in visit.cases])
        change = broken.later(visit, case, office.clock()) if broken.later else None
        if isinstance(change, Fact):
            session.add_fact(change)
        elif isinstance(change, CaseFile):
            session.save_case_file(change)
        elif isinstance(change, Visit):
            town = session.day(when)
            assert town
            session.save_day(replace(town, visits=tuple(change if v.id == change.id else v for v in town.visits)))
    return visit


def by_hand(office: Office, when: date) -> Day:
    """The day as if the lender had approved all its visits, whatever anybody here says."""
    with office.store.writing() as session:
        town = session.day(when)
        assert town
        signed = [replace(v, approved_by="R. Sorel", location=day().depots[0].location) for v in town.visits]
        session.add_facts(
            Approval(customer_id=v.customer.id, visit_id=v.id, at=NOW, by=LENDER, approved=True, proposed_by="")
            for v in signed
        )
        return session.save_day(replace(town, visits=tuple(signed)))


def shut(office: Office, town: Day, visit: Visit, at: At = At.ISSUE) -> set[str]:
    """The gates that are closed to a visit of a day."""
    closed = office.closed(town)
    standing = closed.standings.get(visit.customer.id)
    covers, one = office.settings.outside_covers, town.visit(visit.id)
    return {gate.id for gate in closed_gates(case_gates(office.pack, closed, standing, one, at, covers=covers))}


def the_day(office: Office, when: date = THURSDAY) -> Day:
    with office.store.reading() as session:
        town = session.day(when)
    assert town
    return town
