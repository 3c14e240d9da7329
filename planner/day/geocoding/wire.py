"""The one wire to online address services: geopy's adapter that goes to one host, follows nobody and believes little.

What is asked and answered is never in an error or a log. How often to ask is not known here.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

MOST_BYTES = 1_000_000
DEADLINE_S = 15.0
"""Of a whole answer: one that comes in drops is none."""


class Wire(BaseSyncAdapter):  # type: ignore[misc]
    """Goes to `host` alone. `sending` is told before each request; `cancelled` says that no answer is wanted."""

    def __init__(
        self,
        *,
        proxies: object = None,
        ssl_context: object = None,
        host: str,
        sending: Callable[[], object],
        cancelled: Callable[[], bool],
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._host, self._sending, self._cancelled = host, sending, cancelled
        context = ssl_context if isinstance(ssl_context, ssl.SSLContext) else None
        self._open = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _Stay()).open

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The answer, which must be JSON."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError):
            raise GeocoderParseError("no JSON") from None

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The answer, whole and short enough; all else is an error of geopy's."""
        if urlsplit(url).netloc != self._host:
            raise GeocoderServiceError("another host")
        self._sending()
        try:
            with self._open(urllib.request.Request(url, headers=dict(headers)), timeout=timeout) as reply:
                return self._read(reply).decode()
        except urllib.error.HTTPError as error:
            with error:
                told = {name.lower(): value for name, value in error.headers.items()}
                raise AdapterHTTPError("HTTP", status_code=error.code, headers=told, text="") from None
        except UnicodeDecodeError:
            raise GeocoderParseError("no text") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
            raise (GeocoderTimedOut("late") if late else GeocoderUnavailable("broken off")) from None

    def _read(self, reply: http.client.HTTPResponse) -> bytes:
        parts: list[bytes] = []
        end = time.monotonic() + DEADLINE_S
        while part := reply.read1(65_536):
            parts.append(part)
            if self._cancelled() or time.monotonic() > end:
                raise TimeoutError
            if sum(map(len, parts)) > MOST_BYTES:
                raise OSError
        if reply.length:  # fewer bytes came than were promised
            raise OSError
        return b"".join(parts)


class _Stay(urllib.request.HTTPRedirectHandler):
    # Another host would learn the address.

    def redirect_request(self, *_: object, **__: object) -> None:
        return None
