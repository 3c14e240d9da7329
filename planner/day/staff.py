"""The people and depots of the branch as pure edits of a day. Teams are `planner.day.teams`'; addresses `bases`'.

An edit that makes no sense raises `BadInput`; its detail ``field`` names the field to correct.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from uuid import UUID, uuid4

from planner.day.teams import member_ends
from planner.errors import BadInput
from planner.model import Address, Day, Depot, Shift, Staff

SOURCE = "office"


def person_of(day: Day, staff_id: UUID) -> Staff:
    """The person of this id; KeyError where there is none."""
    for person in day.staff:
        if person.id == staff_id:
            return person
    raise KeyError(staff_id)


def working(day: Day) -> tuple[Staff, ...]:
    """Everyone who works at the branch, by name."""
    return tuple(sorted((p for p in day.staff if not p.retired), key=lambda person: person.name.casefold()))


def depots_in_use(day: Day) -> tuple[Depot, ...]:
    """The depots a team may start from, by name."""
    return tuple(sorted((d for d in day.depots if not d.retired), key=lambda depot: depot.name.casefold()))


def add_person(day: Day, name: str) -> Day:
    """The day with one more person, last in `Day.staff`, in the reserve, under the next free reference."""
    taken = {person.reference for person in day.staff if person.source == SOURCE}
    numbers = [int(found[1]) for reference in taken if (found := re.fullmatch(r"S-(\d+)", reference))]
    reference = next(r for number in count(max(numbers, default=0) + 1) if (r := f"S-{number}") not in taken)
    return replace(day, staff=(*day.staff, _checked_person(Staff(SOURCE, reference, name))))


def edit_person(day: Day, person: Staff) -> Day:
    """The day with a person as they are now, in the staff list and in every team.

    A home whose address changed has no place until one is found for it, and without a home no route begins there.
    """
    before = person_of(day, person.id)
    person = _checked_person(person)
    if _text(person.home) != _text(before.home) and person.home_location is before.home_location:
        person = replace(person, home_location=None)
    staff = tuple(person if each.id == person.id else each for each in day.staff)
    return replace(day, staff=staff, shifts=tuple(_with_person(day, shift, person) for shift in day.shifts))


def remove_person(day: Day, staff_id: UUID) -> Day:
    """The day without a person, in the teams too; days gone by still name them."""
    staff = _without(day.staff, staff_id)
    shifts = tuple(
        member_ends(day, replace(shift, members=tuple(m for m in shift.members if m.id != staff_id)))
        for shift in day.shifts
    )
    return replace(day, staff=staff, shifts=shifts, absent=day.absent - {staff_id})


def add_depot(day: Day, name: str, address: str = "") -> Day:
    """The day with one more depot, last in `Day.depots`."""
    made = _checked_depot(day, Depot(name, Address(address)))
    return replace(day, depots=(*_others(day, made), _as_known(day, made)))


def edit_depot(day: Day, depot: Depot) -> Day:
    """The day with a depot as it is now, in the list and in every team.

    A depot is known by its name: with another name it is another depot, and the one before is retired.
    """
    before = next(each for each in day.depots if each.id == depot.id)
    depot = _checked_depot(day, depot)
    if depot.address.text != before.address.text and depot.location is before.location:
        depot = replace(depot, location=None)
    if depot.name == before.name:
        depots = tuple(depot if each.id == depot.id else each for each in day.depots)
    else:
        depot = _as_known(day, replace(depot, id=uuid4(), version=0))
        depots = (*_without(_others(day, depot), before.id), depot)
    return replace(day, depots=depots, shifts=tuple(_with_depot(shift, before.id, depot) for shift in day.shifts))


def remove_depot(day: Day, depot_id: UUID) -> Day:
    """The day without a depot.

    Raises
    ------
    BadInput
        ``depot_in_use``: a team of today starts or ends there.
    """
    for shift in day.shifts:
        if any(end and end.id == depot_id for end in (shift.start_at, shift.end_at)):
            depot = next(each for each in day.depots if each.id == depot_id)
            raise BadInput("depot_in_use", depot=depot.name, team=shift.team.name, field="name")
    return replace(day, depots=_without(day.depots, depot_id))


def _checked_person(person: Staff) -> Staff:
    if not person.name.strip():
        raise BadInput("person_no_name", field="name")
    home = person.home if person.home and person.home.text.strip() else None
    skills = frozenset(skill.strip() for skill in person.skills if skill.strip())
    return replace(
        person,
        name=person.name.strip(),
        phone=person.phone.strip(),
        skills=skills,
        home=home,
        home_location=person.home_location if home else None,
    )


def _checked_depot(day: Day, depot: Depot) -> Depot:
    depot = replace(depot, name=depot.name.strip(), address=replace(depot.address, text=depot.address.text.strip()))
    if not depot.name:
        raise BadInput("depot_no_name", field="name")
    if any(each.name == depot.name and each.id != depot.id and not each.retired for each in day.depots):
        raise BadInput("depot_name_taken", depot=depot.name, field="name")
    return depot


def _with_person(day: Day, shift: Shift, person: Staff) -> Shift:
    members = tuple(person if member.id == person.id else member for member in shift.members)
    start, end = (person if e and e.id == person.id else e for e in (shift.start_at, shift.end_at))
    return member_ends(day, replace(shift, members=members, start_at=start, end_at=end))


def _with_depot(shift: Shift, depot_id: UUID, depot: Depot) -> Shift:
    start, end = (depot if e and e.id == depot_id else e for e in (shift.start_at, shift.end_at))
    return replace(shift, start_at=start, end_at=end)


def _without[Base: (Staff, Depot)](bases: tuple[Base, ...], gone: UUID) -> tuple[Base, ...]:
    # What was stored is retired, what never was is simply gone.
    kept = (each for each in bases if each.id != gone or each.version)
    return tuple(replace(each, retired=True) if each.id == gone else each for each in kept)


def _as_known(day: Day, depot: Depot) -> Depot:
    # A name that was retired comes back as the same depot.
    old = next((each for each in day.depots if each.name == depot.name), None)
    return replace(depot, id=old.id, version=old.version) if old else depot


def _others(day: Day, depot: Depot) -> tuple[Depot, ...]:
    return tuple(each for each in day.depots if each.name != depot.name)


def _text(address: Address | None) -> str:
    return address.text if address else ""
