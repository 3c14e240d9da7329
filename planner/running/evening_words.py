"""The evening in words: what stands open, and the figures of the day, for window, paper and command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from planner.cases.outcomes import Next
from planner.running.evening import Evening, Open
from planner.text import N_, ngettext
from planner.text import gettext as _

NEXT: Mapping[Next, str] = {
    Next.CONFIRM_PLAN: N_("Agreements to confirm"),
    Next.CALL: N_("Customers to call"),
    Next.OTHER_TIME: N_("To be tried at another time"),
    Next.FIND_ADDRESS: N_("Addresses to check"),
    Next.NO_VISIT: N_("No further visits wanted"),
    Next.SUPERVISOR: N_("For a supervisor to decide"),
    Next.CHECK_DISPUTE: N_("Objections to check"),
    Next.CHECK_PAYMENT: N_("Payments to look for"),
}
"""What the office does next, as the head of a count; no word tells a stranger what the visits were about."""


def _open_words(count: int, language: str | None) -> Mapping[Open, Callable[[], str]]:
    return {
        Open.INCIDENT: lambda: ngettext(
            "{count} incident is not closed.", "{count} incidents are not closed.", count, language
        ),
        Open.ALARM: lambda: ngettext(
            "{count} team has not been heard since an alarm.", "{count} teams have not been heard since an alarm.",
            count, language,
        ),
        Open.TEAM_OUT: lambda: ngettext(
            "{count} team has not told that it is back.", "{count} teams have not told that they are back.", count,
            language,
        ),
        Open.RING_TEAM: lambda: ngettext(
            "{count} team was to be rung up and has not answered.",
            "{count} calls to teams were not answered.", count, language,
        ),
        Open.CALLS: lambda: ngettext(
            "{count} customer was promised a visit that nobody made, and was not called.",
            "{count} customers were promised a visit that nobody made, and were not called.", count, language,
        ),
        Open.OUTCOMES: lambda: ngettext(
            "Of {count} visit nobody has told how it ended.", "Of {count} visits nobody has told how they ended.",
            count, language,
        ),
        Open.COPIES: lambda: ngettext("{count} copy is still out.", "{count} copies are still out.", count, language),
    }  # fmt: skip


def open_words(what: Open, count: int, language: str | None = None) -> str:
    """A sentence for something that stands open."""
    return _open_words(count, language)[what]().format(count=count)


def lead(found: Evening) -> str:
    """How the evening stands, in a sentence."""
    if found.closed:
        return _("The day is closed.")
    if not found.left:
        return _("Everybody is back, and everything is told. The day can be closed.")
    if found.may_close:
        return _("Everybody is back. What is still open goes on to the morning.")
    return _("The day can be closed when everybody is back and safe.")


def figures(found: Evening, language: str | None = None) -> list[tuple[str, str]]:
    """The day in numbers: what each is, and how much."""
    promised, late = found.promised, sorted(found.late.values(), reverse=True)
    told = _of(promised.kept, promised.told, language) if promised.told else "–"
    return [
        (_("Planned", language), str(found.planned)),
        (_("Done", language), str(found.done)),
        (_("Met", language), _of(found.met, len(found.outcomes), language)),
        (_("Begun in the time that was told", language), told),
        (_("Begun late", language), _late(late, language)),
        (_("Not visited", language), str(found.unassigned)),
        (_("Changes on the road", language), str(found.changed)),
        (_("Alarms", language), str(len(found.alarms))),
        (_("Incidents", language), str(len(found.incidents))),
    ]


def _of(some: int, all_: int, language: str | None) -> str:
    return _("{kept} of {told}", language).format(kept=some, told=all_) if all_ else "0"


def _late(late: list[timedelta], language: str | None) -> str:
    if not late:
        return "0"
    most = round(late[0].total_seconds() / 60)
    return _("{count} (at most {minutes} min)", language).format(count=len(late), minutes=most)


def next_rows(found: Evening, language: str | None = None) -> list[tuple[str, int]]:
    """What the office does next, the most frequent first."""
    rows = [(_(NEXT[each], language), count) for each, count in found.to_follow.items()]
    return sorted(rows, key=lambda row: -row[1])
