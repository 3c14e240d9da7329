"""What the map itself says, in a language: buttons, corners and hints. Sentences about visits are not here."""

from __future__ import annotations

from planner.text import N_
from planner.text import gettext as _

MARKS = (
    N_("Legend"),
    N_("Stop, in its team's shape and color"),
    N_("Stop of one of the teams 9 to 16"),
    N_("Locked"),
    N_("Located by hand"),
    N_("A team is there"),
    N_("Done"),
    N_("Failed"),
    N_("Unassigned"),
    N_("Place not sure"),
    N_("Base"),
    N_("Home of staff"),
)
"""The legend's button, and what the map's marks mean, in the order of ``resources/map/legend.js``."""


def page_texts(language: str) -> dict[str, str | list[str]]:
    """The page's texts, by the names its scripts know."""
    return {
        "language": "zh-Hans" if language == "zh" else "en",
        "map": _("Map of the day", language),
        "zoom_in": _("Zoom in", language),
        "zoom_out": _("Zoom out", language),
        "marks": [_(words, language) for words in MARKS],
        "no_base": _("There is no base map. Build a region from an OpenStreetMap extract to see streets.", language),
    }


def ring_texts(language: str) -> list[str]:
    """What to do while a closed area is drawn: with a circle, before there are corners enough, and afterwards."""
    return [
        _(
            "Closed within {metres} m. Arrows move it, + and − size it, Enter closes it, Escape leaves. "
            "Or click its corners.",
            language,
        ),
        _("Click the corners of the closed area. Or press + for a circle. Escape leaves.", language),
        _("Enter closes the area. Backspace takes a corner back, Escape leaves.", language),
    ]


def closed_words(since: str, language: str) -> tuple[str, str]:
    """What is said of an area that is closed."""
    return _("Road closed", language), _("since {time}", language).format(time=since)


def place_hint(reference: str, language: str) -> str:
    """What to do with the pin of a visit."""
    return _("{reference}: drag the pin, or click on the door", language).format(reference=reference)
