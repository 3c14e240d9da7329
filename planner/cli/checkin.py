"""``rounds checkin`` and ``rounds running``: what teams say on the telephone, and how the day stands."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cli.console import at_work, say, show_table
from planner.cli.day import planned, team_named
from planner.day.workday import Workday
from planner.errors import NotFound
from planner.model import Shift
from planner.running import check_ins
from planner.running.answer import NOTING
from planner.running.check_ins import CheckedIn
from planner.running.needs import needs
from planner.running.situation import TeamNow, situation
from planner.running.situation_words import need_words, said_words, team_words
from planner.running.spoken import standing
from planner.running.typed import read_moment
from planner.text import clock, listed, ngettext
from planner.text import gettext as _
from planner.told import CheckIn, Said
from planner.users import Right

MEANT = {
    "out": Said.SET_OUT, "arrived": Said.ARRIVED, "left": Said.LEFT, "well": Said.ALL_WELL, "back": Said.BACK,
    "danger": Said.DANGER,
}  # fmt: skip


def checkin(options: argparse.Namespace) -> int:
    """Keep what a team says; 1 where somebody must do something now."""
    with at_work(options, Right.CONTACT) as (office, worker):
        work = planned(office, options, worker)
        shift, zone = team_named(work.day, options.team), work.day.zone
        if options.take_back:
            return _taken_back(office, work, shift, options)
        moment = read_moment(options.at, work.day.date, zone, office.clock()) if options.at else None
        done = check_ins.check_in(
            office, work, shift.id, MEANT[options.said], stop=options.stop, code=options.code, moment=moment,
            by=office.user,
        )  # fmt: skip
        return _told(done, shift, zone)


def _told(done: CheckedIn, shift: Shift, zone: ZoneInfo) -> int:
    said, when = _(NOTING[done.fact.said]), clock(done.fact.moment, zone)
    say(said.format(team=shift.team.name, stop=done.fact.stop, when=when) + ".")
    if done.next:
        next_ = said_words(done.next.said, done.next.number)
        say(_("Next: {what}, {time}.").format(what=next_, time=clock(done.next.at, zone)))
    if done.alarms:
        say(_("The alarm is over."))
    if done.untold:
        numbers = listed(map(str, done.untold))
        words = ngettext("Ask how stop {numbers} ended.", "Ask how stops {numbers} ended.", len(done.untold))
        say(words.format(numbers=numbers))
    if done.incident:
        held = bool(done.incident.visit_id)
        say(_("Its day stands still. The dwelling is held for all.") if held else _("Its day stands still. Ask where."))
        say(_("Whom to ring up: rounds running"))
    return int(bool(done.untold or done.incident))


def _taken_back(office: Office, work: Workday, shift: Shift, options: argparse.Namespace) -> int:
    with office.store.reading() as session:
        known = standing(work.plan, session.day_facts(CheckIn, work.day.date))
    alike = [
        each for each in known
        if (each.shift_id, each.said) == (shift.id, MEANT[options.said]) and options.stop in (0, each.stop)
    ]  # fmt: skip
    if not alike:
        raise NotFound("no_such_check_in")
    check_ins.take_back(office, work, alike[-1].id, by=office.user)
    say(_("Taken back: {team}, {what}.").format(team=shift.team.name, what=said_words(alike[-1].said, alike[-1].stop)))
    return 0


def running(options: argparse.Namespace) -> int:
    """How the teams stand, and what needs somebody, the most urgent first; 1 while anything does."""
    with at_work(options, Right.SEE_CASE) as (office, worker):
        work = planned(office, options, worker)
        found = situation(office, work, office.clock())
        zone = work.day.zone
        wanted = needs(found)
        for need in wanted:
            words = need_words(found, need)
            say(f"! {words.title}. {words.detail}".rstrip())
        heads = (_("Team"), _("Where"), _("Heard"), _("Due"), _("What it will say"))
        show_table(heads, [_row(team, team_words(found, team), zone) for team in found.teams])
    return int(bool(wanted))


def _row(team: TeamNow, where: str, zone: ZoneInfo) -> tuple[str, ...]:
    due, heard = team.due, team.check_ins[-1] if team.check_ins else None
    return (
        team.shift.team.name, where, clock(heard.at, zone) if heard else "-", clock(due.at, zone) if due else "-",
        said_words(due.said, due.number) if due else "-",
    )  # fmt: skip
