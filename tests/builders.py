"""Small values to tell stories with; variants by `dataclasses.replace`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from planner.model import (
    Address,
    Branch,
    Case,
    Coordinates,
    Customer,
    Day,
    Depot,
    Location,
    LocationSource,
    MatchClass,
    Shift,
    ShiftBreak,
    Staff,
    Team,
    Visit,
    Window,
)

TUESDAY = date(2026, 11, 24)
TRAINED = date(2026, 3, 1)
OFFICE = Coordinates(45.2, -30.4)


def at(lat_m: float = 0, lon_m: float = 0) -> Location:
    """A sure place so many metres north and east of the office."""
    place = Coordinates(OFFICE.lat + lat_m / 111_195, OFFICE.lon + lon_m / 78_350)
    return Location(place, MatchClass.HOUSE, LocationSource.FILE)


def visit(number: int, *windows: tuple[str, str], north: float = 0, east: float = 0, minutes: int = 30) -> Visit:
    """An approved and located visit."""
    return Visit(
        source="lender",
        reference=f"V-{number}",
        customer=Customer("lender", f"C-{number}", f"Ada Quill{number}", phone="0555 010 000"),
        cases=(Case("lender", f"K-{number}"),),
        address=Address(f"Maple Road {number}, Emberford", "Flat 2"),
        date=TUESDAY,
        windows=tuple(Window(time.fromisoformat(a), time.fromisoformat(b)) for a, b in windows),
        service_time=timedelta(minutes=minutes),
        approved_by="R. Sorel",
        approved_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        location=at(north, east),
    )


def person(number: int, *skills: str) -> Staff:
    """Somebody who visits, and was trained in spring."""
    return Staff("office", f"S-{number}", f"Li Wen{number}", skills=frozenset(skills), trained_on=TRAINED)


def shift(number: int, *members: Staff, depot: Depot, start: str = "08:30", end: str = "17:30") -> Shift:
    """A pair of staff for the day, with a lunch break."""
    return Shift(
        team=Team(f"Team {number}", sign=number),
        date=TUESDAY,
        members=members or (person(number * 10), person(number * 10 + 1)),
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        start_at=depot,
        end_at=depot,
        breaks=(ShiftBreak(time(11, 30), time(13, 30), timedelta(minutes=30)),),
    )


def depot() -> Depot:
    """The office's yard."""
    return Depot("Office", Address("Harbor Street 1, Emberford"), at())


def day(*visits: Visit, teams: int = 2, zone: str = "UTC") -> Day:
    """A Tuesday of these visits, with teams of two from one depot."""
    yard = depot()
    shifts = tuple(shift(number, depot=yard) for number in range(1, teams + 1))
    staff = tuple(member for each in shifts for member in each.members)
    return Day(Branch("Emberford", time_zone=zone), TUESDAY, visits, shifts, staff, (yard,))
