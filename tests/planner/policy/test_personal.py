"""What is closed to one customer, and what their consent opens: to the day, to the second, by their own clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from planner.cases.model import HoldKind
from planner.model import Day, PlaceKind, Plan, Route, Stop, Visit, Window
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.hours import rest
from planner.policy.pack import Pack, load_pack, shipped
from planner.policy.packs import pack_in_force
from planner.policy.schema import HOLDS, Effect
from planner.policy.standing import Agreed, Decided, Held, Owed, Spoken, Standing
from tests.builders import TUESDAY, day, visit

FLOOR = load_pack()
EARLIER = datetime(2026, 11, 1, 9, tzinfo=UTC)


def knowing(the_visit: Visit, zone: str = "UTC", **known: Any) -> ClosedDays:
    """Closed days on which this is known of the customer of a visit."""
    standing = Standing(the_visit.customer.id, zone, **known)
    return ClosedDays(standings={the_visit.customer.id: standing})


def refusal(closed: ClosedDays, the_visit: Visit, pack: Pack = FLOOR) -> str:
    """Why it may not be planned; what the finished plan says of it must be the same."""
    town = replace(day(the_visit), date=the_visit.date)
    refused = gate.windows(pack, closed, town)[1].get(the_visit.id, "").removeprefix("rule:")
    at = datetime.combine(the_visit.date, time(12), UTC)
    judged = {broken.kind for broken in gate.judge(pack, closed, town, by_hand(town, at))}
    assert judged == ({refused} if refused else set())
    return refused


def by_hand(town: Day, *starts: datetime) -> Plan:
    """Every visit of the day by the first team, from these moments."""
    pairs = zip(town.visits, starts, strict=True)
    stops = tuple(Stop(each.id, start, start, start + each.service_time) for each, start in pairs)
    return Plan(town.id, (Route(town.shifts[0].id, stops, starts[0], starts[-1]),))


def test_every_kind_of_hold_has_a_rule_of_its_own() -> None:
    assert set(HOLDS) == {kind.value for kind in HoldKind} == set(FLOOR.effects)


@pytest.mark.parametrize("kind", HOLDS)
def test_no_hold_lets_a_visit_through(kind: str) -> None:
    one = visit(1)
    assert refusal(knowing(one, held=(Held(kind, EARLIER, EARLIER.date()),)), one) in ("customer_held", "family_peace")


@pytest.mark.parametrize(
    ("pack_id", "kind", "since", "until", "ended", "rule"),
    [
        ("floor", "visit_refused", 40, None, None, "customer_held"),
        ("floor", "visit_refused", 40, None, 0, ""),
        ("floor", "visit_refused", -1, None, None, ""),  # told after that day
        ("floor", "visit_refused", 40, 0, None, "customer_held"),
        ("floor", "visit_refused", 40, 1, None, ""),
        ("floor", "bereavement", 29, None, None, "customer_held"),
        ("floor", "bereavement", 29, None, 20, "family_peace"),  # peace goes on
        ("floor", "bereavement", 30, None, None, ""),
        ("floor", "hospitalised", 90, None, 13, "family_peace"),
        ("floor", "hospitalised", 90, None, 14, ""),
        ("floor", "hospitalised", 90, 13, None, "family_peace"),
        ("floor", "hospitalised", 90, 15, None, ""),
        ("UK", "moratorium_or_insolvency", 59, 50, None, "customer_held"),  # 60 days, whatever was written down
        ("UK", "moratorium_or_insolvency", 60, 50, None, ""),
        ("UK", "adviser_or_plan_in_progress", 29, 20, None, "customer_held"),
        ("CN", "moratorium_or_insolvency", 59, 50, None, ""),
    ],
)
def test_a_hold_lasts_to_the_day(
    pack_id: str, kind: str, since: int, until: int | None, ended: int | None, rule: str
) -> None:
    one, pack = visit(1), load_pack(shipped(pack_id))
    days = [None if ago is None else TUESDAY - timedelta(days=ago) for ago in (since, until, ended)]
    assert days[0]
    hold = Held(kind, EARLIER, days[0], until=days[1], ended=days[2])
    assert refusal(knowing(one, held=(hold,)), one, pack) == rule


def test_what_is_told_at_the_door_or_later_does_not_undo_the_visit() -> None:
    one, noon = visit(1), datetime.combine(TUESDAY, time(12), UTC)
    there = Held("vulnerable", noon, TUESDAY, visit_id=one.id)
    assert refusal(knowing(one, held=(there,)), one) == ""
    other = replace(there, visit_id=visit(2).id)
    assert refusal(knowing(one, held=(other,)), one) == "customer_held"
    assert refusal(knowing(one, held=(other,), begun={one.id: noon}), one) == ""
    assert refusal(knowing(one, held=(other,), begun={one.id: noon + timedelta(seconds=1)}), one) == "customer_held"


def test_a_supervisor_may_decide_on_some_holds_alone() -> None:
    one = visit(1)

    def decided(kind: str, **changed: Any) -> str:
        hold = Held(kind, EARLIER, EARLIER.date())
        yes = Decided(one.id, EARLIER + timedelta(days=1), True, "b", "a", {f"holds.{kind}": "seen"})
        return refusal(knowing(one, held=(hold,), decided=(replace(yes, **changed),)), one)

    assert FLOOR.effect("sub_judice") == Effect.REVIEW
    assert decided("sub_judice") == ""
    changed: dict[str, Any]
    for changed in ({"approved": False}, {"by": "a"}, {"evidence": {}}, {"at": EARLIER - timedelta(1)}):
        assert decided("sub_judice", **changed) == "customer_held"
    assert decided("deceased") == decided("vulnerable") == "customer_held"


def test_only_what_does_not_suit_is_spared() -> None:
    one = visit(1, minutes=30)
    noon = Held("inconvenient_time_or_place", EARLIER, EARLIER.date(), earliest=time(12), latest=time(14))
    town = day(one)
    allowed = gate.windows(FLOOR, knowing(one, held=(noon,)), town)[0][one.id]
    assert [(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in allowed] == [("09:15", "11:15"), ("14:15", "19:15")]
    work = replace(noon, place_kind=PlaceKind.WORKPLACE, earliest=None, latest=None)
    assert refusal(knowing(one, held=(work,)), one) == ""


# --- consent


def agreed(*covers: str, begin: str = "20:00", end: str = "22:00", **changed: Any) -> Agreed:
    given, clock = TUESDAY - timedelta(days=1), time.fromisoformat
    made = Agreed(frozenset(covers), "written", given, TUESDAY, earliest=clock(begin), latest=clock(end))
    return replace(made, **changed)


def late_starts(pack: Pack, consent: Agreed, one: Visit) -> list[str]:
    found = gate.windows(pack, knowing(one, agreed=(consent,)), day(one))[0].get(one.id, ())
    return [f"{at:%H:%M}" for moments in found for at in moments]


def test_a_late_hour_is_open_only_by_a_consent_that_counts() -> None:
    one = visit(1, ("20:30", "20:30"), minutes=30)
    assert late_starts(FLOOR, agreed("hours"), one) == ["20:30", "20:30"]
    for changed in (
        {"form": "spoken"}, {"expires": TUESDAY - timedelta(1)}, {"given": TUESDAY - timedelta(15)},
        {"first_day": TUESDAY + timedelta(1)}, {"last_day": TUESDAY - timedelta(1)}, {"used_by": visit(2).id},
        {"place_kind": PlaceKind.AGREED}, {"covers": frozenset({"caps"})}, {"earliest": None}, {"latest": time(21)},
    ):  # fmt: skip
        assert late_starts(FLOOR, replace(agreed("hours"), **changed), one) == []
    assert late_starts(FLOOR, agreed("hours", used_by=one.id), one), "by this very visit"


@pytest.mark.parametrize(("pack_id", "opens"), [("CN", True), ("UK", True), ("IN", False), ("US-MA", False)])
def test_consent_outdoes_hours_only_where_every_pack_says_so(pack_id: str, opens: bool) -> None:
    one = visit(1, ("20:30", "20:30"), minutes=30)
    assert bool(late_starts(load_pack(shipped(pack_id)), agreed("hours"), one)) == opens
    own = '[pack]\nid = "own"\nversion = "1"\n[hours]\nhome = { all = ["09:00-20:00"] }'
    assert not late_starts(pack_in_force("CN", "", "", own), agreed("hours"), one), "an office may leave it out"


def test_a_place_by_invitation_needs_the_customers_own_wish() -> None:
    home, hawaii = visit(1), load_pack(shipped("US-HI"))
    yes = agreed("places.home", begin="10:00", end="12:00")
    assert refusal(knowing(home, agreed=(yes,)), home, hawaii) == "place_closed"
    assert late_starts(hawaii, replace(yes, invited=True), home) == ["10:15", "11:15"]
    australia = load_pack(shipped("AU"))
    assert late_starts(australia, yes, home) == ["10:15", "11:15"]


def test_caps_count_what_was_met_and_what_was_tried_apart() -> None:
    one, when = visit(1), TUESDAY - timedelta(days=29)

    def of(met: bool, times: int, **known: Any) -> ClosedDays:
        tried = tuple((when + timedelta(days=number * 10), met) for number in range(times))
        return replace(knowing(one, **known), tried={one.customer.id: tried})

    assert refusal(of(False, 1), one) == ""
    assert refusal(of(False, 2), one) == refusal(of(True, 1), one) == "cap_reached"
    yes = agreed("caps", begin="12:00", end="15:00")
    closed = replace(of(True, 1, agreed=(yes,)))
    assert gate.windows(FLOOR, closed, day(one))[0][one.id][0][0].hour == 12
    found = rest(FLOOR, of(False, 2), one)
    assert found == ("caps.customer_tried_30", when, TUESDAY + timedelta(days=1))
    old = TUESDAY - timedelta(days=364)
    cases = {one.cases[0].id: tuple((old + timedelta(days=each * 60), False) for each in range(4))}
    assert refusal(ClosedDays(tried_cases=cases), one) == "cap_reached"
    assert refusal(ClosedDays(tried_cases=cases), replace(one, date=TUESDAY + timedelta(days=1))) == ""


@pytest.mark.parametrize(
    ("tried", "when", "rule"),
    [
        ("2028-02-29", "2028-03-06", "left_in_peace"), ("2028-02-29", "2028-03-07", ""),
        ("2028-02-28", "2028-03-06", ""), ("2027-02-28", "2027-03-06", "left_in_peace"),
        ("2027-02-28", "2027-03-08", ""),
    ],
)  # fmt: skip
def test_a_leap_day_is_a_day(tried: str, when: str, rule: str) -> None:
    one = replace(visit(1), date=date.fromisoformat(when))
    assert refusal(ClosedDays(tried={one.customer.id: ((date.fromisoformat(tried), False),)}), one) == rule


@pytest.mark.parametrize(
    ("overdue", "reminded", "rule"),
    [(14, None, "hardly_late"), (15, None, ""), (60, 6, "reminder_buffer"), (60, 7, "")],
)
def test_nobody_comes_for_what_is_hardly_late_or_was_just_said(overdue: int, reminded: int | None, rule: str) -> None:
    one, ago = visit(1), timedelta
    owed = {one.cases[0].id: Owed(TUESDAY - ago(days=overdue), EARLIER)}
    at = datetime.combine(TUESDAY - ago(days=reminded or 0), time(18), UTC)
    spoken = (Spoken(at, "sms", "reminder", "delivered"),) if reminded else ()
    assert refusal(knowing(one, owed=owed, spoken=spoken), one) == rule


def test_a_notice_that_cannot_run_before_its_day_leaves_the_visit_unassigned() -> None:
    one, british = visit(1), load_pack(shipped("UK"))
    last = datetime.combine(TUESDAY, time(), UTC) - timedelta(hours=120)

    def told(at: datetime | None, now: datetime) -> str:
        spoken = (Spoken(at, "phone", "promise", "talked", offered_day=TUESDAY),) if at else ()
        closed = knowing(one, owed={one.cases[0].id: Owed(date(2026, 5, 1), EARLIER)}, spoken=spoken)
        return refusal(replace(closed, now=now), one, british)

    second = timedelta(seconds=1)
    assert told(None, last) == told(last, last + timedelta(days=2)) == ""
    assert told(None, last + second) == told(last + second, last + timedelta(days=2)) == "visit_notice"
    assert refusal(replace(knowing(one), now=last + second), one, british) == "", "prepared and told elsewhere"


def test_the_notice_of_another_span_runs_from_that_call() -> None:
    british, first, last = load_pack(shipped("UK")), (time(9), time(10, 30)), (time(14), time(15, 30))
    early = datetime.combine(TUESDAY, time(), UTC) - timedelta(hours=130)

    def told(*spans: tuple[time, time] | None, promised: tuple[time, time] | None = None) -> str:
        one = replace(visit(1), promised=Window(*promised) if promised else None)
        spoken = tuple(
            Spoken(early + number * timedelta(hours=20), "phone", "promise", "talked", TUESDAY, offered_span=span)
            for number, span in enumerate(spans)
        )
        closed = knowing(one, owed={one.cases[0].id: Owed(date(2026, 5, 1), EARLIER)}, spoken=spoken)
        return refusal(replace(closed, now=early + timedelta(days=3)), one, british)

    assert told(first) == told(first, promised=first) == ""
    assert told(first, first) == told(first, first, promised=first) == "", "the same once more"
    assert told(first, (time(9), time(10)), promised=(time(9), time(10))) == "", "less of it"
    assert told(first, last) == told(first, last, promised=last) == "visit_notice"
    assert told(first, last, first, promised=first) == "visit_notice", "and back again"
    assert told(first, promised=last) == "visit_notice", "nobody told them of that"
    assert told(None, first) == "", "of the day they were told in time"


# --- clocks


@pytest.mark.parametrize(
    ("when", "zone", "begins"),
    [
        (date(2026, 11, 24), "Asia/Kolkata", "2026-11-24T03:45"),
        (date(2026, 3, 27), "Europe/London", "2026-03-27T09:15"),
        (date(2026, 3, 30), "Europe/London", "2026-03-30T08:15"),  # clocks went forward in between
        (date(2026, 10, 5), "Australia/Lord_Howe", "2026-10-04T22:15"),  # by half an hour, the day before
        (date(2028, 2, 29), "Pacific/Honolulu", "2028-02-29T19:15"),
    ],
)
def test_hours_go_by_the_customers_clocks_wherever_the_office_is(when: date, zone: str, begins: str) -> None:
    one = replace(visit(1, minutes=30), date=when)
    town = replace(day(one, zone="America/New_York"), date=when)
    closed, second = knowing(one, zone), timedelta(seconds=1)
    first, last = gate.windows(FLOOR, closed, town)[0][one.id][0]
    assert first == datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert last - first == timedelta(hours=10)
    for start, good in ((first, True), (first - second, False), (last, True), (last + second, False)):
        assert (gate.judge(FLOOR, closed, town, by_hand(town, start)) == ()) == good


# --- others


def test_a_household_and_a_customer_are_visited_once_a_day() -> None:
    one, other = visit(1), visit(2)
    flat = replace(other, address=replace(one.address, text=one.address.text.upper()), priority=80)
    town = day(one, flat)
    assert gate.windows(FLOOR, ClosedDays(), town)[1] == {one.id: "rule:one_household"}, "what matters more stays"
    ten = datetime.combine(TUESDAY, time(10), UTC)
    broken = gate.judge(FLOOR, ClosedDays(), town, by_hand(town, ten, ten + timedelta(hours=2)))
    assert [(each.kind, each.visit_id, each.legal) for each in broken] == [("one_household", flat.id, True)]
    again = replace(other, customer=one.customer)
    town = day(one, again)
    assert gate.windows(FLOOR, ClosedDays(), town)[1] == {again.id: "rule:visited_twice"}
    broken = gate.judge(FLOOR, ClosedDays(), town, by_hand(town, ten, ten + timedelta(hours=2)))
    assert [(each.kind, each.visit_id) for each in broken] == [("visited_twice", again.id)]
