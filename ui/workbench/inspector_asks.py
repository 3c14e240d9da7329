"""What a visit asks of a plan beside its window, in short lines: wishes, promises, teams, others. Edits nothing."""

from __future__ import annotations

from collections.abc import Iterator

from planner.model import Day, Visit
from planner.text import N_, listed
from planner.text import gettext as _

LANGUAGES = {"en": N_("English"), "zh": N_("Chinese")}
"""By the codes that the importer knows; any other is told as it is."""


def ask_lines(visit: Visit, day: Day) -> list[str]:
    """A line for each; none where it asks for nothing."""
    return [*_times(visit), *_teams(visit), *_others(visit, day)]


def _times(visit: Visit) -> Iterator[str]:
    if visit.must_do:
        yield _("Must be done, before every priority")
    if visit.promised:
        begin, end = visit.promised
        yield _("Promised for {begin}–{end}").format(begin=f"{begin:%H:%M}", end=f"{end:%H:%M}")
    if visit.wish and (words := _wish(visit)):
        yield words


def _wish(visit: Visit) -> str:
    assert visit.wish
    earliest, latest = visit.wish
    if earliest and latest:
        return _("Better between {begin} and {end}").format(begin=f"{earliest:%H:%M}", end=f"{latest:%H:%M}")
    if earliest:
        return _("Better not before {time}").format(time=f"{earliest:%H:%M}")
    return _("Better not after {time}").format(time=f"{latest:%H:%M}") if latest else ""


def _teams(visit: Visit) -> Iterator[str]:
    for words, names in (
        (_("Only by {teams}"), visit.only_teams),
        (_("Never by {teams}"), visit.excluded_teams),
        (_("Better by {teams}"), visit.preferred_teams),
    ):
        if names:
            yield words.format(teams=listed(sorted(names)))
    if visit.two_teams:
        yield _("Two teams go in together")


def _others(visit: Visit, day: Day) -> Iterator[str]:
    names = {each.reference: each.customer.name for each in day.visits if each.source == visit.source}
    for words, reference in (
        (_("Only after {visit}"), visit.after),
        (_("By the team of {visit}"), visit.same_team_as),
    ):
        if reference:
            name = names.get(reference, _("not of this day"))
            yield words.format(visit=f"{reference} · {name}")
    if spoken := visit.customer.language:
        yield _("Speaks {language}").format(language=_(LANGUAGES.get(spoken, spoken)))
