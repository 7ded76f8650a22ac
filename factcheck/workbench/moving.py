"""Moving a desk into another database, SQLite or PostgreSQL: whole, or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from db import log, moving, schema
from db.engine import address, faults_told, gather_statistics, is_file, openable, reading, shown, writing
from db.schema import Standing
from factcheck.domain.errors import DatabaseUnavailable, InputError
from factcheck.workbench import opening

Progress = Callable[[int, int], None]


def copied(source: str, target: str, progress: Progress) -> str:
    """Copy the desk at `source`, as it is at one moment, to `target`, which holds nothing yet; gives a sentence.

    `progress` hears how many rows of how many are done. Raises InputError, DatabaseUnavailable, DatabaseOutdated or
    DatabaseTooNew; then `target` is as it was.
    """
    old, new = address(source), address(target)
    if _one(old, new):
        raise InputError(f"{shown(new)}: is the desk itself; name another database to copy it to")
    if is_file(old) and not Path(str(old.database)).is_file():
        raise DatabaseUnavailable(f"{shown(old)}: there is no database yet; factcheck add creates it")
    with _engine(old) as source_engine, faults_told(old), reading(source_engine).connect() as connection:
        if schema.check(connection, shown(old)) is Standing.EMPTY:
            raise DatabaseUnavailable(f"{shown(old)}: holds nothing; there is nothing to copy")
        with _created(new):
            rows = _into(new, connection, old, progress)
    return f"{shown(new)}: holds the desk of {shown(old)} ({rows:,} rows); its log is whole"


def _into(url: URL, source: Connection, old: URL, progress: Progress) -> int:
    total = moving.count(source)
    done = 0

    def rows_of(table: Table) -> moving.Batches:
        # what goes wrong here is the fault of the desk that is read, not of the one that is written
        try:
            with faults_told(old):
                yield from moving.batches(table, source)
        except LookupError as error:
            # a value outside of a closed set, which gets in only where the database's rules were switched off
            raise DatabaseUnavailable(f"{shown(old)}: {error}; see factcheck db verify") from None

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    with _engine(url) as engine, faults_told(url):
        opening.write_ahead(engine)
        with writing(engine).begin() as target:
            if schema.check(target, shown(url)) is Standing.EMPTY:
                schema.migrate(target)
            if moving.count(target):
                raise InputError(f"{shown(url)}: holds a desk already; name an empty database")
            changed = moving.carry(rows_of, target, told)
            if changed:
                tables = ", ".join(changed)
                raise DatabaseUnavailable(f"{shown(url)}: does not keep {tables} as it was; nothing was copied")
            with Session(target) as session:
                faults = list(log.faults(session))
            if faults:
                raise DatabaseUnavailable(f"{shown(old)}: {faults[0]}; nothing was copied, see factcheck db verify")
        gather_statistics(engine)
    return total


def _one(old: URL, new: URL) -> bool:
    if is_file(old) and is_file(new):
        first, second = Path(str(old.database)), Path(str(new.database))
        return first.absolute() == second.absolute() or (first.exists() and second.exists() and first.samefile(second))
    return old == new


@contextmanager
def _engine(url: URL) -> Iterator[Engine]:
    opening.make_folder(url)
    with faults_told(url):
        engine = openable(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _created(url: URL) -> Iterator[None]:
    """Take a file away again that was not there before, if the work on it fails."""
    path = Path(str(url.database)) if is_file(url) else None
    was_there = path is None or path.exists()
    try:
        yield
    except BaseException:
        if path is not None and not was_there:
            with suppress(OSError):
                for suffix in ("", "-wal", "-shm", "-journal"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
