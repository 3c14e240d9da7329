"""The case card as data for its template: one side with what the talk needs, and the form on its back. Pure.

It is carried sealed. Without a case here it says what to do at the door, and nothing of any amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from planner import door_words as door
from planner.cases.codes import ArrearsReason
from planner.cases.installments import MONTHLY
from planner.cases.message_values import money_words
from planner.cases.money import Money
from planner.cases.outcome_words import if_then
from planner.cases.outcomes import TABLE, Code
from planner.cases.plan_terms import rhythm_words
from planner.cases.repayment import RepaymentPlan
from planner.documents import card_words as words
from planner.documents.folder_order import FolderOrder, Talk
from planner.documents.masking import mask_phone
from planner.documents.wording import Page, clock, date_words
from planner.purpose_words import PURPOSES, SAID
from planner.text import duration, listed, ngettext
from planner.text import gettext as _


def case_card(order: FolderOrder, talk: Talk) -> Page:
    """The data of a card, in the language of the team."""
    language = order.stamp.language
    return {
        "title": _("Case card", language),
        "name": talk.visit.customer.name,
        "refs": _refs(talk, language),
        "lines": _lines(order, talk, language),
        "carry": [
            _("Carry sealed", language),
            _("Open only with this person, where nobody else can read it.", language),
        ],
        "order": _("At the door, in this order", language),
        "steps": _steps(order, talk, language),
        "leave": [_(words.LEAVE, language), door.ends_words(order.door, language)],
        "approach": _approach(talk.reason or ArrearsReason.UNKNOWN, language),
        "facts": _facts(order, talk, language) if talk.cases else None,
        "heads": [_("If …", language), _("then …", language), _("the office then", language)],
        "codes": [[code.value, *_code(code, language)] for code in Code],
        "stays": [
            [_(words.STAY, language), "yes" if order.door.may_stay else "no", door.stays_words(order.door, language)],
            [_(words.NEVER_STAY, language), "no", door.never_stays_words(order.door, language)],
            [_(words.NEVER_TAKEN, language), "no", door.never_taken_words(order.door, language)],
        ],
        "form": _form(language),
    }


def _refs(talk: Talk, language: str) -> str:
    # The contracts where something is known of them, below one by one where they are many; else the visit alone.
    if len(talk.cases) > 2:
        return ngettext("{count} contract", "{count} contracts", len(talk.cases), language).format(
            count=len(talk.cases)
        )
    if talk.cases:
        return _("contract {cases}", language).format(cases=listed((c.case.reference for c in talk.cases), language))
    return _("visit {reference}", language).format(reference=talk.visit.reference)


def _lines(order: FolderOrder, talk: Talk, language: str) -> list[str]:
    day = date_words(order.day, language)
    when = f"{clock(talk.start, order.clock_zone)}–{clock(talk.end, order.clock_zone)}"
    return [" · ".join((order.shift.team.name, *(member.name for member in order.members))), f"{day}, {when}"]


def _steps(order: FolderOrder, talk: Talk, language: str) -> list[list[str]]:
    name = talk.visit.customer.name  # only what is sealed has it in full: they have to ask for somebody
    space = "" if language == "zh" else " "
    stay = order.longest or talk.visit.service_time
    longest = _(words.LONGEST, language).format(length=duration(stay.total_seconds(), language))
    nobody = (_(words.NOBODY_ADVICE, language), _(door.ENTRY[order.door.entry], language), longest)
    steps = [
        [
            _(door.STEPS[step].title, language),
            _(quote, language).format(name=name) if (quote := _quote(step, talk)) else "",
            space.join(_minded(step, order, talk, language)),
        ]
        for step in order.door.talk
    ]
    return [*steps, [_(words.NOBODY, language), "", space.join(nobody)]]


def _quote(step: str, talk: Talk) -> str:
    # What the visit is for is said as it was approved.
    return SAID[talk.visit.purpose] if step == "state_purpose" else door.STEPS[step].quote


def _minded(step: str, order: FolderOrder, talk: Talk, language: str) -> Iterator[str]:
    # What to mind at a step: of this visit, of the step itself, and of the rules.
    if step == "state_purpose":
        yield _("{sentence}.", language).format(sentence=_(PURPOSES[talk.visit.purpose], language))
    texts = [door.STEPS[step].advice]
    if step == "verify_person":
        texts.append(door.ASK_DIGITS if mask_phone(talk.visit.customer.phone) else door.ASK_NAME)
    if step == "ask_recording":
        texts.append(door.NO_RECORD_NO_TALK if "recording_refused" in order.door.ends else door.NOT_RECORDED)
    texts += [text for shown, (at, text) in door.SHOWN.items() if shown in order.door.shown and at == step]
    yield from (_(text, language) for text in texts if text)


def _approach(reason: ArrearsReason, language: str) -> dict[str, Any]:
    found = words.APPROACHES[reason]
    return {
        "title": _(found.title, language),
        "first": _(found.first, language),
        "yes": [_(each, language) for each in found.yes],
        "no": [_(each, language) for each in found.no],
        "quote": _(found.quote, language),
    }


def _facts(order: FolderOrder, talk: Talk, language: str) -> dict[str, Any]:
    as_of = min(case.balance_at for case in talk.cases).astimezone(order.clock_zone).date()
    means = talk.affordable
    return {
        "title": _("For the talk", language),
        "cells": [
            [_("Still to be paid, as of {day}", language).format(day=_short(as_of, language)), _sum(talk, language)],
            [
                _("Can spare each month, as they said", language),
                money_words(means, language) if means else _("not told yet", language),
            ],
        ],
        "cases": [
            [each.case.reference, money_words(each.balance, language)] for each in talk.cases if len(talk.cases) > 1
        ],
        "offers": [[str(n), *_offer(plan, language)] for n, plan in enumerate(talk.plans, start=1)],
        "note": _note(talk, language),
    }


def _note(talk: Talk, language: str) -> str:
    if talk.plans and talk.affordable is None:
        return _("Ask first what can be spared: the form is on the back. Never cash.", language)
    if not talk.plans:
        return _("Nothing is prepared: note what they say, the office draws it up. Never cash.", language)
    return _("Never cash: the ways to pay are on their own sheet.", language)


def _sum(talk: Talk, language: str) -> str:
    sums: dict[str, int] = defaultdict(int)
    for case in talk.cases:
        sums[case.balance.currency] += case.balance.minor
    return " + ".join(money_words(Money(minor, currency), language) for currency, minor in sorted(sums.items()))


def _offer(plan: RepaymentPlan, language: str) -> list[str]:
    count, first = len(plan.installments), plan.installments[0].due
    how = "" if plan.rhythm == MONTHLY else f", {rhythm_words(plan.rhythm, language)}"
    text = _("{count} × from {day}{how}", language)
    most = max(each.amount for each in plan.installments)
    # The year is plain: it begins within weeks.
    day = f"{first.month} 月 {first.day} 日" if language == "zh" else _short(first, language).rsplit(" ", 1)[0]
    return [text.format(count=count, day=day, how=how), money_words(most, language)]


def _short(day: date, language: str) -> str:
    if language == "zh":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return date_words(day, language).split(" ", 1)[1]


def _code(code: Code, language: str) -> list[str]:
    said, then = if_then(code, language)
    return [said, then, _(words.OFFICE[TABLE[code].next], language)]


def _form(language: str) -> dict[str, Any]:
    def said(texts: Sequence[str]) -> list[str]:
        return [_(text, language) for text in texts]

    return {
        "title": _("What they can spare", language),
        "lead": _("Only what they want to tell, and only in private. Nothing has to be proved at the door.", language),
        "month": _("a month", language),
        "income": [_("What comes in", language), said(words.FORM_INCOME)],
        "needs": [_("What they need to live on", language), said(words.FORM_NEEDS)],
        "end": said(words.FORM_END),
        "day": _("A day of the month that suits", language),
        "people": _("How many live on it", language),
        "noted": _("May we keep this? They said:", language),
        "yes": _("yes", language),
        "no": _("no, then cross it out", language),
        "story": _("What happened, in their own words", language),
        "wish": _("What they wish for: another day, place, channel, person", language),
    }
