"""`factcheck extract`: claims with their sources, without a database."""

from collections.abc import Sequence

import click

from factcheck.cli.foreign import Foreign
from factcheck.cli.output import Bar, coloured, laid_out, width, written
from factcheck.cli.reading import articles


@click.command(short_help="Print the claims of articles with their sources.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="text to read, json (one object for one article, else one object a line), jsonl (one object a line).",
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
    given = articles(files)
    # deferred: the tagger takes longer to import than the help
    from factcheck.cli.page import Page
    from factcheck.pipeline import extract as read
    from factcheck.pipeline.contract import as_json
    from factcheck.reports.structured import json_text

    in_file = output not in (None, "-")
    foreign = Foreign()
    with written(output) as stream, Bar("reading", given.count, given.length) as bar:
        page = Page(stream, width(in_file), coloured(color, in_file))
        for number, document in enumerate(given):
            foreign.see(document)
            extraction = read(document)
            with bar.aside():
                if form == "text":
                    if number:
                        stream.write("\n\n")
                    page.write(extraction)
                elif form == "json" and given.lone:
                    stream.write(laid_out(as_json(extraction)) + "\n")
                else:
                    stream.write(json_text(as_json(extraction)) + "\n")
                stream.flush()
            bar.advance()
    foreign.tell()
