"""Index the claims that are somebody's work, and no others."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.drop_index("ix_claim_assigned_to", table_name="claim")
    assigned = sa.text("assigned_to IS NOT NULL")
    op.create_index(
        "ix_claim_assigned_to",
        "claim",
        ["assigned_to", "document_id"],
        sqlite_where=assigned,
        postgresql_where=assigned,
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_claim_assigned_to", table_name="claim")
    op.create_index("ix_claim_assigned_to", "claim", ["assigned_to"])
