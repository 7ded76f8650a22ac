"""`factcheck matches`: claims held against earlier checks, without a database."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.listing import csv_lines, json_array
from factcheck.cli.options import records_option
from factcheck.cli.output import Bar, screen_width
from factcheck.cli.reading import lone_article
from factcheck.cli.table import Column, lines
from factcheck.cli.variadic import Variadic
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
_SHOWN_BAD = 10
_MEGABYTE = 1 << 20

Found = tuple[str, Sequence[CheckMatch]]


@click.command(cls=Variadic, short_help="Look claims up among earlier checks.")
@click.option("--claim", "claims", multiple=True, metavar="TEXT", help="A claim to look up; may be repeated.")
@click.option("--article", metavar="FILE", help="Look up every claim of this article; - reads standard input.")
@click.option(
    "--checks",
    multiple=True,
    required=True,
    metavar="FILE…",
    help="Earlier checks: ClaimReview JSON-LD, a Data Commons feed, JSON lines, CSV, or an export; several files.",
)
@records_option("claim")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="At most so many matches a claim.")
@click.option("--skip-bad", is_flag=True, help="Report records that cannot be read, and go on without them.")
def matches(
    claims: Sequence[str], article: str | None, checks: Sequence[str], form: str, limit: int, skip_bad: bool
) -> None:
    """Look claims up among earlier checks: has somebody checked this before?

    No database. Give --claim or --article. The score is the probability that both are one claim; names, numbers,
    dates and negations that differ weigh more than words that are the same.
    """
    if bool(claims) == (article is not None):
        raise click.UsageError("give either --claim or --article", click.get_current_context())
    if any(not claim.strip() for claim in claims):
        raise InputError("--claim is empty; give the claim in words")
    story = lone_article(article, "whose claims are to be looked up") if article is not None else None
    earlier = _checks(checks, skip_bad)
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


def _checks(names: Sequence[str], skip_bad: bool) -> list[EarlierCheck]:
    """All checks of the files. Raises InputError at the first record that cannot be read, unless those are skipped."""
    from factcheck.matching.feeds import BadRecord, read_checks

    paths = list(map(Path, names))
    size = sum(path.stat().st_size for path in paths if path.is_file())
    found: list[EarlierCheck] = []
    bad: list[BadRecord] = []
    with Bar("reading checks", size // _MEGABYTE, 0) as bar:
        for path in paths:
            done = 0

            def progress(at: int) -> None:
                nonlocal done
                for _ in range(at // _MEGABYTE - done):
                    bar.advance()
                done = max(done, at // _MEGABYTE)

            for record in read_checks(path, progress):
                if isinstance(record, EarlierCheck):
                    found.append(record)
                elif skip_bad:
                    bad.append(record)
                else:
                    raise InputError(f"{record}; mend it, or leave such records out with --skip-bad")
    for record in bad[:_SHOWN_BAD]:
        click.echo(f"factcheck: skipped {one_line(str(record))}", err=True)
    if len(bad) > _SHOWN_BAD:
        click.echo(f"factcheck: skipped {len(bad) - _SHOWN_BAD} more that cannot be read", err=True)
    if not found:
        raise InputError(f"{one_line(', '.join(names))}: no checked claims in there; give a file of fact checks")
    return found


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
