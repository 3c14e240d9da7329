"""The cases behind the demo: every one on a lawful way, the day ready to go out, and the morning as it was planted."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from planner import demo, demo_cases
from planner.bootstrap import DATABASE, Office, open_office
from planner.calendar import closed_days
from planner.cases.agreeing import agree
from planner.cases.approving import approve, queue
from planner.cases.board import read_board
from planner.cases.booking import import_payments
from planner.cases.calls import call_list
from planner.cases.changes import What, changes
from planner.cases.follow_up import follow
from planner.cases.freshness import require_fresh
from planner.cases.gates import At, case_gates, closed_gates
from planner.cases.holds_file import import_holds
from planner.cases.matching import doubles
from planner.cases.model import Channel, Contact, Hold, HoldKind, Purpose, Stage, Step
from planner.cases.outcomes import VisitOutcome
from planner.cases.queues import queue as dues
from planner.cases.repayment import ConsentForm, draft_of
from planner.cases.reports import report
from planner.cases.way import stage_after
from planner.day.importing import apply, apply_staff, difference, read_staff, read_visits
from planner.errors import NotAllowed
from planner.model import Day, PlaceKind, Plan, Route, Stop, Visit
from planner.people import add_user
from planner.policy.gate import closed_by, unfit
from planner.policy.hours import is_visiting_day
from planner.policy.pack import load_pack
from planner.policy.standing import Standing
from planner.storage import keys
from planner.users import ALONE, Role
from resources.demo.day import DemoDay, choose_day
from resources.demo.houses import House
from resources.demo.names import Name
from resources.demo.plan import SUBURBS, TOWN, VILLAGES
from tests.conftest import NOW
from tests.users import CHEAP, PASSWORD

AZORES = ZoneInfo("Atlantic/Azores")
MONDAY = NOW.date()
NOT_INVITED = {"V-1040"}
"""At work, where nobody asked anybody to come."""


def some_houses() -> Iterator[House]:
    """A row of houses in each part of the town: to draw all of it takes seconds."""
    depots = {"Oldgate": Name("High Street", "大街"), "Stonefield": Name("Foundry Road", "铸造路")}
    for place in (*SUBURBS, *VILLAGES):
        for number in range(1, 73):
            letter = chr(ord("A") + number % 24)
            street = Name(f"{place.name.en} Lane {letter}", f"{place.name.zh}{letter}巷")
            street = depots.get(place.name.en, street) if number == 1 else street
            kind = ("apartments", "yes", "house")[number % 3]
            yield House(street, str(number), TOWN, place, (20.0 * number, 30.0), [], kind)


@pytest.fixture(scope="module")
def drawn() -> DemoDay:
    """The demo's day and cases, in these houses."""
    return choose_day(list(some_houses()))


