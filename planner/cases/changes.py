"""What is otherwise with the visits of a day than when somebody looked last, each with its remedy.

What closes a visit now is told whenever it came about: nobody would have planned it as it is. The rest is told since
the last look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.gates import CaseGate
from planner.cases.gates_of_day import closed_of_plan
from planner.cases.model import Hold, HoldKind
from planner.cases.promises import ToTell, call_list
from planner.cases.withdrawing import CalledOff
from planner.model import Customer, Day, Plan, Route, Violation, Visit
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.policy.personal import holding
from planner.policy.standing import MISTAKE


class What(StrEnum):
    """What is otherwise."""

    PAID = "paid"
    PLAN_AGREED = "plan_agreed"
    HELD = "held"
    HOLD_ENDED = "hold_ended"
    CALLED_OFF = "called_off"
    ADDRESS = "address"
    STAFF = "staff"
    PROMISE = "promise"
    GATE = "gate"


class Remedy(StrEnum):
    """What is to be done, in the order in which it is done."""

    IMPORT_PAYMENTS = "import_payments"
    IMPORT_HOLDS = "import_holds"
    IMPORT_CASES = "import_cases"
    PHONE = "phone"
    ROSTER = "roster"
    REVIEW = "review"
    TAKE_OFF = "take_off"
    APPROVE = "approve"
    PREPARE = "prepare"
    TELL = "tell"
    PLAN = "plan"
    PLAN_REST = "plan_rest"
    CALLS = "calls"
    OUTCOMES = "outcomes"
    COPIES = "copies"
    NONE = "none"
    """It is done already."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is otherwise.

    Parameters
    ----------
    why
        A code: the kind of the hold, why a visit was called off, or the gate that is closed (or nobody can tell).
    rule
        The id of the rule behind it.
    on_paper
        Whether its team carries it on paper.
    blocks
        Whether nothing can be issued before it is mended.
    """

    what: What
    remedy: Remedy
    customer: Customer | None = None
    case_id: UUID | None = None
    visit_id: UUID | None = None
    reference: str = ""
    team: str = ""
    why: str = ""
    rule: str = ""
    on_paper: bool = False
    blocks: bool = True


HELD_AS: Mapping[str, What] = {
    HoldKind.PAID.value: What.PAID,
    HoldKind.PLAN_PERFORMING.value: What.PLAN_AGREED,
    HoldKind.ADDRESS.value: What.ADDRESS,
}
MENDED: Mapping[str, Remedy] = {
    "four_eyes": Remedy.APPROVE,
    gate.APPROVED: Remedy.APPROVE,
    gate.LOCATED: Remedy.REVIEW,
    "balance_fresh": Remedy.IMPORT_CASES,
    **dict.fromkeys(("authorization_valid", "ids_valid", "carry_set", "address_verified"), Remedy.PREPARE),
}
"""What opens a gate again; behind every other one the visit comes off, and may be made another day."""
TO_TELL = "not_told"


def changes(
    office: Office, day: Day, draft: Plan | None, issued: Plan | None, since: datetime
) -> tuple[Changed, ...]:  # fmt: skip
    """What is otherwise: who may not be visited as planned, teams that are short, promises, and what was called off."""
    pack, closed = office.pack, office.closed(day)
    paper = _stops(issued)
    found = [*_closed(office, pack, closed, day, draft, paper)] if draft else []
    told = {each.visit_id for each in found}
    if issued and issued != draft:  # on the paper of a team, though the newest plan has them no more
        more = _closed(office, pack, closed, day, issued, paper)
        found += [_unblocked(each) for each in more if each.visit_id not in told and each.what != What.STAFF]
    told |= {each.visit_id for each in found}
    with office.store.reading() as session:
        found += _unkept(call_list(session, day.date), paper, told)
        names = {visit.customer.id: visit for visit in day.visits}
        holds = session.facts(Hold, customers=list(names))
        off = [each for each in session.facts(CalledOff, since=since) if each.day == day.date]
        people = session.customer_files({each.customer_id for each in off})
    found += _free_again(pack, closed, names, holds, since, set(_stops(draft)))
    found += [_called_off(each, people[each.customer_id].customer) for each in off if each.customer_id in people]
    order = list(What)
    return tuple(sorted(found, key=lambda each: (not each.on_paper, order.index(each.what), each.reference)))


def _closed(
    office: Office, pack: Pack, closed: ClosedDays, day: Day, plan: Plan, paper: Mapping[UUID, Route]
) -> Iterator[Changed]:
    teams = {shift.id: shift.team.name for shift in day.shifts}
    visits = {visit.id: visit for visit in day.visits}
    plan = _still(plan, visits, teams)
    routes = _stops(plan)
    gates = closed_of_plan(office, day, plan)
    broken: dict[UUID | None, list[Violation]] = {}
    for each in gate.judge(pack, closed, day, plan):
        broken.setdefault(each.visit_id, []).append(each)
    for visit_id, route in routes.items():
        shut, legal = gates.get(visit_id, ()), broken.get(visit_id, ())
        if shut or legal:
            about = _about(visits[visit_id], teams[route.shift_id], on_paper=visit_id in paper)
            yield _judged(pack, closed, visits[visit_id], about, shut, legal)
    for route in plan.routes:
        gone = [member.id for member in day.shift(route.shift_id).members if member.id in day.absent]
        unfit = next((each.kind for each in broken.get(None, ()) if each.shift_id == route.shift_id), "")
        if route.stops and (gone or unfit):
            yield Changed(What.STAFF, Remedy.ROSTER, team=teams[route.shift_id], rule=unfit, blocks=bool(unfit))


def _judged(
    pack: Pack,
    closed: ClosedDays,
    visit: Visit,
    about: Changed,
    shut: Iterable[CaseGate],
    legal: Iterable[Violation],
) -> Changed:
    # One line for a visit: what holds its customer says more than the gate that it closes.
    holds = [key.partition(".")[2] for key, _hold in holding(pack, closed.standings.get(visit.customer.id), visit)]
    ids = [each.id for each in shut] + [each.kind for each in legal]
    rule = next((rule for each in shut for rule in each.rules), next((each.kind for each in legal), ""))
    if holds:
        first = min(holds, key=lambda kind: kind not in HELD_AS)
        return _with(about, HELD_AS.get(first, What.HELD), Remedy.TAKE_OFF, first, rule)
    code = min(ids, key=lambda each: each not in MENDED)
    told = [each.why for each in shut if each.id == code]
    remedy = Remedy.TELL if code == gate.NOTICE and TO_TELL in told else MENDED.get(code, Remedy.TAKE_OFF)
    return _with(about, What.ADDRESS if code == gate.LOCATED else What.GATE, remedy, code, rule)


def _unkept(calls: Iterable[ToTell], paper: Mapping[UUID, Route], told: set[UUID | None]) -> Iterator[Changed]:
    for each in calls:
        if each.told and not each.kept and each.visit.id not in told:
            about = _about(each.visit, each.team, on_paper=each.visit.id in paper)
            yield _with(about, What.PROMISE, Remedy.TELL, "", "")


def _free_again(
    pack: Pack,
    closed: ClosedDays,
    names: Mapping[UUID, Visit],
    holds: Iterable[Hold],
    since: datetime,
    planned: set[UUID],
) -> Iterator[Changed]:
    for hold in holds:
        visit = names[hold.customer_id]
        ended = hold.ended_at is not None and hold.ended_at >= since and hold.end_reason != MISTAKE
        stopped = any(holding(pack, closed.standings.get(visit.customer.id), visit))
        if ended and not stopped and visit.id not in planned:
            about = _about(visit, "", on_paper=False)
            yield _unblocked(_with(about, What.HOLD_ENDED, Remedy.PLAN_REST, hold.kind.value, ""))


def _called_off(off: CalledOff, customer: Customer) -> Changed:
    return Changed(
        What.CALLED_OFF, Remedy.NONE, customer, visit_id=off.visit_id, reference=off.reference, team=off.team,
        why=off.why, on_paper=off.on_paper, blocks=False,
    )  # fmt: skip


def _about(visit: Visit, team: str, *, on_paper: bool) -> Changed:
    case = next((case.id for case in visit.cases), None)
    return Changed(
        What.GATE, Remedy.NONE, visit.customer, case, visit.id, visit.reference, team, on_paper=on_paper
    )  # fmt: skip


def _with(about: Changed, what: What, remedy: Remedy, why: str, rule: str) -> Changed:
    return replace(about, what=what, remedy=remedy, why=why, rule=rule)


def _unblocked(each: Changed) -> Changed:
    return replace(each, remedy=Remedy.NONE if each.remedy == Remedy.TAKE_OFF else each.remedy, blocks=False)


def _still(plan: Plan, visits: Mapping[UUID, Visit], teams: Mapping[UUID, str]) -> Plan:
    # The plan without what the day has no more: visits that were called off, teams that were dissolved.
    routes = (
        replace(route, stops=tuple(stop for stop in route.stops if stop.visit_id in visits))
        for route in plan.routes
        if route.shift_id in teams
    )
    return replace(plan, routes=tuple(routes))


def _stops(plan: Plan | None) -> dict[UUID, Route]:
    return {stop.visit_id: route for route in plan.routes for stop in route.stops} if plan else {}
