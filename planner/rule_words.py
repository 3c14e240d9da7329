"""The rules of a day and place in plain words, each with where it comes from; and why a day is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.model import PlaceKind, Visit
from planner.policy.closed import ClosedDays
from planner.policy.hours import Closing, closing, closing_for, next_open_day, rest
from planner.policy.layer import WEEKDAYS, Access, Grade, Layer, Rule
from planner.policy.merge import binding
from planner.policy.pack import Pack
from planner.policy.packs import written
from planner.rule_case_words import CASE_COUNTED, consent_words, gates_lines, holds_lines
from planner.rule_door_words import door_lines
from planner.text import N_, language, listed, ngettext
from planner.text import gettext as _

type SayDate = Callable[[date], str]

GRADES: dict[Grade, str] = {
    Grade.EXACT: N_("exact text seen"),
    Grade.TRANSLATED: N_("exact text seen in translation, or in part"),
    Grade.SUMMARIES: N_("several summaries agree"),
    Grade.SUMMARY: N_("one summary only"),
    Grade.UNSEEN: N_("not seen: check it before relying on it"),
    Grade.HOUSE: N_("a house rule, no law behind it"),
}
PLACES: dict[PlaceKind, str] = {
    PlaceKind.HOME: N_("At home"),
    PlaceKind.WORKPLACE: N_("At work"),
    PlaceKind.AGREED: N_("At a place the customer agreed to"),
}
ACCESS: dict[Access, str] = {
    Access.ALLOW: N_("Customers may be visited there."),
    Access.CONSENT: N_(
        "Nobody is visited there without the customer's consent. Note it among their wishes, on the page Calls."
    ),
    Access.INVITE: N_(
        "Nobody is visited there without the customer's invitation. Note it among their wishes, on the page Calls."
    ),
    Access.NEVER: N_("Nobody is visited there."),
}
PAPER: dict[str, str] = {
    "paper.no_company": N_("No route sheet names the office or a lender."),
    "paper.no_names": N_("No route sheet names a customer."),
    "paper.no_phones": N_("No route sheet carries a digit of a customer's phone."),
}
UNTIMED: dict[str, str] = {
    "holds": N_("Something in the customer's file stops a visit"),
    "blackout": N_("The family is left in peace these days"),
    "gates": N_("The customer was not told of the visit early enough"),
}
SUNDAYS = (
    N_("Mondays"), N_("Tuesdays"), N_("Wednesdays"), N_("Thursdays"), N_("Fridays"), N_("Saturdays"), N_("Sundays"),
)  # fmt: skip
EVE_WORDS = {"spring_festival_eve": N_("Spring Festival Eve"), "christmas_eve": N_("Christmas Eve")}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from. `binds` tells that the value in force is as it is because of it."""

    pack: str
    rule: str
    text: str
    source: str
    date: str
    grade: str
    binds: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in force in words. `closes` tells that it is what closes the day."""

    key: str
    words: str
    origins: tuple[Origin, ...]
    closes: bool


def day_rules(
    pack: Pack, closed: ClosedDays, day: date, kind: PlaceKind, say: SayDate = date.isoformat
) -> tuple[RuleLine, ...]:
    """Every rule that holds for a kind of place on a day; what closes it first."""
    shut = closing(pack, closed, day, kind)
    lines = [
        RuleLine(
            key, _words(key, pack.values[key], pack, closed, say), _origins(pack, key), bool(shut and shut.key == key)
        )
        for key in _keys(day, kind)
        if key in pack.values
    ]
    lines += [
        _line(pack, keys, words)
        for keys, words in {**holds_lines(pack), **gates_lines(pack), **door_lines(pack)}.items()
    ]
    return tuple(sorted((line for line in lines if line.words), key=lambda line: not line.closes))


def _line(pack: Pack, keys: tuple[str, ...], words: str) -> RuleLine:
    # One line about several keys, with everybody who says any of them; whoever binds one binds.
    found: dict[tuple[str, str], Origin] = {}
    for origin in (origin for key in keys for origin in _origins(pack, key)):
        known = found.get((origin.pack, origin.rule))
        if known is None or not known.binds:
            found[origin.pack, origin.rule] = origin
    return RuleLine(keys[0], words, tuple(sorted(found.values(), key=lambda origin: not origin.binds)), False)


def closed_words(
    pack: Pack, closed: ClosedDays, day: date, kind: PlaceKind = PlaceKind.HOME, say: SayDate = date.isoformat
) -> str:
    """Why nobody of this kind of place is visited on a day, by which rule, and which day is the next; empty if open."""
    shut = closing(pack, closed, day, kind)
    if shut is None:
        return ""
    ids = listed(dict.fromkeys(origin.rule for origin in _origins(pack, shut.key) if origin.binds))
    why = _("{why} (rule {rules})").format(why=_why(shut, day).rstrip(".。"), rules=ids)
    if shut.key.startswith("places."):
        return _("{why}.").format(why=why)  # no other day opens it
    following = next_open_day(pack, closed, day, kind)
    if following is None:
        return _("{why}. No day of the next year is open.").format(why=why)
    return _("{why}. The next open day is {date}.").format(why=why, date=say(following))


def rest_words(pack: Pack, closed: ClosedDays, visit: Visit, say: SayDate = date.isoformat) -> str:
    """Why this customer is not visited now, by which rule, and until when where a rule says so; else empty.

    What is held against it is told by those alone who may see the customer's file.
    """
    shut = closing_for(pack, closed, visit)
    if shut and (words := UNTIMED.get(shut.key.partition(".")[0])) and not shut.key.startswith("blackout.public"):
        ids = listed(dict.fromkeys(origin.rule for origin in _origins(pack, shut.key) if origin.binds))
        return _("{why} (rule {rules}).").format(why=_(words), rules=ids) if shut.key in pack.values else ""
    found = rest(pack, closed, visit)
    if found is None:
        return ""
    ids = listed(dict.fromkeys(origin.rule for origin in _origins(pack, found.key) if origin.binds))
    if found.key == "gap.min_days_past_due":
        words = _("Overdue since {date} (rule {rules}). The first visit may be on {next}.")
    elif found.key == "gap.min_days_after_reminder":
        words = _("Reminded on {date} (rule {rules}). The next visit may be on {next}.")
    else:
        words = _("Last visited on {date} (rule {rules}). The next visit may be on {next}.")
    return words.format(date=say(found.tried), rules=ids, next=say(found.until))


def _why(shut: Closing, day: date) -> str:
    section, name = shut.key.split(".")[:2]
    if section == "places":
        return _(ACCESS[Access(shut.name)])
    if section == "hours":
        return _("No visits on {weekdays}").format(weekdays=_(SUNDAYS[day.weekday()]))
    if section == "calendar":
        return _("Nobody has confirmed the public holidays of {year} yet").format(year=day.year)
    if name == "days":
        return _("A day that the office keeps free")
    return _(EVE_WORDS.get(shut.name, shut.name))


def _keys(day: date, kind: PlaceKind) -> tuple[str, ...]:
    return (
        f"places.{kind.value}",
        f"hours.{kind.value}.{WEEKDAYS[day.weekday()]}",
        "time.margin_min",
        "visit.max_minutes",
        "blackout.public_holidays",
        "blackout.eves",
        "blackout.days",
        "calendar.confirmed_through",
        "team.min_staff",
        "team.max_staff",
        "team.max_at_door",
        "team.training_max_age_days",
        "team.certificate",
        "gap.min_days_between",
        "gap.min_days_after_met",
        "visit.one_per_household",
        "consent.may_override",
        "consent.form",
        "consent.max_age_days",
        *PAPER,
        *CASE_COUNTED,
    )


def _origins(pack: Pack, key: str) -> tuple[Origin, ...]:
    found = [
        _origin(layer, rule, binds)
        for layer, rules, binds in binding(key, pack.values[key], pack.layers)
        for rule in rules
    ]
    return tuple(sorted(found, key=lambda origin: not origin.binds))


def _origin(layer: Layer, rule: Rule, binds: bool) -> Origin:
    name, text = (each.get(language()) or next(iter(each.values())) for each in (layer.name, rule.text))
    return Origin(f"{name} {layer.version}", rule.id, text, rule.source, rule.date, _(GRADES[rule.grade]), binds)


def origin_words(origin: Origin) -> str:
    """Where a rule comes from, in one line."""
    return _("{pack} · {rule} · {source} · {date} · {grade}").format(
        pack=origin.pack, rule=origin.rule, source=origin.source, date=origin.date, grade=origin.grade
    )


# --- one rule


def _words(key: str, value: Any, pack: Pack, closed: ClosedDays, say: SayDate) -> str:
    section, name = key.split(".")[:2]
    if section == "places":
        return _(ACCESS[value])
    if section == "hours":
        return _hours(key, value)
    if key == "blackout.public_holidays":
        return _("Nobody is visited on public holidays.") if value else ""
    if key in CASE_COUNTED:
        return _(CASE_COUNTED[key]).format(count=value)
    if section == "blackout":
        return _free(name, value)
    if section == "calendar":
        return _calendar(value, closed, say)
    if section == "consent":
        return consent_words(key, value)
    if key in PAPER:
        return _(PAPER[key]) if value else ""
    if key == "team.certificate":
        return _("Whoever goes holds the certificate: {names}.").format(names=listed(sorted(value))) if value else ""
    if key == "visit.one_per_household":
        return _("Different customers of one household never share a day.") if value else ""
    return COUNTED[key](value).format(count=value)


def _hours(key: str, value: Any) -> str:
    if not value:
        return _("No visits on {weekdays}.").format(weekdays=_(SUNDAYS[WEEKDAYS.index(key.rpartition(".")[2])]))
    spans = listed(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in value)
    return _("The whole visit lies within {hours}, by the customer's clocks.").format(hours=spans)


def _free(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "eves":
        eves = listed(_(EVE_WORDS[each]) for each in sorted(value))
        return _("Nobody is visited on the eves of great feasts: {eves}.").format(eves=eves)
    return _("The office keeps these days free: {days}.").format(days=written(value).strip("[]"))


def _calendar(value: date, closed: ClosedDays, say: SayDate) -> str:
    words = _("The public holidays are known for sure until {date}; later years are closed until they are confirmed.")
    found = words.format(date=say(value))
    if years := sorted(closed.confirmed):
        found += " " + _("Confirmed here: {years}.").format(years=listed(map(str, years)))
    return found


COUNTED: dict[str, Callable[[int], str]] = {
    "time.margin_min": lambda count: ngettext(
        "It keeps {count} minute from both ends.", "It keeps {count} minutes from both ends.", count
    ),
    "visit.max_minutes": lambda count: ngettext(
        "A visit lasts {count} minute at most.", "A visit lasts {count} minutes at most.", count
    ),
    "team.min_staff": lambda count: ngettext(
        "At least {count} person goes.", "At least {count} people go together.", count
    ),
    "team.max_staff": lambda count: ngettext(
        "At most {count} person goes.", "At most {count} people go together.", count
    ),
    "team.max_at_door": lambda count: ngettext(
        "Where two teams meet, {count} person in all is at the door at most.",
        "Where two teams meet, {count} people in all are at the door at most.",
        count,
    ),
    "team.training_max_age_days": lambda count: ngettext(
        "Whoever goes was trained {count} day ago at most.", "Whoever goes was trained {count} days ago at most.", count
    ),
    "gap.min_days_between": lambda count: ngettext(
        "{count} day lies between two tries.", "{count} days lie between two tries.", count
    ),
    "gap.min_days_after_met": lambda count: ngettext(
        "{count} day lies between a visit at which somebody was met and the next.",
        "{count} days lie between a visit at which somebody was met and the next.",
        count,
    ),
}
"""Rules that are a number, in words."""
