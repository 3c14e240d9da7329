"""What an administrator settles about the rules: the office's own file, and which years' holidays are confirmed.

Both are in the record. Which rules there are is `planner.policy`'s business.
"""

from __future__ import annotations

from planner.bootstrap import Office
from planner.errors import BadInput
from planner.policy.packs import require_tighter
from planner.settings import confirm_year as keep_year


def confirm_year(office: Office, year: int, source: str, actor: str = "user") -> None:
    """Confirm the public holidays of a year for the office's place: its days are open from now on.

    Raises
    ------
    BadInput
        ``no_calendar_source``: nothing is said of what they were compared with.
        ``year_far_off``: nobody can have announced that year yet.
    """
    if not source.strip():
        raise BadInput("no_calendar_source", year=year)
    this_year = office.clock().year
    if not this_year <= year <= this_year + 3:
        raise BadInput("year_far_off", year=year, least=this_year, most=this_year + 3)
    with office.store.writing() as session:
        branch = session.branch()
        keep_year(session, branch, year, source.strip())
        place = f"{branch.country}-{branch.subdivision}"
        session.record("calendar_confirmed", actor, office.clock(), year=year, place=place, source=source.strip())


def checked_rules(country: str, subdivision: str, chosen: str, text: str, file: str) -> str:
    """The text of an office's own file, where it may be used.

    Raises
    ------
    NotAllowed
        ``rule_loosened``: it asks for less than holds without it.
    BadInput
        ``bad_pack`` with the key that cannot be used.
    """
    require_tighter(country, subdivision, chosen, text, file)
    return text
