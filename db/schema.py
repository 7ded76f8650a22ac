"""Where a database's schema stands, and bringing it to this program's."""

from enum import Enum, auto
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from db.engine import writing
from factcheck.domain.errors import DatabaseOutdated, DatabaseTooNew, DatabaseUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

_VERSION_TABLE = "alembic_version"


class Standing(Enum):
    """How a database's schema compares with this program's."""

    EMPTY = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()
    FOREIGN = auto()


def config(connection: Connection | None = None) -> "Config":
    """Alembic's settings, with no file of its own."""
    # deferred, as all of Alembic is: it takes longer to import than a terminal may take to show something
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", "db:migrations")
    settings.set_main_option("path_separator", "os")
    if connection is not None:
        settings.attributes["connection"] = connection
    return settings


def revisions() -> list[str]:
    """Every revision that this program knows, the first one first: how the files of the migrations begin."""
    found = (entry.name.partition("_")[0] for entry in files("db.migrations.versions").iterdir())
    return sorted(name for name in found if name.isdecimal())


def head() -> str:
    """The newest revision that this program knows."""
    return revisions()[-1]


def revision(connection: Connection) -> str | None:
    """The revision that the database is at; None where nothing has been created."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    at: str | None = connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()
    return at


def standing(connection: Connection) -> Standing:
    """How the database's schema compares; one with tables but no revision is another program's."""
    at = revision(connection)
    if at is None:
        tables = set(inspect(connection).get_table_names()) - {_VERSION_TABLE}
        return Standing.FOREIGN if tables else Standing.EMPTY
    if at == head():
        return Standing.CURRENT
    return Standing.OLDER if at in revisions() else Standing.NEWER


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run what migrations are missing, in one transaction."""
    with writing(engine).begin() as connection:
        migrate(connection, target)


def migrate(connection: Connection, target: str = "head") -> None:
    """As `upgrade`, in the transaction that `connection` is in."""
    from alembic import command

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
