"""Pictures of the pages of the cases, of the demo's morning.

The lender's files of the morning are read first, so that there is something to see; two people are added who propose
and approve. It is always the same Monday.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from benchmarks.pictures.studio import EARLY, Studio, look_at_clock
from planner.bootstrap import Office
from planner.cases.booking import import_payments
from planner.cases.calls import CallGroup, call_list
from planner.cases.holds_file import import_holds
from planner.cases.model import Purpose, Stage, Step, StepKind
from planner.cases.outcomes import VisitOutcome
from planner.people import add_user
from planner.users import ALONE, Role, User
from ui.cases.calls import CallsPage

LATER = datetime(2026, 11, 23, 11, 20, tzinfo=UTC)
"""Twenty past ten in the demo's town: customers may be called."""
HARDSHIP = "V-1029"
ROOM = (1320, 860)
SECRET = "a calm winter day"
WAYS = (("light", "en"), ("light", "zh"), ("dark", "en"))


def take_cases(studio: Studio) -> None:
    """The pages of the cases: English in light and dark, and Chinese."""
    studio.open()
    for theme, language in WAYS:
        if studio.wanted.any(name := f"{theme}-{language}-cases"):
            look_at_clock(EARLY)
            studio.dress(language, theme)
            pages(studio, name)


def pages(studio: Studio, name: str) -> None:
    """Each page once, as it stands that morning."""
    window = studio.window
    office, when = window.office, EARLY.date()
    desk = window.errands.desk
    if office.has_users:  # they were added for the pictures before
        desk.seat(second_person(office))
    read_files(office, when)
    desk.changed.emit()
    show = window.errands.cases
    show("board")
    cases = window.errands._cases
    assert cases
    cases.resize(*ROOM)
    day = window.document.day
    assert day
    draft = next(visit for visit in day.visits if visit.reference == HARDSHIP)
    shown: list[tuple[str, object]] = [
        ("board", None), ("case", followed(office)), ("morning", when), ("outcomes", evening(office)),
        ("repayment", draft.cases[0].id), ("follow_up", None), ("reports", None), ("promises", when),
    ]  # fmt: skip
    for page, value in shown:
        show(page, value)
        studio.rest(2.0)
        studio.take(f"{name}-{page}", cases)
    look_at_clock(LATER)
    desk.changed.emit()
    show("reminders")
    studio.rest(2.0)
    studio.take(f"{name}-reminders", cases)
    show("calls", (to_call(office), Purpose.PRE_CONTACT))
    studio.rest(2.0)
    assert isinstance(cases.page, CallsPage)
    for answer in "21":  # somebody answers, and it is the customer
        cases.page.call_screen.press(answer)
    studio.rest(0.5)
    studio.take(f"{name}-call", cases)
    approver = second_person(office)
    desk.seat(approver)
    show("approvals")
    studio.rest(2.5)
    studio.take(f"{name}-approvals", cases)
    cases.close()


def read_files(office: Office, when: date) -> None:
    """What the lender says this morning."""
    for kind, read in (("payments", import_payments), ("holds", import_holds)):
        read(office, office.data / f"{kind}-{when.isoformat()}.csv", by=office.user)


def followed(office: Office) -> UUID:
    """A case with a long history."""
    with office.store.reading() as session:
        return session.case_files(stages=[Stage.FOLLOWED_UP])[0].id


def evening(office: Office) -> date:
    """The last day of which something was told."""
    with office.store.reading() as session:
        told = {fact.visit_id for fact in session.facts(VisitOutcome) if fact.visit_id}
        return max(session.days_of_visits(told))


def to_call(office: Office) -> UUID:
    """Somebody who may be called now."""
    return next(call.customer.id for call in call_list(office, by=office.user) if call.group == CallGroup.NOW)


def second_person(office: Office) -> User:
    """Somebody who approves what somebody else has proposed just now."""
    if office.has_users:
        with office.store.reading() as session:
            return next(user for user in session.users() if user.role == Role.SUPERVISOR)
    boss = add_user(office, "Ada Lind", Role.ADMINISTRATOR, SECRET, by=ALONE)
    approver = add_user(office, "Ines Holm", Role.SUPERVISOR, SECRET, by=boss)
    maker = add_user(office, "Tom Wren", Role.COORDINATOR, SECRET, by=boss)
    with office.store.writing() as session:  # what nobody with a name has proposed, nobody can approve
        for step in session.facts(Step):
            if step.kind == StepKind.PROPOSED:
                session.change_fact(replace(step, by=maker.actor))
    return approver
