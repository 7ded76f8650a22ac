"""`factcheck check`: what keeps documents from leaving the desk, for scripts."""

import sys
from collections.abc import Iterator, Sequence

import click

from factcheck.cli.gating import gates_option
from factcheck.cli.group import CheckFailed
from factcheck.cli.options import database_option, workbench
from factcheck.domain.errors import InputError
from factcheck.reports.gates import Fault, Gate, faults, summed
from factcheck.reports.structured import json_text
from factcheck.text.display import one_line


@click.command(short_help="End with 1 while claims of a document keep it from leaving the desk.")
@click.argument("documents", nargs=-1, metavar="DOCUMENT…")
@click.option("--all", "every", is_flag=True, help="Check every document of the database.")
@gates_option("What a claim may not be", default=[Gate.UNSIGNED.value], show_default=True)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to list them."
)
@database_option
def check(documents: Sequence[str], every: bool, gates: Sequence[Gate], form: str, database: str | None) -> None:
    """List the claims of each DOCUMENT that --fail-on names; exit code 1 where there is one.

    DOCUMENT is as for export; - reads names from standard input, one a line. An article without claims passes.
    """
    if every == bool(documents):
        raise click.UsageError("name documents, or give --all")
    found: list[tuple[str, Fault]] = []
    with workbench(database) as desk:
        names = [summary.name for summary in reversed(desk.documents())] if every else list(_named(documents))
        # deferred: the help needs no database
        from factcheck.workbench.reporting import reported

        seen: set[str] = set()
        for made in (reported(desk, name) for name in names):
            # two names may mean one document
            if made.name not in seen:
                found.extend((made.name, fault) for fault in faults(made, gates))
                seen.add(made.name)
    if form == "json":
        records = [
            {
                "document": name,
                "claim": fault.reported.claim.number,
                "gate": fault.gate.value,
                "says": fault.says,
                "text": fault.reported.claim.text,
            }
            for name, fault in found
        ]
        click.echo(json_text(records, indent=2))
    else:
        for name, fault in found:
            claim = fault.reported.claim
            click.echo(f"{one_line(name)} {claim.number}: {fault.says}: {one_line(claim.text)}")
    if found:
        together = dict.fromkeys(name for name, _ in found)
        raise CheckFailed("; ".join(summed(name, [fault for of, fault in found if of == name]) for name in together))


def _named(documents: Sequence[str]) -> Iterator[str]:
    for document in documents:
        if document != "-":
            yield document
            continue
        given = sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()
        names = [line.strip() for line in given if line.strip()]
        if not names:
            raise InputError("standard input names no document; give one name a line, or --all")
        yield from names
