"""Opening a database: one way for SQLite and PostgreSQL, with faults told in one line."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from factcheck.domain.errors import DatabaseUnavailable, InputError

_BUSY_SECONDS = 30
_CONNECT_SECONDS = 10
# so long a network may be silent, and so long a program may hold the desk without a word to the server
_SILENT_SECONDS = 30
_IDLE_SECONDS = 120
_SAFE_QUERY = frozenset({"connect_timeout", "host", "port", "sslmode", "service", "application_name"})

# What each session on a server asks for.
_SESSION = {
    # whoever stopped in the middle of a change would keep all others waiting for good
    "lock_timeout": f"'{_BUSY_SECONDS}s'",
    # a plan that is to fit any word reads the desk once for each claim that it finds, where the word is a common one
    "plan_cache_mode": "force_custom_plan",
    # no question here takes as long as compiling it
    "jit": "off",
    # the server, too, notices that nobody is at the other end any more
    "tcp_keepalives_idle": _SILENT_SECONDS // 3,
    "tcp_keepalives_interval": _SILENT_SECONDS // 6,
    "tcp_keepalives_count": 4,
}

# Any constant will do: it names the lock that all writers of one PostgreSQL database take in turn.
_WRITERS = 7_306_451

_MAGIC = b"SQLite format 3\x00"

_ADVICE = (
    ("not a database", "is not an SQLite database; name another file"),
    ("malformed", "is damaged; restore a backup with factcheck db restore"),
    ("readonly", "cannot be written; check the permissions of the file and its folder"),
    ("read-only", "cannot be written; check the permissions of the file and its folder"),
    ("unable to open", "cannot be opened; check that the folder exists and can be written"),
    ("is full", "the disk is full; nothing was written"),
    ("disk i/o", "the disk failed; check it, then factcheck db verify"),
    ("locked", "is held by another program; try again"),
    ("lock timeout", "is held by another program; try again"),
    ("idle-in-transaction", "this program was silent in the middle of a change; nothing of it was written, try again"),
    ("append-only", "the log takes new events only"),
)


def address(location: str) -> URL:
    """The URL of `location`, which may be a plain path to an SQLite file. Raises DatabaseUnavailable."""
    if "\x00" in location:
        raise DatabaseUnavailable("the database address holds a NUL character; give a file or postgresql+psycopg://…")
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser()))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        raise DatabaseUnavailable(
            "the database address is not understood; give a file or postgresql+psycopg://…"
        ) from None
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseUnavailable(f"{url.drivername} cannot be used; give a file or postgresql+psycopg://…")
    return url


def is_file(url: URL) -> bool:
    """Whether `url` is an SQLite database that lies in a file."""
    return url.get_backend_name() == "sqlite" and bool(url.database) and url.database != ":memory:"


def connect(url: URL, frozen: bool = False) -> Engine:
    """An engine for `url`; `frozen` reads an SQLite file that nobody can write, whatever its folder allows.

    A connection with the execution option `writes` holds the database's only write lock from its
    beginning. Raises DatabaseUnavailable where the driver is missing.
    """
    try:
        engine = _postgresql(url) if url.get_backend_name() == "postgresql" else _sqlite(url, frozen)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise DatabaseUnavailable(
            f"no driver for {url.drivername}; for PostgreSQL install factcheck-desk[postgres] "
            "and use postgresql+psycopg://…"
        ) from None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        if connection.dialect.name == "sqlite":
            # a transaction that first reads and then writes would fail at once where another holds the lock
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        elif writes:
            # two writers must not chain to the same event, nor wait for each other crosswise
            # a laptop that is closed in the middle of a change lets the others go on
            connection.exec_driver_sql(
                f"SET LOCAL idle_in_transaction_session_timeout = '{_IDLE_SECONDS}s'; "
                f"SELECT pg_advisory_xact_lock({_WRITERS})"
            )

    return engine


def openable(url: URL) -> Engine:
    """An engine that can at least read what `url` names, or is to create it.

    SQLite cannot make its side files in a folder that nobody may write; a file that lies there with
    no change pending is read as it is. Raises DatabaseUnavailable for a file that is something else,
    and what the driver raises.
    """
    if is_file(url):
        _refuse_other_file(Path(str(url.database)))
    engine = connect(url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1" if not is_file(url) else "SELECT count(*) FROM sqlite_master")
        return engine
    except OperationalError:
        engine.dispose()
        if not is_file(url) or not _is_frozen(Path(str(url.database))):
            raise
        return connect(url, frozen=True)
    except BaseException:
        engine.dispose()
        raise


def _refuse_other_file(path: Path) -> None:
    # SQLite takes a file of a few bytes for an empty database, and would write over it
    with suppress(OSError), path.open("rb") as file:
        start = file.read(len(_MAGIC))
        if start and start != _MAGIC:
            raise DatabaseUnavailable(f"{path}: {_advice('not a database')}")


def _is_frozen(path: Path) -> bool:
    pending = path.with_name(path.name + "-wal")
    try:
        changing = pending.exists() and pending.stat().st_size > 0
        return path.is_file() and not changing and not os.access(path.parent, os.W_OK)
    except OSError:
        return False


def reading(engine: Engine) -> Engine:
    """`engine` for work whose queries must all see one moment."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(engine: Engine) -> Engine:
    """`engine` for work that writes: one writer at a time, from the first statement on."""
    return engine.execution_options(writes=True)


