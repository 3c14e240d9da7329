"""What of the timeline is under a point, in a rectangle, or meant by a time between two stops. Pure; knows no Qt."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from ui.workbench.timeline_layout import Block, Row, Sheet
from ui.workbench.timeline_scale import Span


def row_at(sheet: Sheet, y: float, height: float) -> Row | None:
    """The row under a height, where all rows are equally high."""
    number = int(y // height)
    return sheet.rows[number] if 0 <= number < len(sheet.rows) else None


def stop_at(row: Row, seconds: float, reach: float = 0.0) -> Block | None:
    """The block under a time, or, within reach, the nearest one: a short stop must be hit as well."""
    near = min(row.blocks, key=lambda block: block.span.away(seconds), default=None)
    return near if near and near.span.away(seconds) <= reach else None


def position_at(row: Row, seconds: float, reach: float, carried: Collection[UUID] = ()) -> int | None:
    """The place between stops that is meant by a time, counted among those that stay; None for the cheapest.

    In a gap, or within reach of a block's edge, that very place is meant. The middle of a block, and time far from all
    of them, mean the whole row; not so in the row that the carried ones come from, where every time means a place.
    """
    staying = row.staying(carried)
    place = sum(seconds > (block.span.start + block.span.end) / 2 for block in staying)
    if len(staying) < len(row.blocks) or not staying:
        return place if staying else None
    before = staying[place - 1].span.end if place else staying[0].span.start - 3 * reach
    after = staying[place].span.start if place < len(staying) else staying[-1].span.end + 3 * reach
    return place if before - reach <= seconds <= after + reach else None


def gap_of(row: Row, position: int, carried: Collection[UUID] = ()) -> Span:
    """The time between the two stops that a place lies between; beyond an end, what is left of the way there."""
    staying = row.staying(carried)
    way = row.way or row.hours
    start = staying[min(position, len(staying)) - 1].span.end if position and staying else way.start
    end = staying[position].span.start if position < len(staying) else max(way.end, start)
    return Span(min(start, end), end)


def inside(sheet: Sheet, times: Span, first: int, last: int) -> tuple[UUID, ...]:
    """The visits in a rectangle: rows from the first to the last number, and what is touched by the times."""
    rows = sheet.rows[max(0, min(first, last)) : max(first, last) + 1]
    hit = (b for row in rows for b in row.blocks if b.span.start <= times.end and b.span.end >= times.start)
    return tuple(dict.fromkeys(block.visit_id for block in hit))
