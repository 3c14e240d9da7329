"""The control sheet of this moment: which version each team really has, and where that sends it.

It stays in the office, as the one that was issued, and is numbered as that one is: a newer one takes its place, and it
is to be destroyed then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.copies import copies_of, next_number, prints_of, sign_out
from planner.cases.copy_model import Copy, Paper
from planner.documents.control_sheet import Copies, control_sheet
from planner.documents.copy_fields import in_list
from planner.documents.one_paper import write_once
from planner.documents.paper_order import stamp_of
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.terms import SheetCopy, paper_terms
from planner.documents.wording import Page
from planner.errors import NotAllowed
from planner.model import Day, Plan, Route, Stop
from planner.running.held import Held, read_held
from planner.running.pending import as_the_day_has_it, ids_of, numbers_of, pending_of
from planner.text import clock
from planner.text import gettext as _
from planner.users import Right, User
from routing.worker import Report, Worker

PRINTED = "control_sheet_now"


@dataclass(frozen=True, slots=True)
class ControlOrder:
    """What goes to the child process: the page as data, and when it was made."""

    page: Page
    made_at: datetime


def control_sheet_of_now(office: Office, day: Day, plan: Plan, file: Path, *, by: User, worker: Worker) -> Path:
    """Write the control sheet as the teams have the day now to a new file, sign it out by its number, and record it.

    Raises
    ------
    NotAllowed
        ``nothing_issued``: no team has papers. ``file_exists``, ``no_right``.
    Conflict
        ``changed_meanwhile``: somebody else has used its number.
    BadInput
        ``cannot_write``, ``no_chinese_font``.
    """
    by.require(Right.ISSUE)
    now = office.clock()
    with office.store.reading() as session:
        held, prints = read_held(session, day), prints_of(session, day.date)
        copies, number = copies_of(session, day.date), next_number(session)
    if not held:
        raise NotAllowed("nothing_issued", date=day.date.isoformat())
    mine = _copy(day, as_held(day, plan, held), held, number)
    carried = (*(each for each in copies if _is_held(each, held)), mine)
    order = ControlOrder(_page(office, day, plan, held, carried, by), now)

    def keep(settle: Callable[[], object]) -> None:
        with office.store.writing() as session:
            sign_out(session, [mine], day.date, prints, at=now, by=by.actor)
            session.record(PRINTED, by.actor, now, date=day.date, teams=len(held), number=number)
            settle()

    return write_once(file, lambda part: worker.submit(write_control_sheet, order, part).wait(), keep)


def write_control_sheet(order: ControlOrder, target: str, *, report: Report) -> str:
    """Write the file, in the child. Raises as `planner.documents.pdf.compile_pdfs`."""
    return compile_pdfs([PdfJob("control_sheet", order.page, target, tagged=False)], order.made_at, report=report)[0]


def as_held(day: Day, plan: Plan, held: Mapping[UUID, Held]) -> Plan:
    """The plan with the route that each team has: what it does not know yet is not in it, what it still has is."""
    plan = as_the_day_has_it(day, plan)
    routes = tuple(_held_route(day, route, held.get(route.shift_id)) for route in plan.routes)
    placed = {stop.visit_id for route in routes for stop in route.stops}
    left = tuple(each for each in plan.unassigned if each.visit_id not in placed)
    return replace(plan, routes=routes, unassigned=left)


def _held_route(day: Day, route: Route, held: Held | None) -> Route:
    # What is off its day has no name to be printed.
    if held is None:
        return route
    visits, stops = {visit.id for visit in day.visits}, {stop.visit_id: stop for stop in route.stops}
    known = tuple(
        stops.get(key) or Stop(key, start, start, end)
        for key, start, end in zip(held.visits, held.starts, held.ends or held.starts, strict=True)
        if key in visits
    )
    return replace(route, stops=known, end=max((route.end, *(stop.departure for stop in known))))


def _copy(day: Day, known: Plan, held: Mapping[UUID, Held], number: int) -> Copy:
    # Nobody is named on it, but a visit's number and time lead to somebody.
    visits = dict.fromkeys(stop.visit_id for route in known.routes for stop in route.stops)
    on_it = tuple(in_list(day.visit(each)) for each in visits)
    return Copy(number, day.date, max(each.issue for each in held.values()), Paper.CONTROL_SHEET, held=on_it)


def _is_held(copy: Copy, held: Mapping[UUID, Held]) -> bool:
    # What a team took along, whatever was printed for it since.
    mine = held.get(copy.shift_id) if copy.shift_id else None
    newer = mine is not None and copy.replaced_by and copy.replaced_by <= mine.issue
    return copy.open and mine is not None and not newer and copy.paper != Paper.CHANGES and copy.issue <= mine.issue


def _page(office: Office, day: Day, plan: Plan, held: Mapping[UUID, Held], copies: Sequence[Copy], by: User) -> Page:
    version = max(each.issue for each in held.values())
    now, zone = office.clock(), day.zone
    waiting, known = ids_of(pending_of(day, plan, held, now)), as_held(day, plan, held)
    page = control_sheet(
        day,
        known,
        stamp_of(office, version, by),
        paper_terms(office.settings, office.pack, day),
        _sheets(day, copies),
        carried=copies,
        held={key: _("version {version}").format(version=each.label(zone)) for key, each in held.items()},
        heard=_heard(known, zone),
        numbers={
            route.shift_id: numbers_of(held[route.shift_id], route) for route in plan.routes if route.shift_id in held
        },
    )
    shifts = [route.shift_id for route in known.routes if route.stops]
    rows = [row | {"waits": _("a change waits") if shift in waiting else ""}
            for row, shift in zip(page["rows"], shifts, strict=True)]  # fmt: skip
    stamp = _("as the teams have it at {time}").format(time=clock(now, zone))
    return {**page, "rows": rows, "stamp": stamp, "words": page["words"] | {"sheet": _("Control sheet of now")}}


def _sheets(day: Day, copies: Iterable[Copy]) -> Copies:
    # The route sheets that teams carry, by their numbers.
    names = {member.id: member.name for shift in day.shifts for member in shift.members}
    found: dict[UUID, list[Copy]] = {}
    for copy in copies:
        if copy.paper == Paper.ROUTE_SHEET and copy.shift_id:
            found.setdefault(copy.shift_id, []).append(copy)
    return {
        shift: tuple(
            SheetCopy(place, len(mine), names.get(copy.holder, "") if copy.holder else "", copy.number)
            for place, copy in enumerate(mine, start=1)
        )
        for shift, mine in found.items()
    }


def _heard(known: Plan, zone: ZoneInfo) -> dict[UUID, dict[int, str]]:
    # When each team said that it had left, by the place of the stop in its row.
    return {
        route.shift_id: {
            place: clock(at, zone) for place, stop in enumerate(route.stops, start=1) if (at := _told(stop))
        }
        for route in known.routes
    }


def _told(stop: Stop) -> datetime | None:
    return (stop.actual.left or stop.actual.arrived) if stop.actual else None
