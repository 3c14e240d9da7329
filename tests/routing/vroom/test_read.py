"""A problem in VROOM's format is read as VROOM means it; what cannot be is refused by name and place."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from routing.errors import BadProblem
from routing.vroom import make_problem, read_request
from routing.vroom.convert import SURE
from tests.routing.vroom.asked import MINUTE, Asked, ground, job, problem, read, rest, steps, vehicle


def whole() -> Asked:
    """A problem with a little of everything."""
    jobs = [job(1, 1, (0, 60), delivery=[1], setup=120), job(2, 2, skills=[7], priority=90)]
    return problem(jobs, [vehicle(5, rest(1, 60, 90), capacity=[4], skills=[7], max_tasks=3, description="Heron")])


def refused(asked: Asked | str) -> BadProblem:
    with pytest.raises(BadProblem) as caught:
        read_request(asked if isinstance(asked, str) else json.dumps(asked))
    return caught.value


def test_a_problem_becomes_ours() -> None:
    made = make_problem(ground(whole()))
    first, second = made.jobs
    assert (first.service_time, first.setup_time, first.amount) == (32 * MINUTE, 0, (1,)), "set-up is always paid here"
    assert (second.skills, second.priority, second.amount) == ({"7"}, 90, (0,))
    (team,) = made.vehicles
    assert (team.id, team.capacity, team.max_jobs, team.skills) == ("5", (4,), 3, {"7"})
    assert [(each.id, each.earliest, each.duration) for each in team.breaks] == [("1", 3600, 1800)]


def first(asked: Asked, key: str) -> Asked:
    """The first job or vehicle."""
    found: Asked = asked[key][0]
    return found


WRONG: list[tuple[str, str, Callable[[Asked], object]]] = [
    ("key_unsupported", "shipments", lambda p: p.update(shipments=[{}])),
    ("key_unsupported", "options.x", lambda p: p.update(options={"x": 5})),
    (
        "key_unsupported",
        "vehicles[0].breaks[0].max_load",
        lambda p: first(p, "vehicles")["breaks"][0].update(max_load=[1]),
    ),
    (
        "key_unsupported",
        "vehicles[0].breaks[0].time_windows[1]",
        lambda p: first(p, "vehicles")["breaks"][0].update(time_windows=[[1, 2], [3, 4]]),
    ),
    ("key_unsupported", "vehicles[0].max_distance", lambda p: first(p, "vehicles").update(max_distance=9)),
    (
        "key_unsupported",
        "vehicles[0].costs.per_task_hour",
        lambda p: first(p, "vehicles").update(costs={"per_task_hour": 1}),
    ),
    ("key_unsupported", "vehicles[0].steps[0].type", lambda p: first(p, "vehicles").update(steps=[{"type": "pickup"}])),
    ("key_unsupported", "jobs[0].service_per_type", lambda p: first(p, "jobs").update(service_per_type={"van": 1})),
    ("key_unknown", "jobs[0].nickname", lambda p: first(p, "jobs").update(nickname="Ada")),
    ("mixed_loads", "jobs[1].pickup", lambda p: p["jobs"][1].update(pickup=[1])),
    ("not_whole", "jobs[0].service", lambda p: first(p, "jobs").update(service=-1)),
    ("not_whole", "jobs[0].service", lambda p: first(p, "jobs").update(service=1.5)),
    ("not_whole", "jobs[0].service", lambda p: first(p, "jobs").update(service=True)),
    ("not_whole", "jobs[0].id", lambda p: first(p, "jobs").update(id=2**64)),
    ("id_twice", "jobs[1].id", lambda p: first(p, "jobs").update(id=2)),
    ("bad_window", "jobs[0].time_windows[0]", lambda p: first(p, "jobs").update(time_windows=[[9, 3]])),
    ("windows_cross", "jobs[0].time_windows", lambda p: first(p, "jobs").update(time_windows=[[0, 5], [5, 9]])),
    ("index_outside", "jobs[0].location_index", lambda p: first(p, "jobs").update(location_index=6)),
    ("key_missing", "jobs[0].location_index", lambda p: first(p, "jobs").pop("location_index")),
    ("key_missing", "matrices", lambda p: p.pop("matrices")),
    ("key_missing", "matrices.bike.durations", lambda p: first(p, "vehicles").update(profile="bike")),
    ("not_square", "matrices.car.durations[3]", lambda p: p["matrices"]["car"]["durations"][3].pop()),
    ("amounts_differ", "jobs[0].delivery", lambda p: first(p, "vehicles").update(capacity=[1, 2])),
    ("breaks_do_not_fit", "vehicles[0].breaks", lambda p: first(p, "vehicles").update(time_window=[0, 60])),
    ("not_a_number", "vehicles[0].speed_factor", lambda p: first(p, "vehicles").update(speed_factor=0)),
    ("step_twice", "vehicles[0].steps", lambda p: first(p, "vehicles").update(steps=steps(1, 1))),
    ("step_unknown", "vehicles[0].steps", lambda p: first(p, "vehicles").update(steps=steps("break 9"))),
]


@pytest.mark.parametrize(("code", "where", "change"), WRONG)
def test_what_cannot_be_done_is_refused_where_it_stands(
    code: str, where: str, change: Callable[[Asked], object]
) -> None:
    asked = whole()
    change(asked)
    error = refused(asked)
    assert (error.code, error.details["where"]) == (code, where)


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"jobs": NaN}', "[" * 100_000, '{"jobs": ' + "9" * 5000 + "}"],
    ids=["empty", "cut", "nan", "deep", "long"],
)
def test_damaged_json_is_told(text: str) -> None:
    assert refused(text).code == "not_json"


def test_a_key_that_stands_twice_is_told() -> None:
    assert refused('{"jobs": [], "jobs": []}').code == "key_twice"


def test_the_old_keys_are_understood() -> None:
    asked = problem([job(1, 1, amount=[2])], [vehicle(1, capacity=[3])])
    asked["matrix"] = asked.pop("matrices")["car"]["durations"]
    made = make_problem(ground(asked))
    assert made.jobs[0].amount == (2,)
    assert made.travel["car"].durations[0, 1] == 600


def test_without_matrices_equal_coordinates_are_one_place() -> None:
    home, door = [-30.4, 45.2], [-30.41, 45.21]
    jobs = [{"id": number, "location": door} for number in (1, 2)]
    asked = {"jobs": jobs, "vehicles": [{"id": 1, "start": home, "end": home}]}
    request = read(asked)
    assert [tuple(point) for point in request.points] == [(45.2, -30.4), (45.21, -30.41)]
    assert [each.spot.place for each in request.jobs] == [1, 1]


def test_where_jobs_share_a_place_their_windows_are_moved_by_the_set_up() -> None:
    shared = [job(number, 1, (60, 120), setup=5 * MINUTE) for number in (1, 2)]
    made = make_problem(ground(problem(shared, [vehicle(1)])), {2: SURE})
    assert [(each.setup_time, each.windows[0].earliest, each.windows[0].latest) for each in made.jobs] == [
        (300, 65 * MINUTE, 125 * MINUTE),
        (300, 65 * MINUTE, 120 * MINUTE),
    ]


def test_a_slow_vehicle_takes_longer_and_a_matrix_of_costs_counts_alone() -> None:
    slow = vehicle(1, speed_factor=0.5)
    asked = problem([job(1, 1)], [slow, vehicle(2)])
    made = make_problem(ground(asked))
    assert [int(made.travel[each.travel_mode].durations[0, 1]) for each in made.vehicles] == [1200, 600]
    asked["matrices"]["car"]["costs"] = [[7] * 6] * 6
    (priced, _) = make_problem(ground(asked)).vehicles
    assert (priced.costs.per_hour, priced.costs.per_km) == (0, 1000)
    assert (make_problem(ground(asked)).travel[priced.travel_mode].distances == 7).all()


def test_times_since_1970_become_small() -> None:
    day = 1_795_000_000
    late = {**vehicle(1), "time_window": [day, day + 36_000]}
    free = {key: value for key, value in vehicle(2).items() if key != "time_window"}
    asked = problem([{**job(1, 1), "time_windows": [[day + 600, day + 900]]}], [late, free])
    made = make_problem(ground(asked))
    assert max(each.shift_end for each in made.vehicles) < 100_000
    assert made.jobs[0].windows[0].latest - made.jobs[0].windows[0].earliest == 300
