"""Walking and moving along the timeline by keys: which stop is next, and where one would go. Pure; knows no Qt."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from ui.workbench.timeline_layout import Row, Sheet

LEFT, RIGHT, UP, DOWN, HOME, END = "left", "right", "up", "down", "home", "end"


class Spot(NamedTuple):
    """Where the keys are: at a stop of a row, or at a row that has none."""

    shift_id: UUID
    visit_id: UUID | None = None


class Moved(NamedTuple):
    """What a key would put where; `position` counts the stops that stay, None is the cheapest place."""

    visit_ids: tuple[UUID, ...]
    shift_id: UUID
    position: int | None = None


def followed(sheet: Sheet, spot: Spot | None) -> Spot | None:
    """Where the keys are after a change: with their stop, also in another row; in their row where it is gone."""
    row = sheet.row(spot.shift_id) if spot else None
    if spot is None or spot.visit_id is None or (row and row.place_of(spot.visit_id) is not None):
        return spot if row else None
    found = next((each for each, block in sheet.blocks() if block.visit_id == spot.visit_id), None)
    if found:
        return Spot(found.id, spot.visit_id)
    return Spot(row.id) if row else None


def walked(sheet: Sheet, spot: Spot | None, step: str, middle: float) -> Spot | None:
    """The next stop in that direction; up and down the one nearest in time (to `middle` where there is none yet)."""
    row = sheet.row(spot.shift_id) if spot else None
    if not sheet.rows:
        return None
    if spot is None or row is None:
        return _nearest(sheet.rows[0], middle)
    place = row.place_of(spot.visit_id) if spot.visit_id else None
    if step in (UP, DOWN):
        span = row.blocks[place].span if place is not None else None
        number = sheet.rows.index(row) + (1 if step == DOWN else -1)
        if not 0 <= number < len(sheet.rows):
            return spot
        return _nearest(sheet.rows[number], (span.start + span.end) / 2 if span else middle)
    return _along(row, place, step)


def _along(row: Row, place: int | None, step: str) -> Spot:
    last = len(row.blocks) - 1
    if last < 0:
        return Spot(row.id)
    place = 0 if place is None else place
    to = {LEFT: max(0, place - 1), RIGHT: min(last, place + 1), HOME: 0, END: last}[step]
    return Spot(row.id, row.blocks[to].visit_id)


def _nearest(row: Row, seconds: float) -> Spot:
    near = min(row.blocks, key=lambda b: abs((b.span.start + b.span.end) / 2 - seconds), default=None)
    return Spot(row.id, near.visit_id if near else None)


def pushed(sheet: Sheet, spot: Spot | None, chosen: Collection[UUID], step: str) -> Moved | None:
    """Where the chosen stops of the spot's row go: one place earlier or later, or to the row above or below.

    A stop that is not chosen goes alone. What has begun stays, and nothing goes before it. None where there is nowhere
    to go.
    """
    row = sheet.row(spot.shift_id) if spot else None
    if spot is None or row is None or spot.visit_id is None:
        return None
    held = chosen if spot.visit_id in chosen else (spot.visit_id,)
    carried = tuple(block.visit_id for block in row.blocks if block.visit_id in held and not block.begun)
    if not carried:
        return None
    if step in (UP, DOWN):
        number = sheet.rows.index(row) + (1 if step == DOWN else -1)
        return Moved(carried, sheet.rows[number].id) if 0 <= number < len(sheet.rows) else None
    staying = row.staying(carried)
    first = next(n for n, block in enumerate(row.blocks) if block.visit_id in carried)
    place = first + (1 if step == RIGHT else -1)
    least = sum(block.stop.begun for block in staying)
    return Moved(carried, row.id, place) if least <= place <= len(staying) else None
