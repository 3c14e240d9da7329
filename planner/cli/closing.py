"""``rounds evening`` and ``rounds measured``: a day is closed, and what it showed is planned with."""

from __future__ import annotations

import argparse

from planner.cli.console import at_work, need_folder, opened, read_date, say, show_table
from planner.day.factors import accept, forget
from planner.day.factors import measured as measure
from planner.day.measured_words import about_words, mean_words, now_words
from planner.running.day_report import print_report
from planner.running.evening import close_day, open_again
from planner.running.evening import evening as look
from planner.running.evening_words import figures, lead, next_rows, open_words
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right


def evening(options: argparse.Namespace) -> int:
    """How a day stands in its evening; 1 while something is open."""
    if options.report:
        need_folder(options.report)
    with at_work(options, Right.SEE_CASE) as (office, worker):
        when = read_date(office, options.date or "today")
        if options.close:
            close_day(office, when, by=office.user)
        elif options.open_again:
            open_again(office, when, by=office.user)
        found = look(office, when, by=office.user)
        say(f"{when.isoformat()}: {lead(found)}")
        for what, count in found.left.items():
            say(f"  * {open_words(what, count)}")
        show_table((_("The day"), ""), figures(found))
        show_table((_("What comes next"), ""), [(words, str(count)) for words, count in next_rows(found)])
        if options.report:
            file = print_report(office, when, options.report, by=office.user, worker=worker)
            say(_("Report: {file}").format(file=file))
    return int(bool(found.left) and not found.closed)


def measured(options: argparse.Namespace) -> int:
    """What days that are over have shown, what is proposed, and what is planned with."""
    with opened(options, Right.PLAN) as office:
        if options.forget:
            forget(office, by=office.user)
            say(_("Nothing measured is planned with any longer."))
            return 0
        found = measure(office, by=office.user)
        proposed = [each for each in found if each.proposed]
        if not found:
            say(_("Too few times were told so far to measure anything."))
        heads = (_("What"), _("Measured"), _("Cases"), _("Planned with"), _("Proposed"))
        rows = [
            (about_words(e), mean_words(e), str(e.cases), now_words(e), _("yes") if e.proposed else "") for e in found
        ]
        show_table(heads, rows)
        if options.accept:
            accept(office, proposed, by=office.user)
            count = len(proposed)
            said = ngettext("Planned with from now on: {count}.", "Planned with from now on: {count}.", count)
            say(said.format(count=count))
    return 0
