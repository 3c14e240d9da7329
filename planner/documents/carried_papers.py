"""The authorization letter, and what the customer gets: statement, form, leaflet, as data for their template. Pure.

The letter is in the language of the team that shows it, in that of the customer where it is another one too; the rest
speaks the customer's. None of it threatens, presses, or asks for anything today.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.cases.message_values import money_words, owed_words
from planner.cases.repayment import RepaymentPlan
from planner.documents.agreement import AgreementOrder, agreement
from planner.documents.folder_order import FolderOrder, Talk
from planner.documents.letter import PERSONAL
from planner.documents.masking import mask_name
from planner.documents.wording import Page, date_words
from planner.text import gettext as _
from planner.text import listed


def letter(order: FolderOrder, talk: Talk, language: str) -> Page:
    """The authorization of the named staff for one visit, without a word of what it is about."""
    day = date_words(order.day, language)
    void = _("It takes the place of No. {number}, which is void.", language).format(number=talk.void)
    whom = _(
        "These members of our staff, and nobody else, may speak with {name} on our behalf, about {what}:", language
    )
    return {
        "language": language,
        "title": _("Authorization", language),
        "office": order.office.name,
        "phone": order.office.phone,
        "number": _("No. {number} · version {version}", language).format(
            number=talk.team_copy, version=order.stamp.version
        ),
        "valid": _("Valid on {day} only, until {time}", language).format(day=day, time=order.valid),
        "void": void if talk.void else "",
        "text": whom.format(name=mask_name(talk.visit.customer.name), what=_about(talk, language)),
        "staff": [[each.name, each.reference] for each in order.members],
        "may": [
            _("They may", language),
            _("listen, explain, and write down what is agreed, if you wish it.", language),
        ],
        "may_not": [
            _("They may not", language),
            _("take money, come in uninvited, take or photograph anything, or speak of it with others.", language),
        ],
        "check": [_("To check this letter, ring up before you talk", language), order.office.phone],
        "right": _("You may send them away at any time, without a reason. It does you no harm.", language),
        "signs": [_("For the office: day, signature", language), _("Staff: signatures", language)],
    }


def _about(talk: Talk, language: str) -> str:
    if talk.cases:
        return _("contract {cases}", language).format(cases=listed((c.case.reference for c in talk.cases), language))
    return _("visit {reference}", language).format(reference=talk.visit.reference)


def customer_papers(order: FolderOrder, talk: Talk) -> Page:
    """What goes into the customer's envelope."""
    language = talk.language
    return {
        "language": language,
        "cover": {"personal": PERSONAL[language], "name": talk.visit.customer.name},
        "statement": _statement(order, talk, language) if talk.cases else None,
        "form": _form(order, talk, language),
        "leaflet": _leaflet(order, talk, language),
    }


def _statement(order: FolderOrder, talk: Talk, language: str) -> Page:
    as_of = min(case.balance_at for case in talk.cases).astimezone(order.clock_zone).date()
    lead = _("As the lender said on {day}. Nothing has to be paid today, and nothing at the door.", language)
    return {
        "title": _("Your account", language),
        "lead": lead.format(day=_day(as_of, language)),
        "name": talk.visit.customer.name,
        "heads": [_("Contract", language), _("Unpaid since", language), _("Still to be paid", language)],
        "rows": [
            [
                " · ".join(filter(None, (each.case.reference, each.product))),
                _day(each.overdue_since, language),
                money_words(each.balance, language),
            ]
            for each in talk.cases
        ],
        "total": [_("In all", language), owed_words(talk.cases, language)],
        "texts": [
            [
                _("If you see it differently", language),
                _("Tell us. It is checked, and you get the answer in writing. Until then nobody visits you.", language),
            ],
            [
                _("If you have paid already", language),
                _("Thank you. Tell us the day and the way; we look for it.", language),
            ],
            [
                _("If you cannot pay all of it", language),
                _("Tell us what is possible. There are smaller installments and pauses, without any fee.", language),
            ],
        ],
        "contacts": _contacts(order, language),
    }  # fmt: skip


