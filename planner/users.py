"""Who works with Rounds, and what each may do. How a person is known again (passwords) is not here.

Roles bind the app, not somebody who holds the key of the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from planner.errors import NotAllowed
from planner.model import Staff


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

    `staff_id` is set where they also go to doors by another name than this one, see `staff_of`. `deputy_for` names
    another user whom they stand in for, from `deputy_from` to `deputy_until`, both included. `acting` holds the roles
    that they have today besides their own; it is worked out when they sign in, see `as_of`, and never kept.
    """

    name: str
    role: Role
    staff_id: UUID | None = None
    deputy_for: UUID | None = None
    deputy_from: date | None = None
    deputy_until: date | None = None
    retired: bool = False
    acting: frozenset[Role] = frozenset()
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    @property
    def actor(self) -> str:
        """How the record names them: never by name."""
        return NAMELESS.get(self.id) or str(self.id)

    def may(self, right: Right) -> bool:
        """Whether a role of theirs has this right. An office without users has one that may all but approve."""
        if self.id in NAMELESS:
            return self.id == ALONE_ID and right in ALONE_RIGHTS
        return not self.retired and any(right in RIGHTS[role] for role in (self.role, *self.acting))

    def require(self, right: Right) -> None:
        """Refuse what their role may not.

        Raises
        ------
        NotAllowed
            ``no_right``; ``sign_in_first`` where nobody has signed in.
        """
        if self.id == NOBODY.id:
            raise NotAllowed("sign_in_first")
        if not self.may(right):
            raise NotAllowed("no_right", right=right.value, role=self.role.value)

    def stands_in(self, day: date) -> UUID | None:
        """Whom they stand in for on a day."""
        first, last = self.deputy_from or date.min, self.deputy_until or date.max
        return self.deputy_for if first <= day <= last else None


ALONE_ID = UUID(int=0)
ALONE_RIGHTS = frozenset(set(Right) - {Right.APPROVE})
ALONE = User("", Role.COORDINATOR, id=ALONE_ID)
"""Who works in an office that has no users yet."""
NOBODY = User("", Role.COORDINATOR, id=UUID(int=1))
"""Who sits there where an office has users and none has signed in: may nothing."""
NAMELESS = {ALONE_ID: "user", NOBODY.id: "nobody"}
FIRST_ROLES = (Role.ADMINISTRATOR, Role.SUPERVISOR)
"""What the first user of an office may be: without either nobody could add a second one."""


def as_of(user: User, users: tuple[User, ...], day: date) -> User:
    """A user with the roles of that day: of whom they stand in for; a supervisor settles where nobody else could."""
    at_work = {each.id: each.role for each in users if not each.retired}
    acting = {at_work[other]} if (other := user.stands_in(day)) in at_work else set()
    if user.role == Role.SUPERVISOR and Role.ADMINISTRATOR not in at_work.values():
        acting.add(Role.ADMINISTRATOR)
    return replace(user, acting=frozenset(acting - {user.role}))


def staff_of(user: User, staff: Iterable[Staff]) -> UUID | None:
    """Who a user is among these people who go to doors: as it was settled, else whoever goes by the same name.

    A name is enough: that somebody approves their own way must not hang on a link that nobody has made.
    """
    if user.staff_id:
        return user.staff_id
    name = _plain(user.name)
    return next((person.id for person in staff if name and _plain(person.name) == name), None)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def who_may(right: Right) -> tuple[Role, ...]:
    """The roles that have a right."""
    return tuple(role for role in Role if right in RIGHTS[role])


@dataclass
class Seat:
    """Who sits at this computer now; one for each open office. `alone` names an office without users in the record."""

    user: User | None = None
    alone: str = NAMELESS[ALONE_ID]

    def take(self, user: User | None) -> None:
        """Somebody sits down; with None the seat is free."""
        self.user = user
