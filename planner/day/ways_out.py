"""Why a visit is in no route, team by team, and what would fit it: within the law, on the plan as it is. Words nothing.

A way out is no estimate: the day is changed, the plan is made, and both are judged by the gate and by the checker
before it is offered. Sentences are made in `planner.day.way_words`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.day import edit
from planner.day.framing import Terms, terms_of
from planner.day.job_ids import is_meeting
from planner.day.papers import PAPERS
from planner.day.teams import edit_shift, join
from planner.day.travel import DayTravel, day_places
from planner.errors import BadInput
from planner.model import Day, Plan, Staff, Violation, Visit, Window
from planner.policy import gate
from planner.policy.hours import lawful_starts, moment
from planner.policy.schema import joined
from planner.translate import DayProblem, to_solution, visit_of
from routing.errors import Cancelled
from routing.explain import Against, obstacles_of
from routing.explain import Obstacle as Numbers
from routing.inquiry import Inquiry
from routing.problem import TimeWindow
from routing.relaxations import Means, WayOut, ways_out_of
from routing.worker import Progress

type Listener = Callable[[object], None]
type Question = Callable[[], bool]

MOST = 5
"""So many ways out are shown."""
MORE = 3
"""So many ways more than are wanted are looked for: some the law or the day may not allow."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a visit out of one team's route, or, without a team, out of all.

    Parameters
    ----------
    kind
        A kind of `routing.explain.Against`, or as `planner.model.Unassigned.reason` where the law keeps it out.
    amount
        Seconds, or a number of things.
    skills, others
        The skills that are missing; the visits it concerns.
    alone
        Whether the visit would fit if this alone were otherwise.
    """

    kind: str
    shift_id: UUID | None = None
    amount: int = 0
    skills: frozenset[str] = frozenset()
    others: tuple[UUID, ...] = ()
    alone: bool = True

    @property
    def legal(self) -> bool:
        """Whether it is the law that keeps it out."""
        return self.kind == Against.LEGAL or self.kind.startswith("rule:")


@dataclass(frozen=True, slots=True)
class Way:
    """A way out and what comes of it.

    Parameters
    ----------
    out
        The same in numbers.
    visit_id, shift_id
        The visit, and the team that goes there then.
    start
        When its service will start.
    day, plan
        The day and the plan then; the day is the same where only the plan changes.
    travel_time, distance
        Extra time and metres on the road, over all routes; negative where fewer are driven.
    windows
        The visit's windows then; empty where they stay.
    person
        Who comes from the reserve and brings a skill. Nobody is noted for a skill they were not known to have.
    """

    out: WayOut
    visit_id: UUID
    shift_id: UUID
    start: datetime
    day: Day
    plan: Plan
    travel_time: timedelta = timedelta(0)
    distance: int = 0
    windows: tuple[Window, ...] = ()
    person: Staff | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything there is to say of one unassigned visit."""

    visit_id: UUID
    obstacles: tuple[Obstacle, ...]
    ways: tuple[Way, ...]


def why(office: Office, dp: DayProblem, plan: Plan, visit_id: UUID, *, most: int = MOST) -> Answer:
    """What keeps an unassigned visit out, and up to `most` ways out, what a coordinator would rather do first.

    One that the gate keeps out has no way out here: what it lacks is lawful hours, a place, or an approval.
    """
    return _answer(terms_of(office, dp.day), dp, plan, visit_id, most)


def ways_out_of_day(
    office: Office,
    dp: DayProblem,
    plan: Plan,
    visit_ids: Sequence[UUID],
    *,
    on_message: Listener | None = None,
    cancelled: Question | None = None,
) -> tuple[Answer, ...]:
    """`why` for one unassigned visit after the other. Blocks; meant for a thread.

    Raises
    ------
    Cancelled
        `cancelled` said so.
    """
    found, terms = [], terms_of(office, dp.day)
    for number, visit_id in enumerate(visit_ids, start=1):
        if cancelled and cancelled():
            raise Cancelled
        found.append(_answer(terms, dp, plan, visit_id, MOST))
        if on_message:
            on_message(Progress(number / len(visit_ids), "ways_out"))
    return tuple(found)


def _answer(terms: Terms, dp: DayProblem, plan: Plan, visit_id: UUID, most: int) -> Answer:
    if visit_id in dp.blocked:
        return Answer(visit_id, (Obstacle(dp.blocked[visit_id]),), ())
    asked = terms.as_searched(dp, plan)
    legal = {str(visit_id): _lawful(terms, dp, dp.day.visit(visit_id))}
    inquiry = Inquiry(asked.problem, to_solution(asked, plan), asked.problem.job(str(visit_id)), legal)
    unfit = {shift: next(iter(rules)) for shift, rules in gate.unfit_for(terms.pack, dp.day).items()}
    obstacles = tuple(_papers(asked, visit_id, _obstacle(each, unfit)) for each in obstacles_of(inquiry))
    before = _amounts(_violations(terms, dp, plan))
    found: list[Way] = []
    for out in ways_out_of(inquiry, most=most + MORE):
        if len(found) < most and (way := _kept(terms, dp, plan, out, before)):
            found.append(way)
    return Answer(visit_id, obstacles, tuple(found))


def _travel(dp: DayProblem) -> DayTravel:
    return DayTravel(day_places(dp.day), dp.problem.travel, dp.travel_source)