def _contacts(order: FolderOrder, language: str) -> list[list[str]]:
    office = order.office
    return [
        [_("Pay only by these ways", language), office.channels],
        [_("Questions, or if you cannot pay", language), " · ".join(filter(None, (office.name, office.phone)))],
        [_("Complaints", language), office.complaints],
        [_("Free and independent advice", language), office.advice],
    ]


def _form(order: FolderOrder, talk: Talk, language: str) -> Page:
    # Only what they can pay by what they told; where nothing was told there is room to write, and no amount.
    plan = talk.plans[0] if talk.plans and (talk.affordable is not None or talk.drafted) else None
    if plan is None:
        return {"agreement": None, "blank": _blank(order, talk, language)}
    office = order.office
    told = AgreementOrder(
        plan, talk.visit.customer.name, tuple(each.case.reference for each in talk.cases),
        office=office.name, phone=office.phone, channels=office.channels, complaints=office.complaints,
        advice=office.advice, zone=order.zone, today=order.day, cool_off_hours=office.cool_off_hours,
        language=language, paper=order.paper,
    )  # fmt: skip
    return {"agreement": agreement(told), "others": _others(talk.plans[1:], language), "blank": None}


def _others(plans: Sequence[RepaymentPlan], language: str) -> Page | None:
    if not plans:
        return None
    text = _("{count} installments of {amount}, the first on {day}", language)
    return {
        "title": _("Other ways, if you prefer one: tick it, and the office writes it down for you", language),
        "rows": [
            text.format(
                count=len(plan.installments),
                amount=money_words(max(each.amount for each in plan.installments), language),
                day=_day(plan.installments[0].due, language),
            )
            for plan in plans
        ],
    }


def _blank(order: FolderOrder, talk: Talk, language: str) -> Page:
    words = agreement_words(language)
    return {
        "title": _("Repayment plan", language),
        "lead": _("Ask about every word that is not clear. Take your time.", language),
        "name": talk.visit.customer.name,
        "limit": _("Only what can be paid without going short on what is needed.", language),
        "rows": 12,
        "contacts": _contacts(order, language),
        "words": words,
    }


def agreement_words(language: str) -> dict[str, str]:
    """The words of the form, as the agreement has them."""
    return {
        "number": _("No.", language),
        "day": _("Due on", language),
        "amount": _("Amount", language),
        "total": _("Total", language),
        "later": _("Nothing counts before the office has confirmed it in writing. You can take it back.", language),
        "customer": _("Customer: day, signature", language),
        "staff": _("For the office: day, signature", language),
        "none": _("We take no cash. Please give none to anybody.", language),
        "contacts": _("Good to know", language),
    }


def _leaflet(order: FolderOrder, talk: Talk, language: str) -> Page:
    office, day = order.office, date_words(order.day, language)
    names = listed((member.name for member in order.members), language)
    return {
        "title": _("A visit to you: what you may expect", language),
        "who": [
            _("Who visits you", language),
            _("{names}, of {office}, on {day}.", language).format(names=names, office=office.name, day=day),
        ],
        "check": [
            _("Check them before you talk", language),
            _("Ring up this number. Ask whether these people are ours, and come today.", language),
            office.phone,
        ],
        "rights": [
            _("Your rights", language),
            [
                _("You need not open, let anybody in, talk, or sign.", language),
                _("You may end it at any time. They leave at once.", language),
                _("You may choose another day, place or way: by phone or in writing.", language),
                _("You may have somebody with you whom you trust.", language),
                _("They speak with you alone, and with nobody else about you.", language),
                _("Nothing is recorded unless you say yes.", language),
                _("Nobody may threaten you, press you, or take anything.", language),
                _("What you sign at the door you can take back: the paper says until when.", language),
            ],
        ],
        "help": [
            _("If it is too much", language),
            _("Tell us when you are ill, or grieving, or in any other hard time: then nobody comes, and we look for "
              "another way.", language),
        ],
        "contacts": _contacts(order, language),
        "cash": _("We take no cash. Please give none to anybody.", language),
    }  # fmt: skip


def _day(day: date, language: str) -> str:
    if language == "zh":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return date_words(day, language).split(" ", 1)[1]
