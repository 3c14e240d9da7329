"""What a team keeps to at a door: what is said and shown, what may stay, what ends a visit. Words nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.policy.pack import Pack
from planner.policy.schema import ABORTS, MAY_STAY, NEVER_STAYS, SHOWN, STEPS, Entry

UNLESS_ASKED = ("ask_if_convenient",)
"""Steps that only some packs ask for; of what ends a visit `recording_refused` is the same."""


SHOWING = {"show_id": "id", "show_authorization": "authorization"}
"""Steps in which something is shown, and what."""


@dataclass(frozen=True, slots=True)
class DoorRules:
    """The talk at a door by the rules in force, as the house floor has it where nothing is said.

    Parameters
    ----------
    steps, shown
        What is done, and shown unasked, by `schema.STEPS` and `schema.SHOWN`, in that order.
    entry
        Whether they may go in.
    no_cash, no_fees
        What is never taken, beside papers and belongings.
    may_stay, never_stays, ends
        What may be left, what never is, and what ends a visit at once.
    """

    steps: tuple[str, ...] = tuple(step for step in STEPS if step not in UNLESS_ASKED)
    shown: tuple[str, ...] = SHOWN[:2]
    entry: Entry = Entry.EXPRESS_CONSENT
    no_cash: bool = True
    no_fees: bool = True
    may_stay: tuple[str, ...] = MAY_STAY
    never_stays: tuple[str, ...] = NEVER_STAYS
    ends: tuple[str, ...] = ABORTS[:-1]

    @property
    def talk(self) -> tuple[str, ...]:
        """The steps, without those that show what need not be shown."""
        return tuple(step for step in self.steps if step not in SHOWING or SHOWING[step] in self.shown)


def door_rules(pack: Pack) -> DoorRules:
    """What the rules in force say of it."""
    usual, said = DoorRules(), pack.values

    def some(key: str, known: Iterable[str], otherwise: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in known if each in said[key]) if key in said else otherwise

    return DoorRules(
        some("onsite.order", STEPS, usual.steps),
        some("onsite.show", SHOWN, usual.shown),
        said.get("onsite.entry", usual.entry),
        said.get("onsite.no_cash", usual.no_cash),
        said.get("onsite.no_fees", usual.no_fees),
        some("leave.allow", MAY_STAY, usual.may_stay),
        some("leave.never", NEVER_STAYS, usual.never_stays),
        some("vulnerable.abort_on", ABORTS, usual.ends),
    )
