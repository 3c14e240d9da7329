"""Addresses cut short: the street and the number, as lists, papers and calls name a door."""

from __future__ import annotations

import re

ADMINISTRATIVE = re.compile(r"^.*?[省市州盟](?=.{4})|^.*?[区县旗镇乡村](?![路街巷弄道]|大[街道])(?=.{4})")
"""A province or city, or a district or village, unless a street is named after it (桤木村路)."""


def short_address(text: str) -> str:
    """Street and number without city and district: what is looked for in a list."""
    first = re.split(r"[,，;；\n]", text.strip(), maxsplit=1)[0].strip()
    while (cut := ADMINISTRATIVE.sub("", first, count=1)) != first and cut:
        first = cut
    return first
