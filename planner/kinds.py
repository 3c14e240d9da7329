"""Short lists of kinds that the people's values are made with. Standard library only; `planner.model` hands them on."""

from __future__ import annotations

from enum import StrEnum


class PlaceKind(StrEnum):
    """What the visited place is to the customer; legal hours depend on it."""

    HOME = "home"
    WORKPLACE = "workplace"
    AGREED = "agreed"


class VisitPurpose(StrEnum):
    """What a visit is for, and nothing else: to learn the cause, to talk about a plan, to bring what was agreed."""

    UNDERSTAND = "understand"
    NEGOTIATE = "negotiate"
    AGREED_DOCUMENT = "agreed_document"


class TravelMode(StrEnum):
    """How a team travels."""

    CAR = "car"
    SCOOTER = "scooter"
    BICYCLE = "bicycle"
    FOOT = "foot"
