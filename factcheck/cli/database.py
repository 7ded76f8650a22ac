"""`factcheck db`: upgrade, backup, restore, copy, verify, roles."""

from pathlib import Path

import click

from factcheck.cli.group import CheckFailed
from factcheck.cli.options import database_option, named, workbench
from factcheck.cli.output import Counting
from factcheck.text.display import one_line


@click.group("db", invoke_without_command=True)
@click.pass_context
def database_group(context: click.Context) -> None:
    """Look after the database."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@database_group.command(short_help="Bring the schema to this program's.")
@database_option
def upgrade(database: str | None) -> None:
    """Bring the database's schema to this program's; an SQLite file is backed up first."""
    from factcheck.workbench import Workbench

    click.echo(one_line(Workbench.upgrade(named("database", database))))


@database_group.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@database_option
def backup(file: Path, database: str | None) -> None:
    """Copy the SQLite database to FILE, while it is in use."""
    from factcheck.workbench import Workbench

    click.echo(one_line(Workbench.backup(named("database", database), file)))


@database_group.command(short_help="Put a backup in the database's place.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@database_option
def restore(file: Path, database: str | None) -> None:
    """Put the backup FILE in the place of the SQLite database, which is kept aside."""
    from factcheck.workbench import Workbench

    click.echo(one_line(Workbench.restore(named("database", database), file)))


@database_group.command(short_help="Move a desk between SQLite and PostgreSQL.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy the whole desk FROM one database TO another, which holds nothing yet: a file, or postgresql+psycopg://…

    FROM stays as it is, and may be in use: what is copied is its state at one moment. TO gets all or nothing.
    """
    from factcheck.workbench import Workbench

    with Counting("copying") as bar:
        said = Workbench.copy(source, target, bar.at)
    click.echo(one_line(said))


@database_group.command(short_help="Check the log and the quoted words.")
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


@database_group.command(short_help="Print the roles of a PostgreSQL desk.")
def roles() -> None:
    """Print the SQL that gives a PostgreSQL desk its roles: readers, checkers, editors.

    Run it as the owner of the desk: factcheck db roles | psql service=desk-owner --set ON_ERROR_STOP=1
    """
    from factcheck.workbench import Workbench

    click.echo(Workbench.roles(), nl=False)
