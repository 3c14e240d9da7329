"""Answers the map's page: itself, its scripts and styles, and its tiles, which are painted on threads.

The newest tiles asked for are painted first; what the page no longer wants is dropped, so that none pile up.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebChannel import QWebChannel as QWebChannel
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from planner.documents.map_assets import asset
from planner.documents.map_style import SCHEMES
from ui.background import Background
from ui.workbench.online_tiles import OnlineTiles
from ui.workbench.tiles import TileKey, TilePainter, nearest_scale

CHANNEL_SCRIPT = ":/qtwebchannel/qwebchannel.js"
"""Comes with `QWebChannel`, which must have been imported for it to be there."""
PAINTING_AT_ONCE = 2
MOST_WAITING = 192
"""A large screen shows about a hundred tiles; older ones are given up."""
KEPT_BYTES = 48_000_000
KINDS = {"js": b"text/javascript", "css": b"text/css", "png": b"image/png", "": b"text/html; charset=utf-8"}

log = logging.getLogger(__name__)


class MapScheme(QWebEngineUrlSchemeHandler):
    """Serves ``rounds://map/``. `page` makes the page's text; it runs on a thread."""

    def __init__(self, page: Callable[[], Callable[[], str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._background = Background(self)
        self.online = OnlineTiles(self)
        self._painters: list[TilePainter] = []
        self._stamp = 0
        self._kept: OrderedDict[TileKey, bytes] = OrderedDict()
        self._waiting: OrderedDict[TileKey, list[QWebEngineUrlRequestJob]] = OrderedDict()
        self._painting: set[TileKey] = set()
        self.destroyed.connect(partial(_close, self._painters))

    def use_region(self, folder: str | None) -> int:
        """Serve the tiles of another region from now on; the stamp of its addresses."""
        _close(self._painters)
        if folder:
            self._painters.append(TilePainter(folder))
        self._stamp += 1
        self._kept.clear()
        for key in list(self._waiting):
            self._give_up(key)
        return self._stamp

    # --- tiles

    def _tile(self, job: QWebEngineUrlRequestJob, stamp: str, scheme: str, language: str, *where: str) -> None:
        zoom, x, name = where
        if scheme not in SCHEMES:
            raise ValueError(scheme)
        y, _at, sharpness = name.removesuffix("x.png").removesuffix(".png").partition("@")
        key = TileKey(float(zoom), int(x), int(y), nearest_scale(float(sharpness or 1)), scheme, language)
        if stamp != str(self._stamp) or not self._painters:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        elif key in self._kept:
            self._kept.move_to_end(key)
            _answer(job, self._kept[key], "png")
        else:
            self._waiting.setdefault(key, []).append(job)
            self._waiting.move_to_end(key)
            job.destroyed.connect(partial(self._unwanted, key, job))
            while len(self._waiting) > MOST_WAITING:
                self._give_up(next(iter(self._waiting)))
            self._paint_next()

    def _paint_next(self) -> None:
        wanted = (key for key in reversed(self._waiting) if key not in self._painting)
        while self._painters and len(self._painting) < PAINTING_AT_ONCE and (key := next(wanted, None)):
            self._painting.add(key)
            self._background.run(
                self._painters[0].paint,
                key,
                on_done=partial(self._painted, self._stamp, key),
                on_error=partial(self._failed, key),
            )

    def _painted(self, stamp: int, key: TileKey, tile: bytes) -> None:
        self._painting.discard(key)
        if stamp == self._stamp:
            self._kept[key] = tile
            while sum(map(len, self._kept.values())) > KEPT_BYTES:
                self._kept.popitem(last=False)
            for job in self._waiting.pop(key, []):
                _answer(job, tile, "png")
        self._paint_next()

    def _failed(self, key: TileKey, problem: Exception) -> None:
        log.warning("A tile of the map could not be painted: %s.", type(problem).__name__)
        self._painting.discard(key)
        self._give_up(key)
        self._paint_next()

    def _give_up(self, key: TileKey) -> None:
        for job in self._waiting.pop(key, []):
            job.fail(QWebEngineUrlRequestJob.Error.RequestAborted)

    def _unwanted(self, key: TileKey, job: QWebEngineUrlRequestJob) -> None:
        jobs = self._waiting.get(key, [])
        if job in jobs:
            jobs.remove(job)
            if not jobs:
                del self._waiting[key]

    # --- page and assets

    def _serve_page(self, job: QWebEngineUrlRequestJob) -> None:
        alive = [job]
        job.destroyed.connect(alive.clear)

        def done(text: str) -> None:
            for each in alive:
                _answer(each, text.encode(), "")

        def error(problem: Exception) -> None:
            log.error("The map's page could not be made: %s.", type(problem).__name__)
            for each in alive:
                each.fail(QWebEngineUrlRequestJob.Error.RequestFailed)

        self._background.run(self._page(), on_done=done, on_error=error)

    def _serve_asset(self, job: QWebEngineUrlRequestJob, name: str) -> None:
        try:
            text = _channel_script() if name == "qwebchannel.js" else asset(name)
        except KeyError:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        else:
            _answer(job, text.encode(), name.rpartition(".")[2])

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """The page asks for something."""
        first, *rest = job.requestUrl().path().strip("/").split("/")
        try:
            if first == "tiles":
                self._tile(job, *rest)
            elif first == "online":
                self.online.serve(job, *rest[1:])
            elif first:
                self._serve_asset(job, first)
            else:
                self._serve_page(job)
        except (TypeError, ValueError):  # no address of a tile
            job.fail(QWebEngineUrlRequestJob.Error.UrlInvalid)


def _close(painters: list[TilePainter]) -> None:
    while painters:
        painters.pop().close()


def _channel_script() -> str:
    file = QFile(CHANNEL_SCRIPT)
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data()).decode()


def _answer(job: QWebEngineUrlRequestJob, content: bytes, kind: str) -> None:
    buffer = QBuffer(job)
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(KINDS[kind]), buffer)
