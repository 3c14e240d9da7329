"""``rounds teams form``: who could go with whom today, and why not better; kept only when asked to."""

from __future__ import annotations

import argparse

from planner.cli.console import at_work, progress_bar, read_day, say
from planner.day.crew_words import team_change, unmet_sentence
from planner.day.crews import Fate, Proposal, form_teams
from planner.model import Staff
from planner.text import gettext as _
from planner.text import listed
from planner.users import Right


def form(options: argparse.Namespace) -> int:
    """Propose the teams of a day, and keep them with ``--apply``; 1 where a wish could not be met."""
    with at_work(options, Right.PLAN) as (office, worker):
        day = read_day(office, options.date)
        with progress_bar() as show:
            proposal = form_teams(
                office, day, worker, teams=options.teams, size=options.size, seed=options.seed, on_message=show
            )
        _show(proposal)
        if options.apply:
            with office.store.writing() as session:
                session.record("day_changed", office.actor, office.clock(), date=day.date)
                session.save_day(proposal.day)
            say(_("The teams of {date} are kept.").format(date=day.date.isoformat()))
        elif proposal.day != day:
            say(_("Nothing was changed. Keep these teams with --apply."))
    return 1 if proposal.unmet else 0


def _show(proposal: Proposal) -> None:
    say(_("Teams of {date}:").format(date=proposal.day.date.isoformat()))
    for team in proposal.teams:
        people = "" if team.fate == Fate.GONE else _names(team.shift.members)
        change = team_change(team)
        note = _("({change})").format(change=change) if change else ""
        say("  " + " ".join(filter(None, (f"{team.shift.team.name}:", people, note))))
    if reserve := proposal.day.reserve:
        say("  " + _("In the reserve: {people}").format(people=_names(reserve)))
    for unmet in proposal.unmet:
        say(unmet_sentence(unmet))
    if not proposal.proven:
        say(_("Time was over: there may be better teams."))


def _names(people: tuple[Staff, ...]) -> str:
    return listed(person.name for person in people)
