"""Keep the documents that quotations are held against, and find their passages by words."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLE, _INDEX = "evidence_passage", "passage_words"


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "evidence_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("rank", sa.String(32), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("rank IN ('primary', 'secondary')", name=op.f("ck_evidence_document_rank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_document")),
        sa.UniqueConstraint("name", name=op.f("uq_evidence_document_name")),
        sa.UniqueConstraint("sha256", name=op.f("uq_evidence_document_sha256")),
    )
    op.create_table(
        "evidence_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["evidence_document.id"], name=op.f("fk_evidence_passage_document_id_evidence_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_passage")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_evidence_passage_document_id_number")),
    )
    op.create_table(
        "evidence_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["evidence_document.id"], name=op.f("fk_evidence_source_document_id_evidence_document")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_evidence_source_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_source")),
    )
    op.create_index("ix_evidence_source_document_id", "evidence_source", ["document_id"])
    op.create_index("ix_evidence_source_source_id", "evidence_source", ["source_id"])
    for statement in _created(op.get_bind().dialect):
        op.execute(statement)


def downgrade() -> None:
    """Take the schema back."""
    for statement in _dropped(op.get_bind().dialect):
        op.execute(statement)
    op.drop_table("evidence_source")
    op.drop_table("evidence_passage")
    op.drop_table("evidence_document")


def _created(dialect: sa.Dialect) -> Iterator[str]:
    """The statements that make the index and keep it in step with the passages."""
    if dialect.name == "postgresql":
        # ranking thousands of passages must not read their words again
        yield (
            f"ALTER TABLE {_TABLE} ADD COLUMN {_INDEX} tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED"
        )
        yield f"CREATE INDEX {_INDEX} ON {_TABLE} USING gin ({_INDEX})"
        return
    yield (
        f"CREATE VIRTUAL TABLE {_INDEX} USING fts5(text, content='{_TABLE}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    gone = f"INSERT INTO {_INDEX}({_INDEX}, rowid, text) VALUES ('delete', OLD.id, OLD.text);"
    come = f"INSERT INTO {_INDEX}(rowid, text) VALUES (NEW.id, NEW.text);"
    yield f"CREATE TRIGGER {_INDEX}_insert AFTER INSERT ON {_TABLE} BEGIN {come} END"
    yield f"CREATE TRIGGER {_INDEX}_delete AFTER DELETE ON {_TABLE} BEGIN {gone} END"
    yield f"CREATE TRIGGER {_INDEX}_update AFTER UPDATE OF text ON {_TABLE} BEGIN {gone} {come} END"


def _dropped(dialect: sa.Dialect) -> Iterator[str]:
    """The statements that take the index away."""
    if dialect.name == "postgresql":
        yield f"DROP INDEX {_INDEX}"
        yield f"ALTER TABLE {_TABLE} DROP COLUMN {_INDEX}"
        return
    for verb in ("insert", "delete", "update"):
        yield f"DROP TRIGGER {_INDEX}_{verb}"
    yield f"DROP TABLE {_INDEX}"
