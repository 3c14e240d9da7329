"""The roster of the day: who is in which team, when and from where; and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

import pytest

from planner.bootstrap import Office
from planner.day import bases, staff, teams
from planner.day.workday import save_over
from planner.errors import BadInput
from planner.model import Address, Day, Depot, MatchClass, Shift, ShiftBreak
from planner.running.slow import slow
from tests.builders import at, day, depot, person


@pytest.fixture
def two_teams() -> Day:
    """Two pairs from one depot, and one person in the reserve."""
    made = day(teams=2)
    return replace(made, staff=(*made.staff, person(90, "sign language")))


def names(shift: Shift) -> list[str]:
    return [member.name for member in shift.members]


def test_whoever_joins_a_team_leaves_the_one_before(two_teams: Day) -> None:
    first, second = two_teams.shifts
    moved = teams.join(two_teams, first.members[0].id, second.id)
    assert names(moved.shifts[0]) == names(first)[1:]
    assert names(moved.shifts[1]) == [*names(second), first.members[0].name]
    assert not teams.short_teams(two_teams, 2)
    assert teams.short_teams(moved, 2) == (moved.shifts[0],)


def test_who_is_in_no_team_is_in_the_reserve(two_teams: Day) -> None:
    first = two_teams.shifts[0]
    left = teams.leave(two_teams, first.members[0].id)
    assert {each.name for each in left.reserve} == {first.members[0].name, "Li Wen90"}
    assert {each.name for each in teams.dissolve(two_teams, first.id).reserve} == {*names(first), "Li Wen90"}


def test_one_person_may_be_in_two_teams_whose_hours_do_not_overlap(two_teams: Day) -> None:
    first, second = two_teams.shifts
    late = teams.edit_shift(two_teams, replace(second, start=time(17, 30), end=time(20), breaks=()))
    both = teams.join(late, first.members[0].id, second.id)
    assert first.members[0] in both.shifts[0].members
    assert first.members[0] in both.shifts[1].members
    with pytest.raises(BadInput, match="person_in_two_teams"):
        teams.edit_shift(both, replace(both.shifts[1], start=time(17, 29)))


def test_a_new_team_takes_the_next_free_sign_and_the_usual_hours_and_depot(two_teams: Day) -> None:
    other = Depot("Annex", Address("Mill Lane 2"), at(900))
    grown = teams.add_team(replace(two_teams, depots=(other, *two_teams.depots)), " Heron ")
    made = grown.shifts[-1]
    assert (made.team.name, made.team.sign, made.members) == ("Heron", 0, ())
    assert (made.start, made.end, made.start_at) == (time(8, 30), time(17, 30), two_teams.depots[0])
    assert teams.add_team(grown, "Otter").shifts[-1].team.sign == 3


def test_sixteen_teams_each_have_a_sign_of_their_own() -> None:
    full = day(teams=0)
    for number in range(17):
        full = teams.add_team(full, f"Team {number}")
    assert [shift.team.sign for shift in full.shifts] == [*range(16), 0]


def test_a_renamed_team_is_another_team(two_teams: Day) -> None:
    shift = two_teams.shifts[0]
    renamed = teams.edit_shift(two_teams, replace(shift, team=replace(shift.team, name="Heron"))).shifts[0]
    assert (renamed.id, renamed.team.name, renamed.team.sign) == (shift.id, "Heron", shift.team.sign)
    assert renamed.team.id != shift.team.id


NONSENSE: list[tuple[Callable[[Shift], Shift], str, str]] = [
    (lambda s: replace(s, team=replace(s.team, name="  ")), "team_no_name", "name"),
    (lambda s: replace(s, team=replace(s.team, name="team 2")), "team_name_taken", "name"),
    (lambda s: replace(s, end=s.start), "shift_ends_first", "end"),
    (lambda s: replace(s, max_visits=0), "bad_max_visits", "max_visits"),
    (lambda s: _resting(s, "13:00", "12:00", 30), "break_ends_first", "breaks"),
    (lambda s: _resting(s, "12:00", "13:00", 0), "break_no_length", "breaks"),
    (lambda s: _resting(s, "17:15", "17:30", 30), "break_outside_shift", "breaks"),
    (lambda s: _resting(s, "07:00", "08:00", 30), "break_outside_shift", "breaks"),
]


def _resting(shift: Shift, earliest: str, latest: str, minutes: int) -> Shift:
    rest = ShiftBreak(time.fromisoformat(earliest), time.fromisoformat(latest), timedelta(minutes=minutes))
    return replace(shift, breaks=(rest,))


@pytest.mark.parametrize(("change", "code", "field"), NONSENSE, ids=[code for _, code, _ in NONSENSE])
def test_nonsense_is_refused_at_its_field(
    two_teams: Day, change: Callable[[Shift], Shift], code: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        teams.edit_shift(two_teams, change(two_teams.shifts[0]))
    assert (refused.value.code, refused.value.details["field"]) == (code, field)


def test_a_team_whose_day_ended_before_its_first_visit_does_not_stop_other_edits(two_teams: Day) -> None:
    over, other = two_teams.shifts
    ended = replace(two_teams, shifts=(replace(over, max_visits=0), other))
    assert [shift.slow_factor for shift in slow(ended, 1.3).shifts] == [1.3, 1.3]


def test_a_break_that_just_fits_is_taken(two_teams: Day) -> None:
    assert teams.edit_shift(two_teams, _resting(two_teams.shifts[0], "17:00", "18:00", 30))
    assert teams.edit_shift(two_teams, _resting(two_teams.shifts[0], "08:00", "08:30", 30))


def test_nobody_joins_a_team_on_a_day_they_are_absent(two_teams: Day) -> None:
    ill = replace(two_teams, absent=frozenset({two_teams.staff[-1].id}))
    with pytest.raises(BadInput, match="person_absent"):
        teams.join(ill, ill.staff[-1].id, ill.shifts[0].id)


def test_a_route_does_not_begin_at_the_home_of_somebody_who_left(two_teams: Day) -> None:
    shift = two_teams.shifts[0]
    homely = replace(shift.members[0], home=Address("Maple Road 7"), home_location=at(700))
    lived = staff.edit_person(two_teams, homely)
    from_home = teams.edit_shift(lived, replace(lived.shifts[0], start_at=homely))
    assert from_home.shifts[0].start_at == homely
    assert teams.leave(from_home, homely.id).shifts[0].start_at == two_teams.depots[0]
    homeless = staff.edit_person(from_home, replace(homely, home=None))
    assert homeless.shifts[0].start_at == two_teams.depots[0]


def test_a_person_is_changed_everywhere_at_once(two_teams: Day) -> None:
    member = two_teams.shifts[0].members[0]
    renamed = staff.edit_person(two_teams, replace(member, name=" Ana Reyes ", skills=frozenset({"sign", ""})))
    assert renamed.shifts[0].members[0].name == "Ana Reyes"
    assert renamed.shifts[0].skills == {"sign"}
    with pytest.raises(BadInput, match="person_no_name"):
        staff.edit_person(two_teams, replace(member, name=" "))


def test_a_home_that_moved_has_no_place_until_one_is_found(two_teams: Day) -> None:
    member = replace(two_teams.staff[0], home=Address("Maple Road 7"), home_location=at(700))
    lived = staff.edit_person(two_teams, member)
    moved = staff.edit_person(lived, replace(member, home=Address("Elm Road 1")))
    assert staff.person_of(moved, member.id).home_location is None
    found = staff.edit_person(lived, replace(member, home=Address("Elm Road 1"), home_location=at(90)))
    assert staff.person_of(found, member.id).home_location == at(90)


def test_people_come_and_go_and_the_days_before_still_name_them(office: Office, two_teams: Day) -> None:
    more = staff.add_person(two_teams, "Ana Reyes")
    assert more.staff[-1].reference == "S-91"
    assert more.staff[-1] in more.reserve
    with office.store.writing() as session:
        yesterday = replace(day(teams=0), date=two_teams.date - timedelta(days=1), staff=more.staff)
        yesterday = session.save_day(replace(yesterday, shifts=tuple(replace(s, id=uuid4()) for s in more.shifts)))
        today = session.save_day(more)
    gone = staff.remove_person(today, today.shifts[0].members[0].id)
    with office.store.writing() as session:
        session.save_day(gone)
    with office.store.reading() as session:
        again, before = session.day(today.date), session.day(yesterday.date)
    assert again
    assert before
    assert names(again.shifts[0]) == names(today.shifts[0])[1:]
    assert names(before.shifts[0]) == names(today.shifts[0])
    assert len(staff.working(again)) == len(staff.working(more)) - 1
    assert len(again.reserve) == 2


def test_a_renamed_depot_is_another_and_a_removed_name_comes_back_as_itself(office: Office, two_teams: Day) -> None:
    with office.store.writing() as session:
        saved = session.save_day(two_teams)
    renamed = staff.edit_depot(saved, replace(saved.depots[0], name="Yard"))
    assert [d.name for d in staff.depots_in_use(renamed)] == ["Yard"]
    assert {end.name for s in renamed.shifts for end in (s.start_at, s.end_at) if isinstance(end, Depot)} == {"Yard"}
    with office.store.writing() as session:
        renamed = session.save_day(renamed)
    back = staff.add_depot(renamed, "Office", "Harbor Street 1")
    with office.store.writing() as session:
        back = session.save_day(back)
    assert sorted(d.name for d in staff.depots_in_use(back)) == ["Office", "Yard"]
    assert next(d for d in back.depots if d.name == "Office").id == saved.depots[0].id


def test_a_changed_roster_is_kept_undone_and_done_again(office: Office, two_teams: Day) -> None:
    with office.store.writing() as session:
        first = session.save_day(two_teams)
    changed = staff.add_person(first, "Ana Reyes")
    changed = teams.join(changed, changed.staff[-1].id, changed.shifts[1].id)
    changed = staff.remove_person(teams.dissolve(changed, changed.shifts[0].id), changed.staff[0].id)
    changed = staff.edit_depot(changed, replace(changed.depots[0], name="Yard"))
    red = replace(changed.shifts[0], team=replace(changed.shifts[0].team, sign=9))
    changed = save_over(office, teams.edit_shift(changed, red), first)
    assert seen(office, two_teams) == seen_in(changed)
    back = save_over(office, first, changed)
    assert seen(office, two_teams) == seen_in(back) == seen_in(first)
    save_over(office, changed, back)
    assert seen(office, two_teams) == seen_in(changed)


def seen_in(the_day: Day) -> tuple[object, ...]:
    """What a coordinator sees of a roster."""
    people, places = staff.working(the_day), staff.depots_in_use(the_day)
    crews = [(s.team.name, s.team.sign, sorted(names(s)), s.start_at and s.start_at.name) for s in the_day.shifts]
    return [p.name for p in people], [d.name for d in places], crews, sorted(p.name for p in the_day.reserve)


def seen(office: Office, the_day: Day) -> tuple[object, ...]:
    """The same, as it is stored."""
    with office.store.reading() as session:
        stored = session.day(the_day.date)
    assert stored
    return seen_in(stored)


def test_a_depot_that_a_team_uses_stays(two_teams: Day) -> None:
    with pytest.raises(BadInput, match="depot_in_use"):
        staff.remove_depot(two_teams, two_teams.depots[0].id)
    with pytest.raises(BadInput, match="depot_name_taken"):
        staff.add_depot(two_teams, "Office")
    with pytest.raises(BadInput, match="depot_no_name"):
        staff.add_depot(two_teams, " ")
    grown = staff.add_depot(two_teams, "Annex")
    assert [d.name for d in staff.depots_in_use(staff.remove_depot(grown, grown.depots[-1].id))] == ["Office"]


def test_a_base_that_is_only_roughly_known_is_named_until_confirmed(office: Office, two_teams: Day) -> None:
    assert bases.unsure_bases(two_teams) == ()
    rough = replace(at(), match=MatchClass.STREET)
    unsure = staff.edit_depot(two_teams, replace(two_teams.depots[0], location=rough))
    assert [base.name for _, base in bases.unsure_bases(unsure)] == ["Office", "Office"]
    sure = bases.confirmed(rough, "Mara", office.clock())
    assert bases.unsure_bases(staff.edit_depot(unsure, replace(unsure.depots[0], location=sure))) == ()
    nowhere = staff.edit_depot(
        unsure, replace(depot(), id=unsure.depots[0].id, address=Address("Elm 1"), location=None)
    )
    assert len(bases.unsure_bases(nowhere)) == 2


def test_a_home_is_found_in_the_offices_own_book_first(office: Office) -> None:
    assert bases.find_place(office, "Maple Road 7") is None
    with office.store.writing() as session:
        session.save_address_book({bases.address_key("Maple Road 7"): at(70)})
    assert bases.find_place(office, "maple road 7") == at(70)
