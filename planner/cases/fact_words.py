"""A fact of any kind as one line of a history: what happened, masked by role. Reads nothing.

It reads the fact as it lies in the database, so that a history has a line also of kinds that other parts add. Free
text and amounts of such are never in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from planner.cases.gate_words import why_words
from planner.cases.model import (
    ArrearsReason,
    Channel,
    ContactResult,
    HoldKind,
    Purpose,
    StepKind,
    Willingness,
)
from planner.cases.money import Money
from planner.cases.outcome_words import CODES
from planner.cases.outcomes import Code
from planner.cases.preparation import WORDS as ITEMS
from planner.cases.preparation import Item
from planner.cases.stage_words import (
    CHANNELS,
    PURPOSES,
    REASONS,
    RESULTS,
    STEPS,
    WILLINGNESS,
    hold_words,
    money_words,
)
from planner.storage.case_board import FactLine
from planner.text import N_
from planner.text import gettext as _

type Body = Mapping[str, Any]
UTC_ZONE = ZoneInfo("UTC")
PRIVATE_REASONS = frozenset({ArrearsReason.ILLNESS, ArrearsReason.VULNERABLE})

KINDS: dict[str, str] = {
    "outcome": N_("Outcome of a visit"),
    "repayment_plan": N_("Repayment plan"),
    "means": N_("Means noted"),
    "followed_up": N_("Repayment plan followed up"),
    "phone_team": N_("Team to be rung up"),
    "called_off": N_("Visit taken off its day"),
    "kept_apart": N_("Looked at: another person than a likely double"),
    "hold_review": N_("Decided that a hold need not stop a visit"),
}
"""Words of kinds that have no line of their own below; add yours."""

STEP_WHYS: dict[str, str] = {
    **{channel.value: words for channel, words in CHANNELS.items()},
    "phone": N_("by telephone"),
    "by_letter": N_("by letter"),
    "plan_agreed": N_("a plan is agreed"),
    "own_wish": N_("at their own wish"),
    "paid": N_("paid"),
    "overdue_again": N_("overdue again"),
    "gone_from_file": N_("no longer in the lender's file"),
    "paper_lost": N_("paper was lost"),
}
"""Why a step was taken, by its code; outcomes and holds have words of their own."""


def fact_words(fact: FactLine, *, shown: bool, zone: ZoneInfo = UTC_ZONE) -> str:
    """What happened, in one line.

    Parameters
    ----------
    shown
        Whether balance, health and family may be seen.
    zone
        Whose days are told: the customer's.
    """
    fact = _in_zone(fact, zone)
    made = _LINES.get(fact.kind)
    if made is not None:
        with suppress(KeyError, ValueError):  # of a newer program: the kind alone is told
            return made(fact, fact.body, shown)
    words = _(KINDS[fact.kind]) if fact.kind in KINDS else fact.kind.replace("_", " ").capitalize()
    code = str(fact.body.get("code") or fact.body.get("state") or "")
    return f"{words}: {code.replace('_', ' ')}" if code and shown else words


def _in_zone(fact: FactLine, zone: ZoneInfo) -> FactLine:
    # Moments of which only the day is told, as they are where the customer is.
    ended = fact.body.get("ended_at")
    body = fact.body | {"ended_at": datetime.fromisoformat(ended).astimezone(zone).isoformat()} if ended else fact.body
    return fact._replace(at=fact.at.astimezone(zone), body=body)


def _step(_fact: FactLine, body: Body, shown: bool) -> str:
    words, why = _(STEPS[StepKind(body["kind"])]), _why(str(body.get("why") or ""), shown)
    return f"{words} ({why})" if why else words


def _why(code: str, shown: bool) -> str:
    # Why a step was taken; what tells of health is for who may read it.
    if code in STEP_WHYS:
        return _(STEP_WHYS[code])
    if code.upper() in Code.__members__:
        outcome = Code[code.upper()]
        return _(CODES[outcome]) if shown or outcome != Code.UNWELL else ""
    if code in set(HoldKind):
        return hold_words(HoldKind(code), shown=shown)
    return code.replace("_", " ") if shown else ""


def _hold(fact: FactLine, body: Body, shown: bool) -> str:
    words = _("Hold: {what}").format(what=hold_words(HoldKind(body["kind"]), shown=shown))
    if not fact.open:
        return _("{hold}, ended {day}").format(hold=words, day=str(body["ended_at"])[:10])
    return _("{hold}, until {day}").format(hold=words, day=body["until"]) if body.get("until") else words


def _consent(_fact: FactLine, body: Body, _shown: bool) -> str:
    covers = ", ".join(str(each).replace("places.", "") for each in body["covers"])
    words = _("Consent: {covers}, until {day}").format(covers=covers, day=body["expires"])
    if body.get("withdrawn_at"):
        return _("{consent}, withdrawn").format(consent=words)
    return _("{consent}, used").format(consent=words) if body.get("used_by") else words


def _contact(_fact: FactLine, body: Body, shown: bool) -> str:
    parts = [
        _("{channel}, {purpose}").format(
            channel=_(CHANNELS[Channel(body["channel"])]), purpose=_(PURPOSES[Purpose(body["purpose"])])
        ),
        _(RESULTS[ContactResult(body["result"])]),
    ]
    if body.get("reason"):
        reason = ArrearsReason(body["reason"])
        parts.append(_(REASONS[reason]) if shown or reason not in PRIVATE_REASONS else _("reason hidden"))
    if body.get("willingness"):
        parts.append(_(WILLINGNESS[Willingness(body["willingness"])]))
    return ": ".join((parts[0], ", ".join(parts[1:])))


def _checked(fact: FactLine, body: Body, _shown: bool) -> str:
    words = _(ITEMS[Item(body["item"])])
    until = body.get("valid_until")
    if until and date.fromisoformat(until) < fact.at.date():
        return _("Taken back: {item}").format(item=words)
    said = _("Checked: {item}, valid until {day}") if until else _("Checked: {item}")
    return said.format(item=words, day=until)


def _approval(_fact: FactLine, body: Body, _shown: bool) -> str:
    if body["approved"]:
        return _("Visit approved by a second person")
    why = str(body.get("why") or "")
    return _("Visit returned: {why}").format(why=why_words(why)) if why else _("Visit returned")


def _payment(_fact: FactLine, body: Body, shown: bool) -> str:
    amount = Money(body["amount"]["minor"], body["amount"]["currency"]) if shown else None
    return _("Payment: {amount}, booked {day}").format(amount=money_words(amount), day=body["booked"])


def _also_known(_fact: FactLine, body: Body, _shown: bool) -> str:
    return _("Also known as {reference} at {source}").format(reference=body["reference"], source=body["source"])


_LINES: Mapping[str, Callable[[FactLine, Body, bool], str]] = {
    "step": _step,
    "hold": _hold,
    "consent": _consent,
    "contact": _contact,
    "checked": _checked,
    "approval": _approval,
    "payment": _payment,
    "also_known": _also_known,
}
