"""No entry of the record follows the same one twice, and people in it have keys of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to what is there; no entry changes."""
    # Where somebody has forged entries, two may follow one. They must not keep the database from being opened: they
    # are told apart here, and the examination goes on finding them.
    op.execute(
        "UPDATE record SET previous = previous || ' ' || number WHERE EXISTS"
        " (SELECT 1 FROM record AS other WHERE other.previous = record.previous AND other.number < record.number)"
    )
    op.create_index(op.f("ix_record_previous"), "record", ["previous"], unique=True)
    op.create_table(
        "subject",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
    )
