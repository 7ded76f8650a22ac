"""Adding many new rows of one table at once."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Connection, Date, Dialect, Table, func, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from db.models import Base, UtcDateTime


def insert_all(session: Session, kind: type[Base], rows: Sequence[Mapping[str, object]]) -> Sequence[int]:
    """Add new rows, which name the same columns, in one statement; gives the number of each, if the table numbers them.

    The session holds the database's write lock (see `db.engine.writing`), and knows nothing of the rows: one that
    followed every row of an article through its unit of work would take several times as long.
    """
    if not rows:
        return ()
    table = kind.__table__
    assert isinstance(table, Table)
    connection = session.connection()
    numbered: Any = table.autoincrement_column
    if numbered is not None and len(rows) == 1:
        made = connection.execute(insert(table), rows[0]).inserted_primary_key
        assert made is not None
        return (made[0],)
    names = tuple(rows[0])
    if numbered is None:
        _insertion(table, names, connection.dialect).run(connection, rows)
        return ()
    numbers = _numbers(connection, table, numbered, len(rows))
    named = [{**row, numbered.name: number} for row, number in zip(rows, numbers, strict=True)]
    _insertion(table, (*names, numbered.name), connection.dialect).run(connection, named)
    return numbers


def insert_given(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, which name the same columns, with the numbers that they have; no column of JSON is empty."""
    if rows:
        _insertion(table, tuple(rows[0]), connection.dialect).run(connection, rows)


@dataclass(frozen=True, slots=True)
class _Insertion:
    """The statement that adds rows with values for `columns`, each with what makes the driver's value of it.

    `by_place` says that the statement takes its values by their places, `at_once` that it takes all rows as one value
    of JSON: a server that is sent them one by one spends more on each than on keeping it.
    """

    statement: str
    columns: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    by_place: bool
    at_once: bool

    def run(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add the rows."""
        made = [
            {name: row[name] if driver is None else driver(row[name]) for name, driver in self.columns} for row in rows
        ]
        if self.at_once:
            connection.exec_driver_sql(self.statement, {"rows": json.dumps(made, ensure_ascii=False)})
        else:
            connection.exec_driver_sql(self.statement, [tuple(row.values()) for row in made] if self.by_place else made)


@lru_cache(maxsize=64)
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Insertion:
    if dialect.name == "postgresql":
        quoted = ", ".join(dialect.identifier_preparer.quote(name) for name in names)
        whole = dialect.identifier_preparer.format_table(table)
        return _Insertion(
            f"INSERT INTO {whole} ({quoted}) "
            f"SELECT {quoted} FROM json_populate_recordset(NULL::{whole}, %(rows)s::json)",
            tuple((name, _json(table.c[name].type, dialect)) for name in names),
            by_place=False,
            at_once=True,
        )
    # SQLAlchemy prepares the statement anew for every article, which takes as long as adding it
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    columns = [(name, table.c[name].type) for name in compiled.positiontup or names]
    return _Insertion(
        str(compiled),
        tuple((name, kind.dialect_impl(dialect).bind_processor(dialect)) for name, kind in columns),
        compiled.positional,
        at_once=False,
    )


def _json(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes a value of a column one that JSON has; what is JSON already stays."""
    if isinstance(kind, JSON):
        return None
    driver = kind.dialect_impl(dialect).bind_processor(dialect)

    def made(value: Any) -> Any:
        bound = value if driver is None else driver(value)
        return bound.isoformat() if isinstance(bound, date) else bound

    return made if driver is not None or isinstance(kind, (Date, UtcDateTime)) else None


def _numbers(connection: Connection, table: Table, numbered: Any, count: int) -> Sequence[int]:
    """Numbers that no row of the table has; SQLite, asked for them row by row, would take a statement for each."""
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, numbered.name)
        return connection.scalars(select(func.nextval(sequence)).select_from(func.generate_series(1, count))).all()
    last = connection.scalar(select(func.max(numbered))) or 0
    return range(last + 1, last + count + 1)
