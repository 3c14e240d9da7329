"""How a person is known again: sign-in by name and password, with growing waits after wrong ones. All is recorded.

Passwords are kept as argon2id hashes alone. Who may do what afterwards is `planner.users`' business; the managing of
users is that of `planner.people`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from planner.bootstrap import Office
from planner.errors import BadInput, NotAllowed
from planner.storage.session import Session
from planner.storage.users import Secret
from planner.users import ALONE, NOBODY, Right, User, as_of

HASHER = PasswordHasher()
"""argon2id with the parameters that its library recommends (RFC 9106, section 4)."""
LEAST_LENGTH = 10
"""Letters of a password. There is no other rule: NIST SP 800-63B, section 5.1.1.2, advises against any."""
FREE_MISSES = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 5, 300


def hashed(password: str, hasher: PasswordHasher | None = None) -> Secret:
    """What a new password will be known by; `hasher` is `HASHER` where none is given, here and below.

    Raises
    ------
    BadInput
        ``short_password``.
    """
    if len(password) < LEAST_LENGTH:
        raise BadInput("short_password", least=LEAST_LENGTH)
    return Secret((hasher or HASHER).hash(password))


def sign_in(office: Office, name: str, password: str, *, hasher: PasswordHasher | None = None) -> User:
    """Who this is. Nobody is seated by it: a second person may prove who they are at the first one's desk.

    Takes a third of a second or so, on purpose. A try counts as a miss until it has proved to be none, so that many at
    once gain nothing.

    Raises
    ------
    BadInput
        ``wrong_sign_in``: no such user, or another password; which of them is not told.
    NotAllowed
        ``sign_in_wait`` with ``seconds``: after wrong passwords, those tried too soon are not even looked at.
    """
    hasher, now = hasher or HASHER, office.clock()
    with office.store.writing() as session:
        user = session.user_named(name)
        user = user if user and not user.retired else None
        known = session.secret(user.id if user else None)
        _refuse_haste(known, now)
        session.keep_secret(user.id if user else None, Secret(known.hash, known.misses + 1, now))
    right = is_password(known.hash or _strangers_hash(hasher), password, hasher) and user is not None
    with office.store.writing() as session:
        if user is None or not right:
            who = {"user": user.actor} if user else {}
            session.record("wrong_password", NOBODY.actor, now, misses=known.misses + 1, **who)
        else:
            fresh = hasher.hash(password) if hasher.check_needs_rehash(known.hash) else known.hash
            session.keep_secret(user.id, Secret(fresh))
            session.record("signed_in", user.actor, now, role=user.role)
            return as_of(user, session.users(), session.day_of(now))
    raise BadInput("wrong_sign_in")


def sign_out(office: Office) -> None:
    """Whoever sits here goes; the seat is free."""
    user, now = office.user, office.clock()
    office.seat.take(None)
    if user not in (ALONE, NOBODY):
        with office.store.writing() as session:
            session.record("signed_out", user.actor, now)


def confirm(session: Session, by: User, right: Right, at: datetime) -> User:
    """The user as they are kept now, if they still have this right: what was true when they signed in may have ended.

    Raises
    ------
    NotAllowed
        ``no_right``, ``user_retired``, ``sign_in_first``.
    """
    users = session.users()
    if by == ALONE and all(each.retired for each in users):
        by.require(right)
        return by
    kept = next((each for each in users if each.id == by.id), None)
    if kept is None:
        raise NotAllowed("sign_in_first")
    if kept.retired:
        raise NotAllowed("user_retired")
    now = as_of(kept, users, session.day_of(at))
    now.require(right)
    return now


def allow(office: Office, right: Right, by: User | None = None) -> User:
    """Whoever does it: `by`, or who sits here, if they have this right now. Raises as `confirm`."""
    with office.store.reading() as session:
        return confirm(session, by or office.user, right, office.clock())


def acting(office: Office, right: Right, by: User | None = None) -> str:
    """How the record names whoever does it, if they may. Raises as `confirm`."""
    return office.named(allow(office, right, by))


def is_password(kept: str, password: str, hasher: PasswordHasher) -> bool:
    """Whether this is the password that is known by `kept`."""
    try:
        return hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _refuse_haste(known: Secret, now: datetime) -> None:
    over = known.misses - FREE_MISSES
    if over < 0 or known.missed is None:
        return
    wait = timedelta(seconds=min(FIRST_WAIT_S * 2 ** min(over, 10), LONGEST_WAIT_S))
    # A clock that was set back must not shut anybody out for longer than the longest wait.
    left = min(known.missed + wait - now, wait)
    if left > timedelta():
        raise NotAllowed("sign_in_wait", seconds=round(left.total_seconds()) or 1)


@cache
def _strangers_hash(hasher: PasswordHasher) -> str:
    # A name that nobody has takes as long as one that somebody has.
    return hasher.hash("nobody has this password")
