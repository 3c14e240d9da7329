"""What the map itself says, in a language: buttons, corners and hints. Sentences about visits are not here."""

from __future__ import annotations

from planner.text import gettext as _


def page_texts(language: str) -> dict[str, str]:
    """The page's texts, by the names its scripts know."""
    return {
        "language": "zh-Hans" if language == "zh" else "en",
        "map": _("Map of the day", language),
        "zoom_in": _("Zoom in", language),
        "zoom_out": _("Zoom out", language),
        "no_base": _("There is no base map. Build a region from an OpenStreetMap extract to see streets.", language),
    }


def place_hint(reference: str, language: str) -> str:
    """What to do with the pin of a visit."""
    return _("{reference}: drag the pin, or click on the door", language).format(reference=reference)
