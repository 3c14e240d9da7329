"""Something happened: the answers to it, each worked out to the end, verified and priced; the best one first.

They are proposals: nothing is changed here. Whoever takes one has a day and a plan, and a list of whom to ring.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day.absence import ways_out
from planner.day.from_now import freeze, thaw
from planner.day.heard import back
from planner.day.teams import short_teams
from planner.day.workday import Workday
from planner.errors import NotAllowed
from planner.model import Shift
from planner.running.calls_due import CallMade
from planner.running.car_out import car_out
from planner.running.closures import close, shut_in
from planner.running.happened import Answer, Happened, Kind, Offered, What
from planner.running.incidents import paused
from planner.running.scene import Draft, Scene, orders
from planner.running.shedding import without
from planner.running.stops_here import ended, gone, open_stops, stops_here
from planner.told import CheckIn
from planner.users import Right
from routing.worker import Progress, Worker

MOST_ARRANGEMENTS = 5
"""So many of the ways to arrange people are worked out to the end."""
MOST = 8
"""So many answers are enough to choose from."""

type Ask = Callable[[Scene, Happened], Iterator[Draft]]


def answers(
    office: Office,
    worker: Worker,
    work: Workday,
    happened: Happened,
    now: datetime,
    *,
    on_message: Callable[[object], None] = lambda _message: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Answer, ...]:
    """What can be done, best first. Blocks for some seconds; meant for a thread, which tells each `Offered` at once.

    Raises
    ------
    NotAllowed
        ``no_answer_found``; or the user may not plan.
    BadInput
        The ring is none, see `planner.running.closures.close`.
    Cancelled
        `cancelled` said so.
    """
    office.user.require(Right.PLAN)
    with office.store.reading() as session:
        issued, made = session.issued(work.day.id), session.day_facts(CallMade, work.day.date)
        still, home = paused(session, work.day.date), back(session.day_facts(CheckIn, work.day.date))
    scene = Scene(office, worker, work, now, issued, made, still, frozenset(home), on_message, cancelled)
    found: dict[Hashable, Answer] = {}
    for number, draft in enumerate(ASKS[happened.what](scene, happened), start=1):
        answer = scene.answer(draft)
        same = draft.mode, draft.after.day.shifts, orders(draft.after.plan)
        if answer.offered and same not in found and not scene.gives_to_paused(draft.after.plan):
            found[same] = answer
            on_message(Offered(answer))
        on_message(Progress(number / (number + 2), "ways_out"))
    if not found:
        raise NotAllowed("no_answer_found")
    return tuple(sorted(found.values(), key=lambda answer: answer.rank)[:MOST])


def staff_ill(scene: Scene, happened: Happened) -> Iterator[Draft]:
    """Somebody is ill from now on: who steps in, or which team's day ends."""
    assert happened.staff_id is not None
    plan = freeze(scene.plan, scene.now) if scene.plan.not_before else scene.plan
    ways = ways_out(
        scene.office, scene.work.day, plan, happened.staff_id, scene.worker,
        on_message=scene.on_message, cancelled=scene.cancelled,
    )  # fmt: skip
    for way in ways[:MOST_ARRANGEMENTS]:
        if way.plan is not None:
            after = scene.on(way.arrangement.day, thaw(way.plan, scene.plan))
            yield Draft(Kind.ARRANGE, scene.fitted(after), arrangement=way)
    for shift_id in _too_small(scene, happened.staff_id):
        yield from ended(scene, shift_id)


def road_closed(scene: Scene, happened: Happened) -> Iterator[Draft]:
    """No way leads through the ring from now on: every route as it is, timed anew; or each in its best order."""
    day = close(scene.work.day, happened.ring, scene.now, scene.office.user.actor)
    inside = shut_in(day, day.closed[-1:])
    ahead = {stop.visit_id for r in scene.plan.routes for stop in r.stops if not stop.begun}
    asked = tuple(visit for visit in inside if visit.id in ahead)
    as_was = scene.around(day)
    kept, touched = scene.fitted(as_was), _longer(scene, as_was)
    told = _held_up(scene, touched | {r.shift_id for visit in asked for r in scene.plan.routes_of(visit.id)})
    yield Draft(Kind.KEEP, kept, shut_in=asked, held_up=told)
    if touched:
        yield Draft(Kind.REORDER, scene.fitted(scene.reordered(as_was, touched)), shut_in=asked, held_up=told)
    if asked:
        left = scene.fitted(without(scene.office, as_was, [visit.id for visit in asked]))
        yield Draft(Kind.DROP, left, held_up=told)


ASKS: dict[What, Ask] = {
    What.STAFF_ILL: staff_ill,
    What.CAR_OUT: car_out,
    What.STOPS_HERE: stops_here,
    What.SPREAD: gone,
    What.ROAD_CLOSED: road_closed,
}
"""What each of them may be answered with."""


def _too_small(scene: Scene, staff_id: UUID) -> list[UUID]:
    # Teams under way that one person less makes too small: they are not dissolved, their day ends.
    least = scene.office.pack.least_staff
    mine = [shift for shift in scene.work.day.shifts if any(member.id == staff_id for member in shift.members)]
    left = (replace(s, members=tuple(m for m in s.members if m.id != staff_id)) for s in mine)
    small = {shift.id for shift in short_teams(replace(scene.work.day, shifts=tuple(left)), least)}
    return [shift.id for shift in mine if shift.id in small and open_stops(scene.plan, shift.id, scene)]


def _longer(scene: Scene, after: Workday) -> set[UUID]:
    # The teams whose way ahead is another one.
    had = {route.shift_id: route.travel_time for route in scene.plan.routes}
    routes = after.plan.routes if after.plan else ()
    return {route.shift_id for route in routes if route.travel_time != had.get(route.shift_id)}


def _held_up(scene: Scene, shift_ids: set[UUID]) -> tuple[Shift, ...]:
    # Those of them that are out or will be, once there are papers: who is back drives nowhere.
    teams = shift_ids - scene.back if scene.issued else set()
    return tuple(shift for shift in scene.work.day.shifts if shift.id in teams)
