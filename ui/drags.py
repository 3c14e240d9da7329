"""Visits in the hand, from any view to any other: begins the drag, and lets every view show what it would come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from planner.day.effect import Effect
from planner.day.foreseen import foreseen
from planner.day.preview import Preview
from planner.text import ngettext
from ui.gestures import Gestures
from ui.workbench.dragging import Dragging

if TYPE_CHECKING:
    from ui.document import Document
    from ui.views import Views


class Drags(QObject):
    """One drag at a time. What is under the hand is told by the views; what it comes to is told to them."""

    def __init__(self, window: QWidget, document: Document, gestures: Gestures, views: Views) -> None:
        super().__init__(window)
        self._document = document
        self._views = views
        self._eager = False
        self._of: tuple[object, object] = None, None
        self.dragging = Dragging(window)
        self.dragging.effect_changed.connect(self._show)
        self.dragging.prices_changed.connect(views.timeline.show_prices)
        self.dragging.prices_changed.connect(self._priced)
        self.dragging.dropped.connect(gestures.move)
        self.dragging.lock_wanted.connect(gestures.lock_where_they_are)
        self.dragging.know_rows(views.row_box)
        for view in (views.visits, views.timeline, views.unassigned):
            self.join(view)
        views.unassigned.taken_out.connect(self._drop_out)
        document.changed.connect(self._day_changed)

    def join(self, view: QWidget) -> None:
        """Let visits be dragged out of a view, and over it."""
        if hasattr(view, "drag_wanted"):
            view.drag_wanted.connect(lambda ids: self.drag(view, ids))
        if view is self._views.unassigned:  # it tells a point alone: there it means out of its route
            self._views.unassigned.dragged_over.connect(lambda at: self._over(None, None, at))
        elif hasattr(view, "dragged_over"):
            view.dragged_over.connect(self._over)
        if hasattr(view, "drag_left"):
            view.drag_left.connect(self.dragging.leave)
        if hasattr(view, "drag_dropped"):
            view.drag_dropped.connect(self.dragging.drop)

    def take(self, visit_ids: Iterable[UUID]) -> bool:
        """Take visits into the hand; False where nothing can be moved now."""
        document = self._document
        problem, plan, day = document.problem, document.plan, document.day
        if document.busy or problem is None or plan is None or day is None:
            return False
        office = document.office
        preview = Preview(problem, plan, visit_ids, office.pack, office.closed(day), document.violations)
        if not preview.moving:
            return False
        self._eager, self._of = False, (problem, plan)
        self._views.timeline.carry(preview.moving)
        self.dragging.begin(preview, self._words(preview.moving))
        return True

    def drag(self, view: QWidget, visit_ids: Iterable[UUID]) -> None:
        """Let the mouse carry visits until they are let go anywhere; returns then."""
        if self.take(visit_ids):
            self.dragging.carry(view)

    def grab(self, visit_ids: Iterable[UUID]) -> None:
        """Let keys carry visits: Tab to the next cheapest team, Enter puts them there, Escape leaves them."""
        if self.take(visit_ids):
            self._views.timeline.setFocus()
            self._eager = True

    def _show(self, effect: Effect | None) -> None:
        # Whatever is said of a plan counts along.
        self._views.show_effect(effect)
        document, then = self._document, None
        if effect and effect.changes and document.day and document.plan:
            then = foreseen(document.day, document.plan, document.violations, effect, document.issued_plan)
        self._views.strip.show_foreseen(then)

    def _day_changed(self) -> None:
        # What was worked out is of another plan: nothing of it may stand, and nothing is let go on it.
        problem, plan = self._of
        if self.dragging.active and (self._document.problem is not problem or self._document.plan is not plan):
            self.dragging.cancel()

    def _priced(self, prices: Mapping[UUID, Effect]) -> None:
        # Who carries by keys is shown the cheapest place of all as soon as all are known.
        day = self._document.day
        if self._eager and day and len(prices) == len(day.shifts):
            self._eager = False
            self.dragging.cheapest_next()

    def _over(self, shift_id: UUID | None, position: int | None, at: QPoint) -> None:
        self.dragging.hover(shift_id, position, at)

    def _drop_out(self, _visit_ids: object) -> None:
        self.dragging.drop()

    def _words(self, visit_ids: tuple[UUID, ...]) -> str:
        day = self._document.day
        if day and len(visit_ids) == 1:
            return day.visit(visit_ids[0]).customer.name
        return ngettext("{count} visit", "{count} visits", len(visit_ids)).format(count=len(visit_ids))
