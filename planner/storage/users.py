"""Who works here, as rows, and what their passwords are known by. Judges nobody."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from planner.errors import Conflict
from planner.storage import tables as t
from planner.storage.codec import build, compact, plain
from planner.storage.keeping import Keeping
from planner.users import User

STRANGERS = "strange_tries"


@dataclass(frozen=True, slots=True)
class Secret:
    """What a password is known by (`hash`, never the password), and how often it was missed since, last at `missed`."""

    hash: str = ""
    misses: int = 0
    missed: datetime | None = None


class Users(Keeping):
    """The part of a `Session` that knows who may sign in."""

    def users(self) -> tuple[User, ...]:
        """Everyone who may sign in, and who once might, by name."""
        rows = self.connection.execute(select(t.user).order_by(t.user.c.name))
        return tuple(_user(row) for row in rows)

    def user(self, user_id: UUID) -> User | None:
        """One of them."""
        row = self.connection.execute(select(t.user).where(t.user.c.id == str(user_id))).first()
        return _user(row) if row else None

    def user_named(self, name: str) -> User | None:
        """Who goes by this name, in whichever case it is written."""
        row = self.connection.execute(select(t.user).where(t.user.c.name == folded_name(name))).first()
        return _user(row) if row else None

    def user_names(self) -> dict[str, str]:
        """Names by `User.actor`, for showing."""
        return {user.actor: user.name for user in self.users()}

    def save_user(self, user: User) -> User:
        """Keep somebody; their secret stays.

        Raises
        ------
        Conflict
            ``user_exists``: somebody else goes by this name. ``changed_meanwhile``.
        """
        other = self.user_named(user.name)
        if other and other.id != user.id:
            raise Conflict("user_exists")
        body = {"user": plain(replace(user, version=0, acting=frozenset())), "secret": plain(self.secret(user.id))}
        columns = {"name": folded_name(user.name), "body": compact(body)}
        return replace(user, version=self._write(t.user, user.id, user.version, columns))

    def secret(self, user_id: UUID | None) -> Secret:
        """What somebody's password is known by; without an id, how often strangers have tried."""
        if user_id is None:
            return build(Secret, self.setting(STRANGERS, {}))
        row = self.connection.execute(select(t.user.c.body).where(t.user.c.id == str(user_id))).first()
        return build(Secret, json.loads(row.body)["secret"]) if row else Secret()

    def keep_secret(self, user_id: UUID | None, secret: Secret) -> None:
        """Keep it; who edits the user at the same time is not disturbed."""
        if user_id is None:
            self.set_setting(STRANGERS, plain(secret))
            return
        key = str(user_id)
        row = self.connection.execute(select(t.user.c.body).where(t.user.c.id == key)).one()
        body = compact(json.loads(row.body) | {"secret": plain(secret)})
        self.connection.execute(update(t.user).where(t.user.c.id == key).values(body=body))


def folded_name(name: str) -> str:
    """A name as it is told apart from others."""
    return " ".join(name.casefold().split())


def _user(row: Any) -> User:
    return replace(build(User, json.loads(row.body)["user"]), version=row.version)
