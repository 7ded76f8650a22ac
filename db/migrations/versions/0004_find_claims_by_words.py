"""Find claims by words of their text and of their note, and count a document's claims from an index alone."""

from collections.abc import Iterator

from alembic import op
from sqlalchemy import Dialect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INDEX = "claim_words"


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index("ix_claim_progress", "claim", ["document_id", "state", "finding"])
    for statement in _created(op.get_bind().dialect):
        op.execute(statement)


def downgrade() -> None:
    """Take the schema back."""
    for statement in _dropped(op.get_bind().dialect):
        op.execute(statement)
    op.drop_index("ix_claim_progress", table_name="claim")


def _created(dialect: Dialect) -> Iterator[str]:
    """The statements that make the index and keep it in step with the claims."""
    if dialect.name == "postgresql":
        yield f"CREATE INDEX {_INDEX} ON claim USING gin (to_tsvector('simple', text || ' ' || note))"
        return
    yield (
        f"CREATE VIRTUAL TABLE {_INDEX} USING fts5(text, note, content='claim', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    gone = f"INSERT INTO {_INDEX}({_INDEX}, rowid, text, note) VALUES ('delete', OLD.id, OLD.text, OLD.note);"
    come = f"INSERT INTO {_INDEX}(rowid, text, note) VALUES (NEW.id, NEW.text, NEW.note);"
    yield f"CREATE TRIGGER {_INDEX}_insert AFTER INSERT ON claim BEGIN {come} END"
    yield f"CREATE TRIGGER {_INDEX}_delete AFTER DELETE ON claim BEGIN {gone} END"
    yield f"CREATE TRIGGER {_INDEX}_update AFTER UPDATE OF text, note ON claim BEGIN {gone} {come} END"
    yield f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('rebuild')"


def _dropped(dialect: Dialect) -> Iterator[str]:
    """The statements that take the index away."""
    if dialect.name == "postgresql":
        yield f"DROP INDEX {_INDEX}"
        return
    for verb in ("insert", "delete", "update"):
        yield f"DROP TRIGGER {_INDEX}_{verb}"
    yield f"DROP TABLE {_INDEX}"
