"""Pictures of a running day: the window at twenty past eleven, and the dialogs that lead on from there."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.pictures.running_day import Telling, furnish
from benchmarks.pictures.running_papers import take_evening, take_papers
from benchmarks.pictures.studio import Studio
from benchmarks.pictures.wanted import Wanted
from planner.audit import keep_plan
from planner.bootstrap import Office, open_office
from planner.cases.called import Request, called, find
from planner.day.workday import Workday, open_day
from planner.errors import PlannerError
from planner.model import Plan
from planner.running.handover import ways_anew
from planner.running.handover_proof import law_of
from planner.running.happened import Happened, What
from planner.running.needs import NeedKind
from planner.running.pending_words import read_out
from planner.users import ALONE
from routing.solvers import prepare
from routing.worker import Worker
from ui.running.alarm import AlarmDialog
from ui.running.call_list import CallListDialog
from ui.running.check_in import CheckInDialog
from ui.running.happens import HappensDialog
from ui.running.happens_errand import take
from ui.running.pending import PendingDialog
from ui.running.warning import WarningDialog

NOW = datetime(2026, 11, 23, 12, 20, tzinfo=UTC)
"""Twenty past eleven in the demo's town."""
SILENT_FROM = datetime(2026, 11, 23, 11, 25, tzinfo=UTC)
HERON, OTTER, KESTREL, FALCON, BADGER, SWAN, LARK, WREN = range(8)
"""The teams by their places in the roster."""
SLOW, SILENT, CALLED_OFF, GONE = SWAN, FALCON, KESTREL, OTTER
GIVERS = HERON, BADGER, LARK
"""The first of them that can meet another team gives a visit away."""
ROOM = (1600, 1000)


def take_running(qt: QApplication, data: Path, wanted: Wanted) -> None:
    """In English, light and dark; and in Chinese, of a day in Chinese."""
    for language, themes in (("en", ("light", "dark")), ("zh", ("light",))):
        dresses = [theme for theme in themes if wanted.any(f"{theme}-{language}-running")]
        if dresses:
            _of_language(qt, data / language, wanted, language, dresses)


def _of_language(qt: QApplication, data: Path, wanted: Wanted, language: str, themes: list[str]) -> None:
    with Worker(prepare) as worker:
        papers = furnish(data, language, worker)
        telling = _play(data, worker)
    studio = Studio(qt, data, wanted)
    studio.open()
    for theme in reversed(themes):  # the light one is the last: from there the day goes on
        studio.dress(language, theme)
        studio.size(*ROOM)
        _look(studio)
        studio.take(f"{theme}-{language}-running-window")
    if "light" in themes:
        name = f"light-{language}-running"
        _dialogs(studio, name)
        take_papers(studio, name, papers)
        if wanted.any(f"{name}-evening") or wanted.any(f"{name}-report"):
            take_evening(studio, name, telling)
    studio.close()


def _play(data: Path, worker: Worker) -> Telling:
    """Until twenty past eleven: one team is late, one is silent, one has to leave out a stop, two are to meet."""
    with closing(open_office(data, demo=True)) as office:
        work = open_day(office, NOW.date(), worker)
        teams = [shift.id for shift in work.day.shifts]
        telling = Telling({teams[SLOW]: 1.7}, {teams[SILENT]: SILENT_FROM}, frozenset([teams[WREN]]), untold=3)
        work = telling.until(office, work, NOW)
        assert work.plan
        visits = [visit for team in GIVERS for visit in reversed(_open_visits(work, teams[team]))]
        if met := _handed_over(office, work, visits):
            keep_plan(office, met)
        gone = _open_visits(work, teams[CALLED_OFF])[-1]
        name = work.day.visit(gone).customer.name
        called(office, find(office, name, by=ALONE)[0].customer.id, Request.CANCEL, by=ALONE)
    return telling


