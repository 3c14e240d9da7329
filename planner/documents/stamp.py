"""What every page says about itself: which version, when, in which language, by which rules, on whose map.

Made once by whoever issues; the pages only print it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from planner.text import gettext as _


@dataclass(frozen=True, slots=True)
class Stamp:
    """The facts of one issued version.

    Parameters
    ----------
    version
        Counts the issued versions of the day from 1.
    language
        ``en`` or ``zh``: the language of the papers.
    pack
        Id and version of the rules they were judged by.
    attribution
        Whose map it is, worded; empty where there is none.
    is_demo
        Every page then says so.
    """

    version: int
    issued_at: datetime
    language: str = "en"
    pack: str = ""
    attribution: str = ""
    is_demo: bool = False

    @property
    def demo_mark(self) -> str:
        """What every page of the demo says; empty on a real one."""
        return _("DEMO · not for visits", self.language) if self.is_demo else ""
