"""Pictures of the workbench: both languages, both themes, small and large screens, and its main states."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QDialog

from benchmarks.pictures.studio import Studio

SIZES = {"1366": (1366, 768), "1600": (1600, 1000), "2560": (2560, 1440)}
LANGUAGES, THEMES = ("en", "zh"), ("light", "dark")


def take_workbench(studio: Studio) -> None:
    """The main states of the window on a planned day, in each dress and size that is wanted."""
    studio.open()
    for theme in THEMES:
        for language in LANGUAGES:
            if not studio.wanted.any(f"{theme}-{language}-"):
                continue
            studio.dress(language, theme)
            for size, room in SIZES.items():
                if studio.wanted.any(name := f"{theme}-{language}-{size}"):
                    studio.size(*room)
                    states(studio, name)
                    if studio.wanted.any(f"{name}-empty"):
                        empty(studio, name)


def take_welcome(studio: Studio) -> None:
    """What an office of one's own looks like before there is anything in it."""
    studio.app.open(demo=False)
    studio.settled()
    for language in LANGUAGES:
        studio.dress(language, "light")
        studio.window.resize(*SIZES["1366"])
        studio.rest(0.5)
        studio.take(f"light-{language}-1366-welcome")


def states(studio: Studio, name: str) -> None:
    """The main states of a window, one picture each."""
    window = studio.window
    document, selecting = window.document, window.selecting
    assert document.plan
    studio.take(f"{name}-settled")
    route = max(document.plan.routes, key=lambda each: len(each.stops))
    selecting.select((route.stops[len(route.stops) // 2].visit_id,))
    studio.rest(0.8)
    studio.take(f"{name}-selected")
    selecting.look_at_team(route.shift_id)
    studio.rest(0.8)
    studio.take(f"{name}-team")
    selecting.select(())
    selecting.choose_team(None)
    dragging(studio, name)
    if studio.wanted.any(f"{name}-unassigned") or studio.wanted.any(f"{name}-searching"):
        left_over(studio, name)
        searching(studio, name)


def dragging(studio: Studio, name: str) -> None:
    """A visit in the hand, over another team's route."""
    window = studio.window
    plan = window.document.plan
    assert plan
    routes = [route for route in plan.routes if len(route.stops) > 2]
    window.drags.take((routes[0].stops[1].visit_id,))
    where = window.views.timeline.mapToGlobal(QPoint(window.width() // 2, 120))
    window.drags.dragging.hover(routes[1].shift_id, None, where)
    studio.rest(0.5)
    studio.take(f"{name}-dragging")
    window.drags.dragging.cancel()


def left_over(studio: Studio, name: str) -> None:
    """Three visits taken out, with their ways back."""
    window, document = studio.window, studio.window.document
    assert document.plan
    first = [route.stops[0].visit_id for route in document.plan.routes if route.stops][:3]
    document.take_out("", first)
    window.workbench.go_to("unassigned")
    window.selecting.select(first[:1])
    studio.rest(5)
    studio.take(f"{name}-unassigned")
    window.workbench.go_to("inspector")


def searching(studio: Studio, name: str) -> None:
    """A search under way, and what it proposes: its dialog waits, so a timer takes its picture and leaves it."""
    document = studio.window.document
    begun = document.undo_stack.index()
    timer = QTimer(studio.window, interval=400)

    def leave() -> None:
        dialog = studio.qt.activeModalWidget()
        if isinstance(dialog, QDialog):
            studio.take(f"{name}-difference", dialog)
            dialog.reject()

    timer.timeout.connect(leave)
    studio.expects = True
    document.replan(False, 6)
    studio.rest(2.5)
    studio.take(f"{name}-searching")
    timer.start()
    studio.until(lambda: not document.busy, 40)
    studio.rest(1.0)
    timer.stop()
    studio.expects = False
    while document.undo_stack.index() > begun - 1 and document.undo_stack.canUndo():
        document.undo_stack.undo()
        studio.until(lambda: not document.busy, 20)


def empty(studio: Studio, name: str) -> None:
    """A day without visits says what to do next."""
    document = studio.window.document
    assert document.date
    when = document.date
    document.open(when + timedelta(days=40))
    studio.until(lambda: not document.busy)
    studio.rest(0.4)
    studio.take(f"{name}-empty")
    document.open(when)
    studio.until(lambda: not document.busy)
