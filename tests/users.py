"""Users to tell stories with. Their hashes are real, with cheap parameters: a test is not to take a second for each."""

from __future__ import annotations

from argon2 import PasswordHasher

from planner.bootstrap import Office
from planner.signing_in import hashed
from planner.users import Role, User

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "a calm winter day"


def a_user(office: Office, role: Role = Role.COORDINATOR, name: str = "", password: str = PASSWORD) -> User:
    """Somebody who may sign in; kept as the use case would, without asking who adds them."""
    with office.store.writing() as session:
        user = session.save_user(User(name or f"{role.value.title()} Ames", role))
        session.keep_secret(user.id, hashed(password, CHEAP))
    return user
