"""Attempts to get what is unlawful, outdated or hostile through the one door. None may leave a file or a record."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from planner.bootstrap import Office
from planner.day.issue import issue
from planner.model import Address, Customer, Day, MatchClass, PlaceKind, Plan, Route, RouteBreak, Visit
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from tests.planner.day.test_issue import planned, refused, stored

LEGAL, OUTDATED = "breaks_rules", "plan_outdated"


@pytest.fixture
def town(office: Office) -> Day:
    return stored(office, day(*(visit(n, north=700 * n, east=200 * n) for n in range(1, 5))))


def first_visit(change: Callable[[Visit], Visit]) -> Callable[[Day], Day]:
    return lambda the_day: replace(the_day, visits=(change(the_day.visits[0]), *the_day.visits[1:]))


def unsure(the_visit: Visit) -> Visit:
    assert the_visit.location
    return replace(the_visit, location=replace(the_visit.location, match=MatchClass.STREET))


def shared(the_day: Day) -> Day:
    first, second = the_day.shifts
    return replace(the_day, shifts=(first, replace(second, members=(first.members[0], second.members[0]))))


def twice_the_same(the_day: Day) -> Day:
    first, second = the_day.shifts
    return replace(the_day, shifts=(replace(first, members=first.members[:1] * 2), second))


def shorter_shift(the_day: Day) -> Day:
    return replace(the_day, shifts=tuple(replace(shift, end=time(9, 30)) for shift in the_day.shifts))


DAYS: dict[str, tuple[Callable[[Day], Day], str]] = {
    "approval withdrawn": (first_visit(lambda v: replace(v, approved_by="")), LEGAL),
    "approved by nobody": (first_visit(lambda v: replace(v, approved_by=" \t")), LEGAL),
    "location not sure": (first_visit(unsure), LEGAL),
    "location lost": (first_visit(lambda v: replace(v, location=None)), LEGAL),
    "of another day": (first_visit(lambda v: replace(v, date=TUESDAY + timedelta(days=1))), LEGAL),
    "staying past the hours": (first_visit(lambda v: replace(v, service_time=timedelta(hours=12))), LEGAL),
    "staying longer": (first_visit(lambda v: replace(v, service_time=timedelta(minutes=40))), OUTDATED),
    "one with two teams": (shared, LEGAL),
    "one counted twice": (twice_the_same, LEGAL),
    "one is ill": (lambda d: replace(d, absent=frozenset({d.shifts[1].members[1].id})), LEGAL),
    "shorter shifts": (shorter_shift, "breaks_limits"),
    "a team dissolved": (lambda d: replace(d, shifts=d.shifts[:1]), OUTDATED),
    "a visit gone": (lambda d: replace(d, visits=d.visits[1:]), OUTDATED),
}


@pytest.mark.parametrize("attack", DAYS)
def test_a_day_changed_behind_its_plan(attack: str, office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan = planned(office, town, worker)
    change, code = DAYS[attack]
    assert refused(office, stored(office, change(town)), plan, tmp_path / "out", worker).code == code


def first_route(change: Callable[[Route], Route]) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, routes=(change(plan.routes[0]), *plan.routes[1:]))


def moved(route: Route, **by: timedelta) -> Route:
    stops = tuple(replace(s, **{name: getattr(s, name) + amount for name, amount in by.items()}) for s in route.stops)
    return replace(route, stops=stops)


HOUR = timedelta(hours=1)
PLANS: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "of another day": (lambda plan: replace(plan, day_id=uuid4()), OUTDATED),
    "before the doors open": (first_route(lambda r: moved(r, start=-HOUR, departure=-HOUR)), LEGAL),
    "a stay cut short": (first_route(lambda r: moved(r, departure=-timedelta(minutes=10))), OUTDATED),
    "a later arrival": (first_route(lambda r: moved(r, arrival=timedelta(seconds=1))), OUTDATED),
    "with a rest of its own": (first_route(lambda r: replace(r, breaks=(RouteBreak(r.end, r.end, 1),))), OUTDATED),
    "shorter on paper": (first_route(lambda r: replace(r, distance=1)), OUTDATED),
    "a visit twice": (first_route(lambda r: replace(r, stops=r.stops + r.stops[:1])), LEGAL),
    "a route twice": (lambda plan: replace(plan, routes=plan.routes + plan.routes[:1]), LEGAL),
    "stops swapped": (first_route(lambda r: replace(r, stops=r.stops[::-1])), OUTDATED),
    "on a shift of nobody": (first_route(lambda r: replace(r, shift_id=uuid4())), OUTDATED),
}


@pytest.mark.parametrize("attack", PLANS)
def test_a_plan_changed_by_hand(attack: str, office: Office, worker: Worker, town: Day, tmp_path: Path) -> None:
    plan = planned(office, town, worker)
    change, code = PLANS[attack]
    assert refused(office, town, change(plan), tmp_path / "out", worker).code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"time_zone": "Asia/Shanghai"}, (LEGAL, OUTDATED)),
        ({"time_zone": "America/New_York"}, (LEGAL, OUTDATED)),
        ({"country": "XX"}, ()),
    ],
)
def test_an_office_that_moved(
    change: dict[str, str], code: tuple[str, ...], office: Office, worker: Worker, town: Day, tmp_path: Path
) -> None:
    plan = planned(office, town, worker)
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), **change))  # type: ignore[arg-type]
    if code:
        assert refused(office, town, plan, tmp_path / "out", worker).code in code
    else:
        assert issue(office, town, plan, tmp_path / "out", worker=worker).files


def test_a_country_in_which_the_day_is_a_holiday(office: Office, worker: Worker, tmp_path: Path) -> None:
    christmas = TUESDAY.replace(month=12, day=25)
    made = day(visit(1))
    shifts = tuple(replace(shift, date=christmas) for shift in made.shifts)
    feast = replace(made, date=christmas, visits=(replace(made.visits[0], date=christmas),), shifts=shifts)
    the_day = stored(office, feast)
    plan = planned(office, the_day, worker)
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), country="DE"))
    error = refused(office, the_day, plan, tmp_path / "out", worker)
    assert (error.code, error.details["first"]) == (LEGAL, "closed_day")


HOSTILE = (
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    '#eval("1+1") $x^2$ *b* _i_ `c` \\ @ref <label> // no',
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "\x00\x07\x1b[31m\ufffe",
    "\u202egnp.exe\u202c \u200f\u2067",
    "😀🏠👨‍👩‍👧 𠮷 é",
    "W" * 3000,
    "../../etc/passwd",
)


def test_hostile_words_stay_words(office: Office, worker: Worker, tmp_path: Path) -> None:
    visits = [
        replace(
            visit(number, north=300 * number),
            reference=f"V{number} {words}"[:60],
            customer=Customer("lender", f"C{number} {words}"[:60], words, phone=words),
            address=Address(words, words),
            note=words,
        )
        for number, words in enumerate(HOSTILE)
    ]
    made = day(*visits, teams=3)
    names = ("../../#eval(1)", '</script>=1+1"', "\x00\u202eCON")
    shifts = tuple(
        replace(shift, vehicle=name, team=replace(shift.team, name=name))
        for shift, name in zip(made.shifts, names, strict=True)
    )
    the_day = stored(office, replace(made, shifts=shifts))
    issued = issue(office, the_day, planned(office, the_day, worker), tmp_path / "out", worker=worker, with_names=True)
    assert sorted(file.parent for file in issued.files) == [issued.folder] * 10
    assert [child.name for child in tmp_path.iterdir() if child.name != "data"] == ["out"]
    for file in issued.folder.glob("*.pdf"):
        text = "".join(page.extract_text() for page in PdfReader(file).pages)
        assert "#eval" in text or "script" in text or "CON" in text
    book = load_workbook(issued.folder / "plan.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "f" not in kinds
    with zipfile.ZipFile(issued.folder / "plan.xlsx") as inside:
        assert not any(b"<f>" in inside.read(name) for name in inside.namelist())
    json.loads((issued.folder / "plan.json").read_text(encoding="utf-8"))
    page = (issued.folder / "map.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_workplace_is_not_visited_in_the_evening(office: Office, worker: Worker, tmp_path: Path) -> None:
    evening = stored(office, day(visit(1, ("17:00", "18:00")), teams=1))
    late = replace(evening.shifts[0], end=time(20))
    evening = stored(office, replace(evening, shifts=(late,)))
    plan = planned(office, evening, worker)
    office_hours = stored(office, first_visit(lambda v: replace(v, place_kind=PlaceKind.WORKPLACE))(evening))
    assert refused(office, office_hours, plan, tmp_path / "out", worker).code == LEGAL
