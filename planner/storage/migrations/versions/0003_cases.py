"""Files of customers and cases, the facts that are added to them, and the users."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add to what is there; nothing changes."""
    _files()
    op.create_table(
        "fact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("visit_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_fact_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    for column in ("customer_id", "case_id", "visit_id"):
        op.create_index(op.f(f"ix_fact_{column}"), "fact", [column])
    op.create_index("ix_fact_kind_open_at", "fact", ["kind", "open", "at"])
    op.create_table(
        "user_",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_")),
        sa.UniqueConstraint("name", name=op.f("uq_user__name")),
    )
    _attachments()
    _remember_customers()


def _remember_customers() -> None:
    # Those who were visited before are found on the telephone too.
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, reference, body FROM customer")).all()
    for row in rows:
        person = json.loads(row.body)
        digits = "".join(filter(str.isdigit, person.get("phone", "")))[-4:]
        words = " ".join(f"{person.get('name', '')} {row.reference} {digits}".casefold().split())
        statement = sa.text("INSERT INTO customer_file VALUES (:id, 1, '', :search, '{}')")
        connection.execute(statement, {"id": row.id, "search": words})


def _files() -> None:
    op.create_table(
        "customer_file",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["customer.id"], name=op.f("fk_customer_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_file")),
    )
    op.create_index(op.f("ix_customer_file_id_hash"), "customer_file", ["id_hash"])
    op.create_table(
        "case_file",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("overdue_since", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["case_.id"], name=op.f("fk_case_file_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_case_file_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
    )
    for column in ("customer_id", "stage", "overdue_since"):
        op.create_index(op.f(f"ix_case_file_{column}"), "case_file", [column])


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_attachment_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_case_id"), "attachment", ["case_id"])
