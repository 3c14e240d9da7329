"""``rounds cases``: the lender's overdue cases read in, listed, shown, and likely doubles decided about."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from planner.cases import erasing, matching
from planner.cases.board import Row, found, read_board
from planner.cases.intake import Intake, TakenIn, compare, take_in
from planner.cases.looking import Look, look
from planner.cases.masking import sees
from planner.cases.model import Stage
from planner.cases.preparation import WORDS, Entry
from planner.cases.stage_words import NEXT, STAGES, hold_words, money_words, next_sentence, row_hold
from planner.cli.console import agreed, need_new_workbook, opened, read_date, say, show_table
from planner.cli.files import show_recovery_key
from planner.day import importing
from planner.day.importing.case_columns import CASE_COLUMNS
from planner.day.importing.cases import read_cases
from planner.errors import NotFound
from planner.storage.erasing import Gone
from planner.text import gettext as _
from planner.text import listed, ngettext
from planner.users import Right

MOST_NAMED = 12


def import_(options: argparse.Namespace) -> int:
    """Read the lender's file; its good rows come in together or not at all."""
    if options.bad:
        need_new_workbook(options.bad)
    with opened(options, Right.PLAN) as office:
        as_of = read_date(office, options.as_of) if options.as_of else None
        mapping = importing.named_mapping(options.file, options.map, CASE_COLUMNS) if options.map else None
        result = read_cases(office, options.file, as_of=as_of, mapping=mapping)
        for problem in result.problems:
            say(f"{importing.problem_sentence(problem)} [{problem.code}]")
        if result.bad_rows and options.bad:
            importing.write_bad_rows(options.bad, result)
            say(_("Rows to correct: {file}").format(file=options.bad))
        intake = compare(office, result, by=office.user)
        _tell(intake)
        undecided = False
        if options.dry_run or not result.rows:
            say(_("Nothing was changed."))
        else:
            close, undecided = _close_gone(options, intake)
            show_recovery_key(office)
            _told(take_in(office, result, by=office.user, close_gone=close), matching.count_doubles(office))
    if any(not problem.row for problem in result.problems):
        return 2
    return int(bool(result.problems) or undecided or bool(intake.contested))


def _tell(intake: Intake) -> None:
    told = _(
        "{new} new, {changed} changed, {reopened} overdue again, {unchanged} as before, {gone} gone,"
        " {customers} new customers."
    )
    say(told.format(**intake.counts(), customers=intake.new_customers))
    for words, references in (
        (_("no longer in the file"), [file.case.reference for file in intake.gone]),
        (_("older than what is known, left as it is"), intake.older),
        (_("of another customer here; left as it is, look at both files"), intake.contested),
    ):
        if references:
            more = "…" if len(references) > MOST_NAMED else ""
            say(f"  {words}: {', '.join(references[:MOST_NAMED])}{more}")


def _close_gone(options: argparse.Namespace, intake: Intake) -> tuple[bool, bool]:
    # Whether they are closed, and whether nobody has decided it.
    if options.gone or not intake.gone:
        return options.gone == "close", False
    answer = agreed(_("Some cases are no longer in the file. Close them?"))
    if answer is None:
        say(_("Cases that are no longer in the file stay open. Decide with --gone keep or --gone close."))
    return bool(answer), answer is None


def _told(done: TakenIn, doubles: int) -> None:
    if doubles:
        say(
            ngettext(
                "{count} pair of customers may be one person. Decide: rounds cases doubles",
                "{count} pairs of customers may be one person each. Decide: rounds cases doubles",
                doubles,
            ).format(count=doubles)
        )
    for each in done.withdrawn:
        day = each.date.isoformat()
        say(_("Visit {reference} of {date} is withdrawn.").format(reference=each.visit.reference, date=day))
        if each.team:
            say(_("Phone {team} now: its paper names a visit that is no longer made.").format(team=each.team))


def erase(options: argparse.Namespace) -> int:
    """Erase a customer, once somebody has said yes; 1 where nobody has."""
    with opened(options, Right.SETTLE) as office:
        who = matching.customer_of(office, options.customer)
        words = _("The rules in force name no time for which records must be kept: yours must be over.")
        with office.store.reading() as session:
            until = erasing.kept_until(session, who, office.pack.records_years)
        if until:
            words = _("The rules ask to keep their records until {date}.").format(date=until.isoformat())
        say(_("This cannot be taken back.") + " " + words)
        if not (options.yes or agreed(_("Erase the customer {reference}?").format(reference=options.customer))):
            say(_("Nothing was erased. To erase without being asked: --yes"))
            return 1
        gone = erasing.erase(office, who, by=office.user)
    say(erased_words(gone))
    return 0


