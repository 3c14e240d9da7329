"""``rounds morning``, ``rounds promises`` and ``rounds cases called``: the telephone and what changed overnight."""

from __future__ import annotations

import argparse

from planner.bootstrap import Office
from planner.cases import called as calling
from planner.cases.called_words import followed_words
from planner.cases.masking import sees
from planner.cases.matching import customer_of
from planner.cases.morning import State
from planner.cases.morning import morning as look
from planner.cases.morning_words import (
    changed_words,
    file_words,
    headline,
    lead,
    papers_words,
    remedy_words,
    ring_words,
    to_do_words,
)
from planner.cases.promises import to_tell
from planner.cases.ringing import to_ring
from planner.cases.taking_off import take_off
from planner.cli.console import at_work, opened, read_date, say, show_table
from planner.text import gettext as _
from planner.text import listed
from planner.users import Right
from routing.worker import Worker


def morning(options: argparse.Namespace) -> int:
    """How a day stands; 1 while something stands between now and Issue."""
    if options.take_off:
        with at_work(options, Right.PLAN) as (office, worker):
            _take_off(office, worker, options)
            return _told(office, options)
    with opened(options, Right.SEE_CASE) as office:
        return _told(office, options)


def _told(office: Office, options: argparse.Namespace) -> int:
    when = read_date(office, options.date) if options.date else None
    seen = look(office, when, by=office.user)
    say(f"{seen.day.isoformat()}: {headline(seen)}")
    say(lead(seen))
    for file in seen.files:
        say(file_words(seen, file))
    for ring in seen.phones:
        say(f"  ! {ring_words(ring)}")
    for todo in seen.to_do:
        say(f"  {'*' if todo.blocks else '-'} {to_do_words(todo)}")
    shown = sees(office.user)
    heads = (_("Visit"), _("Team"), _("What"), _("What to do"))
    rows = [(c.reference, c.team, changed_words(c, shown=shown), remedy_words(c)) for c in seen.changes]
    show_table(heads, rows)
    for papers in seen.papers:
        say(papers_words(papers))
    return int(seen.state == State.OPEN)


def _take_off(office: Office, worker: Worker, options: argparse.Namespace) -> None:
    off = take_off(office, read_date(office, options.date or "today"), worker, by=office.user)
    gone = listed(off.references)
    say(_("Taken off the plan: {visits}").format(visits=gone) if gone else _("Nothing is to be taken off the plan."))


def promises(options: argparse.Namespace) -> int:
    """Whom to tell when, on one day; 1 while somebody was told nothing that holds."""
    with opened(options, Right.CONTACT) as office:
        found = to_tell(office, read_date(office, options.date), by=office.user)
        heads = (_("Visit"), _("Customer"), _("Telephone"), _("Planned"), _("Span"), _("Team"), _("Told"))
        show_table(heads, [
            (
                each.visit.reference, each.visit.customer.name, each.visit.customer.phone, f"{each.stop.start:%H:%M}",
                f"{each.says.earliest:%H:%M}-{each.says.latest:%H:%M}", each.team, _("yes") if each.kept else "",
            )
            for each in found.calls
        ])  # fmt: skip
        kept = sum(each.kept for each in found.calls)
        told = _("{kept} of {count} were told, and it holds").format(kept=kept, count=len(found.calls))
        say(_("{what}.").format(what=told))
    return int(kept < len(found.calls))


def called(options: argparse.Namespace) -> int:
    """Let what a customer said take effect; 1 where a team has to be rung up."""
    with opened(options, Right.CONTACT) as office:
        request = calling.Request(options.request)
        done = calling.called(office, customer_of(office, options.customer), request, by=office.user)
        say(followed_words(done, shown=sees(office.user)))
        with office.store.reading() as session:
            rings = [ring for ring in to_ring(session) if ring.phone.id in {each.id for each in done.phone}]
        for ring in rings:
            say(f"  ! {ring_words(ring)}")
    return int(bool(done.phone))
