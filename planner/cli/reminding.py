"""``rounds cases remind`` and ``rounds cases delivered``: who is to be reminded, out by which way, and back."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable
from datetime import datetime, tzinfo

from planner.bootstrap import Office
from planner.cases.contact_words import DUE, moment_words, room_words, said_words, way_words, why_words
from planner.cases.gateway import EXPORTED, export, read_delivered
from planner.cases.messages import Wanted
from planner.cases.model import Channel, Purpose
from planner.cases.outbox import SENT_BY, is_on, send
from planner.cases.queues import queue
from planner.cases.reminders import Due, DueState
from planner.cli.console import branch_zone, opened, progress_bar, say, show_table
from planner.errors import NotAllowed
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right


def remind(options: argparse.Namespace) -> int:
    """Who is to be reminded, or told something else, now; or write their messages. 1 where somebody was left out."""
    purpose, way = Purpose(options.purpose), Channel(options.way) if options.way else None
    with opened(options, Right.CONTACT) as office:
        dues = queue(office, purpose, by=office.user)
        if options.send:
            return _sent(office, dues, way, purpose)
        if not options.export:
            zone, now = branch_zone(office), office.clock()
            second = _("Days late") if purpose in (Purpose.REMINDER, Purpose.AGENT_NOTICE) else _("Day")
            heads = (_("Reference"), second, _("State"), _("Way"), _("Words"))
            show_table(heads, [(*_first(due), _words(due, zone, now)) for due in dues])
            say(ngettext("{count} customer.", "{count} customers.", len(dues)).format(count=len(dues)))
            return 0
        wanted = _wanted(dues, way, EXPORTED)
        done = export(office, wanted, options.export, by=office.user, purpose=purpose)
        count = len(done.batch.messages)
        words = ngettext("{count} message in {file}.", "{count} messages in {file}.", count)
        say(words.format(count=count, file=done.file.name))
        for left in done.batch.left_out:
            say(f"  {left.reference}: {why_words(left.why)}")
        return int(bool(done.batch.left_out))


def _sent(office: Office, dues: Iterable[Due], way: Channel | None, purpose: Purpose) -> int:
    # One by one; 1 where one could not be sent, or somebody was left out.
    ways = [each for each in SENT_BY if is_on(office.settings, each)]
    if not ways or way not in (None, *ways):
        raise NotAllowed("outbox_off")
    wanted = _wanted(dues, way, ways)
    if not wanted:
        say(_("Nobody is to be written to now. Without --send the list says who waits, and for what."))
        return 0
    with progress_bar() as show:
        done = send(office, wanted, by=office.user, purpose=purpose, on_message=show)
    failed = sum(not each.sent for each in done.results)
    say(_("Sent: {sent}. Not taken: {failed}.").format(sent=len(done.results) - failed, failed=failed))
    for left in done.left_out:
        say(f"  {left.reference}: {why_words(left.why)}")
    return int(bool(failed or done.left_out))


def delivered(options: argparse.Namespace) -> int:
    """Take in what became of messages; 1 where rows were of no use."""
    with opened(options, Right.CONTACT) as office:
        found = read_delivered(office, options.file, by=office.user)
    words = _("Arrived: {delivered}. Not arrived: {failed}. Want no more: {declined}. Rows without use: {unknown}.")
    told = {"delivered": found.delivered, "failed": found.failed, "declined": found.declined}
    say(words.format(**told, unknown=len(found.unknown)))
    return int(bool(found.unknown))


def _wanted(dues: Iterable[Due], way: Channel | None, ways: Collection[Channel]) -> list[Wanted]:
    found: list[Wanted] = []
    for due in dues:
        open_ways = [each for each in due.channels if each in ways and way in (None, each)]
        if due.state in (DueState.DUE, DueState.FAILED) and open_ways:
            found.append((due.customer.id, open_ways[0]))
    return found


def _first(due: Due) -> tuple[str, str, str, str]:
    way = next(iter(due.channels), due.sent.channel if due.sent else None)
    state = _(DUE[due.state])
    late = "" if due.purpose == Purpose.FOLLOW_UP else str(due.days_past_due)
    when = due.day.isoformat() if due.day else late
    return due.customer.customer.reference, when, state, way_words(way) if way else ""


def _words(due: Due, zone: tzinfo, now: datetime) -> str:
    if due.sent and due.state == DueState.SENT:
        return _("sent {time}").format(time=moment_words(due.sent.at, zone, now))
    shut = next((room for room in due.rooms.values() if not room.open), None)
    if due.state == DueState.LATER:
        return room_words(shut, zone, now) if shut else why_words("no_way")
    return said_words(due)
