"""`factcheck export`: a document's review as a report."""

from datetime import UTC, datetime

import click

from factcheck.cli.group import CheckFailed
from factcheck.cli.options import database_option, workbench
from factcheck.cli.output import written
from factcheck.domain.review import Finding, State
from factcheck.reports.words import counted


@click.command()
@click.argument("document")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json", "csv"]),
    default="markdown",
    show_default=True,
    help="What to write.",
)
@click.option("--output", metavar="FILE", help="Write here instead of standard output; all or nothing.")
@click.option(
    "--fail-on",
    type=click.Choice(["unsigned", "open", "wrong"]),
    help="After writing, end with exit code 1 if a claim is unsigned, open, or found wrong.",
)
@database_option
def export(document: str, form: str, output: str | None, fail_on: str | None, database: str | None) -> None:
    """Write the review of DOCUMENT as a report: every claim with its state, finding and attribution check."""
    from factcheck.reports import csv_report, json_report, markdown_report, report

    with workbench(database) as desk:
        view = desk.document(document)
        made = report(view, desk.log(view.summary.name), desk.desk, datetime.now(UTC))
    write = {"markdown": markdown_report, "json": json_report, "csv": csv_report}[form]
    with written(output) as stream:
        stream.write(write(made))
    reviews = [claim.review for claim in view.claims]
    failing = {
        "unsigned": sum(review.state is not State.SIGNED_OFF for review in reviews),
        "open": sum(review.is_open for review in reviews),
        "wrong": sum(review.finding is Finding.WRONG for review in reviews),
    }
    if fail_on is not None and failing[fail_on]:
        raise CheckFailed(f"{view.summary.name}: {counted(failing[fail_on], f'{fail_on} claim')}")
