"""`factcheck export`: reviews of documents as reports."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.folder import Folder
from factcheck.cli.gating import gates_option
from factcheck.cli.group import CheckFailed
from factcheck.cli.options import database_option, of_kind, workbench
from factcheck.cli.output import Bar, saved
from factcheck.cli.record import Entry, Record, record
from factcheck.domain.errors import FactcheckError, InputError
from factcheck.reports.files import file_name, slug
from factcheck.reports.forms import ENDINGS, LAID_OUT, Form, form_of, told_in, written_as
from factcheck.reports.gates import Gate, faults, summed
from factcheck.reports.making import made_of, maker
from factcheck.reports.view import Audience, Layout, Report
from factcheck.text.display import one_line

if TYPE_CHECKING:
    from factcheck.reports.claimreview import Reviewed
    from factcheck.reports.publication import Publication
    from factcheck.workbench import Workbench

_NAMED_AT_MOST = 5


@click.command(short_help="Write the review of a document as a report.")
@click.argument("document", required=False)
@click.option("--all", "every", is_flag=True, help="Export every document of the database into the folder --output.")
@click.option(
    "--format",
    "form",
    type=of_kind(Form),
    help="What to write (default: what the ending of the output file says, else markdown).",
)
@click.option("--layout", type=of_kind(Layout), help="What the report is for (default: claim-cards).")
@click.option("--template", metavar="FILE", help="A Jinja2 template of your own instead of a layout.")
@click.option(
    "--audience", type=of_kind(Audience), default="desk", show_default=True, help="Who reads it: public strips it."
)
@click.option("--publication", metavar="FILE", help="Where and as whom you publish, for claimreview (TOML).")
@click.option("--claim", type=click.IntRange(min=1), help="Only the claim with this number, for claimreview.")
@click.option("--output", metavar="FILE", help="Write here instead of standard output; all or nothing.")
@click.option("--force", is_flag=True, help="Overwrite what is there already.")
@click.option("--export-time", is_flag=True, help="Date the report now, not at the last change of the review.")
@gates_option("After writing, end with exit code 1 if a claim is any of these")
@database_option
def export(
    document: str | None,
    every: bool,
    form: str | None,
    layout: str | None,
    template: str | None,
    audience: str,
    publication: str | None,
    claim: int | None,
    output: str | None,
    force: bool,
    export_time: bool,
    gates: Sequence[Gate],
    database: str | None,
) -> None:
    """Write the review of DOCUMENT as a report: every claim with its state, finding and attribution check.

    DOCUMENT is its name or number, or how its name or title begins.
    """
    if every == (document is not None):
        raise click.UsageError("name one document, or give --all")
    if every and (not output or claim):
        raise click.UsageError("--all wants --output FOLDER, and no --claim")
    chosen = Form(form) if form else form_of("" if every else output or "")
    export_ = _Export(
        chosen,
        Layout(layout) if layout else None,
        Path(template) if template else None,
        Audience(audience),
        _publication(chosen, publication, claim),
        datetime.now(UTC) if export_time else None,
    )
    with workbench(database) as desk:
        if document is None:
            found = _folder(desk, export_, Folder.at(str(output), force), gates)
        else:
            found = _one(desk, export_, document, claim, output, force, gates)
    if found:
        raise CheckFailed("; ".join(found))


@dataclass(frozen=True, slots=True)
class _Export:
    """What is to be written of each document."""

    form: Form
    layout: Layout | None
    template: Path | None
    audience: Audience
    publication: "Publication | None"
    at: datetime | None

    def __post_init__(self) -> None:
        if self.form not in LAID_OUT and (self.layout or self.template):
            raise InputError(
                f"{self.form} has no layout; leave --layout and --template out, or choose another --format"
            )

    def made(self, desk: "Workbench", document: str, alike: bool = True) -> Report:
        """The report of `document`; without `alike` it does not look over the desk for each of its claims."""
        # deferred: the help needs no database
        from factcheck.workbench.reporting import reported

        told = told_in(self.form, self.layout, self.audience, self.template is not None)
        return reported(desk, document, self.at, told if alike else replace(told, alike=False))

    @property
    def sort(self) -> str:
        """Which sort of report it is: what a file of one sort holds never takes the place of another's."""
        layout = "own" if self.template else (self.layout or Layout.CLAIM_CARDS).value
        return " ".join([self.form.value, *([layout] if self.form in LAID_OUT else []), self.audience.value])

    def shown(self, made: Report) -> Report:
        """What the audience may see of it."""
        if self.audience is Audience.PUBLIC:
            from factcheck.reports.audience import public

            return public(made)
        return made

    def file_name(self, made: Report) -> str:
        """What the file of a report is called in a folder, without its ending. Raises FactcheckError."""
        return file_name(slug(made.title) if self.audience is Audience.PUBLIC else made.name)

    def written(self, made: Report) -> str | bytes:
        return written_as(made, self.form, self.layout or Layout.CLAIM_CARDS, self.template)

    def reviewed(self, made: Report) -> "list[Reviewed]":
        """The ClaimReviews of a document; what an editor should know of them goes to standard error."""
        from factcheck.reports.audience import public
        from factcheck.reports.claimreview import claim_reviews

        assert self.publication is not None
        reviews, left_out = claim_reviews(public(made), made.name, self.publication)
        for one in reviews:
            for warning in one.warnings:
                click.echo(one_line(f"factcheck: {made.name} {one.claim}: {warning}"), err=True)
        unsigned = sum(one.claim.review.state.value != "signed_off" for one in made.claims)
        reasons = [f"{one.claim}: {one.why}" for one in left_out]
        reasons += [f"{unsigned:,} are not signed off"] if unsigned else []
        if reasons:
            click.echo(one_line(f"factcheck: {made.name}: left out: {'; '.join(reasons)}"), err=True)
        return reviews


