"""`factcheck export`: a document's review as a report."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from factcheck.cli.group import CheckFailed
from factcheck.cli.options import database_option, workbench
from factcheck.cli.output import written
from factcheck.domain.review import Finding, Review, State

_OF_ENDING = {".json": "json", ".csv": "csv"}
_FAILS = {
    "unsigned": "not signed off",
    "open": "open",
    "wrong": "found wrong",
}


@click.command(short_help="Write the review of a document as a report.")
@click.argument("document")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json", "csv"]),
    help="What to write (default: what the ending of the output file says, else markdown).",
)
@click.option("--output", metavar="FILE", help="Write here instead of standard output; all or nothing.")
@click.option(
    "--fail-on",
    "fail_on",
    multiple=True,
    type=click.Choice(list(_FAILS)),
    help="After writing, end with exit code 1 if a claim is unsigned, open, or found wrong; may be repeated.",
)
@database_option
def export(document: str, form: str | None, output: str | None, fail_on: Sequence[str], database: str | None) -> None:
    """Write the review of DOCUMENT as a report: every claim with its state, finding and attribution check.

    DOCUMENT is its name or number, or how its name or title begins.
    """
    from factcheck.reports import csv_report, json_report, markdown_report, report
    from factcheck.reports.words import counted

    with workbench(database) as desk:
        view = desk.document(document)
        made = report(view, desk.log(view.summary.name), desk.desk, datetime.now(UTC))
    chosen = form or _OF_ENDING.get(Path(output or "").suffix.lower(), "markdown")
    write = {"markdown": markdown_report, "json": json_report, "csv": csv_report}[chosen]
    with written(output) as stream:
        stream.write(write(made))
    faults = [
        f"{counted(number, 'claim')} {_FAILS[fault]}"
        for fault in dict.fromkeys(fail_on)
        if (number := sum(_fails(claim.review, fault) for claim in view.claims))
    ]
    if faults:
        raise CheckFailed(f"{view.summary.name}: {', '.join(faults)}")


def _fails(review: Review, fault: str) -> bool:
    if fault == "unsigned":
        return review.state is not State.SIGNED_OFF
    return review.is_open if fault == "open" else review.finding is Finding.WRONG
