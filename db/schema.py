"""Where a database's schema stands, and bringing it to this program's."""

from enum import Enum, auto

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from db.engine import writing
from factcheck.domain.errors import DatabaseOutdated, DatabaseTooNew, DatabaseUnavailable

_VERSION_TABLE = "alembic_version"


class Standing(Enum):
    """How a database's schema compares with this program's."""

    EMPTY = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()
    FOREIGN = auto()


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, with no file of its own."""
    settings = Config()
    settings.set_main_option("script_location", "db:migrations")
    settings.set_main_option("path_separator", "os")
    if connection is not None:
        settings.attributes["connection"] = connection
    return settings


def head() -> str:
    """The newest revision that this program knows."""
    revision = ScriptDirectory.from_config(config()).get_current_head()
    assert revision is not None
    return revision


def revision(connection: Connection) -> str | None:
    """The revision that the database is at; None where nothing has been created."""
    return MigrationContext.configure(connection).get_current_revision()


def standing(connection: Connection) -> Standing:
    """How the database's schema compares; one with tables but no revision is another program's."""
    at = revision(connection)
    if at is None:
        tables = set(inspect(connection).get_table_names()) - {_VERSION_TABLE}
        return Standing.FOREIGN if tables else Standing.EMPTY
    if at == head():
        return Standing.CURRENT
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    return Standing.OLDER if at in known else Standing.NEWER


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run what migrations are missing, in one transaction."""
    with writing(engine).begin() as connection:
        migrate(connection, target)


def migrate(connection: Connection, target: str = "head") -> None:
    """As `upgrade`, in the transaction that `connection` is in."""
    command.upgrade(config(connection), target)


def check(connection: Connection, shown: str) -> Standing:
    """CURRENT or EMPTY; else raises DatabaseOutdated, DatabaseTooNew or DatabaseUnavailable."""
    found = standing(connection)
    if found is Standing.OLDER:
        raise DatabaseOutdated(f"{shown}: has an older schema; run factcheck db upgrade")
    refuse(found, connection, shown)
    return found


def refuse(found: Standing, connection: Connection, shown: str) -> None:
    """Raise DatabaseTooNew or DatabaseUnavailable for a database that this program must not touch."""
    if found is Standing.NEWER:
        raise DatabaseTooNew(
            f"{shown}: was written by a newer factcheck (schema {revision(connection)}); update this program"
        )
    if found is Standing.FOREIGN:
        raise DatabaseUnavailable(f"{shown}: is another program's database; name another one")
