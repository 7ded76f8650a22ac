"""A connection to one database on behalf of one reviewer: opening, closing, and transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from db.engine import faults_told, reading, shown, writing
from factcheck.domain.errors import InputError
from factcheck.workbench import opening, storing


def _named(reviewer: str) -> str:
    name = " ".join(reviewer.split())
    if not name:
        raise InputError("who decides? name the reviewer with --as or FACTCHECK_REVIEWER")
    storing.refuse_unstorable(name)
    return name


class Connection:
    """A database and who works with it. Close it, or use it as a context."""

    def __init__(self, engine: Engine, url: URL, reviewer: str) -> None:
        self._engine = engine
        self._url = url
        self._reviewer = reviewer
        self._lock = RLock()

    @classmethod
    def open(cls, url: str | None, reviewer: str) -> Self:
        """Open the database at `url` (None: SQLite in the user's data folder).

        A SQLite file that is not there yet is created and migrated. Raises DatabaseUnavailable,
        DatabaseOutdated or DatabaseTooNew.
        """
        name = _named(reviewer)
        engine, where = opening.opened(url)
        return cls(engine, where, name)

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def reviewer(self) -> str:
        """Who decides."""
        return self._reviewer

    @property
    def location(self) -> str:
        """Where the database is, without any secret."""
        return shown(self._url)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._lock, faults_told(self._url), Session(reading(self._engine)) as session, session.begin():
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        engine = writing(self._engine)
        with self._lock, faults_told(self._url), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
