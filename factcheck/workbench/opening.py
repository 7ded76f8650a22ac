"""Opening and migrating a database."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from db import schema
from db.engine import address, faults_told, is_file, openable, shown
from db.schema import Standing
from factcheck.domain.errors import DatabaseUnavailable
from factcheck.workbench import copying, settings

_TRIES = 100
_PAUSE_SECONDS = 0.02


def opened(location: str | None) -> tuple[Engine, URL]:
    """An engine on a database whose schema is this program's; an empty database is given one.

    Raises DatabaseUnavailable, DatabaseOutdated or DatabaseTooNew.
    """
    url = address(settings.database(location))
    make_folder(url)
    with faults_told(url):
        engine = openable(url)
    try:
        with faults_told(url):
            with engine.connect() as connection:
                empty = schema.check(connection, shown(url)) is Standing.EMPTY
            write_ahead(engine)
            if empty:
                schema.upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine, url


def upgraded(location: str | None) -> str:
    """Bring the schema up; an SQLite file that holds anything is backed up beside itself first.

    Gives a sentence. Raises DatabaseUnavailable or DatabaseTooNew.
    """
    url = address(settings.database(location))
    make_folder(url)
    with faults_told(url):
        engine = openable(url)
    try:
        with faults_told(url):
            with engine.connect() as connection:
                found = schema.standing(connection)
                schema.refuse(found, connection, shown(url))
                before = schema.revision(connection)
            if found is Standing.CURRENT:
                return f"{shown(url)}: is up to date (schema {before})"
            kept = ""
            if found is Standing.OLDER and is_file(url):
                kept = f"; the file as it was is {copying.kept_before(Path(str(url.database)), schema.head())}"
            write_ahead(engine)
            schema.upgrade(engine)
            return f"{shown(url)}: upgraded to schema {schema.head()}{kept}"
    finally:
        engine.dispose()


def make_folder(url: URL) -> None:
    """Make the folder that an SQLite file is to lie in. Raises DatabaseUnavailable where no file can be."""
    if not is_file(url):
        return
    path = Path(str(url.database))
    try:
        if path.is_dir():
            raise DatabaseUnavailable(f"{path}: is a folder; name a file for the database")
        # SQLite waits for ever to read a pipe, and takes a device for a disk that fails
        if path.exists() and not path.is_file():
            raise DatabaseUnavailable(f"{path}: is a device or pipe; name a file for the database")
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DatabaseUnavailable(
            f"{path}: cannot be reached or created ({reason}); name another place with --database"
        ) from None


def write_ahead(engine: Engine) -> None:
    """Let readers read while one writes; a database that refuses works without."""
    if engine.dialect.name != "sqlite":
        return
    for _ in range(_TRIES):
        try:
            with engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    raw.execute("PRAGMA journal_mode=WAL")
            return
        except (OperationalError, sqlite3.Error) as error:
            # SQLite does not wait by itself when the mode changes under another's feet
            if "locked" not in str(error):
                return
            time.sleep(_PAUSE_SECONDS)
