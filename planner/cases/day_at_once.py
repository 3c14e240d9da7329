"""A day that is read, thought about and written at once, unless it was changed in between. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day.edit import follow
from planner.day.framing import Terms, lawful, terms_of
from planner.day.geocoding import locate_visits
from planner.day.geocoding.surroundings import examine
from planner.day.travel import TravelSearch
from planner.day.workday import day_at
from planner.errors import Conflict, NotFound
from planner.model import Day, Plan
from planner.storage.session import Session
from planner.translate import DayProblem
from routing.worker import Worker

type Begins = Callable[[Day, Plan, Plan | None], Plan]
"""From the day, its plan and what was issued of it: the plan to begin with."""


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day as it was read: `day` and `stored` as they lie in the database, `plan` as `problem` has it now."""

    day: Day
    stored: Plan
    problem: DayProblem
    plan: Plan

    def require_same(self, session: Session) -> None:
        """Refuse to write where somebody else has changed the day or its plan since it was read.

        Raises
        ------
        Conflict
            ``changed_meanwhile``.
        """
        now = session.day(self.day.date)
        if now is None or now.version != self.day.version or session.draft(self.day.id) != self.stored:
            raise Conflict("changed_meanwhile", what="day")


def read_day(office: Office, when: date, worker: Worker, begins: Begins | None = None) -> DayRead:
    """Read a day and its plan, and bring the plan up to what the day is now.

    Raises
    ------
    NotFound
        ``no_day``: there is none, or it has no plan.
    """
    day = day_at(office, when)
    if any(visit.location is None for visit in day.visits):
        day = locate_visits(office, day)
    with office.store.reading() as session:
        stored, issued = session.draft(day.id), session.issued(day.id)
    if stored is None:
        raise NotFound("no_day", date=when.isoformat())
    looked = examine(office, day, worker)
    plan, terms = begins(day, stored, issued) if begins else stored, terms_of(office, looked)
    if plan != stored:
        stops = (stop for route in plan.routes for stop in route.stops)
        terms = as_begun(terms, {s.visit_id: s.actual.arrived for s in stops if s.actual and s.actual.arrived})
    problem = terms.frame(looked, TravelSearch(office, looked, worker).wait())
    return DayRead(day, stored, problem, follow(problem, plan))


def as_begun(terms: Terms, since: Mapping[UUID, datetime]) -> Terms:
    """The terms that know of visits that have begun, which the database does not yet.

    They stay on their routes, whatever holds there since.
    """
    standings = {who: replace(each, begun={**each.begun, **since}) for who, each in terms.closed.standings.items()}
    closed = replace(terms.closed, standings=standings)
    return replace(terms, closed=closed, lawful=lawful(terms.pack, closed, terms.day))
