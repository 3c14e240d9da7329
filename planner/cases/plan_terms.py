"""The terms of a repayment plan in plain words, for the page and the paper alike. Lays nothing out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from planner.cases.installments import Rhythm
from planner.cases.money import Money
from planner.cases.repayment import RepaymentPlan
from planner.cases.stage_words import money_words
from planner.text import gettext as _
from planner.text import listed, ngettext

type SayDay = Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what it is about, and what holds."""

    about: str
    words: str


def rhythm_words(rhythm: Rhythm, language: str | None = None) -> str:
    """``every week``, ``every two weeks``, ``every month``, ``every 10 days``."""
    if rhythm.days == 7:
        return _("every week", language)
    if rhythm.days == 14:
        return _("every two weeks", language)
    if rhythm.days:
        return ngettext("every {count} day", "every {count} days", rhythm.days, language).format(count=rhythm.days)
    if rhythm.months == 1:
        return _("every month", language)
    return ngettext("every {count} month", "every {count} months", rhythm.months, language).format(count=rhythm.months)


def schedule_words(plan: RepaymentPlan, say_day: SayDay, language: str | None = None) -> str:
    """How many installments of how much, how often, from when to when."""
    amounts = [each.amount for each in plan.installments]
    most, count = max(amounts), len(amounts)
    first, last = say_day(plan.installments[0].due), say_day(plan.installments[-1].due)
    if count == 1:
        return _("All of it, {amount}, on {day}.", language).format(amount=money_words(most), day=first)
    told = _("{count} installments of {amount}, {rhythm}, the first on {first}, the last on {last}.", language)
    words = told.format(
        count=count, amount=money_words(most), rhythm=rhythm_words(plan.rhythm, language), first=first, last=last
    )
    return f"{words} {_odd_words(amounts, language)}".strip()


def _odd_words(amounts: list[Money], language: str | None) -> str:
    most, count = max(amounts), sum(each < max(amounts) for each in amounts)
    if not count:
        return ""
    if count > 1:
        return _("Some are one unit smaller, so that they add up.", language)
    if amounts[0] < most:
        return _("The first one is smaller: {amount}.", language).format(amount=money_words(amounts[0]))
    return _("The last one is smaller: {amount}.", language).format(amount=money_words(amounts[-1]))


def terms(
    plan: RepaymentPlan,
    cases: tuple[str, ...],
    say_day: SayDay,
    *,
    cool_off_hours: int,
    language: str | None = None,
    zone: ZoneInfo | None = None,
) -> tuple[Term, ...]:
    """Every term, in the order in which it is explained. `cases` are the lender's references."""
    return (
        Term(_("What", language), _what(plan, cases, say_day, zone, language)),
        Term(_("When and how much", language), schedule_words(plan, say_day, language)),
        Term(_("Cost", language), _("This plan costs nothing. No fee and no charge is added to it.", language)),
        Term(
            _("No new loan", language),
            _("You need not borrow anything to pay it, and nobody may ask you to.", language),
        ),
        Term(
            _("If you cannot pay", language),
            _(
                "Call us, before the day if you can. Together we look for another way, such as smaller installments or"
                " a pause. You may have somebody with you who advises you.",
                language,
            ),
        ),
        Term(_("Your right to change it", language), _change(plan, cool_off_hours, say_day, zone, language)),
        Term(
            _("While you keep to it", language),
            _("Nothing else is asked of you. You get a short reminder before each day, if you want one.", language),
        ),
        Term(
            _("What is not in it", language),
            _("Nothing holds beyond what stands here. What you told us of your means stays with us.", language),
        ),
    )


def _what(
    plan: RepaymentPlan, cases: tuple[str, ...], say_day: SayDay, zone: ZoneInfo | None, language: str | None
) -> str:
    named, total = listed(cases, language), money_words(plan.total)
    if plan.balance_at is None:
        return _("Contract {cases}. Still to be paid: {total}.", language).format(cases=named, total=total)
    words = _("Contract {cases}. Still to be paid, as the lender said on {day}: {total}.", language)
    return words.format(cases=named, total=total, day=say_day(_local(plan.balance_at, zone)))


def _change(
    plan: RepaymentPlan, cool_off_hours: int, say_day: SayDay, zone: ZoneInfo | None, language: str | None
) -> str:
    later = _("Later too you can ask for other terms at any time.", language)
    if plan.active_from:
        until = plan.active_from.astimezone(zone) if zone else plan.active_from
        words = _("Until {day}, {time}, you can take it back without giving a reason.", language)
        return f"{words.format(day=say_day(until.date()), time=f'{until:%H:%M}')} {later}"
    words = ngettext(
        "For {count} hour after you agree you can take it back without giving a reason.",
        "For {count} hours after you agree you can take it back without giving a reason.",
        cool_off_hours,
        language,
    )
    return f"{words.format(count=cool_off_hours)} {later}"


def _local(moment: datetime, zone: ZoneInfo | None) -> date:
    return (moment.astimezone(zone) if zone else moment).date()