@pytest.fixture(scope="module")
def laid(drawn: DemoDay, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo with staff, visits and cases, and no region: addresses are looked up elsewhere."""
    folder = tmp_path_factory.mktemp("laid")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(keys.KEY_DIR_VARIABLE, str(folder / "keys"))
        with closing(open_office(folder, demo=True, clock=lambda: NOW)) as office:
            demo._furnish(office, "en")
            file = demo._write_file(folder, drawn, MONDAY, "en")
            apply_staff(office, read_staff(file), MONDAY)
            read = read_visits(office, file)
            (day,) = apply(office, [difference(office, MONDAY, read)], read)
            demo_cases.lay_out(office, day, drawn.cases, "en", demo._is_lawful)
    return folder


@pytest.fixture
def office(laid: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it, half past six in the Azores."""
    shutil.copytree(laid / "demo", tmp_path / "demo")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(keys.KEY_DIR_VARIABLE, str(laid / "keys"))
        key = keys.require_key(laid / "demo" / DATABASE)
    keys.keep_key(tmp_path / "demo" / DATABASE, key)
    with closing(open_office(tmp_path, demo=True, clock=lambda: NOW)) as opened:
        yield opened


def the_day(office: Office) -> Day:
    with office.store.reading() as session:
        day = session.day(MONDAY)
    assert day
    return day


def visit(office: Office, number: int) -> Visit:
    return next(each for each in the_day(office).visits if each.reference == f"V-{1000 + number}")


def shut(office: Office, at: At = At.ISSUE) -> set[str]:
    """The visits of the day that may not go out."""
    day, closed = the_day(office), office.closed(the_day(office))
    standing: dict[UUID, Standing] = dict(closed.standings)
    covers = office.settings.outside_covers
    return {
        each.reference
        for each in day.visits
        if closed_gates(
            case_gates(office.pack, closed, standing.get(each.customer.id), each, at, covers=covers, zone=AZORES)
        )
    }


def test_four_hundred_cases_stand_where_their_steps_have_led_them(office: Office) -> None:
    with office.store.reading() as session:
        files, steps = session.case_files(), defaultdict(list)
        for step in session.facts(Step):
            steps[step.case_id].append(step)
        names, told = session.user_names(), (*session.facts(Step), *session.facts(Contact), *session.facts(Hold))
    assert {names.get(each.by) for each in told} == {"Marit Skov"}, "the history names who did it"
    assert len(files) == 400
    assert all(stage_after(steps[file.id]) == file.stage for file in files)
    assert all(file.stage_at == steps[file.id][-1].at <= NOW for file in files)
    counts = Counter(file.stage for file in files)
    assert all(counts[stage] >= 3 for stage in Stage), counts
    assert counts[Stage.APPROVED] == sum(len(each.cases) for each in the_day(office).visits)


def test_nobody_was_spoken_to_at_an_hour_that_the_law_keeps_free(office: Office) -> None:
    pack, closed = load_pack(), closed_days("PT", "20", 2026)
    with office.store.reading() as session:
        contacts = session.facts(Contact)
    moments = [contact.at.astimezone(AZORES) for contact in contacts]
    assert max(moments) < NOW
    assert {at.hour for at in moments} <= set(range(9, 20))
    assert all(is_visiting_day(pack, closed, day, PlaceKind.HOME) for day in {at.date() for at in moments})


def test_every_visit_of_the_day_has_passed_its_gates(office: Office) -> None:
    for at in At:
        assert shut(office, at) == NOT_INVITED, at
    require_fresh(office)


def test_preparing_later_keeps_the_files_and_balances_fresh(office: Office) -> None:
    with closing(open_office(office.data.parent, demo=True, clock=lambda: NOW + timedelta(days=2))) as later:
        with pytest.raises(NotAllowed, match="files_not_fresh"):
            require_fresh(later)
        demo_cases.keep_fresh(later)
        require_fresh(later)
        with later.store.reading() as session:
            still = [file for file in session.case_files() if file.stage != Stage.CLOSED]
    assert {file.balance_at.date() for file in still} == {(NOW + timedelta(days=1)).date()}


def test_the_files_of_the_morning_stop_the_paid_and_the_one_in_hospital(office: Office) -> None:
    (payments,), (holds,) = office.data.glob("payments-*.csv"), office.data.glob("holds-*.csv")
    day = the_day(office)
    stops = [Stop(each.id, NOW, NOW, NOW) for each in day.visits if each.reference in ("V-1012", "V-1031")]
    planned = Plan(day.id, (Route(day.shifts[0].id, tuple(stops), NOW, NOW),))
    paid = import_payments(office, payments, by=ALONE)
    held = import_holds(office, holds, by=ALONE)
    assert (paid.problems, held.problems, paid.elsewhere, held.elsewhere) == ((), (), 1, 0)
    assert shut(office, At.ISSUE) == {"V-1012", "V-1031"} | NOT_INVITED
    with office.store.reading() as session:
        kinds = {
            number: {hold.kind for hold in session.facts(Hold, customers=[visit(office, number).customer.id])}
            for number in (12, 31)
        }
    assert kinds == {12: {HoldKind.PAID}, 31: {HoldKind.HOSPITAL}}
    told = {each.reference: each.what for each in changes(office, the_day(office), planned, None, NOW)}
    assert {name: told[name] for name in ("V-1012", "V-1031")} == {"V-1012": What.PAID, "V-1031": What.HELD}
    assert "fever" in next(office.data.glob("morning-*.txt")).read_text(encoding="utf-8")


def test_the_hardship_plan_makes_its_visit_needless(office: Office) -> None:
    one = visit(office, 29)
    with office.store.reading() as session:
        draft = draft_of(session, one.customer.id)
    assert draft
    agreed = agree(office, draft, by=ALONE, understood=True, consent_form=ConsentForm.RECORDED, recording="R-1")
    assert [each.visit.reference for each in agreed.withdrawn] == ["V-1029"]
    assert "V-1029" not in {each.reference for each in the_day(office).visits}


def test_the_others_are_planted_too(office: Office) -> None:
    assert sum(len(each.cases) == 2 for each in the_day(office).visits) >= 4, "two debts, one visit"
    wish = visit(office, 15)
    assert wish.wish
    assert (wish.wish.earliest, wish.windows) == (time(20, 30), ())
    vague = visit(office, 24)
    assert not vague.address.text.split(",")[0][-1].isdigit(), "no number in the address"
    assert (sorted(vague.only_teams), len(vague.windows)) == (["Swan"], 1), "and Swan alone may go, for 20 minutes more"


def test_workplaces_are_visited_by_invitation_alone(office: Office) -> None:
    town = the_day(office)
    at_work = {each.reference for each in town.visits if each.place_kind == PlaceKind.WORKPLACE}
    closed, by = office.closed(town), {each.id: each.reference for each in town.visits}
    assert at_work > NOT_INVITED
    shut_by = {by[each.id]: rule for each in town.visits if (rule := closed_by(office.pack, closed, town, each))}
    assert shut_by == dict.fromkeys(NOT_INVITED, "place_closed")
    assert not unfit(office.pack, town), "everybody was trained"


def test_whoever_signs_in_as_the_second_person_approves_at_once_what_is_green(office: Office) -> None:
    assert not office.has_users, "a demo asks nobody to sign in"
    with pytest.raises(NotAllowed, match="first_user_role"):
        add_user(office, "Tom Wren", Role.COORDINATOR, PASSWORD, by=ALONE, hasher=CHEAP)
    second = add_user(office, "Ines Holm", Role.SUPERVISOR, PASSWORD, by=ALONE, hasher=CHEAP)
    waiting = queue(office, by=second)
    assert {each.proposer for each in waiting} == {"Marit Skov"}
    green = [each.visit.id for each in waiting if not each.refusal]
    assert len(waiting) > len(green) > 8
    assert len(approve(office, green, by=second)) == len(green)


def test_every_screen_has_something_to_show(office: Office) -> None:
    assert len(read_board(office, by=ALONE).rows) == 400
    assert len(dues(office, by=ALONE)) > 50
    assert {each.group.value for each in call_list(office, by=ALONE)} >= {"later", "write", "propose"}
    followed = follow(office, by=ALONE)
    assert {task.kind.value for each in followed for task in each.tasks} >= {"remind", "missed", "partly"}
    assert len(doubles(office, by=ALONE)) == 1
    numbers = report(office, MONDAY - timedelta(days=30), MONDAY, by=ALONE)
    assert numbers.visits == 20
    assert numbers.promises.told > numbers.promises.kept > 10
    assert len({code for _part, code in numbers.outcomes}) >= 8
    assert len(numbers.load) == 4


def test_the_evening_before_waits_for_three_outcomes(office: Office) -> None:
    with office.store.reading() as session:
        told = {each.visit_id for each in session.facts(VisitOutcome)}
        waiting = session.case_files(stages=[Stage.ISSUED])
        letters = [c for c in session.facts(Contact) if c.channel == Channel.LETTER and c.purpose != Purpose.REMINDER]
    assert len(waiting) == 3
    assert len(told) == 20
    assert letters


def test_laying_out_again_leaves_nothing_twice(office: Office, drawn: DemoDay) -> None:
    day = the_day(office)
    demo_cases.lay_out(office, day, drawn.cases, "zh", demo._is_lawful)
    with office.store.reading() as session:
        files = session.case_files()
        assert len(files) == 400
        assert len(session.facts(VisitOutcome)) == 20
    assert shut(office) == NOT_INVITED
    (payments,), (holds,) = office.data.glob("payments-*.csv"), office.data.glob("holds-*.csv")
    assert not import_payments(office, payments, by=ALONE).problems
    assert not import_holds(office, holds, by=ALONE).problems
    assert shut(office) == {"V-1012", "V-1031"} | NOT_INVITED, "the files in Chinese say the same"
