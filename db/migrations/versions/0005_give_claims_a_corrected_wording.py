"""Keep the wording that a claim should have, the rating it is published under, and what readers are told."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXTS = ("correction", "rating", "public_note")


def upgrade() -> None:
    """Bring the schema forward."""
    for name in _TEXTS:
        op.add_column("claim", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the schema back."""
    for name in reversed(_TEXTS):
        op.drop_column("claim", name)
