"""What the case board and the intake read at once: thousands of cases as plain columns, no values built of them.

SQLite takes what lies in a body apart itself, which is some ten times as quick as doing it here.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, text

from planner.cases.model import Purpose, Stage
from planner.location import Address
from planner.storage.session import Session
from planner.storage.visits import household_key


class CaseLine(NamedTuple):
    """A case as the database has it; moments and days as ISO texts, which sort as they are."""

    id: str
    customer_id: str
    source: str
    reference: str
    stage: str
    overdue_since: str
    minor: int
    currency: str
    since: str
    """When it came to its stage."""
    name: str
    search: str


class Person(NamedTuple):
    """A customer as they are known again. `household` is empty where no address is known."""

    id: UUID
    source: str
    reference: str
    name: str
    phone: str
    household: str
    id_hash: str
    has_file: bool


class FactLine(NamedTuple):
    """A fact of any kind: what all have, and the rest as it lies in the database."""

    id: UUID
    kind: str
    at: datetime
    by: str
    case_id: str
    visit_id: str
    open: bool
    body: dict[str, Any]


_FILES = text("""
    SELECT id, customer_id, stage, overdue_since, body ->> '$.balance.minor', body ->> '$.balance.currency',
           coalesce(body ->> '$.stage_at', body ->> '$.balance_at')
    FROM case_file ORDER BY overdue_since, id
""")
_NUMBERS = text("SELECT id, source, reference FROM case_")
_NAMES = text("SELECT id, body ->> '$.name' FROM customer")
_SEARCH = text("SELECT id, search FROM customer_file")
_ALIASES = text("SELECT customer_id, body ->> '$.reference' FROM fact WHERE kind = 'also_known'")
_HOLDS = text("""
    SELECT customer_id, body ->> '$.kind', coalesce(body ->> '$.until', '')
    FROM fact WHERE kind = 'hold' AND open = 1 ORDER BY at
""")
_REMINDED = text("""
    SELECT customer_id, max(at) FROM fact
    WHERE kind = 'contact' AND open IN (0, 1) AND at >= :since AND body ->> '$.purpose' = 'reminder'
    AND body ->> '$.result' IN ('sent', 'delivered', 'talked', 'declined')
    AND (:who = '' OR customer_id = :who)
    GROUP BY customer_id
""")
_UNTOLD = text("""
    SELECT DISTINCT customer_id FROM case_file WHERE stage IN :stages AND customer_id NOT IN (
        SELECT customer_id FROM fact
        WHERE kind = 'contact' AND body ->> '$.purpose' = :purpose
        AND body ->> '$.result' IN ('sent', 'delivered', 'talked', 'declined')
        GROUP BY customer_id HAVING max(iif(body ->> '$.result' = 'sent', at, '')) < :since
    )
""").bindparams(bindparam("stages", expanding=True))
_MESSAGES = text("SELECT body ->> '$.message', id FROM fact WHERE kind = 'contact' AND body ->> '$.message' <> ''")
_PEOPLE = text("""
    SELECT c.id, c.source, c.reference, c.body ->> '$.name', coalesce(c.body ->> '$.phone', ''),
           p.body ->> '$.address.text', coalesce(p.body ->> '$.address.inner', ''), coalesce(p.id_hash, ''), p.id
    FROM customer c LEFT JOIN customer_file p ON p.id = c.id
