"""Who is held is not called about what the hold stops, from wherever the call is begun."""

from __future__ import annotations

import pytest

from planner.bootstrap import Office
from planner.cases.calls import begin
from planner.cases.model import HoldKind, Purpose, Stage
from planner.errors import NotAllowed
from planner.users import ALONE
from tests.planner.cases.builders import a_case, a_customer, a_hold
from tests.planner.cases.speaking import reachable

BOTH = (Purpose.PRE_CONTACT, Purpose.REMINDER)


@pytest.mark.parametrize(
    ("kind", "stopped"),
    [
        (HoldKind.BEREAVEMENT, BOTH),
        (HoldKind.HOSPITAL, BOTH),
        (HoldKind.DISPUTE, BOTH),
        (HoldKind.VISIT_REFUSED, (Purpose.PRE_CONTACT,)),
        (HoldKind("inconvenient_time_or_place"), ()),
    ],
)
def test_a_hold_stops_calls_of_ours(office: Office, kind: HoldKind, stopped: tuple[Purpose, ...]) -> None:
    desk, person = reachable(office), a_customer(office)
    a_case(desk, customer=person, stage=Stage.PREPARED)
    a_hold(desk, person, kind)
    for purpose in stopped:
        with pytest.raises(NotAllowed) as refused:
            begin(desk, person.id, purpose, by=ALONE)
        assert refused.value.code == "held_call"
    for purpose in set(BOTH) - set(stopped):
        assert begin(desk, person.id, purpose, by=ALONE).script
