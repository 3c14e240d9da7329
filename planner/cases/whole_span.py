"""The span that a customer is told is lawful as a whole: nobody waits at a time at which nobody may come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from planner.bootstrap import Office
from planner.errors import NotAllowed
from planner.model import Day, Visit, Window
from planner.policy.hours import Moments, lawful_starts, moment
from planner.text import listed, span_words

MINUTE = timedelta(minutes=1)


def require_whole(office: Office, day: Day, visit: Visit, span: Window) -> None:
    """Refuse a span in which a team may not come at every time, whoever wishes it.

    Raises
    ------
    NotAllowed
        ``span_not_lawful``: no lawful time lies in it. ``span_partly_lawful``: some does, and which is said.
    """
    asked = replace(visit, windows=(span,), promised=span)
    starts = lawful_starts(office.pack, office.closed(day), asked, day.zone)
    if not starts:
        raise NotAllowed("span_not_lawful", span=span_words(span))
    first, last = (moment(visit.date, each, day.zone) for each in span)
    if not any(begin <= first and last <= end for begin, end in starts):
        lawful = listed([span_words(_in_minutes(day, each)) for each in starts])
        raise NotAllowed("span_partly_lawful", span=span_words(span), lawful=lawful)


def _in_minutes(day: Day, starts: Moments) -> Window:
    def local(when: datetime) -> datetime:
        return when.astimezone(day.zone).replace(second=0, microsecond=0)

    first, last = map(local, starts)
    return Window((first if first == starts[0] else first + MINUTE).time(), last.time())
