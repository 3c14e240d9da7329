"""The page of one team's day: who, with what, from when to when, what its route comes to, and its limits.

Hours and limits are edited in place; who is in a team is the roster's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.teams import edit_shift
from planner.model import Depot, Route, Shift, Staff
from planner.policy.gate import missing_staff
from planner.policy.hours import moment
from planner.text import clock, distance, duration, listed, ngettext
from planner.text import gettext as _
from ui.dialogs.team_form import TRAVEL_MODES
from ui.words import span
from ui.workbench.inspector_fields import Key, Wrong, line
from ui.workbench.inspector_page import BrokenSection, Page, Shown, Title
from ui.workbench.inspector_parts import Links, Rows, Section, link, sentence_label

MOST_VISITS = 99


class TeamPage(Page):
    """One team."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._shown: Shown | None = None
        self.shift_id: UUID | None = None
        self._visits: tuple[UUID, ...] = ()
        self.title = Title()
        self.broken = BrokenSection()
        self.rows, self.limits = Rows(), Rows()
        self._build()
        route, limits, team = Section(_("Its route")), Section(_("Hours and limits")), Section()
        route.column.addLayout(self.rows)
        route.column.addWidget(link(_("Select its visits"), self._select))
        for words, name in ((_("Lock the whole route"), "lock_route"), (_("Unlock the whole route"), "unlock_route")):
            route.column.addWidget(link(words, partial(self.wanted.emit, name)))
        limits.column.addLayout(self.limits)
        team.column.addWidget(link(_("Members, breaks and places: the roster…"), lambda: self.wanted.emit("roster")))
        team.column.addWidget(link(_("It is ill: spread its visits…"), lambda: self.wanted.emit("spread_team")))
        self.stops = Section(_("Stops"))
        self.stop_lines = Links(lambda number: self.selected.emit((self._visits[number],)))
        self.stops.column.addLayout(self.stop_lines)
        for part in (self.title, self.broken, route, limits, self.stops, team):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _build(self) -> None:
        add = self.rows.add
        self.members = add(_("Members"), sentence_label())
        self.skills = add(_("Skills"), sentence_label())
        self.vehicle_mode = add(_("Travels by"), sentence_label())
        self.ends = add(_("From, to"), sentence_label())
        self.out = add(_("Out"), sentence_label())
        self.breaks = add(_("Breaks"), sentence_label())
        self.work = add(_("Visits"), sentence_label())
        self.road = add(_("Travel"), sentence_label())
        self.load = add(_("Load"), sentence_label())
        self.overtime = add(_("Overtime"), sentence_label())
        field = self.limits.add
        self.start = field(_("Begins"), line(_("Begins"), self._take_start))
        self.end = field(_("Ends"), line(_("Ends"), self._take_end))
        self.most = field(_("Most visits"), line(_("Most visits"), self._take_most, _("no limit")))
        self.most_overtime = field(_("Overtime at most"), line(_("Overtime at most"), self._take_overtime, _("none")))
        self.most_road = field(_("On the road at most"), line(_("On the road at most"), self._take_road, _("no limit")))
        self.vehicle = field(_("Vehicle"), line(_("Vehicle"), self._take_vehicle, _("number plate, or “gray van”")))

    @property
    def fields(self) -> tuple[object, ...]:
        """What can be edited in place."""
        return self.start, self.end, self.most, self.most_overtime, self.most_road, self.vehicle

    # --- showing

    def show_team(self, shown: Shown, shift: Shift) -> None:
        """Show a team as it stands."""
        self._shown, self.shift_id = shown, shift.id
        routes = shown.plan.routes if shown.plan else ()
        route = next((each for each in routes if each.shift_id == shift.id and each.stops), None)
        visits = len(route.stops) if route else 0
        hours = f"{shift.start:%H:%M}–{shift.end:%H:%M}"
        count = ngettext("{count} visit", "{count} visits", visits).format(count=visits)
        self.title.sign.show_sign(shift.team)
        self.title.say(shift.team.name, f"{count} · {hours}")
        mine = (replace(each, shift_id=None) for each in shown.violations if each.shift_id == shift.id)
        self.broken.show_broken(mine, shown.day)
        self._show_people(shown, shift)
        self._show_route(shown, shift, route)
        self._show_stops(shown, route)
        key = shift.id
        self.start.show_text(key, f"{shift.start:%H:%M}")
        self.end.show_text(key, f"{shift.end:%H:%M}")
        self.most.show_text(key, "" if shift.max_visits is None else str(shift.max_visits))
        self.most_overtime.show_text(key, _length(shift.max_overtime))
        self.most_road.show_text(key, _length(shift.max_travel_time))
        self.vehicle.show_text(key, shift.vehicle)

    def _show_people(self, shown: Shown, shift: Shift) -> None:
        absent = shown.day.absent
        names = [_("{name} (absent)").format(name=m.name) if m.id in absent else m.name for m in shift.members]
        missing = missing_staff(shown.day, self._office.pack.least_staff).get(shift.id, 0)
        if missing:
            words = ngettext("§ {count} more needed", "§ {count} more needed", missing).format(count=missing)
            self.rows.say(self.members, f"{listed(names)} · {words}" if names else words, "legal")
        else:
            self.rows.say(self.members, listed(names))
        self.rows.say(self.skills, listed(sorted(shift.skills)) or _("none in particular"), "text2")
        slow = _("ways take {factor} times as long").format(factor=shift.slow_factor) if shift.slow_factor > 1 else ""
        parts = (_(TRAVEL_MODES[shift.travel_mode]), shift.vehicle, slow)
        self.rows.say(self.vehicle_mode, listed(part for part in parts if part))
        self.rows.say(self.ends, " → ".join(map(_end_name, (shift.start_at, shift.end_at))))

    def _show_route(self, shown: Shown, shift: Shift, route: Route | None) -> None:
        say, day, zone = self.rows.say, shown.day, shown.day.zone
        say(self.out, span(day, route.start, route.end) if route else _("no stop yet"), "text" if route else "text2")
        say(self.breaks, _breaks(shift, route, zone), "text2")
        if route is None:
            for label in (self.work, self.road, self.load, self.overtime):
                say(label, "")
            return
        stay = sum((stop.departure - stop.start for stop in route.stops), timedelta(0))
        waits = sum((stop.waiting for stop in route.stops), timedelta(0))
        count = ngettext("{count} visit", "{count} visits", len(route.stops)).format(count=len(route.stops))
        parts = [count, _("{time} at the doors").format(time=duration(stay.total_seconds()))]
        if waits.total_seconds() >= 30:
            parts.append(_("{time} waiting").format(time=duration(waits.total_seconds())))
        say(self.work, listed(parts))
        say(self.road, listed((duration(route.travel_time.total_seconds()), distance(route.distance))))
        say(self.load, _load(shift, route, zone))
        over = overtime(shift, route, zone)
        words = duration(over.total_seconds()) if over else _("none")
        say(self.overtime, words, "worse" if over else "text2")

    def _show_stops(self, shown: Shown, route: Route | None) -> None:
        stops, zone = route.stops if route else (), shown.day.zone
        self._visits = tuple(stop.visit_id for stop in stops)
        names = [shown.day.visit(stop.visit_id).customer.name for stop in stops]
        lines = [
            f"{n}   {clock(s.start, zone)}   {name}" for n, (s, name) in enumerate(zip(stops, names, strict=True), 1)
        ]
        self.stop_lines.show_lines(lines)
        self.stops.setVisible(bool(stops))

    def _select(self) -> None:
        self.selected.emit(self._visits)

    # --- editing

    def _edit(self, key: Key, **changes: object) -> None:
        assert self._shown
        shift = next((each for each in self._shown.day.shifts if each.id == key), None)
        if shift is None:
            return
        day = edit_shift(self._shown.day, replace(shift, **changes))  # type: ignore[arg-type]
        if day != self._shown.day:
            self.day_edited.emit(_("Edit {team}").format(team=shift.team.name), day)

    def _take_start(self, key: Key, text: str) -> None:
        self._edit(key, start=cells.read_time(text))

    def _take_end(self, key: Key, text: str) -> None:
        self._edit(key, end=cells.read_time(text))

    def _take_most(self, key: Key, text: str) -> None:
        typed = text.strip()
        if typed and not (typed.isdecimal() and 1 <= int(typed) <= MOST_VISITS):
            raise Wrong(_("This is no number of visits. Write it as 8, or nothing for no limit."))
        self._edit(key, max_visits=int(typed) if typed else None)

    def _take_overtime(self, key: Key, text: str) -> None:
        self._edit(key, max_overtime=_read_length(text) or timedelta(0))

    def _take_road(self, key: Key, text: str) -> None:
        self._edit(key, max_travel_time=_read_length(text))

    def _take_vehicle(self, key: Key, text: str) -> None:
        self._edit(key, vehicle=text)


