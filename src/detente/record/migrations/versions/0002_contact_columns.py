"""Columns for what is counted, and for what was known by a day; a count of all changes.

What is concluded is dropped, and comes back with them when the record is next asked.
"""

import sqlalchemy as sa
from alembic import op

from detente.record.settling import unsettle

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns, and the count."""
    outcome = sa.Column("outcome", sa.String(), nullable=False, server_default="unknown")
    follows = sa.Column("follows", sa.Integer(), nullable=False, server_default="0")
    op.add_column("contacts", sa.Column("initiator", sa.String()))
    op.add_column("contacts", outcome)
    op.add_column("contacts", follows)
    for table in ("contacts", "moves"):
        op.add_column(table, sa.Column("known_day", sa.Integer()))
        op.add_column(table, sa.Column("more_day", sa.Integer()))
    op.create_table("changes", sa.Column("number", sa.BigInteger(), nullable=False))
    op.execute("INSERT INTO changes (number) VALUES (0)")
    unsettle(op.get_bind())