def _publication(form: Form, given: str | None, claim: int | None) -> "Publication | None":
    if form is not Form.CLAIMREVIEW:
        if given or claim:
            raise click.UsageError("--publication and --claim are for --format claimreview")
        return None
    if not given:
        raise InputError(
            "a ClaimReview wants the address where it is published; say it in a file: --publication FILE "
            "(docs/reports.md shows one)"
        )
    from factcheck.reports.publication import publication

    return publication(Path(given))


def _one(
    desk: "Workbench",
    asked: _Export,
    document: str,
    claim: int | None,
    output: str | None,
    force: bool,
    gates: Sequence[Gate],
) -> list[str]:
    made = asked.made(desk, document)
    if asked.form is Form.CLAIMREVIEW:
        _claim_reviews(asked, made, claim, output, force)
    else:
        saved(asked.written(asked.shown(made)), output, force)
    return _failed(made, gates)


def _claim_reviews(asked: _Export, made: Report, claim: int | None, output: str | None, force: bool) -> None:
    reviews = [one for one in asked.reviewed(made) if claim in (None, one.claim)]
    if not reviews:
        which = f"claim {claim}" if claim else "no claim"
        raise InputError(f"{which} of {made.name} {'is no' if claim else 'is a'} ClaimReview; see why above")
    if claim is None and output and (Path(output).is_dir() or output.endswith("/")):
        folder = Folder.at(output, force)
        _put_reviews(folder, made.name, reviews)
        _finish(folder)
    elif len(reviews) == 1:
        saved(reviews[0].text, output, force)
    else:
        raise InputError(
            f"{made.name} has {len(reviews)} ClaimReviews, each a document of its own; "
            "give --output FOLDER/, or --claim NUMBER for one"
        )


def _put_reviews(folder: Folder, name: str, reviews: "Sequence[Reviewed]") -> None:
    for one in reviews:
        folder.put(file_name(f"{name}-{one.claim}") + ENDINGS[Form.CLAIMREVIEW], one.text)


