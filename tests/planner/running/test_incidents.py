"""Something went wrong: it stays on top with its log until somebody closes it; what it held stays held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from planner.cases.holding import end
from planner.cases.model import Hold
from planner.errors import BadInput, Conflict, NotAllowed
from planner.running.danger import held_by, is_code_word, tell_where, to_ring_of
from planner.running.incidents import close, go_on, holds_of, open_incident, open_incidents, paused, write
from planner.settings import Settings
from planner.storage.session import Session
from planner.told import IncidentKind, Said
from planner.users import ALONE
from tests.builders import TUESDAY, visit
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running


def holds(session: Session, running: Running) -> tuple[Hold, ...]:
    return session.facts(Hold, customers=[running.work.day.visit(running.visit(1, 1)).customer.id], open_only=True)


def test_danger_on_the_way_holds_nobody_until_it_is_known_where(running: Running) -> None:
    incident = running.hear(1, Said.DANGER, at(9)).incident
    assert incident
    assert (incident.visit_id, incident.dwelling) == (None, "")
    known = tell_where(running.office, running.work.day, incident, running.visit(1, 1), by=ALONE)
    with running.office.store.reading() as session:
        assert held_by(session, known) == (running.work.day.visit(running.visit(1, 1)).customer.id,)
        assert paused(session, TUESDAY) == {running.team(1)}


def test_a_log_is_written_and_the_record_tells_that_it_was_not_what(running: Running) -> None:
    incident = open_incident(
        running.office, running.work.day, running.team(2), IncidentKind.ACCIDENT, text="A dented door", by=ALONE
    )  # fmt: skip
    written = write(running.office, incident, "  The garage comes at ten. ", by=ALONE)
    assert [line.text for line in written.log] == ["A dented door", "The garage comes at ten."]
    other = write(running.office, incident, "Of somebody who did not see the line before.", by=ALONE)
    assert len(other.log) == 3
    with pytest.raises(BadInput, match="empty_line"):
        write(running.office, written, " ", by=ALONE)
    with pytest.raises(Conflict):
        close(running.office, written, by=ALONE)  # who did not see the last line
    close(running.office, other, by=ALONE)
    with pytest.raises(NotAllowed, match="incident_is_closed"):
        write(running.office, other, "Too late.", by=ALONE)
    with running.office.store.reading() as session:
        assert "garage" not in str(session.records())


def test_a_team_goes_on_before_the_incident_is_closed_and_the_hold_stays_after(running: Running) -> None:
    running.hear(1, Said.ARRIVED, at(9, 15))
    incident = running.hear(1, Said.DANGER, at(9, 20)).incident
    assert incident
    going = go_on(running.office, incident, by=ALONE)
    assert running.hear(1, Said.ARRIVED, at(10, 30)).fact.stop == 2
    closed = close(running.office, going, by=ALONE)
    with running.office.store.reading() as session:
        assert (open_incidents(session), closed.closed_by) == ((), "user")
        assert len(holds(session, running)) == 1


def test_a_word_that_was_misheard_holds_nobody_any_longer(running: Running) -> None:
    running.hear(1, Said.ARRIVED, at(9, 15))
    incident = running.hear(1, Said.DANGER, at(9, 20)).incident
    assert incident
    close(running.office, incident, mistaken=True, by=ALONE)
    with running.office.store.reading() as session:
        assert holds(session, running) == ()


def test_the_code_word_is_known_however_it_is_typed_and_nothing_is_one_where_none_was_agreed() -> None:
    agreed = Settings(code_word="Blue  Folder")
    assert is_code_word(agreed, "blue folder ")
    assert not is_code_word(agreed, "blue")
    assert not is_code_word(Settings(), "")


def test_the_team_that_was_to_meet_it_there_is_rung_up(running: Running) -> None:
    one, two = running.plan.routes
    joint = replace(two, stops=(*two.stops, one.stops[0]))
    with running.office.store.writing() as session:
        session.freeze(replace(running.plan, id=uuid4(), routes=(one, joint)))
    incident = running.hear(1, Said.DANGER, at(9)).incident
    assert incident
    known = tell_where(running.office, running.work.day, incident, one.stops[0].visit_id, by=ALONE)
    with running.office.store.reading() as session:
        (phone,) = to_ring_of(session, known)
    assert (phone.shift_id, phone.visit_id) == (running.team(2), one.stops[0].visit_id)


def test_who_is_known_later_of_that_dwelling_is_held_as_well_until_nobody_is(running: Running) -> None:
    here = running.work.day.visit(running.visit(1, 1))
    running.hear(1, Said.DANGER, at(9), stop=1)
    other = replace(visit(77), id=uuid4(), address=here.address, date=TUESDAY + timedelta(days=1))
    with running.office.store.writing() as session:
        later = session.save_day(replace(running.work.day, id=uuid4(), version=0, date=other.date, visits=(other,),
                                         shifts=()))  # fmt: skip
    who = later.visits[0].customer.id
    held = running.office.closed(later).standings[who].held
    assert [(each.kind, each.at) for each in held] == [("safety_risk", at(9))]
    with running.office.store.writing() as session:
        for incident in open_incidents(session):
            end(session, holds_of(session, incident), at=at(10), by="user", why="settled")
    assert running.office.closed(later).standings[who].held == ()
