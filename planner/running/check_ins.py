"""A team rings up, or is rung up: what it said is kept, in one transaction with all that follows from it.

What it means for the plan is told by `planner.running.spoken`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.day_at_once import as_begun
from planner.cases.entering import Entry, keep_entry, unkeep_entry
from planner.cases.outcomes import Code, VisitOutcome
from planner.cases.withdrawing import let_go
from planner.day.edit import follow
from planner.day.framing import terms_of
from planner.day.travel import is_quick, remembered
from planner.day.workday import Workday, judged
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Day, Plan
from planner.running.alarms import end_alarms, open_alarms
from planner.running.danger import declare
from planner.running.incidents import paused
from planner.running.meant import Meant, meant
from planner.running.spoken import Next, bounds, next_of, standing, told, untell, untold
from planner.running.typed import LEEWAY, SMALL_HOURS
from planner.storage.session import Session
from planner.told import Alarm, CheckIn, Incident, Said
from planner.translate import DayProblem
from planner.users import Right, User


@dataclass(frozen=True, slots=True, eq=False)
class CheckedIn:
    """What came of a check-in.

    Parameters
    ----------
    work
        The day with the plan as it is now, judged. Where somebody was held, their other visits have left its routes.
    next
        What the team will say next.
    untold
        Numbers of the stops that it has passed and of which no outcome was told yet.
    outcome, alarms, incident
        What was kept, ended or opened by it.
    """

    work: Workday
    fact: CheckIn
    next: Next | None
    untold: tuple[int, ...]
    outcome: VisitOutcome | None = None
    alarms: tuple[Alarm, ...] = ()
    incident: Incident | None = None


def check_in(
    office: Office,
    work: Workday,
    shift_id: UUID,
    said: Said,
    *,
    stop: int = 0,
    visit_id: UUID | None = None,
    code: str = "",
    moment: datetime | None = None,
    by: User,
) -> CheckedIn:
    """Keep what a team said, and let it take effect.

    Parameters
    ----------
    stop, visit_id
        At which visit, by its number on the team's paper or by our id; without either the one that is next.
    code
        How the visit ended, by the letter of `planner.cases.outcomes.Code`; empty while that was not told.
    moment
        When it was so; now where nothing is told, and of a stop that was left before, when that was.

    Raises
    ------
    NotFound
        ``no_plan``, ``no_such_team``, ``stop_not_of_team``, ``nothing_next``.
    NotAllowed
        ``team_paused``, ``stop_called_off``.
    BadInput
        ``no_such_code``, ``told_in_future``, ``told_on_another_day``, ``told_before``, ``told_after``.
    """
    by.require(Right.CONTACT)
    day, now = work.day, office.clock()
    if work.plan is None:
        raise NotFound("no_plan", date=day.date.isoformat())
    with office.store.writing() as session:
        asked = CheckIn(
            day=day.date, at=now, by=by.actor, shift_id=shift_id, visit_id=visit_id, said=said, stop=stop,
            moment=moment or now, code=_code(said, code),
        )  # fmt: skip
        about = meant(session, day, work.plan, asked, timed=moment is not None)
        day = about.day
        _refuse_wrong(session, day, about, now)
        kept = session.add_day_fact(about.check_in)
        work = replace(work, day=day, problem=_knowing(office, replace(work, day=day), kept))
        plan = told(work.problem, about.plan, kept)
        if plan is not work.plan:
            session.save_plan(plan)
        _record(session, "checked_in", kept, now, by)
        ended = end_alarms(session, open_alarms(session, None, shift_id), at=now, by=by.actor)
        outcome = _entered(session, day, kept, by) if kept.code else None
        incident = declare(session, day, shift_id, kept.visit_id, at=now, by=by) if said == Said.DANGER else None
    held = bool(incident) or bool(outcome and outcome.follows.hold)
    after = standing(plan, (*about.heard, kept))
    next_ = next_of(plan, shift_id, after, now, about.held)
    left = untold(plan, shift_id, about.held)
    return CheckedIn(_anew(office, work, plan, framed=held), kept, next_, left, outcome, ended, incident)


def take_back(office: Office, work: Workday, check_in_id: UUID, *, by: User) -> Workday:
    """Something was noted that nobody said: the plan is as if it never had been, and what came of an outcome ends.

    What was said of that stop before holds again. An alarm that it ended is raised anew by the clock; an incident is
    closed by hand. It stays in the log.

    Raises
    ------
    NotFound
        ``no_such_check_in``, ``no_plan``.
    """
    by.require(Right.CONTACT)
    if work.plan is None:
        raise NotFound("no_plan", date=work.day.date.isoformat())
    now = office.clock()
    with office.store.writing() as session:
        known = standing(work.plan, session.day_facts(CheckIn, work.day.date))
        wrong = next((each for each in known if each.id == check_in_id), None)
        if wrong is None:
            raise NotFound("no_such_check_in")
        session.change_day_fact(replace(wrong, taken_back=True))
        _record(session, "check_in_taken_back", wrong, now, by)
        before = [each for each in known if each != wrong and _same_stop(each, wrong)]
        plan = untell(work.problem, work.plan, wrong)
        for each in before:
            plan = told(work.problem, plan, each)
        if plan is not work.plan:
            session.save_plan(plan)
        if wrong.code and wrong.visit_id:
            unkeep_entry(session, work.day.visit(wrong.visit_id), at=now, by=by)
            for each in [each for each in before if each.code][-1:]:
                _entered(session, work.day, each, by)
        day = work.day
        if wrong.visit_id and not plan.has_begun(wrong.visit_id):
            day = let_go(session, day, wrong.visit_id, at=now, by=by.actor)
    return _anew(office, replace(work, day=day), plan, framed=bool(wrong.code) or day is not work.day)


def _knowing(office: Office, work: Workday, kept: CheckIn) -> DayProblem:
    # Nobody was to go there any more, and somebody was there: the visit is one of the route's again.
    known = {visit.id for visit in work.problem.day.visits} - set(work.problem.blocked)
    if kept.visit_id is None or kept.visit_id in known:
        return work.problem
    travel = remembered(office, work.day, quick=bool(work.plan and is_quick(work.plan.travel_source)))
    if not travel.complete:
        return work.problem
    return as_begun(terms_of(office, work.day), {kept.visit_id: kept.moment}).frame(work.day, travel)


def _code(said: Said, code: str) -> str:
    letter = code.strip().upper()
    if letter and letter not in set(Code):
        raise BadInput("no_such_code", letter=letter, letters=" ".join(Code))
    return letter if said == Said.LEFT else ""


def _refuse_wrong(session: Session, day: Day, about: Meant, now: datetime) -> None:
    check_in, zone = about.check_in, day.zone
    if check_in.said in (Said.SET_OUT, Said.ARRIVED) and check_in.shift_id in paused(session, day.date):
        raise NotAllowed("team_paused")
    moment = check_in.moment
    if moment > now + LEEWAY:
        raise BadInput("told_in_future", time=f"{moment.astimezone(zone):%H:%M}")
    if (moment.astimezone(zone) - timedelta(hours=SMALL_HOURS)).date() != day.date:
        raise BadInput("told_on_another_day", date=day.date.isoformat())
    earliest, latest = bounds(about.plan, check_in, about.heard) if check_in.said != Said.DANGER else (None, None)
    if earliest and moment < earliest:
        raise BadInput("told_before", time=f"{earliest.astimezone(zone):%H:%M}")
    if latest and moment > latest:
        raise BadInput("told_after", time=f"{latest.astimezone(zone):%H:%M}")


def _entered(session: Session, day: Day, check_in: CheckIn, by: User) -> VisitOutcome | None:
    if check_in.visit_id is None:
        return None
    draft = session.draft(day.id)
    stops = (stop for route in (draft.routes if draft else ()) if route.shift_id == check_in.shift_id
             for stop in route.stops if stop.visit_id == check_in.visit_id)  # fmt: skip
    actual = next((stop.actual for stop in stops), None)
    arrived = actual.arrived if actual else None
    entry = Entry(check_in.visit_id, Code(check_in.code), arrived, check_in.moment)
    return keep_entry(session, day, entry, at=check_in.at, by=by)


def _record(session: Session, kind: str, check_in: CheckIn, at: datetime, by: User) -> None:
    about = {"visit": check_in.visit_id, "stop": check_in.stop, "code": check_in.code}
    session.record(
        kind, by.actor, at, date=check_in.day, shift=check_in.shift_id, said=check_in.said.value,
        moment=check_in.moment.isoformat(), **{name: value for name, value in about.items() if value},
    )  # fmt: skip


def _same_stop(one: CheckIn, other: CheckIn) -> bool:
    return one.visit_id is not None and (one.shift_id, one.visit_id) == (other.shift_id, other.visit_id)


def _anew(office: Office, work: Workday, plan: Plan, *, framed: bool) -> Workday:
    # Who is held now may be planned no more: the day is framed anew, as far as its travel times are at hand.
    if not framed:
        return work if plan is work.plan else judged(office, work, plan)
    travel = remembered(office, work.day, quick=is_quick(plan.travel_source))
    if not travel.complete:
        return judged(office, work, plan)
    problem = terms_of(office, work.day).frame(work.day, travel)
    return judged(office, replace(work, problem=problem), follow(problem, plan))
