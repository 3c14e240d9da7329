"""Nobody's change is lost: not between threads, not between two people, not by saving what did not change."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from planner.bootstrap import Office, open_office
from planner.errors import Conflict, StorageError
from planner.model import Customer, Day
from planner.storage.engine import open_engine
from tests.builders import TUESDAY, day, person, visit


def stored(office: Office) -> Day:
    with office.store.reading() as session:
        found = session.day(TUESDAY)
    assert found
    return found


def save(office: Office, the_day: Day) -> Day:
    with office.store.writing() as session:
        return session.save_day(the_day)


def test_saving_a_day_that_did_not_change_leaves_its_rows_alone(office: Office) -> None:
    kept = save(office, day(visit(1), visit(2)))
    again = save(office, kept)
    assert again.visits == kept.visits
    assert again.shifts == kept.shifts
    changed = save(office, replace(again, visits=(replace(again.visits[0], note="ring twice"), again.visits[1])))
    assert [each.version for each in changed.visits] == [2, 1]
    assert stored(office).visits == changed.visits
    assert [each.name for each in stored(office).staff] == [each.name for each in kept.staff]


def test_two_people_edit_one_day_and_the_second_is_told(office: Office) -> None:
    kept = save(office, day(visit(1)))
    mine = replace(kept, visits=(replace(kept.visits[0], note="mine"),))
    save(office, replace(kept, visits=(replace(kept.visits[0], note="theirs"),)))
    with pytest.raises(Conflict) as told:
        save(office, mine)
    assert told.value.details == {"what": "day"}
    assert stored(office).visits[0].note == "theirs"


def test_two_people_edit_one_person_and_the_second_is_told(office: Office) -> None:
    with office.store.writing() as session:
        (kept,) = session.save_staff([person(1)])
        session.save_staff([replace(kept, phone="1")])
    with pytest.raises(Conflict), office.store.writing() as session:
        session.save_staff([replace(kept, phone="2")])


def test_an_older_copy_of_a_person_does_not_hinder_who_does_not_change_it(office: Office) -> None:
    with office.store.writing() as session:
        (kept,) = session.save_staff([person(1)])
        (renamed,) = session.save_staff([replace(kept, phone="1")])
        assert session.save_staff([replace(renamed, version=kept.version)]) == (renamed,)


def test_a_customer_of_several_visits_is_one_row_with_the_newest_details(office: Office) -> None:
    newer = Customer("lender", "C-1", "Ada Quill", phone="0555 010 999")
    kept = save(office, day(visit(1), replace(visit(2), customer=newer)))
    assert {each.customer.phone for each in kept.visits} == {"0555 010 999"}
    assert len({each.customer.id for each in kept.visits}) == 1
    assert stored(office).visits == kept.visits


def test_ten_threads_edit_days_of_their_own_and_lose_nothing(office: Office) -> None:
    failures: list[BaseException] = []

    def edit(number: int) -> None:
        try:
            own = replace(visit(number), date=TUESDAY.replace(day=number + 1))
            kept = save(office, replace(day(own), date=own.date, shifts=()))
            for turn in range(10):
                kept = save(office, replace(kept, visits=(replace(kept.visits[0], note=str(turn)),)))
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with office.store.reading() as session:
        days = [session.day(when) for when in session.dates()]
    assert [each.visits[0].note for each in days if each] == ["9"] * 10


def test_a_folder_that_cannot_be_written_is_told_as_trouble_and_not_as_a_wrong_key(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="database_trouble"):
        open_engine(tmp_path / "nowhere" / "rounds.db", "ab" * 32)


def test_what_is_no_database_is_told_as_a_wrong_key(tmp_path: Path) -> None:
    (tmp_path / "rounds.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(StorageError, match="wrong_key"):
        open_engine(tmp_path / "rounds.db", "ab" * 32)


def test_an_error_of_the_database_quotes_no_customer(office: Office) -> None:
    kept = save(office, day(visit(1)))
    twin = replace(visit(1), customer=replace(visit(1).customer, name="Maria Secret"))
    with pytest.raises(Exception, match="UNIQUE") as told:
        save(office, replace(kept, visits=(*kept.visits, twin)))
    assert "Secret" not in repr(told.value) + str(told.value)


def test_an_interrupted_first_start_is_taken_up_again(office: Office) -> None:
    with office.store.writing() as session:
        session.connection.exec_driver_sql("DELETE FROM setting")
    office.close()
    again = open_office(office.data)
    with again.store.reading() as session:
        assert session.setting("is_demo") is False
    again.close()
