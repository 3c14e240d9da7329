"""A policy pack: the rules in force, as they come out of one or several files. What follows from them is not here.

The house floor (`resources/policy/floor.toml`) lies beneath every other; `packs` says which are chosen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from planner.errors import BadInput
from planner.model import PlaceKind
from planner.policy.layer import WEEKDAYS, Layer, read_layer
from planner.policy.merge import merged, overridable
from planner.policy.schema import CAPS, GATES, HOLDS, Access, Effect, Spans, Values
from planner.policy.terms import Calls as Calls
from planner.policy.terms import GateTerms as GateTerms
from planner.policy.terms import PlanRules as PlanRules

FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules in force.

    Parameters
    ----------
    hours
        By place kind and weekday (0 is Monday): spans that hold a **whole stay**, half-open, local to the branch.
    margin
        A stay keeps this far from both ends of its span.
    public_holidays
        Whether public holidays are kept free.
    least_staff, most_staff
        Members a team needs to be sent out, and may have at a door.
    most_at_door
        People at one door in all, where two teams meet there; None for as many as they are.
    records_years
        Years for which records of a customer are kept after the last that happened; None where no rule says so.
    training_days, certificates
        So many days ago at most was everybody trained who goes, None for no matter when; and what they hold.
    days_between, days_after_met
        So many days lie between two tries at one customer's door, and after one at which somebody was met; 0 for none.
        The second is the longer of what gaps and caps ask for.
    days_past_due, days_after_reminder
        So many days a case is overdue, and the last reminder old, before anybody is visited for it.
    caps
        How many visits there may be, by `schema.CAPS`.
    quiet_after
        Days kept free after something in a customer's life, by the key of ``blackout`` without ``_days``.
    effects, hold_days
        What each kind of hold does, and the days that it lasts at least.
    one_per_household
        Whether different customers of one dwelling never share a day.
    overridable
        Keys that a customer's consent may outdo.
    consent_forms, consent_days
        The forms in which a consent counts, and for how many days it does.
    gates
        What is asked for before a visit, by `schema.GATES`.
    calls, plan
        How often customers may be spoken to, and what a repayment plan keeps to.
    payments_fresh, holds_fresh
        How old the lender's files may be when a plan goes out.
    eves, quiet_days
        Eves of great feasts (`layer.EVES`), and dates or days of every year (``12-31``), that are kept free.
    longest
        The longest stay; None for no limit.
    places
        What kind of place may be visited; one that is missing may.
    confirmed_through
        The last day for which the public holidays are known for sure; None where no calendar is confirmed by anybody.
    values, layers
        The same by key, and the files they come from, the floor first.
    """

    id: str
    version: str
    hours: Mapping[tuple[PlaceKind, int], Spans]
    margin: timedelta
    public_holidays: bool
    least_staff: int
    days_between: int = 0
    days_after_met: int = 0
    days_past_due: int = 0
    days_after_reminder: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    quiet_after: Mapping[str, int] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)
    hold_days: Mapping[str, int] = field(default_factory=dict)
    one_per_household: bool = False
    overridable: frozenset[str] = frozenset()
    consent_forms: frozenset[str] = frozenset()
    consent_days: int = 0
    gates: Mapping[str, GateTerms] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)
    plan: PlanRules = field(default_factory=PlanRules)
    payments_fresh: timedelta = timedelta(days=1)
    holds_fresh: timedelta = timedelta(days=1)
    eves: frozenset[str] = frozenset()
    quiet_days: frozenset[str] = frozenset()
    longest: timedelta | None = None
    most_staff: int | None = None
    most_at_door: int | None = None
    records_years: int | None = None
    training_days: int | None = None
    certificates: frozenset[str] = frozenset()
    places: Mapping[PlaceKind, Access] = field(default_factory=dict)
    confirmed_through: date | None = None
    values: Values = field(default_factory=dict, repr=False)
    layers: tuple[Layer, ...] = field(default=(), repr=False)

    def access(self, kind: PlaceKind) -> Access:
        """Whether a kind of place may be visited."""
        return self.places.get(kind, Access.ALLOW)

    def effect(self, kind: str) -> Effect:
        """What a kind of hold does; one that no rule knows stops everything."""
        return self.effects.get(kind, Effect.BLOCK)


def forbidden_on_paper(pack: Pack) -> frozenset[str]:
    """What no route sheet may carry: names of the section ``paper``."""
    return frozenset(
        key.removeprefix("paper.") for key, value in pack.values.items() if key.startswith("paper.") and value
    )


def load_pack(file: Path | None = None) -> Pack:
    """Read a pack with all it extends; without a file the house floor.

    Raises
    ------
    BadInput
        ``bad_pack`` with the key that cannot be used.
    """
    path = file or shipped(FLOOR)
    layer = parse(path.read_text(encoding="utf-8"), path.name)
    return pack_of((*lineage(layer), layer), path.name)


def shipped(pack_id: str) -> Path:
    """The file of a pack that comes with Rounds."""
    import resources

    return Path(resources.__file__).parent / "policy" / f"{pack_id}.toml"


