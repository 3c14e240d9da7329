"""Tells customers by a message when somebody comes: a file for the lender's gateway, as reminders have one.

Who was spoken to is told as told on the telephone, everybody else as offered; both may say no. Only of approved visits.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from planner.bootstrap import Office
from planner.cases.around import Around, around, spoken_of
from planner.cases.contacts import Spoken, room
from planner.cases.gateway import as_csv, writing_out
from planner.cases.message_values import meeting_values, usual_values
from planner.cases.messages import Batch, LeftOut, Message, keep_all, record_batch
from planner.cases.model import Channel, ContactResult, CustomerFile, Purpose
from planner.cases.promises import ToTell, to_tell
from planner.cases.templates import choose, fill
from planner.errors import BadInput, NotAllowed, PlannerError
from planner.storage.session import Session
from planner.users import Right, User

AGREE_FIRST = "agree_first"
"""Why nothing is written: another time was told, and a new one is agreed on the telephone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was written where, and who was left out, each with a code why."""

    file: Path
    count: int
    left_out: tuple[LeftOut, ...]


def export_promises(office: Office, when: date, visit_ids: Collection[UUID], file: Path, *, by: User) -> Told:
    """Write messages that tell when somebody comes; what they say is promised from then on. All of it or nothing.

    Raises
    ------
    NotAllowed
        ``no_right``; ``file_exists``; ``nothing_to_send``.
    BadInput
        ``cannot_export``.
    Conflict
        ``changed_meanwhile``.
    """
    by.require(Right.CONTACT)
    if file.exists():
        raise NotAllowed("file_exists", file=file.name)
    calls = [each for each in to_tell(office, when, by=by).calls if each.visit.id in visit_ids]
    known = around(office)
    with writing_out(office) as (session, write):
        day = session.day(when)
        here = {visit.id for visit in day.visits} if day else set()  # one may have been called off meanwhile
        made = _batch(session, known, [each for each in calls if each.visit.id in here])
        if day is None or not made.messages:
            raise NotAllowed("nothing_to_send")
        keep_all(session, made.messages, ContactResult.SENT, known.now, by)
        content = as_csv(made.messages)
        digest = sha256(content).hexdigest()
        record_batch(session, "promises_exported", made, known.now, by, sha256=digest, date=when)
        write(file, content)
    return Told(file, len(made.messages), made.left_out)


def _batch(session: Session, known: Around, calls: Collection[ToTell]) -> Batch:
    files = session.customer_files({each.visit.customer.id for each in calls})
    files |= {
        each.visit.customer.id: CustomerFile(each.visit.customer, each.visit.address)
        for each in calls
        if each.visit.customer.id not in files
    }
    spoken, messages, left = spoken_of(session, known, files), [], []
    for each in calls:
        file = files[each.visit.customer.id]
        # What was told is kept; another span takes a talk.
        why = AGREE_FIRST if each.told and not each.kept else _why_not(known, file, spoken[file.id])
        try:
            if not why:
                messages.append(_message(session, known, file, each))
        except PlannerError as problem:
            why = problem.code
        if why:
            left.append(LeftOut(file.id, each.visit.reference, why))
    return Batch(tuple(messages), tuple(left))


def _why_not(known: Around, file: CustomerFile, spoken: Spoken) -> str:
    if not file.customer.phone.strip():
        return "no_way"
    found = room(known.pack, spoken, Channel.SMS, known.now)
    return "" if found.open else found.why


def _message(session: Session, known: Around, file: CustomerFile, each: ToTell) -> Message:
    purpose = Purpose.PROMISE if each.told else Purpose.VISIT_NOTICE
    template = choose(known.templates, purpose, Channel.SMS)
    if template is None:
        raise BadInput("no_template", channel=Channel.SMS.value)
    speaks = known.language_of(file)
    values = usual_values(known, file, speaks) | meeting_values(
        each.date, each.says.earliest, each.says.latest, each.visit.place_kind, speaks
    )
    filled = fill(template, speaks, values, visit=each.visit)
    cases = session.case_files([case.id for case in each.visit.cases])
    return Message(uuid4().hex[:16], file, cases, Channel.SMS, purpose, filled, (each.date, each.says), each.visit.id)
