"""Whom else something is to be told: of a visit that is approved, of the firm that cares for them, of an installment.

Each is a `Due`, as a reminder is, and leaves by the same doors. Of a visit nothing is told before it is approved, and
of nothing while a hold, a rest, a quiet hour or a count stands against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.around import Around, spoken_of
from planner.cases.call_answers import Follow
from planner.cases.contacts import IN_WRITING, TALKS, WENT_OUT, Room, Spoken, in_buffer, room
from planner.cases.follow_up import Followed, by_customer, read_followed
from planner.cases.gates import At, case_gates
from planner.cases.model import CaseFile, Contact, ContactResult, CustomerFile, Hold, HoldKind, Purpose, Stage
from planner.cases.plan_tasks import FollowedUp, NextStep, Task, TaskKind
from planner.cases.precontact import stops
from planner.cases.promises import AHEAD, NEEDED, span_length, span_of
from planner.cases.reminders import REMINDED_STILL, UNREPORTED, Due, DueState, reached_by, waiting
from planner.cases.standing import standings
from planner.cases.templates import choose
from planner.model import Day, Stop, Visit, Window
from planner.policy.closed import ClosedDays
from planner.policy.gate import is_approved
from planner.policy.hours import is_as_promised, lawful_starts
from planner.policy.pack import Pack
from planner.policy.personal import notices
from planner.policy.standing import Standing
from planner.storage.case_board import not_told

if TYPE_CHECKING:
    from planner.storage.session import Session

AGENT_STAGES = (Stage.REMINDED, Stage.PREPARED, Stage.CONTACTED, Stage.PROPOSED, Stage.APPROVED)
"""Of whom a customer hears that another firm cares for them: once something of ours has reached them, before a door."""
PEACE = timedelta(days=3)
"""So long after a message about a plan no other follows."""
WRITTEN = (TaskKind.REMIND, TaskKind.PARTLY, TaskKind.MISSED)
NOT_APPROVED, NOT_PLANNED, NOTICE_LATE, AGREE_FIRST = ("not_approved", "not_planned", "notice_late", "agree_first")
"""Why a notice of a visit waits, beside the codes of `contacts.room` and ``resting``."""
NOTICE = "gates.visit_notice"
_NOT_OF_PLANS = REMINDED_STILL | {HoldKind.PLAN_PERFORMING}


def _due(
    office: Around, spoken: Spoken, file: CustomerFile, cases: Sequence[CaseFile], purpose: Purpose, *,
    tone: int = 1, sent: Contact | None = None, why: str = "",
) -> Due:  # fmt: skip
    # With the ways that there are words for; `why` shuts them all.
    late = max((case.days_past_due(spoken.day(office.now)) for case in cases), default=0)
    if sent and sent.result == ContactResult.SENT:
        return Due(file, tuple(cases), tone, late, DueState.SENT, sent=sent, purpose=purpose)
    why = why or _rests(office, spoken)
    ways = [
        way
        for way in reached_by(file, spoken)
        if way in IN_WRITING and choose(office.templates, purpose, way, tone) is not None
    ]
    ways.sort(key=lambda way: sent is not None and way == sent.channel)
    rooms = {way: Room(False, why) if why else room(office.pack, spoken, way, office.now) for way in ways}
    state = DueState.FAILED if sent else DueState.DUE
    if not any(each.open for each in rooms.values()):
        state = DueState.LATER
    return Due(file, tuple(cases), tone, late, state, rooms, sent, purpose)


def _rests(office: Around, spoken: Spoken) -> str:
    # A reminder leaves a rest, in which nothing else happens; and one message in writing is enough for a day.
    if in_buffer(office.pack, spoken.contacts, office.now, spoken.zone):
        return "resting"
    today = spoken.day(office.now)
    written = (c for c in spoken.contacts if c.channel in IN_WRITING and c.result in WENT_OUT)
    return "messages_spent" if any(spoken.day(c.at) == today for c in written) else ""


# --- of a visit


@dataclass(frozen=True, slots=True)
class _OfDay:
    # What is known around the visits of one day.
    day: Day
    stops: dict[UUID, Stop]
    closed: ClosedDays
    files: dict[UUID, CustomerFile]
    spoken: dict[UUID, Spoken]
    length: timedelta
    pack: Pack

    def span(self, visit: Visit) -> tuple[Window | None, str]:
        """The span to name, and why it may not be named by a message; as planned, else as the customer wished."""
        stop = self.stops.get(visit.id)
        if stop and visit.promised:
            return visit.promised, "" if is_as_promised(visit, stop.start, self.day.zone) else AGREE_FIRST
        if stop:
            lawful = lawful_starts(self.pack, self.closed, visit, self.day.zone)
            return span_of(self.day, visit, stop, self.length, lawful), ""
        known = visit.promised or (visit.windows[0] if len(visit.windows) == 1 else None)
        return known, "" if known else NOT_PLANNED


def visit_dues(session: Session, office: Around, customers: Collection[UUID] | None = None) -> tuple[Due, ...]:
    """Customers of visits ahead who were not told of the day yet, where the rules ask for it; the soonest first."""
    if not _asks_notice(office.pack):
        return ()
    found: list[Due] = []
    for when in session.dates():
        if office.today < when <= office.today + AHEAD and (day := session.day(when)):
            found += _of_day(session, office, day, customers)
    return tuple(found)


def _asks_notice(pack: Pack) -> bool:
    before = pack.gates.get("pre_contact")
    return "visit_notice" in pack.gates or bool(before and before.lead_hours)


def _of_day(session: Session, office: Around, day: Day, customers: Collection[UUID] | None) -> Iterator[Due]:
    visits = [visit for visit in day.visits if customers is None or visit.customer.id in customers]
    files = session.customer_files({visit.customer.id for visit in visits})
    cases = {case.id: case for case in session.case_files(customers=files)}
    plan = session.draft(day.id)
    known = standings(session, files, day.branch.time_zone, outsourced=office.outsourced)
    around = _OfDay(
        day,
        {stop.visit_id: stop for route in plan.routes for stop in route.stops} if plan else {},
        replace(office.closed, standings=known, now=office.now),
        files,
        spoken_of(session, office, files),
        span_length(session),
        office.pack,
    )
    for visit in visits:
        mine = [cases[case.id] for case in visit.cases if case.id in cases]
        due = _of_visit(office, around, visit, mine) if mine and visit.customer.id in known else None
        if due:
            yield due


def _of_visit(office: Around, around: _OfDay, visit: Visit, cases: Sequence[CaseFile]) -> Due | None:
    standing, spoken = around.closed.standings[visit.customer.id], around.spoken[visit.customer.id]
    sent = waiting(spoken.contacts, Purpose.VISIT_NOTICE, office.now, day=visit.date)
    is_told = _is_told(office.pack, standing, visit)
    if is_told and not (sent and sent.result == ContactResult.SENT):
        return None
    span, why = around.span(visit)
    if not is_approved(visit):
        why = NOT_APPROVED
    elif not is_told:
        zone = around.day.zone
        gates = case_gates(
            office.pack, around.closed, standing, visit, At.PLAN,
            covers=office.covers, settled=office.settled, zone=zone,
        )  # fmt: skip
        shut = {gate.key for gate in gates if gate.id in NEEDED and not gate.open}
        if shut - {NOTICE}:
            return None  # nobody goes there as things are: there is nothing to tell
        why = NOTICE_LATE if shut else why
    made = _due(office, spoken, around.files[visit.customer.id], cases, Purpose.VISIT_NOTICE, sent=sent, why=why)
    return replace(made, visit=visit, span=span)


def _is_told(pack: Pack, standing: Standing, visit: Visit) -> bool:
    if "visit_notice" in pack.gates:
        return bool(notices(standing, visit))
    return any(each.offered_day == visit.date and each.reached for each in standing.spoken)


# --- of the firm


def agent_dues(session: Session, office: Around, customers: Collection[UUID] | None = None) -> tuple[Due, ...]:
    """Customers who were not told yet which firm cares for them; those to whom a visit is near first."""
    terms = office.pack.gates.get("agent_notice")
    if terms is None or not (terms.always or office.outsourced):
        return ()
    people = not_told(session, Purpose.AGENT_NOTICE, AGENT_STAGES, office.now - UNREPORTED)
    people = people if customers is None else people.intersection(customers)
    cases: dict[UUID, list[CaseFile]] = defaultdict(list)
    for case in session.case_files(customers=people, stages=AGENT_STAGES):
        cases[case.customer_id].append(case)
    files = session.customer_files(cases)
    spoken = spoken_of(session, office, files)
    found = (_of_agent(office, spoken[key], file, cases[key]) for key, file in files.items())
    order = list(Stage)
    return tuple(
        sorted(
            (due for due in found if due),
            key=lambda due: (-max(order.index(c.stage) for c in due.cases), due.customer.customer.reference),
        )
    )


def _of_agent(office: Around, spoken: Spoken, file: CustomerFile, cases: Sequence[CaseFile]) -> Due | None:
    today = spoken.day(office.now)
    if any(stops(hold) and hold.holds_on(today) for hold in spoken.holds):
        return None
    sent = waiting(spoken.contacts, Purpose.AGENT_NOTICE, office.now)
    told = [c for c in spoken.contacts if c.purpose == Purpose.AGENT_NOTICE and c.result in (WENT_OUT | TALKS)]
    if told and not (sent and sent.result == ContactResult.SENT):
        return None
    return _due(office, spoken, file, cases, Purpose.AGENT_NOTICE, sent=sent)


# --- of an installment


def follow_up_dues(session: Session, office: Around, customers: Collection[UUID] | None = None) -> tuple[Due, ...]:
    """Customers to write to about a plan: before an installment, or kindly where one was missed. The urgent first."""
    plans = read_followed(session, office, customers)
    files = {plan.customer.id: plan.customer for plan in plans}
    spoken = spoken_of(session, office, files)
    notes = by_customer(session.facts(FollowedUp, customers=list(files)))
    found: dict[UUID, Due] = {}
    for plan in plans:
        who = plan.customer.id
        due = _of_plan(office, spoken[who], plan, notes[who]) if who not in found else None
        if due:
            found[who] = due
    return tuple(found.values())


def _of_plan(office: Around, spoken: Spoken, plan: Followed, notes: Sequence[FollowedUp]) -> Due | None:
    today = spoken.day(office.now)
    if any(hold.holds_on(today) and not _is_of_plan(hold) for hold in spoken.holds):
        return None
    sent = waiting(spoken.contacts, Purpose.FOLLOW_UP, office.now)
    if sent and sent.result == ContactResult.SENT:
        return _due(office, spoken, plan.customer, plan.cases, Purpose.FOLLOW_UP, sent=sent)
    task = None if _written_lately(spoken, office.now) else _task(plan, spoken, notes)
    if task is None:
        return None
    tone = 1 if task.kind == TaskKind.REMIND else 2
    failed = sent if sent and _is_about(sent, task, notes) else None
    due = _due(office, spoken, plan.customer, plan.cases, Purpose.FOLLOW_UP, tone=tone, sent=failed)
    return replace(due, task=task)


def _is_of_plan(hold: Hold) -> bool:
    # Nothing goes on while a plan is drawn up, as was said in a call: once it is in force, this is over.
    drawn_up = hold.kind == HoldKind.ADVISER and hold.source == "call" and hold.group == Follow.PLAN
    return drawn_up or hold.kind in _NOT_OF_PLANS


def _task(plan: Followed, spoken: Spoken, notes: Sequence[FollowedUp]) -> Task | None:
    # What may be written about and was not; of what was missed once, and a talk comes after it.
    lost = {c.message for c in spoken.contacts if c.message and c.result == ContactResult.FAILED}
    over = {
        (note.task, note.due) for note in notes if note.plan_id == plan.plan.id and note.message not in lost
    }  # fmt: skip
    return next(
        (
            task
            for task in plan.tasks
            if task.kind in WRITTEN and NextStep.SUPERVISOR not in task.steps and (task.kind, task.due) not in over
        ),
        None,
    )


def _written_lately(spoken: Spoken, now: datetime) -> bool:
    # Who was written to about what was missed is not written to the next day about what comes.
    written = (c for c in spoken.contacts if c.purpose == Purpose.FOLLOW_UP and c.channel in IN_WRITING)
    return any(c.result in WENT_OUT and now - c.at < PEACE for c in written)


def _is_about(contact: Contact, task: Task, notes: Sequence[FollowedUp]) -> bool:
    about = ((note.task, note.due) for note in notes if note.message and note.message == contact.message)
    return (task.kind, task.due) in about
