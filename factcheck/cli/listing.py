"""Lists of claims and sources: tables to read, JSON and CSV for programs."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import click

from factcheck.cli.output import screen_width
from factcheck.cli.table import Column, lines
from factcheck.domain.desk import ClaimView, SourceSummary
from factcheck.reports.structured import claim_record, json_text
from factcheck.reports.tables import CLAIM_COLUMNS, Cell, claim_cells, row
from factcheck.reports.words import chain, named
from factcheck.text.display import one_line

_SOURCE_COLUMNS = ("id", "name", "kind", "document", "mentions", "claims", "open")
_CLAIM_HEADS = (
    Column("document"),
    Column("no", number=True),
    Column("claim", share=5),
    Column("source", share=2),
    Column("state"),
    Column("true?", share=2),
    Column("said?", share=2),
)
_SOURCE_HEADS = (
    Column("document"),
    Column("source", share=2),
    Column("kind"),
    Column("claims", number=True),
    Column("open", number=True),
    Column("mentions", number=True),
)


def list_claims(found: Iterable[ClaimView], form: str, nothing: str) -> None:
    """Print claims as `form` (table, json, csv); `nothing` says on standard error why a table is empty."""
    if form == "json":
        json_array(claim_record(claim) for claim in found)
    elif form == "csv":
        csv_lines(CLAIM_COLUMNS, map(claim_cells, found))
    else:
        _table(_CLAIM_HEADS, [_claim_row(claim) for claim in found], nothing)


def list_sources(found: Iterable[SourceSummary], form: str, nothing: str) -> None:
    """As `list_claims`, for sources."""
    records = map(_source_record, found)
    if form == "json":
        json_array(records)
    elif form == "csv":
        csv_lines(_SOURCE_COLUMNS, (list(record.values()) for record in records))
    else:
        rows = [
            [str(record[key]) for key in ("document", "name", "kind", "claims", "open", "mentions")]
            for record in records
        ]
        _table(_SOURCE_HEADS, rows, nothing)


def _claim_row(claim: ClaimView) -> Sequence[str]:
    nobody = "nobody named" if claim.attribution else "own voice"
    return (
        claim.document_name,
        str(claim.number),
        claim.text,
        chain(named(claim.sources), named(claim.via), nobody),
        _words(claim.review.state),
        _words(claim.review.finding),
        _words(claim.review.attribution_check),
    )


def _words(value: StrEnum) -> str:
    return "–" if value == "none" else value.replace("_", " ")


def _source_record(source: SourceSummary) -> dict[str, Cell]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "document": source.document,
        "mentions": source.mentions,
        "claims": source.claims,
        "open": source.open,
    }


def json_array(records: Iterable[Mapping[str, object]]) -> None:
    """A JSON array with a record a line, written as it comes."""
    begun = False
    for record in records:
        click.echo(",\n" if begun else "[\n", nl=False)
        click.echo(json_text(record), nl=False)
        begun = True
    click.echo("\n]" if begun else "[]")


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    click.echo(row(columns), nl=False)
    for cells in rows:
        click.echo(row(cells), nl=False)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], nothing: str) -> None:
    """A table whose first column names the document; on a terminal one document's name stands above it once."""
    if not rows:
        click.echo(nothing, err=True)
        return
    screen = screen_width()
    names = {cells[0] for cells in rows}
    if screen is not None and len(names) == 1:
        click.echo(one_line(names.pop()))
        columns, rows = columns[1:], [cells[1:] for cells in rows]
    for line in lines(columns, rows, screen):
        click.echo(line)
