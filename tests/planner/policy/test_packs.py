"""The packs that come with Rounds, which of them an office is under, and what its own file may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from planner.bootstrap import Office
from planner.calendar import closed_days
from planner.errors import BadInput, NotAllowed
from planner.model import PlaceKind, Plan, Route, Stop
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.hours import closing
from planner.policy.pack import Calls, GateTerms, load_pack, shipped, shipped_layer
from planner.policy.packs import PACKS, own_layer, pack_in_force, pack_of_place, require_tighter
from planner.policy.schema import HOLDS, SCHEMA, Access, Effect
from planner.text import sentence
from tests.builders import TUESDAY, day, person, visit

HEAD = '[pack]\nid = "own"\nversion = "1"\n'
OPEN = ClosedDays()


def test_every_file_of_rules_is_one_of_the_packs() -> None:
    assert {file.stem for file in shipped("floor").parent.glob("*.toml")} == set(PACKS)


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_rule_is_said_in_both_languages_and_names_its_source(pack_id: str) -> None:
    layer = shipped_layer(pack_id)
    assert layer.id == pack_id
    assert set(layer.name) == {"en", "zh"}
    for rule in layer.rules:
        assert set(rule.text) == {"en", "zh"}, rule.id
        date.fromisoformat((rule.date + "-01-01")[:10])


@pytest.mark.parametrize("pack_id", PACKS)
def test_no_pack_is_looser_than_the_floor(pack_id: str) -> None:
    floor, pack = load_pack(), load_pack(shipped(pack_id))
    assert pack.least_staff >= floor.least_staff
    assert pack.margin >= floor.margin
    assert pack.days_between >= floor.days_between
    assert pack.eves >= floor.eves
    for key, spans in pack.hours.items():
        assert all(any(a <= begin and end <= b for a, b in floor.hours[key]) for begin, end in spans)


@pytest.mark.parametrize(
    ("country", "subdivision", "pack_id"),
    [
        ("", "", "floor"), ("DE", "BY", "floor"), ("CN", "", "CN"), ("CN", "GD", "CN"), ("US", "", "US"),
        ("US", "TX", "US"), ("US", "MA", "US-MA"), ("US", "HI", "US-HI"), ("GB", "SCT", "UK"), ("IN", "KA", "IN"),
        ("AU", "NSW", "AU"), ("IE", "", "IE"),
    ],
)  # fmt: skip
def test_the_place_of_an_office_chooses_its_pack(country: str, subdivision: str, pack_id: str) -> None:
    assert pack_of_place(country, subdivision) == pack_id
    assert pack_in_force(country, subdivision).id == pack_id


def test_another_pack_only_adds_to_that_of_the_place() -> None:
    both = pack_in_force("IN", "", "AU")
    assert both.id == "IN+AU"
    assert both.hours[PlaceKind.HOME, 0] == ((time(9), time(19)),)
    assert both.access(PlaceKind.HOME) == Access.CONSENT
    assert pack_in_force("CN", "", "floor") == pack_in_force("CN")
    assert pack_in_force("US", "MA", "US").id == "US-MA"


def test_an_own_file_tightens() -> None:
    own = HEAD + '[hours]\nhome = { wed = [] }\n[visit]\nmax_minutes = 40\n[blackout]\ndays = ["12-31", "2026-11-27"]'
    require_tighter("CN", "", "", own)
    pack = pack_in_force("CN", "", "", own)
    assert (pack.id, pack.version) == ("CN+own", "2026.11+1")
    assert closing(pack, OPEN, date(2026, 11, 25)) == ("hours.home.wed", "")
    assert closing(pack, OPEN, date(2026, 11, 27)) == ("blackout.days", "")
    assert closing(pack, OPEN, date(2026, 12, 31)) == ("blackout.days", "")
    assert closing(pack, OPEN, date(2026, 11, 26)) is None
    assert pack.longest == timedelta(minutes=40)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[team]\nmin_staff = 1", "team.min_staff = 1. What holds is 2"),
        ('[hours]\nhome = { sun = ["10:00-12:00"] }', "hours.home.sun = [10:00-12:00]. What holds is []"),
        ('[places]\nworkplace = "allow"', "places.workplace = allow. What holds is invite"),
        ("[blackout]\npublic_holidays = false", "blackout.public_holidays = false. What holds is true"),
        ("[calendar]\nconfirmed_through = 2030-12-31", "confirmed_through = 2030-12-31. What holds is 2026-12-31"),
        ("[holds]\nvulnerable = 'review'", "holds.vulnerable = review. What holds is block"),
        ("[gates]\nfour_eyes = false", "gates.four_eyes = false. What holds is true"),
        ("[gates]\npre_contact_attempts = 1", "gates.pre_contact_attempts = 1. What holds is 2"),
        ("[gates]\npre_contact_max_days = 30", "gates.pre_contact_max_days = 30. What holds is 14"),
        ("[caps]\ncustomer_tried_30 = 3", "caps.customer_tried_30 = 3. What holds is 2"),
        ("[consent]\nform = ['spoken']", "consent.form = [spoken]. What holds is [recorded, written]"),
        ("[team]\ntraining_max_age_days = 400", "team.training_max_age_days = 400. What holds is 365"),
        ("[team]\nmax_staff = 4", "team.max_staff = 4. What holds is 3"),
        ("[calls]\nconnected_per_day = 4", "calls.connected_per_day = 4. What holds is 3"),
    ],
)  # fmt: skip
def test_an_own_file_that_loosens_is_refused_with_key_and_value(text: str, said: str) -> None:
    with pytest.raises(NotAllowed, match="rule_loosened") as caught:
        require_tighter("CN", "", "", HEAD + text, "mine.toml")
    assert said in sentence(caught.value)
    assert sentence(caught.value).startswith("mine.toml ")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[hours]\nschool = { all = [] }", "hours.school"),
        ("[hours]\nhome = { all = ['9-20'] }", "9-20"),
        ("[hours]\nhome = { monday = [] }", "hours.home.monday"),
        ("[caps]\nmax = 1", "caps.max"),
        ("[holds]\npaid = 'block'", "holds.paid"),
        ("[holds]\nvulnerable = 'maybe'", "holds.vulnerable"),
        ("[consent]\nmay_override = ['places']", "consent.may_override"),
        ("[gates]\nfour_eyes_lead_hours = 1", "gates.four_eyes_lead_hours"),
        ("[team]\nmin_staff = true", "team.min_staff"),
        ("[team]\nmin_staff = 0", "team.min_staff"),
        ("[team]\ncertificate = ['']", "team.certificate"),
        ("[places]\nhome = 'maybe'", "places.home"),
        ("[blackout]\ndays = ['02-30']", "blackout.days"),
        ("[blackout]\neves = ['monday']", "blackout.eves"),
        ("[calendar]\nconfirmed_through = '2026'", "calendar.confirmed_through"),
        ("extends = ['floor']", "pack.extends"),
        ("[team", "Expected"),
    ],
)
def test_what_rounds_does_not_know_is_refused(text: str, key: str) -> None:
    with pytest.raises(BadInput, match="bad_pack") as caught:
        own_layer(HEAD + text)
    assert key in sentence(caught.value)
    with pytest.raises(BadInput, match="CN"):
        own_layer('[pack]\nid = "CN"\nversion = "9"')


def test_every_key_of_the_schema_is_acted_on() -> None:
    known = {f"{section}.{name}" for section, names in SCHEMA.items() for name in names}
    text = (shipped("floor").parent / "floor.toml").read_text(encoding="utf-8")
    said = {key for pack_id in PACKS for key in load_pack(shipped(pack_id)).values}
    unused = {key for key in known if not any(each == key or each.startswith(key + ".") for each in said)}
    unused -= {f"holds.{kind}_days" for kind in HOLDS}  # any kind of hold may last at least some days
    assert all(key in text for key in unused), "named at the top of the floor as an office's own"


def test_each_key_of_the_process_reaches_whoever_acts_on_it() -> None:
    own = HEAD + "[gates]\ncarry_set = true\npre_contact_lead_hours = 72\n[calls]\nmessages_per_week = 1\n"
    own += "[plan]\nmax_months = 24\n[freshness]\nholds_hours = 2\n[holds]\nsub_judice = 'block'\n"
    own += "[caps]\ncase_tried_365 = 1"
    require_tighter("CN", "", "", own)
    pack = pack_in_force("CN", "", "", own)
    assert pack.gates["carry_set"] == GateTerms()
    assert pack.gates["pre_contact"] == GateTerms(lead_hours=72, max_days=14, attempts=2)
    assert pack.calls == Calls(connected_per_day=3, tries_per_day=6, messages_per_day=1, messages_per_week=1)
    assert (pack.plan.max_months, pack.plan.cool_off_hours) == (24, 24)
    assert (pack.payments_fresh, pack.holds_fresh) == (timedelta(hours=24), timedelta(hours=2))
    assert (pack.effect("sub_judice"), pack.caps["case_tried_365"]) == (Effect.BLOCK, 1)
    for gate_id, packs in (
        ("visit_notice", {"UK"}), ("validation_notice", {"US", "US-MA", "US-HI"}), ("carry_set", {"IN"}),
        ("less_intrusive_failed", {"AU"}), ("permission_asked", {"AU"}),
    ):  # fmt: skip
        assert {each for each in PACKS if gate_id in load_pack(shipped(each)).gates} == packs
    assert [each for each in PACKS if load_pack(shipped(each)).gates["agent_notice"].always] == ["IN"]


def test_a_leap_day_may_be_kept_free() -> None:
    pack = pack_in_force("", "", "", HEAD + '[blackout]\ndays = ["02-29"]')
    assert closing(pack, OPEN, date(2028, 2, 29)) == ("blackout.days", "")
    assert closing(pack, OPEN, date(2028, 2, 28)) is None
    assert closing(pack, OPEN, date(2028, 3, 1)) is None


@pytest.mark.parametrize("sunday", [date(2026, 1, 4), date(2026, 9, 20)])
def test_a_sunday_that_is_worked_for_a_holiday_stays_a_sunday(sunday: date) -> None:
    pack, closed = pack_in_force("CN"), closed_days("CN", "", 2026)
    assert closed.reason(sunday) is None
    assert closing(pack, closed, sunday) == ("hours.home.sun", "")


def test_too_long_a_stay_and_too_large_a_team_are_refused_before_and_after() -> None:
    pack = load_pack()
    town = day(visit(1, minutes=46), visit(2, minutes=45), teams=1)
    crowd = (*town.shifts[0].members, person(7), person(8))
    town = replace(town, shifts=(replace(town.shifts[0], members=crowd),))
    allowed, refused = gate.windows(pack, OPEN, town)
    assert refused == {town.visits[0].id: "rule:longest_stay"}
    assert list(allowed) == [town.visits[1].id]
    assert gate.unfit(pack, town) == {town.shifts[0].id}
    start = allowed[town.visits[1].id][0][0]
    stop = Stop(town.visits[0].id, start, start, start + town.visits[0].service_time)
    plan = Plan(town.id, (Route(town.shifts[0].id, (stop,), start, stop.departure),))
    broken = [(each.kind, each.amount) for each in gate.judge(pack, OPEN, town, plan)]
    assert broken == [("most_staff", 1), ("longest_stay", 60)]
    ill = replace(town, absent=frozenset({crowd[0].id}))
    assert not gate.unfit(pack, ill), "who is not here does not crowd the door"


def test_a_place_the_law_closes_has_a_rule_of_its_own() -> None:
    town = day(replace(visit(1), place_kind=PlaceKind.WORKPLACE), replace(visit(2), date=TUESDAY))
    _, refused = gate.windows(pack_in_force("CN"), OPEN, town)
    assert refused == {town.visits[0].id: "rule:place_closed"}


def test_an_office_is_under_the_rules_of_its_branch(office: Office) -> None:
    assert office.pack == load_pack()
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), country="US", subdivision="HI"))
    assert office.pack.id == "US-HI"
    assert office.pack.access(PlaceKind.HOME) == Access.INVITE


@pytest.mark.parametrize(
    ("year", "spans"),
    [  # as the State Council announced them
        (2025, "01-01/01-01 01-28/02-04 04-04/04-06 05-01/05-05 05-31/06-02 10-01/10-08"),
        (2026, "01-01/01-03 02-15/02-23 04-04/04-06 05-01/05-05 06-19/06-21 09-25/09-27 10-01/10-07"),
    ],
)
def test_the_holidays_of_china_are_the_whole_spans_that_were_announced(year: int, spans: str) -> None:
    announced = set()
    for span in spans.split():
        first, last = (date.fromisoformat(f"{year}-{end}") for end in span.split("/"))
        announced |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
    assert {when for when in closed_days("CN", "", year).names if when.year == year} == announced
