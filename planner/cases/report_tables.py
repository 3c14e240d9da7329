"""A report as tables, for a file and for the command line: the same numbers in the same words. Counts nothing."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from planner.bootstrap import Office
from planner.cases.gateway import writing_out
from planner.cases.outcome_words import code_words
from planner.cases.outcomes import TABLE, Code
from planner.cases.reports import FUNNEL, Report
from planner.cases.stage_words import STAGES, STEPS
from planner.day.importing.plain_workbook import harmless, plain_workbook
from planner.day.next_slot import Part
from planner.plan_words import PARTS
from planner.text import N_
from planner.text import gettext as _
from planner.users import Right, User


class Kind(StrEnum):
    """Outcomes that are alike."""

    DONE = "done"
    NOT_MET = "not_met"
    REFUSED = "refused"
    STOPPED = "stopped"


KINDS: Mapping[Kind, str] = {
    Kind.DONE: N_("Talked"),
    Kind.NOT_MET: N_("Not met"),
    Kind.REFUSED: N_("Refused"),
    Kind.STOPPED: N_("Stopped"),
}


type Rows = tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under their heads; the first cell of a row says what it is about."""

    title: str
    heads: tuple[str, ...]
    rows: Rows


def kind_of(code: Code) -> Kind:
    """Which outcomes it is alike."""
    return Kind.DONE if TABLE[code].done else Kind(TABLE[code].reason)


def by_part(report: Report) -> Mapping[Part, Mapping[Kind, int]]:
    """Outcomes that are alike, counted by time of day."""
    found = {part: Counter[Kind]() for part in Part}
    for (part, code), count in report.outcomes.items():
        found[part][kind_of(code)] += count
    return found


def tables(report: Report) -> tuple[ReportTable, ...]:
    """All of a report."""
    return (_stages(report), _steps(report), _outcomes(report), _kept(report), _load(report))


def span_words(report: Report) -> str:
    """Of which days it is."""
    return _("{first} to {last}").format(first=report.first.isoformat(), last=report.last.isoformat())


def export(office: Office, report: Report, file: Path, *, by: User) -> None:
    """Write a report as a workbook, or as CSV by the name of the file; this is recorded.

    Raises
    ------
    NotAllowed
        ``no_right``, ``file_exists``.
    BadInput
        ``cannot_export``.
    """
    by.require(Right.SEE_CASE)
    content = _as_csv(report) if file.suffix.casefold() == ".csv" else _as_workbook(report)
    with writing_out(office) as (session, write):
        session.record(
            "report_exported", by.actor, office.clock(), first=report.first.isoformat(),
            last=report.last.isoformat(), sha256=sha256(content).hexdigest(),
        )  # fmt: skip
        write(file, content)


# --- the tables


def _stages(report: Report) -> ReportTable:
    rows = tuple((_(words), report.stages.get(stage, 0)) for stage, words in STAGES.items())
    return ReportTable(_("Cases by stage, now"), (_("Stage"), _("Cases")), rows)


def _steps(report: Report) -> ReportTable:
    rows = tuple((_(STEPS[kind]), report.steps.get(kind, 0)) for kind in FUNNEL)
    return ReportTable(_("Cases that took a step"), (_("Step"), _("Cases")), rows)


def _outcomes(report: Report) -> ReportTable:
    rows: Rows = tuple(
        (code_words(code), *counts, sum(counts))
        for code in Code
        for counts in [[report.outcomes.get((part, code), 0) for part in Part]]
    )
    heads = (_("Outcome"), *(_(PARTS[part]) for part in Part), _("All day"))
    return ReportTable(_("Outcomes by time of day"), heads, rows)


def _kept(report: Report) -> ReportTable:
    rows = (
        (_("Customers who were told when"), report.promises.told),
        (_("Of them visited in that time"), report.promises.kept),
        (_("Complaints"), report.complaints),
        (_("Want no visits or no contact"), report.refusals),
    )
    return ReportTable(_("Promises, complaints, refusals"), (_("What"), _("How many")), rows)


def _load(report: Report) -> ReportTable:
    rows = tuple((each.name, each.days, each.visits, each.minutes) for each in report.load)
    return ReportTable(_("Staff"), (_("Name"), _("Days out"), _("Visits"), _("Minutes on the way")), rows)


# --- the files


def _as_csv(report: Report) -> bytes:
    # The mark in front tells spreadsheets that it is UTF-8.
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((_("Report"), span_words(report)))
    for table in tables(report):
        writer.writerows([(), (table.title,), table.heads, *(map(harmless, row) for row in table.rows)])
    return out.getvalue().encode("utf-8-sig")


def _as_workbook(report: Report) -> bytes:
    span = span_words(report)
    return plain_workbook((table.title, (*table.heads, span), table.rows) for table in tables(report))
