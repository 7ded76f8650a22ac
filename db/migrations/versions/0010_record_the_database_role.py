"""Record beside the reviewer's name which role of a PostgreSQL server wrote an event."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("event", sa.Column("role", sa.Text(), nullable=True))
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        "CREATE FUNCTION refuse_borrowed_role() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS "
        "$$ BEGIN IF NEW.role IS DISTINCT FROM session_user::text THEN "
        "RAISE EXCEPTION 'the log records the role that writes' USING ERRCODE = 'insufficient_privilege'; "
        "END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER event_has_its_role BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse_borrowed_role()"
    )


def downgrade() -> None:
    """Take the schema back."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER event_has_its_role ON event")
        op.execute("DROP FUNCTION refuse_borrowed_role()")
    op.drop_column("event", "role")
