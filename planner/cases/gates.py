"""The gates of a case: what is asked for before a visit, each green, red or unknown, with its rule and source. Pure.

Red can not be approved away. Unknown is what nobody here can tell, of a visit that was prepared and approved elsewhere:
the office has settled which of these such an approval covers (`Settings.outside_covers`); until it has, none of a case
that lies here, for its own way counts. Evidence is `evidence`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.cases import evidence
from planner.cases.evidence import Asked
from planner.model import Visit
from planner.policy.closed import ClosedDays
from planner.policy.hours import closing_for, lawful_starts, too_long
from planner.policy.layer import WEEKDAYS
from planner.policy.merge import binding
from planner.policy.pack import Pack
from planner.policy.schema import GATES
from planner.policy.standing import Standing

DAY, HOURS = "lawful_day", "lawful_hours"
"""Gates beside those of `planner.policy.schema.GATES`: whether that day and these hours are open to the customer."""
NO_ZONE = ZoneInfo("UTC")


class Light(StrEnum):
    """How a gate stands."""

    GREEN = "green"
    RED = "red"
    UNKNOWN = "unknown"


class At(StrEnum):
    """When it is asked."""

    APPROVAL = "approval"
    PLAN = "plan"
    ISSUE = "issue"


LATER = {
    "visit_not_refused": (At.PLAN, At.ISSUE),
    "balance_fresh": (At.PLAN, At.ISSUE),
    "holds_clear": (At.PLAN, At.ISSUE),
    "visit_notice": (At.PLAN, At.ISSUE),
    "four_eyes": (At.PLAN, At.ISSUE),
    "authorization_valid": (At.ISSUE,),
    "ids_valid": (At.ISSUE,),
    "carry_set": (At.ISSUE,),
}
"""When else than at approval a gate is asked for."""
NOT_AT_APPROVAL = ("authorization_valid", "ids_valid", "carry_set", "four_eyes")
"""What only the morning of the day, or the approval itself, can tell."""
ALWAYS_HERE = ("visit_not_refused", "holds_clear")
"""Judged here also where the visit was prepared elsewhere."""
KNOWN_HERE = ("balance_fresh",)
"""Judged here also where a case that lies here was approved elsewhere."""
LENDER = "lender"
"""Who decided, of approvals that came with a file."""


@dataclass(frozen=True, slots=True)
class CaseGate:
    """One gate.

    Parameters
    ----------
    why
        A code: what is missing, or what tells that it is green; of `planner.cases.evidence`.
    key, rules, source
        The key of the pack that asks for it, the ids of the rules behind it, and the source of the first.
    covered
        Whether an approval from outside covers it, where it is unknown.
    """

    id: str
    light: Light
    why: str = ""
    key: str = ""
    rules: tuple[str, ...] = ()
    source: str = ""
    covered: bool = False

    @property
    def open(self) -> bool:
        """Whether a visit may go through."""
        return self.light == Light.GREEN or (self.light == Light.UNKNOWN and self.covered)


def case_gates(
    pack: Pack,
    closed: ClosedDays,
    standing: Standing | None,
    visit: Visit,
    at: At | str = At.APPROVAL,
    *,
    covers: Set[str] = frozenset(),
    settled: bool = False,
    team: Set[UUID] = frozenset(),
    zone: ZoneInfo = NO_ZONE,
) -> tuple[CaseGate, ...]:
    """Every gate of a visit, in the order in which people ask.

    Parameters
    ----------
    standing
        That of the customer in `closed`; None where nothing lies here.
    covers, settled
        `Settings.outside_covers`, and whether somebody has settled it: else it is for what does not lie here alone.
    team
        Staff who are sent there, where that is known.
    zone
        The office's, for customers of whom none is known.
    """
    asked = Asked(pack, closed.now, standing or Standing(visit.customer.id, zone.key), visit, team, at == At.ISSUE)
    found = [_day(pack, closed, visit), _hours(pack, closed, visit, zone)]
    outside = is_outside(asked)
    counting = covers if settled or not asked.inside else frozenset[str]()
    for gate in GATES:
        # What was approved elsewhere passed no gate here: all are asked for whenever any is.
        asks = _asked_at(gate, At(at)) or (outside and gate not in NOT_AT_APPROVAL)
        if gate in pack.gates and asks and evidence.concerns(gate, asked):
            found.append(_gate(gate, asked, counting))
    return tuple(found)


def closed_gates(gates: Iterable[CaseGate]) -> tuple[CaseGate, ...]:
    """Those that a visit may not go through."""
    return tuple(gate for gate in gates if not gate.open)


def is_outside(asked: Asked) -> bool:
    """Whether a visit was prepared elsewhere, or approved by the lender."""
    decided = asked.standing.decision(asked.visit.id)
    return not asked.inside or (decided is not None and decided.approved and decided.by == LENDER)


def _asked_at(gate: str, at: At) -> bool:
    return gate not in NOT_AT_APPROVAL if at == At.APPROVAL else at in LATER.get(gate, ())


def _gate(gate: str, asked: Asked, covers: Set[str]) -> CaseGate:
    key, pack = f"gates.{gate}", asked.pack
    if gate not in ALWAYS_HERE and is_outside(asked):
        return _outside(gate, key, asked, covers)
    if gate == "holds_clear" and (held := evidence.held_by(asked)):
        # A supervisor may decide on some: until then nobody can tell.
        light = Light.UNKNOWN if evidence.is_reviewed(pack, held) else Light.RED
        return _made(pack, gate, held, light, held.partition(".")[2])
    missing, why = evidence.OF[gate](asked)
    return _made(pack, gate, key, Light.RED if missing else Light.GREEN, missing or why)


def _outside(gate: str, key: str, asked: Asked, covers: Set[str]) -> CaseGate:
    # What is known here goes first, then what came with the approval; the rest nobody here can tell.
    pack, decided = asked.pack, asked.standing.decision(asked.visit.id)
    missing, why = evidence.OF[gate](asked) if asked.inside else ("no_evidence", "")
    if not missing or (asked.inside and gate in KNOWN_HERE):
        return _made(pack, gate, key, Light.RED if missing else Light.GREEN, missing or why)
    said = decided.evidence.get(gate) if decided and decided.approved else ""
    if not said:
        return _made(pack, gate, key, Light.UNKNOWN, "no_evidence", covered=gate in covers)
    wrong = evidence.against(asked, gate, said)
    return _made(pack, gate, key, Light.RED if wrong else Light.GREEN, wrong or "outside_evidence")


def _day(pack: Pack, closed: ClosedDays, visit: Visit) -> CaseGate:
    shut = closing_for(pack, closed, visit)
    if shut is None or shut.key.startswith("holds."):  # a hold has a gate of its own
        return CaseGate(DAY, Light.GREEN)
    return _made(pack, DAY, shut.key, Light.RED, shut.key)


def _hours(pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo) -> CaseGate:
    key = f"hours.{visit.place_kind.value}.{WEEKDAYS[visit.date.weekday()]}"
    if closing_for(pack, closed, visit) or lawful_starts(pack, closed, visit, zone):
        return CaseGate(HOURS, Light.GREEN, key=key)
    if too_long(pack, visit):
        return _made(pack, HOURS, "visit.max_minutes", Light.RED, "too_long")
    return _made(pack, HOURS, key, Light.RED, "outside_hours")


def _made(pack: Pack, gate: str, key: str, light: Light, why: str, *, covered: bool = False) -> CaseGate:
    said = list(_rules(pack, key))
    rules = tuple(dict.fromkeys(rule for rule, _source in said))
    return CaseGate(gate, light, why, key, rules, said[0][1] if said else "", covered)


def _rules(pack: Pack, key: str) -> Iterator[tuple[str, str]]:
    if key in pack.values:
        for _layer, rules, binds in binding(key, pack.values[key], pack.layers):
            yield from ((rule.id, rule.source) for rule in rules if binds)
