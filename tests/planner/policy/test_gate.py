"""The law cuts windows before planning, and judges the plan again to the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from planner.calendar import closed_days, next_working_day
from planner.errors import BadInput
from planner.model import Day, MatchClass, PlaceKind, Plan, Route, Stop
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import load_pack
from tests.builders import TUESDAY, at, day, visit

PACK = load_pack()
OPEN = ClosedDays()


def moment(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(TUESDAY.year, TUESDAY.month, TUESDAY.day, hour, minute, second, tzinfo=UTC)


def planned(the_day: Day, start: datetime) -> Plan:
    """The first visit on the first team, from this start."""
    first = the_day.visits[0]
    stop = Stop(first.id, start, start, start + first.service_time)
    return Plan(the_day.id, (Route(the_day.shifts[0].id, (stop,), start, stop.departure),))


def rules(the_day: Day, plan: Plan, closed: ClosedDays = OPEN) -> list[tuple[str, int]]:
    return [(violation.kind, violation.amount) for violation in gate.judge(PACK, closed, the_day, plan)]


def test_any_time_means_the_lawful_hours_less_margin_and_stay() -> None:
    the_day = day(visit(1, minutes=30))
    allowed, refused = gate.windows(PACK, OPEN, the_day)
    assert allowed == {the_day.visits[0].id: ((moment(9, 15), moment(19, 15)),)}
    assert not refused


def test_a_wish_is_cut_by_the_law() -> None:
    the_day = day(visit(1, ("18:00", "20:00"), minutes=40))
    allowed, _ = gate.windows(PACK, OPEN, the_day)
    assert allowed[the_day.visits[0].id] == ((moment(18), moment(19, 5)),)


def test_a_wish_wholly_outside_the_law_is_unassigned_by_that_rule() -> None:
    the_day = day(visit(1, ("19:40", "20:00"), minutes=40))
    _, refused = gate.windows(PACK, OPEN, the_day)
    assert refused == {the_day.visits[0].id: "rule:visiting_hours"}


def test_overlapping_wishes_are_joined() -> None:
    the_day = day(visit(1, ("10:00", "12:00"), ("11:00", "13:00")))
    allowed, _ = gate.windows(PACK, OPEN, the_day)
    assert allowed[the_day.visits[0].id] == ((moment(10), moment(13)),)


def test_who_is_not_approved_or_not_located_is_never_given_to_a_solver() -> None:
    unsure = replace(at(), match=MatchClass.STREET)
    the_day = day(
        replace(visit(1), approved_by=""), replace(visit(2), location=None), replace(visit(3), location=unsure)
    )
    allowed, refused = gate.windows(PACK, OPEN, the_day)
    assert not allowed
    assert list(refused.values()) == ["not_approved", "not_located", "not_located"]


def test_a_closed_day_closes_every_door() -> None:
    the_day = day(visit(1))
    closed = ClosedDays(names={TUESDAY: "Founding Day"})
    assert gate.windows(PACK, closed, the_day)[1] == {the_day.visits[0].id: "rule:closed_day"}
    assert ("closed_day", 0) in rules(the_day, planned(the_day, moment(10)), closed)


def test_the_stay_may_end_at_the_last_lawful_second_and_not_one_later() -> None:
    the_day = day(visit(1, minutes=30))
    assert rules(the_day, planned(the_day, moment(19, 15))) == []
    assert rules(the_day, planned(the_day, moment(19, 15, 1))) == [("visiting_hours", 1)]
    assert rules(the_day, planned(the_day, moment(9, 15))) == []
    assert rules(the_day, planned(the_day, moment(9, 14, 59))) == [("visiting_hours", 1)]


def test_what_the_gate_allows_it_never_judges_unlawful() -> None:
    for kind in (PlaceKind.HOME, PlaceKind.AGREED):
        the_day = day(replace(visit(1, minutes=45), place_kind=kind))
        for window in gate.windows(PACK, OPEN, the_day)[0][the_day.visits[0].id]:
            for start in window:
                assert rules(the_day, planned(the_day, start)) == []


def test_hours_are_local_also_on_the_day_the_clocks_change() -> None:
    spring = date(2026, 3, 28)  # a Saturday; clocks change in the night
    the_day = replace(day(replace(visit(1), date=spring), zone="Europe/Berlin"), date=spring)
    allowed, _ = gate.windows(PACK, OPEN, the_day)
    assert allowed[the_day.visits[0].id][0][0] == datetime(2026, 3, 28, 9, 15, tzinfo=UTC)
    monday = date(2026, 3, 30)
    the_day = replace(day(replace(visit(1), date=monday), zone="Europe/Berlin"), date=monday)
    allowed, _ = gate.windows(PACK, OPEN, the_day)
    assert allowed[the_day.visits[0].id][0][0] == datetime(2026, 3, 30, 7, 15, tzinfo=UTC)


def test_nobody_goes_alone() -> None:
    the_day = day(visit(1))
    plan = planned(the_day, moment(10))
    ill = replace(the_day, absent=frozenset({the_day.shifts[0].members[0].id}))
    assert rules(ill, plan) == [("least_staff", 1)]


def test_the_same_visit_twice_is_found() -> None:
    the_day = day(visit(1))
    plan = planned(the_day, moment(10))
    twice = replace(plan, routes=(plan.routes[0], replace(plan.routes[0], shift_id=the_day.shifts[1].id)))
    assert rules(the_day, twice) == [("visited_twice", 0)]
    both = replace(the_day, visits=(replace(the_day.visits[0], two_teams=True),))
    assert rules(both, twice) == [], "two teams that go in together make one visit"
    third = replace(twice, routes=(*twice.routes, twice.routes[1]))
    assert ("visited_twice", 0) in rules(both, third)


def test_where_two_teams_meet_all_of_them_are_at_the_door() -> None:
    made = day(replace(visit(1), two_teams=True))
    first, second = made.shifts
    third = replace(second.members[0], reference="S-third", id=UUID(int=77))
    alone = planned(made, moment(10))
    plan = replace(alone, routes=(alone.routes[0], replace(alone.routes[0], shift_id=second.id)))
    assert rules(made, plan) == []
    larger = replace(second, members=(*second.members, third))
    assert rules(replace(made, shifts=(first, larger)), plan) == [("door_crowded", 1)]
    _, refused = gate.windows(PACK, OPEN, replace(made, shifts=(first, larger)))
    assert list(refused.values()) == ["rule:door_crowded"], "no two teams of the day may meet"
    assert rules(replace(made, shifts=(first, larger), absent=frozenset({third.id})), plan) == []
    small = replace(first, id=UUID(int=78), members=tuple(replace(each, id=uuid4()) for each in first.members))
    three = replace(made, shifts=(first, larger, small))
    assert gate.windows(PACK, OPEN, three)[1] == {}


def test_the_next_working_day_skips_sundays_and_feasts() -> None:
    assert next_working_day(PACK, OPEN, date(2026, 11, 28)) == date(2026, 11, 30)
    assert next_working_day(PACK, closed_days("DE", "", 2026), date(2026, 12, 23)) == date(2026, 12, 28)


def test_spring_festival_eve_is_closed_in_china() -> None:
    closed = closed_days("CN", "", 2026)
    first = min(d for d, name in closed.names.items() if d.year == 2026 and ("春节" in name or "Spring" in name))
    assert closed.reason(first - timedelta(days=1))


@pytest.mark.parametrize("text", ["[pack", "[pack]\nid='x'", "[hours]\nhome={all=['9-20']}"])
def test_a_bad_pack_is_refused_with_the_key(tmp_path: Path, text: str) -> None:
    file = tmp_path / "p.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="bad_pack"):
        load_pack(file)


@pytest.mark.parametrize("country", ["", "CN", "GB"])
@pytest.mark.parametrize("eve", ["2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05", "2026-12-24"])
def test_nobody_is_visited_on_the_eves_of_great_feasts_wherever_the_office_is(country: str, eve: str) -> None:
    day = date.fromisoformat(eve)
    assert closed_days(country, "", day.year).reason(day)


def test_a_visit_of_another_day_is_not_planned() -> None:
    _, refused = gate.windows(PACK, OPEN, day(replace(visit(1), date=TUESDAY + timedelta(days=1))))
    assert list(refused.values()) == ["rule:closed_day"]


def test_who_is_out_with_two_teams_at_once_is_with_neither() -> None:
    made = day(visit(1), visit(2))
    first, second = made.shifts
    the_day = replace(made, shifts=(first, replace(second, members=(first.members[0], *second.members[:1]))))

    def routes(later: int) -> Plan:
        starts = (moment(10), moment(later))
        stops = [Stop(v.id, at, at, at + v.service_time) for v, at in zip(the_day.visits, starts, strict=True)]
        pairs = zip(the_day.shifts, stops, strict=True)
        return Plan(the_day.id, tuple(Route(s.id, (stop,), stop.start, stop.departure) for s, stop in pairs))

    assert rules(the_day, routes(10)) == [("least_staff", 1), ("least_staff", 1)]
    assert rules(the_day, routes(11)) == []  # one after the other


def test_the_same_person_twice_is_one_person() -> None:
    made = day(visit(1), teams=1)
    alone = replace(made.shifts[0], members=made.shifts[0].members[:1] * 2)
    the_day = replace(made, shifts=(alone,))
    assert rules(the_day, planned(the_day, moment(10))) == [("least_staff", 1)]
