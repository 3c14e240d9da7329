"""The report of a day that is over, as data for its template: one page of counts. Nobody visited is on it; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.wording import Page, clock, date_words, sign_page
from planner.running.evening import Evening, TeamEvening
from planner.running.evening_words import figures, next_rows, open_words
from planner.text import gettext as _

MOST_LINES = 8
"""Alarms and incidents that are told one by one; of more than that the count alone is."""


@dataclass(frozen=True, slots=True)
class DayReport:
    """What the page needs beside the evening."""

    evening: Evening
    made_at: datetime
    language: str
    paper: str = "a4"
    demo: str = ""
    anchor: str = ""
    by: str = ""


def report_page(order: DayReport) -> Page:
    """The data of ``day_report.typ``."""
    found, language = order.evening, order.language
    zone = found.day.zone
    made = f"{order.made_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return {
        "language": language,
        "paper": order.paper,
        "demo": order.demo,
        "anchor": order.anchor,
        "date": date_words(found.day.date, language),
        "branch": found.day.branch.name,
        "made": " · ".join(filter(None, (_("made {time}", language).format(time=made), order.by))),
        "figures": [list(each) for each in figures(found, language)],
        "teams": [_team(each, zone) for each in found.teams],
        "next": [[words, str(count)] for words, count in next_rows(found, language)],
        "happened": _happened(found, zone, language),
        "open": [open_words(what, count, language) for what, count in found.left.items()],
        "words": _words(language),
    }


def write_report(order: DayReport, target: str, *, report: Callable[[object], None]) -> str:
    """Write the file. Raises as `planner.documents.pdf.compile_pdfs`."""
    return compile_pdfs([PdfJob("day_report", report_page(order), target)], order.made_at, report=report)[0]


def _team(team: TeamEvening, zone: ZoneInfo) -> Page:
    return {
        "sign": sign_page(team.shift.team),
        "cells": [
            str(team.planned),
            str(team.done),
            str(team.met),
            str(team.late),
            str(team.missing),
            clock(team.planned_back, zone) if team.planned_back else "",
            clock(team.back, zone) if team.back else "–",
        ],
    }


def _happened(found: Evening, zone: ZoneInfo, language: str) -> list[str]:
    # When and with whom; what was said stays in the office's log.
    names: dict[UUID | None, str] = {shift.id: shift.team.name for shift in found.day.shifts}
    kinds = (found.alarms, _("alarm", language)), (found.incidents, _("incident", language))
    told = [(each.at, what, each.shift_id) for facts, what in kinds for each in facts]
    lines = [f"{clock(at, zone)}  {what}  {names.get(team, '')}" for at, what, team in sorted(told, key=_at)]
    more = len(lines) - MOST_LINES
    return lines if more <= 0 else [*lines[:MOST_LINES], _("and {count} more", language).format(count=more)]


def _at(told: tuple[datetime, str, UUID | None]) -> datetime:
    return told[0]


def _words(language: str) -> Page:
    return {
        "title": _("The day", language),
        "teams": _("Teams", language),
        "heads": [
            _("planned", language),
            _("done", language),
            _("met", language),
            _("late", language),
            _("not told", language),
            _("due back", language),
            _("back", language),
        ],
        "next": _("What comes next", language),
        "happened": _("What happened", language),
        "nothing": _("Nothing out of the way.", language),
        "open": _("Still open", language),
        "all_done": _("Everything is told and back.", language),
        "page": _("Page {page} of {pages}", language),
        "stays": _("Stays in the office", language),
    }
