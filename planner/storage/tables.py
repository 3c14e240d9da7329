"""The tables. Keys, references and versions are columns; what is only read whole lies in `body` as JSON."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _entity(name: str, *columns: Column[Any], unique: tuple[str, ...] = ()) -> Table:
    # One row per thing that people edit, with its key, its version for optimistic locking, and its body.
    constraints = [UniqueConstraint(*unique)] if unique else []
    keys = (Column("id", String(36), primary_key=True), Column("version", Integer, nullable=False))
    return Table(name, metadata, *keys, *columns, Column("body", Text, nullable=False), *constraints)


def _lender() -> tuple[Column[str], Column[str]]:
    return Column("source", String, nullable=False), Column("reference", String, nullable=False)


REFERENCE = ("source", "reference")

branch = _entity("branch")
household = _entity("household", Column("key", String, nullable=False, unique=True))
customer = _entity("customer", *_lender(), unique=REFERENCE)
case = _entity("case_", *_lender(), unique=REFERENCE)
staff = _entity("staff", *_lender(), unique=REFERENCE)
depot = _entity("depot", Column("name", String, nullable=False, unique=True))
team = _entity("team", Column("name", String, nullable=False, unique=True))
day = _entity("day", Column("date", String(10), nullable=False, unique=True))
visit = _entity(
    "visit",
    *_lender(),
    Column("day_id", ForeignKey("day.id"), nullable=False, index=True),
    Column("customer_id", ForeignKey("customer.id"), nullable=False),
    Column("household_id", ForeignKey("household.id"), nullable=False),
    Column("position", Integer, nullable=False),
    unique=REFERENCE,
)
shift = _entity(
    "shift",
    Column("day_id", ForeignKey("day.id"), nullable=False, index=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("position", Integer, nullable=False),
)
plan = Table(
    "plan",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False),
    Column("day_id", ForeignKey("day.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("made_at", String),
    Column("body", Text, nullable=False),
)
location = Table("location", metadata, Column("key", String, primary_key=True), Column("body", Text, nullable=False))
address_book = Table(
    "address_book", metadata, Column("key", String, primary_key=True), Column("body", Text, nullable=False)
)
travel_row = Table(
    "travel_row",
    metadata,
    Column("network", String, primary_key=True),
    Column("mode", String, primary_key=True),
    Column("origin", String, primary_key=True),
    Column("cells", LargeBinary, nullable=False),
)
setting = Table("setting", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))
region = Table(
    "region",
    metadata,
    Column("id", String, primary_key=True),
    Column("active", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
record = Table(
    "record",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False, index=True, unique=True),
    Column("hash", String(64), nullable=False),
)
subject = Table(
    "subject",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)
customer_file = Table(
    "customer_file",
    metadata,
    Column("id", ForeignKey("customer.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("id_hash", String, nullable=False, index=True),
    Column("search", String, nullable=False),
    Column("body", Text, nullable=False),
)
case_file = Table(
    "case_file",
    metadata,
    Column("id", ForeignKey("case_.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("customer_id", ForeignKey("customer.id"), nullable=False, index=True),
    Column("stage", String, nullable=False, index=True),
    Column("overdue_since", String(10), nullable=False, index=True),
    Column("body", Text, nullable=False),
)
fact = Table(
    "fact",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("customer_id", ForeignKey("customer.id"), nullable=False, index=True),
    Column("case_id", String(36), index=True),
    Column("visit_id", String(36), index=True),
    Column("at", String, nullable=False),
    Column("open", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_fact_kind_open_at", "kind", "open", "at"),
)
day_fact = Table(
    "day_fact",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("day", String(10), nullable=False),
    Column("at", String, nullable=False),
    Column("open", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_day_fact_day_kind_at", "day", "kind", "at"),
    Index("ix_day_fact_kind_open_at", "kind", "open", "at"),
)
user = _entity("user_", Column("name", String, nullable=False, unique=True))
attachment = Table(
    "attachment",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("case_id", ForeignKey("case_.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
