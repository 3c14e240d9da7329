"""What payments mean for visits whose cases have no file here: such as the lender's approved visits, brought in alone.

Of what is paid with no file, the file of payments alone can say that nothing is left. It also holds what both kinds of
booking have in common: their result, and the hold that says that all is paid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from planner.cases.holding import hold
from planner.cases.model import Hold, HoldKind, Payment
from planner.cases.money import Money
from planner.cases.payments import Booked
from planner.cases.withdrawing import Withdrawn
from planner.model import Visit
from planner.storage.session import Session

BY_PAYMENTS = "payments"
"""How a hold came that says that all is paid: the lender's file of holds may say so too, and then means it."""


@dataclass(frozen=True, slots=True)
class PaidNow:
    """What payments changed for one customer.

    Parameters
    ----------
    paid
        What was newly booked, by case.
    closed
        Cases that are paid.
    visits
        Visits to the customer that are still to be made, today or later: they are to be looked at.
    held
        Whether nobody goes there any longer: every case of theirs is paid.
    claim_ended
        They had said that they paid, and they had.
    plans_kept
        Repayment plans that have come to their good end.
    withdrawn
        Visits about what is paid, while something else is still owed; teams with paper are to be rung up.
    """

    customer_id: UUID
    paid: Mapping[UUID, Money] = field(default_factory=dict)
    closed: tuple[UUID, ...] = ()
    visits: tuple[UUID, ...] = ()
    held: bool = False
    claim_ended: bool = False
    plans_kept: tuple[UUID, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()


def book_visits(
    session: Session, rows: Sequence[Booked], today: date, now: datetime, by: str
) -> tuple[PaidNow, ...]:  # fmt: skip
    """Book rows of cases without a file that a visit ahead is about; the others are of no concern here.

    A customer is held where the file says that nothing is left of all that the visit is about; else the visit is told,
    for somebody to look at.
    """
    if not rows:
        return ()
    by_case: dict[str, list[Booked]] = defaultdict(list)
    for row in rows:
        by_case[row.case].append(row)
    visits = [visit for visit in _ahead(session, today) if any(case.reference in by_case for case in visit.cases)]
    files = {file.id for file in session.case_files({case.id for visit in visits for case in visit.cases})}
    known: dict[UUID, set[str]] = defaultdict(set)
    for each in session.facts(Payment, customers={visit.customer.id for visit in visits}):
        known[each.customer_id].add(each.reference)
    found = (_visit(session, visit, by_case, files, known[visit.customer.id], now, by) for visit in visits)
    return tuple(each for each in found if each)


def paid_hold(customer_id: UUID, now: datetime, by: str, case_id: UUID | None = None) -> Hold:
    """What says that a customer owes nothing more: nobody visits them."""
    return Hold(customer_id=customer_id, case_id=case_id, at=now, by=by, kind=HoldKind.PAID, source=BY_PAYMENTS)


def _ahead(session: Session, today: date) -> Iterable[Visit]:
    for when in session.dates():
        if when >= today and (day := session.day(when)):
            yield from day.visits


def _visit(
    session: Session,
    visit: Visit,
    by_case: Mapping[str, Sequence[Booked]],
    filed: Set[UUID],
    known: set[str],
    now: datetime,
    by: str,
) -> PaidNow | None:
    files = {case.id for case in visit.cases} & filed
    bare = [case for case in visit.cases if case.id not in files]
    rows = {case.id: by_case.get(case.reference, ()) for case in bare}
    if not any(rows.values()):
        return None
    new = [(case, row) for case, found in rows.items() for row in found if row.reference not in known]
    session.add_facts(
        Payment(
            customer_id=visit.customer.id, case_id=case, at=now, by=by, amount=row.amount,
            booked=row.booked.date(), reference=row.reference,
        )
        for case, row in new
    )  # fmt: skip
    known |= {row.reference for _case, row in new}  # of another visit to the same customer
    nothing = not files and all(found and _nothing_left(found) for found in rows.values())
    held = nothing and _is_new(session, paid_hold(visit.customer.id, now, by))
    if not new and not held:
        return None
    paid = {case: Money(sum(r.amount.minor for c, r in new if c == case), row.amount.currency) for case, row in new}
    return PaidNow(visit.customer.id, paid, visits=(visit.id,), held=nothing)


def _is_new(session: Session, wanted: Hold) -> bool:
    return hold(session, wanted).id == wanted.id


def _nothing_left(rows: Sequence[Booked]) -> bool:
    # As the newest row says, if it does; who paid too much owes nothing either.
    last = max(reversed(rows), key=lambda row: row.booked)
    return last.balance is not None and last.balance.minor <= 0
