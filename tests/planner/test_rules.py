"""The calendar of a year is confirmed, with its source and in the record; a closed day says why and when to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from planner.bootstrap import Office
from planner.calendar import closed_days
from planner.errors import BadInput, NotAllowed
from planner.model import Actual, Branch, PlaceKind, Plan, Route, Stop
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import load_pack, shipped
from planner.policy.packs import PACKS, pack_in_force
from planner.recipients import choose
from planner.rule_words import closed_words, day_rules, origin_words, rest_words
from planner.rules import checked_rules, confirm_year
from planner.settings import Settings, confirmed_sources
from planner.text import use_language
from planner.users import Role
from tests.builders import day, visit
from tests.users import a_user

CN = pack_in_force("CN")
JANUARY = date(2027, 1, 5)


def settle(office: Office, country: str = "CN") -> Branch:
    with office.store.writing() as session:
        return session.save_branch(replace(session.branch(), country=country))


def test_a_year_is_closed_until_somebody_confirms_it_with_its_source(office: Office) -> None:
    branch = settle(office)
    town = replace(day(replace(visit(1), date=JANUARY)), branch=branch, date=JANUARY)
    refused = gate.windows(office.pack, office.closed(town), town)[1]
    assert list(refused.values()) == ["rule:year_unconfirmed"]
    ada = a_user(office, Role.ADMINISTRATOR)
    confirm_year(office, 2027, " State Council, 2026-11-04 ", by=ada)
    assert gate.windows(office.pack, office.closed(town), town)[0]
    with office.store.reading() as session:
        assert confirmed_sources(session, branch) == ((2027, "State Council, 2026-11-04"),)
        (record,) = session.records_of("calendar_confirmed")
        assert session.broken_record() is None
    assert record["actor"] == ada.actor
    assert '"year": 2027' in record["details"]
    assert "State Council" in record["details"]


def test_a_confirmed_year_is_that_of_the_place_it_was_confirmed_for(office: Office) -> None:
    branch = settle(office)
    confirm_year(office, 2027, "State Council")
    confirm_year(office, 2027, "State Council, corrected")
    assert office.closed_around(branch, JANUARY).confirmed == {2027}
    assert office.closed_around(replace(branch, country="IN"), JANUARY).confirmed == set()
    with office.store.reading() as session:
        assert confirmed_sources(session, branch) == ((2027, "State Council, corrected"),)


def test_nobody_confirms_without_a_source_or_a_year_far_off(office: Office) -> None:
    settle(office)
    with pytest.raises(BadInput, match="no_calendar_source"):
        confirm_year(office, 2027, "  ")
    with pytest.raises(BadInput, match="year_far_off"):
        confirm_year(office, 2040, "a guess")
    with office.store.reading() as session:
        assert session.records_of("calendar_confirmed") == ()


def test_other_rules_are_in_the_record(office: Office) -> None:
    own = '[pack]\nid = "own"\nversion = "1"\n[team]\nmin_staff = 3\n'
    assert checked_rules("CN", "", "", own, "own.toml") == own
    with office.store.writing() as session:
        choose(office, session, replace(office.settings, jurisdiction="AU", own_rules=own))
    assert (office.pack.id, office.pack.least_staff) == ("AU+own", 3)
    with office.store.reading() as session:
        (record,) = session.records_of("rules_changed")
    assert '"chosen": "AU"' in record["details"]


def test_a_closed_day_says_its_rule_and_the_next_open_day() -> None:
    closed = closed_days("CN", "", 2026)
    sunday = closed_words(CN, closed, date(2026, 11, 29))
    assert sunday == "No visits on Sundays (rule H-hours). The next open day is 2026-11-30."
    eve = closed_words(CN, closed, date(2026, 2, 16))
    assert "(rule H-holidays). The next open day is 2026-02-24." in eve
    assert closed_words(CN, closed, date(2026, 11, 30)) == ""
    year = closed_words(CN, closed_days("CN", "", 2027), JANUARY)
    assert year.startswith("Nobody has confirmed the public holidays of 2027 yet (rule CN-calendar).")
    work = closed_words(CN, closed, date(2026, 11, 30), PlaceKind.WORKPLACE)
    assert work.endswith("(rule H-places).")


def test_the_strictest_comes_first_and_who_asks_for_less_is_told_as_well() -> None:
    lines = {line.key: line for line in day_rules(CN, ClosedDays(), date(2026, 11, 30), PlaceKind.HOME)}
    hours = lines["hours.home.mon"]
    assert "09:00–20:00" in hours.words
    assert [(origin.rule, origin.binds) for origin in hours.origins] == [
        ("H-hours", True),
        ("CN-01", False),
        ("CN-02", False),
    ]
    team = lines["team.min_staff"]
    assert {origin.rule for origin in team.origins if origin.binds} == {"H-team", "CN-05"}
    assert origin_words(team.origins[1]).startswith("Mainland China 2026.11 · CN-05 · China Banking Association")


@pytest.mark.parametrize("pack_id", PACKS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_pack_can_be_read_for_every_place_and_weekday(pack_id: str, language: str) -> None:
    use_language(language)
    pack = load_pack(shipped(pack_id))
    for number in range(7):
        when = date(2026, 11, 23 + number)
        for kind in PlaceKind:
            lines = day_rules(pack, ClosedDays(), when, kind)
            assert all(line.words and line.origins for line in lines)
            assert all(any(origin.binds for origin in line.origins) for line in lines)
            assert bool(closed_words(pack, ClosedDays(), when, kind)) == lines[0].closes


@pytest.mark.parametrize(
    ("outcome", "reason", "days", "rule"),
    [
        ("failed", "not_met", 6, "left_in_peace"),
        ("failed", "not_met", 7, ""),
        ("done", "", 7, "cap_reached"),
        ("failed", "stopped", 29, "cap_reached"),
        ("done", "", 30, ""),
        ("", "", 1, ""),
    ],
)
def test_a_customer_is_left_in_peace_after_a_visit(
    office: Office, outcome: str, reason: str, days: int, rule: str
) -> None:
    first_day = date(2026, 9, 9)
    with office.store.writing() as session:
        first = session.save_day(replace(day(replace(visit(1), date=first_day), teams=1), date=first_day))
        at = datetime(2026, 9, 9, 10, tzinfo=UTC)
        actual = Actual(arrived=at, left=at if outcome else None, outcome=outcome, reason=reason)
        stop = Stop(first.visits[0].id, at, at, at + timedelta(minutes=30), actual=actual)
        session.save_plan(Plan(first.id, (Route(first.shifts[0].id, (stop,), at, stop.departure),)))
        when = first_day + timedelta(days=days)
        again = replace(visit(1), reference="V-1/2", date=when)
        later = session.save_day(replace(day(again, teams=1), date=when))
    closed = office.closed(later)
    refused = gate.windows(office.pack, closed, later)[1]
    assert list(refused.values()) == ([f"rule:{rule}"] if rule else [])
    start = datetime(2026, 9, 9, 12, tzinfo=UTC) + timedelta(days=days)
    stop = Stop(later.visits[0].id, start, start, start + timedelta(minutes=30))
    by_hand = Plan(later.id, (Route(later.shifts[0].id, (stop,), start, stop.departure),))
    found = [each.kind for each in gate.judge(office.pack, closed, later, by_hand)]
    assert found == ([rule] if rule else [])
    words = rest_words(office.pack, closed, later.visits[0])
    by = {"left_in_peace": "H-gap", "cap_reached": "H-caps"}.get(rule)
    said = f"Last visited on 2026-09-09 (rule {by}). The next visit may be on "
    assert words.startswith(said) if rule else not words


def test_rules_and_recipients_are_for_who_settles_them_and_a_language_is_for_anybody(office: Office) -> None:
    ada, tom = a_user(office, Role.ADMINISTRATOR), a_user(office, Role.SUPERVISOR)
    with pytest.raises(NotAllowed, match="no_right"):
        confirm_year(office, 2027, "State Council", by=tom)
    office.seat.take(tom)
    for wanted in (Settings(jurisdiction="UK"), Settings(online_geocoder=True)):
        with pytest.raises(NotAllowed, match="no_right"), office.store.writing() as session:
            choose(office, session, wanted)
    assert office.settings == Settings()
    with office.store.writing() as session:
        choose(office, session, Settings(language="zh"))
    office.seat.take(ada)
    with office.store.writing() as session:
        choose(office, session, Settings(jurisdiction="UK"))
        assert session.records_of("rules_changed")[0]["actor"] == ada.actor
