"""What can go wrong in `planner`, said with a code, a place and a way out; `planner.text` makes the sentence."""

from __future__ import annotations


class PlannerError(Exception):
    """Something a coordinator can understand and act on.

    Parameters
    ----------
    code
        A short stable word, such as ``"not_a_demo"``; `planner.text.sentence` has a translated sentence for it.
    details
        The values of that sentence, by name. Never a customer's name or address: errors reach the log.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code if not details else f"{code}: {details}")
        self.code = code
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:
        # Crosses the pipe from child processes; the default pickling loses keyword arguments.
        return (_rebuild, (type(self), self.code, self.details))


class BadInput(PlannerError):
    """A file, a field or an option that cannot be used as it is."""


class NotAllowed(PlannerError):
    """The law, the policy or a guard forbids it. Nothing was done."""


class StorageError(PlannerError):
    """The database cannot be opened, is locked, is newer than this program, or the key is missing."""


class Conflict(PlannerError):
    """Somebody else changed the same thing since it was read."""


class NotFound(PlannerError):
    """There is no such day, plan, region, visit or team."""


def _rebuild(kind: type[PlannerError], code: str, details: dict[str, object]) -> PlannerError:
    return kind(code, **details)
