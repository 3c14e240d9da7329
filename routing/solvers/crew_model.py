"""What CP-SAT solves to form crews: who may be with whom, and what is better, wish after wish. Explains nothing.

A wish is settled before the next one is looked at: what it reached becomes a rule for those after it, so there are no
weights to be weighed against each other.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from ortools.sat.python import cp_model

from routing.solvers.crews import Crew, CrewProblem
from routing.worker import Progress, Report

MOST_WISHES, EACH = 5, 0.6
"""How many there are, and the share of what is left of the time that each may take."""


def solve(
    problem: CrewProblem, time_limit_s: float, seed: int, report: Report
) -> tuple[Mapping[str, tuple[str, ...]], bool]:
    """Members by crew, and whether nothing better is possible."""
    until = time.monotonic() + time_limit_s
    built = _Model(problem)
    proven = True
    for number, wish in enumerate(built.wishes()):  # one by one: what a wish needs is not in the model before
        report(Progress(number / MOST_WISHES, "forming_teams"))
        proven &= built.settle(wish, max(0.1, EACH * (until - time.monotonic())), seed)
    report(Progress(1, "forming_teams"))
    return built.members(), proven


class _Model:
    def __init__(self, problem: CrewProblem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.goes = {crew.id: self.model.new_bool_var("") for crew in problem.crews}
        self.within = {
            (member.id, crew.id): self.model.new_bool_var("") for crew in problem.crews for member in problem.members
        }
        # A search begins at what the one before found, the first at the crews of before.
        self.best = {
            self.within[member.id, crew.id].index: int(member.id in crew.before)
            for crew in problem.crews
            for member in problem.members
        }
        self.found = False
        self._rules()

    def _in(self, crew: Crew, having: str | None = None) -> Any:
        # How many members a crew has: all, or those with a skill.
        return sum(
            self.within[member.id, crew.id]
            for member in self.problem.members
            if having is None or having in member.skills
        )

    def _rules(self) -> None:
        problem, model = self.problem, self.model
        leaders = [member.id for member in problem.members if not member.in_training]
        for crew in problem.crews:
            count, goes = self._in(crew), self.goes[crew.id]
            model.add(count >= problem.least * goes)
            model.add(count <= crew.size * goes)
            model.add(sum(self.within[each, crew.id] for each in leaders) >= goes)
            # Hours overlap somewhere exactly where they overlap at the start of one of them.
            at_once = [each for each in problem.crews if each.start <= crew.start < each.end]
            for member in problem.members:
                model.add(sum(self.within[member.id, each.id] for each in at_once) <= 1)
        for member in problem.members:
            model.add(sum(self.within[member.id, crew.id] for crew in problem.crews) <= problem.most(member))
        model.add(sum(self.goes.values()) <= problem.wanted)

    def wishes(self) -> Iterator[Any]:
        """What is to be as much as possible, the weightiest first."""
        problem = self.problem
        yield sum(self.goes.values())
        if problem.asks:
            yield sum(ask.weight * self._answered(ask.skills, ask.crews) for ask in problem.asks)
        yield sum(self.within.values())
        kept = [self.within[each.id, crew.id] for crew in problem.crews for each in problem.members
                if each.id in crew.before]  # fmt: skip
        if kept:
            yield sum(kept)
        if any(member.experience for member in problem.members):
            yield self._evenness()

    def _answered(self, skills: frozenset[str], most: int) -> Any:
        answers = []
        for crew in self.problem.crews:
            has = self.model.new_bool_var("")
            self.model.add_implication(has, self.goes[crew.id])
            for skill in sorted(skills):  # in any other order it is another search
                self.model.add(self._in(crew, skill) >= has)
            answers.append(has)
        answered = self.model.new_int_var(0, most, "")
        self.model.add(answered <= sum(answers))
        return answered

    def _evenness(self) -> Any:
        # The experience of the weakest crew, less that of the strongest.
        most = sum(member.experience for member in self.problem.members)
        weakest, strongest = self.model.new_int_var(0, most, ""), self.model.new_int_var(0, most, "")
        for crew in self.problem.crews:
            experience = sum(
                member.experience * self.within[member.id, crew.id]
                for member in self.problem.members
                if not member.in_training
            )
            self.model.add(weakest <= experience).only_enforce_if(self.goes[crew.id])
            self.model.add(strongest >= experience)
        self.model.add(weakest <= strongest)  # without any crew
        return weakest - strongest

    def settle(self, wish: Any, time_limit_s: float, seed: int) -> bool:
        """Make the most of a wish and keep it; whether it is proven to be the most."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in self.best.items():
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)
        self.model.maximize(wish)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.linearization_level = 2  # proves 150 people in 70 crews in 20 s; by default it does not
        solver.parameters.max_time_in_seconds = time_limit_s
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False  # what was found before stays
        self.best, self.found = dict(enumerate(solver.response_proto.solution)), True
        self.model.add(wish >= round(solver.objective_value))
        return status == cp_model.OPTIMAL

    def members(self) -> dict[str, tuple[str, ...]]:
        """Who is in each crew; nobody where time was over before anything was found."""
        return {
            crew.id: tuple(
                member.id
                for member in self.problem.members
                if self.found and self.best[self.within[member.id, crew.id].index]
            )
            for crew in self.problem.crews
        }
