"""Find the event that takes another back by an index: each page of the log asks for it."""

from alembic import op
from sqlalchemy import text

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    taken_back = text("undoes IS NOT NULL")
    op.create_index("ix_event_undoes", "event", ["undoes"], sqlite_where=taken_back, postgresql_where=taken_back)


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_event_undoes", table_name="event")
