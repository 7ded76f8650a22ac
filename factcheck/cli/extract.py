"""`factcheck extract`: claims with their sources, without a database."""

from collections.abc import Sequence

import click

from factcheck.cli.output import Bar, coloured, width, written
from factcheck.cli.reading import documents, single


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="text to read, json (one object for one article, otherwise one a line), jsonl (one object a line).",
)
@click.option("--output", metavar="FILE", help="Write here instead of standard output; all or nothing.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the text form; auto: on a terminal, unless NO_COLOR is set.",
)
def extract(files: Sequence[str], form: str, output: str | None, color: str) -> None:
    """Read articles and print their claims with who stands behind them.

    FILE is plain text, Markdown, or .jsonl with one {"id", "text", …} a line; - reads standard input.
    """
    # deferred: the tagger takes longer to import than the help
    from factcheck.cli.page import Page
    from factcheck.pipeline import extract as read
    from factcheck.pipeline.contract import as_json
    from factcheck.reports.structured import json_text

    lone = single(files)
    with written(output) as stream, Bar("reading", None if not lone else 1) as bar:
        page = Page(stream, width(), coloured(color) and output in (None, "-"))
        for number, document in enumerate(documents(files)):
            extraction = read(document)
            with bar.aside():
                if form == "text":
                    if number:
                        stream.write("\n\n")
                    page.write(extraction)
                else:
                    stream.write(json_text(as_json(extraction), indent=1 if form == "json" and lone else None) + "\n")
            bar.advance()
