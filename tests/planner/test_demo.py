"""The demo day comes in by the ways of a real one, on a lawful day, and nothing but a demo is ever reset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from planner import demo, regions
from planner.audit import keep_plan
from planner.bootstrap import Office, open_office
from planner.day import importing
from planner.day.edit import violations
from planner.day.follow_up import follow_up, take_back
from planner.day.geocoding import confirm, put_back
from planner.day.issue import issue
from planner.day.next_slot import Part, Slot
from planner.day.optimize import Planning
from planner.discreet import FORBIDDEN
from planner.errors import NotAllowed
from planner.model import Day, MatchClass, PlaceKind, TravelMode, Window
from routing.worker import Progress, Worker
from tests.conftest import NOW

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the demo, with its keys beside it."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(autouse=True)
def _keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDS_KEY_DIR", str(folder / "keys"))


@pytest.fixture
def town(folder: Path, _keys: None) -> Iterator[Office]:
    """The demo office on a Monday at half past six in the Azores."""
    with closing(open_office(folder / "data", demo=True, clock=lambda: NOW)) as office:
        yield office


@pytest.fixture
def day(town: Office, worker: Worker) -> Day:
    """The demo day, brought in for the first test that asks and kept for the others."""
    return demo.prepare(town, worker)


def test_the_day_is_there_with_everything_that_planning_needs(town: Office, worker: Worker) -> None:
    heard: list[object] = []
    day = demo.prepare(town, worker, on_message=heard.append)
    assert {"town", "roads", "addresses", "map"} <= {m.step for m in heard if isinstance(m, Progress)}
    assert (day.date, len(day.visits), len(day.shifts), len(day.reserve)) == (MONDAY, 60, 9, 2)
    assert all(len(shift.members) == 2 and shift.breaks and shift.vehicle for shift in day.shifts)
    assert Counter(shift.travel_mode for shift in day.shifts) == {
        TravelMode.CAR: 7,
        TravelMode.SCOOTER: 1,
        TravelMode.BICYCLE: 1,
    }
    assert len({shift.start_at.name for shift in day.shifts if shift.start_at}) == 5, "two depots and three homes"
    assert {visit.place_kind for visit in day.visits} == set(PlaceKind)
    assert sum(len(visit.windows) > 1 for visit in day.visits) >= 5
    assert sum(len(visit.cases) > 1 for visit in day.visits) >= 4
    assert not any(FORBIDDEN.search(visit.note) for visit in day.visits)


def test_all_but_two_addresses_are_found_to_the_house(day: Day) -> None:
    unsure = [visit.location and visit.location.match for visit in day.visits if not visit.located]
    assert sorted(map(str, unsure)) == [MatchClass.NEAR_NUMBER, MatchClass.STREET]
    assert all(depot.location and depot.location.sure for depot in day.depots)


def test_nearly_all_of_it_can_be_planned_by_every_team(town: Office, day: Day, worker: Worker) -> None:
    planning = Planning(town, day, None, worker, time_limit_s=1.5)
    plan = planning.wait()
    assert plan.planned >= 55
    assert all(route.stops for route in plan.routes)
    assert planning.day_problem
    assert not violations(planning.day_problem, plan, town.pack, town.closed(day))


def test_the_record_of_a_day_holds_nobody(town: Office, day: Day, worker: Worker, tmp_path: Path) -> None:
    plan = Planning(town, day, None, worker, time_limit_s=0.5).wait()
    issue(town, day, keep_plan(town, plan), tmp_path, worker=worker, with_names=True)
    unsure = next(visit for visit in day.visits if visit.location and not visit.located)
    assert unsure.location
    again = confirm(town, day, unsure.id, unsure.location, by="desk")
    put_back(town, again, {unsure.id: unsure.location}, by="desk")
    slot = Slot(date(2026, 12, 3), Part.MORNING, Window(time(10), time(12)), ())
    with town.store.reading() as session:
        now = session.day(day.date)
    assert now
    take_back(town, follow_up(town, now, now.visits[0], slot))
    with town.store.reading() as session:
        records = session.records()
    kinds = {"issued", "visits_imported", "staff_imported", "place_confirmed", "place_withdrawn", "region_built"}
    assert kinds | {"follow_up", "follow_up_taken_back"} <= {record["kind"] for record in records}
    told = "\n".join(f"{record['actor']} {record['details']}" for record in records)
    people = [visit.customer for visit in day.visits]
    secrets = {part for person in people for part in (person.name, person.phone, person.reference)}
    secrets |= {part for visit in day.visits for part in (visit.address.text, visit.address.inner, visit.reference)}
    secrets |= {visit.address.text.partition(",")[0] for visit in day.visits} | {each.name for each in day.staff}
    secrets |= {word for person in people for word in person.name.split() if len(word) > 3}
    assert not {secret for secret in secrets if secret and secret in told}
    assert town.store.examine().whole


def test_preparing_twice_changes_nothing(town: Office, day: Day, worker: Worker) -> None:
    heard: list[object] = []
    assert demo.prepare(town, worker, on_message=heard.append) == day
    assert not heard


def test_a_later_day_in_chinese_finds_the_same_houses_in_the_same_region(
    folder: Path, town: Office, day: Day, worker: Worker
) -> None:
    region = regions.active(town)
    english = {visit.reference: visit.location for visit in day.visits}
    with closing(
        open_office(folder / "data", demo=True, clock=lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))
    ) as later:
        moved = demo.prepare(later, worker, language="zh")
        assert regions.active(later) == region
    assert (moved.date, moved.branch.name) == (date(2026, 11, 25), "余烬津")
    assert moved.visits[0].address.text.startswith("余烬津")
    for visit in moved.visits:
        there = english.pop(visit.reference)
        assert visit.location
        assert there
        assert (visit.location.coordinates, visit.location.match) == (there.coordinates, there.match)
    assert not english


def test_a_reset_leaves_the_region_alone(folder: Path, town: Office, day: Day) -> None:
    region = regions.active(town)
    assert region
    town.close()
    demo.reset(folder / "data")
    with closing(open_office(folder / "data", demo=True)) as office, office.store.reading() as session:
        assert not session.dates()
        assert not session.staff()
        assert regions.active(office) == region


def test_the_workbooks_are_read_without_a_problem(office: Office, tmp_path: Path) -> None:
    for file in demo.write_files(tmp_path, MONDAY):
        result = importing.read_visits(office, file)
        assert not result.problems
        assert (len(result.visits), result.not_approved, result.dates) == (60, 5, (MONDAY,))
        staff = importing.read_staff(file)
        assert not staff.problems
        assert (len(staff.staff), len(staff.crews), len(staff.depots)) == (20, 9, 2)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T07:30", "2026-11-23"),  # Monday, before the first team sets out
        ("2026-11-23T11:00", "2026-11-24"),
        ("2026-11-24T00:30", "2026-11-24"),  # 23:30 on Monday in the Azores
        ("2026-11-27T12:00", "2026-11-30"),  # Friday noon: no workplace is visited on a Saturday
        ("2026-11-29T12:00", "2026-11-30"),  # Sunday
        ("2026-12-01T07:00", "2026-12-02"),  # a holiday
        ("2026-12-24T06:00", "2026-12-28"),  # Christmas Eve
        ("2026-12-31T23:30", "2027-01-04"),
        ("2026-05-24T08:00", "2026-05-26"),  # a Sunday before the day of the Azores
    ],
)
def test_the_demo_day_is_the_next_on_which_everybody_may_be_visited(tmp_path: Path, now: str, expected: str) -> None:
    clock = datetime.fromisoformat(now).replace(tzinfo=UTC)
    with closing(open_office(tmp_path, demo=True, clock=lambda: clock)) as office:
        assert demo.demo_date(office) == date.fromisoformat(expected)


def test_only_a_demo_is_reset_or_prepared(office: Office, worker: Worker, tmp_path: Path) -> None:
    open_office(tmp_path / "own" / "demo").close()
    with pytest.raises(NotAllowed, match="not_a_demo"):
        demo.reset(tmp_path / "own")
    assert (tmp_path / "own" / "demo" / "rounds.db").exists()
    with pytest.raises(NotAllowed, match="not_a_demo"):
        demo.prepare(office, worker)


def test_there_is_nothing_to_reset_where_nothing_is(tmp_path: Path) -> None:
    demo.reset(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
