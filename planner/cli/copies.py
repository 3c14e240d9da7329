"""``rounds copies``: which numbered copies are out, and what has become of them. Names of customers are not shown."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.copies import copies_of
from planner.cases.copy_model import Copy, CopyState
from planner.cases.copy_words import STATES, clock_words, field_words, paper_words, ranges_words, state_words
from planner.cases.lost_copies import CopyDesk, copy_desk, tick
from planner.cli.console import branch_zone, opened, read_date, say, show_table
from planner.errors import BadInput
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right

NUMBERS = re.compile(r"(\d{1,9})(?:[-–](\d{1,9}))?,?")
MOST = 2000
"""Copies that are named at once: more is a slip of the keyboard."""


def list(options: argparse.Namespace) -> int:  # noqa: A001
    """List them; 1 while a copy of an earlier day is out, or a loss is not judged."""
    with opened(options, Right.SEE_CASE) as office:
        desk = copy_desk(office, by=office.user)
        if options.date:
            day = read_date(office, options.date)
            with office.store.reading() as session:
                copies = copies_of(session, day)
        else:
            copies = tuple(copy for copy in desk.copies if copy.open)
        heads = (_("No."), _("Day"), _("Team"), _("What"), _("Carried by"), _("State"))
        show_table(heads, [_row(copy, desk) for copy in copies])
        if not copies:
            say(_("No copy is out.") if not options.date else _("There are no copies of this day."))
        _tell_losses(desk, branch_zone(office))
    return int(bool(desk.losses) or any(copy.open and copy.day < desk.today for copy in desk.copies))


def _row(copy: Copy, desk: CopyDesk) -> tuple[str, ...]:
    holder = desk.names.get(copy.holder, "") if copy.holder else ""
    state = state_words(copy, void=copy.number in desk.void)
    return str(copy.number), copy.day.isoformat(), copy.team, paper_words(copy), holder, state


def return_(options: argparse.Namespace) -> int:
    """They are back."""
    return _settle(options, CopyState.RETURNED)


def destroyed(options: argparse.Namespace) -> int:
    """They were destroyed."""
    return _settle(options, CopyState.DESTROYED)


def handed(options: argparse.Namespace) -> int:
    """Their customers have them."""
    return _settle(options, CopyState.HANDED)


def out(options: argparse.Namespace) -> int:
    """They are out still."""
    return _settle(options, CopyState.OUT)


def lost(options: argparse.Namespace) -> int:
    """They are lost, or in wrong hands: whose fields were on them, and until when somebody has to be notified."""
    return _settle(options, CopyState.WRONG_HANDS if options.wrong_hands else CopyState.LOST)


def _settle(options: argparse.Namespace, state: CopyState) -> int:
    numbers = read_numbers(options.numbers)
    with opened(options, Right.ISSUE) as office:
        found = tick(office, numbers, state, by=office.user)
        told = ngettext("{count} copy: {state} ({numbers})", "{count} copies: {state} ({numbers})", len(found))
        say(told.format(count=len(found), state=_(STATES[state]), numbers=ranges_words(copy.number for copy in found)))
        if state in (CopyState.LOST, CopyState.WRONG_HANDS):
            _tell_losses(copy_desk(office, by=office.user), branch_zone(office), {copy.number for copy in found})
        _tell_open(office, {copy.day for copy in found})
    return 0


def _tell_losses(desk: CopyDesk, zone: ZoneInfo, only: Iterable[int] | None = None) -> None:
    losses = [loss for loss in desk.losses if only is None or loss.lost.copy in set(only)]
    rows = [
        (
            str(loss.lost.copy),
            loss.customer.reference,
            field_words(loss.lost.fields),
            ", ".join(day.isoformat() for day in loss.ahead),
            f"{loss.lost.notify_by.astimezone(zone):%Y-%m-%d %H:%M}",
        )
        for loss in losses
    ]
    if rows:
        say(_("Lost, and not judged yet. A supervisor lets the visits go on, or calls them off: Cases, Copies."))
        show_table((_("No."), _("Customer"), _("What was on it"), _("Visits ahead"), _("Notify until")), rows)
        say(clock_words(min(loss.lost.notify_by for loss in losses), desk.now))


def _tell_open(office: Office, days: Iterable[date]) -> None:
    # What is still out of these days, team by team.
    with office.store.reading() as session:
        for day in sorted(days):
            still = [copy.number for copy in copies_of(session, day) if copy.open]
            words = _("{day}: out still {numbers}") if still else _("{day}: all copies are accounted for.")
            say(words.format(day=day.isoformat(), numbers=ranges_words(still)))


def read_numbers(texts: Iterable[str]) -> tuple[int, ...]:
    """Numbers as typed, ``1004`` or ``1004-1012``.

    Raises
    ------
    BadInput
        ``bad_copy_number``.
    """
    found: dict[int, None] = {}
    for text in texts:
        read = NUMBERS.fullmatch(text.strip())
        first, last = (int(read[1]), int(read[2] or read[1])) if read else (1, 0)
        if not 0 <= last - first < MOST:
            raise BadInput("bad_copy_number", value=text)
        found |= dict.fromkeys(range(first, last + 1))
    return tuple(found)
