"""The queues of what goes out, by what it is for: each a list of `Due`, of reminders or of notices. Sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.around import Around, around
from planner.cases.model import Purpose
from planner.cases.notices import agent_dues, follow_up_dues, visit_dues
from planner.cases.reminders import Due, DueState, read_dues
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

type Reads = Callable[[Session, Around, Collection[UUID] | None], tuple[Due, ...]]

QUEUES: Mapping[Purpose, Reads] = {
    Purpose.REMINDER: read_dues,
    Purpose.VISIT_NOTICE: visit_dues,
    Purpose.AGENT_NOTICE: agent_dues,
    Purpose.FOLLOW_UP: follow_up_dues,
}
"""Every purpose that has a queue, in the order in which people are asked about them."""


def read_queue(
    session: Session, office: Around, purpose: Purpose, customers: Collection[UUID] | None = None
) -> tuple[Due, ...]:
    """Whoever is to be told something, of these customers or of all."""
    return QUEUES[purpose](session, office, customers)


def queue(office: Office, purpose: Purpose = Purpose.REMINDER, *, by: User) -> tuple[Due, ...]:
    """Whoever is to be told something now. Raises ``no_right``."""
    by.require(Right.CONTACT)
    known = around(office)
    with office.store.reading() as session:
        return read_queue(session, known, purpose)


def queues(office: Office, *, by: User) -> Mapping[Purpose, tuple[Due, ...]]:
    """Every queue, as it is now. Raises ``no_right``."""
    by.require(Right.CONTACT)
    known = around(office)
    with office.store.reading() as session:
        return {purpose: read_queue(session, known, purpose) for purpose in QUEUES}


def open_count(dues: Collection[Due]) -> int:
    """How many of a queue wait for somebody now."""
    return sum(due.state in (DueState.DUE, DueState.FAILED) for due in dues)
