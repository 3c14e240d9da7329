"""Merging: never loosens, comes out the same in any order and twice over; what an own file may not say."""

from __future__ import annotations

from datetime import date, time
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.policy.layer import Layer, read_layer
from planner.policy.merge import loosened, merge, merged, overridable, stricter
from planner.policy.schema import EVES, FORMS, Access, Effect
from tests.examples import examples

KEYS = {
    "hours.home.mon": "spans",
    "hours.agreed.sun": "spans",
    "time.margin_min": "number",
    "blackout.public_holidays": "flag",
    "blackout.eves": "eves",
    "calendar.confirmed_through": "date",
    "visit.max_minutes": "number",
    "team.min_staff": "number",
    "team.max_staff": "number",
    "team.max_at_door": "number",
    "records.min_years": "number",
    "team.training_max_age_days": "number",
    "team.certificate": "names",
    "gap.min_days_between": "number",
    "places.home": "access",
    "gap.min_days_past_due": "number",
    "caps.customer_met_30": "number",
    "holds.vulnerable": "effect",
    "holds.deceased_days": "number",
    "blackout.birth_days": "number",
    "visit.one_per_household": "flag",
    "consent.form": "forms",
    "consent.max_age_days": "number",
    "gates.four_eyes": "flag",
    "gates.pre_contact_lead_hours": "number",
    "gates.pre_contact_max_days": "number",
    "gates.pre_contact_attempts": "number",
    "calls.tries_per_week": "number",
    "calls.quiet_days_after_talk": "number",
    "plan.max_months": "number",
    "plan.cool_off_hours": "number",
    "paper.no_names": "flag",
    "freshness.holds_hours": "number",
}
AT_MOST = (
    "visit.max_minutes", "team.max_staff", "team.max_at_door", "team.training_max_age_days", "caps.customer_met_30",
    "consent.max_age_days", "gates.pre_contact_max_days", "calls.tries_per_week", "plan.max_months",
    "freshness.holds_hours",
)  # fmt: skip
"""Numbers of which a smaller one permits less."""
NAMES = ("one", "another")
"""Of certificates."""
minutes = st.integers(0, 24 * 60 - 1).map(lambda at: time(at // 60, at % 60))


@st.composite
def spans(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    ends = sorted(draw(st.lists(minutes, max_size=6, unique=True)))
    return tuple(zip(ends[::2], ends[1::2], strict=False))


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "spans": spans(),
    "number": st.integers(0, 60),
    "flag": st.booleans(),
    "eves": st.frozensets(st.sampled_from(EVES)),
    "date": st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    "access": st.sampled_from(Access),
    "effect": st.sampled_from(Effect),
    "forms": st.frozensets(st.sampled_from(FORMS)),
    "names": st.frozensets(st.sampled_from(NAMES)),
}
files = st.fixed_dictionaries({}, optional={key: VALUES[kind] for key, kind in KEYS.items()})
often = settings(derandomize=True, deadline=None, max_examples=examples(200), database=None)


def permits(key: str, value: Any) -> set[object]:
    """Everything that a value lets happen, out of a world of its own for each kind of key."""
    if KEYS[key] == "spans":
        return {at for at in range(24 * 60) if any(begin <= time(at // 60, at % 60) < end for begin, end in value)}
    if KEYS[key] == "access":
        return set(list(Access)[list(Access).index(value) :])  # with such a permission one may go
    if KEYS[key] == "effect":
        return set(list(Effect)[list(Effect).index(value) :])  # what lets one go despite it
    if KEYS[key] == "forms":
        return set(value)
    if KEYS[key] == "flag":
        return {"open"} | (set() if value else {"holiday"})
    if KEYS[key] == "eves":
        return {each for each in EVES if each not in value}
    if KEYS[key] == "names":
        return {frozenset(held) for n in range(3) for held in combinations(NAMES, n) if value <= set(held)}
    if KEYS[key] == "date":
        return {at for at in range(1500) if date.fromordinal(date(2026, 1, 1).toordinal() + at) <= value}
    return {count for count in range(61) if (count <= value if key in AT_MOST else count >= value)}


@often
@given(files, files)
def test_merging_permits_exactly_what_both_permit(one: dict[str, Any], other: dict[str, Any]) -> None:
    both = merge(one, other)
    assert both.keys() == one.keys() | other.keys()
    for key, value in both.items():
        sides = [permits(key, each[key]) for each in (one, other) if key in each]
        assert permits(key, value) == set.intersection(*sides)


@often
@given(files, files, files)
def test_the_order_of_files_does_not_matter_and_twice_is_once(
    one: dict[str, Any], other: dict[str, Any], third: dict[str, Any]
) -> None:
    assert merge(one, other) == merge(other, one)
    assert merge(merge(one, other), third) == merge(one, merge(other, third))
    assert merge(one, one) == one
    assert merge(merge(one, other), other) == merge(one, other)


@often
@given(files, files)
def test_an_own_file_is_refused_exactly_where_it_permits_more(base: dict[str, Any], own: dict[str, Any]) -> None:
    told = dict(loosened(base, own))
    for key in own.keys() & base.keys() - {"blackout.eves", "team.certificate"}:
        assert (key in told) == (not permits(key, own[key]) <= permits(key, base[key]))
    assert not told.keys() - base.keys()


def test_what_touches_is_one_span_and_an_overlay_of_one_day_leaves_the_others() -> None:
    layer = read(hours={"home": {"wed": ["13:00-17:00", "09:00-12:00", "12:00-13:00"]}})
    assert dict(layer.values) == {"hours.home.wed": ((time(9), time(17)),)}
    assert stricter("hours.home.wed", ((time(9), time(17)),), ((time(8), time(10)), (time(16), time(20)))) == (
        (time(9), time(10)),
        (time(16), time(17)),
    )


def test_files_are_merged_as_their_values_are() -> None:
    one, other = read(team={"min_staff": 2}), read(team={"min_staff": 3}, visit={"max_minutes": 45})
    assert merged((one, other)) == {"team.min_staff": 3, "visit.max_minutes": 45}


@often
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_consent_outdoes_a_key_only_where_all_say_so_that_set_it(files: list[tuple[bool, bool, bool]]) -> None:
    layers = []
    for sets, caps, hours in files:
        said = [name for name, there in (("caps", caps), ("hours", hours)) if there]
        own: dict[str, Any] = {"caps": {"case_tried_365": 3}} if sets else {}
        layers.append(read(consent={"may_override": said}, visit={"max_minutes": 9}, **own))
    setting = [caps for sets, caps, _hours in files if sets]
    assert overridable(layers) == ({"caps.case_tried_365"} if setting and all(setting) else set())


def read(**sections: Any) -> Layer:
    return read_layer({"pack": {"id": "own", "version": "1"}, **sections}, own=True)
