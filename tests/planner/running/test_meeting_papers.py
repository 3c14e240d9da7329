"""Papers that are printed for a day with a meeting say when, where and with whom, and which papers change hands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.bootstrap import Office
from planner.cases.copy_model import Copy, Field, OnPaper, Paper
from planner.day.lines import route_lines, route_places
from planner.documents.meeting_rows import hands_of
from planner.documents.route_rows import Rows
from planner.documents.terms import PaperTerms
from planner.model import Plan, Visit
from planner.running.handover import hand_over, ways_of_handover
from planner.running.handover_proof import law_of
from planner.text import clock
from routing.worker import Worker
from tests.builders import TUESDAY, visit
from tests.planner.documents.situations import pages, write
from tests.planner.running.roads import TEN, meeting_of, route_of, routed, town, under_way


def envelope(number: int, paper: Paper, one: Visit, shift_id: object, issue: int = 1) -> Copy:
    held = (OnPaper(one.id, one.customer.id, frozenset({Field.FULL_NAME})),)
    return Copy(number, TUESDAY, issue, paper, shift_id, held=held, stop=4)  # type: ignore[arg-type]


def test_both_teams_read_where_they_meet_and_which_papers_change_hands(
    office: Office, worker: Worker, tmp_path: Path
) -> None:
    work = under_way(routed(office, worker, town()))
    one, two = work.day.shifts
    last = work.day.visits[3]
    assert work.plan
    law = law_of(office, work.day)
    plan = ways_of_handover(work.problem, work.plan, [last.id], two.id, TEN, law=law)[0].plan
    copies = [envelope(1012, Paper.TEAM_ENVELOPE, last, one.id), envelope(1013, Paper.CUSTOMER_ENVELOPE, last, one.id)]
    fresh = [envelope(1020, Paper.TEAM_ENVELOPE, last, two.id, 2)]
    hands = hands_of(plan, copies, fresh)
    assert hands == {last.id: (1012, 1013)}, "those that the first team took along, not what lies in the office"
    assert hands_of(plan, [], []) == {last.id: ()}
    folder = write(tmp_path / "papers", work.day, plan, hands=hands)
    (meeting,), zone = plan.meetings, work.day.zone
    for shift, words in (
        (one, "Give them V-4 (envelopes 1012, 1013)"),
        (two, "They give you V-4 (envelopes 1012, 1013)"),
    ):
        sheet = " ".join(pages(folder / f"route-{shift.team.name.replace(' ', '-')}.pdf"))
        other = two if shift is one else one
        until = clock(meeting_of(plan, shift.id).end, zone)
        assert f"Meet {other.team.name}: {meeting.where}, until {until} {words}" in sheet
        assert clock(meeting_of(plan, shift.id).start, zone) in sheet


def test_the_rows_stand_in_the_order_of_the_route_and_each_way_is_the_one_that_follows(
    office: Office, worker: Worker
) -> None:
    work = under_way(routed(office, worker, town(visit(9, north=2000, east=600))))
    assert work.plan
    plan = hand_over(work.problem, work.plan, [work.day.visits[8].id], TEN, law=law_of(office, work.day))[0].plan
    (meeting,) = plan.meetings
    route = route_of(plan, meeting.to_shift)
    rows = list(Rows(work.day, plan, route, PaperTerms(), "en").all())
    lies = meeting_of(plan, meeting.to_shift)
    place = next(number for number, row in enumerate(rows) if row["kind"] == "meeting")
    assert (rows[place]["title"], rows[place]["text"]) == ("Fetch papers: Office", "For V-9")
    assert rows[place - 1]["travel"]["time"] != rows[place]["travel"]["time"]
    assert [row["time"] for row in rows] == sorted(row["time"] for row in rows)
    legs = route_lines(office, work.day, plan, worker)[route.shift_id]
    assert len(legs) == len(route_places(work.day, route)) - 1
    assert lies.place
    assert any(tuple(lies.place) in leg.path[1:-1] for leg in legs), "the line leads by the place of the meeting"
    straight = route_lines(office, work.day, _without_meetings(plan), worker)[route.shift_id]
    assert sum(leg.distance for leg in legs) > sum(leg.distance for leg in straight)


def _without_meetings(plan: Plan) -> Plan:
    return replace(plan, meetings=(), routes=tuple(replace(route, meetings=()) for route in plan.routes))
