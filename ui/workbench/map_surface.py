"""The web engine in a widget, with its one page: tells it things, hears from it, and brings it back after a crash.

What is told and heard means nothing here; `map_plain` and `map_view` know that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl, Signal
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.documents.map_page import ORIGIN, base_page
from planner.model import Coordinates
from ui import theme
from ui.workbench.map_bridge import MapBridge, as_json
from ui.workbench.map_engine import Guard, MapEnginePage, make_profile
from ui.workbench.map_scheme import MapScheme

MOST_CRASHES, START = 5, (Coordinates(30.0, 10.0), 4.0)
PIECE = 60_000
"""Letters that are told at a time: so long a plan takes the window's thread 3 ms, and a large one comes in pieces."""

log = logging.getLogger(__name__)


class MapSurface(QWidget):
    """Whatever it is told before its page has loaded is told as soon as it has."""

    ready = Signal()
    request_blocked = Signal(int)
    """How many requests tried to leave the map so far; all were blocked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = False
        self._crashes = 0
        self._dark = theme.is_dark()
        self._place: tuple[Coordinates, float] = START
        self._told: dict[str, object] = {}
        self._hear: dict[str, Callable[..., object]] = {"came": self._came, "moved": self._moved}
        self._pieces: dict[str, str | None] = {}
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._tell_piece)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._make_page()

    def _make_page(self) -> None:
        profile = make_profile()
        self._guard = Guard(profile)
        self._guard.blocked.connect(self.request_blocked)
        self._scheme = MapScheme(self._page_maker, profile)
        profile.setUrlRequestInterceptor(self._guard)
        profile.installUrlSchemeHandler(ORIGIN.partition(":")[0].encode(), self._scheme)
        self._view = QWebEngineView(self)
        self._view.setAcceptDrops(False)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._page = MapEnginePage(profile, self._guard, self._view)
        self._view.setPage(self._page)
        profile.setParent(self)  # after the view, and so ended after its page
        app = QCoreApplication.instance()
        assert app
        app.aboutToQuit.connect(self._page.deleteLater)  # a window that is closed later finds the engine gone
        self._bridge = MapBridge()
        self._channel = QWebChannel(self._page)
        self._channel.registerObject("bridge", self._bridge)
        self._page.setWebChannel(self._channel)
        self._page.renderProcessTerminated.connect(self._crashed)
        self._bridge.heard.connect(self._heard)
        self._column.addWidget(self._view, 1)
        self.setFocusProxy(self._view)
        self._page.load(QUrl(ORIGIN))

    @property
    def blocked_requests(self) -> int:
        """How many requests tried to leave the map; all were blocked."""
        return self._guard.count

    # --- telling the page

    def _tell(self, name: str, value: object) -> None:
        # What is told stays true: after a crash the page is told again.
        self._told[name] = value
        self._send(name, value)

    def _send(self, name: str, value: object) -> None:
        if self._ready:
            self._bridge.told.emit(name, as_json(value))

    def _tell_pieces(self, pieces: dict[str, str | None]) -> None:
        # Groups of a plan as JSON, None for one that is gone; a newer one takes the place of an older that still waits.
        self._pieces |= pieces
        self._tell_piece()

    def _tell_piece(self) -> None:
        if not self._ready:
            self._pieces.clear()  # when the page comes it is told all of it
        texts: list[str] = []
        gone = [name for name, text in self._pieces.items() if text is None]
        for name in gone:
            del self._pieces[name]
        while self._pieces and sum(map(len, texts)) < PIECE:
            name = next(iter(self._pieces))
            texts.append(f"{as_json(name)}:{self._pieces.pop(name)}")
        if texts or gone:
            self._bridge.told.emit("plan", f'{{"changed":{{{",".join(texts)}}},"gone":{as_json(gone)}}}')
        if self._pieces:
            self._turn.start()
        else:
            self._all_told()

    def _all_told(self) -> None:
        """The page knows the newest plan."""

    # --- hearing the page

    def _heard(self, name: str, values: list[object]) -> None:
        self._hear[name](*values)

    def _came(self) -> None:
        """The page has loaded and knows nothing."""
        self._ready = True

    def _moved(self, lat: float, lon: float, zoom: float) -> None:
        self._place = Coordinates(lat, lon), zoom

    # --- the page itself

    def _page_maker(self) -> Callable[[], str]:
        center, zoom = self._place
        return partial(base_page, center=center, zoom=zoom, dark=self._dark)

    def _crashed(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self._ready = False
        self._crashes += 1
        log.warning("The map's page ended unexpectedly (%s, %d).", status.name, code)
        if self._crashes <= MOST_CRASHES:
            QTimer.singleShot(0, self, lambda: self._page.load(QUrl(ORIGIN)))
