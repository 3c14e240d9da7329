"""``rounds users``: who may work here. Passwords are typed unseen or lie in a file; they are never arguments."""

from __future__ import annotations

import argparse
import getpass
import sys

from planner import people
from planner.bootstrap import Office
from planner.cli.console import given_password, opened, password_in, read_date, say, show_table
from planner.errors import BadInput, NotFound
from planner.text import gettext as _
from planner.user_words import role_words
from planner.users import Right, Role, User


def list(options: argparse.Namespace) -> int:  # noqa: A001
    """List the users."""
    with opened(options) as office:
        if office.has_users:
            office.user.require(Right.SEE_RECORD)
        with office.store.reading() as session:
            users = {user.id: user for user in session.users()}
    rows = [
        (user.name, role_words(user.role), _standing(user, users.get(user.deputy_for) if user.deputy_for else None))
        for user in users.values()
    ]
    show_table((_("Name"), _("Role"), ""), rows)
    if not rows:
        say(
            _("There are no users. Whoever starts Rounds may do all but approve. Add one: rounds users add NAME --role")
        )
    return 0


def _standing(user: User, away: User | None) -> str:
    if user.retired:
        return _("retired")
    if not away:
        return ""
    days = {"first": user.deputy_from, "last": user.deputy_until}
    return _("instead of {name}, {first} to {last}").format(name=away.name, **days)


def add(options: argparse.Namespace) -> int:
    """Add a user."""
    with opened(options, Right.SETTLE) as office:
        user = people.add_user(office, options.name, Role(options.role), _new_password(options), by=office.user)
    say(_("{name} may work here: {role}.").format(name=user.name, role=role_words(user.role)))
    return 0


def role(options: argparse.Namespace) -> int:
    """Give a user another role."""
    with opened(options, Right.SETTLE) as office:
        user = people.change_role(office, _named(office, options.name).id, Role(options.role), by=office.user)
    say(_("{name} may work here: {role}.").format(name=user.name, role=role_words(user.role)))
    return 0


def password(options: argparse.Namespace) -> int:
    """Give a user, or oneself, a new password."""
    with opened(options) as office:
        user, old = _named(office, options.name), ""
        if user.id == office.user.id:
            old = given_password(options, _("Password until now: "))
        else:
            office.user.require(Right.SETTLE)
        people.change_password(office, user.id, _new_password(options), by=office.user, old=old)
    say(_("{name} has a new password.").format(name=user.name))
    return 0


def retire(options: argparse.Namespace) -> int:
    """Let a user sign in no longer."""
    with opened(options, Right.SETTLE) as office:
        user = people.retire(office, _named(office, options.name).id, by=office.user)
    say(_("{name} can no longer sign in. What they did stays in the record.").format(name=user.name))
    return 0


def deputy(options: argparse.Namespace) -> int:
    """Let a user stand in for another one."""
    with opened(options) as office:
        user = _named(office, options.name)
        if options.end:
            people.end_deputy(office, user.id, by=office.user)
            say(_("{name} stands in for nobody.").format(name=user.name))
            return 0
        away = _named(office, options.away)
        first = read_date(office, options.first or "today")
        last = read_date(office, options.last) if options.last else first
        user = people.set_deputy(office, user.id, away.id, first, last, by=office.user)
    say(f"{user.name}: {_standing(user, away)}")
    return 0


def staff(options: argparse.Namespace) -> int:
    """Say who a user is among the staff."""
    with opened(options, Right.SETTLE) as office:
        user = _named(office, options.name)
        with office.store.reading() as session:
            known = {person.reference: person for person in session.staff()}
        person = known.get(options.staff or "")
        if options.staff and person is None:
            raise NotFound("no_such_staff")
        people.set_staff(office, user.id, person.id if person else None, by=office.user)
    said = _("{name} goes to doors as {person}: they approve no visit of their own team.")
    nobody = _("{name} goes to doors as nobody but who has the same name.")
    say(said.format(name=user.name, person=person.name) if person else nobody.format(name=user.name))
    return 0


def _named(office: Office, name: str) -> User:
    with office.store.reading() as session:
        user = session.user_named(name)
    if user is None:
        raise NotFound("no_such_user")
    return user


def _new_password(options: argparse.Namespace) -> str:
    if options.new_password_file:
        return password_in(options.new_password_file)
    if not sys.stdin.isatty():
        raise BadInput("no_new_password")
    typed = getpass.getpass(_("New password: "))
    if getpass.getpass(_("Once more: ")) != typed:
        raise BadInput("passwords_differ")
    return typed
