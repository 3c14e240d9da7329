"""``rounds rehearse``: the plan of a day played many times; its teams, and its weak stops with what makes them weak."""

from __future__ import annotations

import argparse

from planner.cli.console import at_work, say, show_table
from planner.cli.day import planned
from planner.day import rehearse as rehearsing
from planner.day.rehearse import Rehearsal
from planner.day.rehearse_words import all_well_words, assumed_words, days_words, due_words, why_words
from planner.model import Day
from planner.text import clock
from planner.text import gettext as _
from planner.users import Right


def rehearse(options: argparse.Namespace) -> int:
    """Play the days, and say how sure the plan is; 1 where a place is weak."""
    with at_work(options, Right.SEE_CASE) as (office, worker):
        workday = planned(office, options, worker)
        assert workday.plan is not None
        with office.store.reading() as session:
            spread, measured = rehearsing.spread_of(session, session.day_of(office.clock()))
        found = rehearsing.rehearse(workday.problem, workday.plan, runs=options.runs, seed=options.seed, spread=spread)
    say(all_well_words(found))
    _tell_teams(found, workday.day)
    _tell_stops(found, workday.day)
    say(assumed_words(found, measured))
    return 1 if found.weak or found.weak_teams else 0


def _tell_teams(found: Rehearsal, day: Day) -> None:
    rows = []
    for team in sorted(found.teams, key=lambda each: (each.in_overtime, each.in_shift)):
        shift, weakest = day.shift(team.shift_id), team.weakest
        overtime = days_words(team.in_overtime) if shift.max_overtime else "-"
        place = f"{weakest.number} {day.visit(weakest.visit_id).reference}" if weakest else "-"
        rows.append((shift.team.name, days_words(team.in_shift), overtime, place))
    show_table((_("Team"), _("Back in its shift"), _("With its overtime"), _("Weakest stop")), rows)


def _tell_stops(found: Rehearsal, day: Day) -> None:
    zone = day.zone
    for stop in found.weak:
        words = _("{visit} ({team} {number}, {time}, {due}): on time {days}. {why}")
        say(
            "  - "
            + words.format(
                visit=day.visit(stop.visit_id).reference,
                team=day.shift(stop.shift_id).team.name,
                number=stop.number,
                time=clock(stop.planned, zone),
                due=due_words(stop.due, zone),
                days=days_words(stop.on_time),
                why=why_words(stop.why, day, stop.visit_id),
            )
        )
