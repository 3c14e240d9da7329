"""VROOM's JSON (its docs/API.md, 1.15): problems read, made into ours, and answered in its form. Searches nothing.

What differs between the two is bridged here alone:

- VROOM's windows bound the moment before set-up, ours the moment after it. Once an order is known, so is where set-up
  is paid; then it counts as service (`convert.exact_problem`), and both mean the same.
- VROOM takes every break of a used vehicle, also one that opens only after its last stop (`timing` adds it).
- VROOM lays times so that a route starts late and waits little; `timing` does so too.
"""

from routing.vroom.convert import exact_problem, make_problem
from routing.vroom.ground import Ground, make_ground
from routing.vroom.mend import solved_plan
from routing.vroom.plan import TimedPlan, human_plan, start_solution
from routing.vroom.prove import Proven, check_provable, orders_of, prove_in_child
from routing.vroom.read import read_request
from routing.vroom.request import Matrices, Request
from routing.vroom.search import search_in_child
from routing.vroom.write import INPUT, INTERNAL, ROUTING, answer, error_answer, proof_answer

__all__ = [
    "INPUT",
    "INTERNAL",
    "ROUTING",
    "Ground",
    "Matrices",
    "Proven",
    "Request",
    "TimedPlan",
    "answer",
    "check_provable",
    "error_answer",
    "exact_problem",
    "human_plan",
    "make_ground",
    "make_problem",
    "orders_of",
    "proof_answer",
    "prove_in_child",
    "read_request",
    "search_in_child",
    "solved_plan",
    "start_solution",
]
