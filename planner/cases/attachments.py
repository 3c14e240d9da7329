"""Documents that lie with a case, encrypted as all of the database: put there, read, taken away. Writes no file.

What is attached ticks its item of the preparation, unless somebody must say until when it is valid.
"""

from __future__ import annotations

from uuid import UUID

from planner.bootstrap import Office
from planner.cases.preparation import ATTACHABLE, DATED, Attached, Item, case_of, keep_tick, take_back
from planner.errors import BadInput, NotFound
from planner.storage.session import Session
from planner.users import Right, User

MOST_BYTES = 10 * 1024 * 1024
"""Of one document. A scan of a contract is a tenth of it; larger ones make backups slow."""


def attach(office: Office, case_id: UUID, item: Item, name: str, content: bytes, *, by: User) -> UUID:
    """Keep a document with a case; its id.

    Raises
    ------
    BadInput
        ``attachment_too_large``, ``attachment_empty``, ``not_attachable`` for what is no document.
    """
    by.require(Right.PROPOSE)
    if item not in ATTACHABLE:
        raise BadInput("not_attachable")
    if not content:
        raise BadInput("attachment_empty")
    if len(content) > MOST_BYTES:
        raise BadInput("attachment_too_large", size=_mb(len(content)), most=_mb(MOST_BYTES))
    now = office.clock()
    with office.store.writing() as session:
        file = case_of(session, case_id)
        key = session.add_attachment(file.id, item.value, name, now, content)
        who = session.subject(file.customer_id)
        session.record("attachment_added", by.actor, now, case=file.id, customer=who, item=item.value, attachment=key)
        if item not in DATED:
            keep_tick(session, file, item, now, by.actor)
    return key


def read_attachment(office: Office, case_id: UUID, attachment_id: UUID, *, by: User) -> tuple[str, bytes]:
    """Name and content of a document; that somebody looked is recorded.

    Raises
    ------
    NotFound
        ``no_such_attachment``.
    """
    by.require(Right.SEE_CASE)
    by.require(Right.SEE_MASKED)  # a contract shows what the role may not see
    now = office.clock()
    with office.store.writing() as session:
        found = _attached(session, case_id, attachment_id)
        content = session.attachment(attachment_id)
        who = session.subject(case_of(session, case_id).customer_id)
        session.record("attachment_opened", by.actor, now, case=case_id, customer=who, attachment=attachment_id)
    return found.name, content or b""


def detach(office: Office, case_id: UUID, attachment_id: UUID, *, by: User) -> None:
    """Keep a document no longer. The last one of an item takes its tick back. Raises as `read_attachment` does."""
    by.require(Right.PROPOSE)
    now = office.clock()
    with office.store.writing() as session:
        file = case_of(session, case_id)
        gone = _attached(session, case_id, attachment_id)
        session.remove_attachment(attachment_id)
        who = session.subject(file.customer_id)
        session.record(
            "attachment_removed", by.actor, now, case=case_id, customer=who, item=gone.item, attachment=attachment_id
        )
        left = [each for each in session.attachments(case_id) if each[1] == gone.item]
        if not left and gone.item in ATTACHABLE:
            take_back(session, file, Item(gone.item), now, by.actor)


def _attached(session: Session, case_id: UUID, attachment_id: UUID) -> Attached:
    for each in session.attachments(case_id):
        if each[0] == attachment_id:
            return Attached(*each)
    raise NotFound("no_such_attachment")


def _mb(count: int) -> str:
    return f"{count / 1024 / 1024:.1f}"
