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
from planner.policy.layer import WEEKDAYS, Access, Layer, Spans, Values, read_layer
from planner.policy.merge import merged

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
    days_between, days_after_met
        So many days lie between two tries at one customer's door, and after one at which somebody was met; 0 for none.
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
    eves: frozenset[str] = frozenset()
    quiet_days: frozenset[str] = frozenset()
    longest: timedelta | None = None
    most_staff: int | None = None
    places: Mapping[PlaceKind, Access] = field(default_factory=dict)
    confirmed_through: date | None = None
    values: Values = field(default_factory=dict, repr=False)
    layers: tuple[Layer, ...] = field(default=(), repr=False)

    def access(self, kind: PlaceKind) -> Access:
        """Whether a kind of place may be visited."""
        return self.places.get(kind, Access.ALLOW)


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
    for name in DURATIONS & set(found):
        found[name] = timedelta(minutes=found[name])
    places = {kind: values[f"places.{kind.value}"] for kind in PlaceKind if f"places.{kind.value}" in values}
    days = tuple(enumerate(WEEKDAYS))
    return Pack(
        id="+".join(layer.id for layer in tops),
        version="+".join(dict.fromkeys(layer.version for layer in tops)),
        hours={(kind, day): values[f"hours.{kind.value}.{name}"] for kind in PlaceKind for day, name in days},
        places=places,
        values=values,
        layers=layers,
        **found,
    )


NEEDED = {
    "margin": "time.margin_min",
    "public_holidays": "blackout.public_holidays",
    "least_staff": "team.min_staff",
}
"""Fields of `Pack` by key, without which nothing is in force."""
OPTIONAL = {
    "days_between": "gap.min_days_between",
    "days_after_met": "gap.min_days_after_met",
    "eves": "blackout.eves",
    "quiet_days": "blackout.days",
    "longest": "visit.max_minutes",
    "most_staff": "team.max_staff",
    "confirmed_through": "calendar.confirmed_through",
}
DURATIONS = {"margin", "longest"}
"""Fields that are minutes in a file."""
