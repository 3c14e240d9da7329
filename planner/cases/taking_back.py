"""Takes back what a message promised that never arrived: a customer who heard nothing was told nothing."""

from __future__ import annotations

from datetime import datetime

from planner.cases.model import Contact, ContactResult
from planner.cases.promises import TELLS, promise
from planner.model import Window
from planner.storage.session import Session

LOST = frozenset({ContactResult.FAILED, ContactResult.NO_ANSWER})


def span_named(contact: Contact) -> Window | None:
    """Between which times somebody would come, as this contact said; None where it said none."""
    if contact.offered_from is None or contact.offered_to is None:
        return None
    return Window(contact.offered_from, contact.offered_to)


def take_back(session: Session, failed: Contact, *, at: datetime, by: str) -> bool:
    """The visit of a message that failed keeps to what its customer heard last, or to nothing; whether that changed.

    What was promised before it was first said from here, as by the lender, stays.
    """
    span, when = span_named(failed), failed.offered_day
    day = session.day(when) if when and failed.visit_id and span else None
    visit = next((each for each in day.visits if each.id == failed.visit_id), None) if day else None
    if day is None or visit is None or visit.promised != span:
        return False
    told = [
        c
        for c in session.facts(Contact, visits=[visit.id])
        if c.purpose in TELLS and c.offered_day == when and span_named(c)
    ]
    heard = [each for each in told if each.result not in LOST]
    same = [each for each in told if span_named(each) == span]
    if any(span_named(each) == span for each in heard) or all(each.repeats for each in same):
        return False
    last = max(heard, key=lambda each: each.at, default=None)
    promise(session, day, {visit.id: span_named(last) if last else None})
    who = session.subject(failed.customer_id)
    session.record("promise_taken_back", by, at, visit=visit.id, customer=who, message=failed.message)
    return True
