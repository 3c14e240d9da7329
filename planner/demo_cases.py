"""The cases behind the demo: laid out at once, as many steps of many people, each on a lawful way. No person's work.

What happened to whom is told by `resources.demo`; how it becomes facts is `demo_lives`' business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from planner import demo_days
from planner.bootstrap import Office
from planner.cases.lender_files import HOLDS, PAYMENTS, FileRead, last_payments, note_read
from planner.cases.model import CaseFile, CustomerFile, Fact, Stage
from planner.cases.money import Money
from planner.cases.outcomes import Code
from planner.demo_days import Called
from planner.demo_files import write_morning
from planner.demo_lives import Life
from planner.model import Address, Case, Coordinates, Customer, Day, PlaceKind, Visit, Window
from planner.settings import read_settings, save_settings
from planner.storage.session import Session
from planner.users import Role, User
from resources.demo.cases import (
    ADVICE,
    CURRENCY,
    HEARS_COMPLAINTS,
    OFFICE_PHONE,
    PAY_BY,
    DemoCases,
    Owed,
    Person,
)
from resources.demo.people import PROPOSER

ACTOR = "demo"
PROPOSER_ID = UUID("5f1c9a52-8d0e-4b1b-9d0c-3a7a6f0e2b41")
PAID_OVERNIGHT, IN_HOSPITAL = 12, 31
"""Numbers of the visits of the day that the files of the morning are about."""
ILL_TEAM = 1
"""Whose team the notes of the morning say that somebody is ill of, by its place in the roster."""
STALE = timedelta(hours=12)
USUAL = Window(time(10), time(12))
EVENING = Window(time(20, 30), time(20, 35))

type IsOpen = Callable[[date], bool]


@dataclass(frozen=True)
class _Around:
    now: datetime
    zone: ZoneInfo
    spoken: str
    day: Day
    is_open: IsOpen
    known: Mapping[tuple[str, str], Case]
    proposer: str

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def workday(self, back: int) -> date:
        """So many working days before today, or, below 0, after the demo day."""
        day, step = (self.today, -timedelta(days=1)) if back > 0 else (self.day.date, timedelta(days=1))
        for _turn in range(abs(back)):
            day += step
            while not self.is_open(day):
                day += step
        return day

    def case(self, source: str, owed: Owed, customer_id: UUID) -> CaseFile:
        """An account as it was before anything happened."""
        since, balance = self.today - timedelta(days=owed.days), Money(owed.cents, CURRENCY)
        case = self.known.get((source, owed.reference)) or Case(source, owed.reference)
        return CaseFile(case, customer_id, since, balance, _as_of(self.now), owed.product[self.spoken == "zh"])

    def life(self, cases: Iterable[CaseFile], base: date, offered: date, visit: Visit | None) -> Life:
        """A story about to be told."""
        span = visit.windows[0] if visit and visit.windows else USUAL
        return Life(tuple(cases), base, self.now, self.zone, self.is_open, offered, span, visit, self.proposer)


def lay_out(office: Office, day: Day, drawn: DemoCases, spoken: str, is_open: IsOpen) -> Day:
    """Bring the cases in behind a demo day that is there, in place of those of an earlier one, and write the files.

    The day as it is then: an earlier demo may have proposed visits for it.

    Parameters
    ----------
    is_open
        Whether every kind of place may be visited on a day.
    """
    now = office.clock()
    with office.store.writing() as session:
        known = {(file.case.source, file.case.reference): file.case for file in session.case_files()}
        session.forget_cases()
        demo_days.clear(session)
        day = session.day(day.date) or day
        zone, proposer = day.zone, _proposer(session, spoken, now)
        around = _Around(now, zone, spoken, day, cache(is_open), known, proposer)
        lives = [*_of_day(session, around, drawn), *_of_others(session, around, drawn)]
        cases = [case for told, _facts in lives for case in told]
        session.save_case_files(cases)
        session.add_facts(fact for _cases, facts in lives for fact in facts)
        _note_files(session, now, len(cases))
        _furnish(session, around)
        session.record("demo_cases", ACTOR, now, count=len(cases), visits=len(day.visits))
    _write_files(office, around, cases)
    return day


def keep_fresh(office: Office) -> None:
    """What the lender says is as of now, where a demo day was brought in some time ago and is still to come."""
    now = office.clock()
    with office.store.reading() as session:
        read = last_payments(session)
    if read is None or now - read.as_of < STALE:
        return
    with office.store.writing() as session:
        files = [file for file in session.case_files() if file.stage != Stage.CLOSED]
        session.save_case_files(replace(file, balance_at=_as_of(now)) for file in files)
        _note_files(session, now, len(files))
        session.record("demo_cases", ACTOR, now, changed=len(files))


def _proposer(session: Session, spoken: str, now: datetime) -> str:
    # Somebody who was at the desk and is so no more: whoever signs in to approve is somebody else.
    name = PROPOSER[spoken == "zh"]
    known = session.user(PROPOSER_ID)
    if known is None:
        session.record("user_added", ACTOR, now, user=str(PROPOSER_ID), role=Role.COORDINATOR)
        session.record("user_retired", ACTOR, now, user=str(PROPOSER_ID))
    user = known or User(name, Role.COORDINATOR, retired=True, id=PROPOSER_ID)
    return session.save_user(replace(user, name=name)).actor


def _as_of(now: datetime) -> datetime:
    # The evening before, so that the files of the morning are newer.
    return now - timedelta(hours=12)


def _furnish(session: Session, around: _Around) -> None:
    own, settings = around.spoken == "zh", read_settings(session)
    office = {
        "office_phone": OFFICE_PHONE, "return_address": around.day.depots[0].address.text, "advice_at": ADVICE[own],
        "payment_channels": PAY_BY[own], "complaints_to": HEARS_COMPLAINTS[own],
    }  # fmt: skip
    save_settings(session, replace(settings, **office))  # type: ignore[arg-type]


def _note_files(session: Session, now: datetime, rows: int) -> None:
    for kind in (PAYMENTS, HOLDS):
        note_read(session, kind, FileRead(now, now, rows))


type Told = tuple[tuple[CaseFile, ...], list[Fact]]


# --- the customers of the day


def _of_day(session: Session, around: _Around, drawn: DemoCases) -> Iterator[Told]:
    homes = iter(drawn.homes)
    files = []
    for visit in around.day.visits:
        address = visit.address
        if visit.place_kind != PlaceKind.HOME:  # where they live is another place
            text, inner = next(homes)
            address = Address(text[around.spoken == "zh"], inner[around.spoken == "zh"])
        files.append(CustomerFile(visit.customer, address))
    session.save_customer_files(files)
    for visit in around.day.visits:
        story, owed = drawn.of_visits[_number(visit)]
        cases = [around.case("lender", each, visit.customer.id) for each in owed]
        mine = {case.reference: case for case in visit.cases}
        cases = [replace(case, case=mine[case.case.reference]) for case in cases]
        life = around.life(cases, around.today, around.day.date, visit)
        yield life.tell(story.lines), life.facts


def _number(visit: Visit) -> int:
    return int(visit.reference.removeprefix("V-")) - 1000


# --- everybody else


def _of_others(session: Session, around: _Around, drawn: DemoCases) -> Iterator[Told]:
    files = session.save_customer_files(_file(person, around.spoken) for person in drawn.people)
    days: dict[date, list[tuple[Called, Visit]]] = defaultdict(list)
    for person, file in zip(drawn.people, files, strict=True):
        cases = [around.case(person.source, owed, file.id) for owed in person.cases]
        story, visit, base = person.story, None, around.today
        offered = around.workday(-3)
        if story.hangs_on:
            when = around.workday(story.hangs_on)
            called = _called(person, file, cases)
            evening = EVENING if "at=20:30" in story.lines else USUAL
            visit = called.visit(when, None if story.hangs_on > 0 else evening, past=story.hangs_on > 0)
            days[when].append((called, visit))
            offered = when
            base = when if story.hangs_on > 0 else base
        life = around.life(cases, base, offered, visit)
        yield life.tell(story.lines, person.shift), life.facts
    for when, called_on in days.items():
        if when < around.today:
            demo_days.went(session, around.day, when, called_on)
        else:
            demo_days.propose(session, around.day, when, [visit for _who, visit in called_on])


def _file(person: Person, spoken: str) -> CustomerFile:
    own = spoken == "zh"
    customer = Customer(person.source, person.reference, person.name[own], person.phone, person.language)
    return CustomerFile(customer, Address(person.address[own], person.inner[own]), email=person.email)


def _called(person: Person, file: CustomerFile, cases: Iterable[CaseFile]) -> Called:
    code = next((line.split()[3] for line in person.story.lines.splitlines() if " outcome " in line), "")
    place = Coordinates(person.lat, person.lon)
    return Called(file, tuple(case.case for case in cases), place, person.number, Code(code) if code else None)


# --- the files of the morning


def _write_files(office: Office, around: _Around, cases: Iterable[CaseFile]) -> None:
    visits = {_number(visit): visit for visit in around.day.visits}
    of = {case.case.reference: case for case in cases}
    paid = [of[case.reference] for case in visits[PAID_OVERNIGHT].cases]
    owed = [case for case in of.values() if case.stage == Stage.OVERDUE]
    planned = [case for case in of.values() if case.stage == Stage.AGREED]
    team = around.day.shifts[ILL_TEAM]
    words = ("住院", "争议") if around.spoken == "zh" else ("hospital", "dispute")
    with office.store.reading() as session:
        other = session.customer_files([owed[-1].customer_id])[owed[-1].customer_id].customer.reference
    write_morning(
        office.data, around.day.date, around.today, paid=paid, parts=[owed[0], *planned[:2]],
        holds=((visits[IN_HOSPITAL].customer.reference, words[0]), (other, words[1])),
        ill=(team.members[-1].name, team.team.name), spoken=around.spoken,
    )  # fmt: skip
