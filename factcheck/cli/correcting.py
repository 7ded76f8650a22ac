"""`factcheck correct`: what the article should say instead, and what its readers are told."""

import click

from factcheck.cli.options import database_option, reviewer_option, workbench
from factcheck.domain.errors import NotFound
from factcheck.domain.review import Decision
from factcheck.text.display import one_line


@click.command(short_help="Give a claim the wording it should have, and what readers are told.")
@click.argument("document")
@click.argument("number", type=click.IntRange(min=1), metavar="CLAIM")
@click.option("--to", "correction", metavar="TEXT", help="The wording that the claim should have; '' for none.")
@click.option("--rating", metavar="NAME", help="The rating it is published under, as your scale names it; '' for none.")
@click.option("--public-note", metavar="TEXT", help="What readers are told; '' for nothing.")
@database_option
@reviewer_option
def correct(
    document: str,
    number: int,
    correction: str | None,
    rating: str | None,
    public_note: str | None,
    database: str | None,
    reviewer: str | None,
) -> None:
    """Give the claim number CLAIM of DOCUMENT the wording it should have, a public rating, a note to readers.

    A claim that was checked or signed off opens again, since all three are vouched for.
    """
    if correction is None and rating is None and public_note is None:
        raise click.UsageError("say what: --to, --rating or --public-note")
    with workbench(database, reviewer) as desk:
        view = desk.document(document)
        claim = next((claim for claim in view.claims if claim.number == number), None)
        if claim is None:
            raise NotFound(f"{view.summary.name} has no claim {number}; it has {len(view.claims)}")
        decision = Decision(correction=_trimmed(correction), rating=_trimmed(rating), public_note=_trimmed(public_note))
        after = desk.decide(claim.id, claim.review.version, decision)
    click.echo(one_line(f"{after.document_name} {after.number}: {after.review.state.value.replace('_', ' ')}"))


def _trimmed(text: str | None) -> str | None:
    return None if text is None else text.strip()
