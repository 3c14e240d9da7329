"""A ride is found again by what it is, and its times by what is asked of it."""

from dataclasses import replace

from routing.ride import ride_of
from routing.schedule import time_all
from tests.routing.situations import job, line, problem, vehicle

TOGETHER = problem(
    job("a", 1, joint="j"), job("b", 2, joint="j"), job("c", 3), vehicle("one", (60, 120, 30)), vehicle("two")
)  # fmt: skip


def test_equal_jobs_on_equal_roads_are_one_ride() -> None:
    one, order = TOGETHER.vehicle("one"), ["a", "c"]
    ride = ride_of(TOGETHER, one, order)
    same = replace(TOGETHER, jobs=tuple(replace(each) for each in TOGETHER.jobs))
    assert ride_of(same, one, order) is ride
    assert ride_of(TOGETHER, one, order[::-1]) is not ride
    assert ride_of(replace(TOGETHER, travel={"car": line(10)}), one, order) is not ride
    later = tuple(replace(each, service_time=each.service_time + 60) for each in TOGETHER.jobs)
    assert ride_of(replace(TOGETHER, jobs=later), one, order) is not ride


def test_whoever_waits_longer_for_another_team_is_timed_anew() -> None:
    # The second team begins two hours later: the first is idle before the joint visit, or begins later as well.
    late = replace(TOGETHER.vehicle("two"), shift_start=7200)
    far, orders = replace(TOGETHER, vehicles=(TOGETHER.vehicle("one"), late)), {"one": ["c", "a"], "two": ["b"]}
    patient = time_all(replace(far, joint_wait=7200), orders)
    assert time_all(replace(far, joint_wait=0), orders) != patient
    assert time_all(replace(far, joint_wait=7200), orders) == patient