def gather_statistics(engine: Engine) -> None:
    """Let a PostgreSQL server count what its tables hold, as far as the role may: autovacuum does it a minute late."""
    if engine.dialect.name == "postgresql":
        # what is stored is stored, with statistics or without
        with suppress(DBAPIError), engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("ANALYZE")


def _postgresql(url: URL) -> Engine:
    # what is not asked for in the address: a pulled cable would be noticed after a quarter of an hour
    wanted: dict[str, object] = {
        "connect_timeout": _CONNECT_SECONDS,
        "keepalives_idle": _SILENT_SECONDS // 3,
        "keepalives_interval": _SILENT_SECONDS // 6,
        "keepalives_count": 4,
        "tcp_user_timeout": 1000 * _SILENT_SECONDS,
    }
    arguments = {name: value for name, value in wanted.items() if name not in url.query}
    engine = create_engine(url, pool_pre_ping=True, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.execute("; ".join(f"SET {name} = {value}" for name, value in _SESSION.items()))
        connection.commit()

    return engine


def _sqlite(url: URL, frozen: bool) -> Engine:
    if frozen and url.database:
        where = Path(url.database).absolute().as_uri() + "?mode=ro&immutable=1"
        engine = create_engine(
            url,
            creator=lambda: sqlite3.connect(where, uri=True, check_same_thread=False),
        )
    else:
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        # SQLAlchemy's own events begin transactions, see `connect`
        connection.isolation_level = None
        # SQLite's own lower() and LIKE know no letters beyond ASCII
        connection.create_function("lower", 1, _lower, deterministic=True)
        connection.execute("PRAGMA foreign_keys=ON").close()
        connection.execute("PRAGMA synchronous=FULL").close()

    return engine


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def shown(url: URL) -> str:
    """`url` for people: a path, or an address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    kept = {name: value for name, value in url.query.items() if name in _SAFE_QUERY}
    return url.set(query=kept).render_as_string(hide_password=True)


@contextmanager
def faults_told(url: URL) -> Iterator[None]:
    """Turn what the driver raises into DatabaseUnavailable or InputError, with the reason and no secret."""
    try:
        yield
    except UnicodeEncodeError:
        raise InputError("the text holds half of a character (a lone surrogate); save it as UTF-8") from None
    except OverflowError:
        raise InputError("the number is too large for anything that is kept") from None
    except DBAPIError as error:
        said = str(error.orig).strip() if error.orig else ""
        reason = said.splitlines()[0] if said else type(error).__name__
        for secret in (url.password, url.query.get("password")):
            if secret:
                reason = reason.replace(str(secret), "***")
        raise DatabaseUnavailable(f"{shown(url)}: {_advice(reason)}") from None
    except SQLAlchemyError as error:
        raise DatabaseUnavailable(f"{shown(url)}: {type(error).__name__}; try again") from None


def _advice(reason: str) -> str:
    lower = reason.lower()
    for sign, words in _ADVICE:
        if sign in lower:
            return words
    if "permission denied" in lower or "must be owner" in lower or "only an editor" in lower:
        return f"your role may not do this ({reason})"
    if "connection" in lower or "server" in lower:
        return f"{reason}; check the address and that the server runs"
    return reason
