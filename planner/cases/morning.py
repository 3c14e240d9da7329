"""The morning of a day: what has changed since somebody looked last, and what stands between now and Issue.

Every planned and issued visit is judged again as things are now. What is told here is worked out each time; nothing of
it is kept. It changes nothing: `taking_off` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.audit import ISSUED
from planner.bootstrap import Office
from planner.cases.changes import Changed, Remedy, changes
from planner.cases.copies import copies_of, open_days
from planner.cases.entering import lines, missing
from planner.cases.freshness import Freshness, freshness
from planner.cases.lender_files import PAYMENTS
from planner.cases.ringing import ToRing, to_ring
from planner.model import Day, Plan
from planner.running.unkept import Unkept, unkept_before
from planner.storage.session import Session
from planner.users import Right, User

EVENING = time(18)
"""Before it was issued, a day was looked at last on the evening before."""
LOOK_BACK = timedelta(days=14)
"""So far back it is asked for papers and outcomes that are missing."""
BLOCKS = frozenset(set(Remedy) - {Remedy.PHONE, Remedy.PLAN_REST, Remedy.CALLS, Remedy.OUTCOMES, Remedy.COPIES})
"""What has to be done before anything is issued; the others only should."""


class State(StrEnum):
    """How the day stands as a whole."""

    NOTHING = "nothing"
    """No visits are kept for it."""
    OPEN = "open"
    """Something stands between now and Issue."""
    READY = "ready"
    ISSUED = "issued"
    """It is out, and nothing of it has changed."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do, and how: `count` visits or files it is about, `named` are teams, days or references."""

    remedy: Remedy
    count: int = 1
    named: tuple[str, ...] = ()
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers of a day that are out: of which version, with which teams.

    `missing` counts visits of a day before that have no outcome yet, `copies` the numbered copies that are out, and
    `old` those of them that are to come back or to be destroyed: of a day before, or replaced.
    """

    day: date
    version: int
    teams: tuple[str, ...]
    missing: int = 0
    copies: int = 0
    old: int = 0


@dataclass(frozen=True, slots=True)
class Morning:
    """A day as it is seen in the morning.

    `since` is when it was looked at last: its last issue, or the evening before. `version` is what was issued last; 0
    for nothing.
    """

    day: date
    today: date
    now: datetime
    zone: ZoneInfo
    since: datetime
    visits: int = 0
    planned: int = 0
    version: int = 0
    files: tuple[Freshness, ...] = ()
    changes: tuple[Changed, ...] = ()
    phones: tuple[ToRing, ...] = ()
    papers: tuple[Papers, ...] = ()
    to_do: tuple[ToDo, ...] = ()

    @property
    def blocking(self) -> tuple[ToDo, ...]:
        """What stands between now and Issue."""
        return tuple(each for each in self.to_do if each.blocks)

    @property
    def state(self) -> State:
        """How it stands as a whole."""
        if self.day < self.today:
            return State.OVER
        if not self.visits:
            return State.NOTHING
        if self.blocking:
            return State.OPEN
        return State.ISSUED if self.version and not self.changes else State.READY


def morning(office: Office, when: date | None = None, *, by: User) -> Morning:
    """How a day stands; today's where none is asked for."""
    by.require(Right.SEE_CASE)
    now = office.clock()
    with office.store.reading() as session:
        zone = session.branch().zone
        today = now.astimezone(zone).date()
        when = when or today
        day = session.day(when)
        draft, issued = (session.draft(day.id), session.issued(day.id)) if day else (None, None)
        since = _looked_at(session, when, zone) or datetime.combine(min(when, today) - timedelta(days=1), EVENING, zone)
        files, phones = freshness(office, session), to_ring(session)
        papers = _papers(session, today)
    found = changes(office, day, draft, issued, since) if day and when >= today else ()
    to_do = (*_of_files(files), *_of_phones(phones))
    if day and day.visits and when >= today:
        to_do = (*to_do, *_of_changes(found), *_of_plan(day, draft))
    return Morning(
        when, today, now, zone, since,
        visits=len(day.visits) if day else 0,
        planned=len(_placed(day, draft)),
        version=issued.version if issued else 0,
        files=files, changes=found, phones=phones, papers=papers,
        to_do=(*to_do, *_of_calls(unkept_before(office, today - LOOK_BACK, today)), *_of_papers(papers)),
    )  # fmt: skip


