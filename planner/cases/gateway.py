"""Messages as a file for the lender's gateway, and what the gateway says of them. Nothing else writes such a file.

The file begins with a byte order mark, so that a spreadsheet reads it as UTF-8 too. Every export is in the record with
the messages that it held.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from planner.cases.around import around
from planner.cases.messages import Batch, Message, Wanted, batch, keep_all, record_batch, settle
from planner.cases.model import Channel, Contact, ContactResult, Purpose
from planner.errors import BadInput, NotAllowed
from planner.storage.case_board import sent_messages
from planner.users import Right, User

if TYPE_CHECKING:
    from planner.bootstrap import Office
    from planner.storage.session import Session

COLUMNS = ("message", "channel", "to", "name", "language", "subject", "text")
EXPORTED = frozenset({Channel.SMS, Channel.EMAIL, Channel.LETTER})
MOST_BYTES = 20_000_000
RESULTS = {
    **dict.fromkeys(("delivered", "ok", "read", "posted", "已送达", "送达", "成功"), ContactResult.DELIVERED),
    **dict.fromkeys(
        ("failed", "undelivered", "bounced", "rejected", "expired", "未送达", "失败"), ContactResult.FAILED
    ),
    **dict.fromkeys(("declined", "stop", "unsubscribed", "opt-out", "退订", "拒收", "拒绝"), ContactResult.DECLINED),
}
"""What gateways say, in our codes. What is not here leaves a message as it was."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written where."""

    file: Path
    batch: Batch


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a file of results told, by how many messages; `unknown` are rows that name none of ours, or say nothing."""

    delivered: int = 0
    failed: int = 0
    declined: int = 0
    known: int = 0
    unknown: tuple[int, ...] = ()


def export(
    office: Office, wanted: Sequence[Wanted], file: Path, *, by: User, purpose: Purpose = Purpose.REMINDER
) -> Exported:  # fmt: skip
    """Write messages of a purpose for the gateway, keep them as sent, and record the export: all of it or nothing.

    Raises
    ------
    NotAllowed
        ``no_right``; ``file_exists``; ``nothing_to_send``; ``no_contact_result`` for calls.
    BadInput
        ``cannot_export``: the folder takes no file.
    """
    by.require(Right.CONTACT)
    if file.exists():
        raise NotAllowed("file_exists", file=file.name)
    if any(channel not in EXPORTED for _key, channel in wanted):
        raise NotAllowed("no_contact_result", result=Channel.PHONE.value)
    known = around(office)
    with writing_out(office) as (session, write):
        made = batch(session, known, wanted, purpose)
        if not made.messages:
            raise NotAllowed("nothing_to_send")
        content = as_csv(made.messages)
        keep_all(session, made.messages, ContactResult.SENT, known.now, by)
        digest = sha256(content).hexdigest()
        record_batch(session, "messages_exported", made, known.now, by, sha256=digest)
        write(file, content)
    return Exported(file, made)


@contextmanager
def writing_out(office: Office) -> Iterator[tuple[Session, Callable[[Path, bytes], Path]]]:
    """A transaction, and what writes a new file in it as `write_new` does: where one fails, neither is left."""
    written: list[Path] = []

    def write(file: Path, content: bytes) -> Path:
        written.append(write_new(file, content))
        return file

    try:
        with office.store.writing() as session:
            yield session, write
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        raise


def as_csv(messages: Sequence[Message]) -> bytes:
    """The rows of messages under their heads."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for message in messages:
        name = message.customer.customer.name if message.channel == Channel.LETTER else ""
        filled = message.filled
        row = (message.id, message.channel.value, message.to, name, filled.language, filled.subject, filled.text)
        writer.writerow(row)
    return out.getvalue().encode("utf-8-sig")


def write_new(file: Path, content: bytes) -> Path:
    """Write a file for the user's eyes alone; never over something that is there, and whole or not at all.

    Raises
    ------
    NotAllowed
        ``file_exists``.
    BadInput
        ``cannot_export``.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise NotAllowed("file_exists", file=file.name) from None
    except OSError as error:
        raise BadInput("cannot_export", reason=error.strerror or type(error).__name__) from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise BadInput("cannot_export", reason=error.strerror or type(error).__name__) from error
    return file


# --- what became of them


def read_delivered(office: Office, file: Path, *, by: User) -> Delivered:
    """Take in what the gateway says: a column ``message`` and one ``status`` (or ``result``), any others beside them.

    Raises
    ------
    BadInput
        ``bad_delivery_file``: it has no such columns, or cannot be read.
    """
    by.require(Right.CONTACT)
    rows = _rows(file)
    now = office.clock()
    with office.store.writing() as session:
        sent = sent_messages(session)
        counts = dict.fromkeys(("delivered", "failed", "declined", "known"), 0)
        unknown = []
        for number, key, status in rows:
            contact_id, result = sent.get(key), RESULTS.get(status.casefold())
            if contact_id is None or result is None:
                unknown.append(number)
            else:
                counts[_settled(session, contact_id, result, now, by)] += 1
        told = {name: count for name, count in counts.items() if count}
        session.record("delivery_read", by.actor, now, count=len(rows), results=told)
    return Delivered(**counts, unknown=tuple(unknown))


def _settled(session: Session, contact_id: UUID, result: ContactResult, now: datetime, by: User) -> str:
    fresh = session.fact(Contact, contact_id)  # a file may name one message twice
    return result.value if fresh and settle(session, fresh, result, now, by) else "known"


def _rows(file: Path) -> list[tuple[int, str, str]]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ValueError("size")
        text = file.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text))
        heads = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
        key = heads["message"]
        status = heads["status"] if "status" in heads else heads["result"]
        return [
            (number, (row[key] or "").strip(), (row[status] or "").strip())
            for number, row in enumerate(reader, start=2)
        ]
    except (KeyError, ValueError, csv.Error):
        raise BadInput("bad_delivery_file", file=file.name) from None


def _dialect(text: str) -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = max(",;\t", key=text.partition("\n")[0].count)

    return Found
