"""Before anybody may come: the talk, what follows from it at once, the letter to whom nobody reached, the proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from planner.bootstrap import Office
from planner.cases.call_answers import At, Follow
from planner.cases.call_steps import Talk, back, choices, choose
from planner.cases.calls import CallGroup, begin, call_list
from planner.cases.model import (
    CaseFile,
    Channel,
    Consent,
    Contact,
    ContactResult,
    Hold,
    HoldKind,
    Purpose,
    Stage,
    Step,
    StepKind,
)
from planner.cases.precontact import Reached, ReachState, propose, reached
from planner.cases.talking import Noted, note_call
from planner.errors import NotAllowed
from planner.model import PlaceKind, Visit, Window
from planner.policy.pack import load_pack, shipped
from planner.users import ALONE
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.speaking import MONDAY, a_contact, later, reachable

FLOOR, AUSTRALIA, HAWAII, BRITAIN = (load_pack(shipped(name)) for name in ("floor", "AU", "US-HI", "UK"))
WHO = uuid4()
FRIDAY = date(2026, 11, 27)
MORNING = Window(time(9), time(12))
DAY = timedelta(days=1)
TALK = a_contact(
    WHO, MONDAY, result=ContactResult.TALKED, reason="hardship", willingness="willing", offered_day=FRIDAY
)  # fmt: skip
TRIES = (a_contact(WHO, MONDAY), a_contact(WHO, MONDAY + DAY + timedelta(hours=4)))
LETTER = a_contact(
    WHO, MONDAY + 2 * DAY, channel=Channel.LETTER, purpose=Purpose.VISIT_NOTICE, result=ContactResult.SENT,
    offered_day=date(2026, 12, 2),
)  # fmt: skip


@pytest.fixture
def desk(office: Office) -> Office:
    return reachable(office)


# --- whether somebody was reached


@pytest.mark.parametrize(
    ("facts", "state", "why"),
    [
        ((), ReachState.NOT_YET, "no_try"),
        (TRIES[:1], ReachState.NOT_YET, "one_day"),
        ((TRIES[0], replace(TRIES[0], at=MONDAY + timedelta(hours=5))), ReachState.NOT_YET, "one_day"),
        ((TRIES[0], replace(TRIES[0], at=MONDAY + DAY)), ReachState.NOT_YET, "one_hour"),
        (TRIES, ReachState.NOT_YET, "letter_missing"),
        ((*TRIES, LETTER), ReachState.WAITING, ""),
        ((TRIES[0], replace(LETTER, at=MONDAY)), ReachState.NOT_YET, "one_day"),  # a letter alone is not enough
        ((*TRIES, replace(LETTER, result=ContactResult.FAILED)), ReachState.NOT_YET, "letter_missing"),
        ((TALK,), ReachState.TALKED, ""),
        ((replace(TALK, reason=None),), ReachState.NOT_YET, "no_try"),
        ((TALK, a_contact(WHO, MONDAY + DAY, result=ContactResult.DECLINED)), ReachState.REFUSED, ""),
        ((*TRIES, LETTER, a_contact(WHO, MONDAY + 2 * DAY, result=ContactResult.DECLINED)), ReachState.REFUSED, ""),
    ],
)
def test_it_is_told_from_calls_and_letters_alone(facts: tuple[Contact, ...], state: ReachState, why: str) -> None:
    found = reached(facts, FLOOR, MONDAY + 2 * DAY + timedelta(hours=1))
    assert (found.state, found.why) == (state, why)


def test_a_letter_turns_green_after_its_time_to_the_second_and_red_after_its_day() -> None:
    lead = timedelta(hours=48)
    facts = (*TRIES, LETTER)
    assert reached(facts, FLOOR, LETTER.at + lead - timedelta(seconds=1)).state == ReachState.WAITING
    green = reached(facts, FLOOR, LETTER.at + lead)
    assert (green.state, green.green, green.offered_day) == (ReachState.BY_LETTER, True, date(2026, 12, 2))
    assert reached(facts, BRITAIN, LETTER.at + lead).state == ReachState.WAITING  # 120 hours
    assert reached(facts, FLOOR, LETTER.at + 9 * DAY).why == "letter_over"
    refused = Hold(customer_id=WHO, at=LETTER.at + DAY, by="user", kind=HoldKind.VISIT_REFUSED)
    assert reached((*facts, refused), FLOOR, LETTER.at + lead).state == ReachState.REFUSED


def test_where_somebody_must_have_said_yes_no_letter_is_enough() -> None:
    for pack in (AUSTRALIA, HAWAII):
        assert reached((*TRIES, LETTER), pack, LETTER.at + 3 * DAY).state == ReachState.NOT_ALLOWED
        assert reached((TALK,), pack, MONDAY + DAY).green


def test_days_and_hours_of_tries_are_those_of_the_customer() -> None:
    # 23:30 and 00:30 in London are one day and two hours in New York.
    late = (a_contact(WHO, MONDAY.replace(hour=23, minute=30)), a_contact(WHO, (MONDAY + DAY).replace(hour=1)))
    assert reached(late, FLOOR, MONDAY + 2 * DAY, zone=UTC).why == "letter_missing"
    assert reached(late, FLOOR, MONDAY + 2 * DAY, zone=ZoneInfo("America/New_York")).why == "one_day"


def test_a_talk_grows_old() -> None:
    assert reached((TALK,), FLOOR, MONDAY + 14 * DAY).green
    assert reached((TALK,), FLOOR, MONDAY + 15 * DAY) == Reached(ReachState.NOT_YET, why="talk_over")


# --- the call


def talked(keys: str, purpose: Purpose = Purpose.PRE_CONTACT, talk: Talk | None = None) -> Talk:
    talk = talk or Talk(purpose, (FRIDAY,))
    for key in keys:
        talk = choose(talk, key)
    return talk


def test_who_it_is_comes_first_and_nobody_is_told_anything_before() -> None:
    talk = talked("2")
    assert (talk.at, talk.part, talk.known) == (At.IDENTITY, "identity", False)
    assert talked("2v") == talk  # nobody refuses for somebody else
    other = talked("22")
    assert (other.at, other.part, other.result) == (At.CLOSE, "other", ContactResult.NO_ANSWER)
    assert talked("23").result == ContactResult.TALKED
    assert talked("3").result == ContactResult.FAILED


def test_one_hand_leads_from_the_first_ring_to_a_wish_and_back() -> None:
    talk = talked("211131121")
    assert (talk.at, talk.day, talk.span, talk.place) == (At.CLOSE, FRIDAY, Window(time(12), time(15)), PlaceKind.HOME)
    assert (talk.reason, talk.willingness, talk.follow) == ("hardship", "willing", Follow.VISIT)
    assert back(talk).at == At.PLACE
    assert back(back(back(back(talk)))).at == At.OFFER
    assert choose(talk, "1") == talk


@pytest.mark.parametrize("reason", "12345678")
def test_every_reason_has_approved_words_and_a_way_to_the_end(desk: Office, reason: str) -> None:
    case = a_case(desk, stage=Stage.PREPARED)
    sheet = begin(desk, case.customer_id, Purpose.PRE_CONTACT, by=ALONE)
    waiting, seen = [talked("21" + reason, talk=sheet.talk())], set[Talk]()
    while waiting:
        talk = waiting.pop()
        if talk in seen:  # who does not consent chooses another day
            continue
        seen.add(talk)
        assert not talk.part or sheet.script[talk.part]
        if talk.at != At.CLOSE:
            keys = [choice.key for choice in choices(talk)]
            assert keys
            waiting += [choose(talk, key) for key in (*keys[:3], "v")]


def test_a_reminder_by_telephone_never_speaks_of_meeting() -> None:
    for reason in "1678":
        talk = talked("21" + reason + "1", Purpose.REMINDER)
        assert "offer" not in [choice.code for choice in choices(talk)]


def noted(office: Office, keys: str, case: CaseFile | None = None, purpose: Purpose = Purpose.PRE_CONTACT) -> Noted:
    case = case or a_case(office, stage=Stage.PREPARED)
    sheet = begin(office, case.customer_id, purpose, by=ALONE)
    return note_call(office, case.customer_id, talked(keys, talk=sheet.talk()), by=ALONE)


@pytest.mark.parametrize(
    ("keys", "holds"),
    [
        ("2111" + "1", {HoldKind.ADVISER}),  # money is short, wants a way: a plan
        ("2121" + "2", {HoldKind.ADVISER}),  # lost the job: a pause
        ("213" + "1", {HoldKind.VULNERABLE}),
        ("214" + "2" + "1", {HoldKind.VULNERABLE}),
        ("215" + "1", {HoldKind.DISPUTE}),
        ("217" + "1", set()),
        ("2111" + "3" + "2", {HoldKind.VISIT_REFUSED}),
        ("2111" + "v", {HoldKind.VISIT_REFUSED}),
        ("217" + "c", {HoldKind.CEASE_CONTACT}),
        ("215" + "v", {HoldKind.DISPUTE, HoldKind.VISIT_REFUSED}),
    ],
)
def test_what_is_said_takes_effect_at_once_and_calls_off_what_was_planned(
    desk: Office, keys: str, holds: set[HoldKind]
) -> None:
    case = a_case(desk, stage=Stage.PREPARED)
    assert noted(desk, "211131" + "1" + "1" + "1", case).withdrawn == ()
    visit = propose(desk, [case.id], FRIDAY, [MORNING], PlaceKind.HOME, by=ALONE)
    found = noted(later(desk, hours=1), keys, case)
    assert {hold.kind for hold in found.holds} == holds
    with desk.store.reading() as session:
        day = session.day(FRIDAY)
        (kept,) = session.case_files([case.id])
    assert day
    assert (visit.id in {each.id for each in day.visits}) == (not holds)
    assert kept.stage == (Stage.CONTACTED if holds else Stage.PROPOSED)


def test_illness_is_told_by_its_group_and_never_in_the_record(desk: Office) -> None:
    found = noted(desk, "214" + "6" + "1")
    assert [hold.group for hold in found.holds] == ["domestic_violence"]
    with desk.store.reading() as session:
        assert not [row for row in session.records() if "violence" in row["details"] or "illness" in row["details"]]


def test_a_wish_outside_the_hours_needs_a_consent_of_its_own(desk: Office) -> None:
    case = a_case(desk, stage=Stage.PREPARED)
    sheet = begin(desk, case.customer_id, Purpose.PRE_CONTACT, by=ALONE)
    talk = talked("211131" + "15" + "1", talk=sheet.talk())  # half past eight in the evening
    assert talk.at == At.CONSENT
    assert choose(talk, "3").at == At.DAY
    given = note_call(desk, case.customer_id, choose(talk, "1"), by=ALONE)
    consent = given.consent
    assert isinstance(consent, Consent)
    assert (consent.form, consent.covers, consent.earliest) == ("recorded", frozenset({"hours"}), time(20))
    assert consent.expires == date(2026, 12, 7)
    assert consent.first_day == consent.last_day == talk.day
    assert consent.open


def test_a_home_that_is_open_by_consent_alone_is_agreed_to_by_name(desk: Office) -> None:
    australian = reachable(desk, jurisdiction="AU")
    case = a_case(australian, stage=Stage.PREPARED)
    sheet = begin(australian, case.customer_id, Purpose.PRE_CONTACT, by=ALONE)
    talk = talked("211131" + "11" + "1", talk=sheet.talk())
    assert talk.at == At.CONSENT
    consent = note_call(australian, case.customer_id, choose(talk, "2"), by=ALONE).consent
    assert consent
    assert (consent.form, consent.covers) == ("written", frozenset({"places.home"}))


def test_calls_that_are_spent_give_no_number(desk: Office) -> None:
    case = a_case(desk, stage=Stage.PREPARED)
    chinese = reachable(desk, jurisdiction="CN")
    for _ in range(6):
        noted(chinese, "1", case)
    with pytest.raises(NotAllowed) as spent:
        begin(chinese, case.customer_id, Purpose.PRE_CONTACT, by=ALONE)
    assert spent.value.details == {"why": "tries_spent"}
    (call,) = call_list(chinese, by=ALONE)
    assert (call.group, call.room.until) == (CallGroup.LATER, MONDAY.replace(day=24, hour=9))


def test_a_call_that_was_left_in_the_middle_keeps_nothing(desk: Office) -> None:
    with pytest.raises(NotAllowed) as refused:
        noted(desk, "211")
    assert refused.value.code == "call_unfinished"
    with desk.store.reading() as session:
        assert session.facts(Contact) == ()


# --- the proposal


def wished(office: Office, customer: UUID | None = None) -> CaseFile:
    who = a_customer(office) if customer is None else None
    cases = [a_case(office, stage=Stage.PREPARED, customer=who) for _ in range(2)]
    noted(office, "211131111", cases[0])
    return cases[0]


def test_two_cases_of_one_customer_make_one_visit_that_nobody_has_approved(desk: Office) -> None:
    case = wished(desk)
    assert [call.group for call in call_list(desk, by=ALONE)] == [CallGroup.PROPOSE]
    visit = propose(desk, [case.id], FRIDAY, [MORNING], PlaceKind.HOME, by=ALONE)
    assert isinstance(visit, Visit)
    assert (visit.approved_by, len(visit.cases), visit.windows) == ("", 2, (MORNING,))
    with desk.store.reading() as session:
        files = session.case_files(customers=[case.customer_id])
        steps = [s for s in session.facts(Step, customers=[case.customer_id]) if s.kind == StepKind.PROPOSED]
    assert {file.stage for file in files} == {Stage.PROPOSED}
    assert {step.visit_id for step in steps} == {visit.id}
    with pytest.raises(NotAllowed):
        propose(desk, [case.id], FRIDAY, [MORNING], PlaceKind.HOME, by=ALONE)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 12, 25), date(2027, 3, 1)])
def test_no_visit_is_proposed_for_a_day_that_is_closed_or_far(desk: Office, day: date) -> None:
    case = wished(desk)
    with pytest.raises(NotAllowed) as refused:
        propose(desk, [case.id], day, [MORNING], PlaceKind.HOME, by=ALONE)
    assert refused.value.code == "day_closed"


def test_nobody_is_visited_who_was_not_spoken_with(desk: Office) -> None:
    case = a_case(desk, stage=Stage.PREPARED)
    noted(desk, "1", case)
    with pytest.raises(NotAllowed) as refused:
        propose(desk, [case.id], FRIDAY, [MORNING], PlaceKind.HOME, by=ALONE)
    assert refused.value.details == {"why": "one_day"}
