"""``rounds rules``: what holds on a day at a kind of place, in plain words, and where each rule comes from.

And what an administrator settles: a year's public holidays, and what an approval from outside covers.
"""

from __future__ import annotations

import argparse
from datetime import date

from planner.bootstrap import Office
from planner.cli.console import opened, read_date, say
from planner.errors import NotFound
from planner.model import PlaceKind
from planner.rule_words import PLACES, closed_words, day_rules, origin_words
from planner.rules import confirm_year, settle_gates
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right


def rules(options: argparse.Namespace) -> int:
    """Say the rules of a day, or settle something; 1 where the day is closed for a kind of place."""
    settles = options.confirm is not None or options.settle is not None
    with opened(options, Right.SETTLE if settles else None) as office:
        if settles:
            return _settle(office, options)
        when = _date(office, options.date)
        with office.store.reading() as session:
            branch = session.branch()
        pack, closed = office.pack, office.closed_around(branch, when)
    say(_("Rules of {date}: {pack}").format(date=when.isoformat(), pack=f"{pack.id} {pack.version}"))
    kinds = [PlaceKind(options.place)] if options.place else list(PlaceKind)
    for kind in kinds:
        shut = closed_words(pack, closed, when, kind)
        say()
        say(_("{place}: {state}").format(place=_(PLACES[kind]), state=shut or _("a visiting day")))
        for line in day_rules(pack, closed, when, kind):
            say(f"  {line.words}")
            for origin in line.origins:
                words = origin_words(origin)
                say("    " + (words if origin.binds else _("less strict: {rule}").format(rule=words)))
                say(f"      {origin.text}")
    return 1 if any(closed_words(pack, closed, when, kind) for kind in kinds) else 0


def _settle(office: Office, options: argparse.Namespace) -> int:
    if options.confirm is not None:
        confirm_year(office, options.confirm, options.source or "")
        say(_("The public holidays of {year} are confirmed, and in the record.").format(year=options.confirm))
        return 0
    gates = {gate.strip() for gate in options.settle.split(",") if gate.strip()}
    settle_gates(office, gates, outsourced=office.settings.outsourced)
    say(
        ngettext(
            "An approval from outside covers {count} gate where nobody here can tell. This is in the record.",
            "An approval from outside covers {count} gates where nobody here can tell. This is in the record.",
            len(gates),
        ).format(count=len(gates))
    )
    return 0


def _date(office: Office, text: str | None) -> date:
    # Rules hold also where nothing has been imported yet.
    try:
        return read_date(office, text)
    except NotFound:
        return read_date(office, "today")
