"""Who may sign in, who may do what then, and what the record says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from planner import people
from planner.audit import entries
from planner.audit_words import what_words, who_words
from planner.bootstrap import Office
from planner.errors import BadInput, Conflict, NotAllowed, NotFound, PlannerError
from planner.signing_in import FIRST_WAIT_S, FREE_MISSES, HASHER, LONGEST_WAIT_S, allow, confirm, sign_in, sign_out
from planner.users import ALONE, NOBODY, Right, Role, User, who_may
from tests.conftest import NOW
from tests.users import CHEAP, PASSWORD, a_user


def kinds(office: Office) -> list[str]:
    with office.store.reading() as session:
        return [row["kind"] for row in session.records()]


def later(office: Office, seconds: float) -> Office:
    return replace(office, clock=lambda: NOW + timedelta(seconds=seconds))


def test_an_office_without_users_may_all_but_approve_and_one_with_users_nothing_before_somebody_signs_in(
    office: Office,
) -> None:
    assert office.user == ALONE
    assert [right for right in Right if not ALONE.may(right)] == [Right.APPROVE]
    assert allow(office, Right.ISSUE) == ALONE
    ada = people.add_user(office, " Ada  Quill ", Role.SUPERVISOR, PASSWORD, by=ALONE, hasher=CHEAP)
    assert ada.name == "Ada Quill"
    assert office.user == NOBODY
    for stranger in (ALONE, NOBODY, User("Eve", Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed, match="sign_in_first"):
            allow(office, Right.SEE_CASE, stranger)
    office.seat.take(sign_in(office, "ada quill", PASSWORD, hasher=CHEAP))
    assert office.user.id == ada.id
    assert allow(office, Right.APPROVE) == office.user
    sign_out(office)
    assert office.user == NOBODY
    assert kinds(office) == ["user_added", "signed_in", "signed_out"]


def test_the_first_user_can_add_a_second_one_and_nobody_retires_the_last_who_could(office: Office) -> None:
    with pytest.raises(NotAllowed, match="first_user_role"):
        people.add_user(office, "Ada", Role.COORDINATOR, PASSWORD, by=ALONE, hasher=CHEAP)
    with pytest.raises(BadInput, match="short_password"):
        people.add_user(office, "Ada", Role.SUPERVISOR, "nine chrs", by=ALONE, hasher=CHEAP)
    people.add_user(office, "Ada", Role.SUPERVISOR, PASSWORD, by=ALONE, hasher=CHEAP)
    ada = sign_in(office, "Ada", PASSWORD, hasher=CHEAP)
    assert ada.acting == {Role.ADMINISTRATOR}
    with pytest.raises(Conflict, match="user_exists"):
        people.add_user(office, "ADA", Role.AUDITOR, PASSWORD, by=ada, hasher=CHEAP)
    for end in (lambda: people.retire(office, ada.id, by=ada), lambda: _demote(office, ada)):
        with pytest.raises(NotAllowed, match="last_settler"):
            end()
    people.add_user(office, "Ines", Role.ADMINISTRATOR, PASSWORD, by=ada, hasher=CHEAP)
    with pytest.raises(NotAllowed, match="no_right"):  # from now on it takes an administrator
        people.add_user(office, "Tom", Role.COORDINATOR, PASSWORD, by=ada, hasher=CHEAP)


def _demote(office: Office, user: User) -> User:
    return people.change_role(office, user.id, Role.COORDINATOR, by=user)


def test_wrong_passwords_are_recorded_and_cost_growing_waits_that_the_right_one_does_not_shorten(
    office: Office,
) -> None:
    ada = a_user(office, Role.SUPERVISOR, "Ada")
    for _ in range(FREE_MISSES):
        with pytest.raises(BadInput, match="wrong_sign_in"):
            sign_in(office, "Ada", "not this one", hasher=CHEAP)
    with pytest.raises(NotAllowed) as haste:
        sign_in(office, "Ada", PASSWORD, hasher=CHEAP)
    assert haste.value.details == {"seconds": FIRST_WAIT_S}
    with pytest.raises(BadInput, match="wrong_sign_in"):
        sign_in(later(office, FIRST_WAIT_S), "Ada", "nor this one", hasher=CHEAP)
    with pytest.raises(NotAllowed) as haste:
        sign_in(later(office, FIRST_WAIT_S + 1), "Ada", PASSWORD, hasher=CHEAP)
    assert haste.value.details == {"seconds": 2 * FIRST_WAIT_S - 1}
    with pytest.raises(NotAllowed):  # a clock that was set back shuts nobody out for good
        sign_in(later(office, -86_400), "Ada", PASSWORD, hasher=CHEAP)
    assert sign_in(later(office, LONGEST_WAIT_S), "Ada", PASSWORD, hasher=CHEAP).id == ada.id
    with pytest.raises(BadInput, match="wrong_sign_in"):  # and is free again
        sign_in(office, "Ada", "not this one", hasher=CHEAP)
    assert kinds(office) == ["wrong_password"] * 4 + ["signed_in", "wrong_password"]


def test_a_strangers_name_is_never_kept_and_is_told_and_slowed_like_a_wrong_password(office: Office) -> None:
    a_user(office, Role.SUPERVISOR, "Ada")
    told = []
    for name in ("Mallory Stranger", "hunter2hunter2", "Mallory Stranger"):
        with pytest.raises(PlannerError) as refused:
            sign_in(office, name, "whatever it is", hasher=CHEAP)
        told.append((refused.value.code, refused.value.details))
    assert told == [("wrong_sign_in", {})] * 3
    with pytest.raises(NotAllowed, match="sign_in_wait"):
        sign_in(office, "Somebody else", "whatever it is", hasher=CHEAP)
    with office.store.reading() as session:
        rows = session.records()
    assert [(row["kind"], row["actor"]) for row in rows] == [("wrong_password", "nobody")] * 3
    assert not any(word in str(rows) for word in ("Mallory", "hunter2", "whatever"))


def test_passwords_are_kept_as_argon2id_and_hashed_anew_when_the_parameters_grow(office: Office) -> None:
    ada = a_user(office, Role.SUPERVISOR, "Ada")
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    with office.store.reading() as session:
        before = session.secret(ada.id).hash
    sign_in(office, "Ada", PASSWORD, hasher=dearer)
    with office.store.reading() as session:
        after = session.secret(ada.id).hash
    assert before.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert after.startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert sign_in(office, "Ada", PASSWORD, hasher=dearer).id == ada.id
    assert (HASHER.memory_cost, HASHER.time_cost, HASHER.type.name) == (64 * 1024, 3, "ID")


def test_a_deputy_has_the_rights_of_whom_they_stand_in_for_on_those_days_alone(office: Office) -> None:
    boss = a_user(office, Role.SUPERVISOR, "Ines")
    a_user(office, Role.ADMINISTRATOR, "Ada")
    tom = a_user(office, Role.COORDINATOR, "Tom")
    monday, tuesday = NOW.date(), NOW.date() + timedelta(days=1)
    with pytest.raises(NotAllowed, match="no_right"):
        people.set_deputy(office, tom.id, boss.id, tuesday, tuesday, by=tom)
    with pytest.raises(BadInput, match="bad_deputy_days"):
        people.set_deputy(office, tom.id, boss.id, monday - timedelta(days=2), monday - timedelta(days=1), by=boss)
    people.set_deputy(office, tom.id, boss.id, tuesday, tuesday, by=boss)
    may = []
    for day in range(3):
        here = later(office, 86_400 * day)
        may.append(sign_in(here, "Tom", PASSWORD, hasher=CHEAP).may(Right.APPROVE))
    assert may == [False, True, False]
    on_tuesday = later(office, 86_400)
    deputy = sign_in(on_tuesday, "Tom", PASSWORD, hasher=CHEAP)
    people.retire(on_tuesday, boss.id, by=sign_in(on_tuesday, "Ada", PASSWORD, hasher=CHEAP))
    with pytest.raises(NotAllowed, match="no_right"), office.store.reading() as session:
        confirm(session, deputy, Right.APPROVE, on_tuesday.clock())


def test_who_was_retired_or_given_another_role_may_no_longer_do_it_though_they_still_sit_there(office: Office) -> None:
    ada = a_user(office, Role.ADMINISTRATOR, "Ada")
    a_user(office, Role.COORDINATOR, "Tom")
    office.seat.take(sign_in(office, "Tom", PASSWORD, hasher=CHEAP))
    assert allow(office, Right.ISSUE)
    people.change_role(office, office.user.id, Role.AUDITOR, by=ada)
    with pytest.raises(NotAllowed, match="no_right"):
        allow(office, Right.ISSUE)
    people.retire(office, office.user.id, by=ada)
    with pytest.raises(NotAllowed, match="user_retired"):
        allow(office, Right.SEE_CASE)
    with pytest.raises(BadInput, match="wrong_sign_in"):
        sign_in(office, "Tom", PASSWORD, hasher=CHEAP)


def test_a_new_password_takes_the_old_one_or_who_settles_such_things(office: Office) -> None:
    ada, tom = a_user(office, Role.ADMINISTRATOR, "Ada"), a_user(office, Role.COORDINATOR, "Tom")
    with pytest.raises(BadInput, match="wrong_sign_in"):
        people.change_password(office, tom.id, "another calm day", by=tom, old="not this one", hasher=CHEAP)
    people.change_password(office, tom.id, "another calm day", by=tom, old=PASSWORD, hasher=CHEAP)
    assert sign_in(office, "Tom", "another calm day", hasher=CHEAP).id == tom.id
    with pytest.raises(NotAllowed, match="no_right"):
        people.change_password(office, ada.id, "I am Ada now, you see", by=tom, hasher=CHEAP)
    people.change_password(office, tom.id, "a third calm day", by=ada, hasher=CHEAP)
    assert sign_in(office, "Tom", "a third calm day", hasher=CHEAP).id == tom.id
    with pytest.raises(NotFound, match="no_such_user"):
        people.retire(office, ALONE.id, by=ada)


@pytest.mark.parametrize("role", Role)
def test_nobody_without_the_right_settles_who_works_here(office: Office, role: Role) -> None:
    if role in who_may(Right.SETTLE):
        return
    other = a_user(office, Role.ADMINISTRATOR, "Ada")
    me = a_user(office, role, "Me")
    ways = (
        lambda: people.add_user(office, "Eve", Role.SUPERVISOR, PASSWORD, by=me, hasher=CHEAP),
        lambda: people.change_role(office, me.id, Role.ADMINISTRATOR, by=me),
        lambda: people.retire(office, other.id, by=me),
        lambda: people.set_deputy(office, me.id, other.id, NOW.date(), NOW.date(), by=me),
        lambda: people.change_role(office, me.id, Role.ADMINISTRATOR, by=replace(me, role=Role.ADMINISTRATOR)),
    )
    for way in ways:
        with pytest.raises(NotAllowed, match="no_right"):
            way()


def test_the_record_holds_ids_and_its_page_shows_names(office: Office) -> None:
    ada = a_user(office, Role.ADMINISTRATOR, "Ada Quill")
    office.seat.take(ada)
    tom = people.add_user(office, "Tom Wren", Role.SUPERVISOR, PASSWORD, by=ada, hasher=CHEAP)
    deputy = people.add_user(office, "Lena Harrow", Role.COORDINATOR, PASSWORD, by=ada, hasher=CHEAP)
    people.set_deputy(office, deputy.id, tom.id, NOW.date(), NOW.date(), by=ada)
    with office.store.reading() as session:
        rows = session.records()
    assert not any(name in json.dumps(rows) for name in ("Ada", "Tom", "Lena", "Quill", PASSWORD))
    told = [f"{who_words(entry)}: {what_words(entry)}" for entry in reversed(entries(office))]
    assert told == [
        "Ada Quill: Tom Wren · Supervisor",
        "Ada Quill: Lena Harrow · Coordinator",
        "Ada Quill: Lena Harrow · instead of Tom Wren, 2026-11-23 to 2026-11-23",
    ]