# --- what is to be done, in the order in which it is done


def _of_files(files: Iterable[Freshness]) -> list[ToDo]:
    remedies = {True: Remedy.IMPORT_PAYMENTS, False: Remedy.IMPORT_HOLDS}
    return [ToDo(remedies[each.kind == PAYMENTS], named=(each.words,)) for each in files if not each.fresh]


def _of_phones(phones: Iterable[ToRing]) -> list[ToDo]:
    teams: dict[str, list[str]] = {}
    for each in phones:
        teams.setdefault(each.phone.team, []).append(each.reference)
    return [ToDo(Remedy.PHONE, len(visits), (team,), blocks=False) for team, visits in teams.items()]


def _of_changes(found: Sequence[Changed]) -> list[ToDo]:
    # One line for each remedy, whatever it is about: one press does it for all of them.
    done = []
    for remedy in Remedy:
        about = [each for each in found if each.remedy == remedy and remedy != Remedy.NONE]
        if about and remedy != Remedy.PHONE:
            named = tuple(dict.fromkeys(each.reference or each.team for each in about))
            blocks = remedy in BLOCKS and any(each.blocks for each in about)
            done.append(ToDo(remedy, len(about), named, blocks))
    return done


def _of_plan(day: Day, plan: Plan | None) -> list[ToDo]:
    if plan is None or not plan.planned:
        return [ToDo(Remedy.PLAN, len(day.visits))]
    known = {each.visit_id: each.reason for each in plan.unassigned}
    placed = _placed(day, plan)
    left = [v.reference for v in day.visits if v.id not in placed and known.get(v.id, "new") == "new"]
    return [ToDo(Remedy.PLAN_REST, len(left), tuple(left), blocks=False)] if left else []


def _placed(day: Day | None, plan: Plan | None) -> set[UUID]:
    here = {visit.id for visit in day.visits} if day else set()
    return {stop.visit_id for route in plan.routes for stop in route.stops} & here if plan else set()


def _of_calls(left: Unkept) -> list[ToDo]:
    return [ToDo(Remedy.CALLS, len(calls), (when.isoformat(),), blocks=False) for when, calls in left.items()]


def _of_papers(papers: Iterable[Papers]) -> list[ToDo]:
    found = []
    for each in papers:
        named = each.day.isoformat(), *each.teams
        if each.missing:
            found.append(ToDo(Remedy.OUTCOMES, each.missing, named, blocks=False))
        if each.old:
            found.append(ToDo(Remedy.COPIES, each.old, named, blocks=False))
    return found


# --- what was so before


def _looked_at(session: Session, when: date, zone: ZoneInfo) -> datetime | None:
    wanted = when.isoformat()
    issued = [_moment(row["at"], zone) for row in session.records_of(ISSUED) if wanted in str(row["details"])]
    return max(issued, default=None)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _papers(session: Session, today: date) -> tuple[Papers, ...]:
    # Copies are out until somebody says that they are back; outcomes are missing until they are entered.
    found, signed = [], set(open_days(session))
    for when in session.dates():
        day = session.day(when) if when in signed or when >= today - LOOK_BACK else None
        issued = session.issued(day.id) if day else None
        if day is None or issued is None:
            continue
        copies = [copy for copy in copies_of(session, when) if copy.open] if when in signed else []
        known = lines(session, when)
        waiting = missing(known) if when < today else known
        teams = {copy.team for copy in copies} or {line.shift.team.name for line in waiting}
        if waiting or copies:
            old = sum(copy.replaced_by > 0 or when < today for copy in copies)
            named = tuple(sorted(filter(None, teams)))
            found.append(Papers(when, issued.version, named, len(waiting) * (when < today), len(copies), old))
    return tuple(found)
