"""Find claims by words of their text and of their note, and count a document's claims from an index alone."""

from alembic import op

from db import search

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index("ix_claim_progress", "claim", ["document_id", "state", "finding"])
    for statement in search.created(op.get_bind().dialect):
        op.execute(statement)


def downgrade() -> None:
    """Take the schema back."""
    for statement in search.dropped(op.get_bind().dialect):
        op.execute(statement)
    op.drop_index("ix_claim_progress", table_name="claim")
