"""``rounds solve``, and ``rounds check`` of a file: problems in VROOM's format and its answers; no office needed."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from planner import regions
from planner.bootstrap import DATABASE, data_folder
from planner.cli import prove
from planner.cli.console import need_folder, note, opened, progress_bar, say, show_table
from planner.errors import BadInput, NotFound, PlannerError
from planner.model import Violation
from planner.text import gettext as _
from planner.text import sentence, violation_sentence
from routing import vroom
from routing.errors import BadProblem, Cancelled, EngineUnavailable, RoutingError
from routing.roads import NetworkSpec, compute_matrix, compute_paths
from routing.solution import Solution
from routing.solvers import ENGINES
from routing.vroom.roads import encoded_line, routes_to_draw, travel_modes
from routing.worker import Better, Worker

SECONDS = 10.0
"""How long is searched where neither the command nor the file says."""
STANDARD = "-"
"""Stands for what comes in and goes out by the console."""
type Show = Callable[[object], None]


def solve(options: argparse.Namespace) -> int:
    """Answer a problem; where it cannot be answered, the answer says why, as VROOM's does."""
    file = None if options.out in (None, STANDARD) else Path(options.out)
    if file:
        need_folder(file)
    try:
        found = _answer(options)
    except Cancelled:
        raise
    except (PlannerError, RoutingError, OSError) as error:
        _write(vroom.error_answer(_code(error), sentence(error)), file)
        raise
    _write(found, file)
    return 0


def check_file(options: argparse.Namespace, file: str) -> int:
    """List what the ``steps`` of a problem break."""
    request = _read(file)
    if not any(vehicle.steps for vehicle in request.vehicles):
        raise BadInput("no_steps", file=Path(file).name)
    with Worker() as worker, progress_bar() as show:
        ground = _Roads(options, worker, show).ground(request)
    plan = vroom.human_plan(ground)
    show_table(
        (_("Vehicle"), _("No."), _("Stop"), _("What is broken")),
        [_row(plan, violation) for violation in plan.violations],
    )
    if not plan.violations:
        say(_("The plan keeps every rule."))
    return 1 if plan.violations else 0


def is_file(text: str | None) -> bool:
    """Whether what was typed as a plan is a file, and no date."""
    return text is not None and (text == STANDARD or text.casefold().endswith(".json") or Path(text).is_file())


def _row(plan: vroom.TimedPlan, violation: Any) -> tuple[str, str, str, str]:
    kind, _colon, number = violation.job.rpartition(":")
    order = [str(step.id) for step in plan.routes.get(int(violation.vehicle), ()) if step.kind == "job"]
    place = str(order.index(number) + 1) if number in order and not kind else ""
    stop = _("break {id}").format(id=number) if kind else number
    return violation.vehicle, place, stop, violation_sentence(Violation(violation.kind, amount=violation.amount), None)


