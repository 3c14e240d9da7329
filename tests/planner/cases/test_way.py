"""A case goes its way step by step; none is left out, and each has who, when and why."""

from datetime import UTC, date, datetime

import pytest

from planner.bootstrap import Office
from planner.cases.model import CaseFile, CustomerFile, Stage, Step, StepKind
from planner.cases.money import Money
from planner.cases.way import TABLE, stage_after, take
from planner.errors import Conflict, NotAllowed
from planner.model import Case, Customer
from tests.conftest import NOW

WAY = (
    StepKind.REMINDED,
    StepKind.PREPARED,
    StepKind.CONTACTED,
    StepKind.PROPOSED,
    StepKind.APPROVED,
    StepKind.ISSUED,
    StepKind.VISITED,
    StepKind.AGREED,
    StepKind.FOLLOWED_UP,
    StepKind.CLOSED,
)


@pytest.fixture
def file(office: Office) -> CaseFile:
    """A case that is overdue for a month."""
    customer = Customer("lender", "C-1", "Egon Ilves", "0555 010 231")
    with office.store.writing() as session:
        (person,) = session.save_customer_files([CustomerFile(customer)])
        made = CaseFile(Case("lender", "K-1"), person.id, date(2026, 10, 23), Money.of("812.40", "EUR"), NOW)
        return session.save_case_file(made)


def test_the_whole_way_leads_from_overdue_to_closed(office: Office, file: CaseFile) -> None:
    for kind in WAY:
        with office.store.writing() as session:
            file = take(session, file, kind, at=NOW, by="user", why="test")
    with office.store.reading() as session:
        steps = session.facts(Step, cases=[file.id])
        (kept,) = session.case_files([file.id])
        recorded = [row for row in session.records() if row["kind"] == "case_step"]
    assert [step.kind for step in steps] == list(WAY)
    assert all((step.at, step.by, step.why) == (NOW, "user", "test") for step in steps)
    assert kept == file
    assert kept.stage == stage_after(steps) == Stage.CLOSED
    assert len(recorded) == len(WAY)


@pytest.mark.parametrize("kind", sorted(set(TABLE) - {StepKind.REMINDED, StepKind.CLOSED}))
def test_nothing_is_left_out(office: Office, file: CaseFile, kind: StepKind) -> None:
    with pytest.raises(NotAllowed) as refused, office.store.writing() as session:
        take(session, file, kind, at=NOW, by="user")
    assert refused.value.code == "wrong_stage"
    with office.store.reading() as session:
        assert session.facts(Step, cases=[file.id]) == ()


def test_no_visit_without_an_approval_by_any_order_of_steps() -> None:
    """All orders of steps up to a length: whoever is visited was approved since the last time it was proposed."""
    reached: dict[Stage, set[bool]] = {Stage.OVERDUE: {False}}
    frontier = [(Stage.OVERDUE, False)]
    while frontier:
        stage, approved = frontier.pop()
        for kind, (sources, target) in TABLE.items():
            if stage in sources:
                if kind == StepKind.VISITED and stage != Stage.VISITED:
                    assert approved, stage
                now = kind == StepKind.APPROVED or (approved and kind in (StepKind.ISSUED, StepKind.VISITED))
                if now not in reached.setdefault(target, set()):
                    reached[target].add(now)
                    frontier.append((target, now))
    assert set(reached) == set(Stage)


def test_two_who_move_a_case_at_once_are_told(office: Office, file: CaseFile) -> None:
    with office.store.writing() as session:
        take(session, file, StepKind.REMINDED, at=NOW, by="one")
    with pytest.raises(Conflict), office.store.writing() as session:
        take(session, file, StepKind.CLOSED, at=datetime(2026, 11, 24, tzinfo=UTC), by="other", why="paid")
