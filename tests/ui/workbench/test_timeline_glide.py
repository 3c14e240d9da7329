"""Blocks glide to where a hand has put them, and are simply there where nothing shall move."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from planner.model import Day, Plan
from tests.ui.workbench.timed_day import LEGAL, H, rows_of, timed_day
from ui.workbench.timeline import TimelineView
from ui.workbench.timeline_glide import glides
from ui.workbench.timeline_layout import Sheet, lay_out


def moved() -> tuple[Day, Plan, Plan]:
    """The day, its plan, and one in which V-3 has gone to the second team, as it stood in time."""
    the_day, plan = timed_day()
    first, second, third = plan.routes
    v3 = first.stops[2]
    after = (
        replace(first, stops=first.stops[:2]),
        replace(second, stops=(second.stops[0], v3, second.stops[1])),
        third,
    )
    return the_day, plan, replace(plan, routes=after)


def laid(the_day: Day, plan: Plan) -> Sheet:
    return lay_out(the_day, plan, rows_of(the_day, plan), LEGAL, None)


def test_what_moved_comes_from_where_it_was() -> None:
    the_day, plan, after = moved()
    v3, target = the_day.visits[2].id, the_day.shifts[1].id
    assert glides(laid(the_day, plan), laid(the_day, after)) == {(target, v3): (0.0, -1.0)}
    later = replace(plan.routes[0].stops[0], start=plan.routes[0].stops[0].departure)
    route = replace(plan.routes[0], stops=(later, *plan.routes[0].stops[1:]))
    shifted = replace(plan, routes=(route, *plan.routes[1:]))
    assert list(glides(laid(the_day, plan), laid(the_day, shifted)).values()) == [(-H / 2, 0.0)]


def test_the_stop_of_the_other_team_stays_where_it_is() -> None:
    the_day, plan, _after = moved()
    first, second, third = plan.routes
    joint = replace(plan, routes=(first, replace(second, stops=(*second.stops, first.stops[2])), third))
    assert glides(laid(the_day, joint), laid(the_day, joint)) == {}
    elsewhere = replace(plan, routes=(first, second, replace(third, stops=(first.stops[2],))))
    v3, target = the_day.visits[2].id, the_day.shifts[2].id
    assert glides(laid(the_day, joint), laid(the_day, elsewhere)) == {(target, v3): (0.0, -1.0)}


def test_a_block_glides_and_arrives(qtbot: QtBot) -> None:
    the_day, plan, after = moved()
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(1500, 300)
    view.show()
    view.show_plan(the_day, plan, rows_of(the_day, plan), LEGAL)
    view.chart.glide.still = False
    view.show_plan(the_day, after, rows_of(the_day, after), LEGAL)
    assert view.chart.look.gliding == 1
    view.grab()
    qtbot.waitUntil(lambda: not view.chart.look.glides)
    view.chart.glide.still = True
    view.show_plan(the_day, plan, rows_of(the_day, plan), LEGAL)
    assert not view.chart.look.glides
