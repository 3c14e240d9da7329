"""A day of three teams on the timeline, made by hand: every time in it can be read off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from planner.day.states import VisitRow, visit_rows
from planner.model import Day, Lock, Plan, Route, RouteBreak, Stop, Violation
from tests.builders import day, visit
from ui.workbench.timeline_layout import Sheet, lay_out

LEGAL = (time(8), time(20))
H = 3600.0


def at(clock: str) -> datetime:
    """A moment of the day."""
    return datetime.combine(datetime(2026, 11, 24, tzinfo=UTC), time.fromisoformat(clock), UTC)


def stop(number: int, the_day: Day, start: str, lock: Lock | None = None, waiting: int = 0) -> Stop:
    """Visit V-`number` from a time on, for half an hour."""
    made = the_day.visits[number - 1]
    begins = at(start)
    arrival = begins - timedelta(minutes=waiting + 3)
    return Stop(made.id, arrival, begins, begins + made.service_time, timedelta(minutes=waiting), lock=lock)


def timed_day() -> tuple[Day, Plan]:
    """Team 1: V-1 at 9:00, V-2 at 10:00 after a wait, V-3 at 12:00 after a break. Team 2: V-4 at 9:30, V-5 at 13:00,
    locked. Team 3 stays in. V-6 is left over."""
    visits = (visit(1), visit(2, ("10:00", "11:00")), visit(3), visit(4), visit(5), visit(6))
    names = ("Noor Ambry", "李娜", "Egon Ilves", "Edda Nyland", "Bianca Fenn", "Samir Quade")
    visits = tuple(
        replace(each, customer=replace(each.customer, name=name)) for each, name in zip(visits, names, strict=True)
    )
    the_day = day(*visits, teams=3)
    first = Route(
        the_day.shifts[0].id,
        (stop(1, the_day, "09:00"), stop(2, the_day, "10:00", waiting=12), stop(3, the_day, "12:00")),
        at("08:45"), at("12:50"), (RouteBreak(at("11:00"), at("11:30"), 2),), timedelta(minutes=45), 12_000,
        timedelta(minutes=20),
    )  # fmt: skip
    second = Route(
        the_day.shifts[1].id,
        (stop(4, the_day, "09:30"), stop(5, the_day, "13:00", Lock())),
        at("09:10"), at("17:50"), (), timedelta(hours=1), 30_000, timedelta(hours=4, minutes=20),
    )  # fmt: skip
    third = Route(the_day.shifts[2].id, (), at("08:30"), at("08:30"))
    return the_day, Plan(the_day.id, (first, second, third))


def rows_of(the_day: Day, plan: Plan | None, *broken: Violation) -> tuple[VisitRow, ...]:
    """The rows of its visits."""
    return visit_rows(the_day, plan, broken)


def sheet(plan: Plan | None = None, *, of: Day | None = None) -> Sheet:
    """It laid out."""
    the_day, its_plan = timed_day()
    if of:
        the_day, its_plan = of, plan or its_plan
    return lay_out(the_day, its_plan, rows_of(the_day, its_plan), LEGAL, at("09:15"))
