"""The command `factcheck`."""

import click

from factcheck import __version__
from factcheck.cli.database import database_group
from factcheck.cli.desk import add, claims, review, settings_command, sources
from factcheck.cli.export import export
from factcheck.cli.extract import extract
from factcheck.cli.group import CommandLine


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="factcheck")
def main() -> None:
    """Read news articles claim by claim, with who stands behind each; review them; report what was found.

    Nothing leaves this machine.
    """


for command in (extract, add, review, claims, sources, export, settings_command, database_group):
    main.add_command(command)
