"""Who works with Rounds, and what each may do. How a person is known again (passwords) is not here.

Roles bind the app, not somebody who holds the key of the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from planner.errors import NotAllowed


class Role(StrEnum):
    """What somebody is here for."""

    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What may be done, each by some roles."""

    PLAN = "plan"
    ISSUE = "issue"
    CONTACT = "contact"
    PROPOSE = "propose"
    APPROVE = "approve"
    SEE_CASE = "see_case"
    SEE_MASKED = "see_masked"
    """Phone, ID number, balance, health and family notes in full."""
    SEE_RECORD = "see_record"
    SETTLE = "settle"
    """Rules, users, the office's choices."""


_DESK = frozenset({Right.PLAN, Right.ISSUE, Right.CONTACT, Right.PROPOSE, Right.SEE_CASE, Right.SEE_MASKED})
RIGHTS = {
    Role.COORDINATOR: _DESK,
    Role.SUPERVISOR: _DESK | {Right.APPROVE, Right.SEE_RECORD},
    Role.AUDITOR: frozenset({Right.SEE_CASE, Right.SEE_RECORD}),
    Role.ADMINISTRATOR: frozenset({Right.SEE_RECORD, Right.SETTLE}),
}


@dataclass(frozen=True, slots=True)
class User:
    """One person at the desk.

    `staff_id` is set where they also go to doors. `deputy_for` names another user whom they stand in for, from
    `deputy_from` to `deputy_until`, both included.
    """

    name: str
    role: Role
    staff_id: UUID | None = None
    deputy_for: UUID | None = None
    deputy_from: date | None = None
    deputy_until: date | None = None
    retired: bool = False
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    @property
    def actor(self) -> str:
        """How the record names them: never by name."""
        return str(self.id) if self.id != ALONE_ID else "user"

    def may(self, right: Right) -> bool:
        """Whether their role has this right. An office without users has one that may all but approve."""
        return right in (ALONE_RIGHTS if self.id == ALONE_ID else RIGHTS[self.role])

    def require(self, right: Right) -> None:
        """Refuse what their role may not.

        Raises
        ------
        NotAllowed
            ``no_right``.
        """
        if not self.may(right):
            raise NotAllowed("no_right", right=right.value, role=self.role.value)


ALONE_ID = UUID(int=0)
ALONE_RIGHTS = frozenset(set(Right) - {Right.APPROVE})
ALONE = User("", Role.COORDINATOR, id=ALONE_ID)
"""Who works in an office that has no users yet."""
