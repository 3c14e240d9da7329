"""What a visit's note tells of parking or getting off, apart from how the door is found. Cuts nothing, adds nothing."""

from __future__ import annotations

import re

SENTENCE = re.compile(r".+?(?:[.;!?](?=\s|$)|[。；！？\n]|$)", re.DOTALL)
STAYING = re.compile(
    r"\bparking\b|\bcar ?parks?\b|(?:^\W*|[,:] )park\b(?!\s(?-i:[A-Z]))"
    r"|\bpark (?:the|your|here|there|only|behind|beside|under)\b"
    r"|\bget off\b|\b(?:bus|tram|metro) stop\b|\bunderground station\b"
    r"|停车|车停|停在|泊车|车位|下车|公交站|地铁站|车站",
    re.IGNORECASE,
)
"""How people write of where a vehicle stays, or where one gets off; a park beside the house is none."""


def access_of(note: str) -> tuple[str, str]:
    """A note in two: where to park or get off, and everything else, each in its own order."""
    sentences = [found.strip() for found in SENTENCE.findall(note) if found.strip()]
    gap = "" if re.search(r"[\u4e00-\u9fff]", note) else " "
    staying = [each for each in sentences if STAYING.search(each)]
    others = [each for each in sentences if not STAYING.search(each)]
    return (gap.join(staying), gap.join(others)) if staying else ("", note)
