"""What a proposal of teams says in words: who goes, and why a wish could not be met. Decides nothing."""

from __future__ import annotations

from planner.day.crews import Fate, ProposedTeam
from planner.text import gettext as _
from planner.text import listed, ngettext
from routing.solvers.crews import Lack, Unmet


def unmet_sentence(unmet: Unmet) -> str:
    """One sentence: what is lacking, in how many teams, and why."""
    if not unmet.skills:
        return _why_fewer(unmet.lack, unmet.crews)
    skills, scarce = listed(sorted(unmet.skills)), listed(sorted(unmet.scarce))
    asked = ngettext(
        "One more team should have what visits ask for ({skills}).",
        "{count} more teams should have what visits ask for ({skills}).",
        unmet.crews,
    ).format(count=unmet.crews, skills=skills)
    return _("{what} {why}").format(what=asked, why=_why_not(unmet.lack).format(scarce=scarce))


def _why_fewer(lack: Lack, crews: int) -> str:
    reasons = {
        Lack.PEOPLE: ngettext(
            "One team less than wanted: too few people are here.",
            "{count} teams less than wanted: too few people are here.",
            crews,
        ),
        Lack.EXPERIENCED: ngettext(
            "One team less than wanted: nobody in training goes without somebody who is not.",
            "{count} teams less than wanted: nobody in training goes without somebody who is not.",
            crews,
        ),
        Lack.TIME: ngettext(
            "One team less than wanted: time was over before more was found. Form the teams again.",
            "{count} teams less than wanted: time was over before more was found. Form the teams again.",
            crews,
        ),
    }
    other = ngettext(
        "One team less than wanted: hours and sizes of the teams leave no more.",
        "{count} teams less than wanted: hours and sizes of the teams leave no more.",
        crews,
    )
    return reasons.get(lack, other).format(count=crews)


def _why_not(lack: Lack) -> str:
    return {
        Lack.NOBODY: _("Nobody who is here has: {scarce}."),
        Lack.TOO_FEW: _("Too few who are here have: {scarce}."),
        Lack.TIME: _("Time was over before it was found or ruled out. Form the teams again."),
    }.get(lack, _("They cannot be brought together in more teams."))


def team_change(team: ProposedTeam) -> str:
    """What becomes of a team, in a few words; nothing where it is as before."""
    if team.fate == Fate.GONE:
        return _("does not go out")
    if team.fate == Fate.NEW:
        return _("new")
    joined = [_("+ {person}").format(person=person.name) for person in team.joined]
    return listed((*joined, *(_("− {person}").format(person=person.name) for person in team.left)))
