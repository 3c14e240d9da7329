"""The checklist of the visit process, rule by rule: whoever tries to get around one is stopped at every door.

Each row of `breaks.BREAKS` is one rule with the number of the checklist. It is tried as a use case and in the window,
past the approval by hand, on the command line, and by the lender's file.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from planner.bootstrap import Office, open_office
from planner.cases.approving import approve
from planner.cases.model import (
    ArrearsReason,
    Channel,
    Checked,
    Contact,
    ContactResult,
    Hold,
    HoldKind,
    Purpose,
    Stage,
    Willingness,
)
from planner.cases.precontact import propose
from planner.cases.preparation import Item, prepare
from planner.day.importing import apply, difference, read_visits
from planner.errors import NotAllowed
from planner.model import PlaceKind
from planner.policy.gate import unfit, windows
from planner.policy.pack import load_pack
from planner.rules import settle_gates
from planner.storage import keys
from planner.users import ALONE, Role, User
from tests.builders import TUESDAY, day, person, shift
from tests.cases_rules.breaks import BREAKS, SUNDAY, THURSDAY, by_hand, proposed, shut, the_day
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.proposals import MORNING, a_proposal, prepared
from tests.planner.cli.conftest import HEAD
from tests.planner.cli.conftest import rounds as rounds
from tests.users import a_user


@pytest.fixture
def maker(office: Office) -> User:
    """Who proposes."""
    return a_user(office, Role.COORDINATOR, "Tom Wren")


@pytest.fixture
def second(office: Office) -> User:
    """Who approves."""
    return a_user(office, Role.SUPERVISOR, "Ines Holm")


@dataclass
class Tried:
    """What came of all of them at once: who refused the approval, what stood at the door out, and in the plan."""

    refused: dict[str, NotAllowed] = field(default_factory=dict)
    shut: dict[str, set[str]] = field(default_factory=dict)
    planned: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    """An office in which every rule is broken once, and somebody tries to get around it."""
    folder, found = tmp_path_factory.mktemp("rules"), Tried()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(keys.KEY_DIR_VARIABLE, str(folder / "keys"))
        with closing(open_office(folder, clock=lambda: NOW)) as office:
            maker, second = a_user(office, Role.COORDINATOR, "Tom"), a_user(office, Role.SUPERVISOR, "Ines")
            visits = {rule: proposed(office, maker, broken) for rule, broken in BREAKS.items()}
            for rule, visit in visits.items():
                with pytest.raises(NotAllowed) as told:
                    approve(office, [visit.id], by=second)
                found.refused[rule] = told.value
            settle_gates(office, frozenset(), outsourced=False, by=a_user(office, Role.ADMINISTRATOR))
            town = by_hand(office, THURSDAY)
            _allowed, refused = windows(office.pack, office.closed(town), town)
            for rule, visit in visits.items():
                found.shut[rule] = shut(office, town, visit)
                found.planned[rule] = refused.get(visit.id, "")
    return found


def test_with_all_done_the_same_visit_goes_through(office: Office, maker: User, second: User) -> None:
    visit = a_proposal(office, maker, THURSDAY)
    approve(office, [visit.id], by=second)
    assert not shut(office, the_day(office), visit)


@pytest.mark.parametrize("rule", BREAKS)
def test_no_supervisor_approves_it_away(tried: Tried, rule: str) -> None:
    told = tried.refused[rule]
    assert (told.code, told.details["first"]) == ("gate_shut", BREAKS[rule].gate)
    assert told.details["rule"]


@pytest.mark.parametrize("rule", BREAKS)
def test_an_approval_by_hand_or_from_outside_does_not_carry_it_out(tried: Tried, rule: str) -> None:
    assert BREAKS[rule].gate in tried.shut[rule]
    assert tried.planned[rule] == (f"rule:{BREAKS[rule].plan}" if BREAKS[rule].plan else "")


@pytest.mark.parametrize("item", ["authorization", "staff_ids"])
def test_ids_and_authorization_must_be_valid_on_the_day(office: Office, maker: User, second: User, item: str) -> None:
    visit = a_proposal(office, maker, THURSDAY, without=[item])
    approve(office, [visit.id], by=second)  # the morning of the day can tell, see number 11 of the checklist
    gate = {"authorization": "authorization_valid", "staff_ids": "ids_valid"}[item]
    assert shut(office, the_day(office), visit) == {gate}
    case = visit.cases[0].id
    for until, closed in ((THURSDAY - timedelta(days=1), {gate}), (THURSDAY, set())):
        with office.store.writing() as session:
            checked = Checked(
                customer_id=visit.customer.id, case_id=case, at=NOW - timedelta(hours=30 - until.day), by="11",
                item=item, valid_until=until,
            )  # fmt: skip
            session.add_fact(checked)
        assert shut(office, the_day(office), visit) == closed


# --- before anything is proposed


def test_nobody_is_proposed_who_was_not_spoken_to(office: Office, maker: User) -> None:
    customer = a_customer(office)
    case = a_case(office, customer=customer, stage=Stage.PREPARED, days_past_due=60)
    with office.store.writing() as session:
        session.add_facts(prepared(customer, case, THURSDAY, without=["pre_contact"]))
    with pytest.raises(NotAllowed, match="not_reached"):
        propose(office, [case.id], THURSDAY, [MORNING], PlaceKind.HOME, by=maker)


def test_a_talk_too_short_before_the_day_is_none(office: Office, maker: User, second: User) -> None:
    customer = a_customer(office)
    case = a_case(office, customer=customer, stage=Stage.CONTACTED, days_past_due=60)
    talk = Contact(
        customer_id=customer.id, at=datetime(2026, 11, 22, 23, tzinfo=UTC), by="11", channel=Channel.PHONE,
        purpose=Purpose.PRE_CONTACT, result=ContactResult.TALKED, reason=ArrearsReason.HARDSHIP,
        willingness=Willingness.WILLING, offered_day=TUESDAY,
    )  # fmt: skip
    with office.store.writing() as session:
        session.add_facts([*prepared(customer, case, TUESDAY, without=["pre_contact"]), talk])
    visit = propose(office, [case.id], TUESDAY, [MORNING], PlaceKind.HOME, by=maker)
    with pytest.raises(NotAllowed) as told:
        approve(office, [visit.id], by=second)
    assert told.value.details["first"] == "pre_contact"


@pytest.mark.parametrize("stage", [Stage.OVERDUE, Stage.REMINDED, Stage.VISITED, Stage.AGREED, Stage.CLOSED])
def test_no_step_of_the_way_is_left_out(office: Office, maker: User, stage: Stage) -> None:
    customer = a_customer(office)
    case = a_case(office, customer=customer, stage=stage, days_past_due=60)
    with office.store.writing() as session:
        session.add_facts(prepared(customer, case, THURSDAY))
    with pytest.raises(NotAllowed, match="wrong_stage"):
        propose(office, [case.id], THURSDAY, [MORNING], PlaceKind.HOME, by=maker)


@pytest.mark.parametrize("item", sorted(set(Item) - {Item.BALANCE, Item.VALIDATION_NOTICE, Item.CARRY_SET}))
def test_nothing_is_prepared_while_an_item_is_missing(office: Office, maker: User, item: Item) -> None:
    customer = a_customer(office)
    case = a_case(office, customer=customer, stage=Stage.REMINDED, days_past_due=60)
    with office.store.writing() as session:
        session.add_facts(prepared(customer, case, THURSDAY, without=[item.value]))
    with pytest.raises(NotAllowed, match="not_prepared"):
        prepare(office, case.id, by=maker)


def test_neither_a_sunday_nor_a_far_day_is_visited(office: Office, maker: User, second: User) -> None:
    with pytest.raises(NotAllowed, match="day_closed"):
        a_proposal(office, maker, date(2026, 12, 12))
    visit = a_proposal(office, maker, SUNDAY)  # the customer might have agreed to it
    with pytest.raises(NotAllowed) as told:
        approve(office, [visit.id], by=second)
    assert told.value.details["first"] == "lawful_day"


# --- who goes


@pytest.mark.parametrize(
    ("members", "goes"),
    [([False], False), ([True, True], False), ([True, False], True), ([False, False], True)],
)
def test_nobody_goes_alone_nor_trainees_by_themselves(members: list[bool], goes: bool) -> None:
    people = [replace(person(n), in_training=trainee) for n, trainee in enumerate(members)]
    town = day()
    team = shift(1, *people, depot=town.depots[0])
    assert (team.id not in unfit(load_pack(), replace(town, staff=tuple(people), shifts=(team,)))) == goes


# --- other doors


def test_the_lenders_file_brings_no_forbidden_visit_onto_a_route(office: Office, tmp_path: Path) -> None:
    held = a_customer(office, reference="C-1")
    young = a_customer(office, reference="C-2")
    a_case(office, customer=held, reference="K-1", days_past_due=60)
    a_case(office, customer=young, reference="K-2", days_past_due=5)
    with office.store.writing() as session:
        session.add_fact(Hold(customer_id=held.id, at=NOW, by="11", kind=HoldKind.CEASE_CONTACT))
    rows = [
        f"V-{n},C-{n},K-{n},Ada Quill,Maple Road {n},{span},{status},R. Sorel,2026-11-24,45.2,-30.4"
        for n, span, status in (
            (1, "", "approved"), (2, "", "approved"), (3, "20:30-21:00", "approved"), (4, "", "pending"),
        )
    ]  # fmt: skip
    file = tmp_path / "visits.csv"
    file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    read = read_visits(office, file)
    (town,) = apply(office, [difference(office, TUESDAY, read)], read)
    allowed, refused = windows(office.pack, office.closed(town), town)
    assert not allowed
    assert {town.visit(key).reference: why for key, why in refused.items()} == {
        "V-1": "rule:customer_held", "V-2": "rule:hardly_late", "V-3": "rule:visiting_hours",
    }  # fmt: skip


def test_an_office_without_a_second_person_approves_nothing(office: Office) -> None:
    visit = a_proposal(office, ALONE, THURSDAY)
    with pytest.raises(NotAllowed, match="nobody_to_approve"):
        approve(office, [visit.id], by=ALONE)