def _lawful(terms: Terms, dp: DayProblem, visit: Visit) -> tuple[TimeWindow, ...]:
    # When the visit might start if the customer could be met at any time.
    zone = dp.day.zone
    starts = lawful_starts(terms.pack, terms.closed, replace(visit, windows=()), zone)
    return tuple(TimeWindow(dp.seconds(first), dp.seconds(last)) for first, last in starts)


def _obstacle(found: Numbers, unfit: Mapping[UUID, str]) -> Obstacle:
    shift_id, visits = UUID(found.vehicle), (visit_of(job) for job in found.others if not is_meeting(job))
    others = tuple(dict.fromkeys(visits))
    if found.kind is Against.MAX_JOBS and shift_id in unfit:
        return Obstacle(f"rule:{unfit[shift_id]}", shift_id, alone=found.alone)
    return Obstacle(str(found.kind), shift_id, found.amount, found.skills, others, found.alone)


def _papers(dp: DayProblem, visit_id: UUID, found: Obstacle) -> Obstacle:
    # It is kept for others because they have its papers.
    lacks = dp.papers and found.shift_id and not dp.papers.has(found.shift_id, visit_id)
    return replace(found, kind=PAPERS) if lacks and found.kind == Against.NOT_ALLOWED else found


# --- ways out


def _made(terms: Terms, dp: DayProblem, plan: Plan, way: Way) -> tuple[DayProblem, Plan]:
    # The day and the plan of a way out.
    day = _changed(dp.day, way)
    now = dp if day is dp.day else terms.frame(day, replace(_travel(dp), places=day_places(day)))
    return now, edit.put_all(now, plan, way.out.placed, way.out.dropped)


def _changed(day: Day, way: Way) -> Day:
    if way.windows:
        longer = replace(day.visit(way.visit_id), windows=way.windows)
        day = replace(day, visits=tuple(longer if each.id == longer.id else each for each in day.visits))
    for vehicle, seconds in way.out.overtime:
        shift = day.shift(UUID(vehicle))
        day = edit_shift(day, replace(shift, max_overtime=shift.max_overtime + timedelta(seconds=seconds)))
    return join(day, way.person.id, way.shift_id) if way.person else day


def _kept(terms: Terms, dp: DayProblem, plan: Plan, out: WayOut, before: Counter[tuple[object, ...]]) -> Way | None:
    # The way as the day has it, gone to the end; None where the day or the law does not allow it, or anything breaks.
    way = _in_the_day(dp, plan, out)
    if way is None or any(map(is_meeting, (*(each.job for each in out.placed), *out.dropped))):
        return None
    try:
        now, after = _made(terms, dp, plan, way)
    except BadInput:  # somebody would be in two teams at once
        return None
    if day_places(now.day) != day_places(dp.day):
        return None
    if any(amount > before[broken] for broken, amount in _amounts(_violations(terms, now, after)).items()):
        return None
    starts = {(stop.visit_id, route.shift_id, stop.start) for route in after.routes for stop in route.stops}
    if (way.visit_id, way.shift_id, way.start) not in starts:
        return None
    return replace(
        way,
        travel_time=after.travel_time - plan.travel_time,
        distance=after.distance - plan.distance,
        day=now.day,
        plan=after,
    )


def _in_the_day(dp: DayProblem, plan: Plan, out: WayOut) -> Way | None:
    # As it would change the day and the plan there are.
    visit, shift = dp.day.visit(visit_of(out.job)), dp.day.shift(UUID(out.vehicle))
    way = Way(out, visit.id, shift.id, dp.moment(out.start), dp.day, plan)
    if out.windows:
        windows = _longer(dp, visit, dict(out.windows)[out.job])
        return replace(way, windows=windows) if windows else None
    if out.means is Means.SKILL:
        person = next((person for person in dp.day.reserve if person.skills >= out.skills), None)
        return replace(way, person=person) if person else None
    return None if out.means in (Means.ALLOW, Means.GROUP, Means.ORDER) else way


def _longer(dp: DayProblem, visit: Visit, longer: TimeWindow) -> tuple[Window, ...]:
    # The visit's windows, that one longer which ends or begins where the lawful one did; none where the law had cut it.
    zone = dp.day.zone
    first, last = (dp.moment(second).astimezone(zone).time() for second in (longer.earliest, longer.latest))
    grown, known = [], dp.problem.job(str(visit.id)).windows
    for window in visit.windows:
        begin, end = (dp.seconds(moment(visit.date, local, zone)) for local in window)
        if any(w.latest == end and w.earliest == longer.earliest for w in known) and end < longer.latest:
            window = window._replace(latest=last)
        elif any(w.earliest == begin and w.latest == longer.latest for w in known) and longer.earliest < begin:
            window = window._replace(earliest=first)
        grown.append(window)
    return joined_windows(grown) if tuple(grown) != visit.windows else ()


def joined_windows(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The same times in order, those that overlap or touch as one."""
    return tuple(Window(*span) for span in joined(windows))


def _violations(terms: Terms, dp: DayProblem, plan: Plan) -> tuple[Violation, ...]:
    return edit.violations(dp, plan, terms.pack, terms.closed)


def _amounts(violations: Iterable[Violation]) -> Counter[tuple[object, ...]]:
    # One more than each amount: what is broken by nothing is broken as well.
    found: Counter[tuple[object, ...]] = Counter()
    for each in violations:
        found[each.kind, each.shift_id, each.visit_id] += each.amount + 1
    return found
