"""What each role may read of a customer's file, and that a look at one is recorded once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from planner.audit import about
from planner.bootstrap import Office
from planner.cases.masking import DOTS, Field, Shown, masked_balance, masked_note, masked_phone, shown
from planner.cases.seeing import see
from planner.errors import NotAllowed
from planner.users import ALONE, NOBODY, Right, Role, User
from tests.conftest import NOW

FILE = {
    Field.PHONE: "+44 7700 900 123",
    Field.ID_NUMBER: "11010519491231002X",
    Field.BALANCE: "812.40 EUR",
    Field.HEALTH: "in hospital until June",
    Field.FAMILY: "mother is ill",
    Field.NOTE: "wants mornings",
}


@pytest.mark.parametrize("user", [*(User("A", role) for role in Role), ALONE, NOBODY], ids=lambda user: user.role)
def test_only_who_works_with_customers_reads_them_in_full_and_nobody_reads_an_id_number(user: User) -> None:
    told = {field: shown(user, field, text) for field, text in FILE.items()}
    assert told[Field.ID_NUMBER] == Shown(DOTS, True)
    others = [(told[field], text) for field, text in FILE.items() if field != Field.ID_NUMBER]
    if user == ALONE or (user.role in (Role.COORDINATOR, Role.SUPERVISOR) and user != NOBODY):
        assert all(seen == Shown(text) for seen, text in others)
        return
    assert all(seen.masked and text not in seen.text for seen, text in others)
    assert masked_phone(user, FILE[Field.PHONE]) == "…0123"
    assert masked_balance(user, "812.40 EUR") == DOTS
    assert "hospital" not in masked_note(user, FILE[Field.HEALTH])


def test_a_short_number_leaves_nothing_and_an_empty_value_stays_empty() -> None:
    auditor = User("Ines", Role.AUDITOR)
    assert masked_phone(auditor, "123 456") == DOTS
    assert shown(auditor, Field.PHONE, "") == Shown("")


def test_a_look_at_a_case_is_recorded_once_by_person_case_and_ten_minutes(office: Office) -> None:
    ada, tom = User("Ada", Role.AUDITOR), User("Tom", Role.COORDINATOR)
    customer, case, other = uuid4(), uuid4(), uuid4()
    looks = [(ada, case, 0), (ada, case, 9), (ada, other, 9), (tom, case, 9), (ada, case, 10), (ada, case, 11)]
    with office.store.writing() as session:
        for user, which, minutes in looks:
            see(session, user, customer, which, NOW + timedelta(minutes=minutes, seconds=minutes == 11))
        rows = session.records_about(customer)
    assert [(row["kind"], row["actor"]) for row in rows] == [("case_seen", user.actor) for user in (ada, ada, tom, ada)]
    assert str(customer) not in str(rows)


def test_who_may_not_see_cases_does_not_and_leaves_no_trace_of_having_seen_one(office: Office) -> None:
    for user in (User("Eve", Role.ADMINISTRATOR), NOBODY):
        with pytest.raises(NotAllowed), office.store.writing() as session:
            see(session, user, uuid4(), uuid4(), NOW)
    with office.store.reading() as session:
        assert session.records() == ()
    office.seat.take(User("Tom", Role.COORDINATOR))
    with pytest.raises(NotAllowed, match="sign_in_first"):  # nobody of that id is kept here
        about(office, "V-1")
    assert not User("Tom", Role.COORDINATOR).may(Right.SEE_RECORD)
