"""The card is what the rules of a place make of it: each key of the talk at a door changes what stands there."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from planner.documents.case_card import case_card
from planner.documents.folder_order import FolderOrder
from planner.model import PlaceKind
from planner.policy.closed import ClosedDays
from planner.policy.door import DoorRules, door_rules
from planner.policy.packs import pack_in_force, require_tighter
from planner.policy.schema import Entry
from planner.rule_words import day_rules
from tests.builders import TUESDAY
from tests.planner.documents.test_folder import an_order

OPEN = ClosedDays()
OWN = '[pack]\nid = "own"\nversion = "1"\n'


def card(rules: DoorRules, order: FolderOrder | None = None) -> dict[str, Any]:
    order = replace(order or an_order(), door=rules)
    return dict(case_card(order, order.talks[0]))


def said(rules: DoorRules) -> str:
    """The card's own words on the talk, as one text."""
    told = card(rules)
    return " ".join(
        [
            *(part for step in told["steps"] for part in step),
            *told["leave"],
            *(part for stay in told["stays"] for part in stay),
        ]
    )


def test_the_floor_is_what_a_card_says_without_any_rules() -> None:
    assert door_rules(pack_in_force("")) == DoorRules()
    titles = [step[0] for step in card(DoorRules())["steps"]]
    assert titles == [
        "Verify the person, quietly", "Show your ID, all of you", "Show the authorization",
        "Say why, to this person only", "Offer to leave", "Ask before recording", "Nobody else hears",
    ]  # fmt: skip
    text = said(DoorRules())
    for words in (
        "“Good day. Am I speaking with Ada Quill1?”", "phone number ends", "invited in clear words", "45 min",
        "when asked to · distress", "An open note, a poster", "Cash, fees, papers", "If no: do not.",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize(
    ("pack", "more"),
    [
        ("CN", ("Show what is owed", "no to a recording", "If no: leave, code M.")),
        ("GB", ("Ask whether it suits now", "“Is this a good moment? We can come another time.”")),
        ("IN", ("Show the copy of the notice they got, too.",)),
    ],
)
def test_a_place_adds_its_own(pack: str, more: tuple[str, ...]) -> None:
    text, floor = said(door_rules(pack_in_force(pack))), said(DoorRules())
    for words in more:
        assert words in text, words
        assert words not in floor, words


def test_an_office_may_ask_for_more_and_never_for_less() -> None:
    own = OWN + '[onsite]\nentry = "never"\n[leave]\nallow = ["signed_copy"]\nnever = []\n[vulnerable]\nabort_on = []\n'
    require_tighter("GB", "", "", own)
    rules = door_rules(pack_in_force("GB", "", "", own))
    assert (rules.entry, rules.may_stay) == (Entry.NEVER, ("signed_copy",))
    assert (rules.ends, rules.never_stays) == (DoorRules().ends, DoorRules().never_stays)
    text = said(rules)
    assert "even when invited in" in text
    assert "sealed envelope" not in text
    assert "Nothing." in said(replace(rules, may_stay=()))


def test_every_key_changes_the_card() -> None:
    other: dict[str, Any] = {
        "steps": DoorRules().steps[:-1], "shown": ("id",), "entry": Entry.NEVER, "no_cash": False, "no_fees": False,
        "may_stay": (), "never_stays": ("open_note",), "ends": ("distress",),
    }  # fmt: skip
    assert set(other) == {field.name for field in fields(DoorRules)}
    more: dict[str, Any] = {"shown": ("id", "authorization", "loan_info")}
    for name, value in {**other, **more}.items():
        assert said(replace(DoorRules(), **{name: value})) != said(DoorRules()), name


def test_the_rules_of_a_day_name_where_the_talk_at_the_door_comes_from() -> None:
    lines = {line.key: line for line in day_rules(pack_in_force("GB"), OPEN, TUESDAY, PlaceKind.HOME)}
    assert "Ask whether it suits now" in lines["onsite.order"].words
    assert {"UK-06-door", "H-door"} <= {origin.rule for origin in lines["onsite.entry"].origins}
    assert "somebody else listens" in lines["vulnerable.abort_on"].words
