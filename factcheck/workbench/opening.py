"""Opening, migrating, backing up and restoring a database."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from db import schema
from db.engine import address, connect, faults_told, shown
from factcheck.domain.errors import DatabaseUnavailable, InputError
from factcheck.workbench import settings

_PLAIN_SUFFIXES = ("-wal", "-shm")


def opened(location: str | None) -> tuple[Engine, URL]:
    """An engine on a database whose schema is this program's; a new SQLite file is created and migrated."""
    url = address(settings.database(location))
    _make_folder(url)
    engine = connect(url)
    try:
        with faults_told(url):
            with engine.connect() as connection:
                new = schema.is_empty(connection)
                if not new:
                    schema.check(connection, shown(url))
            if new:
                _created(engine, url)
    except BaseException:
        engine.dispose()
        raise
    return engine, url


def _created(engine: Engine, url: URL) -> None:
    if url.get_backend_name() == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA journal_mode=WAL")
    schema.upgrade(engine)


def _make_folder(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    path = Path(url.database)
    if path.is_dir():
        raise DatabaseUnavailable(f"{path}: is a folder; name a file for the database")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(
            f"{path.parent}: cannot be created ({error.strerror}); name another place with --database"
        ) from None


def upgraded(location: str | None) -> str:
    """Bring the schema up; an SQLite file that holds anything is backed up beside itself first."""
    url = address(settings.database(location))
    _make_folder(url)
    engine = connect(url)
    try:
        with faults_told(url):
            with engine.connect() as connection:
                before = schema.revision(connection)
                if before == schema.head():
                    return f"{shown(url)}: is up to date (schema {before})"
                if before is not None:
                    try:
                        schema.check(connection, shown(url))
                    except Exception as fault:
                        if "newer" in str(fault):
                            raise
            kept = ""
            if url.get_backend_name() == "sqlite" and before is not None and url.database:
                stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
                copy = Path(url.database).with_suffix(f".before-{schema.head()}-{stamp}.db")
                _copied(Path(url.database), copy)
                kept = f"; the file as it was is {copy}"
            _created(engine, url)
            return f"{shown(url)}: upgraded to schema {schema.head()}{kept}"
    finally:
        engine.dispose()


def backed_up(location: str | None, target: Path) -> str:
    """Copy an SQLite database, while it is in use, to a file that is not there yet."""
    source = _sqlite_file(location)
    if target.exists():
        raise InputError(f"{target}: is there already; name a new file for the backup")
    _copied(source, target)
    return f"{target}: holds a backup of {source}"


def restored(location: str | None, backup: Path) -> str:
    """Put a backup in the place of an SQLite database; what was there is kept beside it."""
    target = _sqlite_file(location, there=False)
    if not backup.is_file():
        raise InputError(f"{backup}: no such file; name a backup made by factcheck db backup")
    fresh = target.with_name(target.name + ".restoring")
    fresh.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    _copied(backup, fresh)
    engine, _ = _checked(fresh)
    engine.dispose()
    kept = ""
    if target.exists():
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = target.with_name(f"{target.name}.replaced-{stamp}")
        shutil.copy2(target, aside)
        for suffix in _PLAIN_SUFFIXES:
            if target.with_name(target.name + suffix).exists():
                target.with_name(target.name + suffix).replace(aside.with_name(aside.name + suffix))
        kept = f"; what was there is {aside}"
    for suffix in _PLAIN_SUFFIXES:
        fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
    os.replace(fresh, target)
    return f"{target}: restored from {backup}{kept}"


def _checked(path: Path) -> tuple[Engine, URL]:
    url = address(str(path))
    engine = connect(url)
    try:
        with faults_told(url), engine.connect() as connection:
            schema.check(connection, shown(url))
    except BaseException:
        engine.dispose()
        path.unlink(missing_ok=True)
        raise
    return engine, url


def _sqlite_file(location: str | None, there: bool = True) -> Path:
    url = address(settings.database(location))
    if url.get_backend_name() != "sqlite" or not url.database:
        raise InputError("a PostgreSQL database is backed up and restored with pg_dump and pg_restore")
    path = Path(url.database)
    if there and not path.is_file():
        raise DatabaseUnavailable(f"{path}: there is no database yet; factcheck add creates it")
    return path


def _copied(source: Path, target: Path) -> None:
    partial = target.with_name(target.name + ".partial")
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(partial)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
        os.replace(partial, target)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise DatabaseUnavailable(f"{source}: cannot be copied to {target} ({error}); check both") from None
