"""Let sources of several documents be one real body."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("source", sa.Column("body_id", sa.Integer(), nullable=True))
    op.create_index("ix_source_body_id", "source", ["body_id"])
    op.create_table(
        "source_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["source.id"], name=op.f("fk_source_link_one_id_source")),
        sa.ForeignKeyConstraint(["other_id"], ["source.id"], name=op.f("fk_source_link_other_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_link")),
    )
    op.create_index("ix_source_link_one_id", "source_link", ["one_id"])
    op.create_index("ix_source_link_other_id", "source_link", ["other_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("source_link")
    op.drop_index("ix_source_body_id", table_name="source")
    op.drop_column("source", "body_id")
