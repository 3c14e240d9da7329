"""Whether a team's papers would say anything new: a digest of all that stands on them. Prints nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from planner.documents.folder import folder
from planner.documents.folder_order import FolderOrder
from planner.documents.meeting_rows import meeting_of
from planner.documents.paper_order import PaperOrder
from planner.documents.papers import way_steps
from planner.documents.stamp import Stamp
from planner.documents.wording import company
from planner.model import Route
from planner.storage.codec import dump

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def digest_of(order: PaperOrder, route: Route, plain: FolderOrder) -> str:
    """Of all that would be read on the papers of a team but for what every issue changes: version, numbers, time."""
    stamp = Stamp(0, EPOCH, order.stamp.language, order.stamp.pack, is_demo=order.stamp.is_demo)
    page = folder(replace(plain, stamp=stamp))
    shift = replace(plain.shift, version=0, team=replace(plain.shift.team, version=0))
    stops = [
        (stop.visit_id, stop.start, stop.departure, stop.travel_time, stop.distance,
         company(order.day, order.plan, route, stop))
        for stop in route.stops
    ]  # fmt: skip
    visits = [replace(order.day.visit(stop.visit_id), version=0) for stop in route.stops]
    rests = [(rest.start, rest.end, rest.after) for rest in route.breaks]
    met = [(each.start, each.end, meeting_of(order.plan, each)) for each in route.meetings]
    ways = tuple(way_steps(order, route))
    told = dump(
        [page, shift, plain.members, stops, rests, route.start, route.end, visits, order.terms, *met,
         *([ways] if ways else ())]
    )  # fmt: skip
    return sha256(told.encode()).hexdigest()[:16]
