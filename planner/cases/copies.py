"""Numbered copies: every paper that goes out, signed out by its number, until it is back, destroyed, or lost.

A copy is of a team and a day, not of a customer, so it is kept with the office's settings, a list for each day: ids and
names of fields, never what stood in them. What a loss means for people is `lost_copies`' business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from planner.cases.copy_model import Copy as Copy
from planner.cases.copy_model import CopyState as CopyState
from planner.cases.copy_model import Field as Field
from planner.cases.copy_model import OnPaper as OnPaper
from planner.cases.copy_model import Paper as Paper
from planner.errors import BadInput, Conflict, NotFound
from planner.storage.codec import build, plain
from planner.storage.session import Session

INDEX = "copies"


# --- reading


def copies_of(session: Session, day: date) -> tuple[Copy, ...]:
    """All copies of a day, by number."""
    return tuple(build(Copy, each) for each in _kept(session, day)["copies"])


def copies_out(session: Session, before: date) -> tuple[Copy, ...]:
    """Copies of days before this one that are still out: they head the page of the morning."""
    days = (day for day in open_days(session) if day < before)
    return tuple(copy for day in days for copy in copies_of(session, day) if copy.open)


def open_days(session: Session) -> tuple[date, ...]:
    """Days of which copies are out, in order."""
    return tuple(date.fromisoformat(each) for each in sorted(_index(session)["open"]))


def find_copies(session: Session, numbers: Iterable[int]) -> dict[int, Copy]:
    """Copies by their numbers.

    Raises
    ------
    NotFound
        ``no_such_copy``.
    """
    wanted, ranges = dict.fromkeys(numbers), _index(session)["ranges"]
    days = {day for first, last, day in ranges if any(first <= number <= last for number in wanted)}
    kept = {copy.number: copy for day in days for copy in copies_of(session, date.fromisoformat(day))}
    for number in wanted:
        if number not in kept:
            raise NotFound("no_such_copy", number=number)
    return {number: kept[number] for number in wanted}


def next_number(session: Session) -> int:
    """The number that the next copy gets."""
    return int(_index(session)["last"]) + 1


def prints_of(session: Session, day: date) -> dict[str, str]:
    """By the id of each shift a digest of what its team has on paper."""
    return dict(_kept(session, day)["prints"])


# --- writing


def sign_out(
    session: Session, copies: Collection[Copy], day: date, prints: dict[str, str], *, at: datetime, by: str
) -> None:
    """Keep new copies of a day in this transaction; earlier ones of the same teams are to be destroyed from now on.

    Parameters
    ----------
    prints
        By the id of each shift that goes out, whether printed anew or not, a digest of what it has on paper.

    Raises
    ------
    Conflict
        ``changed_meanwhile``: somebody else has used these numbers.
    """
    if not copies:
        return
    index, first, last = _index(session), min(each.number for each in copies), max(each.number for each in copies)
    if first != index["last"] + 1:
        raise Conflict("changed_meanwhile", what="copies")
    issue, anew = max(each.issue for each in copies), {each.shift_id for each in copies}
    before = [_after_issue(each, issue, anew, set(prints)) for each in copies_of(session, day)]
    ranges = [*index["ranges"], [first, last, day.isoformat()]]
    _keep(session, day, (*before, *copies), prints, index | {"last": last, "ranges": ranges})
    replaced = sum(each.replaced_by == issue for each in before)
    session.record("copies_out", by, at, day=day, version=issue, first=first, last=last, replaced=replaced)


def _after_issue(copy: Copy, issue: int, anew: Collection[UUID | None], going: Collection[str]) -> Copy:
    # Printed anew, or of a team that no longer goes: what they have on paper holds no longer.
    gone = copy.shift_id is not None and str(copy.shift_id) not in going
    return replace(copy, replaced_by=issue) if not copy.replaced_by and (gone or copy.shift_id in anew) else copy


def settle(session: Session, numbers: Iterable[int], state: CopyState, *, at: datetime, by: str) -> tuple[Copy, ...]:
    """Note in this transaction what has become of copies.

    Raises
    ------
    NotFound
        ``no_such_copy``.
    BadInput
        ``not_for_customer``: only what is for the customer may stay there.
    """
    found = find_copies(session, numbers)
    for copy in found.values():
        if state == CopyState.HANDED and copy.paper != Paper.CUSTOMER_ENVELOPE:
            raise BadInput("not_for_customer", number=copy.number)
    when, who = (None, "") if state == CopyState.OUT else (at, by)
    settled = (replace(copy, state=state, settled_at=when, settled_by=who) for copy in found.values())
    by_day = _changed(session, settled)
    for day, changed in by_day.items():
        session.record("copies_settled", by, at, day=day, state=state.value, numbers=sorted(changed))
    return tuple(copy for changed in by_day.values() for copy in changed.values())


def count_prints(session: Session, numbers: Iterable[int]) -> None:
    """Keep in this transaction that a paper with each of these numbers came out of a printer; who prints records it.

    Raises
    ------
    NotFound
        ``no_such_copy``.
    """
    _changed(session, (replace(each, printed=each.printed + 1) for each in find_copies(session, numbers).values()))


# --- how they are kept


def _index(session: Session) -> dict[str, Any]:
    found: dict[str, Any] = session.setting(INDEX, {"last": 0, "open": [], "ranges": []})
    return found


def _kept(session: Session, day: date) -> dict[str, Any]:
    found: dict[str, Any] = session.setting(f"{INDEX}:{day.isoformat()}", {"copies": [], "prints": {}})
    return found


def _changed(session: Session, copies: Iterable[Copy]) -> dict[date, dict[int, Copy]]:
    by_day: dict[date, dict[int, Copy]] = defaultdict(dict)
    for copy in copies:
        by_day[copy.day][copy.number] = copy
    for day, changed in by_day.items():
        all_of_day = tuple(changed.get(each.number, each) for each in copies_of(session, day))
        _keep(session, day, all_of_day, prints_of(session, day), _index(session))
    return by_day


def _keep(session: Session, day: date, copies: Collection[Copy], prints: dict[str, str], index: dict[str, Any]) -> None:
    body = {"copies": [plain(each) for each in copies], "prints": prints}
    session.set_setting(f"{INDEX}:{day.isoformat()}", body)
    still = set(index["open"]) - {day.isoformat()} | ({day.isoformat()} if any(c.open for c in copies) else set())
    session.set_setting(INDEX, index | {"open": sorted(still)})
