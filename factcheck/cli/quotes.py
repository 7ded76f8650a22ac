"""`factcheck quotes`: an article's quotations held against documents, without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import click

from factcheck.cli.listing import csv_lines, json_array
from factcheck.cli.options import records_option
from factcheck.cli.output import Bar, screen_width
from factcheck.cli.reading import Articles, articles, lone_article
from factcheck.cli.table import Column, lines
from factcheck.cli.variadic import Variadic
from factcheck.domain.extraction import Document
from factcheck.domain.matching import Change, QuotationCheck
from factcheck.reports.tables import Cell, listed, offsets

_HEADS = (
    Column("quotation", share=4),
    Column("source", share=2),
    Column("verdict"),
    Column("where", share=2),
    Column("said → printed", share=3),
)
_COLUMNS = ("quotation", "offsets", "sources", "verdict", "document", "document_offsets", "score", "changes")


@click.command(cls=Variadic, short_help="Hold an article's quotations against documents.")
@click.argument("article", metavar="ARTICLE")
@click.option(
    "--document",
    "documents",
    multiple=True,
    required=True,
    metavar="FILE…",
    help="What the words should stand in: transcripts, speeches, dispatches; several files, or .jsonl.",
)
@records_option("quotation")
def quotes(article: str, documents: Sequence[str], form: str) -> None:
    """Hold every quotation of ARTICLE against documents: is that really what was said?

    No database. The verdict is verbatim, typographic, shortened, wording_altered, meaning_altered, spliced, not_found,
    or cannot_tell where a document is in another language.
    """
    story, given = lone_article(article, "whose quotations are to be checked"), articles(documents)
    # deferred: what reads and compares takes longer to import than the help
    from factcheck.matching.checking import check
    from factcheck.matching.languages import language
    from factcheck.matching.quoted import quoted
    from factcheck.pipeline import extract

    with Bar("reading", given.count, given.length + len(story.text)) as bar:
        found = quoted(extract(story))
        texts: list[Document] = []
        for document in _named(given):
            texts.append(document)
            bar.advance()
        checks = check(found, texts, language(story.text))
    if form == "json":
        json_array(_record(one) for one in checks)
    elif form == "csv":
        csv_lines(_COLUMNS, map(_cells, checks))
    else:
        _table(checks)


def _named(given: Articles) -> Iterable[Document]:
    """Each document under the name that the command line gives it, a line of JSON lines under its id."""
    plain = {id(document): name for name, document in given.plain.items()}
    return (replace(document, id=plain.get(id(document), document.id)) for document in given)


def _record(one: QuotationCheck) -> dict[str, object]:
    return {
        "quote": [list(span) for span in one.quoted.spans],
        "text": one.quoted.text,
        "sources": list(one.quoted.sources),
        "verdict": one.verdict.value,
        "matches": [
            {"document": place.document, "spans": [list(span) for span in place.spans], "score": place.score}
            for place in one.places
        ],
        "changes": [{"kind": c.kind.value, "said": c.said, "printed": c.printed} for c in one.changes],
    }


def _cells(one: QuotationCheck) -> Sequence[Cell]:
    best = one.places[0] if one.places else None
    return (
        one.quoted.text,
        offsets(one.quoted.spans),
        listed(one.quoted.sources),
        one.verdict.value,
        best.document if best else "",
        offsets(best.spans) if best else "",
        best.score if best else None,
        listed(map(_change, one.changes)),
    )


def _change(change: Change) -> str:
    return f"{change.kind.value}: {change.said or '–'} → {change.printed or '–'}"


def _table(checks: Sequence[QuotationCheck]) -> None:
    if not checks:
        click.echo("no quotations in the article", err=True)
        return
    rows = [
        (
            one.quoted.text,
            listed(one.quoted.sources) or "nobody named",
            one.verdict.value.replace("_", " "),
            f"{one.places[0].document} {offsets(one.places[0].spans)}" if one.places else "–",
            listed(map(_change, one.changes)) or "–",
        )
        for one in checks
    ]
    for line in lines(_HEADS, rows, screen_width()):
        click.echo(line)
