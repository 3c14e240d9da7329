"""An address service on this machine, at the edge of the world: it answers, lies, stalls, breaks off and refuses."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

type Reply = Callable[[Answering], None]


class FakeService(ThreadingHTTPServer):
    """Gives its replies in turn, the last one again and again. What it was sent is in `requests`, word for word."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.requests: list[str] = []
        self.replies: list[Reply] = [nothing_found]
        self.ended = threading.Event()

    @property
    def domain(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def asked(self, field: str = "q") -> list[str]:
        """What was asked for, one after the other."""
        lines = (request.split(" ")[1] for request in self.requests)
        return [parse_qs(urlsplit(line).query)[field][0] for line in lines]


class Answering(BaseHTTPRequestHandler):
    server: FakeService

    def do_GET(self) -> None:
        self.server.requests.append(f"{self.requestline}\n{self.headers}")
        replies = self.server.replies
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def send(self, body: bytes, *, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def says(value: Any) -> Reply:
    """An answer in JSON."""
    return lambda to: to.send(json.dumps(value, ensure_ascii=False).encode())


def fails(status: int, **headers: str) -> Reply:
    """An HTTP error."""
    return lambda to: to.send(b"no", status=status, **headers)


def nothing_found(to: Answering) -> None:
    to.send(b"[]")


def stalls(to: Answering) -> None:
    to.server.ended.wait(10)


def truncates(to: Answering) -> None:
    to.send(b'[{"lat": "45.2", "lon"', length=4000)
    to.close_connection = True


@contextmanager
def running() -> Iterator[FakeService]:
    with FakeService() as service:
        thread = threading.Thread(target=service.serve_forever, args=(0.02,))
        thread.start()
        yield service
        service.ended.set()
        service.shutdown()
        thread.join()
