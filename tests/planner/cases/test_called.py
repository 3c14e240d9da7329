"""A customer called: found at once, heard for good, and nobody goes there any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.bootstrap import Office
from planner.cases.called import TABLE, Request, called, find
from planner.cases.called_words import followed_words
from planner.cases.model import Contact, Hold, HoldKind, Stage
from planner.cases.ringing import to_phone
from planner.errors import BadInput, Conflict, NotFound
from planner.model import Day, Plan
from planner.running.confirming import answered
from planner.users import ALONE, Role, User
from tests.builders import TUESDAY

type Out = tuple[Day, Plan]


def test_somebody_is_found_by_name_last_digits_or_reference(office: Office, out: Out) -> None:
    visit, who = out[0].visits[2], out[0].visits[2].customer
    # They read what stands on the letter: the number of the case, or of the visit.
    numbers = (who.reference, visit.reference.lower(), visit.cases[0].reference)
    for words in (who.name, who.name.split()[-1].lower(), *numbers):
        assert who.id in [each.customer.id for each in find(office, words, by=ALONE)], words
    assert find(office, who.name, by=ALONE)[0].next_visit == TUESDAY
    assert find(office, " ", by=ALONE) == find(office, "nobody of this name", by=ALONE) == ()


@pytest.mark.parametrize("request_", Request)
def test_whatever_is_said_the_visit_is_off_and_its_team_is_rung_up(office: Office, out: Out, request_: Request) -> None:
    the_day, plan = out
    visit = the_day.visits[1]
    done = called(office, visit.customer.id, request_, by=ALONE)
    assert (done.hold.kind if done.hold else None) == TABLE[request_].hold
    (phone,) = done.phone
    route = plan.route_of(visit.id)
    assert route
    assert phone.shift_id == route.shift_id
    with office.store.reading() as session:
        kept = session.day(TUESDAY)
        assert kept
        assert visit.id not in {each.id for each in kept.visits}
        assert len(kept.visits) == 3
        assert to_phone(session) == (phone,)
        assert [file.stage for file in session.case_files([visit.cases[0].id])] == [Stage.CONTACTED]
        assert len(session.facts(Contact, customers=[visit.customer.id])) == 1
        kinds = [row["kind"] for row in session.records()]
        assert visit.customer.name not in "".join(str(row) for row in session.records())
    assert {"visit_withdrawn", "phone_team", "customer_called"} <= set(kinds)


def test_what_is_said_twice_holds_once(office: Office, out: Out) -> None:
    who = out[0].visits[0].customer.id
    first = called(office, who, Request.NO_VISITS, by=ALONE).hold
    again = called(office, who, Request.NO_VISITS, by=ALONE)
    assert again.hold == first
    # Nobody has reached the team yet: its paper is out still.
    assert [each.customer_id for each in again.phone] == [who]
    assert "nobody has to be rung up" not in followed_words(again, shown=True)
    with office.store.reading() as session:
        assert [hold.kind for hold in session.facts(Hold, customers=[who])] == [HoldKind.VISIT_REFUSED]


def test_a_team_is_rung_up_until_somebody_answers_by_name(office: Office, out: Out) -> None:
    (phone,) = called(office, out[0].visits[0].customer.id, Request.CANCEL, by=ALONE).phone
    with pytest.raises(BadInput):
        answered(office, phone, "  ", by=ALONE)
    answered(office, phone, "M. Sol", by=ALONE)
    with office.store.reading() as session:
        assert to_phone(session) == ()
    with pytest.raises(Conflict):
        answered(office, phone, "M. Sol", by=ALONE)


def test_nobody_unknown_is_heard_and_nobody_without_the_right_hears(office: Office, out: Out) -> None:
    with pytest.raises(NotFound):
        called(office, out[0].id, Request.CANCEL, by=ALONE)
    auditor = User("A", Role.AUDITOR)
    with pytest.raises(Exception, match="no_right"):
        called(office, out[0].visits[0].customer.id, Request.CANCEL, by=auditor)


def test_both_teams_of_a_visit_that_takes_two_are_rung_up_also_one_that_is_dissolved(office: Office, out: Out) -> None:
    day, plan = out
    visit = day.visits[0]
    (mine,) = [route for route in plan.routes if plan.route_of(visit.id) == route]
    (stop,) = [each for each in mine.stops if each.visit_id == visit.id]
    both = tuple(r if r == mine else replace(r, stops=(*r.stops, stop)) for r in plan.routes)
    with office.store.writing() as session:
        session.freeze(replace(plan, routes=both))
        kept = session.day(TUESDAY)
        assert kept
        session.save_day(replace(kept, shifts=tuple(s for s in kept.shifts if s.id != mine.shift_id)))
    phones = called(office, visit.customer.id, Request.CANCEL, by=ALONE).phone
    assert {each.shift_id for each in phones} == {route.shift_id for route in plan.routes}
    assert sum(bool(each.team) for each in phones) == 1
