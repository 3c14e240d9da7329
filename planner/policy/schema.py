"""Every key that a file of rules may have, and how its value is read. What a whole file says is `layer`'s business.

Every key is one that Rounds acts on. How two values of a key go together is `merge`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any

from planner.model import PlaceKind

SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
YEARLY = re.compile(r"\d\d-\d\d")
EVES = ("spring_festival_eve", "christmas_eve")
"""Evenings before great feasts that `planner.calendar` knows."""
MOST = 1000
"""No number of a pack is larger."""

type Spans = tuple[tuple[time, time], ...]
type Value = int | bool | date | Spans | frozenset[str] | Access | Effect | Entry
type Values = Mapping[str, Any]
"""Each a `Value`, of the type that its key has in `SCHEMA`."""
type Reader = Callable[[str, Any], Value]


class Access(StrEnum):
    """Whether a kind of place may be visited: always, with the customer's consent, by invitation, never."""

    ALLOW = "allow"
    CONSENT = "consent"
    INVITE = "invite"
    NEVER = "never"


class Effect(StrEnum):
    """What a hold does, the weakest first: a supervisor may decide; somebody else is spoken to; nobody goes."""

    REVIEW = "review"
    REROUTE = "reroute"
    BLOCK = "block"


class Entry(StrEnum):
    """Whether a team may go in: when invited in clear words, never."""

    EXPRESS_CONSENT = "express_consent"
    NEVER = "never"


STEPS = (
    "verify_person", "show_id", "show_authorization", "ask_if_convenient", "state_purpose", "offer_to_leave",
    "ask_recording",
)  # fmt: skip
"""What may be asked for at a door, always in this order."""
SHOWN = ("id", "authorization", "notice_copy", "loan_info")
"""What is shown there, unasked."""
MAY_STAY = ("sealed_envelope", "signed_copy")
NEVER_STAYS = (
    "open_note", "door_poster", "postcard", "missed_delivery_card", "official_looking_form", "note_with_neighbor",
    "sender_name_revealing_debt",
)  # fmt: skip
ABORTS = (
    "asked_to_leave", "distress", "capacity_doubt", "third_party_present", "threat", "minor_only", "recording_refused",
)  # fmt: skip
"""What ends a visit at once."""
HOLDS = (
    "paid_or_settled", "payment_claimed", "plan_performing", "cease_contact", "visit_refused", "represented",
    "dispute_or_complaint_open", "moratorium_or_insolvency", "adviser_or_plan_in_progress", "sub_judice",
    "capacity_doubt", "deceased", "hospitalised", "identity_fraud_claim", "safety_risk", "vulnerable", "bereavement",
    "address_in_doubt", "birth", "disaster", "inconvenient_time_or_place",
)  # fmt: skip
"""Every kind of hold, as `planner.cases.model.HoldKind` has them."""
CAPS = {
    "customer_met_30": ("customer", True, 30),
    "customer_tried_30": ("customer", False, 30),
    "case_met_30": ("case", True, 30),
    "case_tried_365": ("case", False, 365),
}
"""What is counted: of whom, whether only visits at which somebody was met, and in how many days."""
GATES: Mapping[str, tuple[str, ...]] = {
    "reminder_sent": ("lead_hours", "max_days", "attempts"),
    "agent_notice": ("lead_hours", "always"),
    "pre_contact": ("lead_hours", "max_days", "attempts"),
    "visit_notice": ("lead_hours",),
    "validation_notice": (),
    "visit_not_refused": (),
    "address_verified": ("max_days",),
    "documents_ready": (),
    "authorization_valid": ("max_days",),
    "ids_valid": (),
    "carry_set": (),
    "less_intrusive_failed": (),
    "permission_asked": (),
    "balance_fresh": ("max_days",),
    "holds_clear": (),
    "four_eyes": (),
}
"""The gates of a case, in the order in which people ask, and what a pack may say of each beside that it asks for it."""
OVERRIDABLE = ("hours", "caps")
"""Sections that the customer's consent may outdo, where all say so that set a key of them."""
FORMS = ("written", "recorded", "spoken")
"""Forms of a consent."""


def _number(least: int) -> Reader:
    def read(where: str, value: Any) -> Value:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST:
            raise ValueError(f"{where}: {value}")
        return value

    return read


def _one_of(kind: type[Access] | type[Effect] | type[Entry]) -> Reader:
    def read(where: str, value: Any) -> Value:
        if value not in tuple(kind):
            raise ValueError(f"{where}: {value}")
        return kind(value)

    return read


def _some_of(names: tuple[str, ...]) -> Reader:
    def read(where: str, value: Any) -> Value:
        if not isinstance(value, list) or not set(value) <= set(names):
            raise ValueError(f"{where}: {value}")
        return frozenset(value)

    return read


