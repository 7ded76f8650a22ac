"""Adding many new rows of one table at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from db.models import Base


def insert_all(session: Session, kind: type[Base], rows: Sequence[Mapping[str, object]]) -> Sequence[int]:
    """Add new rows in one statement; gives the number of each, where the table numbers its rows.

    The session holds the database's write lock (see `db.engine.writing`), and knows nothing of the rows: one that
    followed every row of an article through its unit of work would take several times as long.
    """
    if not rows:
        return ()
    table = kind.__table__
    assert isinstance(table, Table)
    numbers = _numbers(session, table, len(rows))
    named = [{**row, "id": number} for row, number in zip(rows, numbers, strict=True)] if numbers else list(rows)
    session.connection().execute(insert(table), named)
    return numbers


def _numbers(session: Session, table: Table, count: int) -> Sequence[int]:
    """Numbers that no row of the table has; SQLite, asked for them row by row, would take a statement for each."""
    numbered: Any = table.autoincrement_column
    if numbered is None:
        return ()
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, numbered.name)
        return session.scalars(select(func.nextval(sequence)).select_from(func.generate_series(1, count))).all()
    last = session.scalar(select(func.max(numbered))) or 0
    return range(last + 1, last + count + 1)
