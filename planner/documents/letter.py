"""Letters as data for their template: a neutral cover, and what is inside. Says nothing of its own; pure.

Nothing on the cover tells who writes, or what about: the address, whom alone it is for, and where it goes back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.documents.wording import Page
from planner.text import gettext as _


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: to whom, in which language, and its text, with a line for each item of a list after ``- ``."""

    to: tuple[str, ...]
    language: str
    date: str
    text: str


PERSONAL = {"en": "Personal. To be opened by the addressee only.", "zh": "私人信件，仅限收件人本人拆阅"}


def letters_page(letters: Sequence[Letter], return_address: str, *, is_demo: bool = False) -> Page:
    """The data of ``letter.typ``."""
    language = "zh" if any(letter.language == "zh" for letter in letters) else "en"
    return {
        "language": language,
        "demo": _("DEMO · not for visits", language) if is_demo else "",
        "letters": [
            {
                "to": list(letter.to),
                "personal": PERSONAL[letter.language],
                "back": return_address,
                "date": letter.date,
                "text": list(_paragraphs(letter.text)),
            }
            for letter in letters
        ],
    }


def _paragraphs(text: str) -> Iterable[str | list[str]]:
    for block in text.split("\n\n"):
        items: list[str] = []
        for line in block.strip().split("\n"):
            if line.startswith("- "):
                items.append(line.removeprefix("- "))
            else:
                if items:
                    yield items
                    items = []
                yield line
        if items:
            yield items
