"""Reads and writes the people and days of the branch, inside one transaction. Knows no files and no keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select, update

from planner.errors import Conflict
from planner.model import Address, Branch, Case, Customer, Day, Depot, Household, Plan, Shift, Staff, Team, Visit
from planner.storage import tables as t
from planner.storage.codec import dump, load
from planner.storage.keeping import Keeping


def household_key(address: Address) -> str:
    """One dwelling: the address with its unit, however it is spaced and cased."""
    return " ".join(f"{address.text} | {address.inner}".casefold().split())


class Session(Keeping):
    """One transaction's view of the database. Made by `Store.reading` and `Store.writing`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)

    # --- the branch and its people

    def branch(self) -> Branch:
        """The office; an unnamed one where none was saved."""
        found = self._all(t.branch, Branch)
        return found[0] if found else Branch(name="")

    def save_branch(self, branch: Branch) -> Branch:
        """Keep the office."""
        return self._save(t.branch, branch, {})

    def staff(self) -> tuple[Staff, ...]:
        """Everyone who works here."""
        return self._all(t.staff, Staff)

    def save_staff(self, people: Iterable[Staff]) -> tuple[Staff, ...]:
        """Keep people; a known reference keeps our id."""
        return tuple(self._save_referenced(t.staff, person) for person in people)

    def depots(self) -> tuple[Depot, ...]:
        """Where routes start and end."""
        return self._all(t.depot, Depot)

    def save_depots(self, depots: Iterable[Depot]) -> tuple[Depot, ...]:
        """Keep depots; a known name keeps our id."""
        return tuple(self._save_named(t.depot, depot) for depot in depots)

    def teams(self) -> tuple[Team, ...]:
        """All crews there ever were."""
        return self._all(t.team, Team)

    def save_teams(self, teams: Iterable[Team]) -> tuple[Team, ...]:
        """Keep crews; a known name keeps our id."""
        return tuple(self._save_named(t.team, team) for team in teams)

    # --- days

    def dates(self) -> tuple[date, ...]:
        """Dates that have visits or shifts, in order."""
        rows = self.connection.execute(select(t.day.c.date).order_by(t.day.c.date))
        return tuple(date.fromisoformat(row.date) for row in rows)

    def day(self, when: date) -> Day | None:
        """Everything about one working day, or None where nothing is known of it."""
        row = self.connection.execute(select(t.day).where(t.day.c.date == when.isoformat())).first()
        if row is None:
            return None
        staff, depots = self.staff(), self.depots()
        return Day(
            branch=self.branch(),
            date=when,
            visits=self._visits(row.id),
            shifts=self._shifts(row.id, when, staff, depots),
            staff=staff,
            depots=depots,
            absent=frozenset(UUID(person) for person in json.loads(row.body)["absent"]),
            id=UUID(row.id),
            version=row.version,
        )

    def save_day(self, day: Day) -> Day:
        """Keep a whole day: its people, visits and shifts; what is no longer in it goes.

        Raises
        ------
        Conflict
            ``changed_meanwhile``: somebody else saved the day since it was read.
        """
        staff = self.save_staff(day.staff)
        depots = self.save_depots(day.depots)
        body = json.dumps({"absent": sorted(str(person) for person in day.absent)})
        day = replace(
            day,
            staff=staff,
            depots=depots,
            version=self._write(t.day, day.id, day.version, body, {"date": day.date.isoformat()}),
        )
        visits = self._save_visits(day)
        self._remove_others(t.visit, day.id, [visit.id for visit in visits])
        shifts = self._save_shifts(day)
        return replace(day, visits=visits, shifts=shifts)

    def release_visits(self, keys: Iterable[tuple[str, str]]) -> None:
        """Take visits off whatever day they are on: they are about to come on another."""
        wanted = set(keys)
        rows = self.connection.execute(select(t.visit.c.id, t.visit.c.source, t.visit.c.reference)).all()
        for row in rows:
            if (row.source, row.reference) in wanted:
                self.connection.execute(delete(t.visit).where(t.visit.c.id == row.id))

    def _visits(self, day_id: str) -> tuple[Visit, ...]:
        customers = self._bodies(t.customer)
        cases = self._bodies(t.case)
        rows = self.connection.execute(select(t.visit).where(t.visit.c.day_id == day_id).order_by(t.visit.c.position))
        found = []
        for row in rows:
            plain = json.loads(row.body)
            plain |= {"customer": customers[plain["customer"]], "cases": [cases[case] for case in plain["cases"]]}
            found.append(replace(load(Visit, json.dumps(plain)), version=row.version))
        return tuple(found)

    def _save_visits(self, day: Day) -> tuple[Visit, ...]:
        known = self._ids(t.customer), self._ids(t.case), self._ids(t.household, key="key")
        return tuple(self._save_visit(visit, day.id, position, *known) for position, visit in enumerate(day.visits))

    def _save_visit(
        self,
        visit: Visit,
        day_id: UUID,
        position: int,
        customers: dict[Any, str],
        cases: dict[Any, str],
        households: dict[Any, str],
    ) -> Visit:
        customer = self._known(t.customer, visit.customer, customers)
        own = tuple(self._known(t.case, case, cases) for case in visit.cases)
        key = household_key(visit.address)
        if key not in households:
            household = Household(key)
            households[key] = str(household.id)
            self._insert(t.household, household.id, dump(household), {"key": key})
        visit = replace(visit, customer=customer, cases=own)
        plain = json.loads(dump(visit)) | {"customer": str(customer.id), "cases": [str(case.id) for case in own]}
        columns = {
            "source": visit.source,
            "reference": visit.reference,
            "day_id": str(day_id),
            "customer_id": str(customer.id),
            "household_id": households[key],
            "position": position,
        }
        body = json.dumps(plain | {"version": 0}, ensure_ascii=False, sort_keys=True)
        return replace(visit, version=self._write(t.visit, visit.id, visit.version, body, columns))

    def _known[Entity: (Customer, Case)](self, table: Table, entity: Entity, ids: dict[Any, str]) -> Entity:
        # The lender's reference decides who it is; ours is the id that was given first.
        reference = (entity.source, entity.reference)
        if reference in ids:
            entity = replace(entity, id=UUID(ids[reference]))
            old = self._bodies(table).get(str(entity.id))
            if old is not None and {**old, "version": 0} != {**json.loads(dump(entity)), "version": 0}:
                self._save(table, replace(entity, version=self._version(table, entity.id)), {})
            return entity
        ids[reference] = str(entity.id)
        self._forget_bodies(table)
        return self._save(table, replace(entity, version=0), {"source": entity.source, "reference": entity.reference})

    def _shifts(self, day_id: str, when: date, staff: Sequence[Staff], depots: Sequence[Depot]) -> tuple[Shift, ...]:
        teams = {str(team.id): team for team in self.teams()}
        people = {str(person.id): person for person in staff}
        ends: dict[str | None, Depot | Staff] = {str(person.id): person for person in staff}
        ends.update((str(depot.id), depot) for depot in depots)
        found = []
        for row in self.connection.execute(
            select(t.shift).where(t.shift.c.day_id == day_id).order_by(t.shift.c.position)
        ):
            plain = json.loads(row.body)
            members = tuple(people[member] for member in plain.pop("members") if member in people)
            start, end = ends.get(plain.pop("start_at")), ends.get(plain.pop("end_at"))
            shift = load(
                Shift,
                json.dumps(
                    plain | {"team": json.loads(dump(teams[row.team_id])), "members": [], "date": when.isoformat()}
                ),
            )
            found.append(
                replace(
                    shift, team=teams[row.team_id], members=members, start_at=start, end_at=end, version=row.version
                )
            )
        return tuple(found)

    def _save_shifts(self, day: Day) -> tuple[Shift, ...]:
        self.connection.execute(delete(t.shift).where(t.shift.c.day_id == str(day.id)))
        staff = {(p.source, p.reference): p for p in day.staff}
        depots = {d.name: d for d in day.depots}
        saved = []
        for position, shift in enumerate(day.shifts):
            team = self.save_teams([shift.team])[0]
            members = tuple(staff.get((m.source, m.reference), m) for m in shift.members)
            start, end = (_current(e, staff, depots) for e in (shift.start_at, shift.end_at))
            shift = replace(shift, team=team, members=members, start_at=start, end_at=end, version=shift.version + 1)
            plain = json.loads(dump(replace(shift, members=(), start_at=None, end_at=None)))
            del plain["team"]
            plain |= {
                "members": [str(m.id) for m in members],
                "start_at": start and str(start.id),
                "end_at": end and str(end.id),
            }
            columns = {"day_id": str(day.id), "team_id": str(team.id), "position": position}
            self._insert(t.shift, shift.id, json.dumps(plain, ensure_ascii=False), columns, version=shift.version)
            saved.append(shift)
        return tuple(saved)

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

    def plans(self, day_id: UUID) -> tuple[Plan, ...]:
        """Every plan of a day, oldest first."""
        rows = self.connection.execute(
            select(t.plan.c.body).where(t.plan.c.day_id == str(day_id)).order_by(t.plan.c.number)
        )
        return tuple(load(Plan, row.body) for row in rows)

    def freeze(self, plan: Plan) -> Plan:
        """The plan as the next issued version of its day, kept."""
        issued = [p.version for p in self.plans(plan.day_id)]
        return self.save_plan(replace(plan, version=max(issued, default=0) + 1))

    # --- rows

    def _save_referenced[Entity: (Customer, Case, Staff)](self, table: Table, entity: Entity) -> Entity:
        found = self.connection.execute(
            select(table.c.id, table.c.version, table.c.body).where(
                table.c.source == entity.source, table.c.reference == entity.reference
            )
        ).first()
        return self._save_known(table, entity, found, {"source": entity.source, "reference": entity.reference})

    def _save_named[Entity: (Depot, Team)](self, table: Table, entity: Entity) -> Entity:
        found = self.connection.execute(
            select(table.c.id, table.c.version, table.c.body).where(table.c.name == entity.name)
        ).first()
        return self._save_known(table, entity, found, {"name": entity.name})

    def _save_known[Entity: (Customer, Case, Staff, Depot, Team)](
        self, table: Table, entity: Entity, found: Any, columns: dict[str, Any]
    ) -> Entity:
        if found is None:
            return self._save(table, replace(entity, version=0), columns)
        entity = replace(entity, id=UUID(found.id), version=found.version)
        same = {**json.loads(found.body), "version": 0} == {**json.loads(dump(entity)), "version": 0}
        return entity if same else self._save(table, entity, columns)

    def _save[Entity: (Branch, Customer, Case, Staff, Depot, Team)](
        self, table: Table, entity: Entity, columns: dict[str, Any]
    ) -> Entity:
        self._forget_bodies(table)
        return replace(entity, version=self._write(table, entity.id, entity.version, dump(entity), columns))

    def _write(self, table: Table, key: UUID, version: int, body: str, columns: dict[str, Any]) -> int:
        # Version 0 is new; any other must still be the one that was read.
        if version == 0:
            self._insert(table, key, body, columns)
            return 1
        changed = self.connection.execute(
            update(table)
            .where(table.c.id == str(key), table.c.version == version)
            .values(version=version + 1, body=body, **columns)
        )
        if changed.rowcount != 1:
            raise Conflict("changed_meanwhile", what=table.name.rstrip("_"))
        return version + 1

    def _insert(self, table: Table, key: UUID, body: str, columns: dict[str, Any], version: int = 1) -> None:
        self.connection.execute(insert(table).values(id=str(key), version=version, body=body, **columns))

    def _version(self, table: Table, key: UUID) -> int:
        return int(self.connection.execute(select(table.c.version).where(table.c.id == str(key))).scalar_one())

    def _remove_others(self, table: Table, day_id: UUID, kept: Sequence[UUID]) -> None:
        rows = self.connection.execute(select(table.c.id).where(table.c.day_id == str(day_id)))
        for gone in {row.id for row in rows} - {str(key) for key in kept}:
            self.connection.execute(delete(table).where(table.c.id == gone))

    def _all[Entity](self, table: Table, kind: type[Entity]) -> tuple[Entity, ...]:
        rows = self.connection.execute(select(table.c.body, table.c.version).order_by(table.c.id))
        return tuple(replace(load(kind, row.body), version=row.version) for row in rows)  # type: ignore[type-var]


def _current(
    end: Depot | Staff | None, staff: dict[tuple[str, str], Staff], depots: dict[str, Depot]
) -> Depot | Staff | None:
    if isinstance(end, Staff):
        return staff.get((end.source, end.reference), end)
    return depots.get(end.name, end) if end else None
