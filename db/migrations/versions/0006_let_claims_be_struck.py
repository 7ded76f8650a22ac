"""Let reviewers say that what the machine found is no claim."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("claim", sa.Column("struck", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_claim_progress", table_name="claim")
    op.create_index("ix_claim_progress", "claim", ["document_id", "struck", "state", "finding"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_claim_progress", table_name="claim")
    op.create_index("ix_claim_progress", "claim", ["document_id", "state", "finding"])
    op.drop_column("claim", "struck")
