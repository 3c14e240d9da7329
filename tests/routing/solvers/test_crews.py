"""Crews formed by CP-SAT: each rule in a story, and the whole order of wishes against every arrangement there is."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.solvers.crews import Ask, Crew, CrewProblem, FormedCrews, Lack, Member, Unmet, form_crews, having
from routing.worker import Progress, Worker
from tests.oracles.problems import bounded

WOMAN, SIGNS = "woman", "sign language"


def formed(problem: CrewProblem, seed: int = 1) -> FormedCrews:
    return form_crews(problem, 10, seed, report=lambda _message: None)


def people(*names: str, **skills: str) -> tuple[Member, ...]:
    return tuple(Member(name, frozenset(filter(None, skills.get(name, "").split(",")))) for name in names)


def pairs(*before: str) -> tuple[Crew, ...]:
    return tuple(Crew(f"crew {n}", before=frozenset(names)) for n, names in enumerate(before))


def test_who_went_together_goes_together_and_the_reserve_fills_the_gap() -> None:
    problem = CrewProblem(people(*"abcdex"), pairs("ab", "cd", "ef"), least=2, wanted=3)
    found = formed(problem)
    assert found.members == {"crew 0": ("a", "b"), "crew 1": ("c", "d"), "crew 2": ("e", "x")}
    assert (found.reserve, found.unmet, found.proven) == ((), (), True)


def test_a_woman_goes_along_where_visits_ask_for_one() -> None:
    members = people(*"abcdx", a=WOMAN, b=WOMAN)
    crews = pairs("ab", "cd")
    assert formed(CrewProblem(members, crews, 2, 2)).reserve == ("x",)
    found = formed(CrewProblem(members, crews, 2, 2, (Ask(frozenset({WOMAN}), 2),)))
    assert all({"a", "b"} & set(crew) for crew in found.members.values())
    assert not found.unmet


def test_skills_asked_for_together_meet_in_one_crew() -> None:
    members = people(*"abcd", a=WOMAN, c=SIGNS)
    found = formed(CrewProblem(members, pairs("ab", "cd"), 2, 2, (Ask(frozenset({WOMAN, SIGNS})),)))
    assert ("a", "c") in found.members.values()


def test_two_in_training_never_go_alone() -> None:
    members = (Member("a", in_training=True), Member("b", in_training=True), Member("c"), Member("d"))
    found = formed(CrewProblem(members, pairs("ab", "cd"), 2, 2))
    assert all(len({"c", "d"} & set(crew)) == 1 for crew in found.members.values())
    lone = formed(CrewProblem(members[:3], pairs("ab", "cd"), 1, 2))
    assert [len(crew) for crew in lone.members.values()].count(0) == 1
    assert lone.unmet == (Unmet(Lack.EXPERIENCED, 1),)


def test_newcomers_go_with_old_hands() -> None:
    members = tuple(Member(name, experience=days) for name, days in zip("abcd", (20, 18, 1, 2), strict=True))
    found = formed(CrewProblem(members, pairs("", ""), 2, 2))
    assert {frozenset(crew) for crew in found.members.values()} == {frozenset("ac"), frozenset("bd")}


def test_nobody_is_in_two_crews_at_once_but_may_be_in_a_morning_and_an_evening_one() -> None:
    crews = (
        Crew("morning", before=frozenset("ab"), start=8, end=12),
        Crew("evening", before=frozenset("ab"), start=12, end=20),
        Crew("day", before=frozenset("cd"), start=9, end=17),
    )
    found = formed(CrewProblem(people(*"abcd"), crews, 2, 3))
    assert found.members == {"morning": ("a", "b"), "evening": ("a", "b"), "day": ("c", "d")}
    assert formed(CrewProblem(people(*"cdef"), crews[1:], 2, 2)).members["day"] == ("c", "d")
    assert formed(CrewProblem(people(*"cd"), crews, 2, 3)).unmet == (Unmet(Lack.PEOPLE, 2),)


def test_what_cannot_be_met_says_why() -> None:
    members = people(*"abcd", a=WOMAN)
    asks = (Ask(frozenset({WOMAN}), 2), Ask(frozenset({SIGNS, WOMAN})))
    found = formed(CrewProblem(members, pairs("ab", "cd", "ef"), 2, 3, asks))
    assert found.unmet == (
        Unmet(Lack.PEOPLE, 1),
        Unmet(Lack.TOO_FEW, 1, frozenset({WOMAN}), frozenset({WOMAN})),
        Unmet(Lack.NOBODY, 1, frozenset({SIGNS, WOMAN}), frozenset({SIGNS})),
    )
    apart = people(*"abc", a="x", b="y", c="z")
    found = formed(CrewProblem(apart, (Crew("pair"),), 2, 1, (Ask(frozenset("xyz")),)))
    assert found.unmet == (Unmet(Lack.NOT_TOGETHER, 1, frozenset("xyz")),)


def test_nobody_there_and_nothing_wanted_are_answers_too() -> None:
    assert formed(CrewProblem((), pairs("ab"), 2, 1)).unmet == (Unmet(Lack.PEOPLE, 1),)
    assert formed(CrewProblem(people("a"), (), 2, 0)).reserve == ("a",)


def test_a_branch_of_forty_is_formed_in_the_child_and_again_the_same() -> None:
    members = tuple(
        Member(f"m{n}", frozenset({WOMAN} if n % 3 else {SIGNS} if n % 6 else ()), n % 11 == 5, n % 13)
        for n in range(40)
    )
    crews = tuple(Crew(f"c{n}", before=frozenset({f"m{2 * n}", f"m{2 * n + 41 * (n % 4 == 0)}"})) for n in range(18))
    asks = (Ask(frozenset({WOMAN}), 9, 4), Ask(frozenset({WOMAN, SIGNS}), 3, 5))
    problem = CrewProblem(members, crews, 2, 18, asks)
    heard: list[object] = []
    with Worker() as worker:
        once = worker.submit(form_crews, problem, 20, 3).wait(heard.append)
        assert worker.submit(form_crews, problem, 20, 3).wait() == once
    assert once.proven
    assert not once.unmet
    assert [message.share for message in heard if isinstance(message, Progress)][::5] == [0, 1]


@st.composite
def crew_problems(draw: st.DrawFn) -> CrewProblem:
    names = "abcde"[: draw(st.integers(0, 5))]
    skills = st.frozensets(st.sampled_from("xy"))
    members = tuple(Member(name, draw(skills), draw(st.integers(0, 3)) == 0, draw(st.integers(0, 4))) for name in names)
    crews = []
    for number in range(draw(st.integers(0, 2))):
        before = draw(st.frozensets(st.sampled_from("abcdef"), max_size=3))
        start = draw(st.integers(0, 2))
        crews.append(Crew(str(number), draw(st.integers(1, 3)), before, start, start + draw(st.integers(1, 3))))
    asks = draw(st.lists(st.builds(Ask, skills, st.integers(1, 2), st.integers(1, 3)), max_size=2))
    return CrewProblem(members, tuple(crews), draw(st.integers(1, 3)), draw(st.integers(0, 2)), tuple(asks))


def _allowed(problem: CrewProblem, members: dict[str, tuple[str, ...]]) -> bool:
    known = {member.id: member for member in problem.members}
    going = [crew for crew in problem.crews if members[crew.id]]
    return (
        len(going) <= problem.wanted
        and all(problem.least <= len(members[crew.id]) <= crew.size for crew in going)
        and all(any(not known[one].in_training for one in members[crew.id]) for crew in going)
        and not any(
            a.start < b.end and b.start < a.end and set(members[a.id]) & set(members[b.id])
            for a, b in combinations(going, 2)
        )
        and all(sum(m.id in crew for crew in members.values()) <= problem.most(m) for m in problem.members)
    )


def _worth(problem: CrewProblem, members: dict[str, tuple[str, ...]]) -> tuple[int, ...]:
    known = {member.id: 0 if member.in_training else member.experience for member in problem.members}
    strength = [sum(known[one] for one in crew) for crew in members.values() if crew]
    return (
        sum(bool(crew) for crew in members.values()),
        sum(ask.weight * min(ask.crews, having(problem, members, ask.skills)) for ask in problem.asks),
        sum(len(crew) for crew in members.values()),
        sum(len(crew.before & set(members[crew.id])) for crew in problem.crews),
        min(strength, default=0) - max(strength, default=0),
    )


def _every(problem: CrewProblem) -> list[dict[str, tuple[str, ...]]]:
    names = [member.id for member in problem.members]
    groups = [some for count in range(len(names) + 1) for some in combinations(names, count)]
    ids = [crew.id for crew in problem.crews]
    return [dict(zip(ids, choice, strict=True)) for choice in product(groups, repeat=len(ids))]


@settings(bounded, max_examples=80)
@given(crew_problems())
def test_no_arrangement_is_better_than_the_one_found(problem: CrewProblem) -> None:
    found = formed(problem)
    members = dict(found.members)
    assert found.proven
    assert _allowed(problem, members)
    assert _worth(problem, members) == max(_worth(problem, each) for each in _every(problem) if _allowed(problem, each))
    assert {each.lack for each in found.unmet} <= set(Lack) - {Lack.TIME}
