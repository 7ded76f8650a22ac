"""Backing an SQLite database up, and putting a backup in its place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from db import schema
from db.engine import address, faults_told, is_file, openable
from db.schema import Standing
from factcheck.domain.errors import DatabaseUnavailable, InputError
from factcheck.workbench import settings

_SIDE_FILES = ("-wal", "-shm", "-journal")
_BUSY_SECONDS = 30


def backed_up(location: str | None, target: Path) -> str:
    """Copy an SQLite database, while it is in use, to a file that is not there yet; gives a sentence.

    Raises InputError or DatabaseUnavailable, and then leaves no file behind.
    """
    source = _file(location)
    if not source.is_file():
        raise DatabaseUnavailable(f"{source}: there is no database yet; factcheck add creates it")
    if target.exists():
        raise InputError(f"{target}: is there already; name a new file for the backup")
    _standing(source)
    _copied(source, target)
    return f"{target}: holds a backup of {source}"


def restored(location: str | None, backup: Path) -> str:
    """Put a backup in the place of an SQLite database; what was there is kept beside it; gives a sentence.

    Programs that have the database open see either all of the old or all of the new content.
    Raises InputError, DatabaseTooNew or DatabaseUnavailable, and then changes nothing.
    """
    target = _file(location)
    if not backup.is_file():
        raise InputError(f"{backup}: no such file; name a backup made by factcheck db backup")
    if target.exists() and target.samefile(backup):
        raise InputError(f"{backup}: is the database itself; name a backup made by factcheck db backup")
    found = _standing(backup)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(f"{target.parent}: cannot be created ({error.strerror}); check its path") from None
    kept = ""
    if not target.exists():
        _copied(backup, target)
    else:
        aside = _free(target.with_name(f"{target.name}.replaced"))
        kept = f"; what was there is {aside}"
        if _is_sound(target):
            _copied(target, aside)
            _poured(backup, target)
        else:
            _exchanged(backup, target, aside)
    hint = "; its schema is older, so run factcheck db upgrade" if found is Standing.OLDER else ""
    return f"{target}: restored from {backup}{kept}{hint}"


def kept_before(path: Path, revision: str) -> Path:
    """A copy of the database at `path` as it is before the upgrade to `revision`."""
    copy = _free(path.with_name(f"{path.name}.before-{revision}"))
    _copied(path, copy)
    return copy


def _file(location: str | None) -> Path:
    url = address(settings.database(location))
    if not is_file(url):
        raise InputError("a PostgreSQL database is backed up and restored with pg_dump and pg_restore")
    return Path(str(url.database))


def _standing(path: Path) -> Standing:
    """How the schema of a whole database of ours compares. Raises DatabaseTooNew or DatabaseUnavailable."""
    url = address(str(path.absolute()))
    with faults_told(url):
        engine = openable(url)
    try:
        with faults_told(url), engine.connect() as connection:
            fault = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            if fault != "ok":
                raise DatabaseUnavailable(f"{path}: is damaged ({str(fault).splitlines()[0]}); name another file")
            standing = schema.standing(connection)
            schema.refuse(standing, connection, str(path))
    finally:
        engine.dispose()
    if standing is Standing.EMPTY:
        raise DatabaseUnavailable(f"{path}: holds nothing; name a backup made by factcheck db backup")
    return standing


def _is_sound(path: Path) -> bool:
    """Whether the file can be copied as a database; a foreign or newer one raises."""
    url = address(str(path.absolute()))
    try:
        with faults_told(url):
            engine = openable(url)
        try:
            with faults_told(url), engine.connect() as connection:
                whole = bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok")
                standing = schema.standing(connection)
        finally:
            engine.dispose()
    except DatabaseUnavailable:
        return False
    if standing is Standing.FOREIGN:
        raise DatabaseUnavailable(f"{path}: is another program's database; name another one")
    return whole


def _exchanged(backup: Path, target: Path, aside: Path) -> None:
    """Put a copy of `backup` where a damaged database lies, whose files go to `aside`."""
    fresh = _free(target.with_name(f"{target.name}.restoring"))
    _copied(backup, fresh)
    try:
        for suffix in ("", *_SIDE_FILES):
            old = target.with_name(target.name + suffix)
            if old.exists():
                os.replace(old, aside.with_name(aside.name + suffix))
        os.replace(fresh, target)
    except OSError as error:
        raise DatabaseUnavailable(f"{target}: cannot be replaced ({error.strerror}); check its folder") from None


def _free(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    number, free = 1, path.with_name(f"{path.name}-{stamp}")
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{stamp}-{number}")
    return free


@contextmanager
def _source(path: Path) -> Iterator[sqlite3.Connection]:
    """The sound database at `path`, opened to be copied."""
    url = address(str(path.absolute()))
    with faults_told(url):
        engine = openable(url)
    try:
        with faults_told(url), engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            yield raw
    finally:
        engine.dispose()


def _poured(source: Path, target: Path) -> None:
    """Replace the content of the database at `target` in one transaction, also while others have it open."""
    with _source(source) as old:
        try:
            with closing(sqlite3.connect(target, timeout=_BUSY_SECONDS)) as new:
                old.backup(new)
        except sqlite3.Error as error:
            raise DatabaseUnavailable(
                f"{target}: cannot be restored ({error}); close what uses it and try again"
            ) from None


def _copied(source: Path, target: Path) -> None:
    """Copy the database at `source` as it stands at one moment; `target` is there whole or not at all."""
    partial = target.with_name(f"{target.name}.partial-{os.getpid()}")
    with _source(source) as old:
        try:
            with closing(sqlite3.connect(partial)) as new:
                old.backup(new)
                new.execute("PRAGMA journal_mode=DELETE")
            os.replace(partial, target)
        except (sqlite3.Error, OSError) as error:
            with suppress(OSError):
                for suffix in ("", *_SIDE_FILES):
                    partial.with_name(partial.name + suffix).unlink(missing_ok=True)
            raise DatabaseUnavailable(f"{source}: cannot be copied to {target} ({error}); check both") from None
