"""What every page says about itself: version, time, language, rules, whose map, and where the record stood.

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
    anchor
        The end of the office's record when it was issued, as `planner.storage.chain.Head.short` has it: by it anybody
        who holds the paper can have the record examined.
    issued_by
        The name of who let it out; empty in an office without users.
    replaces
        The version whose papers these take the place of, 0 for none; None for the one before.
    """

    version: int
    issued_at: datetime
    language: str = "en"
    pack: str = ""
    attribution: str = ""
    is_demo: bool = False
    anchor: str = ""
    issued_by: str = ""
    replaces: int | None = None

    @property
    def before(self) -> int:
        """The version whose papers these take the place of; 0 for none."""
        return self.version - 1 if self.replaces is None else self.replaces

    @property
    def anchor_words(self) -> str:
        """The same as the footer of each page says it; empty where there is no record yet."""
        return _("record {anchor}", self.language).format(anchor=self.anchor) if self.anchor else ""

    @property
    def demo_mark(self) -> str:
        """What every page of the demo says; empty on a real one."""
        return _("DEMO · not for visits", self.language) if self.is_demo else ""
