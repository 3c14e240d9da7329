"""The one door out: judges a plan once more, freezes it as the next version, and writes its papers. All or nothing.

Nothing is printed or exported but through here. How the papers look is `planner.documents`' business.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from planner.audit import ISSUED
from planner.bootstrap import Office
from planner.cases.freshness import require_fresh
from planner.cases.gates_of_day import require_open
from planner.cases.issuing import move_on
from planner.day.edit import follow, violations
from planner.day.optimize import prepare
from planner.day.travel import is_quick
from planner.day.wanted_files import WantedFiles
from planner.discreet import forbidden_in, forbidden_of_team
from planner.documents.itineraries import note_out, with_itineraries
from planner.documents.paper_order import PaperOrder, order_papers
from planner.documents.papers import cannot_write, write_papers
from planner.documents.terms import company_names
from planner.errors import Conflict, NotAllowed, NotFound
from planner.model import Day, Plan, Route, Violation
from planner.policy.closed import ClosedDays
from planner.signing_in import allow, confirm
from planner.translate import DayProblem
from planner.users import Right, User
from routing.worker import Progress, Worker

HOUR_S = 3600
type Listener = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Issued:
    """What went out: the frozen plan, and the files in their version folder."""

    version: int
    folder: Path
    files: tuple[Path, ...]
    plan: Plan


def issue(
    office: Office,
    day: Day,
    plan: Plan,
    out: Path,
    *,
    worker: Worker,
    with_names: bool = False,
    wanted: WantedFiles | None = None,
    by: User | None = None,
    on_message: Listener | None = None,
) -> Issued:
    """Let a plan out: papers in the language in use, in a new version folder in `out`.

    `with_names` writes names, phones and addresses into the tables and the map; that is recorded. `wanted` says the
    same, and what else goes out beside the papers. `by` is who issues; without it who sits here.

    Raises
    ------
    Conflict
        ``changed_meanwhile``: somebody else saved the day, or issued it. ``plan_outdated``: the day, its roads or its
        rules are no longer those the plan was timed for.
    NotAllowed
        ``no_right``, ``sign_in_first``; ``files_not_fresh``: the lender's; ``breaks_rules`` or ``breaks_limits``, with
        how many and the first; ``gates_closed``; ``nothing_planned``, ``quick_estimate``, ``day_is_past``,
        ``not_for_paper``, ``team_not_for_paper``, ``staff_left``.
    BadInput
        ``cannot_write``, ``no_chinese_font``.
    """
    by, tell, out = allow(office, Right.ISSUE, by), on_message or _unheard, out.absolute()
    tell(Progress(0.0, "checking"))
    require_fresh(office)
    day, version = _read_again(office, day)
    judged = office.closed(day)
    plan = _judged(office, day, plan, worker)
    require_open(office, day, plan)
    tell(Progress(0.2, "lines"))
    wanted = wanted or WantedFiles(with_names)
    order = with_itineraries(office, order_papers(office, day, plan, version, wanted, by=by, worker=worker))
    part = _part_folder(out, day, version)
    try:
        names = _write(order, part, worker, tell)
        folder, frozen = _let_out(office, order, part, out, by, judged)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    tell(Progress(1.0, "done"))
    return Issued(version, folder, tuple(folder / name for name in names), frozen)


def _unheard(_message: object) -> None:
    pass


# --- what may go out


def _read_again(office: Office, day: Day) -> tuple[Day, int]:
    with office.store.reading() as session:
        stored = session.day(day.date)
        issued = [plan.version for plan in session.plans(day.id)]
    if stored is None or stored.id != day.id:
        raise NotFound("no_day", date=day.date.isoformat())
    if stored.version != day.version:
        raise Conflict("changed_meanwhile", what="day")
    if stored.date < office.clock().astimezone(stored.zone).date():
        raise NotAllowed("day_is_past", date=stored.date.isoformat())
    return stored, max(issued, default=0) + 1


def _judged(office: Office, day: Day, plan: Plan, worker: Worker) -> Plan:
    # The plan with nothing changed but what is said of the visits it leaves out; refused where it may not go.
    if not plan.planned:
        raise NotAllowed("nothing_planned", date=day.date.isoformat())
    if is_quick(plan.travel_source):
        raise NotAllowed("quick_estimate", date=day.date.isoformat())
    visits, shifts = {visit.id for visit in day.visits}, {shift.id for shift in day.shifts}
    used = [route for route in plan.routes if route.stops]
    known = all(route.shift_id in shifts and all(s.visit_id in visits for s in route.stops) for route in used)
    if plan.day_id != day.id or not known:
        raise Conflict("plan_outdated", date=day.date.isoformat())
    dp = prepare(office, day, worker)
    found = violations(dp, replace(plan, routes=tuple(used)), office.pack, office.closed(day))
    legal = [violation.kind for violation in found if violation.legal]
    judged = {violation.visit_id for violation in found if violation.legal}
    stops = [stop.visit_id for route in used for stop in route.stops if stop.visit_id not in judged]
    legal += [dp.blocked[visit].removeprefix("rule:") for visit in stops if visit in dp.blocked]
    if legal:
        raise NotAllowed("breaks_rules", count=len(legal), first=legal[0])
    fresh = follow(dp, plan)
    if _timed(fresh) != _timed(plan):
        raise Conflict("plan_outdated", date=day.date.isoformat())
    if limits := in_the_way(dp, plan, found):
        raise NotAllowed("breaks_limits", count=len(limits), first=limits[0].kind, amount=limits[0].amount)
    for unfit in not_for_paper(office, day, used):
        raise unfit
    return replace(plan, unassigned=fresh.unassigned)


def in_the_way(dp: DayProblem, plan: Plan, found: Sequence[Violation]) -> tuple[Violation, ...]:
    """What of all that a plan breaks keeps it from going out: the law, and what is not of teams that are out already.

    Who is late on the road is late; nobody else has to wait for their papers because of that.
    """
    out = dp.papers.out if dp.papers else frozenset()

    def is_on_the_road(each: Violation) -> bool:
        shifts = {each.shift_id} if each.shift_id else {
            route.shift_id for route in plan.routes if any(stop.visit_id == each.visit_id for stop in route.stops)
        }  # fmt: skip
        return bool(shifts) and shifts <= out

    return tuple(each for each in found if each.legal or not is_on_the_road(each))


def _timed(plan: Plan) -> list[Route]:
    # What is printed; a plan timed anew must say the same.
    return sorted((route for route in plan.routes if route.stops), key=lambda route: str(route.shift_id))


def not_for_paper(office: Office, day: Day, routes: Sequence[Route]) -> Iterator[NotAllowed]:
    """What must not be read at a door: in a team or a visit of these routes, and a name of who left the office."""
    company = company_names(office.settings, office.pack, day)
    others = [name for name in company if name != day.branch.name.strip()]  # a team may be called like its town
    for shift in (day.shift(route.shift_id) for route in routes):
        if any(member.retired and member.id not in day.absent for member in shift.members):
            yield NotAllowed("staff_left", team=shift.team.name)
        if word := forbidden_of_team(shift, others):
            yield NotAllowed("team_not_for_paper", team=shift.team.name, word=word)
    for visit in map(day.visit, dict.fromkeys(stop.visit_id for route in routes for stop in route.stops)):
        if word := forbidden_in(visit, company):
            yield NotAllowed("not_for_paper", reference=visit.reference, word=word)


# --- how it goes out


def _part_folder(out: Path, day: Day, version: int) -> Path:
    # Beside its later place, so that one rename lets everything out at once; nobody else may look into it.
    try:
        out.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{day.date.isoformat()}-v{version}-", suffix=".part", dir=out))
    except OSError as error:
        raise cannot_write(error, out) from error
    _sweep(part, day)
    return part


def _sweep(own: Path, day: Day) -> None:
    # What an issue that was killed has left holds papers that were never let out. Of this day nobody else may be at
    # work (they would be refused); of another day somebody may, but not for an hour.
    for left in own.parent.glob(".????-??-??-v*.part"):
        with suppress(OSError):
            old = own.stat().st_mtime - left.stat().st_mtime > HOUR_S
            if left != own and (old or left.name.startswith(f".{day.date.isoformat()}-v")):
                shutil.rmtree(left, ignore_errors=True)


def _write(order: PaperOrder, part: Path, worker: Worker, tell: Listener) -> tuple[str, ...]:
    run = worker.submit(write_papers, order, str(part))
    try:
        return run.wait(tell)
    except BaseException:
        run.stop()
        raise


def _let_out(
    office: Office, order: PaperOrder, part: Path, out: Path, by: User, judged: ClosedDays
) -> tuple[Path, Plan]:
    folder: Path | None = None
    try:
        with office.store.writing() as session:
            stored, frozen = session.day(order.day.date), session.freeze(order.plan)
            if stored is None or stored.version != order.day.version or frozen.version != order.stamp.version:
                raise Conflict("changed_meanwhile", what="day")
            if office.closed(order.day).standings != judged.standings:
                # While the papers were written somebody was held, or paid: it would be on paper, and nobody rung up.
                raise Conflict("changed_meanwhile", what="day")
            actor = office.named(confirm(session, by, Right.ISSUE, office.clock()))
            session.record(ISSUED, actor, order.stamp.issued_at, **_recorded(order, frozen))
            move_on(session, order.day, frozen, at=order.stamp.issued_at, by=actor)
            note_out(session, order, at=order.stamp.issued_at, by=actor)
            folder = _renamed(part, out, f"{order.day.date.isoformat()}-v{frozen.version}")
    except BaseException:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder, frozen


def _recorded(order: PaperOrder, frozen: Plan) -> dict[str, object]:
    return {
        "date": order.day.date.isoformat(),
        "version": frozen.version,
        "plan": str(frozen.id),
        "teams": sum(bool(route.stops) for route in frozen.routes),
        "printed": None if order.only is None else sorted(map(str, order.only)),
        "visits": frozen.planned,
        "unassigned": len(frozen.unassigned),
        "rules": order.stamp.pack,
        "with_names": order.with_names,
        "extras": ",".join(sorted(order.extras)),
        "directions": order.directions is not None,
        "anchor": order.stamp.anchor,
    }


def _renamed(part: Path, out: Path, name: str) -> Path:
    # A folder of that name may be there, as of another database: the next free name is taken.
    number = 1
    while (folder := out / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    try:
        return part.rename(folder)
    except OSError as error:
        raise cannot_write(error, out) from error
