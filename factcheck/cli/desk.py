"""Commands on the desk: add, review, claims, sources, settings."""

import sys
from collections.abc import Iterable, Sequence

import click

from factcheck.cli.group import BAD_INPUT
from factcheck.cli.options import database_option, of_kind, reviewer_option, workbench
from factcheck.cli.output import Bar, width
from factcheck.cli.reading import documents, is_jsonl
from factcheck.domain.desk import ClaimView, SourceSummary
from factcheck.domain.extraction import Flag, SourceKind
from factcheck.domain.review import AttributionCheck, Desk, Finding, State
from factcheck.reports.words import chain, counted, named
from factcheck.text.display import one_line

_FORMS = click.Choice(["table", "json", "csv"])
_OUTLET = "the outlet"
_CLAIM_COLUMNS = ("id", "document", "number", "state", "finding", "attribution_check", "source", "claim", "flags")
_SOURCE_COLUMNS = ("id", "name", "kind", "document", "mentions", "claims", "open")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@database_option
@reviewer_option
def add(files: Sequence[str], database: str | None, reviewer: str | None) -> None:
    """Read articles and store them with their claims for review.

    The same text twice adds nothing. FILE is as for extract.
    """
    from factcheck.pipeline import extract as read

    total = None if any(is_jsonl(name) for name in files) else len(files)
    with workbench(database, reviewer) as desk, Bar("adding", total) as bar:
        for document in documents(files):
            added = desk.add(read(document))
            line = f"already there: {added.document.name}; nothing added"
            if added.new:
                line = f"added {added.document.name}: {counted(added.document.progress.claims, 'claim')}"
            with bar.aside():
                click.echo(one_line(line))
            bar.advance()


@click.command()
@click.argument("document", required=False)
@database_option
@reviewer_option
def review(document: str | None, database: str | None, reviewer: str | None) -> None:
    """Open the terminal app on the desk, or on one DOCUMENT (its name, number, or how either begins)."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("factcheck: review needs a terminal; use claims or export in scripts", err=True)
        sys.exit(BAD_INPUT)
    from factcheck.tui import run

    with workbench(database, reviewer) as desk:
        run(desk, document)


@click.command()
@click.option("--document", help="Only of this document.")
@click.option("--state", "states", multiple=True, type=of_kind(State), help="Only in this state; may be repeated.")
@click.option(
    "--finding", "findings", multiple=True, type=of_kind(Finding), help="Only with this finding; may be repeated."
)
@click.option(
    "--attribution-check",
    "checks",
    multiple=True,
    type=of_kind(AttributionCheck),
    help="Only with this attribution check; may be repeated.",
)
@click.option("--flag", "flags", multiple=True, type=of_kind(Flag), help="Only with this flag; repeated: with all.")
@click.option("--source", help="Only credited to, or relayed by, a source whose name holds this.")
@click.option("--text", help="Only with this in the claim or its note.")
@click.option("--open", "open_only", is_flag=True, help="Only what somebody still has to work on.")
@click.option("--checkable", "checkable_only", is_flag=True, help="Only what evidence could settle.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to print them.")
@database_option
def claims(
    document: str | None,
    states: Sequence[str],
    findings: Sequence[str],
    checks: Sequence[str],
    flags: Sequence[str],
    source: str | None,
    text: str | None,
    open_only: bool,
    checkable_only: bool,
    limit: int | None,
    form: str,
    database: str | None,
) -> None:
    """List claims; filters narrow together."""
    from factcheck.reports.structured import claim_record
    from factcheck.workbench import ClaimFilter

    chosen = ClaimFilter(
        document=document,
        states=tuple(map(State, states)),
        findings=tuple(map(Finding, findings)),
        attribution_checks=tuple(map(AttributionCheck, checks)),
        flags=tuple(map(Flag, flags)),
        source=source,
        text=text,
        open_only=open_only,
        checkable_only=checkable_only,
    )
    with workbench(database) as desk:
        found = desk.claims(chosen, limit) if limit else desk.each_claim(chosen)
        if form == "json":
            _json(claim_record(claim) for claim in found)
            return
        nothing = "no claims" if chosen == ClaimFilter() else "no claims that all these filters let through"
        _table(
            _CLAIM_COLUMNS,
            (_claim_cells(claim) for claim in found),
            form,
            f"{nothing}; add articles with factcheck add",
        )


@click.command()
@click.option("--document", help="Only of this document.")
@click.option("--kind", "kinds", multiple=True, type=of_kind(SourceKind), help="Only of this kind; may be repeated.")
@click.option("--text", help="Only with this in the name.")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True, help="How to print them.")
@database_option
def sources(document: str | None, kinds: Sequence[str], text: str | None, form: str, database: str | None) -> None:
    """List sources with the number of their claims, those with most first."""
    with workbench(database) as desk:
        found = desk.sources(document, tuple(map(SourceKind, kinds)), text)
    cells = [_source_cells(source) for source in found]
    if form == "json":
        _json(dict(zip(_SOURCE_COLUMNS, row, strict=True)) for row in cells)
        return
    _table(_SOURCE_COLUMNS, cells, form, "no sources; add articles with factcheck add, or widen the filters")


@click.command("settings")
@click.option(
    "--one-person/--no-one-person",
    default=None,
    help="Whether the checker of a claim may sign it off too; reports then say so.",
)
@database_option
@reviewer_option
def settings_command(one_person: bool | None, database: str | None, reviewer: str | None) -> None:
    """Show the desk's rules, or change them."""
    with workbench(database, reviewer) as desk:
        if one_person is not None:
            desk.set_desk(Desk(one_person=one_person))
        click.echo(f"database    {one_line(desk.location)}")
        click.echo(f"reviewer    {one_line(desk.reviewer)}")
        click.echo(f"one person  {'yes: a checker may sign' if desk.desk.one_person else 'no: somebody else signs'}")


def _claim_cells(claim: ClaimView) -> tuple[object, ...]:
    return (
        claim.id,
        claim.document_name,
        claim.number,
        claim.review.state.value,
        claim.review.finding.value,
        claim.review.attribution_check.value,
        chain(named(claim.sources), named(claim.via), _OUTLET),
        claim.text,
        " ".join(flag.value for flag in claim.flags),
    )


def _source_cells(source: SourceSummary) -> tuple[object, ...]:
    return (source.id, source.name, source.kind.value, source.document, source.mentions, source.claims, source.open)


def _json(records: Iterable[object]) -> None:
    """A JSON array, written as it comes."""
    from factcheck.reports.structured import json_text

    begun = False
    for record in records:
        click.echo("," if begun else "[")
        click.echo(json_text(record), nl=False)
        begun = True
    click.echo("\n]" if begun else "[]")


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str, nothing: str) -> None:
    if form == "csv":
        from factcheck.reports.tables import row

        click.echo(row(columns), nl=False)
        for cells in rows:
            click.echo(row([str(cell) for cell in cells]), nl=False)
        return
    listed = list(rows)
    if not listed:
        click.echo(nothing, err=True)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        wide = column in ("claim", "name")
        table.add_column(
            column.replace("_", " "),
            ratio=1 if wide else None,
            overflow="fold",
            no_wrap=not wide and column not in ("source", "flags"),
        )
    for cells in listed:
        table.add_row(*(Text(one_line(str(cell))) for cell in cells))
    columns_wide = width() if sys.stdout.isatty() else 160
    console = Console(width=columns_wide, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        click.echo(line.rstrip())
