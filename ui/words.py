"""Words that several views share: states, times, reasons. Reads values, changes nothing; marks are in `ui.marks`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from planner.day.lock_words import lock_sentence
from planner.day.states import VisitRow, VisitState
from planner.model import Day, Visit
from planner.text import N_, clock, listed, reason_sentence, span_words, violation_sentence
from planner.text import gettext as _
from ui.marks import state_icon as state_icon

STATES = {
    VisitState.NOT_LOCATED: N_("Not located"),
    VisitState.BROKEN: N_("Breaks a rule"),
    VisitState.BLOCKED: N_("Blocked"),
    VisitState.UNASSIGNED: N_("Unassigned"),
    VisitState.FAILED: N_("Failed"),
    VisitState.LOCKED: N_("Locked"),
    VisitState.BEGUN: N_("Begun"),
    VisitState.PLANNED: N_("Planned"),
    VisitState.ISSUED: N_("Issued"),
    VisitState.DONE: N_("Done"),
}
STATE_ORDER = {state: number for number, state in enumerate(VisitState)}


def when_open(visit: Visit) -> str:
    """When a customer can be met."""
    return listed(span_words(w) for w in visit.windows) or _("any")


def own_town(rows: Sequence[VisitRow]) -> str:
    """How most addresses of a day end, such as ", Emberford": in a list this goes without saying."""
    ends = Counter(address[address.rindex(",") :] for row in rows if "," in (address := row.visit.address.text))
    end, count = ends.most_common(1)[0] if ends else ("", 0)
    return end if count * 2 > len(rows) else ""


def plain(text: str) -> str:
    """A text of a menu without the letter of its key, which in Chinese stands in brackets behind it."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "")


def span(day: Day, start: datetime, end: datetime) -> str:
    """From when to when, as the branch's clocks show it."""
    zone = day.zone
    return f"{clock(start, zone)}–{clock(end, zone)}"


def why(row: VisitRow) -> str:
    """Why a visit is in its state, in one or more sentences; what is locked in it."""
    broken = [violation_sentence(violation, None) for violation in row.violations]
    return "\n".join((*broken, *settled(row))) or (reason_sentence(row.reason) if row.reason else "")


def settled(row: VisitRow) -> list[str]:
    """What is locked of a visit, a sentence for each of its teams."""
    return list(dict.fromkeys(lock_sentence(each.stop, row.zone) for each in row.places if each.stop.lock))
