"""Takes what a file says into the days of the branch: first as a difference to look at, then in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.bootstrap import Office
from planner.day.importing.visits import SOURCE, ImportResult, remember_mapping
from planner.errors import NotFound
from planner.model import Day, Visit


@dataclass(frozen=True, slots=True)
class Difference:
    """A file against a stored day. `changed` holds pairs of before and after."""

    date: date
    added: tuple[Visit, ...]
    changed: tuple[tuple[Visit, Visit], ...]
    unchanged: tuple[Visit, ...]
    withdrawn: tuple[Visit, ...]
    vanished: tuple[Visit, ...]

    @property
    def is_empty(self) -> bool:
        """Whether accepting it would change nothing, whatever is done about the vanished."""
        return not (self.added or self.changed or self.withdrawn or self.vanished)


def days_of(office: Office, result: ImportResult) -> tuple[date, ...]:
    """The days a file speaks of: those of its visits, and those that hold a visit it withdraws."""
    found = set(result.dates)
    with office.store.reading() as session:
        for when in session.dates():
            day = session.day(when)
            if day and any(visit.reference in result.left_out for visit in day.visits):
                found.add(when)
    return tuple(sorted(found))


def difference(office: Office, when: date, result: ImportResult) -> Difference:
    """What the file changes on a day, by the visits' references."""
    with office.store.reading() as session:
        day = session.day(when)
    old = {visit.reference: visit for visit in (day.visits if day else ()) if visit.source == SOURCE}
    new = {visit.reference: visit for visit in result.visits if visit.date == when}
    merged = {reference: _merged(old[reference], visit) for reference, visit in new.items() if reference in old}
    gone = [visit for reference, visit in old.items() if reference not in new]
    bad = {cell_reference(result, row) for row in result.bad_rows}
    return Difference(
        when,
        added=tuple(visit for reference, visit in new.items() if reference not in old),
        changed=tuple((old[r], visit) for r, visit in merged.items() if visit != old[r]),
        unchanged=tuple(visit for r, visit in merged.items() if visit == old[r]),
        withdrawn=tuple(visit for visit in gone if visit.reference in result.left_out),
        vanished=tuple(
            visit for visit in gone if visit.reference not in result.left_out and visit.reference not in bad
        ),
    )


def cell_reference(result: ImportResult, row: int) -> str:
    """The reference in a row of the file, by the number the spreadsheet shows."""
    position = next((number for number, name in result.mapping.items() if name == "reference"), None)
    cells = result.table.rows[row - result.table.first_row]
    return "" if position is None or cells[position] is None else str(cells[position]).strip()


def apply(
    office: Office, differences: Iterable[Difference], result: ImportResult, *, keep_vanished: bool = True
) -> tuple[Day, ...]:
    """Accept differences, all of them or none; the days as they are then.

    Withdrawn visits go; new ones come last; locations stay where the address did not change.
    """
    remember_mapping(office, result.table, result.mapping)
    with office.store.writing() as session:
        days = []
        for each in differences:
            session.release_visits((visit.source, visit.reference) for visit in each.added)
            day = session.day(each.date) or Day(
                session.branch(), each.date, staff=session.staff(), depots=session.depots()
            )
            if not each.is_empty:
                day = session.save_day(replace(day, visits=_accepted(day, each, keep_vanished)))
                session.record(
                    "visits_imported",
                    "user",
                    office.clock(),
                    date=each.date,
                    added=len(each.added),
                    changed=len(each.changed),
                )
            days.append(day)
    return tuple(days)


def _accepted(day: Day, each: Difference, keep_vanished: bool) -> tuple[Visit, ...]:
    gone = {visit.id for visit in each.withdrawn} | (set() if keep_vanished else {visit.id for visit in each.vanished})
    after = {before.id: visit for before, visit in each.changed}
    return (*(after.get(visit.id, visit) for visit in day.visits if visit.id not in gone), *each.added)


def _merged(old: Visit, new: Visit) -> Visit:
    # Ours stay: ids, versions, and what was found out about the place.
    same_place = new.address.text == old.address.text
    customer = replace(new.customer, id=old.customer.id, version=old.customer.version)
    if old.customer.reference != new.customer.reference:
        customer = new.customer
    known = {case.reference: case for case in old.cases}
    return replace(
        new,
        id=old.id,
        version=old.version,
        customer=customer,
        cases=tuple(known.get(case.reference, case) for case in new.cases),
        location=new.location or (old.location if same_place else None),
        setup_time=old.setup_time,
        approved_at=new.approved_at and new.approved_at.astimezone(old.approved_at.tzinfo if old.approved_at else None),
    )


def stored_day(office: Office, when: date) -> Day:
    """A day that is there."""
    with office.store.reading() as session:
        day = session.day(when)
    if day is None:
        raise NotFound("no_day", date=when.isoformat())
    return day
