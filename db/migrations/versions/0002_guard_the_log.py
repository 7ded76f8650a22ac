"""Guard the log against replaced rows, and find the events of one decision at once."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index("ix_event_decision", "event", ["decision"])
    # no two events may follow the same one
    op.create_index("ix_event_previous", "event", ["previous"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        # INSERT OR REPLACE removes the row that is in its way without firing the trigger on DELETE
        op.execute(
            "CREATE TRIGGER event_no_replace BEFORE INSERT ON event "
            "WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR previous = NEW.previous) "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )


def downgrade() -> None:
    """Take the schema back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER event_no_replace")
    op.drop_index("ix_event_previous", table_name="event")
    op.drop_index("ix_event_decision", table_name="event")
