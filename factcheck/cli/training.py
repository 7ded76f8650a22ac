"""`factcheck training`: corrected documents as training data."""

import json
from collections.abc import Sequence

import click

from factcheck.cli.options import database_option, workbench
from factcheck.cli.output import saved


@click.command(short_help="Write corrected documents as training data.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@click.option("--output", metavar="FILE", help="Write here instead of standard output; all or nothing.")
@click.option("--force", is_flag=True, help="Overwrite what is there already.")
@database_option
def training(documents: Sequence[str], output: str | None, force: bool, database: str | None) -> None:
    """Write who said what in each DOCUMENT, as reviewers left it, in the corpus format: one JSON object a line.

    Name documents whose attributions you have looked through: what nobody corrected is written as right.
    """
    with workbench(database) as desk:
        from factcheck.workbench.training import article_of

        lines = [json.dumps(article_of(desk, document), ensure_ascii=False) for document in documents]
    saved("\n".join(lines) + "\n", output, force)
