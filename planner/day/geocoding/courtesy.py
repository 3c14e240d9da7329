"""How online services are asked: in their own time, again after a trouble that passes, and no more when it does not.

What is asked and what an answer means is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from planner.bootstrap import Office
from planner.outside import Recipient, Silence

MOST_TRIES = 3
FIRST_WAIT_S = 1.0
"""After the first failure; it doubles with each."""
LONGEST_WAIT_S = 20.0
"""A service that asks for more time is left alone until then, instead of being waited for."""
MOST_FAILURES = 3
"""In a row; then it is asked no more for a while."""
LEFT_ALONE = timedelta(minutes=5)
SLICE_S = 0.1
"""So soon a wait ends when nobody wants the answer any more."""


class Trouble(Exception):
    """There is no answer. `passing` trouble is worth another try, after `wait_s` where the service said so."""

    def __init__(self, reason: str, *, passing: bool = False, wait_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked by which office, with at least `gap_s` between two questions."""

    office: Office
    recipient: Recipient
    gap_s: float
    cancelled: Callable[[], bool]

    def ask[T](self, question: Callable[[], T]) -> T:
        """The answer to a question.

        Raises
        ------
        Trouble
            There is none: after some tries, at once where trying again is no use, or because it is left alone now.
        """
        if silence := self.silence:
            raise Trouble(silence.reason)
        wait_s = FIRST_WAIT_S
        for last in (*(False,) * (MOST_TRIES - 1), True):
            self._await_turn()
            try:
                answer = question()
            except Trouble as trouble:
                pause_s = trouble.wait_s if trouble.wait_s is not None else wait_s
                given_up = self._note(trouble, pause_s)
                if given_up or last or not trouble.passing:
                    raise
                self._wait(pause_s)
                wait_s *= 2
            else:
                with self.office.outside.lock:
                    del self.office.outside.failures[self.recipient]
                return answer
        raise AssertionError  # the last try answers or raises

    @property
    def silence(self) -> Silence | None:
        """Until when and why it is left alone, if it is."""
        found = self.office.outside.silences.get(self.recipient)
        return found if found and found.until > self.office.clock() else None

    def _note(self, trouble: Trouble, pause_s: float) -> bool:
        # Whether that was enough: too many in a row, its key refused, or it wants more time than anybody waits.
        outside, pause = self.office.outside, timedelta(seconds=pause_s)
        with outside.lock:
            outside.failures[self.recipient] += 1
            many = outside.failures[self.recipient] >= MOST_FAILURES
            if not (many or trouble.reason == "refused" or pause_s > LONGEST_WAIT_S):
                return False
            outside.failures[self.recipient] = MOST_FAILURES - 1  # after the pause one more is enough
            until = self.office.clock() + max(LEFT_ALONE, pause)
            outside.silences[self.recipient] = Silence(until, trouble.reason)
            return True

    def _await_turn(self) -> None:
        outside = self.office.outside
        with outside.lock:
            now = outside.monotonic()
            turn = max(now, outside.turns.get(self.recipient, now))
            outside.turns[self.recipient] = turn + self.gap_s
        self._wait(turn - now)

    def _wait(self, seconds: float) -> None:
        outside = self.office.outside
        end = outside.monotonic() + seconds
        while (left := end - outside.monotonic()) > 0:
            if self.cancelled():
                raise Trouble("cancelled")
            outside.pause(min(SLICE_S, left))
        if self.cancelled():
            raise Trouble("cancelled")