def _folder(desk: "Workbench", asked: _Export, folder: Folder, gates: Sequence[Gate]) -> list[str]:
    summaries = desk.documents()[::-1]
    found: list[str] = []
    refused: list[str] = []
    with record(folder.path) as kept, Bar("exporting", len(summaries), 0) as bar:
        files = _Files(desk, asked, folder, kept)
        for summary in summaries:
            # a gate wants to see the review, whatever was written of it
            if gates or not files.is_done(summary.id):
                made = asked.made(desk, summary.name, alike=False)
                try:
                    if asked.form is Form.CLAIMREVIEW:
                        with bar.aside():
                            reviews = asked.reviewed(made)
                        _put_reviews(folder, summary.name, reviews)
                    else:
                        files.put(summary.id, asked.shown(made))
                except FactcheckError as error:
                    if asked.template or asked.form is Form.CLAIMREVIEW:
                        raise
                    refused.append(str(error))
                found.extend(_failed(made, gates))
            bar.advance()
    _finish(folder, refused)
    return found


class _Files:
    """The reports of a desk in a folder, of which the record tells what they were made of."""

    def __init__(self, desk: "Workbench", asked: _Export, folder: Folder, kept: Record) -> None:
        self._asked, self._folder, self._record = asked, folder, kept
        self._log = desk.log_head()
        self._maker = maker(asked.form, asked.template)
        self._names: set[str] = set()

    def is_done(self, document: int) -> bool:
        """Whether the document's report is there, nothing on the desk changed since, and nobody changed the file."""
        recorded = self._record.of(document, self._asked.sort)
        if self._asked.at or recorded is None or recorded.log != self._log or not self._is_as_made(recorded):
            return False
        self._names.add(recorded.file)
        self._folder.unchanged += 1
        return True

    def put(self, document: int, made: Report) -> None:
        """Write the report of a document, unless it is there and was made of the same. Raises FactcheckError."""
        file, view = self._file(made), made_of(made)
        recorded = self._record.of(document, self._asked.sort)
        if recorded and (recorded.file, recorded.view) == (file, view) and self._is_as_made(recorded):
            self._folder.unchanged += 1
            held: str | None = recorded.sha256
        else:
            ours = recorded.sha256 if recorded and recorded.file == file else ""
            held = self._folder.put(file, self._asked.written(made), ours)
        if held is None:
            return
        if recorded and recorded.file != file and self._folder.hash_of(recorded.file) == recorded.sha256:
            click.echo(
                one_line(f"factcheck: {recorded.file} is an earlier report of what is now {file}; take it away"),
                err=True,
            )
        self._record.keep(Entry(document, file, self._asked.sort, self._maker, self._log, view, held))

    def _is_as_made(self, recorded: Entry) -> bool:
        """Whether the same program and template made what the file holds."""
        return self._maker == recorded.maker != "" and self._folder.hash_of(recorded.file) == recorded.sha256

    def _file(self, made: Report) -> str:
        """A name that no other document of this export has; by the desk's name for it, but never for the public."""
        name, ending = self._asked.file_name(made), ENDINGS[self._asked.form]
        number, file = 1, f"{name}{ending}"
        while file in self._names:
            number += 1
            file = f"{name}-{number}{ending}"
        self._names.add(file)
        return file


def _finish(folder: Folder, refused: Sequence[str] = ()) -> None:
    click.echo(one_line(f"{folder.path}: {folder.summary}"))
    if folder.kept:
        named = ", ".join(folder.kept[:_NAMED_AT_MOST]) + (" and others" if len(folder.kept) > _NAMED_AT_MOST else "")
        refused = [*refused, f"{named}: there already with other contents, and kept; add --force to overwrite"]
    if refused:
        raise FactcheckError("; ".join(refused))


def _failed(made: Report, gates: Sequence[Gate]) -> list[str]:
    stopped = faults(made, gates)
    return [summed(made.name, stopped)] if stopped else []
