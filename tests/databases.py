"""Migrated databases for tests, made once a run and handed from test to test.

Creating a PostgreSQL database, from a template or by the migrations, waits for the disk for up to a second. Emptying
one takes a tenth of that: a test gets a database with the schema of this program and nothing in it, and one that a test
left with another schema is thrown away.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from psycopg import sql

from factcheck.workbench import Workbench

SERVER = os.environ.get("FACTCHECK_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")

# what a test may have changed beside rows: columns, indexes, constraints, triggers and whether they are on
_SCHEMA = """
SELECT 'column', table_name || '.' || column_name, data_type || is_nullable FROM information_schema.columns
    WHERE table_schema = 'public'
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conname, conrelid::regclass::text FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgname, tgrelid::regclass || tgenabled FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'grants', relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'version', version_num, '' FROM alembic_version
ORDER BY 1, 2, 3
"""


@cache
def _template() -> bytes:
    """A migrated SQLite database with nothing in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        Workbench.open(str(path), "ann").close()
        return path.read_bytes()


def sqlite_desk(path: Path) -> str:
    """Put a migrated SQLite database with nothing in it at `path`; gives its address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_template())
    return str(path)


@contextmanager
def on_engine(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty migrated database on the engine that the fixture of `request` is asked for."""
    if request.param == "sqlite":
        yield sqlite_desk(folders.mktemp("desk") / "desk.db")
        return
    server: Server = request.getfixturevalue("server")
    with server.migrated() as there:
        yield there


class Server:
    """A PostgreSQL server for tests, with one migrated database that goes from test to test."""

    def __init__(self) -> None:
        try:
            self._server = psycopg.connect(SERVER.replace("+psycopg", ""), autocommit=True, connect_timeout=5)
        except psycopg.OperationalError as error:
            if os.environ.get("CI"):
                pytest.fail(f"CI needs a PostgreSQL server: {error}")
            pytest.skip("no PostgreSQL server; name one in FACTCHECK_TEST_POSTGRES")
        self._spare: str | None = None
        self._schema: list[Any] = []

    def close(self) -> None:
        """Drop what is left and let the server go."""
        if self._spare:
            self._drop(self._spare)
        self._server.close()

    @contextmanager
    def migrated(self) -> Iterator[str]:
        """The address of a database with the present schema and nothing in it."""
        name = self._spare or self._new()
        self._spare = None
        kept = False
        try:
            yield address(name)
            kept = self._emptied(name)
        finally:
            if kept:
                self._spare = name
            else:
                self._drop(name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The address of a database without any table."""
        name = self._create()
        try:
            yield address(name)
        finally:
            self._drop(name)

    def _create(self) -> str:
        name = f"factcheck_test_{uuid.uuid4().hex}"
        self._server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        # no test pulls the plug of this server: its commits need not wait for the disk
        self._server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
        return name

    def _new(self) -> str:
        name = self._create()
        Workbench.open(address(name), "ann").close()
        with _inside(name) as connection:
            self._schema = connection.execute(_SCHEMA).fetchall()
        return name

    def _emptied(self, name: str) -> bool:
        """Whether the database is as `_new` made it, once its rows are gone."""
        with _inside(name) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            try:
                if connection.execute(_SCHEMA).fetchall() != self._schema:
                    return False
            except psycopg.errors.UndefinedTable:
                return False
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            ).fetchall()
            with connection.transaction():
                # neither the guard of the log nor the order of foreign keys stands in the way
                connection.execute("SET LOCAL session_replication_role = replica")
                for (table,) in tables:
                    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            connection.execute(
                "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence "
                "JOIN pg_class ON pg_class.oid = seqrelid WHERE relnamespace = 'public'::regnamespace"
            )
        return True

    def _drop(self, name: str) -> None:
        self._server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def address(name: str) -> str:
    """The address of a database of the tests' server."""
    return f"{SERVER.rsplit('/', 1)[0]}/{name}"


@contextmanager
def _inside(name: str) -> Iterator["psycopg.Connection[Any]"]:
    with psycopg.connect(address(name).replace("+psycopg", ""), autocommit=True) as connection:
        yield connection
