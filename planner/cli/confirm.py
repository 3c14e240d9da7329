"""``rounds confirm``: what teams on the road have to be told, and who of them has confirmed it by telephone."""

from __future__ import annotations

import argparse

from planner.cli.console import at_work, say
from planner.cli.day import planned, team_named
from planner.errors import BadInput, NotAllowed
from planner.model import Day
from planner.running.confirming import confirm as confirmed
from planner.running.held import read_held
from planner.running.pending import Pending, pending_of
from planner.running.pending_words import near_words, read_out, version_words
from planner.text import gettext as _
from planner.users import Right


def confirm(options: argparse.Namespace) -> int:
    """Read it out; with a name, note that it was confirmed. 1 while a team has still to be told."""
    with at_work(options, Right.CONTACT) as (office, worker):
        work = planned(office, options, worker)
        assert work.plan is not None
        with office.store.reading() as session:
            held = read_held(session, work.day)
        waiting = pending_of(work.day, work.plan, held, office.clock())
        mine = _of_team(work.day, waiting, options.team)
        for pending in mine:
            _tell(work.day, pending)
        if not mine:
            say(_("Every team knows all that it has to know."))
        if not options.who.strip():
            return int(bool(mine))
        if not options.team:
            raise BadInput("name_the_team")
        if not mine:
            raise NotAllowed("nothing_to_confirm", team=options.team)
        confirmed(office, work.day, work.plan, mine[0].shift.id, options.who, by=office.user)
        say(_("Confirmed by {name}.").format(name=options.who.strip()))
    return 0


def _of_team(day: Day, waiting: tuple[Pending, ...], name: str) -> tuple[Pending, ...]:
    if not name:
        return waiting
    wanted = team_named(day, name)
    return tuple(each for each in waiting if each.shift.id == wanted.id)


def _tell(day: Day, pending: Pending) -> None:
    people = "; ".join(" ".join(filter(None, person)) for person in pending.people)
    say(f"{pending.shift.team.name} · {version_words(day, pending)} · {people}")
    for line in (*filter(None, [near_words(pending)]), *read_out(day, pending)):
        say(f"  - {line}")
