"""What is told of a stop, a way or a team when the pointer rests on it, and to who hears the window. Plain text."""

from __future__ import annotations

from planner.day.lock_words import lock_sentence
from planner.text import clock as clock_words
from planner.text import distance, duration, listed, violation_sentence
from planner.text import gettext as _
from ui.words import when_open, why
from ui.workbench.timeline_layout import Block, Kind, Row, Strip
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_steps import Spot


def stop_tip(look: Look, row: Row, block: Block) -> str:
    """Whose stop it is, when, and what is wrong with it."""
    visit, clock = block.visit.visit, look.sheet.clock
    times = f"{clock.words(block.span.start)}–{clock.words(block.span.end)}"
    lines = [
        f"{visit.customer.name} · {visit.reference}",
        visit.address.text,
        f"{row.shift.team.name} {block.number} · {times}",
        _("Window {window}").format(window=when_open(visit)) if visit.windows else "",
        *_actual(look, block),
        why(block.visit),
    ]
    return "\n".join(line for line in lines if line)


def _actual(look: Look, block: Block) -> tuple[str, ...]:
    known, clock = block.stop.actual, look.sheet.clock
    lines = []
    if known and known.arrived:
        times = clock_words(known.arrived, clock.zone) + (
            f"–{clock_words(known.left, clock.zone)}" if known.left else ""
        )
        lines.append(_("Was there {times}").format(times=times))
    if block.told:
        lines.append(f"{_('Issued for')} {clock.words(block.told.start)}–{clock.words(block.told.end)}")
    return tuple(lines)


def strip_tip(row: Row, strip: Strip) -> str:
    """What passes between two stops, and for how long."""
    words = {Kind.TRAVEL: _("On the way"), Kind.WAITING: _("Waiting"), Kind.BREAK: _("Break")}
    return f"{row.shift.team.name} · {words[strip.kind]} {duration(strip.span.length)}"


def team_tip(look: Look, row: Row) -> str:
    """Who a team is today, what its day comes to, and what is wrong with it as a whole."""
    clock, shift = look.sheet.clock, row.shift
    hours = f"{clock.words(row.hours.start)}–{clock.words(row.hours.end)}"
    way = _("{travel} on the way, {distance}").format(
        travel=duration(row.travel_time.total_seconds()), distance=distance(row.distance)
    )
    lines = [
        f"{shift.team.name} · {hours}",
        listed(member.name for member in shift.members),
        way if row.way else "",
        *(look.marks.teams[row.id].tips if row.id in look.marks.teams else ()),
        *(violation_sentence(each, None) for each in look.violations.get(row.id, ())),
    ]
    return "\n".join(line for line in lines if line)


def spoken(look: Look, spot: Spot | None) -> str:
    """Where the keys are, in one sentence."""
    row = look.sheet.row(spot.shift_id) if spot else None
    if row is None or spot is None:
        return ""
    place = row.place_of(spot.visit_id) if spot.visit_id else None
    if place is None:
        return _("{team}: no stops").format(team=row.shift.team.name)
    block, clock = row.blocks[place], look.sheet.clock
    text = _("{team}, stop {number} of {count}: {name}, {start} to {end}").format(
        team=row.shift.team.name,
        number=block.number,
        count=len(row.blocks),
        name=block.visit.visit.customer.name,
        start=clock.words(block.span.start),
        end=clock.words(block.span.end),
    )
    wrong = [violation_sentence(each, None) for each in block.visit.violations]
    return " ".join(part for part in (text, *wrong, lock_sentence(block.stop, clock.zone)) if part)
