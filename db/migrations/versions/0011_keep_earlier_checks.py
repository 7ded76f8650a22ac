"""Keep what others have checked, and which of it reviewers say is the same as a claim."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SAID = ("key", "reference", "claim", "rating", "url", "claimant", "reviewer", "date", "added_by")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "earlier_check",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _SAID),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_check")),
        sa.UniqueConstraint("key", name=op.f("uq_earlier_check_key")),
    )
    op.create_table(
        "check_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_check_link_claim_id_claim")),
        sa.ForeignKeyConstraint(["check_id"], ["earlier_check.id"], name=op.f("fk_check_link_check_id_earlier_check")),
        sa.ForeignKeyConstraint(["other_id"], ["claim.id"], name=op.f("fk_check_link_other_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_link")),
    )
    op.create_index("ix_check_link_claim_id", "check_link", ["claim_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("check_link")
    op.drop_table("earlier_check")
