"""Say which draft a document is at, and which claims its text no longer has."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("document", sa.Column("draft", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("claim", sa.Column("cut", sa.Integer(), nullable=True))
    op.drop_index("ix_claim_progress", table_name="claim")
    op.create_index("ix_claim_progress", "claim", ["document_id", "struck", "cut", "state", "finding"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_claim_progress", table_name="claim")
    op.create_index("ix_claim_progress", "claim", ["document_id", "struck", "state", "finding"])
    op.drop_column("claim", "cut")
    op.drop_column("document", "draft")
