"""`factcheck quotes`: an article's quotations held against documents: files, or those that the desk keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import click

from factcheck.cli.listing import csv_lines, json_array
from factcheck.cli.options import desk_option, records_option, workbench
from factcheck.cli.output import Bar, screen_width
from factcheck.cli.reading import Articles, articles, lone_article
from factcheck.cli.table import Column, lines
from factcheck.cli.variadic import Variadic
from factcheck.domain.extraction import Document
from factcheck.domain.matching import Change, QuotationCheck, Verdict
from factcheck.domain.papers import QuotationResult
from factcheck.reports.quotations import quotation_record, verdict_record
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
    metavar="FILE…",
    help="What the words should stand in: transcripts, speeches, dispatches; several files, or .jsonl.",
)
@click.option("--all", "everywhere", is_flag=True, help="Of the desk's documents all, not only those of the source.")
@records_option("quotation")
@desk_option
def quotes(article: str, documents: Sequence[str], everywhere: bool, form: str, database: str | None) -> None:
    """Hold every quotation of ARTICLE against documents: is that really what was said?

    With --document no database: ARTICLE and FILE are files. Without, ARTICLE is a document of the desk, whose
    quotations are held against the evidence documents of those it credits (factcheck evidence add).

    The verdict is verbatim, typographic, shortened, wording_altered, meaning_altered, spliced, not_found, or
    cannot_tell where a document is in another language.
    """
    if not documents:
        _of_desk(article, everywhere, form, database)
        return
    if everywhere or database is not None:
        raise click.UsageError("--document takes files and no database; leave --all and --database out")
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


def _of_desk(document: str, everywhere: bool, form: str, database: str | None) -> None:
    with workbench(database) as desk:
        results = desk.quotation_results(document, everywhere)
        kept = bool(desk.evidence_documents()) if not any(one.check for one in results) else True
    if form == "json":
        json_array(map(quotation_record, results))
    elif form == "csv":
        csv_lines((*_COLUMNS, "claims", "proposes"), (_result_cells(one) for one in results))
    elif not kept:
        click.echo(
            "nothing to hold it against; keep a document with factcheck evidence add FILE --source NAME", err=True
        )
    elif not results:
        click.echo("no quotation in the document is credited to anybody", err=True)
    else:
        rows = [(*_row(_or_unread(one)), (one.proposes or "–").replace("_", " ")) for one in results]
        rows = [
            row if one.check else (*row[:2], "no document", *row[3:]) for one, row in zip(results, rows, strict=True)
        ]
        for line in lines((*_HEADS, Column("proposes")), rows, screen_width()):
            click.echo(line)


def _or_unread(one: QuotationResult) -> QuotationCheck:
    return one.check or QuotationCheck(one.quoted, Verdict.CANNOT_TELL, (), ())


def _result_cells(one: QuotationResult) -> Sequence[Cell]:
    cells = list(_cells(_or_unread(one)))
    if one.check is None:
        cells[3] = ""
    return (*cells, listed(map(str, one.claims)), one.proposes or "")


def _named(given: Articles) -> Iterable[Document]:
    """Each document under the name that the command line gives it, a line of JSON lines under its id."""
    plain = {id(document): name for name, document in given.plain.items()}
    return (replace(document, id=plain.get(id(document), document.id)) for document in given)


def _record(one: QuotationCheck) -> dict[str, object]:
    return {
        "quote": [list(span) for span in one.quoted.spans],
        "text": one.quoted.text,
        "sources": list(one.quoted.sources),
        **verdict_record(one),
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
    rows = [_row(one) for one in checks]
    for line in lines(_HEADS, rows, screen_width()):
        click.echo(line)


def _row(one: QuotationCheck) -> tuple[str, ...]:
    return (
        one.quoted.text,
        listed(one.quoted.sources) or "nobody named",
        one.verdict.value.replace("_", " "),
        f"{one.places[0].document} {offsets(one.places[0].spans)}" if one.places else "–",
        listed(map(_change, one.changes)) or "–",
    )
