"""Fetches the tiles of an online map, where an office has switched one on; the map's page itself reaches nobody.

Each request is counted as it goes and soon written into the record; tiles are kept in memory alone, never on a disk.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkProxyFactory, QNetworkReply, QNetworkRequest
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob

from planner.bootstrap import Office
from planner.documents.map_page import ORIGIN
from planner.errors import PlannerError
from planner.online_tiles import TileSource, tile_source
from planner.outside import TILES, Silence, keep_sent
from ui.background import Background

USER_AGENT = "Rounds visit planner"
AT_ONCE = 4
MOST_WAITING = 64
TIMEOUT_MS = 8_000
MOST_BYTES = 2_000_000
"""Of one tile."""
KEPT_BYTES = 32_000_000
RECORD_AFTER_MS = 2_000
MOST_FAILURES = 4
"""In a row; then the map is left alone for a while, and the region's own lies bare."""
LEFT_ALONE = timedelta(minutes=2)
PICTURES = {b"\x89PNG": b"image/png", b"\xff\xd8\xff": b"image/jpeg", b"RIFF": b"image/webp"}
"""First bytes of what a tile may be."""

type TileKey = tuple[int, int, int]
type Job = QWebEngineUrlRequestJob

log = logging.getLogger(__name__)


class OnlineTiles(QObject):
    """Answers the page for tiles from outside; refuses them while there is no online map."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.source: TileSource | None = None
        self._office: Office | None = None
        QNetworkProxyFactory.setUseSystemConfiguration(True)  # many an office has a proxy
        self._manager = QNetworkAccessManager(self)
        self._background = Background(self)
        self._kept: OrderedDict[TileKey, bytes] = OrderedDict()
        self._waiting: OrderedDict[TileKey, list[Job]] = OrderedDict()
        self._under_way: set[TileKey] = set()
        self._failures = self._unrecorded = self._stamp = 0
        self._record = QTimer(self, singleShot=True, interval=RECORD_AFTER_MS)
        self._record.timeout.connect(self._write)

    def use(self, office: Office) -> None:
        """Fetch the map that an office has chosen, or none."""
        self._office, self.source = office, tile_source(office.settings)
        self._stamp += 1
        self._kept.clear()

    def told(self) -> dict[str, str] | None:
        """What the page is to know: where to ask us for tiles, and whose map it is."""
        if self.source is None:
            return None
        return {"url": f"{ORIGIN}online/{self._stamp}/{{z}}/{{x}}/{{y}}", "source": self.source.credit}

    def serve(self, job: Job, *where: str) -> None:
        """The page asks for a tile: zoom, column, row. Raises ValueError where that is none."""
        zoom, x, y = (int(part) for part in where)
        if not (0 <= zoom <= 22 and 0 <= x < 2**zoom and 0 <= y < 2**zoom):
            raise ValueError
        key = zoom, x, y
        if self.source is None or self._left_alone():
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif tile := self._kept.get(key):
            self._kept.move_to_end(key)
            _answer(job, tile)
        else:
            self._waiting.setdefault(key, []).append(job)
            self._waiting.move_to_end(key)
            job.destroyed.connect(partial(self._unwanted, key, job))
            while len(self._waiting) > MOST_WAITING:
                self._give_up(next(iter(self._waiting)))
            self._fetch_next()

    def flush(self) -> None:
        """Write into the record, now, what went since it was last written; the office may be closed next."""
        if self._office and self._unrecorded and self.source:
            count, self._unrecorded = self._unrecorded, 0
            try:
                keep_sent(self._office, TILES, self.source.host, TILES, count)
            except PlannerError as problem:
                self._not_written(count, problem)

    # --- fetching

    def _fetch_next(self) -> None:
        while len(self._under_way) < AT_ONCE and self.source and not self._left_alone():
            # The newest first: older ones may be out of sight by now.
            key = next((key for key in reversed(self._waiting) if key not in self._under_way), None)
            if key is None:
                return
            self._under_way.add(key)
            self._count()
            reply = self._manager.get(_request(self.source.address(*key)))
            reply.downloadProgress.connect(partial(_refuse_large, reply))
            reply.finished.connect(partial(self._arrived, key, reply))

    def _count(self) -> None:
        assert self._office
        assert self.source
        self._office.outside.count(TILES, self.source.host)
        self._unrecorded += 1
        if not self._record.isActive():
            self._record.start()

    def _arrived(self, key: TileKey, reply: QNetworkReply) -> None:
        self._under_way.discard(key)
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        tile = bytes(reply.readAll().data()) if reply.error() == QNetworkReply.NetworkError.NoError else b""
        reply.deleteLater()
        if status == 200 and _kind(tile):
            self._failures = 0
            self._kept[key] = tile
            while sum(map(len, self._kept.values())) > KEPT_BYTES:
                self._kept.popitem(last=False)
            for job in self._waiting.pop(key, []):
                _answer(job, tile)
        else:
            self._give_up(key)
            if status != 404:  # a map that ends somewhere is no trouble
                self._note_failure("busy" if status == 429 else "refused" if status in (401, 403) else "silent")
        self._fetch_next()

    def _note_failure(self, reason: str) -> None:
        self._failures += 1
        if self._failures < MOST_FAILURES or self._office is None or self.source is None:
            return
        log.warning("The online map does not answer (%s); it is asked no more for now.", reason)
        self._failures = MOST_FAILURES - 1  # after the pause one more is enough
        until = self._office.clock() + LEFT_ALONE
        with self._office.outside.lock:
            self._office.outside.silences[TILES, self.source.host] = Silence(until, reason)
        for key in list(self._waiting):
            self._give_up(key)

    def _left_alone(self) -> bool:
        if self._office is None or self.source is None:
            return True
        silence = self._office.outside.silences.get((TILES, self.source.host))
        return silence is not None and silence.until > self._office.clock()

    def _give_up(self, key: TileKey) -> None:
        for job in self._waiting.pop(key, []):
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)

    def _unwanted(self, key: TileKey, job: Job) -> None:
        jobs = self._waiting.get(key, [])
        if job in jobs:
            jobs.remove(job)
            if not jobs:
                del self._waiting[key]

    # --- recording

    def _write(self) -> None:
        if self._office and self.source and self._unrecorded:
            count, self._unrecorded = self._unrecorded, 0
            self._background.run(
                keep_sent, self._office, TILES, self.source.host, TILES, count,
                on_done=lambda _none: None, on_error=partial(self._not_written, count),
            )  # fmt: skip

    def _not_written(self, count: int, problem: Exception) -> None:
        log.warning("Requests of the map could not be recorded yet (%s).", type(problem).__name__)
        self._unrecorded += count
        self._record.start()


def _request(address: str) -> QNetworkRequest:
    # No cookies, no names, no other host: whoever is asked learns the tile, and that Rounds asks for it.
    request = QNetworkRequest(QUrl(address))
    request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, USER_AGENT)
    wanted, manual = QNetworkRequest.Attribute, QNetworkRequest.LoadControl.Manual
    request.setAttribute(wanted.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
    for each in (wanted.CookieLoadControlAttribute, wanted.CookieSaveControlAttribute):
        request.setAttribute(each, manual)
    request.setAttribute(wanted.AuthenticationReuseAttribute, manual)
    request.setTransferTimeout(TIMEOUT_MS)
    return request


def _refuse_large(reply: QNetworkReply, received: int, _total: int) -> None:
    if received > MOST_BYTES:
        reply.abort()


def _kind(tile: bytes) -> bytes:
    return next((kind for first, kind in PICTURES.items() if tile.startswith(first)), b"")


def _answer(job: Job, tile: bytes) -> None:
    buffer = QBuffer(job)
    buffer.setData(QByteArray(tile))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(_kind(tile)), buffer)
