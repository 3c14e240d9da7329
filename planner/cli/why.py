"""``rounds why``: for each visit without a stop what keeps it out of each team's route, and what would fit it."""

from __future__ import annotations

import argparse

from planner.cli.console import at_work, progress_bar, say
from planner.cli.day import planned
from planner.day.way_words import reasons, team_words, way_sentence
from planner.day.ways_out import Answer, ways_out_of_day
from planner.errors import NotFound
from planner.model import Day, Plan
from planner.text import gettext as _
from planner.text import listed, reason_sentence
from planner.users import Right


def why(options: argparse.Namespace) -> int:
    """Say why visits are unassigned, and the ways out."""
    with at_work(options, Right.SEE_CASE) as (office, worker):
        workday = planned(office, options, worker)
        day, plan = workday.day, workday.plan
        assert plan is not None
        wanted = [left for left in plan.unassigned if options.visit in (None, day.visit(left.visit_id).reference)]
        if options.visit is not None and not wanted:
            raise _not_there(day, options.visit)
        with progress_bar() as show:
            answers = ways_out_of_day(
                office, workday.problem, plan, [left.visit_id for left in wanted], on_message=show
            )
    for answer in answers:
        _tell(day, plan, answer)
    if not answers:
        say(_("Every visit has a stop."))
    return 1 if answers else 0


def _not_there(day: Day, reference: str) -> NotFound:
    if any(visit.reference == reference for visit in day.visits):
        return NotFound("visit_planned", reference=reference)
    return NotFound("no_visit", reference=reference, date=day.date.isoformat())


def _tell(day: Day, plan: Plan, answer: Answer) -> None:
    visit = day.visit(answer.visit_id)
    reason = next(left.reason for left in plan.unassigned if left.visit_id == visit.id)
    say(_("{visit}: {reason}").format(visit=visit.reference, reason=reason_sentence(reason)))
    for words, obstacles in reasons(answer.obstacles, day):
        teams = listed(name for each in obstacles if (name := team_words(each, day)))
        if teams:
            say("  - " + _("{what}: {teams}").format(what=words, teams=teams))
    for number, way in enumerate(answer.ways, start=1):
        say(f"  {number}. {way_sentence(way, day)}")
    if not answer.ways:
        say("  " + _("No way out was found that keeps every rule."))
