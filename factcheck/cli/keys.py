"""The command `factcheck keys`."""

import click

from factcheck.cli.options import records_option
from factcheck.cli.output import screen_width
from factcheck.cli.table import Column, lines

_COLUMNS = ("id", "keys", "label", "does")
_HEADS = (Column("command"), Column("keys"), Column("what it does", share=3))


@click.command(short_help="List the commands of the terminal app with their ids and keys.")
@records_option("command")
def keys(form: str) -> None:
    """List the commands of the terminal app with their ids and keys, your settings file taken into account.

    An id stands in the settings file, with the keys that it is to have, under [keys]:

    \b
    [keys]
    "review.checked" = ["m", "f5"]
    """
    from factcheck.cli.listing import csv_lines, json_array
    from factcheck.tui.commands import COMMANDS
    from factcheck.tui.keymap import keymap, shown
    from factcheck.workbench.preferences import preferences

    given = keymap(preferences().keys)
    if form == "json":
        json_array(
            {
                "id": command.id,
                "keys": given.get(command.id, command.keys).split(","),
                "label": command.label,
                "does": command.tooltip,
            }
            for command in COMMANDS
        )
        return
    listed = [(command.id, shown(command, given), command.label, command.tooltip) for command in COMMANDS]
    if form == "csv":
        csv_lines(_COLUMNS, listed)
        return
    rows = [(name, pressed, f"{label}: {does}") for name, pressed, label, does in listed]
    for line in lines(_HEADS, rows, screen_width()):
        click.echo(line)
