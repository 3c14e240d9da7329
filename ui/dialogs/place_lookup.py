"""Finds what addresses may mean and looks around those places, ahead of the person who reviews them. Shows nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.day.geocoding.locate import Search, region_open
from planner.day.geocoding.surroundings import ground
from planner.model import Coordinates, Day, Doubt, Location
from planner.text import language
from routing.region.normalize import is_chinese
from routing.region.surroundings import Surroundings
from routing.worker import Worker
from ui.background import Background, Ticket

AT_ONCE = 60
"""Places looked around in one go: the child needs about a millisecond for each."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a text may mean. `known` holds how the places are written, in the window's language and in the text's."""

    text: str
    candidates: tuple[Location, ...]
    known: str


class Lookup(QObject):
    """Keeps every finding while the dialog is open: what was looked for once is there at once."""

    found = Signal(object)
    """A `Finding` that was asked for by `need`."""
    seen = Signal()
    """More is known of what lies around places."""
    failed = Signal(object)

    def __init__(
        self, office: Office, day: Day, worker: Worker | None, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office, self._worker, self._background = office, worker, background
        self._ground = ground(office, day)
        self._findings: dict[str, Finding] = {}
        self._needed = ""
        self._search: Ticket | None = None
        self._looking = False
        self._to_see: deque[Coordinates] = deque()
        self._doubts: dict[Coordinates, tuple[Doubt, ...]] = {
            v.location.coordinates: v.location.doubts
            for v in day.visits
            if v.location and self._ground.mark and v.location.examined == self._ground.mark
        }

    # --- addresses

    def ahead(self, texts: Iterable[str]) -> None:
        """Look for these, one after the other, before anybody asks."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._findings]
        if wanted:
            self._background.run(
                find_all, self._office, wanted, language(),
                on_done=lambda _count: None, on_error=self.failed.emit, on_message=self._take,
            )  # fmt: skip

    def need(self, text: str) -> None:
        """Look for this now; `found` tells it, at once where it is known already."""
        self._needed = text
        if self._search:
            self._search.cancel()
            self._search = None
        if text in self._findings:
            self.found.emit(self._findings[text])
            return
        self._search = self._background.run(
            find_all, self._office, [text], language(),
            on_done=lambda _count: None, on_error=self.failed.emit, on_message=self._take,
        )  # fmt: skip

    def knows(self, text: str) -> bool:
        """Whether this was looked for."""
        return text in self._findings

    def _take(self, message: object) -> None:
        if isinstance(message, Finding):
            self._findings[message.text] = message
            self.look(each.coordinates for each in message.candidates[:1])
            if message.text == self._needed:
                self._needed = ""
                self.found.emit(message)

    # --- what lies around

    def look(self, places: Iterable[Coordinates], *, first: bool = False) -> None:
        """Look around places; `first` before those that wait."""
        fresh = [place for place in dict.fromkeys(places) if place not in self._doubts and place not in self._to_see]
        if first:
            self._to_see.extendleft(fresh)
        else:
            self._to_see.extend(fresh)
        self._look_on()

    def examined(self, location: Location) -> Location:
        """A location with what is known to lie around it."""
        doubts = self._doubts.get(location.coordinates)
        return location if doubts is None else replace(location, doubts=doubts, examined=self._ground.mark)

    def _look_on(self) -> None:
        if self._looking or not self._to_see or self._worker is None:
            return
        places = [self._to_see.popleft() for _ in range(min(AT_ONCE, len(self._to_see)))]
        run = self._ground.look(self._worker, places)
        if run:
            self._looking = True
            self._background.watch(run, on_done=lambda found: self._see(places, found), on_error=self._not_seen)

    def _see(self, places: Sequence[Coordinates], found: Sequence[Surroundings]) -> None:
        self._doubts.update((place, self._ground.doubts(each)) for place, each in zip(places, found, strict=True))
        self._looking = False
        self._look_on()
        self.seen.emit()

    def _not_seen(self, _error: Exception) -> None:
        # The day itself is looked around before it is planned: only the warning in advance is missing.
        self._to_see.clear()
        self._looking = False


def find_all(
    office: Office,
    texts: Sequence[str],
    language: str,
    *,
    on_message: Callable[[object], None],
    cancelled: Callable[[], bool],
) -> int:
    """Find what each text may mean; the number of texts. Runs on a thread."""
    with ExitStack() as stack:
        searches = _Searches(office, stack)
        for text in texts:
            if cancelled():
                break
            candidates = searches[language](text)
            own = searches["zh" if is_chinese(text) else ""](text)
            known = " ".join(dict.fromkeys(each.matched for each in (*own[:1], *candidates[:1])))
            on_message(Finding(text, candidates, known))
    return len(texts)


class _Searches(dict[str, Search]):
    # One per language, opened when first asked for.
    def __init__(self, office: Office, stack: ExitStack) -> None:
        super().__init__()
        self._office, self._stack = office, stack

    def __missing__(self, language: str) -> Search:
        self[language] = self._stack.enter_context(region_open(self._office, language))
        return self[language]
