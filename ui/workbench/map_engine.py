"""The web engine kept on a leash: our own scheme, no request to anything else, nothing stored, no window opened.

`register_scheme` and `prepare_web_engine` come before the application is made. What is served is `map_scheme`'s.
"""

from __future__ import annotations

import logging
import os
import sys

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlScheme,
)

from planner.documents.map_page import ORIGIN, SCHEME

FLAGS = (
    # The interceptor never sees a preconnect (measured: one reached a listening port). So no name and no number is
    # ever resolved, and WebRTC sends nothing by itself.
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
)
OFF = (
    "JavascriptCanOpenWindows", "JavascriptCanAccessClipboard", "LocalStorageEnabled", "PluginsEnabled",
    "PdfViewerEnabled", "FullScreenSupportEnabled", "ScreenCaptureEnabled", "WebGLEnabled", "ErrorPageEnabled",
    "DnsPrefetchEnabled", "HyperlinkAuditingEnabled", "LocalContentCanAccessRemoteUrls",
    "LocalContentCanAccessFileUrls", "NavigateOnDropEnabled", "FocusOnNavigationEnabled", "ShowScrollBars",
)  # fmt: skip
"""Attributes of the engine that a map has no use for."""

log = logging.getLogger(__name__)


def register_scheme() -> None:
    """Make our scheme known to the engine. Before the application is made; a second call does nothing."""
    if QWebEngineUrlScheme.schemeByName(SCHEME.encode()).name():
        return
    scheme = QWebEngineUrlScheme(SCHEME.encode())
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


def prepare_web_engine() -> None:
    """Tell the engine how to run, through its environment. Before the application is made; may be called again.

    The sandbox stays on, but for root on Linux, where Chromium refuses to start with it.
    """
    flags = list(FLAGS)
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        log.warning("Rounds runs as root: the sandbox of the web engine is off. Run it as an ordinary user.")
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        flags.append("--disable-gpu")
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([given, *(flag for flag in flags if flag not in given)]).strip()


class Guard(QWebEngineUrlRequestInterceptor):
    """Blocks and counts every request that is not for our own scheme."""

    blocked = Signal(int)
    """How many so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0

    def refuse(self, url: QUrl) -> None:
        """Count one that was turned away; the log learns its kind, not its address."""
        self.count += 1
        log.warning("A request to %s: was blocked on the map.", url.scheme())
        self.blocked.emit(self.count)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """The engine asks before every request."""
        if info.requestUrl().scheme() != SCHEME:
            info.block(True)
            self.refuse(info.requestUrl())


class MapEnginePage(QWebEnginePage):
    """Shows the map's page and goes nowhere else."""

    def __init__(self, profile: QWebEngineProfile, guard: Guard, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._guard = guard

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main: bool) -> bool:
        """Only to the map, and only as a whole page."""
        url = QUrl(url)
        if url.scheme() != SCHEME:
            self._guard.refuse(url)
        return is_main and url == QUrl(ORIGIN)

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        """No other windows."""
        return None

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Errors of our scripts reach the log; texts could hold names, so only the place does."""
        if level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel:
            log.warning("The map's page reports an error in %s, line %d.", QUrl(source).fileName(), line)
            log.debug("%s", message)


def make_profile() -> QWebEngineProfile:
    """A profile that keeps nothing: no storage name, no cache, no cookies, no downloads."""
    profile = QWebEngineProfile()
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
    profile.setSpellCheckEnabled(False)
    profile.downloadRequested.connect(_refuse_download)
    for name in OFF:
        profile.settings().setAttribute(getattr(QWebEngineSettings.WebAttribute, name), False)
    return profile


def _refuse_download(download: QWebEngineDownloadRequest) -> None:
    download.cancel()
