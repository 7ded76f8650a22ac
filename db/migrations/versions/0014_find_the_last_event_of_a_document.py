"""Find the last event of a document at one place of an index."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.drop_index("ix_event_document_id", table_name="event")
    op.create_index("ix_event_document_id", "event", ["document_id", "id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_event_document_id", table_name="event")
    op.create_index("ix_event_document_id", "event", ["document_id"])
