"""The command `factcheck`."""

import click

from factcheck import __version__
from factcheck.cli.checking import check
from factcheck.cli.checks import checks
from factcheck.cli.correcting import correct
from factcheck.cli.database import database_group
from factcheck.cli.desk import add, claims, review, settings_command
from factcheck.cli.diff import diff
from factcheck.cli.evidence import evidence
from factcheck.cli.export import export
from factcheck.cli.extract import extract
from factcheck.cli.figures import figures
from factcheck.cli.group import CommandLine
from factcheck.cli.keys import keys
from factcheck.cli.matches import matches
from factcheck.cli.options import database_option, reviewer_option
from factcheck.cli.quotes import quotes
from factcheck.cli.serve import serve
from factcheck.cli.sources import sources
from factcheck.cli.training import training


@click.group(
    cls=CommandLine,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="factcheck %(version)s")
@database_option
@reviewer_option
@click.pass_context
def main(context: click.Context, /, **_: str | None) -> None:
    """Read news articles claim by claim, with who stands behind each; review them; report what was found.

    Nothing leaves this machine. --database and --as may stand before the command or after it.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    extract,
    add,
    review,
    serve,
    claims,
    sources,
    diff,
    correct,
    check,
    evidence,
    checks,
    quotes,
    matches,
    figures,
    export,
    training,
    settings_command,
    keys,
    database_group,
):
    main.add_command(command)
