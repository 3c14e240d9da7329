"""``rounds template`` and ``rounds import``: spreadsheets out and in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date

from planner.bootstrap import Office
from planner.cli import evening, lender_files
from planner.cli.console import agreed, need_new_workbook, opened, read_date, say, today_of
from planner.day import importing
from planner.errors import NotFound
from planner.model import Visit
from planner.text import gettext as _
from planner.text import language, ngettext
from planner.users import Right


def template(options: argparse.Namespace) -> int:
    """Write the workbook to fill in."""
    need_new_workbook(options.file)
    importing.write_template(options.file, language())
    say(_("Written: {file}").format(file=options.file))
    return 0


def import_(options: argparse.Namespace) -> int:
    """Read a spreadsheet into the database; what is imported comes in together or not at all."""
    if options.kind == "outcomes":
        return evening.outcomes(options)
    with opened(options, Right.PLAN) as office:
        if options.kind in ("payments", "holds"):
            read = lender_files.payments if options.kind == "payments" else lender_files.holds
            return read(office, options, show_recovery_key)
        return {"visits": _visits, "staff": _staff, "places": _places}[options.kind](office, options)


def _visits(office: Office, options: argparse.Namespace) -> int:
    if options.bad:
        need_new_workbook(options.bad)
    when = read_date(office, options.date) if options.date else None
    mapping = importing.named_mapping(options.file, options.map) if options.map else None
    result = importing.read_visits(office, options.file, date=when, mapping=mapping)
    _tell(result.problems)
    if result.bad_rows and options.bad:
        importing.write_bad_rows(options.bad, result)
        say(_("Rows to correct: {file}").format(file=options.bad))
    differences = [importing.difference(office, day, result) for day in importing.days_of(office, result)]
    for each in differences:
        _show(office, each)
    if left := result.not_approved:
        told = ngettext(
            "{count} row is not approved and was left out.", "{count} rows are not approved and were left out.", left
        )
        say(told.format(count=left))
    undecided = False
    if options.dry_run:
        say(_("Nothing was changed."))
    elif differences:
        keep, undecided = _keep_vanished(options, differences)
        show_recovery_key(office)
        importing.apply(office, differences, result, keep_vanished=keep)
    return _code(result.problems) or int(undecided)


def _show(office: Office, each: importing.Difference) -> None:
    told = _(
        "{date}: {added} new, {changed} changed, {unchanged} as before, {withdrawn} withdrawn, {vanished} vanished."
    )
    counts = {name: len(getattr(each, name)) for name in ("added", "changed", "unchanged", "withdrawn", "vanished")}
    say(told.format(date=each.date.isoformat(), **counts))
    if each.date < today_of(office) and (each.added or each.changed):
        say(f"  {_('This day is over.')}")
    with office.store.reading() as session:
        day = session.day(each.date)
        planned = day is not None and session.draft(day.id) is not None
    if day and day.visits:
        _list(_("new"), each.added)
        _list(_("changed"), [after for _before, after in each.changed])
        _list(_("withdrawn"), each.withdrawn)
        _list(_("vanished"), each.vanished)
        _list(_("to another day"), each.moved)
    if planned and not each.is_empty:
        say(_("The day is planned: its routes and locks stay, withdrawn visits leave, new ones are unassigned."))


def _list(word: str, visits: Sequence[Visit]) -> None:
    if visits:
        say(f"  {word}: " + ", ".join(visit.reference for visit in visits))


def _keep_vanished(options: argparse.Namespace, differences: Sequence[importing.Difference]) -> tuple[bool, bool]:
    # Whether they stay, and whether nobody has decided it.
    if options.vanished or not any(each.vanished for each in differences):
        return options.vanished != "remove", False
    answer = agreed(_("Some visits are no longer in the file. Remove them from the day?"))
    if answer is None:
        say(_("Visits that are no longer in the file were kept. Decide with --vanished keep or --vanished remove."))
    return not answer, answer is None


def show_recovery_key(office: Office) -> None:
    """Show the key of the database, the first time that something of the office's own comes in."""
    if key := office.recovery_key_once():
        say(_("Recovery key of this database, shown only now. Write it down and keep it away from this computer:"))
        say(f"  {key}")


def _staff(office: Office, options: argparse.Namespace) -> int:
    result = importing.read_staff(options.file)
    _tell(result.problems)
    if result.problems:
        say(_("Nothing was changed: staff and teams are imported only when the whole file is right."))
        return 2
    if not options.dry_run:
        show_recovery_key(office)
        day = importing.apply_staff(office, result, _roster_date(office, options))
        say(_("Teams of {date}:").format(date=day.date.isoformat()))
    say(
        _("Staff: {staff}, teams: {teams}, depots: {depots}.").format(
            staff=len(result.staff), teams=len(result.crews), depots=len(result.depots)
        )
    )
    return 0


def _roster_date(office: Office, options: argparse.Namespace) -> date:
    try:
        return read_date(office, options.date)
    except NotFound:  # no day is known yet: who plans today, plans for tomorrow
        return read_date(office, "tomorrow")


def _places(office: Office, options: argparse.Namespace) -> int:
    result = importing.read_places(options.file)
    _tell(result.problems)
    if result.entries and not options.dry_run:
        show_recovery_key(office)
        importing.apply_places(office, result)
    say(_("Places for the address book: {count}").format(count=len(result.entries)))
    return _code(result.problems)


def _code(problems: Sequence[importing.Problem]) -> int:
    # Where a column is missing no row was read, and nothing done.
    return 2 if any(not problem.row for problem in problems) else int(bool(problems))


def _tell(problems: Sequence[importing.Problem]) -> None:
    for problem in problems:
        say(f"{importing.problem_sentence(problem)} [{problem.code}]")