def erased_words(gone: Gone) -> str:
    """What is gone, in one sentence."""
    words = _("Erased: cases {cases}, entries {facts}, documents {attachments}, names in past visits {visits}.")
    told = words.format(cases=gone.cases, facts=gone.facts, attachments=gone.attachments, visits=gone.visits)
    return f"{told} " + _("Backups made before still hold them.")


def list(options: argparse.Namespace) -> int:  # noqa: A001  (the command's name)
    """A line for each case."""
    with opened(options, Right.SEE_CASE) as office:
        board, user = read_board(office, by=office.user), office.user
        stage = Stage(options.stage) if options.stage else None
        rows = [
            row
            for row in found(board.rows, options.search)
            if stage in (None, row.stage)
            and (row.hold or not options.held)
            and options.source in (None, row.source)
        ]  # fmt: skip
        heads = (_("Customer"), _("Case"), _("Stage"), _("Days"), _("Balance"), _("Next"), _("Hold"))
        show_table(heads, [_cells(row, shown=sees(user)) for row in rows])
        count = ngettext("{shown} of {count} case", "{shown} of {count} cases", len(board.rows))
        say(count.format(shown=len(rows), count=len(board.rows)))
    return 0


def _cells(row: Row, *, shown: bool) -> Sequence[str]:
    step = _(NEXT[row.next_step])
    when = f" ({row.next_day})" if row.next_day else ""
    stage, hold = _(STAGES[row.stage]), row_hold(row, shown=shown)
    return row.name, row.reference, stage, str(row.days_past_due), money_words(row.balance), step + when, hold


def show(options: argparse.Namespace) -> int:
    """All about one case."""
    with opened(options, Right.SEE_CASE) as office:
        board = read_board(office, by=office.user)
        case_id = next((row.case_id for row in board.rows if row.reference == options.case), None)
        if case_id is None:
            raise NotFound("no_such_case")
        seen = look(office, case_id, by=office.user)
        _head(seen)
        for entry in seen.preparation:
            say(f"  {'+' if entry.good else '-'} {_(WORDS[entry.item])}{_until(entry)}")
        say(_("What happened:"))
        for line in seen.lines:
            at = f"{line.at.astimezone(seen.zone):%Y-%m-%d %H:%M}"
            say("  " + "  ".join(filter(None, (at, line.words, line.case, line.who))))
    return 0


def _head(seen: Look) -> None:
    case, person = seen.case, seen.customer
    say(f"{person.customer.name} ({person.customer.reference})  {seen.phone}")
    say(person.address.whole)
    days = case.days_past_due(seen.today)
    said = ngettext("{balance}, overdue for {count} day", "{balance}, overdue for {count} days", days)
    say(f"{case.case.reference}: {said.format(balance=seen.balance, count=days)}")
    for hold in seen.holds:
        until = _("until {day}").format(day=hold.until) if hold.until else _("until somebody ends it")
        say(_("Hold: {what}, {until}").format(what=hold_words(hold.kind, shown=seen.shown), until=until))
    say(f"{_(STAGES[case.stage])}. {next_sentence(seen.next_step, seen.next_day)}")
    if seen.visits:
        say(_("Visits: {visits}").format(visits=listed(f"{ref} ({day})" for _id, ref, day in seen.visits)))


def _until(entry: Entry) -> str:
    if not entry.valid_until:
        return ""
    return " " + _("(valid until {day})").format(day=entry.valid_until)


def doubles(options: argparse.Namespace) -> int:
    """Customers who may be here twice; 1 while any wait."""
    with opened(options, Right.PLAN) as office:
        if pair := options.merge or options.apart:
            first, second = (matching.customer_of(office, reference) for reference in pair)
            if options.merge:
                matching.merge(office, first, second, by=office.user)
            else:
                matching.keep_apart(office, first, second, by=office.user)
        waiting = matching.doubles(office, by=office.user)
        heads = (_("Customer"), _("Reference"), _("Perhaps the same as"), _("Alike in"))
        show_table(heads, [_pair(each) for each in waiting])
        if not waiting:
            say(_("Nobody waits for a decision."))
    return int(bool(waiting))


def _pair(each: matching.Double) -> Sequence[Any]:
    first, second = each.first.customer, each.second.customer
    alike = listed(_(matching.LIKENESS[why]) for why in sorted(each.likeness))
    return first.name, first.reference, f"{second.name} ({second.reference})", alike
