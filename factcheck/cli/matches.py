"""`factcheck matches`: claims held against earlier checks: those of files, or those that the desk knows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from factcheck.cli.checks import read
from factcheck.cli.listing import csv_lines, json_array
from factcheck.cli.options import desk_option, records_option, workbench
from factcheck.cli.output import Bar, screen_width
from factcheck.cli.reading import lone_article
from factcheck.cli.table import Column, lines
from factcheck.cli.variadic import Variadic
from factcheck.domain.earlier import CheckedBefore
from factcheck.domain.errors import InputError
from factcheck.domain.matching import CheckMatch, EarlierCheck
from factcheck.reports.tables import Cell, listed
from factcheck.text.display import one_line

if TYPE_CHECKING:
    from factcheck.matching.matches import EarlierChecks

_HEADS = (
    Column("claim", share=4),
    Column("score", number=True),
    Column("checked before", share=4),
    Column("rating", share=2),
    Column("different", share=2),
)
_COLUMNS = ("claim", "rank", "score", "id", "claimReviewed", "rating", "url", "same", "different")

Found = tuple[str, Sequence[CheckMatch]]


@click.command(cls=Variadic, short_help="Look claims up among earlier checks.")
@click.argument("document", required=False)
@click.option("--claim", "claims", multiple=True, metavar="TEXT", help="A claim to look up; may be repeated.")
@click.option("--article", metavar="FILE", help="Look up every claim of this article; - reads standard input.")
@click.option(
    "--checks",
    multiple=True,
    metavar="FILE…",
    help="Earlier checks: ClaimReview JSON-LD, a Data Commons feed, JSON lines, CSV, or an export; several files.",
)
@records_option("claim")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="At most so many matches a claim.")
@click.option("--skip-bad", is_flag=True, help="Report records that cannot be read, and go on without them.")
@desk_option
def matches(
    document: str | None,
    claims: Sequence[str],
    article: str | None,
    checks: Sequence[str],
    form: str,
    limit: int,
    skip_bad: bool,
    database: str | None,
) -> None:
    """Look claims up among earlier checks: has somebody checked this before?

    With --checks no database: give --claim or --article. Without, the claims of DOCUMENT, or --claim, are looked up
    among the checks that the desk has imported and the claims that it has reviewed itself.

    The score is the probability that both are one claim; names, numbers, dates and negations that differ weigh more
    than words that are the same.
    """
    if any(not claim.strip() for claim in claims):
        raise InputError("--claim is empty; give the claim in words")
    if not checks:
        if article is not None or bool(claims) == (document is not None):
            raise click.UsageError("give --checks FILE; or, to ask the desk, DOCUMENT or --claim")
        of_desk(document, claims, form, limit, database)
        return
    if document is not None or database is not None:
        raise click.UsageError("--checks names files and no database; leave DOCUMENT and --database out")
    if bool(claims) == (article is not None):
        raise click.UsageError("give either --claim or --article", click.get_current_context())
    story = lone_article(article, "whose claims are to be looked up") if article is not None else None
    earlier: list[EarlierCheck] = []
    read(checks, skip_bad, earlier.append)
    if not earlier:
        raise InputError(f"{one_line(', '.join(checks))}: no checked claims in there; give a file of fact checks")
    # deferred: what reads and compares takes longer to import than the help
    from factcheck.matching.matches import EarlierChecks

    if story is not None:
        from factcheck.pipeline import extract

        claims = [claim.text for claim in extract(story).claims]
    known = EarlierChecks(earlier)
    with Bar("looking up", len(claims), 0) as bar:
        found = _found(known, claims, limit, bar)
        if form == "json":
            with bar.aside():
                json_array(_record(claim, best) for claim, best in found)
        elif form == "csv":
            with bar.aside():
                csv_lines(_COLUMNS, (cells for claim, best in found for cells in _cells(claim, best)))
        else:
            rows = [row for claim, best in found for row in _rows(claim, best)]
            with bar.aside():
                _table(rows)


def of_desk(document: str | None, claims: Sequence[str], form: str, limit: int, database: str | None) -> None:
    """Look claims up among what the desk knows."""
    with workbench(database) as desk:
        mine: Sequence[tuple[int, str]] = [(0, claim) for claim in claims]
        if document is not None:
            mine = [(claim.id, claim.text) for claim in desk.document(document).claims]
        with Bar("looking up", len(mine), 0) as bar:
            found: list[tuple[int, str, Sequence[CheckedBefore]]] = []
            for number, text in mine:
                best = desk.checked_before(number, limit) if number else desk.known_checks(text, limit)
                found.append((number, text, best))
                bar.advance()
        nothing_known = not desk.count_checks() and not any(best for *_, best in found)
    if form == "json":
        json_array(_desk_record(number, text, best) for number, text, best in found)
    elif form == "csv":
        rows = (
            (number or None, *cells, _twin(best[at]) if best else "", best[at].accepted if best else None)
            for number, text, best in found
            for at, cells in enumerate(_cells(text, [one.match for one in best]))
        )
        csv_lines(("claim_id", *_COLUMNS, "check", "accepted"), rows)
    elif nothing_known:
        click.echo(
            "nothing was checked before; factcheck checks import FILE brings in what others have checked", err=True
        )
    else:
        heads = (Column("id", number=True), *_HEADS, Column("check"))
        table = [
            (
                str(number or "") if not at else "",
                *row,
                (_twin(best[at]) + (" ✓" if best[at].accepted else "")) if best else "–",
            )
            for number, text, best in found
            for at, row in enumerate(_rows(text, [one.match for one in best]))
        ]
        if not table:
            click.echo("no claims in the document", err=True)
        else:
            for line in lines(heads, table, screen_width()):
                click.echo(line)


def _twin(one: CheckedBefore) -> str:
    """How the command line names it: the number of an imported check, or `claim` with a number."""
    return str(one.twin.check) if one.twin.check else f"claim {one.twin.claim}"


def _desk_record(number: int, claim: str, best: Sequence[CheckedBefore]) -> dict[str, object]:
    record = _record(claim, [one.match for one in best])
    listed_matches = record["matches"]
    assert isinstance(listed_matches, list)
    for match, one in zip(listed_matches, best, strict=True):
        match.update(check=one.twin.check or None, claim_id=one.twin.claim or None, accepted=one.accepted)
    return {"id": number or None, **record}


def _found(known: "EarlierChecks", claims: Sequence[str], limit: int, bar: Bar) -> Iterator[Found]:
    for claim in claims:
        yield claim, known.matches(claim, limit)
        bar.advance()


def _record(claim: str, found: Sequence[CheckMatch]) -> dict[str, object]:
    return {
        "claim": claim,
        "matches": [
            {
                "id": match.check.id,
                "claimReviewed": match.check.claim,
                "score": _score(match),
                "same": list(match.same),
                "different": list(match.different),
                "rating": match.check.rating,
                "url": match.check.url,
            }
            for match in found
        ],
    }


def _score(match: CheckMatch) -> float:
    return round(match.score, 3)


def _cells(claim: str, found: Sequence[CheckMatch]) -> Iterator[Sequence[Cell]]:
    if not found:
        yield (claim, None, None, "", "", "", "", "", "")
    for rank, match in enumerate(found, 1):
        check = match.check
        yield (
            claim, rank, _score(match), check.id, check.claim, check.rating, check.url,
            listed(match.same), listed(match.different),
        )  # fmt: skip


def _rows(claim: str, found: Sequence[CheckMatch]) -> Iterator[Sequence[str]]:
    """The claim stands once, beside its first match."""
    if not found:
        yield claim, "–", "nothing like it", "–", "–"
    for rank, match in enumerate(found):
        yield (
            "" if rank else claim,
            f"{match.score:.2f}",
            match.check.claim,
            match.check.rating or "–",
            listed(match.different) or "–",
        )


def _table(rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        click.echo("no claims in the article", err=True)
        return
    for line in lines(_HEADS, rows, screen_width()):
        click.echo(line)
