"""The visits without a stop in the order in which they are numbered everywhere, and why they have none, in a sentence.

Works out no ways out and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from planner.day.states import VisitRow
from planner.day.way_words import obstacle_words, reasons, team_words
from planner.day.ways_out import Answer, Obstacle
from planner.model import Day, Plan, Visit
from planner.text import duration, listed, ngettext, reason_sentence
from planner.text import gettext as _
from routing.explain import Against

type Hours = Sequence[tuple[str, str]]
NAMED = 2
"""So many teams are named; of more is said how many there are."""


def left_over(rows: Iterable[VisitRow], plan: Plan | None) -> tuple[VisitRow, ...]:
    """The visits without a stop in the plan's order, as the map numbers them; none while there is no plan."""
    if plan is None:
        return ()
    by_id = {row.visit.id: row for row in rows if row.stop is None}
    return tuple(by_id[each.visit_id] for each in plan.unassigned if each.visit_id in by_id)


def left_out_sign(number: int) -> str:
    """What stands in the ring of an unassigned visit, counted from 1."""
    return f"U{number}"


def is_legal(row: VisitRow) -> bool:
    """Whether it is the law that keeps a visit out, and not only an address that somebody has to confirm."""
    return row.reason.startswith("rule:") or row.reason == "not_approved"


def tone_of(row: VisitRow) -> str:
    """The name of the color in which its reason is told."""
    return "legal" if is_legal(row) else "wrong" if row.reason == "not_located" else "text"


def why_out(row: VisitRow, day: Day, answer: Answer | None, hours: Hours) -> str:
    """Why a visit has no stop, in a sentence or two; once the teams were asked, what they lack.

    `hours` are the spans of the day that may hold the whole stay.
    """
    known = reason_sentence(row.reason) if row.reason else ""
    if row.reason == "rule:visiting_hours":
        return _past_the_law(row.visit, hours) or known
    if answer is None or not answer.obstacles or is_legal(row):
        return known
    return _by_teams(answer.obstacles, day) or known


def _past_the_law(visit: Visit, hours: Hours) -> str:
    # By how much the window misses the law, where one of each is easily told.
    if len(visit.windows) != 1 or len(hours) != 1:
        return ""
    (earliest, latest), (begin, end) = visit.windows[0], hours[0]
    if f"{latest:%H:%M}" < begin:
        words = _("It must start by {time}, before the lawful hours begin at {begin}.")
        return words.format(time=f"{latest:%H:%M}", begin=begin)
    over = datetime.combine(visit.date, earliest) + visit.service_time
    words = _("Cannot start before {time} and lasts {length}: it would end at {over}, past the legal limit of {end}.")
    return words.format(
        time=f"{earliest:%H:%M}", length=duration(visit.service_time.total_seconds()), over=f"{over:%H:%M}", end=end
    )


def _by_teams(obstacles: Sequence[Obstacle], day: Day) -> str:
    # Where most teams lack a skill, the few that have it say what really stands in the way.
    hindered = {each.shift_id for each in obstacles}
    free = [shift.team.name for shift in day.shifts if shift.id not in hindered]
    if free and None not in hindered:
        return _("Nothing stands in its way now: {teams} could go.").format(teams=listed(free[:NAMED]))
    lacking = [each for each in obstacles if each.kind == Against.SKILL]
    unable = {each.shift_id for each in lacking}
    able = [each for each in obstacles if each.shift_id not in unable]
    if lacking and not able:
        return ""
    if lacking and len({each.shift_id for each in able}) <= NAMED:
        skills = listed(sorted(frozenset().union(*(each.skills for each in lacking))))
        teams = listed(dict.fromkeys(day.shift(each.shift_id).team.name for each in able if each.shift_id))
        words = _("Needs {skills}: only {teams} could go. {reason}.")
        return words.format(skills=skills, teams=teams, reason=_reason(able, day))
    kinds = {each.kind for each in obstacles}
    if len(kinds) == 1 and len(obstacles) > 1:
        return _("{reason}: so with every team.").format(reason=obstacle_words(obstacles[0], day))
    return ""


def _reason(able: Sequence[Obstacle], day: Day) -> str:
    return listed(
        f"{obstacle_words(each, day)} ({team_words(each, day)})" if len(able) > 1 else _alone(each, day)
        for each in able[:NAMED]
    )


def _alone(each: Obstacle, day: Day) -> str:
    amount = team_words(each, day).removeprefix(day.shift(each.shift_id).team.name).strip() if each.shift_id else ""
    return f"{obstacle_words(each, day)} {amount}".strip()


def teams_summary(obstacles: tuple[Obstacle, ...], day: Day) -> str:
    """How many teams fail, and on how many things."""
    kinds = len(reasons(obstacles, day))
    teams = len({each.shift_id for each in obstacles if each.shift_id})
    return ngettext("{teams} teams, {count} obstacle", "{teams} teams, {count} obstacles", kinds).format(
        teams=teams, count=kinds
    )
