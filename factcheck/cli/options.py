"""Options that several commands share, and opening the desk that they name."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from factcheck.workbench import Workbench

Command = TypeVar("Command", bound=Callable[..., None])
Kind = TypeVar("Kind", bound=StrEnum)


def database_option(command: Command) -> Command:
    """Give `command` the option --database."""
    return click.option(
        "--database",
        metavar="URL",
        callback=_something,
        help="The database: a file, or postgresql+psycopg://… (default: $FACTCHECK_DATABASE, else your data folder).",
    )(command)


def desk_option(command: Command) -> Command:
    """As `database_option`, for commands that work without one: --database alone names the default one."""
    return click.option(
        "--database",
        metavar="[URL]",
        is_flag=False,
        flag_value="",
        help="The database, instead of files (default: $FACTCHECK_DATABASE, else your data folder).",
    )(command)


def reviewer_option(command: Command) -> Command:
    """Give `command` the option --as."""
    return click.option(
        "--as",
        "reviewer",
        metavar="NAME",
        callback=_something,
        help="Who decides (default: $FACTCHECK_REVIEWER, else your login name).",
    )(command)


def _something(ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    """Refuse what a script gives whose variable is not set: the default desk is not what it means."""
    if given is not None and not given.strip():
        raise click.BadParameter("is empty; leave the option out for the default", ctx, param)
    return given


def named(option: str, here: str | None) -> str | None:
    """What the command was given for a shared `option`, else what stands before the command."""
    before: str | None = click.get_current_context().find_root().params.get(option)
    return before if here is None else here


def workbench(database: str | None, reviewer: str | None = None) -> "Workbench":
    """The desk at `database` on behalf of `reviewer`."""
    # deferred: SQLAlchemy takes longer to import than everything that needs no database
    from factcheck.workbench import Workbench, settings

    return Workbench.open(
        settings.database(named("database", database)), settings.reviewer(named("reviewer", reviewer))
    )


def records_option(record: str) -> Callable[[Command], Command]:
    """The option --format of commands that give one `record` after the other."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help=f"table to read, json (an array of one object a {record}), csv.",
    )


def of_kind(kind: type[Kind]) -> click.Choice[str]:
    """A choice among the values of a closed set."""
    return click.Choice([member.value for member in kind], case_sensitive=False)
