"""Everything that would open a place for one job: one rule or one other job at a time. Proves and prices nothing.

Prices are estimates, by which the best few are chosen to be tried: seconds on the road, and of overtime. Joint jobs are
told in `routing.proposals_joint`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from heapq import nsmallest

from routing.inquiry import Against, Inquiry, Legal
from routing.problem import Job, TimeWindow
from routing.room import EVER, Gap, Lane, Span, common, spans_of
from routing.way_out import Means, Placement, WayOut, apply

STEP = 300
"""Windows grow and overtime is worked in steps of five minutes, as people agree on them."""
MOST_OVERTIME = 2 * 3600
"""More than that is asked of nobody."""
MOVES = 6
"""So many moves of another job are worked out at least, those that save most first."""
CHAINS = 6
"""So many places that one job could leave are tried with a third job making room for that one."""
FIRST = 3
"""So many places of the job before are tried, where it has none either."""

UNBARRED = {Against.SKILL: Means.SKILL, Against.NOT_ALLOWED: Means.ALLOW, Against.GROUP: Means.GROUP}


@dataclass(frozen=True, slots=True)
class Side:
    """A job looking for a place; `company` is where the other side of a joint would be then, and `added` its way."""

    job: Job
    windows: tuple[Span, ...]
    company: Placement | None = None
    added: int = 0


def proposals(inquiry: Inquiry) -> Iterator[WayOut]:
    """Ways out for a job without another side, as the routes, each seen for itself, would allow them."""
    side = Side(inquiry.job, inquiry.windows)
    yield from single(inquiry, side)
    yield from _room_made(inquiry, side)
    yield from _longer(inquiry)
    yield from _order(inquiry)


def single(inquiry: Inquiry, side: Side) -> Iterator[WayOut]:
    """Where it fits as things are, by overtime, or with one thing else that is set aside."""
    for lane in _lanes(inquiry, side):
        bars, gap = inquiry.bars(lane, side.job), inquiry.best(lane, side.job, side.windows)
        if not bars and gap:
            yield proposal(Means.INSERT, inquiry, side, lane, gap)
        elif not bars:
            yield from _overtime(inquiry, side, lane)
        elif gap and len(bars) == 1 and (means := UNBARRED.get(bars[0].kind)):
            whose = lane.vehicle.id if means is Means.SKILL else side.job.id
            yield proposal(means, inquiry, side, lane, gap, whose=whose, skills=bars[0].skills)


def _lanes(inquiry: Inquiry, side: Side) -> Iterator[Lane]:
    taken = side.company.vehicle if side.company else None
    return (lane for lane in inquiry.lanes.values() if lane.vehicle.id != taken)


def proposal(
    means: Means, inquiry: Inquiry, side: Side, lane: Lane, gap: Gap, price: float = 0, **more: object
) -> WayOut:
    """A way out, at its estimated price."""
    own = Placement(side.job.id, lane.vehicle.id, gap.position)
    placed = (side.company, own) if side.company else (own,)
    return WayOut(means, inquiry.job.id, placed, price=gap.added + side.added + price, **more)  # type: ignore[arg-type]


def _overtime(inquiry: Inquiry, side: Side, lane: Lane) -> Iterator[WayOut]:
    tried = lane.with_vehicle(lane.vehicle, EVER)
    found = []
    for gap in inquiry.gaps(tried, side.job):
        back = tried.back_at(gap.position, side.job, side.windows)
        if back is not None and lane.deadline < back <= lane.vehicle.shift_end + MOST_OVERTIME:
            found.append((back, gap))
    if found:
        back, gap = min(found, key=lambda each: (stepped(each[0] - lane.deadline), each[1].added))
        price = inquiry.problem.weights.overtime * max(0, back - lane.vehicle.shift_end)
        overtime = stepped(back - lane.deadline)
        worked = ((lane.vehicle.id, overtime),)
        yield proposal(Means.OVERTIME, inquiry, side, lane, gap, price, amount=overtime, overtime=worked)


def stepped(seconds: int) -> int:
    """Seconds, rounded up to the next step."""
    return -(-seconds // STEP) * STEP


# --- others make room


@dataclass(frozen=True, slots=True)
class Room:
    """The place that `other` has left in a lane, and what that saves on the road."""

    lane: Lane
    other: Job
    gap: Gap
    saved: int

    @property
    def price(self) -> int:
        """Seconds more on the road, with the job in it."""
        return self.saved + self.gap.added


def rooms(inquiry: Inquiry, job: Job, windows: Sequence[Span], off: Set[str]) -> Iterator[Room]:
    """Every place that another job could leave to this one, but for those on the vehicles in `off`."""
    for lane in inquiry.lanes.values():
        for other in inquiry.movable(lane) if lane.vehicle.id not in off else ():
            without = inquiry.without(lane, other)
            if not inquiry.bars(without, job) and (gap := inquiry.best(without, job, windows)):
                yield Room(lane, other, gap, without.travel - lane.travel)


def gives_way(other: Job, job: Job) -> bool:
    """Whether a job may be left out for another."""
    return not other.must and (job.must or other.priority < job.priority)


def moved(inquiry: Inquiry, home: Lane, job: Job, off: Set[str]) -> tuple[Placement, int] | None:
    """The best other place for a job, but for those on the vehicles in `off`, and the seconds it adds there."""
    places = (place for place in inquiry.elsewhere(home, job) if place[0].vehicle.id not in off)
    best = min(places, key=lambda place: place[1].added, default=None)
    return (Placement(job.id, best[0].vehicle.id, best[1].position), best[1].added) if best else None


def _room_made(inquiry: Inquiry, side: Side) -> Iterator[WayOut]:
    # Another job moves to the best other place there is for it, or is left out.
    found = sorted(rooms(inquiry, side.job, side.windows, frozenset()), key=lambda room: room.price)
    for room in found:
        if gives_way(room.other, side.job):
            yield proposal(Means.DROP, inquiry, side, room.lane, room.gap, room.saved, others=(room.other.id,))
    prices: list[float] = []
    for room in found:
        if len(prices) >= MOVES and room.price > nsmallest(MOVES, prices)[-1]:
            break  # no way elsewhere is shorter than none
        if home := moved(inquiry, room.lane, room.other, frozenset()):
            others, price = (room.other.id,), room.saved + home[1]
            way = proposal(Means.MOVE, inquiry, side, room.lane, room.gap, price, others=others)
            prices.append(way.price)
            yield replace(way, placed=(home[0], *way.placed))


def chains(inquiry: Inquiry) -> Iterator[WayOut]:
    """Where it fits once another job has taken the place of a third, which moves as well or is left out."""
    side = Side(inquiry.job, inquiry.windows)
    found = rooms(inquiry, side.job, side.windows, frozenset())
    for room in nsmallest(CHAINS, found, key=lambda room: room.price):
        off = {room.lane.vehicle.id}
        for then in rooms(inquiry, room.other, spans_of(room.other.windows), off):
            others, price = (room.other.id, then.other.id), room.saved + then.price
            into = Placement(room.other.id, then.lane.vehicle.id, then.gap.position)
            if gives_way(then.other, side.job):
                way = proposal(Means.DROP, inquiry, side, room.lane, room.gap, price, others=others)
                yield replace(way, placed=(into, *way.placed))
            if home := moved(inquiry, then.lane, then.other, off):
                way = proposal(Means.MOVE, inquiry, side, room.lane, room.gap, price + home[1], others=others)
                yield replace(way, placed=(home[0], into, *way.placed))


# --- longer windows


def _longer(inquiry: Inquiry) -> Iterator[WayOut]:
    side = Side(inquiry.job, inquiry.windows)
    for lane in inquiry.lanes.values():
        if inquiry.bars(lane, side.job) or inquiry.best(lane, side.job, side.windows):
            continue
        found = []
        for gap in inquiry.gaps(lane, side.job):
            if longer := extension(common(gap.spans, [(inquiry.floor, EVER)]), side.job, inquiry.legal):
                found.append((longer, gap))
        if found:
            (amount, window), gap = min(found, key=lambda each: (each[0][0], each[1].added))
            yield proposal(Means.WINDOW, inquiry, side, lane, gap, amount=amount, windows=((side.job.id, window),))


def extension(spans: Sequence[Span], job: Job, legal: Legal) -> tuple[int, TimeWindow] | None:
    """The window of a job that has to grow least to reach one of the spans: by how much, and as it is then."""
    found = []
    for window in job.windows:
        first, last = _lawful(window, job, legal)
        for begin, end in spans:
            if window.latest < begin <= last:
                until = min(window.latest + stepped(begin - window.latest), last)
                found.append((until - window.latest, TimeWindow(window.earliest, until)))
            elif first <= end < window.earliest:
                since = max(window.earliest - stepped(window.earliest - end), first)
                found.append((window.earliest - since, TimeWindow(since, window.latest)))
    return min(found, key=lambda each: each[0], default=None)


def _lawful(window: TimeWindow, job: Job, legal: Legal) -> Span:
    # How far a window may reach: within the one span of the law that it lies in.
    if legal is None:
        return -EVER, EVER
    around = (w for w in legal.get(job.id, ()) if w.earliest <= window.earliest and window.latest <= w.latest)
    return next(((w.earliest, w.latest) for w in around), (window.earliest, window.latest))


def stretched(inquiry: Inquiry) -> Iterator[WayOut]:
    """Where it fits with a longer window and overtime together."""
    side = Side(inquiry.job, inquiry.windows)
    for lane in inquiry.lanes.values():
        if not inquiry.bars(lane, side.job):
            yield from nsmallest(1, _stretched(inquiry, side, lane), key=lambda way: way.price + way.amount)


def _stretched(inquiry: Inquiry, side: Side, lane: Lane) -> Iterator[WayOut]:
    latest = lane.vehicle.shift_end + MOST_OVERTIME
    tried = lane.with_vehicle(lane.vehicle, latest)
    for gap in inquiry.gaps(tried, side.job):
        if longer := extension(common(gap.spans, [(inquiry.floor, EVER)]), side.job, inquiry.legal):
            amount, window = longer
            back = tried.back_at(gap.position, side.job, common(spans_of([window]), [(inquiry.floor, EVER)]))
            if back is not None and lane.deadline < back <= latest:
                price = inquiry.problem.weights.overtime * max(0, back - lane.vehicle.shift_end)
                overtime = ((lane.vehicle.id, stepped(back - lane.deadline)),)
                more = {"amount": amount, "windows": ((side.job.id, window),), "overtime": overtime}
                yield proposal(Means.STRETCH, inquiry, side, lane, gap, price, **more)


# --- a job that another must come before


def _order(inquiry: Inquiry) -> Iterator[WayOut]:
    job = inquiry.job
    if not job.after:
        return
    free = inquiry.asking(replace(job, after=""))
    fitting = {lane.vehicle.id for lane in inquiry.lanes.values() if inquiry.best(lane, job, inquiry.windows)}
    for way in single(free, Side(free.job, free.windows)):
        if way.means is Means.INSERT and way.vehicle not in fitting:
            yield replace(way, means=Means.ORDER, whose=job.id)
    if inquiry.floor > EVER:
        yield from _both(inquiry)


def _both(inquiry: Inquiry) -> Iterator[WayOut]:
    # The job before it has no place either: both get one.
    first = inquiry.asking(inquiry.problem.job(inquiry.job.after))
    if first.partner:
        return
    ways = [way for way in single(first, Side(first.job, first.windows)) if way.means is Means.INSERT]
    for way in nsmallest(FIRST, ways, key=lambda each: each.price):
        then = Inquiry(inquiry.problem, apply(inquiry.problem, inquiry.solution, way)[1], inquiry.job, inquiry.legal)
        for own in single(then, Side(then.job, then.windows)):
            if own.means is Means.INSERT:
                price = way.price + own.price
                yield replace(own, placed=(*way.placed, *own.placed), others=(first.job.id,), price=price)
