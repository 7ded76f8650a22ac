"""Where a database's schema stands, and bringing it to this program's."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from factcheck.domain.errors import DatabaseOutdated, DatabaseTooNew


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


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table at all."""
    return not inspect(connection).get_table_names()


def upgrade(engine: Engine) -> None:
    """Run what migrations are missing, in one transaction."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        command.upgrade(config(connection), "head")


def check(connection: Connection, shown: str) -> None:
    """Raise DatabaseOutdated or DatabaseTooNew where the schema is not this program's."""
    at = revision(connection)
    if at == head():
        return
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if at is not None and at not in known:
        raise DatabaseTooNew(f"{shown}: was written by a newer factcheck (schema {at}); update this program")
    raise DatabaseOutdated(f"{shown}: has an older schema; run factcheck db upgrade")
