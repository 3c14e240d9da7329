"""What a visit is for, in words: on the case card, in the window. There are no other purposes."""

from __future__ import annotations

from collections.abc import Mapping

from planner.model import VisitPurpose
from planner.text import N_

PURPOSES: Mapping[VisitPurpose, str] = {
    VisitPurpose.UNDERSTAND: N_("To understand what stands in the way"),
    VisitPurpose.NEGOTIATE: N_("To talk about a plan that can be kept"),
    VisitPurpose.AGREED_DOCUMENT: N_("To bring a document, as agreed"),
}
SAID: Mapping[VisitPurpose, str] = {
    VisitPurpose.UNDERSTAND: N_(
        "“We would like to understand what happened, and see what fits. Nothing has to be decided now.”"
    ),
    VisitPurpose.NEGOTIATE: N_("“We would like to see with you which plan fits. Nothing has to be decided now.”"),
    VisitPurpose.AGREED_DOCUMENT: N_(
        "“We bring the document that was agreed on. Take all the time you need to read it.”"
    ),
}
"""How it is said at the door, to this person only."""
