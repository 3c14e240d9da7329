"""Why a visit is in no route, and what would fit it, in sentences: teams by name, visits by reference."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from planner.day.papers import PAPERS
from planner.day.ways_out import Obstacle, Way
from planner.model import Day
from planner.text import N_, clock, duration, listed, ngettext, reason_sentence
from planner.text import gettext as _
from routing.explain import Against
from routing.relaxations import Means

OBSTACLES: dict[str, str] = {
    Against.SKILL: N_("Lacks a skill: {skills}"),
    Against.NOT_ALLOWED: N_("It is kept for another team"),
    Against.GROUP: N_("It goes with visits of another team: {visits}"),
    Against.MAX_JOBS: N_("Has as many visits as it takes in a day"),
    Against.CAPACITY: N_("Cannot carry more"),
    Against.MAX_TRAVEL: N_("Too long on the road"),
    Against.UNREACHABLE: N_("No road leads there"),
    Against.POSITION: N_("Its place in the route is taken"),
    Against.WINDOW: N_("Outside the visit's window"),
    Against.LEGAL: N_("Outside the lawful visiting hours"),
    Against.SHIFT_END: N_("Past the end of the shift"),
    Against.BREAK: N_("Its break stands in the way"),
    Against.AFTER: N_("Too soon after {visits}"),
    Against.JOINT: N_("No other team could be there at the same time"),
    Against.MAX_MOVED: N_("Another visit would have to move, and no more may"),
    Against.NO_TIME: N_("No time left"),
}
"""What keeps a visit out of a team's route, by `Obstacle.kind`."""

TIMED = (
    *(Against.WINDOW, Against.LEGAL, Against.SHIFT_END, Against.BREAK),
    *(Against.AFTER, Against.MAX_TRAVEL, Against.NO_TIME),
)
"""Kinds whose amount is a time that people want to know."""


def reasons(obstacles: tuple[Obstacle, ...], day: Day) -> list[tuple[str, list[Obstacle]]]:
    """What keeps a visit out, in a few words, each with those it concerns team by team; most teams first."""
    found: dict[str, list[Obstacle]] = {}
    for obstacle in obstacles:
        found.setdefault(obstacle_words(obstacle, day), []).append(obstacle)
    return sorted(found.items(), key=lambda each: -len(each[1]))


def obstacle_words(obstacle: Obstacle, day: Day) -> str:
    """What keeps a visit out, without the team and the amount."""
    if obstacle.kind == PAPERS:
        return _("Is on the road without its papers")
    if obstacle.kind not in OBSTACLES:
        return reason_sentence(obstacle.kind).rstrip(".。")
    visits = listed(day.visit(visit).reference for visit in obstacle.others)
    return _(OBSTACLES[obstacle.kind]).format(skills=listed(sorted(obstacle.skills)), visits=visits)


def team_words(obstacle: Obstacle, day: Day) -> str:
    """The team an obstacle concerns, and by how much; nothing where it concerns all."""
    if obstacle.shift_id is None:
        return ""
    team = day.shift(obstacle.shift_id).team.name
    if obstacle.kind not in TIMED or not obstacle.amount:
        return team
    return _("{team} ({amount})").format(team=team, amount=duration(obstacle.amount))


def way_sentence(way: Way, day: Day) -> str:
    """A way out in one sentence: what is done, and what comes of it."""
    return _("{way}: {effect}.").format(way=way_title(way, day), effect=way_effect(way, day))


def way_title(way: Way, day: Day) -> str:
    """What is done."""
    out = way.out
    if out.windows and out.overtime:
        return _("{one}, and {other}").format(one=_longer(way, day), other=_overtime(way, day))
    if out.windows:
        return _longer(way, day)
    if out.overtime:
        return _overtime(way, day)
    if out.means is Means.SKILL:
        return _skill(way, day)
    if out.means is Means.DROP:
        return _left_out(way, day)
    return _moved(way, day) if out.means is Means.MOVE else _("It fits as things are")


def way_effect(way: Way, day: Day) -> str:
    """Where the visit goes then, what that adds to the road, and whether anybody else moves."""
    return listed((way_place(way, day), more_travel(way.travel_time), way_others(way)))


def way_place(way: Way, day: Day) -> str:
    """Where the visit goes then, and when."""
    first, later = _("{team} at {time}, before all other stops"), _("{team} at {time}, after stop {number}")
    template, number = later if way.out.position else first, way.out.position
    return template.format(team=_team(day, way.shift_id), time=clock(way.start, day.zone), number=number)


def way_others(way: Way) -> str:
    """Whether anybody else moves."""
    moved = len(_moves(way))
    words = ngettext("{count} other visit moves", "{count} other visits move", moved)
    return words.format(count=moved) if moved else _("nobody else moves")


def more_travel(extra: timedelta) -> str:
    """A difference in travel, in words; less than half a minute is none."""
    seconds = round(extra.total_seconds())
    if abs(seconds) < 30:
        return _("no more time on the road")
    words = _("{time} more on the road") if seconds > 0 else _("{time} less on the road")
    return words.format(time=duration(max(60, abs(seconds))))


def _longer(way: Way, day: Day) -> str:
    before = day.visit(way.visit_id).windows
    new = next(window for window in way.windows if window not in before)
    length = duration(way.out.amount)
    if any(window.latest == new.latest for window in before):
        return _("Extend the window by {length}, from {time}").format(length=length, time=f"{new.earliest:%H:%M}")
    return _("Extend the window by {length}, until {time}").format(length=length, time=f"{new.latest:%H:%M}")


def _overtime(way: Way, day: Day) -> str:
    worked = (
        _("{team} works {length} overtime").format(team=_team(day, UUID(vehicle)), length=duration(seconds))
        for vehicle, seconds in way.out.overtime
    )
    return listed(worked)


def _skill(way: Way, day: Day) -> str:
    assert way.person is not None
    return _("{person} of the reserve joins {team}").format(person=way.person.name, team=_team(day, way.shift_id))


def _left_out(way: Way, day: Day) -> str:
    gone = listed(
        _("{visit} (priority {priority})").format(visit=visit.reference, priority=visit.priority)
        for visit in (day.visit(UUID(job)) for job in way.out.dropped)
    )
    left = _("Leave out {visits}").format(visits=gone)
    return _("{one}, and {other}").format(one=left, other=_moved(way, day)) if _moves(way) else left


def _moved(way: Way, day: Day) -> str:
    return listed(
        _("{visit} moves to {team}").format(visit=day.visit(UUID(job)).reference, team=_team(day, UUID(vehicle)))
        for job, vehicle in _moves(way)
    )


def _moves(way: Way) -> list[tuple[str, str]]:
    kept = [job for job in way.out.others if job not in way.out.dropped]
    return [(job, way.out.place_of(job).vehicle) for job in kept]


def _team(day: Day, shift_id: UUID) -> str:
    return day.shift(shift_id).team.name
