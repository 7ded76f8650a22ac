"""Opening a database: one way for SQLite and PostgreSQL, with faults told in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from factcheck.domain.errors import DatabaseUnavailable

_BUSY_SECONDS = 30


def address(location: str) -> URL:
    """The URL of `location`, which may be a plain path to an SQLite file. Raises DatabaseUnavailable."""
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser()))
    try:
        return make_url(location)
    except ArgumentError:
        raise DatabaseUnavailable(
            "the database address is not understood; give a file or postgresql+psycopg://…"
        ) from None


def connect(url: URL) -> Engine:
    """An engine for `url`. Raises DatabaseUnavailable where the driver is missing."""
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    except (NoSuchModuleError, ModuleNotFoundError):
        raise DatabaseUnavailable(
            f"no driver for {url.drivername}; for PostgreSQL install factcheck-desk[postgres] and use postgresql+psycopg://…"
        ) from None

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # a transaction that first reads and then writes would fail at once where another holds the lock
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def shown(url: URL) -> str:
    """`url` for people: a path, or an address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


@contextmanager
def faults_told(url: URL) -> Iterator[None]:
    """Turn what the driver raises into DatabaseUnavailable, with the reason and no secret."""
    try:
        yield
    except DBAPIError as error:
        reason = (
            str(error.orig).strip().splitlines()[0] if error.orig and str(error.orig).strip() else type(error).__name__
        )
        if url.password:
            reason = reason.replace(str(url.password), "***")
        raise DatabaseUnavailable(f"{shown(url)}: {_advice(reason)}") from None
    except SQLAlchemyError as error:
        raise DatabaseUnavailable(f"{shown(url)}: {type(error).__name__}") from None


def _advice(reason: str) -> str:
    lower = reason.lower()
    for sign, words in (
        ("not a database", "is not an SQLite database; name another file"),
        ("malformed", "is damaged; restore a backup with factcheck db restore"),
        ("readonly", "cannot be written; check the permissions of the file and its folder"),
        ("unable to open", "cannot be opened; check that the folder exists and can be written"),
        ("disk is full", "the disk is full; nothing was written"),
        ("locked", "is held by another program; try again"),
    ):
        if sign in lower:
            return words
    return f"{reason}; check the address and that the server runs"
