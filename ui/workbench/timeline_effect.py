"""What the timeline shows while visits are in the hand: rows as they would be, and prices in words. Pure; no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import UUID

from planner.day.effect import Effect
from planner.day.effect_words import BETTER, LEGAL, WORSE, WRONG, others, parts
from planner.day.states import UTC, VisitRow
from planner.model import Violation
from planner.plan_words import COUNTED
from planner.text import duration
from planner.text import gettext as _
from ui.workbench.timeline_hits import gap_of
from ui.workbench.timeline_layout import Block, Row, Sheet, row_of

LEAST_SAID = 60.0
"""Seconds: a smaller shift is not worth a word."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A row as it would be. `holes` are the places that the carried ones leave; `notes` say who starts later or
    earlier, in seconds."""

    row: Row
    holes: tuple[Block, ...] = ()
    notes: Mapping[UUID, float] = field(default_factory=dict)


class Price(NamedTuple):
    """What a row costs, in words: the amount, a remark from many words to few, and what it means (``better``,
    ``worse``, ``wrong``, ``legal`` or nothing)."""

    amount: str
    remarks: tuple[str, ...] = ()
    meaning: str = ""


def opened(
    sheet: Sheet, effect: Effect, carried: Collection[UUID], rows: Mapping[UUID, VisitRow]
) -> dict[UUID, Opened]:
    """The touched rows as they would be, by shift."""
    found: dict[UUID, Opened] = {}
    rows = _with_broken(rows, effect)
    for route in effect.routes:
        base = sheet.row(route.shift_id)
        if base is None:
            continue
        row = replace(row_of(sheet.clock, base.shift, route, rows), held=base.held)
        # Of a visit with two teams the other one's stop stays where it is.
        own = effect.shift_id == row.id
        gone = (block for block in base.blocks if block.visit_id in carried)
        holes = tuple(block for block in gone if own or row.place_of(block.visit_id) is None)
        found[row.id] = Opened(row, holes, _notes(row, effect, carried))
    return found


def _with_broken(rows: Mapping[UUID, VisitRow], effect: Effect) -> Mapping[UUID, VisitRow]:
    # What would be broken newly, before what is broken already.
    fresh: dict[UUID, list[Violation]] = {}
    for violation in effect.broken:
        if violation.visit_id and violation.visit_id in rows:
            fresh.setdefault(violation.visit_id, []).append(violation)
    worse = {key: replace(rows[key], violations=_merged(found, rows[key].violations)) for key, found in fresh.items()}
    return {**rows, **worse} if worse else rows


def _merged(fresh: list[Violation], known: Iterable[Violation]) -> tuple[Violation, ...]:
    kinds = {violation.kind for violation in fresh}
    return (*fresh, *(violation for violation in known if violation.kind not in kinds))


def _notes(row: Row, effect: Effect, carried: Collection[UUID]) -> dict[UUID, float]:
    # Told once where it begins: those that follow and shift by the same go without saying.
    notes, told = {}, 0.0
    for block in row.staying(carried):
        moved = effect.shifted.get(block.visit_id)
        seconds = moved.total_seconds() if moved else 0.0
        if abs(seconds) >= LEAST_SAID and abs(seconds - told) >= LEAST_SAID:
            notes[block.visit_id] = seconds
        told = seconds
    return notes


def place_of(row: Row, effect: Effect, carried: Collection[UUID]) -> float:
    """The time at which a row would open: the middle of the gap that is meant."""
    gap = gap_of(row, effect.position, carried)
    return (gap.start + gap.end) / 2


def shift_words(seconds: float) -> str:
    """How much later or earlier, in words."""
    text = _("{amount} later") if seconds > 0 else _("{amount} earlier")
    return text.format(amount=duration(abs(seconds)))


def price(effect: Effect, *, cheapest: bool) -> Price:
    """What it costs to drop it on this row, and the worst that comes of it."""
    amount, _way, on_time, lawful, _fair = parts(effect, None, UTC)
    short, more = badge_choices(effect.broken)[0], others(effect)
    if effect.legal:
        return Price(amount.text, (str(lawful), *short), LEGAL)
    if on_time.meaning == WRONG or more:
        worst = on_time if on_time.meaning == WRONG else more[0]
        return Price(amount.text, (str(worst), *_overtime(effect), *short), WRONG)
    if on_time.meaning == WORSE:
        return Price(amount.text, (on_time.text,), WORSE)
    return (
        Price(amount.text, (_("on time, cheapest"), on_time.text), BETTER)
        if cheapest
        else Price(amount.text, (on_time.text,))
    )


def price_words(sheet: Sheet, effects: Mapping[UUID, Effect], carried: Collection[UUID]) -> dict[UUID, Price]:
    """What is said of every row; `effects` are the cheapest places of rows."""
    best = min(effects.values(), key=lambda each: each.cost, default=None)
    found = {key: price(effect, cheapest=effect is best) for key, effect in effects.items()}
    for row in sheet.rows:
        if any(block.visit_id in carried for block in row.blocks):
            gone = (each.roads[row.id] for each in effects.values() if row.id in each.roads and each.shift_id != row.id)
            found[row.id] = price_here(max((-by.total_seconds() for by in gone), default=0.0))
    return found


def _overtime(effect: Effect) -> tuple[str, ...]:
    # Shorter than that a shift ends too late.
    if effect.overtime.total_seconds() < LEAST_SAID:
        return ()
    return ("! " + _("{amount} overtime").format(amount=duration(effect.overtime.total_seconds())),)


def price_here(saved: float) -> Price:
    """What is said in the row it comes from; `saved` are the seconds on the road that it gets rid of."""
    if saved < LEAST_SAID:
        return Price(_("here now"))
    amount = duration(saved)
    return Price(_("here now"), (_("saves {amount} if it leaves").format(amount=amount), f"−{amount}"))


def badge_choices(violations: Iterable[Violation]) -> tuple[tuple[str, ...], bool]:
    """What is broken, from many words to a sign alone, and whether it is the law; nothing where all is well."""
    ranked = sorted(violations, key=lambda each: (not each.legal, -each.amount))
    if not ranked:
        return (), False
    worst = ranked[0]
    sign = "§" if worst.legal else "!"
    if not worst.amount:
        return (sign,), worst.legal
    if worst.kind in COUNTED:
        return (f"{sign} {worst.amount}", sign), worst.legal
    minutes = max(1, round(worst.amount / 60))
    return (f"{sign} {duration(worst.amount)}", f"{sign}{minutes}′", sign), worst.legal
