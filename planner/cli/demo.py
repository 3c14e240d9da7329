"""``rounds demo``: the demo day from a clean demo database to the papers, without a window."""

from __future__ import annotations

import argparse

from planner import demo as the_demo
from planner.audit import keep_plan
from planner.bootstrap import open_office
from planner.cli.console import COMMAND_LINE, progress_bar, say
from planner.cli.day import show_plan
from planner.day import issue as door
from planner.day import optimize
from planner.text import gettext as _
from routing.solvers import prepare
from routing.worker import Worker

SEARCH_S = 10.0
"""The longest search: nobody watches, and the demo is to be done in half a minute."""


def demo(options: argparse.Namespace) -> int:
    """Prepare, plan and issue the demo day."""
    the_demo.reset(options.data_dir)
    office = open_office(options.data_dir, demo=True)
    office.seat.alone = COMMAND_LINE
    try:
        with Worker(prepare) as worker, progress_bar() as show:
            day = the_demo.prepare(office, worker, on_message=show)
            made = optimize.Planning(office, day, None, worker, time_limit_s=SEARCH_S).wait(show)
            made = keep_plan(office, made)
            issued = door.issue(office, day, made, options.out, worker=worker, on_message=show)
        show_plan(office, day, made)
    finally:
        office.close()
    say(_("The papers of the demo day: {folder}").format(folder=issued.folder))
    return 0
