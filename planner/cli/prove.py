"""``rounds solve --prove``: measures the plan that was found against all others, and says in one line what is known."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from planner.cli.console import note
from planner.text import gettext as _
from routing import vroom
from routing.vroom.costs import worth
from routing.worker import Worker

SECONDS = 60.0
"""How long is tried where the command does not say."""


def proved(
    options: argparse.Namespace,
    plan: vroom.TimedPlan,
    worker: Worker,
    show: Callable[[object], None],
) -> tuple[vroom.TimedPlan, vroom.Proven | None]:
    """The better of the plan and what the proof finds, and what is proven of it; nothing where somebody stops it."""
    ground, seconds = plan.ground, options.prove_seconds or SECONDS
    threads = options.threads or ground.request.wanted.threads
    run = worker.submit(vroom.prove_in_child, ground, vroom.orders_of(plan), seconds, options.seed, threads=threads)
    try:
        proven = run.wait(show)
    except KeyboardInterrupt:
        run.stop()
        note(_("Stopped as you asked; nothing is proven."))
        return plan, None
    if proven.better:
        plan = vroom.solved_plan(ground, proven.better)
    note(_told(plan, proven, seconds))
    return plan, proven


def _told(plan: vroom.TimedPlan, proven: vroom.Proven, seconds: float) -> str:
    priority, jobs, cost = worth(plan)
    if proven.optimal:
        told = _("Proven: no plan leaves out less than this one (jobs: {jobs}) and costs less than {cost}.")
        return told.format(jobs=jobs, cost=cost)
    if proven.cost_counts(plan):
        told = _(
            "Not proven in {seconds} s. No plan leaves out less; of those that leave out no more none costs less than"
            " {least}. This one costs {cost}: at most {gap} % of it could be saved."
        )
        gap = 100 * (cost - proven.cost) / max(1, cost)
        return told.format(seconds=f"{seconds:g}", least=int(proven.cost), cost=cost, gap=f"{gap:.1f}")
    told = _(
        "Not proven in {seconds} s. Every plan leaves out at least priority {least} (jobs: {least_jobs});"
        " this one leaves out {priority} (jobs: {jobs})."
    )
    return told.format(
        seconds=f"{seconds:g}", least=proven.priority, least_jobs=proven.jobs, priority=priority, jobs=jobs
    )
