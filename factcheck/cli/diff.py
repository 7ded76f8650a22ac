"""`factcheck diff`: what a new draft of a text did to its claims."""

from functools import partial

import click

from factcheck.cli.options import database_option, workbench
from factcheck.cli.output import coloured

_STYLES = {
    "head": partial(click.style, bold=True),
    "dim": partial(click.style, dim=True),
    "old": partial(click.style, fg="red"),
    "new": partial(click.style, fg="green"),
}


@click.command(short_help="What a new draft of a document did to its claims.")
@click.argument("document")
@click.option("--from", "before", type=click.IntRange(min=1), metavar="N", help="The older draft (default: the last).")
@click.option("--to", "after", type=click.IntRange(min=1), metavar="N", help="The newer draft (default: the present).")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to list them."
)
@database_option
def diff(document: str, before: int | None, after: int | None, form: str, database: str | None) -> None:
    """Show which claims of DOCUMENT a draft kept, altered, cut and added, and what only moved.

    Of what was altered and cut it shows what had been decided; [-words-] went out, {+words+} came in.
    """
    with workbench(database) as desk:
        found = desk.diff(document, before, after)
    from factcheck.reports.drafts import as_json, lines, plain
    from factcheck.reports.structured import json_text

    if form == "json":
        click.echo(json_text(as_json(found), indent=2))
        return
    for line in lines(found, _styled if coloured("auto") else plain):
        click.echo(line)


def _styled(text: str, style: str) -> str:
    return _STYLES[style](text) if text else text
