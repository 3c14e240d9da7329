"""What an administrator settles about the rules: the own file, which years are confirmed, what outside approvals cover.

All of it is in the record. Which rules there are is `planner.policy`'s business.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.bootstrap import Office
from planner.errors import BadInput
from planner.policy.packs import require_tighter
from planner.settings import COVERABLE, Settings, read_settings, save_settings
from planner.settings import confirm_year as keep_year
from planner.signing_in import acting
from planner.users import Right, User

ASKED, TOLD = "outside_covers_asked", "outside_covers_told"


def confirm_year(office: Office, year: int, source: str, *, by: User | None = None) -> None:
    """Confirm the public holidays of a year for the office's place: its days are open from now on.

    Raises
    ------
    BadInput
        ``no_calendar_source``: nothing is said of what they were compared with.
        ``year_far_off``: nobody can have announced that year yet.
    NotAllowed
        ``no_right``, of `by` or who sits here.
    """
    actor = acting(office, Right.SETTLE, by)
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


def settle_gates(
    office: Office, outside_covers: Collection[str], *, outsourced: bool = False, by: User | None = None
) -> Settings:
    """Settle which gates an approval from outside covers where nobody here can tell, and if it is for another firm.

    Raises
    ------
    BadInput
        ``no_such_gate``: one that no rule knows, or that is always judged here.
    NotAllowed
        ``no_right``, of `by` or who sits here.
    """
    actor = acting(office, Right.SETTLE, by)
    for gate in outside_covers:
        if gate not in COVERABLE:
            raise BadInput("no_such_gate", value=gate)
    left = COVERABLE - set(outside_covers)
    with office.store.writing() as session:
        chosen = read_settings(session)
        settled = replace(chosen, not_covered=",".join(sorted(left)), outsourced=outsourced, gates_settled=True)
        save_settings(session, settled)
        session.record(
            "gates_settled", actor, office.clock(), covered=sorted(outside_covers), judged=sorted(left),
            outsourced=outsourced,
        )  # fmt: skip
    return settled


def gates_open_question(office: Office, by: User) -> bool:
    """Whether nobody has settled yet which gates an outside approval covers, and `by` was not asked or told before.

    They are from now on: an administrator to settle it, anybody else to know who may. Never in a demo.
    """
    key = ASKED if by.may(Right.SETTLE) else TOLD
    with office.store.writing() as session:
        if office.is_demo or session.records_of("gates_settled") or session.setting(key, False):
            return False
        session.set_setting(key, True)
        return True


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