def parse(text: str, file: str, *, own: bool = False) -> Layer:
    """One file's rules; raises as `load_pack`."""
    try:
        return read_layer(tomllib.loads(text), own=own)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput("bad_pack", file=file, key=str(error).strip("'")) from None


@cache
def shipped_layer(pack_id: str) -> Layer:
    """A pack that comes with Rounds; raises as `load_pack`."""
    path = shipped(pack_id)
    if not path.is_file():
        raise BadInput("bad_pack", file=path.name, key=pack_id)
    return parse(path.read_text(encoding="utf-8"), path.name)


def lineage(layer: Layer) -> tuple[Layer, ...]:
    """Every layer a layer stands on, the floor first."""
    found: dict[str, Layer] = {}
    for parent in map(shipped_layer, layer.extends):
        found |= {each.id: each for each in (*lineage(parent), parent)}
    return tuple(found.values())


def pack_of(layers: Iterable[Layer], file: str = FLOOR) -> Pack:
    """The strictest of several layers, in force. Raises as `load_pack` where together they leave something open."""
    layers = tuple(layers)
    values = merged(layers)
    try:
        return _in_force(layers, values)
    except KeyError as error:
        raise BadInput("bad_pack", file=file, key=str(error).strip("'")) from None


def _in_force(layers: tuple[Layer, ...], values: Values) -> Pack:
    # Names of those nobody else stands on; they say which rules a paper was printed under.
    below = {each for layer in layers for each in layer.extends}
    tops = [layer for layer in layers if layer.id not in below]
    found: dict[str, Any] = {name: values[key] for name, key in NEEDED.items()}
    found |= {name: values[key] for name, key in OPTIONAL.items() if key in values}
    for name, unit in DURATIONS.items():
        if name in found:
            found[name] *= unit
    days = tuple(enumerate(WEEKDAYS))
    outdone = overridable(layers)
    if "consent.may_override" in values:
        # Where not all say so, it is not so, whoever says it.
        values = {**values, "consent.may_override": frozenset(key.partition(".")[0] for key in outdone)}
    return Pack(
        id="+".join(layer.id for layer in tops),
        version="+".join(dict.fromkeys(layer.version for layer in tops)),
        hours={(kind, day): values[f"hours.{kind.value}.{name}"] for kind in PlaceKind for day, name in days},
        places={kind: values[f"places.{kind.value}"] for kind in PlaceKind if f"places.{kind.value}" in values},
        days_after_met=_after_met(values),
        caps=_named(values, "caps", CAPS),
        quiet_after=_named(values, "blackout", QUIET, "_days"),
        effects=_named(values, "holds", HOLDS),
        hold_days=_named(values, "holds", HOLDS, "_days"),
        overridable=outdone,
        gates=_gates(values),
        calls=Calls(**_named(values, "calls", Calls.__slots__)),
        plan=PlanRules(**_named(values, "plan", PlanRules.__slots__)),
        values=values,
        layers=layers,
        **found,
    )


def _named(values: Values, section: str, names: Iterable[str], end: str = "") -> dict[str, Any]:
    return {name: values[key] for name in names if (key := f"{section}.{name}{end}") in values}


def _after_met(values: Values) -> int:
    # Where one visit at which somebody was met is the most, the next is as far away as that one counts.
    capped = (days for key, (_of, met, days) in CAPS.items() if met and values.get(f"caps.{key}", 2) < 2)
    gap: int = values.get("gap.min_days_after_met", 0)
    return max(gap, *capped, 0)


def _gates(values: Values) -> dict[str, GateTerms]:
    return {
        gate: GateTerms(**{term: values[key] for term in terms if (key := f"gates.{gate}_{term}") in values})
        for gate, terms in GATES.items()
        if values.get(f"gates.{gate}", False)
    }


QUIET = ("bereavement", "birth", "disaster", "discharge", "crisis")
"""What days are kept free after, in the life of a customer."""
NEEDED = {
    "margin": "time.margin_min",
    "public_holidays": "blackout.public_holidays",
    "least_staff": "team.min_staff",
}
"""Fields of `Pack` by key, without which nothing is in force."""
OPTIONAL = {
    "days_between": "gap.min_days_between",
    "days_past_due": "gap.min_days_past_due",
    "days_after_reminder": "gap.min_days_after_reminder",
    "eves": "blackout.eves",
    "quiet_days": "blackout.days",
    "longest": "visit.max_minutes",
    "one_per_household": "visit.one_per_household",
    "most_staff": "team.max_staff",
    "most_at_door": "team.max_at_door",
    "records_years": "records.min_years",
    "training_days": "team.training_max_age_days",
    "certificates": "team.certificate",
    "confirmed_through": "calendar.confirmed_through",
    "consent_forms": "consent.form",
    "consent_days": "consent.max_age_days",
    "payments_fresh": "freshness.payments_hours",
    "holds_fresh": "freshness.holds_hours",
}
DURATIONS = {
    "margin": timedelta(minutes=1),
    "longest": timedelta(minutes=1),
    "payments_fresh": timedelta(hours=1),
    "holds_fresh": timedelta(hours=1),
}
"""Fields that are a number of these in a file."""
