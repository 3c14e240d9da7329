"""A team is not heard: an alarm, and who was tried in which order, until the team is heard. Nothing is forgotten.

When a team is due is the business of `planner.running.clock`. An alarm lies in the database, so it stands there again
after a restart, and on every computer of the office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.errors import NotFound
from planner.model import Day, Shift
from planner.running.clock import Beat, Due, beat_of, due
from planner.running.incidents import paused
from planner.running.typed import SMALL_HOURS
from planner.storage.session import Session
from planner.told import Alarm, AlarmStep, CheckIn, Said, Tried
from planner.users import Right, Role, User, staff_of

CLOCK = "clock"
"""How the record names what nobody did: the time was over."""
TEAM_STEPS = (AlarmStep.STAFF, AlarmStep.PARTNER)
"""Who of the ladder is out there: when one of them answers, the team is heard."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: whom it means, by name and number as far as they are known, and who was tried so far."""

    step: AlarmStep
    people: tuple[tuple[str, str], ...]
    tried: tuple[Tried, ...] = ()


def read_due(session: Session, day: Day, beat: Beat) -> tuple[Due, ...]:
    """When the teams of a day are due, by what is kept of it; nobody is out whose plan was never issued."""
    check_ins = session.day_facts(CheckIn, day.date)
    if session.issued(day.id) is None:
        return ()
    return due(session.draft(day.id), check_ins, beat, paused=paused(session, day.date))


def raise_alarms(office: Office, day: Day) -> tuple[Alarm, ...]:
    """Raise an alarm for each team that was waited for long enough; the open ones of the day, the oldest first.

    May be asked as often as wanted, by every window: a team has one alarm until it is heard. None is raised for another
    day than that which is on: what was not told of a day that is over is for its evening.
    """
    now, beat = office.clock(), beat_of(office.settings)
    with office.store.reading() as session:
        known = open_alarms(session, day.date)
        if day.date != running_date(session, now):
            return known
        missed = [each for each in read_due(session, day, beat) if each.is_overdue(now)]
    if {each.shift_id for each in missed} <= {each.shift_id for each in known}:
        return known
    with office.store.writing() as session:  # looked at again: another window may have been quicker
        for each in read_due(session, day, beat):
            if each.is_overdue(now) and not open_alarms(session, day.date, each.shift_id):
                _raise(session, day, each, now)
        return open_alarms(session, day.date)


def _raise(session: Session, day: Day, missed: Due, now: datetime) -> None:
    alarm = Alarm(day=day.date, at=now, by=CLOCK, shift_id=missed.shift_id, visit_id=missed.visit_id, due=missed.at)
    session.add_day_fact(alarm)
    session.record("alarm_raised", CLOCK, now, date=day.date, shift=missed.shift_id, due=missed.at.isoformat())


def running_date(session: Session, now: datetime) -> date:
    """The day that is on: in the small hours it is still the one before."""
    return session.day_of(now - timedelta(hours=SMALL_HOURS))


def open_alarms(session: Session, day: date | None = None, shift_id: UUID | None = None) -> tuple[Alarm, ...]:
    """The alarms in force, of a date or of all, of a team or of all."""
    found = session.day_facts(Alarm, day, open_only=True)
    return tuple(each for each in found if shift_id in (None, each.shift_id))


def end_alarms(session: Session, alarms: Iterable[Alarm], *, at: datetime, by: str) -> tuple[Alarm, ...]:
    """End alarms within a transaction, because their team was heard."""
    ended = []
    for alarm in alarms:
        ended.append(session.change_day_fact(replace(alarm, ended_at=at, ended_by=by)))
        session.record("alarm_ended", by, at, date=alarm.day, shift=alarm.shift_id, tried=len(alarm.tried))
    return tuple(ended)


def ladder(session: Session, day: Day, alarm: Alarm, emergency: str = "") -> tuple[Rung, ...]:
    """Whom to ring up, in order. `emergency` is `Settings.emergency_contacts`, a line each.

    Raises
    ------
    NotFound
        ``no_such_team``.
    """
    shift = next((each for each in day.shifts if each.id == alarm.shift_id), None)
    if shift is None:
        raise NotFound("no_such_team")
    return tuple(
        replace(rung, tried=tuple(each for each in alarm.tried if each.step == rung.step))
        for rung in rungs_of(session, day, shift, emergency)
    )


def rungs_of(session: Session, day: Day, shift: Shift, emergency: str = "") -> tuple[Rung, ...]:
    """The same of a team of which there need be no alarm, before anybody was tried."""
    people = {
        AlarmStep.STAFF: tuple((each.name, each.phone) for each in shift.members[:1]),
        AlarmStep.PARTNER: tuple((each.name, each.phone) for each in shift.members[1:]),
        AlarmStep.SUPERVISOR: _supervisors(session, day, shift),
        AlarmStep.EMERGENCY: tuple(_name_and_number(line) for line in emergency.splitlines() if line.strip()),
    }
    return tuple(Rung(step, people[step]) for step in AlarmStep)


def next_step(alarm: Alarm) -> AlarmStep:
    """Whom to try now: the first nobody was tried of yet; all tried, the last one."""
    tried = {each.step for each in alarm.tried}
    return next((step for step in AlarmStep if step not in tried), AlarmStep.EMERGENCY)


def try_step(office: Office, alarm: Alarm, step: AlarmStep, *, answered: bool, by: User) -> Alarm:
    """Somebody was rung up: noted beside what others have noted meanwhile.

    Where one of the team answers and is well, the team is heard and the alarm ends.
    """
    by.require(Right.CONTACT)
    now, actor = office.clock(), by.actor
    with office.store.writing() as session:
        known = session.day_fact(alarm)
        kept = session.change_day_fact(replace(known, tried=(*known.tried, Tried(step, now, actor, answered))))
        session.record(
            "alarm_tried", actor, now, date=alarm.day, shift=alarm.shift_id, step=step.value, answered=answered
        )
        if not (answered and step in TEAM_STEPS and alarm.shift_id and kept.open):
            return kept
        well = CheckIn(day=alarm.day, at=now, by=actor, shift_id=alarm.shift_id, said=Said.ALL_WELL, moment=now)
        session.add_day_fact(well)
        session.record("checked_in", actor, now, date=alarm.day, shift=alarm.shift_id, said=well.said.value)
        return end_alarms(session, [kept], at=now, by=actor)[0]


def _supervisors(session: Session, day: Day, shift: Shift) -> tuple[tuple[str, str], ...]:
    # A supervisor who is out with this very team cannot look for it.
    out = {member.id for member in shift.members}
    users = [each for each in session.users() if each.role == Role.SUPERVISOR and not each.retired]
    phones = {person.id: person.phone for person in day.staff}
    known = ((user.name, staff_of(user, day.staff)) for user in users)
    return tuple((name, phones.get(who, "") if who else "") for name, who in known if who not in out)


def _name_and_number(line: str) -> tuple[str, str]:
    # "Duty manager, 555 0100" as it was typed: the number begins at the first digit or plus.
    line = line.strip()
    at = next((n for n, letter in enumerate(line) if letter.isdigit() or letter == "+"), len(line))
    return (line[:at].strip(" ,:;-\t"), line[at:].strip()) if at else ("", line)