def overtime(shift: Shift, route: Route, zone: ZoneInfo) -> timedelta:
    """By how much a route ends after its shift."""
    return max(timedelta(0), route.end - moment(shift.date, shift.end, zone))


def _load(shift: Shift, route: Route, zone: ZoneInfo) -> str:
    whole = moment(shift.date, shift.end, zone) - moment(shift.date, shift.start, zone)
    share = (route.end - route.start) / whole if whole else 0.0
    worked = duration((route.end - route.start).total_seconds())
    return _("{percent} %, {worked} of {whole}").format(
        percent=round(100 * share), worked=worked, whole=duration(whole.total_seconds())
    )


def _breaks(shift: Shift, route: Route | None, zone: ZoneInfo) -> str:
    if route and route.breaks:
        return listed(f"{clock(rest.start, zone)}–{clock(rest.end, zone)}" for rest in route.breaks)
    words = _("{length} between {begin} and {end}")
    return "\n".join(
        words.format(
            length=duration(rest.duration.total_seconds()), begin=f"{rest.earliest:%H:%M}", end=f"{rest.latest:%H:%M}"
        )
        for rest in shift.breaks
    )


def _end_name(end: Depot | Staff | None) -> str:
    if end is None:
        return _("anywhere")
    return end.name if isinstance(end, Depot) else _("home of {name}").format(name=end.name)


def _length(length: timedelta | None) -> str:
    return duration(length.total_seconds()) if length else ""


def _read_length(text: str) -> timedelta | None:
    if text.strip() in ("", "0"):
        return None
    try:
        return cells.read_minutes(text)
    except BadCell:
        raise Wrong(_("This is no length of time. Write it as 30, or as 1 h 30 min.")) from None
