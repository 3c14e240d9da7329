"""The record: who did what, entry by entry, in the transaction of the change itself. Knows no people and no days.

An entry is never changed nor removed. It holds ids, counts and keyed hashes, never names or addresses: who is erased
loses the key of the hash, and the chain stays whole.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from planner.storage import tables as t
from planner.storage.chain import Head, entry_hash, first_break
from planner.storage.rows import Rows


class Recording(Rows):
    """The part of a `Session` that keeps the record. `before` and `after` are its ends, once something was added."""

    before: Head | None = None
    after: Head | None = None

    def record(self, kind: str, actor: str, at: datetime, **details: object) -> None:
        """Add to the chain who did what. Details hold ids, counts and `subject` hashes, never names or addresses."""
        head = self.after or self.record_head()
        row = {
            "number": head.number + 1,
            "at": at.astimezone(UTC).isoformat(),
            "kind": kind,
            "actor": actor,
            "details": json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
            "previous": head.hash,
        }
        own = entry_hash(row)
        self.connection.execute(insert(t.record).values(**row, hash=own))
        self.before = self.before or head
        self.after = Head(head.number + 1, own)

    def record_head(self) -> Head:
        """The last entry of the chain."""
        newest = select(t.record.c.number, t.record.c.hash).order_by(t.record.c.number.desc()).limit(1)
        last = self.connection.execute(newest).first()
        return Head(last.number, last.hash) if last else Head()

    def records(self) -> tuple[dict[str, Any], ...]:
        """The chain, oldest first."""
        rows = self.connection.execute(select(t.record).order_by(t.record.c.number))
        return tuple(dict(row._mapping) for row in rows)

    def records_of(self, kind: str = "", since: datetime | None = None) -> tuple[dict[str, Any], ...]:
        """The records of one kind or of all, all of them or those since a moment; oldest first."""
        wanted = select(t.record).order_by(t.record.c.number)
        if kind:
            wanted = wanted.where(t.record.c.kind == kind)
        if since:
            wanted = wanted.where(t.record.c.at >= since.astimezone(UTC).isoformat())
        return tuple(dict(row._mapping) for row in self.connection.execute(wanted))

    def chain(self) -> Sequence[dict[str, Any]]:
        """The chain as it lies there, also where somebody has put into it what is no text."""
        raw: Any = self.connection.connection.dbapi_connection
        before, raw.text_factory = raw.text_factory, _any_text
        try:
            return self.records()
        finally:
            raw.text_factory = before

    def broken_record(self) -> int | None:
        """The number of the first record that was changed, removed or slipped in; None where the chain is whole."""
        found = first_break(self.chain())
        return found[0] if found else None

    # --- people in it

    def subject(self, person: UUID) -> str:
        """What stands for a person in the record: a hash by a key that only this person has."""
        row = self.connection.execute(select(t.subject.c.key).where(t.subject.c.id == str(person))).first()
        key = row.key if row else secrets.token_bytes(32)
        if not row:
            self.connection.execute(insert(t.subject).values(id=str(person), key=key))
        return _keyed(key, person)

    def records_about(self, person: UUID) -> tuple[dict[str, Any], ...]:
        """The records of a person, oldest first; none where the person was never in one, or is erased."""
        row = self.connection.execute(select(t.subject.c.key).where(t.subject.c.id == str(person))).first()
        if not row:
            return ()
        about = select(t.record).where(t.record.c.details.contains(_keyed(row.key, person), autoescape=True))
        return tuple(dict(each._mapping) for each in self.connection.execute(about.order_by(t.record.c.number)))

    def erase_subject(self, person: UUID) -> None:
        """Destroy the key of a person's hashes: nobody can tell any more which records are theirs."""
        self.connection.exec_driver_sql("PRAGMA secure_delete = ON")  # or the page would keep it
        self.connection.execute(delete(t.subject).where(t.subject.c.id == str(person)))


def _keyed(key: bytes, person: UUID) -> str:
    return hmac.digest(key, person.bytes, "sha256").hex()[:32]


def _any_text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
