"""`factcheck sources`: the real people and bodies of the desk, and which sources are one."""

from collections.abc import Sequence

import click

from factcheck.cli.desk import NOTHING
from factcheck.cli.options import database_option, of_kind, records_option, reviewer_option, workbench
from factcheck.domain.extraction import SourceKind
from factcheck.text.display import one_line


@click.group(
    short_help="List sources with the number of their claims; merge those that are one.",
    invoke_without_command=True,
)
@click.option("--document", help="Only of this document.")
@click.option("--kind", "kinds", multiple=True, type=of_kind(SourceKind), help="Only of this kind; may be repeated.")
@click.option("--text", help="Only with this in a name.")
@click.option("--merges", is_flag=True, help="List what may be one source instead, with a score and why.")
@records_option("source")
@database_option
@click.pass_context
def sources(
    context: click.Context,
    document: str | None,
    kinds: Sequence[str],
    text: str | None,
    merges: bool,
    form: str,
    database: str | None,
) -> None:
    """List sources with the number of their claims, those with most first.

    Sources of several documents that a reviewer said are one stand in one line. --merges lists which may be; take
    the numbers or names from there to merge or refuse them.
    """
    if context.invoked_subcommand is not None:
        return
    from factcheck.cli.listing import list_merges, list_sources

    filtered = document is not None or bool(kinds) or text is not None
    if merges and filtered:
        raise click.UsageError("--merges is about the whole desk; leave --document, --kind and --text out")
    with workbench(database) as desk:
        if merges:
            list_merges(desk.merge_proposals(), form)
            return
        found = desk.sources(document, tuple(map(SourceKind, kinds)), text)
    list_sources(found, form, "no source passes all filters; leave some out" if filtered else NOTHING)


@sources.command(short_help="Say that two sources are one.")
@click.argument("one", required=False)
@click.argument("other", required=False)
@click.option("--proposed", "least", type=click.FloatRange(0, 1), help="Merge all that is proposed with this score.")
@database_option
@reviewer_option
def merge(one: str | None, other: str | None, least: float | None, database: str | None, reviewer: str | None) -> None:
    """Say that the sources ONE and OTHER, by number or name, are one real person or body.

    A name stands for every source that has it. `undo` takes the merge back.
    """
    if (least is None) != (one is not None and other is not None):
        raise click.UsageError("name two sources, or give --proposed SCORE")
    with workbench(database, reviewer) as desk:
        if least is not None:
            count = desk.accept_merges(least)
            click.echo(f"merged as proposed: {count} {'pair' if count == 1 else 'pairs'}")
        elif one is not None and other is not None:
            click.echo(one_line(desk.merge_sources(one, other).after))


@sources.command(short_help="Say that two sources are two, once for all.")
@click.argument("one")
@click.argument("other")
@database_option
@reviewer_option
def refuse(one: str, other: str, database: str | None, reviewer: str | None) -> None:
    """Say that the sources ONE and OTHER, by number or name, are two; merging them is not proposed again."""
    with workbench(database, reviewer) as desk:
        click.echo(one_line(desk.refuse_merge(one, other).after))


@sources.command(short_help="Take a source out of what it is merged into.")
@click.argument("source")
@database_option
@reviewer_option
def split(source: str, database: str | None, reviewer: str | None) -> None:
    """Take SOURCE, by its number, out of what it is merged into; merging it is not proposed again."""
    with workbench(database, reviewer) as desk:
        click.echo(one_line(desk.split_source(source).after))


@sources.command(short_help="Take your last merge, refusal or split back.")
@database_option
@reviewer_option
def undo(database: str | None, reviewer: str | None) -> None:
    """Take your last merge, refusal or split back; again: the one before."""
    with workbench(database, reviewer) as desk:
        event = desk.undo_merge()
    if event is None:
        click.echo("there is no merge, refusal or split of yours to take back", err=True)
    else:
        click.echo(one_line(f"taken back: {event.before or event.after}"))
