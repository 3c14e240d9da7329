"""Everything that would open places for the two sides of a joint job in the same second. Proves and prices nothing.

What opens a place for one of them, while the other has its own, is told in `routing.proposals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from routing.inquiry import Inquiry
from routing.problem import Job
from routing.proposals import MOST_OVERTIME, Side, extension, gives_way, moved, rooms, single, stepped
from routing.room import ALWAYS, EVER, Gap, Lane, Span, common, spans_of
from routing.way_out import Means, Placement, WayOut

SEATS = 8
"""So many places of one side, the shortest ways, are tried with whatever opens one for the other."""
PAIRS = 40
"""So many places of each side are held against each other where windows may grow."""

type Lanes = Iterable[Lane]


@dataclass(frozen=True, slots=True)
class _Seat:
    # A place for one side, and when it could start there; `other` has left it, which saves so much on the road.
    job: Job
    lane: Lane
    gap: Gap
    spans: tuple[Span, ...]
    other: Job | None = None
    saved: int = 0

    @property
    def vehicle(self) -> str:
        return self.lane.vehicle.id

    @property
    def placement(self) -> Placement:
        return Placement(self.job.id, self.vehicle, self.gap.position)

    @property
    def price(self) -> int:
        return self.gap.added + self.saved


type _Pair = tuple[_Seat, _Seat, tuple[Span, ...]]


def joint_proposals(inquiry: Inquiry, partner: Job) -> Iterator[WayOut]:
    """Ways out for both sides, as the routes, each seen for itself, would allow them."""
    windows = {inquiry.job.id: inquiry.windows, partner.id: spans_of(partner.windows)}
    jobs = inquiry.job, partner
    late = {
        lane.vehicle.id: lane.with_vehicle(lane.vehicle, lane.vehicle.shift_end + MOST_OVERTIME)
        for lane in inquiry.lanes.values()
    }
    one, other = (_seats(inquiry, inquiry.lanes.values(), job, windows[job.id]) for job in jobs)
    for pair in _pairs(one, other):
        yield _way(Means.INSERT, inquiry, pair)
    yield from _unbarred(inquiry, one, partner, windows[partner.id])
    yield from _unbarred(inquiry, other, inquiry.job, windows[inquiry.job.id])
    for pair in _pairs(*(_seats(inquiry, late.values(), job, windows[job.id]) for job in jobs)):
        yield from _overtime(inquiry, pair)
    yield from _room_made(inquiry, one, other, windows)
    yield from _longer(inquiry, inquiry.lanes.values(), partner)
    yield from _longer(inquiry, late.values(), partner)


def _seats(inquiry: Inquiry, lanes: Lanes, job: Job, windows: Sequence[Span]) -> list[_Seat]:
    # The places of one side, the shortest ways first.
    found = [
        _Seat(job, lane, gap, spans)
        for lane in lanes
        if not inquiry.bars(lane, job)
        for gap in inquiry.gaps(lane, job)
        if (spans := common(gap.spans, windows))
    ]
    return sorted(found, key=lambda seat: seat.price)


def _pairs(ones: Sequence[_Seat], others: Sequence[_Seat]) -> Iterator[_Pair]:
    # The shortest two that can start in the same second, for each two vehicles.
    known: set[tuple[str, str]] = set()
    for one in ones:
        for other in others:
            vehicles = one.vehicle, other.vehicle
            if vehicles[0] != vehicles[1] and vehicles not in known and (spans := common(one.spans, other.spans)):
                known.add(vehicles)
                yield one, other, spans


def _way(means: Means, inquiry: Inquiry, pair: _Pair, price: float = 0, **more: object) -> WayOut:
    one, other, _spans = pair
    placed, price = (one.placement, other.placement), one.price + other.price + price
    return WayOut(means, inquiry.job.id, placed, price=price, **more)  # type: ignore[arg-type]


def _unbarred(inquiry: Inquiry, seats: Sequence[_Seat], job: Job, windows: Sequence[Span]) -> Iterator[WayOut]:
    # One side has its place; for the other something is set aside.
    for seat in seats[:SEATS]:
        if both := common(windows, seat.spans):
            side = Side(job, both, seat.placement, seat.price)
            yield from (way for way in single(inquiry, side) if way.means not in (Means.INSERT, Means.OVERTIME))


def _overtime(inquiry: Inquiry, pair: _Pair, means: Means = Means.OVERTIME, **more: object) -> Iterator[WayOut]:
    begin, end = pair[2][0]
    overtime, price = [], 0.0
    for seat in pair[:2]:
        back = seat.lane.back_at(seat.gap.position, seat.job, [(begin, end)])
        if back is None:
            return
        due = inquiry.lanes[seat.vehicle].deadline
        price += inquiry.problem.weights.overtime * max(0, back - seat.lane.vehicle.shift_end)
        if back > due:
            overtime.append((seat.vehicle, stepped(back - due)))
    if overtime:
        more = {"amount": max(amount for _vehicle, amount in overtime), **more}
        yield _way(means, inquiry, pair, price, overtime=tuple(overtime), **more)


# --- others make room


def _room_made(
    inquiry: Inquiry, ones: Sequence[_Seat], others: Sequence[_Seat], windows: Mapping[str, Sequence[Span]]
) -> Iterator[WayOut]:
    # At one side or at both, another job moves or is left out.
    sides = []
    for job, plain in zip((inquiry.job, inquiry.partner), (ones, others), strict=True):
        assert job is not None
        left = [
            _Seat(job, room.lane, room.gap, common(room.gap.spans, windows[job.id]), room.other, room.saved)
            for room in rooms(inquiry, job, windows[job.id], frozenset())
        ]
        sides.append(sorted((*plain[:SEATS], *left), key=lambda seat: seat.price)[:PAIRS])
    for pair in _pairs(*sides):
        gone = [seat for seat in pair[:2] if seat.other]
        names = tuple(seat.other.id for seat in gone if seat.other)
        if gone and all(seat.other and gives_way(seat.other, seat.job) for seat in gone):
            yield _way(Means.DROP, inquiry, pair, others=names)
        if gone and (homes := _homes(inquiry, pair, gone)):
            way = _way(Means.MOVE, inquiry, pair, sum(added for _home, added in homes), others=names)
            yield replace(way, placed=(*(home for home, _added in homes), *way.placed))


def _homes(inquiry: Inquiry, pair: _Pair, gone: Sequence[_Seat]) -> list[tuple[Placement, int]]:
    # A new place for each that goes, none on a route that changes already.
    found: list[tuple[Placement, int]] = []
    taken = {pair[0].vehicle, pair[1].vehicle}
    for seat in gone:
        assert seat.other is not None
        home = moved(inquiry, inquiry.lanes[seat.vehicle], seat.other, frozenset(taken))
        if home is None:
            return []
        taken.add(home[0].vehicle)
        found.append(home)
    return found


# --- longer windows


def _longer(inquiry: Inquiry, lanes: Lanes, partner: Job) -> Iterator[WayOut]:
    # Both windows grow where they are the same, as those of one visit are; else one of them.
    free, lanes = common(ALWAYS, [(inquiry.floor, EVER)]), list(lanes)
    ones = _seats(inquiry, lanes, inquiry.job, free)[:PAIRS]
    others = _seats(inquiry, lanes, partner, ALWAYS)[:PAIRS]
    same = inquiry.job.windows == partner.windows
    found: dict[tuple[str, str], WayOut] = {}
    for one in ones:
        for other in others:
            if one.lane is other.lane or not (spans := common(one.spans, other.spans)):
                continue
            for way in _grown(inquiry, (one, other, spans), same):
                key = one.vehicle, other.vehicle
                if key not in found or (way.amount, way.price) < (found[key].amount, found[key].price):
                    found[key] = way
    yield from found.values()


def _grown(inquiry: Inquiry, pair: _Pair, same: bool) -> Iterator[WayOut]:
    one, other, spans = pair
    for job, fixed in ((one.job, other.job), (other.job, one.job)):
        reach = spans if same else common(spans, spans_of(fixed.windows))
        if longer := extension(reach, job, inquiry.legal):
            amount, window = longer
            windows = tuple((each.id, window) for each in ((job, fixed) if same else (job,)))
            if one.lane.deadline == inquiry.lanes[one.vehicle].deadline:
                yield _way(Means.WINDOW, inquiry, pair, amount=amount, windows=windows)
            elif within := common(reach, spans_of([window])):
                yield from _overtime(inquiry, (one, other, within), Means.STRETCH, amount=amount, windows=windows)
