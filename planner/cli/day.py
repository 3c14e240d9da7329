"""``rounds geocode``, ``plan``, ``check`` and ``issue``: the way of one day."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from planner import regions
from planner.audit import keep_plan
from planner.bootstrap import Office
from planner.cli.approve import gates_told
from planner.cli.console import COMMAND_LINE, at_work, progress_bar, read_day, say, show_table
from planner.cli.solve import check_file, is_file
from planner.day import geocoding, optimize
from planner.day.bases import locate_bases, unsure_bases
from planner.day.edit import violations
from planner.day.geocoding.surroundings import doubt_words, examine
from planner.day.wanted import Wanted
from planner.day.workday import Workday, work_on
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Coordinates, Day, Depot, Plan, Shift, Violation, Visit
from planner.policy import gate
from planner.rule_words import PLACES, closed_words
from planner.sentences import MATCHES
from planner.text import distance, duration, reason_sentence, violation_sentence
from planner.text import gettext as _
from planner.translate import DayProblem
from planner.users import Right
from routing.worker import Worker


def geocode(options: argparse.Namespace) -> int:
    """Locate the addresses of a day."""
    with at_work(options, Right.PLAN) as (office, worker):
        day = _by_hand(office, read_day(office, options.date), options)
        with progress_bar() as show:
            day = _located(office, worker, day, show)
    unsure = [visit for visit in day.visits if not day.located(visit)]
    say(_("{sure} of {all} visits are located.").format(sure=len(day.visits) - len(unsure), all=len(day.visits)))
    for visit in unsure:
        say(f"  {visit.reference}: {_found(visit)}")
    if unsure:
        say(_("Confirm them with --confirm REF, or place them with --place REF=LAT,LON."))
    return 1 if _tell_unsure_bases(day) or unsure else 0


def _located(office: Office, worker: Worker, day: Day, show: Callable[[object], None]) -> Day:
    found = locate_bases(office, geocoding.locate_visits(office, day, on_progress=show))
    return examine(office, found, worker, on_message=show)


def _tell_unsure_bases(day: Day) -> bool:
    unsure = unsure_bases(day)
    for shift, base in unsure:
        name = base.name if isinstance(base, Depot) else base.reference
        say(
            _("{team}: where it starts or ends ({name}) is not surely located.").format(team=shift.team.name, name=name)
        )
    if unsure:
        say(_("Add the address with its coordinates to the address book: rounds import FILE --kind places"))
    return bool(unsure)


def _found(visit: Visit) -> str:
    if visit.location is None:
        return _("Not found")
    lat, lon = visit.location.coordinates
    against = (f". {doubt_words(doubt)}" for doubt in visit.location.doubts)
    return f"{_(MATCHES[visit.location.match])} ({lat:.5f},{lon:.5f}){''.join(against)}"


def _by_hand(office: Office, day: Day, options: argparse.Namespace) -> Day:
    for text in options.place:
        reference, _equals, place = text.rpartition("=")
        try:
            lat, lon = (float(part) for part in place.split(","))
        except ValueError:
            raise BadInput("bad_place", value=text) from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise BadInput("bad_place", value=text)
        day = geocoding.place(
            office, day, _visit(day, reference).id, Coordinates(lat, lon), by=office.user.name or COMMAND_LINE
        )
    for reference in options.confirm:
        visit = _visit(day, reference)
        if visit.location is None:
            raise NotFound("no_place_yet", reference=reference)
        day = geocoding.confirm(office, day, visit.id, visit.location, by=office.user.name or COMMAND_LINE)
    return day


def _visit(day: Day, reference: str) -> Visit:
    for visit in day.visits:
        if visit.reference == reference:
            return visit
    raise NotFound("no_visit", reference=reference, date=day.date.isoformat())


def plan(options: argparse.Namespace) -> int:
    """Assign the visits of a day to its teams, and keep the plan; Ctrl-C keeps the best so far."""
    with at_work(options, Right.PLAN) as (office, worker):
        day, made, problem = _planned_anew(office, worker, options)
        broken = violations(problem, made, office.pack, office.closed(day)) if problem else ()
        show_plan(office, day, made)
        _tell_closed(office, day)
    unsure = _tell_unsure_bases(day)
    if not day.shifts:
        say(_("No team works on this day. Import staff first: rounds import FILE --kind staff"))
    told = {violation.shift_id for violation in broken}
    # Who may not be sent out was given nothing, and why must be said.
    few = [
        Violation(rule, key, amount=n, legal=True)
        for key, rules in gate.unfit_for(office.pack, day).items()
        for rule, n in rules.items()
        if key not in told
    ]
    for violation in (*broken, *few):
        say(violation_sentence(violation, day))
    return 1 if broken or few or unsure or not day.shifts else 0


def _planned_anew(office: Office, worker: Worker, options: argparse.Namespace) -> tuple[Day, Plan, DayProblem | None]:
    day = read_day(office, options.date)
    with progress_bar() as show:
        if any(visit.location is None for visit in day.visits) or unsure_bases(day):
            day = _located(office, worker, day, show)
        with office.store.reading() as session:
            start = None if options.afresh else session.draft(day.id)
        wanted = Wanted(options.engine, options.fair, options.keep, options.max_moved, quick=options.quick)
        planning = optimize.Planning(
            office, day, start, worker, time_limit_s=options.seconds, seed=options.seed, wanted=wanted
        )
        made = _searched(planning, show)
    keep_plan(office, made)
    return day, made, planning.day_problem


def _searched(planning: optimize.Planning, show: Callable[[object], None]) -> Plan:
    try:
        return planning.wait(show)
    except KeyboardInterrupt:
        planning.stop()
        return planning.wait()


def show_plan(office: Office, day: Day, made: Plan) -> None:
    """A plan in a few lines: totals, each team, and who is left, by reference."""
    say(
        _("{planned} of {all} visits planned, {travel} on the road, {way} ({source}).").format(
            planned=made.planned,
            all=len(day.visits),
            travel=duration(sum(route.travel_time.total_seconds() for route in made.routes)),
            way=distance(made.distance),
            source=regions.source_words(office, made.travel_source) if made.travel_source else "-",
        )
    )
    for route in made.routes:
        name, way = day.shift(route.shift_id).team.name, distance(route.distance)
        say(f"  {name}: {len(route.stops)}, {duration(route.travel_time.total_seconds())}, {way}")
    _tell_left(day, made)


def _tell_left(day: Day, made: Plan) -> None:
    # Who is on no route, and why: also who was planned until something came up.
    for left in made.unassigned:
        say(f"  - {day.visit(left.visit_id).reference}: {reason_sentence(left.reason)}")


def _tell_closed(office: Office, day: Day) -> None:
    # A day that is closed says by which rule, and which is the next one that is not.
    pack, closed = office.pack, office.closed(day)
    for kind in sorted({visit.place_kind for visit in day.visits}):
        if words := closed_words(pack, closed, day.date, kind):
            say(_("{place}: {state}").format(place=_(PLACES[kind]), state=words))


def check(options: argparse.Namespace) -> int:
    """Judge the plan of a day, or the one that a file lays down, by every rule."""
    if is_file(options.date):
        return check_file(options, options.date)
    with at_work(options, Right.SEE_CASE) as (office, worker):
        workday = planned(office, options, worker)
        _tell_closed(office, workday.day)
        shut = gates_told(office, workday.day, workday.plan)
    show_table(
        (_("Team"), _("No."), _("Visit"), _("What is broken")),
        [_row(workday, violation) for violation in workday.violations],
    )
    if not workday.violations:
        say(_("The plan keeps every rule."))
    for words in shut:
        say(words)
    return int(bool(workday.violations or shut))


def _row(workday: Workday, violation: Violation) -> tuple[str, str, str, str]:
    day, plan = workday.day, workday.plan
    teams = (shift.team.name for shift in day.shifts if shift.id == violation.shift_id)
    visits = (visit.reference for visit in day.visits if visit.id == violation.visit_id)
    stops = (route.stops for route in plan.routes if route.shift_id == violation.shift_id) if plan else ()
    places = (str(n) for n, stop in enumerate(next(iter(stops), ()), start=1) if stop.visit_id == violation.visit_id)
    return next(teams, ""), next(places, ""), next(visits, ""), violation_sentence(violation, None)


def planned(office: Office, options: argparse.Namespace, worker: Worker) -> Workday:
    """The newest plan of a day, brought up to what the day is now."""
    day = read_day(office, options.date)
    with office.store.reading() as session:
        made = session.draft(day.id)
    if made is None:
        raise NotFound("no_plan", date=day.date.isoformat())
    with progress_bar() as show:
        return work_on(office, day, made, worker, on_message=show)


def team_named(day: Day, name: str) -> Shift:
    """The team that works on a day by this name, whatever its case; raises ``no_such_team``."""
    for shift in day.shifts:
        if shift.team.name.casefold() == name.strip().casefold():
            return shift
    raise NotFound("no_such_team")


def require_all_on(office: Office, day: Day, plan: Plan) -> None:
    """Refuse to go on, as the window does, where visits of the plan that is kept may not be made any more.

    Raises
    ------
    NotAllowed
        ``to_take_off`` with how many, and the first reference: a person takes them off, for their teams are to know.
    """
    with office.store.reading() as session:
        kept = session.draft(day.id)
    on = {stop.visit_id for route in plan.routes for stop in route.stops}
    before = {stop.visit_id for route in kept.routes for stop in route.stops} if kept else set()
    if off := [visit.reference for visit in day.visits if visit.id in before - on]:
        raise NotAllowed("to_take_off", count=len(off), reference=off[0], date=day.date.isoformat())


def issue(options: argparse.Namespace) -> int:
    """Freeze the plan and write the papers."""
    from planner.day.issue import issue as let_out
    from planner.day.wanted_files import Extra, WantedFiles

    with at_work(options, Right.ISSUE) as (office, worker):
        workday = planned(office, options, worker)
        assert workday.plan is not None
        require_all_on(office, workday.day, workday.plan)
        with progress_bar() as show:
            issued = let_out(
                office,
                workday.day,
                workday.plan,
                options.out,
                worker=worker,
                wanted=WantedFiles(options.with_names, options.directions, frozenset(map(Extra, options.also))),
                on_message=show,
            )
    say(_("Version {version}: {folder}").format(version=issued.version, folder=issued.folder))
    for file in issued.files:
        say(f"  {file.name}")
    _tell_left(workday.day, issued.plan)
    return 0
