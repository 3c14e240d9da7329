"""Reads and writes the people and days of the branch, inside one transaction. Knows no files and no keys."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from planner.model import Branch, ClosedRoad, Day, Depot, Plan, Shift, Staff, Team
from planner.settings import read_settings
from planner.storage import tables as t
from planner.storage.casework import Casework
from planner.storage.codec import build, compact, dump, load, plain
from planner.storage.recording import Recording
from planner.storage.running import Running
from planner.storage.users import Users
from planner.storage.visits import Visits


class Session(Casework, Running, Users, Recording, Visits):
    """One transaction's view of the database. Made by `Store.reading` and `Store.writing`."""

    # --- the branch and its people

    def branch(self) -> Branch:
        """The office; an unnamed one where none was saved."""
        found = self._all(t.branch, Branch)
        return found[0] if found else Branch(name="")

    def day_of(self, moment: datetime) -> date:
        """The office's day of a moment."""
        return moment.astimezone(self.branch().zone).date()

    def save_branch(self, branch: Branch) -> Branch:
        """Keep the office."""
        return replace(branch, version=self._write(t.branch, branch.id, branch.version, {"body": dump(branch)}))

    def staff(self) -> tuple[Staff, ...]:
        """Everyone who works here."""
        return self._all(t.staff, Staff)

    def save_staff(self, people: Iterable[Staff]) -> tuple[Staff, ...]:
        """Keep people; a known reference keeps our id.

        Raises
        ------
        Conflict
            ``changed_meanwhile``: somebody else has changed one of them since it was read.
        """
        people = tuple(people)
        saved = self._save_known(t.staff, people, "source", "reference")
        return tuple(saved[person.source, person.reference] for person in people)

    def depots(self) -> tuple[Depot, ...]:
        """Where routes start and end."""
        return self._all(t.depot, Depot)

    def save_depots(self, depots: Iterable[Depot]) -> tuple[Depot, ...]:
        """Keep depots; a known name keeps our id. Raises as `save_staff` does."""
        depots = tuple(depots)
        saved = self._save_known(t.depot, depots, "name")
        return tuple(saved[depot.name,] for depot in depots)

    def teams(self) -> tuple[Team, ...]:
        """All crews there ever were."""
        return self._all(t.team, Team)

    def save_teams(self, teams: Iterable[Team]) -> tuple[Team, ...]:
        """Keep crews; a known name keeps our id. Raises as `save_staff` does."""
        teams = tuple(teams)
        saved = self._save_known(t.team, teams, "name")
        return tuple(saved[team.name,] for team in teams)

    # --- days

    def dates(self) -> tuple[date, ...]:
        """Dates of which anything is known, in order."""
        rows = self.connection.execute(select(t.day.c.date).order_by(t.day.c.date))
        return tuple(date.fromisoformat(row.date) for row in rows)

    def day(self, when: date) -> Day | None:
        """Everything about one working day, or None where nothing is known of it."""
        row = self.connection.execute(select(t.day).where(t.day.c.date == when.isoformat())).first()
        if row is None:
            return None
        staff, depots, body = self.staff(), self.depots(), json.loads(row.body)
        return Day(
            branch=self.branch(),
            date=when,
            visits=self._visits(row.id),
            shifts=self._shifts(row.id, when, staff, depots),
            staff=staff,
            depots=depots,
            absent=frozenset(UUID(person) for person in body["absent"]),
            closed=build(tuple[ClosedRoad, ...], body.get("closed", [])),
            least_certain=read_settings(self).least_match,
            id=UUID(row.id),
            version=row.version,
        )

    def date_of(self, day_id: UUID) -> date | None:
        """The date of a day by our id."""
        row = self.connection.execute(select(t.day.c.date).where(t.day.c.id == str(day_id))).first()
        return date.fromisoformat(row.date) if row else None

    def rosters_before(self, when: date, most: int) -> tuple[tuple[Shift, ...], ...]:
        """The shifts of so many days before a date, of those that have any, the last day first."""
        staff, depots = self.staff(), self.depots()
        known = t.day.c.id.in_(select(t.shift.c.day_id))
        rows = select(t.day).where(t.day.c.date < when.isoformat(), known).order_by(t.day.c.date.desc()).limit(most)
        return tuple(
            self._shifts(row.id, date.fromisoformat(row.date), staff, depots) for row in self.connection.execute(rows)
        )

    def save_day(self, day: Day) -> Day:
        """Keep a whole day: its people, visits and shifts; what is no longer in it goes.

        Raises
        ------
        Conflict
            ``changed_meanwhile``: somebody else saved the day, or a person in it, since it was read.
        """
        body = {"absent": sorted(str(p) for p in day.absent), "closed": plain(day.closed)}
        columns = {"date": day.date.isoformat(), "body": compact(body)}
        version = self._write(t.day, day.id, day.version, columns)
        day = replace(day, version=version, least_certain=read_settings(self).least_match)
        day = replace(day, staff=self.save_staff(day.staff), depots=self.save_depots(day.depots))
        visits = self._save_visits(day)
        self.remember_customers(visits)
        return replace(day, visits=visits, shifts=self._save_shifts(day))

    def _shifts(self, day_id: str, when: date, staff: Sequence[Staff], depots: Sequence[Depot]) -> tuple[Shift, ...]:
        teams = {str(team.id): team for team in self.teams()}
        people = {str(person.id): person for person in staff}
        bases: tuple[Depot | Staff, ...] = (*staff, *depots)
        ends: dict[str | None, Depot | Staff] = {str(base.id): base for base in bases}
        found = []
        rows = select(t.shift).where(t.shift.c.day_id == day_id).order_by(t.shift.c.position)
        for row in self.connection.execute(rows):
            body = json.loads(row.body)
            body |= {"team": teams[row.team_id], "date": when.isoformat(), "version": row.version}
            body["members"] = [people[member] for member in body["members"] if member in people]
            start, end = ends.get(body.pop("start_at")), ends.get(body.pop("end_at"))
            found.append(replace(build(Shift, body), start_at=start, end_at=end))
        return tuple(found)

    def _save_shifts(self, day: Day) -> tuple[Shift, ...]:
        staff = {(p.source, p.reference): p for p in day.staff}
        depots = {d.name: d for d in day.depots}
        teams = self.save_teams(shift.team for shift in day.shifts)
        shifts = [
            replace(
                shift,
                team=team,
                members=tuple(staff.get((m.source, m.reference), m) for m in shift.members),
                start_at=_current(shift.start_at, staff, depots),
                end_at=_current(shift.end_at, staff, depots),
            )
            for shift, team in zip(day.shifts, teams, strict=True)
        ]
        rows = [
            {
                "id": str(shift.id),
                "version": shift.version,
                "day_id": str(day.id),
                "team_id": str(shift.team.id),
                "position": position,
                "body": _body(shift),
            }
            for position, shift in enumerate(shifts)
        ]
        versions = self._save_of_day(t.shift, day.id, rows)
        return tuple(replace(shift, version=version) for shift, version in zip(shifts, versions, strict=True))

    # --- plans

    def save_plan(self, plan: Plan) -> Plan:
        """Keep a plan as a new row; none is ever overwritten."""
        columns = {"id": str(plan.id), "day_id": str(plan.day_id), "version": plan.version}
        made_at = plan.made_at.isoformat() if plan.made_at else None
        self.connection.execute(insert(t.plan).values(**columns, made_at=made_at, body=dump(plan)))
        return plan

    def draft(self, day_id: UUID) -> Plan | None:
        """The newest plan of a day, issued or not."""
        newest = select(t.plan.c.body).where(t.plan.c.day_id == str(day_id)).order_by(t.plan.c.number.desc()).limit(1)
        row = self.connection.execute(newest).first()
        return load(Plan, row.body) if row else None

    def draft_number(self, day_id: UUID) -> int:
        """The number of the newest plan of a day, which only grows; 0 where there is none."""
        number = select(func.max(t.plan.c.number)).where(t.plan.c.day_id == str(day_id))
        return self.connection.execute(number).scalar() or 0

    def issued(self, day_id: UUID) -> Plan | None:
        """The newest plan of a day that was issued."""
        of_day = select(t.plan.c.body).where(t.plan.c.day_id == str(day_id), t.plan.c.version > 0)
        row = self.connection.execute(of_day.order_by(t.plan.c.number.desc()).limit(1)).first()
        return load(Plan, row.body) if row else None

    def issued_dates(self) -> tuple[date, ...]:
        """Dates of which a plan was issued, in order."""
        rows = select(t.day.c.date).join(t.plan, t.plan.c.day_id == t.day.c.id).where(t.plan.c.version > 0).distinct()
        return tuple(sorted(date.fromisoformat(row.date) for row in self.connection.execute(rows)))

    def plans(self, day_id: UUID) -> tuple[Plan, ...]:
        """Every plan of a day, oldest first."""
        rows = self.connection.execute(
            select(t.plan.c.body).where(t.plan.c.day_id == str(day_id)).order_by(t.plan.c.number)
        )
        return tuple(load(Plan, row.body) for row in rows)

    def issued_with(self, visits: Collection[UUID]) -> frozenset[UUID]:
        """The plans that were issued with a stop at one of these visits."""
        rows = self.connection.execute(select(t.plan.c.body).where(t.plan.c.version > 0))
        texts = [str(visit) for visit in visits]
        plans = (load(Plan, row.body) for row in rows if any(text in row.body for text in texts))
        return frozenset(
            plan.id for plan in plans if any(s.visit_id in visits for route in plan.routes for s in route.stops)
        )

    def freeze(self, plan: Plan) -> Plan:
        """The plan as the next issued version of its day, kept."""
        issued = [p.version for p in self.plans(plan.day_id)]
        return self.save_plan(replace(plan, version=max(issued, default=0) + 1))


def _body(shift: Shift) -> str:
    # Who and where is told by id: people, teams and depots have rows of their own.
    known: Mapping[str, Any] = plain(replace(shift, members=(), start_at=None, end_at=None, version=0))
    ends = {"start_at": shift.start_at and str(shift.start_at.id), "end_at": shift.end_at and str(shift.end_at.id)}
    members = [str(member.id) for member in shift.members]
    return compact({name: value for name, value in known.items() if name != "team"} | ends | {"members": members})


def _current(
    end: Depot | Staff | None, staff: dict[tuple[str, str], Staff], depots: dict[str, Depot]
) -> Depot | Staff | None:
    if isinstance(end, Staff):
        return staff.get((end.source, end.reference), end)
    return depots.get(end.name, end) if end else None
