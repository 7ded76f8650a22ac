"""Commands on the desk: add, review, claims, settings."""

import gc
import os
import sys
from collections.abc import Sequence

import click

from factcheck.cli.foreign import Foreign
from factcheck.cli.options import database_option, of_kind, records_option, reviewer_option, workbench
from factcheck.cli.output import Bar
from factcheck.cli.reading import articles
from factcheck.domain.desk import Added
from factcheck.domain.errors import FactcheckError
from factcheck.domain.extraction import Extraction, Flag
from factcheck.domain.review import AttributionCheck, Desk, Finding, State
from factcheck.text.display import one_line

# from here on a server's own count of what a desk holds is out of date
_MANY = 100
NOTHING = "there is nothing yet; add articles with factcheck add FILE"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--draft-of", metavar="DOCUMENT", help="The one FILE is a new draft of this document, whatever its name.")
@click.option("--new", "apart", is_flag=True, help="An article of its own, though one of that name is there.")
@database_option
@reviewer_option
def add(files: Sequence[str], draft_of: str | None, apart: bool, database: str | None, reviewer: str | None) -> None:
    """Read articles and store them with their claims for review.

    A changed text of a known article (by file name, or the id of a line) becomes its next draft: what was decided on
    unchanged claims stays. The same text twice adds nothing. FILE is as for extract.
    """
    if draft_of is not None and apart:
        raise click.UsageError("--draft-of and --new contradict each other; give one")
    given = articles(files)
    if draft_of is not None and given.count != 1:
        raise click.UsageError(f"--draft-of takes one article, and {given.count} were given")
    from factcheck.pipeline import extract as read

    foreign = Foreign()
    with workbench(database, reviewer) as desk, Bar("adding", given.count, given.length) as bar:
        for document in given:
            foreign.see(document)
            extraction = read(document)
            added = desk.add(extraction, draft_of=draft_of, apart=apart)
            with bar.aside():
                click.echo(one_line(_told(added, extraction)))
            bar.advance()
        if given.count >= _MANY:
            desk.gather_statistics()
    foreign.tell()


def _told(added: Added, extraction: Extraction) -> str:
    """What became of an article, on one line."""
    from factcheck.reports.words import counted

    name = added.document.name
    if added.new:
        return f"added {name}: {counted(len(extraction.claims), 'claim')}, {counted(len(extraction.sources), 'source')}"
    draft = added.redrafted
    if draft is not None:
        back = f", {draft.back} back" if draft.back else ""
        stale = f" ({draft.stale} stale)" if draft.stale else ""
        counts = f"{draft.kept} kept, {draft.altered} altered{stale}, {draft.cut} cut, {draft.new} new{back}"
        return f"draft {draft.number} of {name}: {counts}; factcheck diff {name} shows them"
    if added.known_as is not None:
        return (
            f"already there: {name} as draft {added.known_as}, and draft {added.document.draft} is under review; "
            f"nothing added; --draft-of {name} returns to this text"
        )
    return f"already there: {name}; nothing added"


@click.command(short_help="Open the terminal app on the desk or on one document.")
@click.argument("document", required=False)
@database_option
@reviewer_option
def review(document: str | None, database: str | None, reviewer: str | None) -> None:
    """Open the terminal app on the desk, or on one DOCUMENT (its name, number, or how either begins)."""
    # a browser's terminal is a pair of pipes: factcheck serve says so by this variable
    if "TEXTUAL_DRIVER" not in os.environ and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise FactcheckError("review needs a terminal; in scripts use factcheck claims or factcheck export")
    # nothing that is made until the first screen shows is garbage; looking through it took a tenth of the time
    gc.disable()
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
@click.option("--assigned", metavar="NAME", help="Only the work of a reviewer whose name holds this.")
@click.option("--cut", "cut_only", is_flag=True, help="Those that the text has no longer, as the last draft had them.")
@click.option("--open", "open_only", is_flag=True, help="Only what somebody still has to work on.")
@click.option("--checkable", "checkable_only", is_flag=True, help="Only what evidence could settle.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@records_option("claim")
@database_option
def claims(
    document: str | None,
    states: Sequence[str],
    findings: Sequence[str],
    checks: Sequence[str],
    flags: Sequence[str],
    source: str | None,
    text: str | None,
    assigned: str | None,
    cut_only: bool,
    open_only: bool,
    checkable_only: bool,
    limit: int | None,
    form: str,
    database: str | None,
) -> None:
    """List claims; filters narrow together."""
    from factcheck.cli.listing import list_claims
    from factcheck.workbench import ClaimFilter

    chosen = ClaimFilter(
        document=document,
        states=tuple(map(State, states)),
        findings=tuple(map(Finding, findings)),
        attribution_checks=tuple(map(AttributionCheck, checks)),
        flags=tuple(map(Flag, flags)),
        source=source,
        text=text,
        assigned=assigned,
        cut_only=cut_only,
        open_only=open_only,
        checkable_only=checkable_only,
    )
    with workbench(database) as desk:
        found = desk.claims(chosen, limit) if limit else desk.each_claim(chosen)
        list_claims(found, form, NOTHING if chosen == ClaimFilter() else "no claim passes all filters; leave some out")


@click.command("settings")
@click.option(
    "--one-person/--no-one-person",
    default=None,
    help="One person: the checker of a claim may sign it off, too; reports then say so.",
)
@click.option(
    "--independent-sources",
    type=click.IntRange(0, 9),
    metavar="N",
    help="How many independent sources a central claim wants; fewer are warned of. 0: no rule.",
)
@database_option
@reviewer_option
def settings_command(
    one_person: bool | None, independent_sources: int | None, database: str | None, reviewer: str | None
) -> None:
    """Show the desk's rules, or change them."""
    from factcheck.workbench.preferences import path

    with workbench(database, reviewer) as desk:
        rules = desk.desk
        one_person = rules.one_person if one_person is None else one_person
        wanted = rules.independent_sources if independent_sources is None else independent_sources
        desk.set_desk(Desk(one_person=one_person, independent_sources=wanted))
        click.echo(f"database    {one_line(desk.location)}")
        click.echo(f"reviewer    {one_line(desk.reviewer)}")
        click.echo(f"settings    {one_line(str(path()))}{'' if path().exists() else ' (not there; all as it comes)'}")
        click.echo(f"one person  {'yes: a checker may sign' if desk.desk.one_person else 'no: somebody else signs'}")
        click.echo(f"independent sources of a central claim  {wanted or 'no rule'}")
