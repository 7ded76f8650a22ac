"""Say whose work a claim is, and who checked it a second time."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("claim", sa.Column("assigned_to", sa.Text(), nullable=True))
    op.add_column("claim", sa.Column("second_by", sa.Text(), nullable=True))
    op.create_index("ix_claim_assigned_to", "claim", ["assigned_to"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_claim_assigned_to", table_name="claim")
    op.drop_column("claim", "second_by")
    op.drop_column("claim", "assigned_to")
