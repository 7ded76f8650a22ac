"""`factcheck export`: reviews of documents as reports."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.group import CheckFailed
from factcheck.cli.options import database_option, gates_option, of_kind, workbench
from factcheck.cli.output import saved
from factcheck.reports.forms import Form, form_of, written_as
from factcheck.reports.gates import Gate, faults, summed
from factcheck.reports.view import Layout, Report, report

if TYPE_CHECKING:
    from factcheck.workbench import Workbench


@click.command(short_help="Write the review of a document as a report.")
@click.argument("document")
@click.option(
    "--format",
    "form",
    type=of_kind(Form),
    help="What to write (default: what the ending of the output file says, else markdown).",
)
@click.option("--layout", type=of_kind(Layout), help="What the report is for (default: claim-cards).")
@click.option("--template", metavar="FILE", help="A Jinja2 template of your own instead of a layout.")
@click.option("--output", metavar="FILE", help="Write here instead of standard output; all or nothing.")
@click.option("--force", is_flag=True, help="Overwrite what is there already.")
@click.option("--export-time", is_flag=True, help="Date the report now, not at the last change of the review.")
@gates_option("After writing, end with exit code 1 if a claim is any of these")
@database_option
def export(
    document: str,
    form: str | None,
    layout: str | None,
    template: str | None,
    output: str | None,
    force: bool,
    export_time: bool,
    gates: Sequence[Gate],
    database: str | None,
) -> None:
    """Write the review of DOCUMENT as a report: every claim with its state, finding and attribution check.

    DOCUMENT is its name or number, or how its name or title begins.
    """
    at = datetime.now(UTC) if export_time else None
    with workbench(database) as desk:
        made = _report(desk, document, at)
    chosen = Form(form) if form else form_of(output or "")
    content = written_as(made, chosen, layout, Path(template) if template else None)
    saved(content, output, force)
    found = faults(made, gates)
    if found:
        raise CheckFailed(summed(made.name, found))


def _report(desk: "Workbench", document: str, at: datetime | None) -> Report:
    view = desk.document(document)
    return report(view, desk.log(view.summary.name), desk.desk, at)
