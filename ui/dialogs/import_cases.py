"""The fourth kind of file a person imports: the lender's overdue cases. Shows nothing; runs on a thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from planner.bootstrap import Office
from planner.cases.intake import Intake, TakenIn, compare, take_in
from planner.day.importing.case_columns import CASE_COLUMNS
from planner.day.importing.cases import read_cases
from planner.day.importing.columns import Column
from planner.text import N_, listed, ngettext
from planner.text import gettext as _
from planner.users import User
from ui.dialogs.import_kinds import Reading

MOST_NAMED = 40


class CasesKind:
    """Overdue cases, taken in for `user`. What the file no longer names is told, and stays open."""

    title = N_("Import overdue cases")
    hint = N_("One row per case: case, customer, name, address, overdue since, balance, currency, balance as of.")
    columns: Sequence[Column] = CASE_COLUMNS
    date_label = N_("Balances without a date are &as of")

    def __init__(self, user: User) -> None:
        self._user = user

    def read(self, office: Office, file: Path, when: date | None, mapping: Mapping[int, str] | None) -> Reading:
        """Read the cases, and what they change."""
        result = read_cases(office, file, as_of=when, mapping=mapping)
        intake = compare(office, result, by=self._user)
        facts = (
            (len(intake.new), ngettext("new case", "new cases", len(intake.new)), False),
            (len(intake.changed) + len(intake.reopened), _("changed"), False),
            (len(intake.gone), _("no longer in the file"), True),
            (len(result.bad_rows), _("rows with problems, not imported"), True),
        )
        return Reading(
            self.columns,
            result.table,
            result.mapping,
            result.problems,
            facts,
            _deed(intake),
            result,
            lines=_lines(intake),
        )

    def apply(self, office: Office, reading: Reading, when: date, *, keep_vanished: bool) -> TakenIn:
        """What was done. Cases that are gone stay open: somebody is asked about them then."""
        return take_in(office, reading.result, by=self._user)


def _deed(intake: Intake) -> str:
    new, changed = len(intake.new), len(intake.changed) + len(intake.reopened)
    if changed:
        return _("Add {added}, change {changed}").format(added=new, changed=changed)
    if new:
        return ngettext("Import {count} case", "Import {count} cases", new).format(count=new)
    return _("Bring {count} customers up to date").format(count=len(intake.customers)) if intake.customers else ""


def _lines(intake: Intake) -> tuple[tuple[str, str], ...]:
    groups = (
        (_("Customers who are new"), (), intake.new_customers),
        (_("Overdue again"), [file.case.reference for file in intake.reopened], len(intake.reopened)),
        (_("As before"), (), intake.unchanged),
        (_("No longer in the file; they stay open"), [file.case.reference for file in intake.gone], len(intake.gone)),
        (_("Older than what is known; left as it is"), intake.older, len(intake.older)),
        (_("Of another customer here; left as it is"), intake.contested, len(intake.contested)),
        (_("Known by another number before"), [number for _who, _of, number in intake.aliases], len(intake.aliases)),
    )
    return tuple((words, _named(references, count)) for words, references, count in groups if count)


def _named(references: Sequence[str], count: int) -> str:
    names = listed(references[:MOST_NAMED])
    return f"{count:,}  ·  {names}{'…' if len(references) > MOST_NAMED else ''}" if names else f"{count:,}"
