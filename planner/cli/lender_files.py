"""``rounds import payments`` and ``rounds import holds``: the lender's files of the morning."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.booking import book
from planner.cases.holds_file import hold, read_holds
from planner.cases.payments import read_payments
from planner.cli.console import branch_zone, say
from planner.day import importing
from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.problems import Problem
from planner.errors import BadInput
from planner.text import gettext as _
from planner.text import ngettext


def payments(office: Office, options: argparse.Namespace, key: Callable[[Office], None]) -> int:
    """Book the lender's payments, or with ``--dry-run`` say what is wrong in the file alone."""
    zone = branch_zone(office)
    told = read_payments(office, options.file, as_of=_as_of(options, zone))
    _tell(told.problems)
    if options.dry_run or (told.problems and not told.rows):
        say(_("Nothing was changed."))
        return _code(told.problems)
    key(office)
    done = book(office, told, by=office.user)
    said = _("Payments as of {moment}: {new} new, {known} known already, {elsewhere} of cases that are not kept here.")
    say(said.format(moment=_moment(done.as_of, zone), new=done.new, known=done.known, elsewhere=done.elsewhere))
    _count(_("Paid, and closed: {count}"), sum(len(each.closed) for each in done.changes))
    _count(_("Said to be paid, and booked now: {count}"), sum(each.claim_ended for each in done.changes))
    _count(_("Repayment plans kept to the end: {count}"), sum(len(each.plans_kept) for each in done.changes))
    _visits(sum(len(each.visits) for each in done.changes if each.closed))
    for gone in (gone for each in done.changes for gone in each.withdrawn):
        say(_("Visit {reference} of {date} is withdrawn.").format(reference=gone.visit.reference, date=gone.date))
        if gone.team:
            say(_("Phone {team} now: its paper names a visit that is no longer made.").format(team=gone.team))
    return _code(told.problems)


def holds(office: Office, options: argparse.Namespace, key: Callable[[Office], None]) -> int:
    """Set the lender's holds; as `payments`."""
    zone = branch_zone(office)
    told = read_holds(office, options.file, as_of=_as_of(options, zone))
    _tell(told.problems)
    if options.dry_run or (told.problems and not told.rows):
        say(_("Nothing was changed."))
        return _code(told.problems)
    key(office)
    done = hold(office, told, by=office.user)
    said = _("Holds as of {moment}: {begun} new or changed, {ended} ended, {elsewhere} of customers not kept here.")
    say(said.format(moment=_moment(done.as_of, zone), begun=done.begun, ended=done.ended, elsewhere=done.elsewhere))
    _visits(sum(len(each.visits) for each in done.changes if each.begun))
    return _code(told.problems)


def _visits(count: int) -> None:
    if count:
        words = ngettext(
            "{count} visit ahead is to be looked at: check its day before it is issued.",
            "{count} visits ahead are to be looked at: check their days before they are issued.",
            count,
        )
        say(words.format(count=count))


def _count(words: str, count: int) -> None:
    if count:
        say(words.format(count=count))


def _as_of(options: argparse.Namespace, zone: ZoneInfo) -> datetime | None:
    if not options.as_of:
        return None
    try:
        return cells.read_moment(options.as_of, zone)
    except BadCell:
        raise BadInput("bad_moment", value=options.as_of) from None


def _moment(when: datetime, zone: ZoneInfo) -> str:
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}"


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        say(f"{importing.problem_sentence(problem)} [{problem.code}]")


def _code(problems: tuple[Problem, ...]) -> int:
    return 2 if any(not problem.row for problem in problems) else int(bool(problems))