""")
_FACTS = text("SELECT id, kind, at, case_id, visit_id, open, body FROM fact WHERE customer_id = :who ORDER BY at")


def case_lines(session: Session) -> list[CaseLine]:
    """All cases, the longest overdue first."""
    # Joined here: by the keys of its tables SQLite takes three times as long.
    execute = session.connection.execute
    numbers = {row[0]: (row[1], row[2]) for row in execute(_NUMBERS).all()}
    names: dict[str, str] = {row[0]: row[1] for row in execute(_NAMES).all()}
    search: dict[str, str] = {row[0]: row[1] for row in execute(_SEARCH).all()}
    for who, number in execute(_ALIASES).all():
        search[who] = f"{search.get(who, '')} {number.casefold()}"
    return [
        CaseLine(key, who, *numbers[key], stage, since, minor, currency, at, names[who], search.get(who, ""))
        for key, who, stage, since, minor, currency, at in execute(_FILES).all()
    ]


def open_holds(session: Session) -> list[tuple[str, str, str]]:
    """Customer, kind and last day (empty for none) of every hold in force, oldest first."""
    return [(who, kind, until) for who, kind, until in session.connection.execute(_HOLDS)]


def last_reminders(session: Session, since: date, customer_id: UUID | None = None) -> dict[str, str]:
    """When each customer, or this one, was reminded last, of those who were since then."""
    rows = session.connection.execute(_REMINDED, {"since": since.isoformat(), "who": str(customer_id or "")})
    return {row[0]: row[1] for row in rows}


def not_told(session: Session, purpose: Purpose, stages: Collection[Stage], since: datetime) -> set[UUID]:
    """Customers with a case at one of these stages whom nothing of a purpose has reached, or only sent since then."""
    asked = {"purpose": purpose, "stages": list(stages), "since": since.astimezone(UTC).isoformat()}
    return {UUID(row[0]) for row in session.connection.execute(_UNTOLD, asked)}


def sent_messages(session: Session) -> dict[str, UUID]:
    """The contacts that are messages, by what the gateway knows them by."""
    return {message: UUID(key) for message, key in session.connection.execute(_MESSAGES)}


def people(session: Session) -> list[Person]:
    """Everybody who is kept, with a file or without."""
    return [
        Person(UUID(key), source, reference, name or "", phone, _household(address, inner), id_hash, file is not None)
        for key, source, reference, name, phone, address, inner, id_hash, file in session.connection.execute(
            _PEOPLE
        ).all()
    ]


def _household(address: str | None, inner: str) -> str:
    return household_key(Address(address, inner)) if address else ""


def facts_about(session: Session, customer_id: UUID) -> list[FactLine]:
    """All facts of a customer of whatever kind, oldest first."""
    rows = session.connection.execute(_FACTS, {"who": str(customer_id)})
    return [_fact_line(*row) for row in rows]


def _fact_line(
    key: str, kind: str, at: str, case_id: str | None, visit_id: str | None, open_: int, body: str
) -> FactLine:
    told = json.loads(body)
    by = str(told.get("by", ""))
    return FactLine(
        UUID(key), kind, datetime.fromisoformat(at), by, case_id or "", visit_id or "", bool(open_), told
    )  # fmt: skip


_MOVES = """
    UPDATE fact SET customer_id = :kept, body = json_set(body, '$.customer_id', :kept), version = version + 1
    WHERE customer_id = :dropped;
    UPDATE case_file SET customer_id = :kept, body = json_set(body, '$.customer_id', :kept), version = version + 1
    WHERE customer_id = :dropped;
    UPDATE visit SET customer_id = :kept, version = version + 1 WHERE customer_id = :dropped;
    DELETE FROM customer_file WHERE id = :dropped
"""


def join_customers(session: Session, kept: UUID, dropped: UUID) -> None:
    """Hand all that is of one customer to another: cases, facts, visits. The file of the dropped one goes.

    Their row of the lender's stays, for files to come name it.
    """
    for statement in _MOVES.split(";"):
        session.connection.execute(text(statement), {"kept": str(kept), "dropped": str(dropped)})


def visits_to_come(session: Session, today: date) -> dict[str, str]:
    """The day of the next visit to each customer, from today on."""
    rows = session.connection.execute(
        text(
            "SELECT v.customer_id, min(d.date) FROM visit v JOIN day d ON d.id = v.day_id"
            " WHERE d.date >= :today GROUP BY v.customer_id"
        ),
        {"today": today.isoformat()},
    )
    return {row[0]: row[1] for row in rows}


def visits_about(session: Session, customer_id: UUID) -> list[tuple[UUID, str, date]]:
    """Id, reference and date of all visits to a customer, the newest first."""
    rows = session.connection.execute(
        text(
            "SELECT v.id, v.reference, d.date FROM visit v JOIN day d ON d.id = v.day_id"
            " WHERE v.customer_id = :who ORDER BY d.date DESC, v.position"
        ),
        {"who": str(customer_id)},
    )
    return [(UUID(key), reference, date.fromisoformat(day)) for key, reference, day in rows]
