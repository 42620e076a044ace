"""Who asked for a contact and what came of it, as columns: assessments count them.

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
    op.add_column("contacts", sa.Column("initiator", sa.String()))
    op.add_column("contacts", outcome)
    unsettle(op.get_bind())
