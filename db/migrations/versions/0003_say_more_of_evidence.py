"""Say more of a piece of evidence than its title and address, and keep rights of reply."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = ("archive_url", "locator", "quotation", "file", "sha256")


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        for name in _TEXTS:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("accessed", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("rank", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("bearing", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("independent_of", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.create_check_constraint(op.f("ck_evidence_rank"), "rank IN ('primary', 'secondary')")
        batch_op.create_check_constraint(op.f("ck_evidence_bearing"), "bearing IN ('supports', 'contradicts')")
    op.execute(
        "UPDATE evidence SET number = (SELECT count(*) FROM evidence AS earlier "
        "WHERE earlier.claim_id = evidence.claim_id AND earlier.id <= evidence.id)"
    )
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_reply_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    op.create_index("ix_reply_claim_id", "reply", ["claim_id"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_reply_claim_id", table_name="reply")
    op.drop_table("reply")
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.drop_constraint(op.f("ck_evidence_bearing"), type_="check")
        batch_op.drop_constraint(op.f("ck_evidence_rank"), type_="check")
        for name in ("number", *_TEXTS, "accessed", "rank", "bearing", "independent_of"):
            batch_op.drop_column(name)
