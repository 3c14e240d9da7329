"""Takes what a file says into the days of the branch: first as a difference to look at, then in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.bootstrap import Office
from planner.day.factors import read_factors
from planner.day.importing import cells
from planner.day.importing.asked import untold
from planner.day.importing.evidence import keep_approvals
from planner.day.importing.visits import SOURCE, ImportResult, remember_mapping
from planner.errors import Conflict, NotFound
from planner.model import Day, Visit
from planner.signing_in import allow
from planner.storage.session import Session
from planner.users import Right


@dataclass(frozen=True, slots=True)
class Difference:
    """A file against a stored day. `changed` holds pairs of before and after, `moved` what the file has on other days.

    Those are among the added of the other day, and leave when that is accepted.
    """

    date: date
    added: tuple[Visit, ...]
    changed: tuple[tuple[Visit, Visit], ...]
    unchanged: tuple[Visit, ...]
    withdrawn: tuple[Visit, ...]
    vanished: tuple[Visit, ...]
    moved: tuple[Visit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether accepting it would change nothing, whatever is done about the vanished."""
        return not (self.added or self.changed or self.withdrawn or self.vanished)


def days_of(office: Office, result: ImportResult) -> tuple[date, ...]:
    """The days a file speaks of: those its rows name, and those that hold a visit it withdraws or moves away."""
    told = {*result.left_out, *(visit.reference for visit in result.visits)}
    with office.store.reading() as session:
        known = session.visit_dates(told, SOURCE)
    return tuple(sorted({*result.dates, *known.values()}))


def difference(office: Office, when: date, result: ImportResult) -> Difference:
    """What the file changes on a day, by the visits' references.

    Withdrawn are those that the file holds as not approved. Vanished are those it does not hold at all, on a day that
    it does speak of. A visit that was on another day is added here, under the id it has.
    """
    columns = set(result.mapping.values())
    with office.store.reading() as session:
        told_of = read_factors(session).stays(
            (visit for visit in result.visits if visit.date == when), office.pack.longest
        )
        new = {visit.reference: visit for visit in told_of}
        day = session.day(when)
        old = {visit.reference: visit for visit in (day.visits if day else ()) if visit.source == SOURCE}
        elsewhere = _elsewhere(session, when, {r: visit for r, visit in new.items() if r not in old}, columns)
    merged = {r: _merged(old[r], visit, columns) for r, visit in new.items() if r in old}
    told = {cell_reference(result, row) for row in result.bad_rows} | {visit.reference for visit in result.visits}
    other_days = {visit.reference for visit in result.visits if visit.date != when}
    gone = [visit for reference, visit in old.items() if reference not in told]
    return Difference(
        when,
        added=tuple(elsewhere.get(reference, visit) for reference, visit in new.items() if reference not in old),
        changed=tuple((old[r], visit) for r, visit in merged.items() if visit != old[r]),
        unchanged=tuple(visit for r, visit in merged.items() if visit == old[r]),
        withdrawn=tuple(visit for visit in gone if visit.reference in result.left_out),
        vanished=tuple(visit for visit in gone if visit.reference not in result.left_out and when in result.dates),
        moved=tuple(visit for reference, visit in old.items() if reference in other_days),
    )


def _elsewhere(session: Session, when: date, new: Mapping[str, Visit], columns: Collection[str]) -> dict[str, Visit]:
    # Visits that come from other days, as new rows of this one.
    found: dict[str, Visit] = {}
    for other in set(session.visit_dates(new, SOURCE).values()) - {when}:
        day = session.day(other)
        found |= {v.reference: v for v in (day.visits if day else ()) if v.source == SOURCE and v.reference in new}
    return {r: replace(_merged(old, new[r], columns), version=0) for r, old in found.items()}


def cell_reference(result: ImportResult, row: int) -> str:
    """The reference in a row of the file, by the number the spreadsheet shows."""
    position = next((number for number, name in result.mapping.items() if name == "reference"), None)
    cell = None if position is None else result.table.rows[row - result.table.first_row][position]
    return cells.text(cell)


def apply(
    office: Office, differences: Iterable[Difference], result: ImportResult, *, keep_vanished: bool = True
) -> tuple[Day, ...]:
    """Accept differences, all of them or none; the days as they are then.

    Withdrawn visits go; new ones come last; locations stay where the address did not change. The mapping is
    remembered for files with the same headers.

    Raises
    ------
    Conflict
        ``changed_meanwhile``: a day is no longer as it was when its difference was made.
    NotAllowed
        ``no_right``.
    """
    allow(office, Right.PLAN)
    with office.store.writing() as session:
        remember_mapping(session, result.table, result.mapping)
        return tuple(_taken(office, session, each, result, keep_vanished) for each in differences)


def _taken(office: Office, session: Session, each: Difference, result: ImportResult, keep_vanished: bool) -> Day:
    # The day, and beside its visits what the file says of their approval: also where nothing else has changed.
    day = _apply(office, session, each, keep_vanished)
    told = {visit.reference for visit in result.visits if visit.date == each.date}
    visits = [visit for visit in day.visits if visit.source == SOURCE and visit.reference in told]
    signed = ("approved_by", "approved_at")
    again = {new.id for old, new in each.changed if any(getattr(old, name) != getattr(new, name) for name in signed)}
    if count := keep_approvals(session, visits, result.evidence, again, office.clock()):
        gates = sum(len(result.evidence.get(visit.reference, ())) for visit in visits)
        session.record(
            "approvals_imported", office.actor, office.clock(), date=each.date, changed=count, evidence=gates
        )
    return day


def _apply(office: Office, session: Session, each: Difference, keep_vanished: bool) -> Day:
    _leave_other_days(session, each)
    day = session.day(each.date) or Day(session.branch(), each.date, staff=session.staff(), depots=session.depots())
    if each.is_empty:
        return day
    counts = {name: len(getattr(each, name)) for name in ("added", "changed", "withdrawn", "vanished")}
    counts |= {"kept_vanished": keep_vanished}
    session.record("visits_imported", office.actor, office.clock(), date=each.date, **counts)
    return session.save_day(replace(day, visits=_accepted(day, each, keep_vanished)))


def _leave_other_days(session: Session, each: Difference) -> None:
    leaving = session.visit_dates((visit.reference for visit in each.added), SOURCE)
    if each.date in leaving.values():
        raise Conflict("changed_meanwhile", what="visit")
    for other in set(leaving.values()):
        day = session.day(other)
        if day is not None:
            stay = tuple(v for v in day.visits if v.source != SOURCE or leaving.get(v.reference) != other)
            session.save_day(replace(day, visits=stay))


def _accepted(day: Day, each: Difference, keep_vanished: bool) -> tuple[Visit, ...]:
    gone = {visit.id for visit in each.withdrawn} | (set() if keep_vanished else {visit.id for visit in each.vanished})
    after = {before.id: visit for before, visit in each.changed}
    return (*(after.get(visit.id, visit) for visit in day.visits if visit.id not in gone), *each.added)


def _merged(old: Visit, new: Visit, columns: Collection[str]) -> Visit:
    # Ours stay: ids, versions, what was found out about the place, and what the file has no columns for.
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
        purpose=new.purpose if "purpose" in columns else old.purpose,
        **untold(old, columns),
        approved_at=new.approved_at and new.approved_at.astimezone(old.approved_at.tzinfo if old.approved_at else None),
    )


def stored_day(office: Office, when: date) -> Day:
    """A day that is there."""
    with office.store.reading() as session:
        day = session.day(when)
    if day is None:
        raise NotFound("no_day", date=when.isoformat())
    return day
