"""What a rehearsal says, in words: how many of ten days, what makes a place weak, and what a sturdier plan costs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.day.due import Due, DueKind
from planner.day.rehearse import Measured, Rehearsal, Why
from planner.model import Day
from planner.text import N_, clock, duration, listed, ngettext
from planner.text import gettext as _
from routing.rehearsed import Cause

DUE = {
    DueKind.PROMISE: N_("promised until {time}"),
    DueKind.WINDOW: N_("open until {time}"),
    DueKind.WISH: N_("wished until {time}"),
    DueKind.LAW: N_("lawful until {time}"),
}
SURE, ALMOST, NEVER = 0.995, 0.95, 0.005


def days_words(share: float) -> str:
    """A share of days as people count them: of ten."""
    if share >= SURE:
        return _("nearly always")
    if share <= NEVER:
        return _("nearly never")
    tenths = int(share * 10 + 1e-9)  # never more than it is: what is called 8 of 10 is not weak
    if share >= ALMOST:
        return _("more than 9 of 10 days")
    if tenths == 0:
        return _("fewer than 1 of 10 days")
    return _("{count} of 10 days").format(count=tenths)


def due_words(due: Due, zone: ZoneInfo) -> str:
    """Until when a stop has to start, and what for."""
    return _(DUE[due.kind]).format(time=clock(due.at, zone))


def why_words(why: Why, day: Day, mine: UUID | None) -> str:
    """What makes a place weak; `mine` is its visit, None for the end of a route."""
    more = duration(why.time.total_seconds())
    if why.cause == Cause.PLANNED_LATE:
        return _("Planned {time} too late.").format(time=more)
    if why.cause == Cause.TIGHT and why.time.total_seconds() < 60:
        return _("Planned at the last moment.")
    if why.cause == Cause.TIGHT:
        return _("Planned only {time} before the last moment.").format(time=more)
    visit = day.visit(why.visit_id).reference if why.visit_id else ""
    if why.cause == Cause.STAY:
        return _("On late days the stay at {visit} takes {time} longer than usual.").format(visit=visit, time=more)
    if why.cause == Cause.OTHER_TEAM:
        return _("On late days it waits {time} longer than usual for another team.").format(time=more)
    if why.visit_id is None:
        return _("On late days the way back takes {time} longer than usual.").format(time=more)
    if why.visit_id == mine:
        return _("On late days the way to it takes {time} longer than usual.").format(time=more)
    return _("On late days the way to {visit} takes {time} longer than usual.").format(visit=visit, time=more)


def all_well_words(found: Rehearsal) -> str:
    """How the whole day does, and how many places are weak."""
    whole = _("Everything is on time: {days}.").format(days=days_words(found.all_well))
    stops, teams = len(found.weak), len(found.weak_teams)
    parts = [
        ngettext("{count} stop", "{count} stops", stops).format(count=stops) if stops else "",
        ngettext("{count} team", "{count} teams", teams).format(count=teams) if teams else "",
    ]
    weak = _("Weak: {places}.").format(places=listed(filter(None, parts))) if stops or teams else _("No place is weak.")
    return f"{whole} {weak}"


def assumed_words(found: Rehearsal, measured: Collection[Measured]) -> str:
    """What the days were drawn by."""
    spread = found.spread
    words = _(
        "Played on {runs} days: ways and stays take more or less than planned ({times}), "
        "{off} % of the visits are called off, and nobody is home at {nobody} % ({source})."
    )
    source = _("as in the outcomes entered") if Measured.SHARES in measured else _("assumed, not measured yet")
    times = _("as measured") if Measured.TIMES in measured else _("assumed, not measured yet")
    off, nobody = round(100 * spread.called_off), round(100 * spread.nobody_home)
    return words.format(runs=found.runs, off=off, nobody=nobody, source=source, times=times)


def price_words(before: Rehearsal, after: Rehearsal, longer: timedelta) -> str:
    """What a sturdier plan brings, and what it costs on the road."""
    gain = _(
        "Weak places: {before} → {after}. Too late on a day: {late_before} → {late_after} places. "
        "Everything on time: {days_before} → {days_after}."
    ).format(
        late_before=f"{before.risk:.1f}",
        late_after=f"{after.risk:.1f}",
        before=len(before.weak) + len(before.weak_teams),
        after=len(after.weak) + len(after.weak_teams),
        days_before=days_words(before.all_well),
        days_after=days_words(after.all_well),
    )
    seconds = longer.total_seconds()
    cost = _("Price: {time} more on the road.") if seconds >= 60 else _("Price: none on the road.")
    if seconds <= -60:
        cost = _("Price: none, it is {time} less on the road.")
    return f"{gain} {cost.format(time=duration(abs(seconds)))}"
