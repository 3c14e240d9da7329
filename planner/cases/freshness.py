"""Whether the lender's files are as fresh as the rules ask for: nothing goes out on older ones. Reads no file.

An office that has no case files, and only brings in visits that were approved elsewhere, has none to be asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.bootstrap import Office
from planner.cases.lender_files import HOLDS, PAYMENTS, FileRead, last_holds, last_payments
from planner.errors import NotAllowed
from planner.storage.session import Session
from planner.text import N_, listed
from planner.text import gettext as _

HOUR = timedelta(hours=1)
FILES = {PAYMENTS: N_("payments"), HOLDS: N_("holds")}


@dataclass(frozen=True, slots=True)
class Freshness:
    """One of the lender's files, `PAYMENTS` or `HOLDS`: as it was read last, and how old it may be at most."""

    kind: str
    read: FileRead | None
    most: timedelta
    now: datetime

    @property
    def fresh(self) -> bool:
        """Whether a plan may go out on it."""
        return self.read is not None and self.read.is_fresh(self.now, self.most)

    @property
    def hours(self) -> int | None:
        """How old it is, in whole hours; None where there was none yet."""
        return None if self.read is None else int((self.now - self.read.as_of) / HOUR)

    @property
    def words(self) -> str:
        """Which it is and how old, such as ``payments (31 h old, 24 h at most)``."""
        kind, most = _(FILES[self.kind]), int(self.most / HOUR)
        if self.hours is None:
            return _("{kind} (never read)").format(kind=kind)
        return _("{kind} ({hours} h old, {most} h at most)").format(kind=kind, hours=self.hours, most=most)


def freshness(office: Office, session: Session) -> tuple[Freshness, ...]:
    """Both files; nothing where they are not asked for."""
    if not session.has_case_files():
        return ()
    now, pack = office.clock(), office.pack
    return (
        Freshness(PAYMENTS, last_payments(session), pack.payments_fresh, now),
        Freshness(HOLDS, last_holds(session), pack.holds_fresh, now),
    )


def require_fresh(office: Office) -> None:
    """Refuse to go on with old files.

    Raises
    ------
    NotAllowed
        ``files_not_fresh`` with which they are and how old.
    """
    with office.store.reading() as session:
        old = [each.words for each in freshness(office, session) if not each.fresh]
    if old:
        raise NotAllowed("files_not_fresh", files=listed(old))
