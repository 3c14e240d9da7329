"""``rounds cases outcomes`` and ``rounds cases report``: how visits ended, from a sheet, and what the days came to."""

from __future__ import annotations

import argparse

from planner.cases.report_tables import export, span_words, tables
from planner.cases.reports import report as counted
from planner.cases.returned import read_returned, take_in
from planner.cli.console import at_work, opened, read_date, say, show_table
from planner.day.importing import problem_sentence
from planner.errors import BadInput
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import Right


def outcomes(options: argparse.Namespace) -> int:
    """Enter what a returned sheet says, all or nothing; 1 where a cell is to be corrected."""
    with at_work(options, Right.CONTACT) as (office, worker):
        returned = read_returned(office, options.file, by=office.user)
        for problem in returned.problems:
            say(f"{problem_sentence(problem)} [{problem.code}]")
        said = _("{count} new, {known} entered before, {empty} empty.")
        say(said.format(count=returned.count, known=returned.known, empty=returned.empty))
        if options.dry_run or returned.problems or not returned.count:
            say(_("Nothing was changed."))
        else:
            count = take_in(office, returned, worker, by=office.user)
            say(ngettext("{count} outcome entered.", "{count} outcomes entered.", count).format(count=count))
    if any(not problem.row for problem in returned.problems):
        return 2
    return int(bool(returned.problems))


def report(options: argparse.Namespace) -> int:
    """The numbers of some days, shown or written to a file."""
    with opened(options, Right.SEE_CASE) as office:
        first, last = read_date(office, options.first), read_date(office, options.last)
        if last < first:
            raise BadInput("bad_days")
        made = counted(office, first, last, by=office.user)
        if options.out:
            if options.out.suffix.casefold() not in (".xlsx", ".csv"):
                raise BadInput("bad_report_file", file=options.out.name)
            export(office, made, options.out, by=office.user)
            say(_("Report: {file}").format(file=options.out))
            return 0
        say(span_words(made))
        for table in tables(made):
            say()
            say(table.title)
            show_table(table.heads, [tuple(map(str, row)) for row in table.rows])
    return 0
