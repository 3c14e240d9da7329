"""What may be asked for is the way to the house: no name, no reference, no flat; in doubt nothing at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.day.geocoding.line import line_to_ask
from planner.model import Address, Visit
from tests.builders import visit


def at(text: str, inner: str = "") -> Visit:
    return replace(visit(1), address=Address(text, inner))


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Maple Road 7, Emberford", "Maple Road 7, Emberford"),
        ("Maple Road 7, Flat 2, Emberford", "Maple Road 7, Emberford"),
        ("Apt 4B, 12 Main Street, Ford", "12 Main Street, Ford"),
        ("12 Main Street #5, Ford", "12 Main Street, Ford"),
        ("Flat Rock Road 5, Ford", "Flat Rock Road 5, Ford"),
        ("c/o R. Sorel, Maple Road 7; Emberford", "Maple Road 7, Emberford"),
        ("北京市朝阳区人民路12号", "北京市朝阳区人民路12号"),
        ("北京市朝阳区人民路１２号３栋２单元５０１室", "北京市朝阳区人民路12号"),
        ("人民路12号阳光小区3号楼501室", "人民路12号阳光小区"),
    ],
)
def test_the_flat_stays_here(text: str, sent: str) -> None:
    assert line_to_ask(at(text)) == sent


def test_what_the_office_calls_the_inner_part_is_never_sent() -> None:
    assert line_to_ask(at("Maple Road 7, rear house left, Emberford", "rear house left")) == "Maple Road 7, Emberford"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill1, Maple Road 7",
        "ADA QUILL1 Maple Road 7",
        "Maple Road 7 (0555-010-000)",
        "Maple Road 7, LOAN-2024-8",
    ],
)
def test_a_line_that_tells_who_it_is_is_not_sent(text: str) -> None:
    one = at(text)
    known = replace(one, cases=(replace(one.cases[0], reference="LOAN-2024-8"),))
    assert line_to_ask(known) == ""
