"""What happened on running days."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add to what is there; nothing changes."""
    op.create_table(
        "day_fact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_fact")),
    )
    op.create_index("ix_day_fact_day_kind_at", "day_fact", ["day", "kind", "at"])
    op.create_index("ix_day_fact_kind_open_at", "day_fact", ["kind", "open", "at"])
