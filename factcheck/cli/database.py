"""`factcheck db`: upgrade, backup, restore, verify."""

from pathlib import Path

import click

from factcheck.cli.group import CheckFailed
from factcheck.cli.options import database_option, workbench
from factcheck.text.display import one_line


@click.group("db")
def database_group() -> None:
    """Look after the database."""


@database_group.command()
@database_option
def upgrade(database: str | None) -> None:
    """Bring the database's schema to this program's; an SQLite file is backed up first."""
    from factcheck.workbench import Workbench

    click.echo(one_line(Workbench.upgrade(database)))


@database_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@database_option
def backup(file: Path, database: str | None) -> None:
    """Copy the SQLite database to FILE, while it is in use."""
    from factcheck.workbench import Workbench

    click.echo(one_line(Workbench.backup(database, file)))


@database_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@database_option
def restore(file: Path, database: str | None) -> None:
    """Put the backup FILE in the place of the SQLite database, which is kept aside."""
    from factcheck.workbench import Workbench

    click.echo(one_line(Workbench.restore(database, file)))


@database_group.command()
@database_option
def verify(database: str | None) -> None:
    """Check the log's hash chain and every claim's quoted words; exit code 1 names what is wrong."""
    with workbench(database) as desk:
        faults = desk.verify()
    for fault in faults:
        click.echo(one_line(fault))
    if faults:
        raise CheckFailed("the database does not verify; restore a backup or find out who changed it")
    click.echo("the log is whole and every claim quotes its draft")