def _read(file: str) -> vroom.Request:
    try:
        if file == STANDARD:
            return vroom.read_request(sys.stdin.buffer.read().decode("utf-8-sig"))
        return vroom.read_request(Path(file).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is no UTF-8"
        raise BadProblem("not_json", f"This is no whole JSON: {reason}.", reason=reason) from None


def _answer(options: argparse.Namespace) -> dict[str, Any]:
    engine = _engine(options)
    began = time.monotonic()
    request = _read(options.file)
    if options.prove and request.wanted.check:
        raise BadInput("proves_no_check")
    with Worker() as worker, progress_bar() as show:
        roads = _Roads(options, worker, show)
        ground = roads.ground(request)
        times = {"loading": _ms_since(began)}
        began = time.monotonic()
        plan, more = _planned(options, engine, ground, worker, show)
        times["solving"] = _ms_since(began)
        if not request.wanted.geometry:
            return vroom.answer(plan, times) | more
        began = time.monotonic()
        lines = roads.lines(plan)
        return vroom.answer(plan, {**times, "routing": _ms_since(began)}, lines) | more


def _planned(
    options: argparse.Namespace, engine: str, ground: vroom.Ground, worker: Worker, show: Show
) -> tuple[vroom.TimedPlan, dict[str, Any]]:
    # The plan, and what else is answered.
    if ground.request.wanted.check:
        return vroom.human_plan(ground), {}
    if options.prove:
        vroom.check_provable(ground)
    plan = vroom.solved_plan(ground, _searched(options, engine, ground, worker, show))
    if not options.prove:
        return plan, {}
    plan, proven = prove.proved(options, plan, worker, show)
    return plan, {"proof": vroom.proof_answer(proven)} if proven else {}


def _ms_since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _engine(options: argparse.Namespace) -> str:
    engine = options.engine or ENGINES[0]
    if engine not in ENGINES:
        raise BadInput("no_engine", name=engine, names=", ".join(ENGINES))
    return engine


def _searched(options: argparse.Namespace, engine: str, ground: vroom.Ground, worker: Worker, show: Show) -> Solution:
    # The best so far where somebody stops the search.
    wanted, best = ground.request.wanted, Solution(())

    def take(message: object) -> None:
        nonlocal best
        if isinstance(message, Better) and isinstance(message.value, Solution):
            best = message.value
        show(message)

    seconds, threads = options.seconds or wanted.seconds or SECONDS, options.threads or wanted.threads
    run = worker.submit(vroom.search_in_child, ground, seconds, options.seed, engine=engine, threads=threads)
    try:
        return run.wait(take)
    except KeyboardInterrupt:
        for message in run.poll():
            take(message)
        run.stop()
        if not best.routes:
            raise
        note(_("Stopped as you asked; this is the best plan so far."))
        return best


class _Roads:
    # Where a file says nothing of the ways between its places: asked only then, and told once.

    def __init__(self, options: argparse.Namespace, worker: Worker, show: Show) -> None:
        self.options, self.worker, self.show = options, worker, show

    def ground(self, request: vroom.Request) -> vroom.Ground:
        if request.matrices:
            return vroom.make_ground(request)
        found = {}
        for profile, mode in travel_modes(request).items():
            times = self.worker.submit(compute_matrix, self._network, request.points, mode).wait(self.show)
            found[profile] = vroom.Matrices(times.durations, times.distances)
        return vroom.make_ground(request, found)

    def lines(self, plan: vroom.TimedPlan) -> dict[int, str]:
        routes = routes_to_draw(plan)
        paths = self.worker.submit(compute_paths, self._network, tuple(routes.values())).wait(self.show)
        lines = (encoded_line(point for leg in legs for point in leg.path) for legs in paths)
        return dict(zip(routes, lines, strict=True))

    @cached_property
    def _network(self) -> NetworkSpec:
        options = self.options
        if options.region is None:
            spec = NetworkSpec()
            told = _("Ways are straight lines × {factor}. For roads, name a region you have built: --region NAME")
            note(told.format(factor=f"{spec.detour_factor:g}"))
            return spec
        known: list[regions.Region] = []
        if (data_folder(options.data_dir, demo=options.demo) / DATABASE).exists():
            with opened(options) as office:
                known += regions.regions(office)
        for region in known:
            if region.name == options.region:
                told = _("Ways are on the roads of {region}, {date}.")
                note(told.format(region=region.name, date=region.data_date or "?"))
                return NetworkSpec("valhalla", folder=str(region.folder))
        raise NotFound("no_region", name=options.region, names=", ".join(region.name for region in known) or "-")


def _code(error: Exception) -> int:
    if isinstance(error, EngineUnavailable):
        return vroom.INTERNAL if error.code == "worker_died" else vroom.ROUTING
    return vroom.INPUT if isinstance(error, PlannerError | BadProblem | OSError) else vroom.INTERNAL


def _write(found: dict[str, Any], file: Path | None) -> None:
    text = json.dumps(found, ensure_ascii=False)
    if file is None:
        say(text)
    else:
        file.write_text(text + "\n", encoding="utf-8", errors="replace")