def read_spans(where: str, texts: Any) -> Spans:
    """Spans of a day; what touches is one."""
    if not isinstance(texts, list):
        raise TypeError(f"{where}: {texts}")
    return joined(_span(where, text) for text in texts)


def joined(spans: Any) -> Spans:
    """Spans in their order; what overlaps or touches is one: there is no closed moment between them."""
    found: list[tuple[time, time]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((begin, end))
    return tuple(found)


def _span(where: str, text: Any) -> tuple[time, time]:
    found = SPAN.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueError(f"{where}: {text}")
    a, b, c, d = (int(part) for part in found.groups())
    if (a, b) >= (c, d):
        raise ValueError(f"{where}: {text}")
    return time(a, b), time(c, d)


def _flag(where: str, value: Any) -> Value:
    if not isinstance(value, bool):
        raise TypeError(f"{where}: {value}")
    return value


def _date(where: str, value: Any) -> Value:
    if type(value) is not date:
        raise TypeError(f"{where}: {value}")
    return value


def _days(where: str, value: Any) -> Value:
    # Dates, or days of every year as month and day.
    if not isinstance(value, list):
        raise TypeError(f"{where}: {value}")
    for each in value:
        try:
            date.fromisoformat(f"2024-{each}" if YEARLY.fullmatch(str(each)) else str(each))
        except ValueError:
            raise ValueError(f"{where}: {each}") from None
    return frozenset(str(each) for each in value)


def _names(where: str, value: Any) -> Value:
    # One name, or several: all of them are asked for.
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(each, str) and each.strip() for each in names):
        raise TypeError(f"{where}: {value}")
    return frozenset(each.strip() for each in names)


def _gates() -> dict[str, Reader]:
    keys: dict[str, Reader] = {}
    for gate, terms in GATES.items():
        keys[gate] = _flag
        keys |= {f"{gate}_{term}": _flag if term == "always" else _number(1) for term in terms}
    return keys


_COUNT, _ONE_OR_MORE = _number(0), _number(1)
SCHEMA: Mapping[str, Mapping[str, Reader]] = {
    "time": {"margin_min": _COUNT},
    "hours": dict.fromkeys((kind.value for kind in PlaceKind), read_spans),
    "blackout": {
        "public_holidays": _flag,
        "eves": _some_of(EVES),
        "days": _days,
        "bereavement_days": _COUNT,
        "birth_days": _COUNT,
        "disaster_days": _COUNT,
        "discharge_days": _COUNT,
        "crisis_days": _COUNT,
    },
    "calendar": {"confirmed_through": _date},
    "visit": {"max_minutes": _ONE_OR_MORE, "one_per_household": _flag},
    "team": {
        "min_staff": _ONE_OR_MORE,
        "max_staff": _ONE_OR_MORE,
        "max_at_door": _ONE_OR_MORE,
        "training_max_age_days": _ONE_OR_MORE,
        "certificate": _names,
    },
    "gap": dict.fromkeys(
        ("min_days_between", "min_days_after_met", "min_days_past_due", "min_days_after_reminder"), _COUNT
    ),
    "caps": dict.fromkeys(CAPS, _COUNT),
    "places": dict.fromkeys((kind.value for kind in PlaceKind), _one_of(Access)),
    "holds": {
        **dict.fromkeys(HOLDS, _one_of(Effect)),
        **dict.fromkeys((f"{kind}_days" for kind in HOLDS), _ONE_OR_MORE),
    },
    "consent": {
        "may_override": _some_of(OVERRIDABLE),
        "form": _some_of(FORMS),
        "max_age_days": _ONE_OR_MORE,
    },
    "gates": _gates(),
    "calls": {
        "connected_per_day": _COUNT,
        "tries_per_day": _COUNT,
        "tries_per_week": _COUNT,
        "quiet_days_after_talk": _COUNT,
        "contacts_per_week": _COUNT,
        "contacts_per_month": _COUNT,
        "messages_per_day": _COUNT,
        "messages_per_week": _COUNT,
    },
    "plan": {"max_months": _ONE_OR_MORE, "cool_off_hours": _COUNT, "missed_before_visit_again": _ONE_OR_MORE},
    "records": {"min_years": _ONE_OR_MORE},
    "paper": dict.fromkeys(("no_company", "no_names", "no_phones"), _flag),
    "freshness": {"payments_hours": _ONE_OR_MORE, "holds_hours": _ONE_OR_MORE},
    "onsite": {
        "order": _some_of(STEPS),
        "show": _some_of(SHOWN),
        "entry": _one_of(Entry),
        "no_cash": _flag,
        "no_fees": _flag,
    },
    "leave": {"allow": _some_of(MAY_STAY), "never": _some_of(NEVER_STAYS)},
    "vulnerable": {"abort_on": _some_of(ABORTS)},
}
"""Every key there is, by section."""
