"""What counts how much against a second of travel: prices, weights, the plan to keep near. Nothing is summed here."""

from __future__ import annotations

from dataclasses import dataclass

from routing.errors import BadProblem


@dataclass(frozen=True, slots=True)
class Wish:
    """When service would better start: each second before `earliest` or after `latest` costs `price` seconds."""

    earliest: int | None = None
    latest: int | None = None
    price: float = 1.0

    def __post_init__(self) -> None:
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise BadProblem("wish_reversed", f"A wish ends ({self.latest}) before it begins ({self.earliest}).")
        if self.price < 0:
            raise BadProblem("negative_price", "The price of a wish cannot be negative.")


@dataclass(frozen=True, slots=True)
class Costs:
    """What a vehicle costs, in seconds of travel: once if used, per hour on the road, per kilometre (as in VROOM)."""

    fixed: int = 0
    per_hour: int = 3600
    per_km: int = 0

    def __post_init__(self) -> None:
        if min(self.fixed, self.per_hour, self.per_km) < 0:
            raise BadProblem("negative_cost", "Costs cannot be negative.")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts against a second of travel, as a coordinator would say it.

    Parameters
    ----------
    overtime
        Seconds of travel that a second of overtime is worth.
    wishes
        Multiplies the price of every wish; a job away from its preferred vehicles costs `PREFERRED` times this.
    fair_days
        0 for none. Imbalance is the sum over vehicles of (working time)² / shift, less what even shares would give:
        with two teams of eight hours, one an hour above and one an hour below their mean, 900 seconds at 1.
    keep_plan
        0 for none. A visit moved to another team costs `MOVED` times this, a second by which a time of before is
        shifted costs `SHIFTED` times this.
    """

    overtime: float = 2.0
    wishes: float = 1.0
    fair_days: float = 0.0
    keep_plan: float = 0.0

    def __post_init__(self) -> None:
        if min(self.overtime, self.wishes, self.fair_days, self.keep_plan) < 0:
            raise BadProblem("negative_weight", "Weights cannot be negative.")


PREFERRED = 600
"""Seconds that serving a job by another vehicle than its preferred ones costs, at weight 1."""
MOVED, SHIFTED = 900, 0.1
"""Seconds that a visit moved to another vehicle costs, and each second its time is shifted by, at weight 1."""


@dataclass(frozen=True, slots=True)
class Before:
    """Where and when a job was in the plan before: its vehicle and, if a time was told or counts, its start."""

    vehicle: str
    start: int | None = None


PLAIN_COSTS, PLAIN_WEIGHTS = Costs(), Weights()
"""Seconds of travel and nothing else, but for overtime and wishes where there are any."""