def _handed_over(office: Office, work: Workday, visits: Iterable[UUID]) -> Plan | None:
    """The plan in which a team meets another one and gives one of these visits away with its papers."""
    assert work.plan
    law = law_of(office, work.day)
    for visit_id in visits:
        with suppress(PlannerError):
            found = ways_anew(work.problem, work.plan, [visit_id], NOW, law=law)
            if met := next((way.plan for way in found if way.plan.meetings), None):
                return met
    return None


def _open_visits(work: Workday, shift_id: UUID) -> list[UUID]:
    assert work.plan
    return [s.visit_id for r in work.plan.routes if r.shift_id == shift_id for s in r.stops if not s.begun]


def _look(studio: Studio) -> None:
    """The window looks at the day as it is now."""
    studio.settled()
    watch = studio.window.live.watch
    seen: list[bool] = []
    heard = watch.changed.connect(lambda: seen.append(True))
    watch.look()
    studio.until(lambda: seen, 30)
    watch.changed.disconnect(heard)
    studio.rest(1.0)


# --- the dialogs


def _dialogs(studio: Studio, name: str) -> None:
    _call(studio, f"{name}-call")
    _alarm(studio, f"{name}-alarm")
    _change(studio, f"{name}-change")
    _ways(studio, f"{name}-ways")
    _happened(studio, name)


def _call(studio: Studio, name: str) -> None:
    document, watch = studio.window.document, studio.window.live.watch
    assert document.day
    dialog = CheckInDialog(studio.window, document, watch)
    dialog.field.setText(f"{document.day.shifts[SLOW].team.name[:2].lower()} b")
    QTimer.singleShot(300, dialog.field, dialog.field.deselect)
    studio.show(name, dialog, 380)
    studio.leave(dialog)


def _alarm(studio: Studio, name: str) -> None:
    need = next((need for need in studio.window.live.watch.needs if need.kind == NeedKind.ALARM), None)
    if need and need.shift_id:
        dialog = AlarmDialog(studio.window, studio.window.document, need.shift_id)
        studio.show(name, dialog, 540, lambda: dialog.sought)
        studio.leave(dialog)


def _change(studio: Studio, name: str) -> None:
    day = studio.window.document.day
    if day is None:
        return
    needs = [need for need in studio.window.live.watch.needs if need.kind in (NeedKind.TELL_NOW, NeedKind.PENDING)]
    waiting: list[Any] = [need.about for need in needs]
    if about := max(waiting, key=lambda each: len(read_out(day, each)), default=None):
        dialog = PendingDialog(studio.window, day, about, ZoneInfo(day.branch.time_zone))
        studio.show(name, dialog, 410)
        studio.leave(dialog)


def _ways(studio: Studio, name: str) -> None:
    window = studio.window
    found = window.live.watch.situation
    warned: list[Any] = [need.about for need in window.live.watch.needs if need.kind == NeedKind.WARNING]
    if found and found.forecast and warned:  # the last is the one with the most time left
        dialog = WarningDialog(window, window.document, warned[-1], found.forecast)
        studio.show(name, dialog, 560, lambda: dialog._ticket and dialog._ticket.finished)
        studio.leave(dialog)


def _happened(studio: Studio, name: str) -> None:
    """A car is out: what can be done, and then whom to call."""
    window, document = studio.window, studio.window.document
    if document.day is None or not (studio.wanted.any(f"{name}-happened") or studio.wanted.any(f"{name}-customers")):
        return
    happened = Happened(What.CAR_OUT, shift_id=document.day.shifts[GONE].id)
    dialog = HappensDialog(window, document, None, happened)
    studio.show(f"{name}-happened", dialog, 480, lambda: dialog._ticket and dialog._ticket.finished)
    answer = max(dialog.table.answers, key=lambda each: len(each.customers), default=None)
    studio.leave(dialog)
    if answer is None or not answer.customers:
        return
    done: list[bool] = []
    take(document, answer, "", lambda: done.append(True))
    studio.until(lambda: done, 60)
    calls = CallListDialog(window, document)
    studio.show(f"{name}-customers", calls, 440, lambda: calls.cards)
    studio.leave(calls)
    document.undo_stack.undo()
    studio.settled()
