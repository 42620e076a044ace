"""Who asked for a contact, what came of it, what it followed, as columns: they are counted.

What is concluded is dropped, and comes back with them when the record is next asked.
"""

import sqlalchemy as sa
from alembic import op

from detente.record.settling import unsettle

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns."""
    outcome = sa.Column("outcome", sa.String(), nullable=False, server_default="unknown")
    follows = sa.Column("follows", sa.Integer(), nullable=False, server_default="0")
    op.add_column("contacts", sa.Column("initiator", sa.String()))
    op.add_column("contacts", outcome)
    op.add_column("contacts", follows)
    unsettle(op.get_bind())
