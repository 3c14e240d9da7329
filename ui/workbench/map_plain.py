"""A map without tools, as a dialog has it: a day over the region's base map, and a pin that a person may put.

It holds what is to be seen and tells it the page; drawing is done by the page, tiles by `tiles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QColor, QHideEvent
from PySide6.QtWidgets import QWidget

from planner.bootstrap import Office
from planner.day.lines import Lines
from planner.documents import map_style
from planner.documents.map_alone import closed_parts
from planner.documents.map_page import ORIGIN, TILES, MapGroups
from planner.documents.map_words import page_texts, place_hint, ring_texts
from planner.model import Coordinates, Day, Plan, Visit
from planner.text import gettext as _
from planner.text import language as language_in_use
from resources.signs import ink_on
from ui import theme
from ui.background import Background
from ui.workbench.map_surface import MapSurface

type Bounds = tuple[float, float, float, float]

HALO = {False: "#ffffff", True: "#15181c"}
"""Around lines and pins, so that they stand off from the ground."""


class PlainMap(MapSurface):
    """Whatever it is told before its page has loaded is shown as soon as it has."""

    plan_shown = Signal()
    """The page was told of the newest plan."""
    visit_clicked = Signal(object, bool)
    """A visit's id, and whether the selection is to be extended."""
    pin_dropped = Signal(float, float)
    """After `place_pin` the pin was put or moved by hand: latitude and longitude, each time."""
    pin_agreed = Signal()
    """Enter was pressed on the map: the pin is right where it is."""
    pin_left = Signal()
    """Escape was pressed on the map: whoever moved the pin by keys goes elsewhere."""
    map_clicked = Signal()
    ring_drawn = Signal(object)
    """After `draw_ring`: the corners of the area, as `Coordinates`."""
    ring_left = Signal()
    """Escape was pressed: no area is wanted."""
    closed_asked = Signal(object, object)
    """Something is wanted of a closed road: its id, and a global point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language_in_use()
        self._region: dict[str, object] | None = None
        self._stamp = 0
        self._plan: tuple[Day, Plan | None, Lines] | None = None
        self._background = Background(self)
        self._wording = self._stale = False
        self._worded = MapGroups()
        self._groups: dict[str, str] = {}
        self._told |= {"select": [], "team": None, "pin": None, "closed": [], "ring": None}
        self._look: tuple[str, object] | None = None
        self._hear |= {
            "clicked": lambda key, extend: self.visit_clicked.emit(UUID(key), extend),
            "dropped": self.pin_dropped.emit,
            "agreed": self.pin_agreed.emit,
            "left": self.pin_left.emit,
            "emptied": self.map_clicked.emit,
            "ring_drawn": lambda ring: self.ring_drawn.emit(tuple(Coordinates(*place) for place in ring)),
            "ring_left": self.ring_left.emit,
            "closed_asked": lambda key, x, y: self.closed_asked.emit(
                UUID(key), self._view.mapToGlobal(QPoint(round(x), round(y)))
            ),
        }
        self._view.setAccessibleName(_("Map of the day"))
        self.set_dark(self._dark)

    # --- what is to be seen

    def show_region(self, folder: str | None, credit: str = "", bounds: Bounds | None = None) -> None:
        """Show a region's base map, or a plain ground without one.

        `credit` says whose data it is; `bounds` (south, west, north, east) is where to look first while there is
        nothing else to look at.
        """
        self._stamp = self._scheme.use_region(folder)
        corners = [[bounds[0], bounds[1]], [bounds[2], bounds[3]]] if bounds else None
        self._region = {"source": credit, "bounds": corners} if folder else None
        self._tell_region()

    def use_online(self, office: Office) -> None:
        """Lay the online map over the region's, if the office has switched one on; its requests are counted there."""
        self._scheme.online.use(office)
        self._tell_online()

    def show_plan(self, day: Day, plan: Plan | None, lines: Lines) -> None:
        """Show a day; the zoom is kept, and only routes that changed are drawn anew."""
        self._plan = day, plan, lines
        if self._told["closed"] != (closed := closed_parts(day, self._language)):
            self._tell("closed", closed)
        self._stale = True
        if not self._wording:
            self._word()

    def _word(self) -> None:
        # Beside the window, one plan at a time; while one is worded a newer one waits, and those between are skipped.
        if self._stale and self._plan:
            self._wording, self._stale = True, False
            self._background.run(
                self._worded.word, *self._plan, self._language, on_done=self._take_groups, on_error=self._not_worded
            )

    def _take_groups(self, groups: dict[str, str]) -> None:
        before, self._groups = self._groups, groups
        changed: dict[str, str | None] = {name: text for name, text in groups.items() if before.get(name) != text}
        self._not_worded(None)
        self._tell_pieces(changed | dict.fromkeys(before.keys() - groups.keys()))

    def _not_worded(self, _problem: Exception | None) -> None:
        self._wording = False
        self._word()

    def _all_told(self) -> None:
        self._look_now()
        self.plan_shown.emit()

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Ring the selected visits."""
        self._tell("select", [str(visit_id) for visit_id in visit_ids])

    def show_team(self, shift_id: UUID | None) -> None:
        """Let one team stand out from the others; None shows all alike."""
        self._tell("team", str(shift_id) if shift_id else None)

    def fit(self, places: Iterable[Coordinates] = ()) -> None:
        """Look at some places closely; without them at the whole day, or, where there is none, at the region."""
        self._tell_look("fit", [list(place) for place in places])

    def focus(self, places: Iterable[Coordinates]) -> None:
        """Look at some places, unless they are well in sight."""
        if found := [list(place) for place in places]:
            self._tell_look("focus", found)

    def place_pin(self, visit: Visit, start: Coordinates | None = None) -> None:
        """Let a pin be dropped, dragged, or moved by the arrow keys, beginning at `start`, until `end_pin`."""
        title = place_hint(visit.reference, self._language)
        self._tell("pin", {"at": list(start) if start else None, "title": title})

    def end_pin(self) -> None:
        """Take the pin away."""
        self._tell("pin", None)

    def draw_ring(self, start: Coordinates | None, radii: Sequence[int]) -> None:
        """Let an area be drawn, beginning with a circle around `start` (radii in metres), until `end_ring`."""
        words = ring_texts(self._language)
        self._tell("ring", {"at": list(start) if start else None, "radii": list(radii), "words": words})
        self._view.setFocus()

    def end_ring(self) -> None:
        """No area is drawn any more."""
        self._tell("ring", None)

    def set_dark(self, dark: bool) -> None:
        """Be light or dark."""
        self._dark = dark
        self._page.setBackgroundColor(QColor((map_style.DARK if dark else map_style.LIGHT).ground))
        self._tell_scheme()
        self._tell_region()

    def set_language(self, language: str) -> None:
        """Speak another language, on the base map too."""
        self._language = language
        self._view.setAccessibleName(_("Map of the day"))
        self._tell_texts()
        self._tell_region()
        if self._plan:
            self.show_plan(*self._plan)

    # --- telling the page

    def _tell_look(self, kind: str, where: object) -> None:
        # Not before the page is there and knows the plan that is to be looked at.
        self._look = (kind, where)
        if self._ready and not self._wording and not self._pieces:
            self._look = None
            self._send(kind, where)

    def _look_now(self) -> None:
        if self._look:
            self._tell_look(*self._look)

    def _texts(self) -> dict[str, str | list[str]]:
        return {**page_texts(self._language), "marks": []}

    def _tell_texts(self) -> None:
        self._send("texts", self._texts())

    def _tell_region(self) -> None:
        scheme = "dark" if self._dark else "light"
        url = f"{ORIGIN}tiles/{self._stamp}/{scheme}/{self._language}/{TILES}"
        self._send("region", {**self._region, "url": url, "stamp": self._stamp} if self._region else None)

    def _tell_online(self) -> None:
        self._send("online", self._scheme.online.told())

    def _tell_scheme(self) -> None:
        c, ground = (theme.DARK, map_style.DARK) if self._dark else (theme.LIGHT, map_style.LIGHT)
        colors = {"index": int(self._dark), "ground": HALO[self._dark], "ink": c.text, "quiet": c.text2}
        font = f'"{self.font().family()}", system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'
        colors |= {"accent": c.accent, "hand": c.worse, "wrong": c.wrong, "better": c.better, "font": font}
        css = {"--ground": ground.ground, "--panel": c.panel, "--line": c.line, "--text": c.text, "--quiet": c.text2}
        css |= {"--accent": c.accent, "--on-accent": ink_on(c.accent), "--font": font}
        self._send("scheme", {"colors": colors, "css": css})

    # --- hearing the page

    def _came(self) -> None:
        super()._came()
        self._tell_scheme()
        self._tell_texts()
        self._tell_region()
        self._tell_online()
        for name, value in self._told.items():
            self._send(name, value)
        self._tell_pieces(dict(self._groups))
        self.ready.emit()

    # --- Qt

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever was asked for outside is in the record before the office is closed."""
        super().hideEvent(event)
        self._scheme.online.flush()
