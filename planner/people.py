"""Who works here is settled: users are added, given other roles and passwords, deputies with dates, and retired.

Each use case records what was done, by whom and of whom, in the same transaction; never a name, never a password.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from argon2 import PasswordHasher

from planner.bootstrap import Office
from planner.errors import BadInput, NotAllowed, NotFound
from planner.signing_in import confirm, hashed, sign_in
from planner.storage.session import Session
from planner.users import FIRST_ROLES, Right, Role, User


def add_user(
    office: Office, name: str, role: Role, password: str, *, by: User, hasher: PasswordHasher | None = None
) -> User:
    """Somebody new may sign in.

    Raises
    ------
    NotAllowed
        ``no_right``; ``first_user_role``: the first one must be able to add a second one.
    BadInput
        ``no_user_name``, ``short_password``.
    Conflict
        ``user_exists``.
    """
    by.require(Right.SETTLE)
    if not name.strip():
        raise BadInput("no_user_name")
    secret, now = hashed(password, hasher), office.clock()
    with office.store.writing() as session:
        confirm(session, by, Right.SETTLE, now)
        if all(each.retired for each in session.users()) and role not in FIRST_ROLES:
            raise NotAllowed("first_user_role")
        user = session.save_user(User(" ".join(name.split()), role))
        session.keep_secret(user.id, secret)
        session.record("user_added", by.actor, now, user=user.actor, role=role)
    return user


def change_role(office: Office, user_id: UUID, role: Role, *, by: User) -> User:
    """Somebody works as something else from now on. Raises ``no_right``, ``no_such_user``, ``last_settler``."""
    now = office.clock()
    with office.store.writing() as session:
        confirm(session, by, Right.SETTLE, now)
        user = session.save_user(replace(_known(session, user_id), role=role))
        _keep_a_settler(session)
        session.record("role_changed", by.actor, now, user=user.actor, role=role)
    return user


def change_password(
    office: Office, user_id: UUID, new: str, *, by: User, old: str = "", hasher: PasswordHasher | None = None
) -> None:
    """A new password: one's own with the old one, somebody else's by who settles such things.

    Raises
    ------
    NotAllowed
        ``no_right``, ``sign_in_wait``.
    BadInput
        ``wrong_sign_in`` where the old one is another, ``short_password``.
    """
    secret, now = hashed(new, hasher), office.clock()
    if by.id == user_id:
        sign_in(office, by.name, old, hasher=hasher)
    with office.store.writing() as session:
        if by.id != user_id:
            confirm(session, by, Right.SETTLE, now)
        user = _known(session, user_id)
        session.keep_secret(user_id, secret)
        session.record("password_changed", by.actor, now, user=user.actor)


def retire(office: Office, user_id: UUID, *, by: User) -> User:
    """Somebody may no longer sign in; what they did stays theirs. Raises as `change_role`."""
    now = office.clock()
    with office.store.writing() as session:
        confirm(session, by, Right.SETTLE, now)
        user = session.save_user(replace(_known(session, user_id), retired=True))
        _keep_a_settler(session)
        session.record("user_retired", by.actor, now, user=user.actor)
    return user


def set_deputy(office: Office, user_id: UUID, for_id: UUID, first: date, last: date, *, by: User) -> User:
    """Somebody stands in for another one, from the first to the last day: has their rights besides their own.

    Settled by who settles such things, or by the one who will be away.

    Raises
    ------
    NotAllowed
        ``no_right``.
    BadInput
        ``own_deputy``; ``bad_deputy_days``: the last day is before the first, or over.
    """
    now = office.clock()
    if user_id == for_id:
        raise BadInput("own_deputy")
    with office.store.writing() as session:
        if last < max(first, session.day_of(now)):
            raise BadInput("bad_deputy_days")
        confirm(session, by, Right.APPROVE if by.id == for_id else Right.SETTLE, now)
        away, user = _known(session, for_id), _known(session, user_id)
        user = session.save_user(replace(user, deputy_for=away.id, deputy_from=first, deputy_until=last))
        session.record(
            "deputy_set", by.actor, now, user=user.actor, instead_of=away.actor, since=str(first), until=str(last)
        )
    return user


def set_staff(office: Office, user_id: UUID, staff_id: UUID | None, *, by: User) -> User:
    """Somebody also goes to doors, as one of the staff: they approve no visit of their own team. None: as nobody else.

    Raises
    ------
    NotAllowed
        ``no_right``.
    NotFound
        ``no_such_user``, ``no_such_staff``.
    """
    now = office.clock()
    with office.store.writing() as session:
        confirm(session, by, Right.SETTLE, now)
        if staff_id and all(person.id != staff_id for person in session.staff()):
            raise NotFound("no_such_staff")
        user = session.save_user(replace(_known(session, user_id), staff_id=staff_id))
        session.record("user_goes", by.actor, now, user=user.actor, staff=str(staff_id or ""))
    return user


def end_deputy(office: Office, user_id: UUID, *, by: User) -> User:
    """They stand in for nobody any longer. Raises as `set_deputy`."""
    now = office.clock()
    with office.store.writing() as session:
        user = _known(session, user_id)
        confirm(session, by, Right.APPROVE if by.id == user.deputy_for else Right.SETTLE, now)
        user = session.save_user(replace(user, deputy_for=None, deputy_from=None, deputy_until=None))
        session.record("deputy_ended", by.actor, now, user=user.actor)
    return user


def _known(session: Session, user_id: UUID) -> User:
    if (user := session.user(user_id)) is None or user.retired:
        raise NotFound("no_such_user")
    return user


def _keep_a_settler(session: Session) -> None:
    # Without one nobody could ever be added again; undone with the transaction.
    if not any(each.role in FIRST_ROLES and not each.retired for each in session.users()):
        raise NotAllowed("last_settler")
