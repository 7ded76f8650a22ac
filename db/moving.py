"""Carrying a desk from one database into another, row by row, whatever the engines; whole or not at all."""

import hashlib
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Table,
    and_,
    bindparam,
    func,
    select,
    update,
)

from db.inserting import insert_given
from db.models import Base

_BATCH = 500

Batches = Generator[list[Row[Any]], None, None]


def tables() -> Sequence[Table]:
    """Every table of a desk, each after those that it points to."""
    return Base.metadata.sorted_tables


def count(connection: Connection) -> int:
    """How many rows a desk has, in all tables."""
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables())


def batches(table: Table, connection: Connection) -> Batches:
    """The rows of a table in the order of their keys, some at a time."""
    query = select(*table.columns).order_by(*table.primary_key.columns)
    with connection.execute(query.execution_options(yield_per=_BATCH)) as rows:
        while batch := list(islice(rows, _BATCH)):
            yield batch


def carry(rows_of: Callable[[Table], Batches], target: Connection, told: Callable[[int], None]) -> list[str]:
    """Copy the rows that `rows_of` gives of every table; gives the names of the tables that arrived otherwise.

    `told` hears how many more are done. `target` has the same schema and nothing in it. Numbers that are given out
    after this follow those that came.
    """
    if target.dialect.name == "postgresql":
        # the events keep the roles that wrote them; the rule comes back with the end of the transaction, whichever way
        target.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER event_has_its_role")
    changed = [
        table.name
        for table in tables()
        if _poured(table, rows_of(table), target, told) != _digest(batches(table, target))
    ]
    for table in tables():
        _number_on(table, target)
    if target.dialect.name == "postgresql":
        target.exec_driver_sql("ALTER TABLE event ENABLE TRIGGER event_has_its_role")
    return changed


def _poured(table: Table, rows: Batches, target: Connection, told: Callable[[int], None]) -> str:
    """Copy the rows of a table; gives their digest as they were read."""
    # a row may point to a later one of its own table, which is not there yet
    inward = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    pointing: list[dict[str, Any]] = []

    def written() -> Batches:
        for batch in rows:
            given: list[dict[str, Any]] = [dict(zip(table.columns.keys(), row, strict=True)) for row in batch]
            for values in given:
                if any(values[column.name] is not None for column in inward):
                    pointing.append({f"_{name}": value for name, value in values.items()})
                    values.update((column.name, None) for column in inward)
            insert_given(target, table, given)
            told(len(batch))
            yield batch

    # a server's cursor that is left open outlives the connection
    with closing(rows):
        digest = _digest(written())
    if pointing:
        own = and_(*(key == bindparam(f"_{key.name}") for key in table.primary_key.columns))
        late: dict[Any, Any] = {column.name: bindparam(f"_{column.name}") for column in inward}
        kept = [f"_{column.name}" for column in (*table.primary_key.columns, *inward)]
        target.execute(update(table).where(own).values(late), [{name: row[name] for name in kept} for row in pointing])
    return digest


def _digest(rows: Batches) -> str:
    digest = hashlib.sha256()
    for batch in rows:
        for row in batch:
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _number_on(table: Table, connection: Connection) -> None:
    """Let PostgreSQL give out numbers above those that came; SQLite looks at the table."""
    numbered = table.autoincrement_column
    if connection.dialect.name != "postgresql" or numbered is None or not isinstance(numbered.type, Integer):
        return
    last = connection.scalar(select(func.max(numbered)))
    sequence = func.pg_get_serial_sequence(table.name, numbered.name)
    if last is not None:
        connection.execute(select(func.setval(sequence, last)).where(sequence.is_not(None)))
