"""The customers to be called because of a change, as a coordinator reads them: at which number, and whether now."""

from __future__ import annotations

from dataclasses import dataclass

from planner.bootstrap import Office
from planner.cases.around import around, spoken_of
from planner.cases.contacts import OPEN, Room, room
from planner.cases.model import Channel
from planner.day.workday import Workday
from planner.running.calls_due import ToCall, read_to_call
from planner.running.unkept import unkept
from planner.users import Right, User


@dataclass(frozen=True, slots=True)
class CallLine:
    """One customer, and whether the law and the office leave room for a call now."""

    call: ToCall
    phone: str
    room: Room = OPEN


def call_sheet(office: Office, work: Workday, *, by: User) -> tuple[CallLine, ...]:
    """Whom to call now, most urgent first; of a day that is over, who was promised what nobody kept.

    Reads; meant for a thread.
    """
    by.require(Right.CONTACT)
    known, left = around(office), unkept(office, work.day.date)
    with office.store.reading() as session:
        over = work.day.date < session.day_of(known.now)
        due = () if over else read_to_call(session, work.day, work.plan, work.problem.blocked)
        gone = {call.visit.id for call in left}
        calls = (*left, *(call for call in due if call.visit.id not in gone))
        files = session.customer_files({call.visit.customer.id for call in calls})
        spoken = spoken_of(session, known, files)
    return tuple(
        CallLine(
            call,
            call.visit.customer.phone,
            room(known.pack, spoken[who], Channel.PHONE, known.now)
            if (who := call.visit.customer.id) in spoken
            else OPEN,
        )
        for call in calls
    )
