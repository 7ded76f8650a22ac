"""`factcheck checks`: what others have checked, brought in and listed; taken for the same as a claim, or not."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.listing import csv_lines, json_array
from factcheck.cli.options import database_option, records_option, reviewer_option, workbench
from factcheck.cli.output import Bar, screen_width
from factcheck.cli.table import Column, lines
from factcheck.domain.earlier import Alike, StoredCheck, Twin, effective
from factcheck.domain.errors import InputError
from factcheck.domain.matching import EarlierCheck
from factcheck.reports.alike import alike_record
from factcheck.text.display import one_line

if TYPE_CHECKING:
    from factcheck.workbench import Workbench

_HEADS = (
    Column("no", number=True),
    Column("claim", share=5),
    Column("rating", share=2),
    Column("checked by", share=2),
    Column("date"),
)
_COLUMNS = ("number", "id", "claimReviewed", "rating", "url", "claimant", "reviewer", "date")
_ALIKE_COLUMNS = ("claim_id", "document", "number", "claim", "score", "state", "finding", "root")
_ALIKE_HEADS = (
    Column("group", number=True),
    Column("id", number=True),
    Column("where", share=2),
    Column("claim", share=5),
    Column("score", number=True),
    Column("state"),
    Column("finding"),
)
_ROOT_HEADS = (Column("group", number=True), Column("document", share=2), Column("what shows it", share=2))
_SHOWN_BAD = 10
# from here on a server's own count of what a desk holds is out of date
_MANY = 1000
_MEGABYTE = 1 << 20


@click.group(short_help="Bring in what others have checked before, and list it.")
def checks() -> None:
    """What others have checked before: ClaimReview, the Data Commons feed, tables, exports of other desks."""


@checks.command("import", short_help="Bring in what others have checked.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--skip-bad", is_flag=True, help="Report records that cannot be read, and go on without them.")
@database_option
@reviewer_option
def import_checks(files: Sequence[str], skip_bad: bool, database: str | None, reviewer: str | None) -> None:
    """Bring in the checks of each FILE: ClaimReview JSON-LD, a Data Commons feed, JSON lines, CSV, or an export.

    What is there already is not brought in twice. A file with a record that cannot be read is refused whole, unless
    --skip-bad leaves such records out. Files may be larger than memory; .gz is unpacked.
    """
    if not skip_bad:
        # the whole file is read before anything is kept, so that a bad line stops it before it has begun
        seen = [0]

        def count(_: EarlierCheck) -> None:
            seen[0] += 1

        read(files, False, count, "reading")
        _refuse_none(files, seen[0])
    with workbench(database, reviewer) as desk:
        for name in files:
            new, known = _imported(desk, name, skip_bad)
            told = f"{one_line(name)}: {new:,} brought in, {known:,} there already"
            click.echo(told)


def _imported(desk: "Workbench", name: str, skip_bad: bool) -> tuple[int, int]:
    coming = records([name], skip_bad, "importing")
    first = next(coming, None)
    _refuse_none([name], 0 if first is None else 1)
    assert first is not None
    done = desk.import_checks(chain([first], coming), Path(name).name)
    if done.new >= _MANY:
        desk.gather_statistics()
    return done.new, done.known + done.changed


def _refuse_none(names: Sequence[str], count: int) -> None:
    if not count:
        raise InputError(f"{one_line(', '.join(names))}: no checked claims in there; give a file of fact checks")


@checks.command("list", short_help="List what was brought in.")
@click.option("--text", help="Only with these words in the claim, by whom it was made or checked.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@records_option("check")
@database_option
def list_checks(text: str | None, limit: int | None, form: str, database: str | None) -> None:
    """List the checks that were brought in, the latest first."""
    with workbench(database) as desk:
        found = desk.imported_checks(text, limit)
        if form == "json":
            json_array(_record(check) for check in found)
        elif form == "csv":
            csv_lines(_COLUMNS, ([str(value) for value in _record(check).values()] for check in found))
        else:
            rows = [_row(check) for check in found]
            if not rows:
                click.echo("no check has these words" if text else _NOTHING, err=True)
                return
            for line in lines(_HEADS, rows, screen_width()):
                click.echo(line)


_NOTHING = "nothing was brought in yet; factcheck checks import FILE does"


@checks.command(short_help="List claims of the desk that say nearly the same.")
@click.argument("document")
@records_option("group")
@database_option
def alike(document: str, form: str, database: str | None) -> None:
    """List the claims of DOCUMENT that other claims of the desk nearly repeat, each group with how far its review is.

    No claim inherits anything of another. refuse CLAIM claim:ID takes two apart for good, accept puts them together.
    """
    with workbench(database) as desk:
        groups = desk.alike_groups(document)
    if form == "json":
        json_array(
            {"claims": list(map(alike_record, group)), "links": len(group), "effective": effective(group)}
            for group in groups
        )
    elif form == "csv":
        csv_lines(
            ("group", *_ALIKE_COLUMNS),
            ((at, *alike_record(one).values()) for at, group in enumerate(groups, 1) for one in group),
        )
    elif not groups:
        click.echo("no other claim of the desk says nearly what one of these says", err=True)
    else:
        rows = [
            ("" if place else str(at), str(one.claim), f"{one.document} {one.number}", one.text, *_reviewed(one))
            for at, group in enumerate(groups, 1)
            for place, one in enumerate(group)
        ]
        for line in lines(_ALIKE_HEADS, rows, screen_width()):
            click.echo(line)
        for at, group in enumerate(groups, 1):
            if effective(group) < len({one.document for one in group}):
                click.echo(f"group {at}: {_told(group)}; the others go back to the same text or agency copy")


@checks.command(short_help="List articles of the desk that go back to one root.")
@click.argument("document", required=False)
@records_option("group")
@database_option
def roots(document: str | None, form: str, database: str | None) -> None:
    """List the articles of the desk that go back to one root, or those that do with DOCUMENT, and what shows it.

    Half of the shorter text standing in the other one; or the same agency in both, or one citing the other's outlet,
    with a tenth of the words the same. What such articles say counts once.
    """
    with workbench(database) as desk:
        found = desk.article_roots(document)
    if form == "json":
        json_array({"documents": list(names), "reason": reason} for names, reason in found.groups)
        return
    if form == "csv":
        rows = ((at, name, reason) for at, (names, reason) in enumerate(found.groups, 1) for name in names)
        csv_lines(("group", "document", "reason"), rows)
        return
    table = [
        ("" if place else str(at), name, "" if place else reason)
        for at, (names, reason) in enumerate(found.groups, 1)
        for place, name in enumerate(names)
    ]
    for line in lines(_ROOT_HEADS, table, screen_width()) if table else ():
        click.echo(line)
    articles = "1 article" if found.articles == 1 else f"{found.articles:,} articles"
    click.echo(f"{articles}, {found.effective:,} independent", err=not table)


def _told(group: Sequence[Alike]) -> str:
    """How many of the claims stand in independent articles."""
    return f"{len(group)} claims, {effective(group)} of independent articles"


def _reviewed(one: Alike) -> tuple[str, str, str]:
    return f"{one.score:.2f}", one.state.value.replace("_", " "), one.finding.value.replace("_", " ")


@checks.command(short_help="Say that a claim is one that was checked before.")
@click.argument("claim", type=int)
@click.argument("check", metavar="CHECK")
@database_option
@reviewer_option
def accept(claim: int, check: str, database: str | None, reviewer: str | None) -> None:
    """Say that CLAIM (its id) is the same as CHECK: the number of an imported check, or claim:ID for one of the desk.

    The check is shown with the claim and exported with it; the claim's review inherits nothing.
    """
    with workbench(database, reviewer) as desk:
        twin = _twin(check)
        view = desk.accept_check(claim, twin, _score(desk, claim, twin))
    click.echo(one_line(f"claim {view.number} of {view.document_name} was checked before: {check}"))


@checks.command(short_help="Say that a claim is another than one that was checked before.")
@click.argument("claim", type=int)
@click.argument("check", metavar="CHECK")
@database_option
@reviewer_option
def refuse(claim: int, check: str, database: str | None, reviewer: str | None) -> None:
    """Say that CLAIM (its id) is another than CHECK, which is then not shown with it again; as accept."""
    with workbench(database, reviewer) as desk:
        twin = _twin(check)
        view = desk.refuse_check(claim, twin, _score(desk, claim, twin))
    click.echo(one_line(f"claim {view.number} of {view.document_name} is another than {check}"))


def _twin(check: str) -> Twin:
    kind, _, number = check.rpartition(":")
    if not number.isdecimal() or kind not in ("", "claim"):
        raise InputError(f"{one_line(check)}: is no check; give a number from factcheck checks list, or claim:ID")
    return Twin(claim=int(number)) if kind else Twin(check=int(number))


def _score(desk: "Workbench", claim: int, twin: Twin) -> float:
    """What the match scores, 0 for one that is not found by itself."""
    return next((one.match.score for one in desk.checked_before(claim, 60) if one.twin == twin), 0.0)


def read(
    names: Sequence[str], skip_bad: bool, take: Callable[[EarlierCheck], None], doing: str = "reading checks"
) -> None:
    """Give every check of the files to `take`; as `records`."""
    for check in records(names, skip_bad, doing):
        take(check)


def records(names: Sequence[str], skip_bad: bool, doing: str) -> Iterator[EarlierCheck]:
    """The checks of the files, as they are read.

    Raises InputError at the first record that cannot be read; with `skip_bad` such are told of and left out.
    """
    from factcheck.matching.feeds import BadRecord, read_checks

    paths = list(map(Path, names))
    size = sum(path.stat().st_size for path in paths if path.is_file())
    bad: list[BadRecord] = []
    count = 0
    with Bar(doing, size // _MEGABYTE, 0) as bar:
        for path in paths:
            done = 0

            def progress(at: int) -> None:
                nonlocal done
                for _ in range(at // _MEGABYTE - done):
                    bar.advance()
                done = max(done, at // _MEGABYTE)

            for record in read_checks(path, progress):
                if isinstance(record, EarlierCheck):
                    yield record
                elif skip_bad:
                    count += 1
                    if count <= _SHOWN_BAD:
                        bad.append(record)
                else:
                    raise InputError(f"{record}; mend it, or leave such records out with --skip-bad")
    for record in bad:
        click.echo(f"factcheck: skipped {one_line(str(record))}", err=True)
    if count > _SHOWN_BAD:
        click.echo(f"factcheck: skipped {count - _SHOWN_BAD} more that cannot be read", err=True)


def _record(stored: StoredCheck) -> dict[str, object]:
    check = stored.check
    return {
        "number": stored.id,
        "id": check.id,
        "claimReviewed": check.claim,
        "rating": check.rating,
        "url": check.url,
        "claimant": check.claimant,
        "reviewer": check.reviewer,
        "date": check.date,
    }


def _row(stored: StoredCheck) -> Sequence[str]:
    check = stored.check
    return str(stored.id), check.claim, check.rating or "–", check.reviewer or "–", check.date or "–"
