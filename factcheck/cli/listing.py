"""Lists of claims and sources: tables to read, JSON and CSV for programs."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import click

from factcheck.cli.output import screen_width
from factcheck.cli.table import Column, lines
from factcheck.domain.bodies import MergeProposal
from factcheck.domain.desk import ClaimView, SourceSummary
from factcheck.reports.structured import claim_record, json_text
from factcheck.reports.tables import CLAIM_COLUMNS, Cell, claim_cells, listed, row
from factcheck.reports.words import chain, named
from factcheck.text.display import one_line

_SOURCE_COLUMNS = ("id", "name", "aliases", "kind", "documents", "mentions", "claims", "open", "sources")
_MERGE_COLUMNS = ("score", "one", "one_sources", "other", "other_sources", "kind", "reason")
_CLAIM_HEADS = (
    Column("document"),
    Column("no", number=True),
    Column("claim", share=5),
    Column("source", share=2),
    Column("state"),
    Column("true?", share=2),
    Column("said?", share=2),
)
_MERGE_HEADS = (
    Column("score", number=True),
    Column("one", share=2),
    Column("other", share=2),
    Column("kind"),
    Column("documents", number=True),
    Column("numbers"),
    Column("why", share=3),
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
    if form == "json":
        json_array(map(_source_record, found))
    elif form == "csv":
        csv_lines(_SOURCE_COLUMNS, map(_source_cells, found))
    else:
        _table(_SOURCE_HEADS, [_source_row(source) for source in found], nothing)


def list_merges(found: Iterable[MergeProposal], form: str) -> None:
    """As `list_claims`, for sources that may be one."""
    if form == "json":
        json_array(map(_merge_record, found))
    elif form == "csv":
        csv_lines(_MERGE_COLUMNS, map(_merge_cells, found))
    else:
        rows = [_merge_row(proposal) for proposal in found]
        if not rows:
            click.echo("no two sources look like one", err=True)
            return
        for line in lines(_MERGE_HEADS, rows, screen_width()):
            click.echo(line)


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


def _source_record(source: SourceSummary) -> dict[str, object]:
    return {
        "id": source.id,
        "name": source.name,
        "aliases": list(source.aliases),
        "kind": source.kind.value,
        "documents": list(source.documents),
        "mentions": source.mentions,
        "claims": source.claims,
        "open": source.open,
        "sources": list(source.sources),
    }


def _source_cells(source: SourceSummary) -> Sequence[Cell]:
    return (
        source.id,
        source.name,
        listed(source.aliases),
        source.kind.value,
        listed(source.documents),
        source.mentions,
        source.claims,
        source.open,
        listed(map(str, source.sources)),
    )


def _source_row(source: SourceSummary) -> Sequence[str]:
    many = len(source.documents)
    also = f" ({', '.join(source.aliases)})" if source.aliases else ""
    return (
        source.documents[0] if many == 1 else f"{many} documents",
        source.name + also,
        source.kind.value,
        str(source.claims),
        str(source.open),
        str(source.mentions),
    )


def _merge_record(proposal: MergeProposal) -> dict[str, object]:
    return {
        "score": proposal.score,
        "reason": proposal.reason,
        "kind": proposal.one.kind.value,
        **{
            name: {"name": side.name, "sources": list(side.sources), "documents": list(side.documents)}
            for name, side in (("one", proposal.one), ("other", proposal.other))
        },
    }


def _merge_cells(proposal: MergeProposal) -> Sequence[Cell]:
    one, other = proposal.one, proposal.other
    numbers = (listed(map(str, side.sources)) for side in (one, other))
    mine, theirs = numbers
    return proposal.score, one.name, mine, other.name, theirs, one.kind.value, proposal.reason


def _merge_row(proposal: MergeProposal) -> Sequence[str]:
    one, other = proposal.one, proposal.other
    return (
        f"{proposal.score:.2f}",
        one.name,
        other.name,
        one.kind.value,
        str(len({*one.documents, *other.documents})),
        f"{one.sources[0]} {other.sources[0]}",
        proposal.reason,
    )


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
