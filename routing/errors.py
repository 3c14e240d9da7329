"""What can go wrong in `routing`, said with a code, a place and a way out.

Translated sentences for people are made by `planner.text`, not here.
"""

from __future__ import annotations


class RoutingError(Exception):
    """Something the caller can name and act on.

    Parameters
    ----------
    code
        A short stable word, such as ``"not_osm"`` or ``"unreachable_place"``.
    message
        One English sentence: what, where, why, what to do. Never a name or an address of a customer.
    details
        Values for a translated sentence, by name.
    """

    def __init__(self, code: str, message: str, **details: object) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross the pipe from a child process; the default pickling loses keyword arguments.
        return (_rebuild, (type(self), self.code, self.message, self.details))


class BadProblem(RoutingError):
    """A problem that contradicts itself: the caller made it wrong."""


class EngineUnavailable(RoutingError):
    """An engine or its files are missing, or made by a newer version."""


class BadExtract(RoutingError):
    """A file that is not a whole OpenStreetMap extract."""


class NoRoom(RoutingError):
    """The machine has not enough room, on its disk or in its memory."""


class Cancelled(RoutingError):
    """The caller asked to stop before there was an answer."""

    def __init__(self, code: str = "cancelled", message: str = "Stopped on request.", **details: object) -> None:
        super().__init__(code, message, **details)


class InternalError(RoutingError):
    """A fault of ours, found while running in a child: ``details["traceback"]`` is for the log, and holds no values."""


def _rebuild(kind: type[RoutingError], code: str, message: str, details: dict[str, object]) -> RoutingError:
    return kind(code, message, **details)
