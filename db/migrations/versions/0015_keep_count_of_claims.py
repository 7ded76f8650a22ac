"""Keep count of each document's claims by state and finding, so that no list has to count them."""

from collections.abc import Iterator

from alembic import op
from sqlalchemy import Dialect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TABLE = "claim_tally"
_KEY = "document_id, state, finding"


def upgrade() -> None:
    """Bring the schema forward."""
    for statement in _created(op.get_bind().dialect):
        op.execute(statement)
    op.execute(
        f"INSERT INTO {_TABLE} SELECT {_KEY}, count(*) FROM claim WHERE NOT struck AND cut IS NULL GROUP BY {_KEY}"
    )
    # only the lists counted by it
    op.drop_index("ix_claim_progress", table_name="claim")


def downgrade() -> None:
    """Take the schema back."""
    op.create_index("ix_claim_progress", "claim", ["document_id", "struck", "cut", "state", "finding"])
    for statement in _dropped(op.get_bind().dialect):
        op.execute(statement)


def _created(dialect: Dialect) -> Iterator[str]:
    """The statements that make the table and keep it in step with the claims."""
    columns = (
        "document_id INTEGER NOT NULL, state VARCHAR(32) NOT NULL, finding VARCHAR(32) NOT NULL, "
        f"claims INTEGER NOT NULL, PRIMARY KEY ({_KEY})"
    )
    if dialect.name == "postgresql":
        yield f"CREATE TABLE {_TABLE} ({columns})"
        # whoever may write a claim changes its count, and nobody does so by hand
        yield f"""
            CREATE FUNCTION {_TABLE}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = pg_catalog, pg_temp AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    INSERT INTO public.{_TABLE} AS kept
                        SELECT {_KEY}, count(*) FROM fresh WHERE NOT struck AND cut IS NULL GROUP BY {_KEY}
                        ON CONFLICT ({_KEY}) DO UPDATE SET claims = kept.claims + excluded.claims;
                ELSIF TG_OP = 'DELETE' THEN
                    INSERT INTO public.{_TABLE} AS kept
                        SELECT {_KEY}, -count(*) FROM gone WHERE NOT struck AND cut IS NULL GROUP BY {_KEY}
                        ON CONFLICT ({_KEY}) DO UPDATE SET claims = kept.claims + excluded.claims;
                ELSE
                    INSERT INTO public.{_TABLE} AS kept
                        SELECT {_KEY}, sum(one) FROM (
                            SELECT {_KEY}, 1 AS one FROM fresh WHERE NOT struck AND cut IS NULL
                            UNION ALL SELECT {_KEY}, -1 FROM gone WHERE NOT struck AND cut IS NULL
                        ) AS changed GROUP BY {_KEY} HAVING sum(one) <> 0
                        ON CONFLICT ({_KEY}) DO UPDATE SET claims = kept.claims + excluded.claims;
                END IF;
                RETURN NULL;
            END $$"""
        for verb, tables in (
            ("insert", "NEW TABLE AS fresh"),
            ("update", "OLD TABLE AS gone NEW TABLE AS fresh"),
            ("delete", "OLD TABLE AS gone"),
        ):
            yield (
                f"CREATE TRIGGER {_TABLE}_{verb} AFTER {verb.upper()} ON claim REFERENCING {tables} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_TABLE}()"
            )
        return
    yield f"CREATE TABLE {_TABLE} ({columns}) WITHOUT ROWID"
    come = (
        f"INSERT INTO {_TABLE} SELECT NEW.document_id, NEW.state, NEW.finding, 1 "
        f"WHERE NOT NEW.struck AND NEW.cut IS NULL ON CONFLICT ({_KEY}) DO UPDATE SET claims = claims + 1;"
    )
    gone = (
        f"UPDATE {_TABLE} SET claims = claims - 1 WHERE NOT OLD.struck AND OLD.cut IS NULL "
        "AND document_id = OLD.document_id AND state = OLD.state AND finding = OLD.finding;"
    )
    yield f"CREATE TRIGGER {_TABLE}_insert AFTER INSERT ON claim BEGIN {come} END"
    yield f"CREATE TRIGGER {_TABLE}_delete AFTER DELETE ON claim BEGIN {gone} END"
    changed = "document_id, state, finding, struck, cut"
    yield f"CREATE TRIGGER {_TABLE}_update AFTER UPDATE OF {changed} ON claim BEGIN {gone} {come} END"


def _dropped(dialect: Dialect) -> Iterator[str]:
    """The statements that take the table away."""
    for verb in ("insert", "update", "delete"):
        yield f"DROP TRIGGER {_TABLE}_{verb}{' ON claim' if dialect.name == 'postgresql' else ''}"
    if dialect.name == "postgresql":
        yield f"DROP FUNCTION {_TABLE}()"
    yield f"DROP TABLE {_TABLE}"
