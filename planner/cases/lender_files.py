"""The lender's files of payments and holds: when each was read last, and as of when it is. Reads none itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planner.storage.session import Session

PAYMENTS, HOLDS = "payments", "holds"


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file of the lender as it was read last. It says how things were `as_of`, which is what freshness goes by."""

    read_at: datetime
    as_of: datetime
    rows: int

    def is_fresh(self, now: datetime, most: timedelta) -> bool:
        """Whether what it says is no older than this."""
        return now - self.as_of <= most


def last_payments(session: Session) -> FileRead | None:
    """The newest file of payments; None where there was none yet."""
    return _last(session, PAYMENTS)


def last_holds(session: Session) -> FileRead | None:
    """The newest file of holds; None where there was none yet."""
    return _last(session, HOLDS)


def note_read(session: Session, kind: str, read: FileRead) -> FileRead:
    """Keep that a file was read; an older one, read again, makes nothing fresher. The newest as it is then."""
    before = _last(session, kind)
    if before and before.as_of > read.as_of:
        return before
    moments = {"read_at": read.read_at.astimezone(UTC).isoformat(), "as_of": read.as_of.astimezone(UTC).isoformat()}
    session.set_setting(f"file_read:{kind}", moments | {"rows": read.rows})
    return read


def as_of_file(file: Path, now: datetime, told: datetime | None, rows: Collection[datetime]) -> datetime:
    """As of when a file is: as somebody says, as the newest of its rows says, or when it was written; never ahead."""
    if told or rows:
        return min(now, told or max(rows))
    return min(now, datetime.fromtimestamp(file.stat().st_mtime, UTC))


def _last(session: Session, kind: str) -> FileRead | None:
    found = session.setting(f"file_read:{kind}")
    if not found:
        return None
    return FileRead(datetime.fromisoformat(found["read_at"]), datetime.fromisoformat(found["as_of"]), found["rows"])
