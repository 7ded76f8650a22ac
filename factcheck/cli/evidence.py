"""`factcheck evidence`: the documents that quotations are held against."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from factcheck.cli.listing import csv_lines, json_array
from factcheck.cli.options import database_option, records_option, reviewer_option, workbench
from factcheck.cli.output import Bar, screen_width
from factcheck.cli.reading import STANDARD_INPUT, articles
from factcheck.cli.table import Column, lines
from factcheck.domain.evidence import Rank
from factcheck.domain.papers import EvidenceDocument, Origin
from factcheck.reports.structured import json_text
from factcheck.reports.tables import Cell, listed
from factcheck.text.display import one_line, visible

_HEADS = (
    Column("no", number=True),
    Column("document", share=2),
    Column("whose words", share=2),
    Column("date"),
    Column("rank"),
    Column("characters", number=True),
    Column("claims", number=True),
    Column("origin", share=3),
)
_COLUMNS = (
    "id", "name", "title", "origin", "published", "speaker", "sources", "rank", "language", "sha256", "length",
    "claims", "added_by", "added_at",
)  # fmt: skip


@click.group(short_help="Keep documents to hold quotations against.")
def evidence() -> None:
    """Keep documents to hold quotations against: dispatches, transcripts, speeches, reports."""


@evidence.command(short_help="Keep documents with their text, hash, origin, date and speaker.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--claim", "claims", multiple=True, type=int, help="Cite it as evidence for this claim (its id).")
@click.option("--source", metavar="NAME", help="Whose words it holds: the name or number of a source.")
@click.option("--primary", "rank", flag_value="primary", help="It was there itself: a transcript, a dispatch.")
@click.option("--secondary", "rank", flag_value="secondary", help="It reports what another was told.")
@click.option(
    "--origin", metavar="TEXT", help="Where it comes from: an address, an archive (default: the file's path)."
)
@click.option("--speaker", metavar="NAME", help="Who speaks, where that is not the name of the source.")
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), help="When (default: what the text says).")
@database_option
@reviewer_option
def add(
    files: Sequence[str],
    claims: Sequence[int],
    source: str | None,
    rank: str | None,
    origin: str | None,
    speaker: str | None,
    published: datetime | None,
    database: str | None,
    reviewer: str | None,
) -> None:
    """Keep the text of each FILE. The same text twice is kept once; attaching it goes on.

    FILE is as for extract; a .jsonl file holds one document a line.
    """
    given = articles(files)
    plain = {id(document): name for name, document in given.plain.items()}
    day: date | None = published.date() if published else None
    stated = Origin(published=day, speaker=speaker or "", rank=Rank(rank) if rank else None)
    with workbench(database, reviewer) as desk, Bar("keeping", given.count, given.length) as bar:
        for document in given:
            name = plain.get(id(document), STANDARD_INPUT)
            path = "" if name == STANDARD_INPUT else str(Path(name).absolute())
            kept = desk.keep_document(document, replace(stated, origin=origin or path), claims, source)
            what = kept.document
            new = f"kept {what.name}: {what.length:,} characters" if kept.new else f"already there: {what.name}"
            with bar.aside():
                click.echo(one_line("; ".join([new, *kept.told])))
                if source is not None and not what.sources:
                    click.echo(
                        one_line(f"no source is named {source} yet; its quotations will be held against it"), err=True
                    )
            bar.advance()


@evidence.command("list", short_help="List the documents that are kept.")
@click.option("--text", help="Only with these words in name, title, speaker or origin.")
@records_option("document")
@database_option
def list_documents(text: str | None, form: str, database: str | None) -> None:
    """List the documents that are kept, the latest first."""
    with workbench(database) as desk:
        found = desk.evidence_documents(text)
    if form == "json":
        json_array(map(_record, found))
    elif form == "csv":
        csv_lines(_COLUMNS, map(_cells, found))
    elif not found:
        nothing = (
            "no document has these words" if text else "nothing is kept yet; keep one with factcheck evidence add FILE"
        )
        click.echo(nothing, err=True)
    else:
        for line in lines(_HEADS, [_row(document) for document in found], screen_width()):
            click.echo(line)


@evidence.command(short_help="Show a document that is kept.")
@click.argument("document")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How.")
@database_option
def show(document: str, form: str, database: str | None) -> None:
    """Show DOCUMENT, by name or number: what is known of it, then its text."""
    with workbench(database) as desk:
        found, text = desk.evidence_document(document)
    if form == "json":
        click.echo(json_text({**_record(found), "text": text}))
        return
    for name, value in _record(found).items():
        told = listed(map(str, value)) if isinstance(value, list) else str(value)
        if told and value is not None:
            click.echo(f"{name:<10}{one_line(told)}")
    click.echo()
    click.echo(visible(text))


@evidence.command(short_help="Attach a document that is kept to a claim or to a source.")
@click.argument("document")
@click.option("--claim", type=int, help="Cite it as evidence for this claim (its id).")
@click.option("--source", metavar="NAME", help="It holds words of this source, by name or number.")
@database_option
@reviewer_option
def attach(document: str, claim: int | None, source: str | None, database: str | None, reviewer: str | None) -> None:
    """Attach DOCUMENT, by name or number, to a claim, as evidence, or to a whole source."""
    if claim is None and source is None:
        raise click.UsageError("give --claim or --source")
    with workbench(database, reviewer) as desk:
        kept = desk.attach_document(document, claim, source)
    for line in kept.told or ("it is attached already",):
        click.echo(one_line(line))


@evidence.command(short_help="Hold nothing against a document any more.")
@click.argument("document")
@database_option
@reviewer_option
def remove(document: str, database: str | None, reviewer: str | None) -> None:
    """Hold nothing against DOCUMENT any more.

    Evidence that cites it keeps its words; adding it again brings it back.
    """
    with workbench(database, reviewer) as desk:
        click.echo(one_line(f"removed {desk.remove_document(document).name}"))


def _record(document: EvidenceDocument) -> dict[str, Cell | list[str] | list[int]]:
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "origin": document.origin,
        "published": document.published.isoformat() if document.published else None,
        "speaker": document.speaker,
        "sources": list(document.sources),
        "rank": document.rank.value if document.rank else None,
        "language": document.language,
        "sha256": document.sha256,
        "length": document.length,
        "claims": list(document.claims),
        "added_by": document.added_by,
        "added_at": document.added_at.isoformat(),
    }


def _cells(document: EvidenceDocument) -> Sequence[Cell]:
    return [listed(map(str, v)) if isinstance(v, list) else v for v in _record(document).values()]


def _row(document: EvidenceDocument) -> Sequence[str]:
    return (
        str(document.id),
        document.name,
        listed(document.sources) or document.speaker or "–",
        document.published.isoformat() if document.published else "–",
        document.rank.value if document.rank else "–",
        f"{document.length:,}",
        str(len(document.claims)),
        document.origin or "–",
    )
