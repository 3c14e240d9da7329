"""What may be asked for beside the papers when a plan goes out. Off by default: each file is one more that can leak."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.text import N_


class Extra(StrEnum):
    """A kind of file for other programs, one for each team; `VROOM` is one for all."""

    GPX = "gpx"
    KML = "kml"
    ICS = "ics"
    VROOM = "vroom"


EXTRA_WORDS = {
    Extra.GPX: N_("GPX for a navigation device: places in order, and the way"),
    Extra.KML: N_("KML for a map program: places in order, and the way"),
    Extra.ICS: N_("Calendar (.ics): times and places"),
    Extra.VROOM: N_("VROOM answer: times, and places by number"),
}
"""What each holds, for whoever decides whether it may go."""


@dataclass(frozen=True, slots=True)
class WantedFiles:
    """What goes out beside the papers themselves.

    Parameters
    ----------
    with_names
        Names, phones and addresses in tables, map and files; that is recorded.
    directions
        Turn by turn on the route sheets.
    extras
        Files for other programs.
    """

    with_names: bool = False
    directions: bool = False
    extras: frozenset[Extra] = frozenset()
