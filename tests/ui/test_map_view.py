"""The map in the window, on the real web engine: what it shows, what it says, and that nothing leaves it."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from pytestqt.qtbot import QtBot

from planner.day.lines import Lines
from planner.documents.map_page import ORIGIN, standalone_page
from planner.model import Day, Plan, Route, Stop, Unassigned
from tests import builders
from ui.workbench.map_engine import prepare_web_engine
from ui.workbench.map_pixels import SIZE, to_pixels
from ui.workbench.map_view import MapView
from ui.workbench.tiles import TileKey, TilePainter

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
WAIT_MS = 15_000


def planned_day() -> tuple[Day, Plan]:
    """Two teams with two stops each, and one visit left over."""
    visits = [builders.visit(n, north=300 * n, east=200 * (-1) ** n * n) for n in range(1, 6)]
    day = builders.day(*visits)
    routes = tuple(
        Route(shift.id, tuple(_stop(visit.id, n) for n, visit in enumerate(pair)), MORNING, MORNING)
        for shift, pair in zip(day.shifts, (visits[:2], visits[2:4]), strict=True)
    )
    return day, Plan(day.id, routes, (Unassigned(visits[4].id, "no_skill"),))


def _stop(visit_id: UUID, number: int) -> Stop:
    start = MORNING + timedelta(hours=number)
    return Stop(visit_id, start, start, start + timedelta(minutes=30))


def show(qtbot: QtBot, view: MapView, day: Day, plan: Plan, lines: Lines) -> None:
    with qtbot.waitSignal(view.plan_shown, timeout=WAIT_MS):
        view.show_plan(day, plan, lines)


WHERE = "return [map_rounds.getZoom(), map_rounds.getCenter().lat]"


def moved_from(qtbot: QtBot, view: MapView, place: object) -> object:
    """Where the map looks once it has left a place and stands still."""
    seen = [place]

    def stands() -> bool:
        seen.append(ask(qtbot, view._page, WHERE))
        return seen[-1] != place and seen[-1] == seen[-2]

    qtbot.waitUntil(stands, timeout=WAIT_MS)
    return seen[-1]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    made.resize(640, 480)
    with qtbot.waitSignal(made.ready, timeout=WAIT_MS):
        made.show()
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def ask(qtbot: QtBot, page: QWebEnginePage, script: str) -> object:
    """What a script says in the page; promises are waited for."""
    answers: list[object] = []
    page.runJavaScript(f"window.answer = null; (async () => {{ {script} }})().then((v) => {{ window.answer = [v]; }})")

    def look() -> None:
        page.runJavaScript("JSON.stringify(window.answer)", lambda v: answers.append(v) if v != "null" else None)

    def arrived() -> bool:
        look()
        return bool(answers)

    qtbot.waitUntil(arrived, timeout=WAIT_MS)
    return json.loads(str(answers[0]))[0]


LAYERS = "const all = []; map_rounds.eachLayer((l) => l.options.tell && all.push(l));"


@pytest.mark.window
def test_a_plan_is_shown_and_only_what_changed_is_drawn_again(view: MapView, qtbot: QtBot) -> None:
    day, plan = planned_day()
    show(qtbot, view, day, plan, {})
    kinds = ask(qtbot, view._page, LAYERS + "return all.map((l) => l.options.tell.kind).sort()")
    assert kinds == ["depot", "left", "line", "line", "stop", "stop", "stop", "stop", "way", "way"]
    ask(qtbot, view._page, LAYERS + "for (const l of all) l.seen = true")
    swapped = replace(plan.routes[0], stops=plan.routes[0].stops[::-1])
    show(qtbot, view, day, replace(plan, routes=(swapped, plan.routes[1])), {})
    fresh = ask(qtbot, view._page, LAYERS + "return all.filter((l) => !l.seen).map((l) => l.options.tell.team)")
    assert fresh == ["Team 1"] * 4


@pytest.mark.window
def test_the_zoom_is_kept_when_the_plan_changes(view: MapView, qtbot: QtBot) -> None:
    day, plan = planned_day()
    show(qtbot, view, day, plan, {})
    start = ask(qtbot, view._page, WHERE)
    view.focus([builders.at(300, -200).coordinates])
    before = moved_from(qtbot, view, start)
    show(qtbot, view, day, replace(plan, routes=plan.routes[:1]), {})
    assert ask(qtbot, view._page, WHERE) == before
    view.fit()
    assert moved_from(qtbot, view, before) != before


@pytest.mark.window
def test_a_click_on_a_stop_names_its_visit(view: MapView, qtbot: QtBot) -> None:
    day, plan = planned_day()
    show(qtbot, view, day, plan, {})
    view.fit()
    visit = day.visits[0]
    assert visit.location
    place = json.dumps(list(visit.location.coordinates))

    def clicked() -> list[object]:
        # On a busy machine the map may still glide to where all of it is seen: then the stop is somewhere else.
        where = ask(qtbot, view._page, f"const p = map_rounds.latLngToContainerPoint({place}); return [p.x, p.y]")
        x, y = _numbers(where)
        with qtbot.waitSignal(view.visit_clicked, timeout=1_000, raising=False) as heard:
            qtbot.mouseClick(view._view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        return heard.args or []

    assert next(filter(None, (clicked() for _try in range(15))), []) == [visit.id, False]


@pytest.mark.window
def test_names_are_text_and_never_markup(view: MapView, qtbot: QtBot) -> None:
    day, plan = planned_day()
    evil = "<img src=x onerror='document.title=1'></script><script>document.title=1</script>"
    first = replace(day.visits[0], reference=evil, customer=replace(day.visits[0].customer, name=evil))
    show(qtbot, view, replace(day, visits=(first, *day.visits[1:])), plan, {})
    script = LAYERS + (
        "const stop = all.find((l) => l.options.tell.kind === 'stop'); stop.openTooltip();"
        "const box = document.querySelector('.leaflet-tooltip');"
        "return [box.querySelectorAll('img, script').length, box.textContent.includes('onerror'), document.title]"
    )
    found = ask(qtbot, view._page, script)
    assert found == [0, True, ""]
    assert view.blocked_requests == 0


@pytest.mark.window
def test_nothing_leaves_the_map_and_every_attempt_is_counted(view: MapView, qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        counts: list[int] = []
        view.request_blocked.connect(counts.append)
        tried = ask(
            qtbot,
            view._page,
            f"const there = '127.0.0.1:{port}', told = [];"
            "await fetch(`http://${there}/a`).catch(() => told.push('fetch'));"
            "await new Promise((done) => { const i = new Image(); i.onerror = () => done(told.push('image'));"
            "  i.src = `http://${there}/b.png`; });"
            "await new Promise((done) => { const w = new WebSocket(`ws://${there}/c`);"
            "  w.onerror = () => done(told.push('socket')); });"
            "const link = document.createElement('link'); link.rel = 'preconnect'; link.href = `http://${there}`;"
            "document.head.append(link);"
            "if (!window.open(`http://${there}/d`)) told.push('window');"
            "return told",
        )
        assert tried == ["fetch", "image", "socket", "window"]
        assert counts == [1, 2, 3]
        assert view.blocked_requests == 3
        with qtbot.waitSignal(view.request_blocked, timeout=WAIT_MS):
            view._page.runJavaScript(f"location.href = 'http://127.0.0.1:{port}/e'")
        assert ask(qtbot, view._page, "return location.href") == ORIGIN
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.window
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the process is ended the Unix way")
def test_a_crash_of_the_page_is_survived(view: MapView, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    day, plan = planned_day()
    show(qtbot, view, day, plan, {})
    view.select([day.visits[1].id])
    count = LAYERS + "return [all.length, all.filter((l) => l.options.selected).length]"
    assert ask(qtbot, view._page, count) == [10, 1]
    with qtbot.waitSignal(view.ready, timeout=WAIT_MS):
        os.kill(view._page.renderProcessPid(), signal.SIGKILL)
    assert ask(qtbot, view._page, count) == [10, 1]
    assert "ended unexpectedly" in caplog.text


@pytest.mark.window
def test_tiles_come_from_the_region_and_a_line_says_when_there_is_none(
    view: MapView, qtbot: QtBot, demo_region: Path
) -> None:
    assert "no base map" in str(ask(qtbot, view._page, "return document.getElementById('said').textContent"))
    view.show_region(str(demo_region), "Emberford, a fictional town", (45.19, -30.42, 45.21, -30.38))
    shown = "return [...document.querySelectorAll('.leaflet-tile-loaded')].filter((i) => i.naturalWidth).length"
    qtbot.waitUntil(lambda: ask(qtbot, view._page, shown) > 3, timeout=WAIT_MS)  # type: ignore[operator]
    source = str(ask(qtbot, view._page, "return document.getElementById('source').textContent"))
    assert source == "Emberford, a fictional town"
    view.set_dark(True)
    first = "return (document.querySelector('.leaflet-tile-loaded') || {}).src"
    qtbot.waitUntil(lambda: "/dark/en/" in str(ask(qtbot, view._page, first)), timeout=WAIT_MS)
    view.set_language("zh")
    qtbot.waitUntil(lambda: "/dark/zh/" in str(ask(qtbot, view._page, first)), timeout=WAIT_MS)
    assert view.blocked_requests == 0


def test_a_tile_shows_the_town_in_light_and_dark(qapp: object, demo_region: Path) -> None:
    painter = TilePainter(str(demo_region))
    x, y = (to_pixels(np.array([builders.OFFICE]), 14)[0] // SIZE).astype(int).tolist()
    tiles = {
        painter.paint(TileKey(14, x, y, scheme=scheme, language=language))
        for scheme in ("light", "dark")
        for language in ("en", "zh")
    }
    painter.close()
    assert len(tiles) == 4
    assert all(tile.startswith(b"\x89PNG") for tile in tiles)


def test_only_root_on_linux_runs_without_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    prepare_web_engine()
    assert "QTWEBENGINE_DISABLE_SANDBOX" not in os.environ
    assert "--no-sandbox" not in os.environ["QTWEBENGINE_CHROMIUM_FLAGS"]


def _numbers(found: object) -> tuple[float, float]:
    assert isinstance(found, list)
    return float(found[0]), float(found[1])


class Listener(QWebEngineUrlRequestInterceptor):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.asked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        self.asked.append(info.requestUrl().toString())


class QuietPage(QWebEnginePage):
    def javaScriptConsoleMessage(self, *message: object) -> None:
        """A refused request is what the test is about."""


@pytest.mark.window
def test_the_file_with_the_map_opens_alone_and_asks_for_nothing(
    qtbot: QtBot, demo_region: Path, tmp_path: Path
) -> None:
    day, plan = planned_day()
    file = tmp_path / "map.html"
    text = standalone_page(day, plan, {}, region_folder=str(demo_region), language="en", with_names=False)
    file.write_text(text, encoding="utf-8")
    profile = QWebEngineProfile()
    listener = Listener(profile)
    profile.setUrlRequestInterceptor(listener)
    page = QuietPage(profile)
    with qtbot.waitSignal(page.loadFinished, timeout=WAIT_MS) as loaded:
        page.load(QUrl.fromLocalFile(str(file)))
    assert loaded.args == [True]
    drawn = LAYERS + (
        "const ground = []; map_rounds.eachLayer((l) => l.options.pane === 'ground' && l._parts && ground.push(l));"
        "return [all.filter((l) => l.options.tell.kind === 'line').length, ground.length,"
        " document.querySelectorAll('#legend li').length]"
    )
    lines, ground, teams = ask(qtbot, page, drawn)  # type: ignore[misc]
    assert (lines, teams) == (2, 2)
    assert ground > 10
    fetched = "return fetch('https://example.org/').then(() => 'there', () => 'refused')"
    assert ask(qtbot, page, fetched) == "refused"
    assert listener.asked == [QUrl.fromLocalFile(str(file)).toString()]
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
