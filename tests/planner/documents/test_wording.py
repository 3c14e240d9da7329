"""What an address is called in a list."""

from __future__ import annotations

import pytest

from planner.documents.wording import short_address


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("余烬津桤木村书院弄 2 号", "书院弄 2 号"),
        ("桤木村路 30 号", "桤木村路 30 号"),
        ("浙江省杭州市西湖区文三路 30 号", "文三路 30 号"),
        ("Maple Road 7, Emberford", "Maple Road 7"),
    ],
)
def test_a_list_says_street_and_number(text: str, short: str) -> None:
    assert short_address(text) == short
