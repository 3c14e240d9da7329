"""The way of a case, as a table: which step may follow which stage, and where it leads. Pure but for `take`.

Holds stop the way (`planner.policy` says which); they are facts of the customer and no stages. That a visit stands in
a plan is told by the plan alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.model import CaseFile, Stage, Step, StepKind
from planner.errors import NotAllowed

if TYPE_CHECKING:
    from planner.storage.session import Session

_BEFORE_THE_DAY = frozenset({Stage.PROPOSED, Stage.APPROVED, Stage.ISSUED})
_ANY_OPEN = frozenset(set(Stage) - {Stage.CLOSED})

TABLE: Mapping[StepKind, tuple[frozenset[Stage], Stage]] = {
    StepKind.REMINDED: (frozenset({Stage.OVERDUE, Stage.REMINDED}), Stage.REMINDED),
    StepKind.PREPARED: (frozenset({Stage.REMINDED}), Stage.PREPARED),
    # After a visit too: nobody comes again before there was another talk.
    StepKind.CONTACTED: (frozenset({Stage.PREPARED, Stage.CONTACTED, Stage.VISITED}), Stage.CONTACTED),
    StepKind.PROPOSED: (frozenset({Stage.CONTACTED}), Stage.PROPOSED),
    StepKind.APPROVED: (frozenset({Stage.PROPOSED}), Stage.APPROVED),
    StepKind.RETURNED: (frozenset({Stage.PROPOSED}), Stage.CONTACTED),
    # The visit has become needless or may not be any longer.
    StepKind.WITHDRAWN: (_BEFORE_THE_DAY, Stage.CONTACTED),
    StepKind.ISSUED: (frozenset({Stage.APPROVED, Stage.ISSUED}), Stage.ISSUED),
    StepKind.VISITED: (frozenset({Stage.APPROVED, Stage.ISSUED, Stage.VISITED}), Stage.VISITED),
    # At the door, or on the telephone before anybody had to come.
    StepKind.AGREED: (frozenset({Stage.REMINDED, Stage.PREPARED, Stage.CONTACTED, Stage.VISITED}), Stage.AGREED),
    StepKind.FOLLOWED_UP: (frozenset({Stage.VISITED, Stage.AGREED, Stage.FOLLOWED_UP}), Stage.FOLLOWED_UP),
    # A plan that was not kept leads to a talk, never straight to a door.
    StepKind.BROKEN: (frozenset({Stage.AGREED, Stage.FOLLOWED_UP, Stage.VISITED}), Stage.PREPARED),
    StepKind.CLOSED: (_ANY_OPEN, Stage.CLOSED),
    StepKind.REOPENED: (frozenset({Stage.CLOSED}), Stage.OVERDUE),
}
"""From which stages a step may be taken, and the stage that it leads to."""


def may_take(stage: Stage, kind: StepKind) -> bool:
    """Whether a case at this stage may take this step."""
    return kind in TABLE and stage in TABLE[kind][0]


def stage_after(steps: Iterable[Step]) -> Stage:
    """The stage that steps in their order lead to, from an overdue case on.

    Raises
    ------
    NotAllowed
        ``wrong_stage``: one of them may not follow those before it.
    """
    stage = Stage.OVERDUE
    for step in steps:
        stage = Stage.OVERDUE if step.kind == StepKind.OPENED else _next(stage, step.kind)
    return stage


def take(
    session: Session,
    file: CaseFile,
    kind: StepKind,
    *,
    at: datetime,
    by: str,
    why: str = "",
    visit_id: UUID | None = None,
) -> CaseFile:
    """Move a case on in this transaction: the step is kept, and recorded; the case as it is then.

    Raises
    ------
    NotAllowed
        ``wrong_stage``: this step may not be taken from where the case is.
    Conflict
        ``changed_meanwhile``: somebody else has moved it since it was read.
    """
    stage = _next(file.stage, kind)
    step = Step(
        customer_id=file.customer_id, case_id=file.id, visit_id=visit_id, at=at, by=by, kind=kind, why=why
    )  # fmt: skip
    session.add_fact(step)
    subject = session.subject(file.customer_id)
    session.record("case_step", by, at, case=file.id, customer=subject, step=kind.value, stage=stage.value, why=why)
    return session.save_case_file(replace(file, stage=stage, stage_at=at))


def take_all(
    session: Session, files: Collection[CaseFile], kind: StepKind, *, at: datetime, by: str, why: str = ""
) -> tuple[CaseFile, ...]:
    """The same for many at once, by as few statements as there can be. Raises as `take`."""
    moved = [replace(file, stage=_next(file.stage, kind), stage_at=at) for file in files]
    session.add_facts(
        Step(customer_id=file.customer_id, case_id=file.id, at=at, by=by, kind=kind, why=why) for file in moved
    )
    for file in moved:
        who = session.subject(file.customer_id)
        session.record(
            "case_step", by, at, case=file.id, customer=who, step=kind.value, stage=file.stage.value, why=why
        )  # fmt: skip
    return session.save_case_files(moved)


def _next(stage: Stage, kind: StepKind) -> Stage:
    if not may_take(stage, kind):
        raise NotAllowed("wrong_stage", stage=stage.value, step=kind.value)
    return TABLE[kind][1]
