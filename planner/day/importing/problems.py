"""What is wrong in a file: row, column, code, the value that offends, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.text import N_
from planner.text import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `row` as the spreadsheet counts, 0 for the file as a whole; `column` is the header."""

    row: int
    column: str
    code: str
    value: str = ""


PROBLEMS: dict[str, str] = {
    "missing_column": N_("The column is missing. Add it, or choose which column holds it."),
    "no_reference": N_("A row without reference cannot be told apart. Give it one."),
    "missing_value": N_("Nothing is there. Fill it in."),
    "duplicate_reference": N_("The same reference stands in an earlier row. Keep one of them."),
    "bad_date": N_("This is no date. Write it as 2026-11-24."),
    "ambiguous_date": N_("Day and month could be the other way round. Write it as 2026-11-24."),
    "bad_time": N_("This is no time of day. Write it as 09:30."),
    "bad_window": N_("This is no time window. Write it as 09:00-12:00; 14:00-18:00."),
    "window_reversed": N_("The window ends before it begins. Correct it."),
    "bad_minutes": N_("This is no stay of 1 to 480 minutes. Write it as 30."),
    "bad_priority": N_("Priorities are 0 to 100, or A, B, C."),
    "bad_place_kind": N_("Places are home, workplace or agreed."),
    "bad_purpose": N_("A visit is there to understand, to negotiate, or for an agreed document; for nothing else."),
    "bad_coordinates": N_("These are no coordinates. Write latitude and longitude in degrees."),
    "unknown_coordinate_system": N_("Known systems are WGS-84, GCJ-02 and BD-09."),
    "bad_travel_mode": N_("Teams travel by car, scooter, bicycle or on foot."),
    "bad_slow_factor": N_("On a slow day ways take 1 to 2 times as long. Write it as 1.2."),
    "bad_language": N_("Known languages are en and zh. Others go into the note."),
    "shift_reversed": N_("The shift must end after it begins. Correct its hours."),
    "no_home": N_("It starts at home, but no home is given. Fill it in, or name a depot."),
    "formula_error": N_("The formula in this cell has failed. Put in what should stand there."),
    "names_itself": N_("A visit cannot name itself here. Name another one, or leave it empty."),
    "bad_teams_needed": N_("One team goes to a visit, or two do. Write 1 or 2."),
    "approver_signs_in": N_(
        "Whoever is named here signs in at this office, and approves with their own password. Let the lender approve"
        " it, or propose the visit here."
    ),
    "evidence_in_future": N_("This day is yet to come; it cannot have been done then. Correct it."),
    "no_approver": N_("Approved, but nobody says by whom. Name the approver."),
    "bad_amount": N_("This is no amount of money. Write it as 1234.50."),
    "ambiguous_amount": N_("This could be thousands or decimals. Write it as 1234.500."),
    "too_fine": N_("This currency has no units that small. Correct the amount, or the currency."),
    "nothing_owed": N_("Nothing is owed. Leave the row out, or correct the balance."),
    "bad_currency": N_("Currencies are three letters, such as EUR. Signs that several share are not read."),
    "bad_time_zone": N_("There is no such time zone. Write it as Europe/Berlin."),
    "bad_email": N_("This is no e-mail address. Correct it, or leave it empty."),
    "bad_language_code": N_("Languages are codes of two or three letters, such as en or zh."),
    "not_overdue_yet": N_("A case is overdue since a day before today. Correct the day, or leave the row out."),
    "in_the_future": N_("A balance cannot be of a moment that is still to come. Correct it."),
    "bad_hold": N_("This is no known hold. Write it as disputes, hospital or no visits."),
    "bad_code": N_("This is no code. Write one letter, A to M."),
    "no_code": N_("Times or notes without a code. Write its letter, or leave the row empty."),
    "not_on_paper": N_("No paper of that day names this visit. Correct the reference or the date."),
    "left_first": N_("The team left before it arrived. Correct one of the two times."),
    "entered_otherwise": N_("Another outcome was entered already. Take it back first, or leave the row empty."),
    "bad_id_number": N_("This is no whole ID number. Enter it as text, or leave it empty."),
}
"""Sentences by code."""


def problem_sentence(problem: Problem) -> str:
    """One translated line: where, what, and what to do."""
    why = _(PROBLEMS[problem.code])
    if not problem.row:
        return _("Column {column}: {why}").format(column=problem.column, why=why)
    said = _("Row {row}, {column}: {why}") if not problem.value else _("Row {row}, {column}, “{value}”: {why}")
    return said.format(row=problem.row, column=problem.column, value=problem.value, why=why)
