"""``rounds audit``: whether the record of who did what is whole, what it says, and how it goes on."""

from __future__ import annotations

import argparse
from datetime import datetime, time

from planner import audit
from planner.audit import Entry
from planner.audit_words import KINDS, count_words, kind_words, verdict_words, what_words, who_words
from planner.bootstrap import Office
from planner.cli.console import branch_zone, opened, read_date, say, show_table
from planner.errors import BadInput
from planner.text import gettext as _
from planner.users import Right


def verify(options: argparse.Namespace) -> int:
    """Examine the record; 1 where it is not whole."""
    paper = audit.read_anchor(options.anchor) if options.anchor else None
    with opened(options) as office:
        verdict = audit.verify(office, paper)
        say(verdict_words(verdict))
    return 0 if verdict.whole else 1


def show(options: argparse.Namespace) -> int:
    """List the entries of the record, the newest first."""
    if options.what and options.what not in KINDS:
        raise BadInput("bad_kind", value=options.what, known=", ".join(KINDS))
    with opened(options, Right.SEE_RECORD) as office:
        zone = branch_zone(office)
        since = datetime.combine(read_date(office, options.since), time(), zone) if options.since else None
        found = [entry for entry in _asked(office, options, since) if not since or entry.at >= since]
    found = [entry for entry in found if options.what in (None, entry.kind)]
    heads = (_("No."), _("When"), _("Who"), _("What"), _("How many"))
    rows = [
        (
            str(entry.number),
            f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
            who_words(entry),
            ": ".join(filter(None, (kind_words(entry.kind), what_words(entry)))),
            count_words(entry),
        )
        for entry in found
    ]
    show_table(heads, rows)
    if not rows:
        say(_("The record has no such entry."))
    return 0


def _asked(office: Office, options: argparse.Namespace, since: datetime | None) -> tuple[Entry, ...]:
    if options.outside:
        return audit.papers_outside(office)
    if options.visit:
        return audit.about(office, options.visit)
    return audit.entries(office, since, options.what or "")


def resume(options: argparse.Namespace) -> int:
    """Go on from a record that this computer did not know, with the reason in it."""
    with opened(options, Right.SEE_RECORD) as office:
        audit.resume(office, options.reason)
        say(verdict_words(audit.verify(office)))
    return 0
