"""The command `factcheck`."""

from importlib import import_module

import click

from factcheck import __version__
from factcheck.cli.group import CommandLine
from factcheck.cli.options import database_option, reviewer_option

# where each command is: one command does not wait until all the others are loaded
_COMMANDS = {
    "extract": "extract.extract",
    "add": "desk.add",
    "review": "desk.review",
    "serve": "serve.serve",
    "claims": "desk.claims",
    "sources": "sources.sources",
    "diff": "diff.diff",
    "correct": "correcting.correct",
    "check": "checking.check",
    "evidence": "evidence.evidence",
    "checks": "checks.checks",
    "quotes": "quotes.quotes",
    "matches": "matches.matches",
    "figures": "figures.figures",
    "export": "export.export",
    "training": "training.training",
    "settings": "desk.settings_command",
    "keys": "keys.keys",
    "db": "database.database_group",
}


class _Commands(CommandLine):
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in order."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, loaded when it is asked for; None where there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"factcheck.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with; where there is none the error names the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            # deferred: only mistakes need it; click itself looks among commands that are loaded
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) from None


@click.group(
    cls=_Commands,
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
