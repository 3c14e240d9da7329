"""The teams of a day formed from who is here: what comes back is a proposal, with its differences and its reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from planner.bootstrap import Office
from planner.day.absence import absent
from planner.day.asks import asks_of
from planner.day.crew_words import team_change, unmet_sentence
from planner.day.crews import Fate, Proposal, form_teams
from planner.errors import NotFound
from planner.model import Day, Shift, Staff
from routing.errors import Cancelled
from routing.solvers.crews import Ask
from routing.worker import Worker
from tests.builders import day, person, visit

WOMAN, SIGNS = "woman", "sign language"


@pytest.fixture
def town() -> Day:
    """Three pairs (10 and 11, 20 and 21, 30 and 31) and one in the reserve (90)."""
    made = day(visit(1), visit(2), teams=3)
    return replace(made, staff=(*made.staff, person(90)))


def names(people: tuple[Staff, ...]) -> list[int]:
    return [int(each.reference.removeprefix("S-")) for each in people]


def crews(proposal: Proposal) -> list[list[int]]:
    return [names(shift.members) for shift in proposal.day.shifts]


def with_skills(the_day: Day, **skills: str) -> Day:
    """The same day, with skills by number of person or visit: ``p10="woman"``, ``v1="woman,sign language"``."""

    def of(key: str, before: frozenset[str]) -> frozenset[str]:
        return frozenset(skills[key].split(",")) if key in skills else before

    people = {each.id: replace(each, skills=of(f"p{names((each,))[0]}", each.skills)) for each in the_day.staff}
    shifts = tuple(replace(s, members=tuple(people[m.id] for m in s.members)) for s in the_day.shifts)
    visits = tuple(replace(v, skills=of(f"v{v.reference.removeprefix('V-')}", v.skills)) for v in the_day.visits)
    return replace(the_day, staff=tuple(people.values()), shifts=shifts, visits=visits)


def test_teams_that_are_whole_stay_as_they_are(office: Office, town: Day, worker: Worker) -> None:
    proposal = form_teams(office, town, worker)
    assert proposal.day == town
    assert {team.fate for team in proposal.teams} == {Fate.SAME}
    assert [team_change(team) for team in proposal.teams] == ["", "", ""]


def test_the_reserve_steps_in_and_the_others_stay(office: Office, town: Day, worker: Worker) -> None:
    ill = town.shifts[1].members[0]
    proposal = form_teams(office, absent(town, ill.id), worker)
    assert crews(proposal) == [[10, 11], [21, 90], [30, 31]]
    assert [team_change(team) for team in proposal.teams] == ["", "+ Li Wen90", ""]


def test_a_woman_goes_where_a_visit_asks_for_one(office: Office, town: Day, worker: Worker) -> None:
    asked = with_skills(town, v1=WOMAN, p90=WOMAN)
    proposal = form_teams(office, asked, worker)
    assert sum(WOMAN in shift.skills for shift in proposal.day.shifts) == 1
    assert len(proposal.day.reserve) == 1
    assert not proposal.unmet
    both = with_skills(town, v1=f"{WOMAN},{SIGNS}", p10=WOMAN, p20=SIGNS)
    assert any(shift.skills >= {WOMAN, SIGNS} for shift in form_teams(office, both, worker).day.shifts)


def test_what_nobody_can_do_is_said_and_the_rest_is_formed(office: Office, town: Day, worker: Worker) -> None:
    proposal = form_teams(office, with_skills(town, v1=SIGNS), worker, teams=4)
    assert [unmet_sentence(each) for each in proposal.unmet] == [
        "One team less than wanted: too few people are here.",
        "One more team should have what visits ask for (sign language). Nobody who is here has: sign language.",
    ]
    assert len(proposal.day.shifts) == 3


def test_a_trainee_goes_with_somebody_experienced(office: Office, town: Day, worker: Worker) -> None:
    trainees = {town.staff[0].id, town.staff[1].id}
    staff = tuple(replace(each, in_training=each.id in trainees) for each in town.staff)
    proposal = form_teams(office, replace(town, staff=staff), worker)
    assert len(proposal.day.shifts) == 3
    assert not any(all(member.in_training for member in shift.members) for shift in proposal.day.shifts)


def test_fewer_teams_leave_more_in_the_reserve(office: Office, town: Day, worker: Worker) -> None:
    proposal = form_teams(office, town, worker, teams=2)
    assert [team.fate for team in proposal.teams].count(Fate.GONE) == 1
    assert "does not go out" in map(team_change, proposal.teams)
    assert len(proposal.day.reserve) == 3
    threes = form_teams(office, town, worker, teams=2, size=3)
    assert [len(shift.members) for shift in threes.day.shifts] == [3, 3]


def test_a_day_without_teams_gets_those_of_the_last_day(office: Office, town: Day, worker: Worker) -> None:
    eve = town.date - timedelta(days=1)
    yesterday = replace(
        town,
        id=uuid4(),
        date=eve,
        visits=(),
        shifts=tuple(replace(shift, date=eve, vehicle="gray van") for shift in town.shifts),
    )
    with office.store.writing() as session:
        kept = session.save_day(yesterday)
    today = Day(kept.branch, town.date, staff=kept.staff, depots=kept.depots)
    ill = kept.shifts[0].members[1]
    proposal = form_teams(office, absent(today, ill.id), worker)
    assert crews(proposal) == [[10, 90], [20, 21], [30, 31]]
    first = proposal.day.shifts[0]
    assert (first.team, first.vehicle, first.date) == (kept.shifts[0].team, "gray van", town.date)
    with office.store.writing() as session:
        saved = session.save_day(proposal.day)
    assert saved.shifts[0].team.id == kept.shifts[0].team.id
    assert saved.shifts[0].id != kept.shifts[0].id


def test_the_first_day_makes_as_many_teams_as_there_are_pairs(office: Office, town: Day, worker: Worker) -> None:
    proposal = form_teams(office, replace(town, shifts=()), worker)
    assert [shift.team.name for shift in proposal.day.shifts] == ["Team 1", "Team 2", "Team 3"]
    assert {team.fate for team in proposal.teams} == {Fate.NEW}
    with pytest.raises(NotFound, match="nobody_here"):
        form_teams(office, Day(town.branch, town.date), worker)


def test_it_can_be_stopped(office: Office, town: Day, worker: Worker) -> None:
    with pytest.raises(Cancelled):
        form_teams(office, town, worker, cancelled=lambda: True)


def test_visits_ask_for_as_many_teams_as_their_hours_need() -> None:
    team: tuple[Shift, ...] = day().shifts[:1]  # from 8:30 to 17:30
    calls = [visit(n, ("10:00", "10:20"), minutes=30) for n in range(3)]
    asking = with_skills(day(*calls), v0=WOMAN, v1=WOMAN, v2=f"{WOMAN},{SIGNS}")
    # 45 minutes each, all to begin within 20: a team has 65 minutes in hand until it must be done with its last.
    assert asks_of(asking, team) == (Ask(frozenset({SIGNS, WOMAN}), 1, 51), Ask(frozenset({WOMAN}), 3, 34))
    some = with_skills(day(*(visit(n) for n in range(14))), **{f"v{n}": WOMAN for n in range(14)})
    assert asks_of(some, team)[0].crews == 2
    assert asks_of(with_skills(day(visit(1, ("19:00", "20:00"))), v1=WOMAN), team) == ()
    refused = replace(with_skills(day(visit(1)), v1=WOMAN).visits[0], approved_by="")
    assert asks_of(day(refused), team) == ()
