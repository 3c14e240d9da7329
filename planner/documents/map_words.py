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


def place_hint(reference: str, language: str) -> str:
    """What to do with the pin of a visit."""
    return _("{reference}: drag the pin, or click on the door", language).format(reference=reference)
