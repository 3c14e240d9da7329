"""Who never shares a day: every pair of visits is looked at, of random towns in which people live together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from planner.model import Address, Day, Plan, Route, Stop, Visit
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import load_pack
from tests.builders import TUESDAY, day, visit

PACK, OPEN = load_pack(), ClosedDays()
WRITTEN = ("Maple Road 1", "maple  road 1", "Maple Road 2")


def random_town(random: Random) -> Day:
    """Six visits to few people in fewer homes, whose addresses are written as people write them."""
    people = [visit(number).customer for number in range(4)]
    return day(*(
        replace(
            visit(number), customer=random.choice(people), priority=random.choice((40, 50, 60)),
            address=Address(random.choice(WRITTEN), random.choice(("Flat 1", "FLAT 1 ", "Flat 2"))),
        )
        for number in range(6)
    ), teams=3)  # fmt: skip


def clash(one: Visit, other: Visit) -> bool:
    """Whether two visits may not be made on one day: two of one customer, or of two in one home."""

    def written(text: str) -> str:
        return "".join(text.split()).lower()

    home = written(one.address.text) == written(other.address.text)
    same_home = home and written(one.address.inner) == written(other.address.inner)
    return one.customer.id == other.customer.id or same_home


def random_plan(random: Random, town: Day) -> tuple[Plan, dict[UUID, datetime]]:
    """Some of the visits at different moments, by any team."""
    some = random.sample(town.visits, random.randrange(1, 7))
    noon = datetime.combine(TUESDAY, time(10), UTC)
    starts = {each.id: noon + timedelta(hours=number) for number, each in enumerate(some)}
    stops: dict[UUID, list[Stop]] = {shift.id: [] for shift in town.shifts}
    for each in some:
        start = starts[each.id]
        stops[random.choice(town.shifts).id].append(Stop(each.id, start, start, start + each.service_time))
    routes = (Route(key, tuple(its), noon, noon) for key, its in stops.items() if its)
    return Plan(town.id, tuple(routes)), starts


def test_no_two_that_clash_are_ever_planned_and_one_of_them_always_may_be() -> None:
    random, clashes = Random(7), 0
    for _ in range(400):
        town = random_town(random)
        allowed, refused = gate.windows(PACK, OPEN, town)
        kept = [each for each in town.visits if each.id in allowed]
        assert not any(clash(one, other) for one in kept for other in kept if one is not other)
        for each in town.visits:
            if each.id in refused:
                clashes += 1
                assert any(clash(each, other) and other.priority >= each.priority for other in kept)
    assert clashes > 300


def test_in_a_plan_made_by_hand_every_visit_that_clashes_with_an_earlier_one_is_found() -> None:
    random = Random(8)
    for _ in range(400):
        town = random_town(random)
        plan, starts = random_plan(random, town)
        broken = {
            each.visit_id for each in gate.judge(PACK, OPEN, town, plan) if each.kind in (gate.TWICE, gate.HOUSEHOLD)
        }
        earlier: list[Visit] = []
        for key in sorted(starts, key=lambda key: starts[key]):
            each = town.visit(key)
            clashing = [other for other in earlier if clash(each, other)]
            assert (key in broken) == bool(clashing), each
            earlier.append(each)
