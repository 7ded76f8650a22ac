"""The forms that a report is written in, each behind one name."""

from enum import StrEnum
from pathlib import Path

from factcheck.domain.errors import InputError
from factcheck.reports.view import Layout, Report


class Form(StrEnum):
    """What a report is written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


# the ending of a file in each form; the first form with an ending is what that ending stands for
ENDINGS = {
    Form.MARKDOWN: ".md",
    Form.HTML: ".html",
    Form.CSV: ".csv",
    Form.JSON: ".json",
}
LAID_OUT = frozenset({Form.MARKDOWN, Form.HTML})


def form_of(path: str) -> Form:
    """The form that the ending of a file's name stands for, Markdown where it stands for none."""
    ending = Path(path).suffix.lower()
    return next((form for form, known in ENDINGS.items() if known == ending), Form.MARKDOWN)


def written_as(report: Report, form: Form, layout: str | None = None, template: Path | None = None) -> str | bytes:
    """The report in `form`; those with a layout in `layout` or after the desk's own `template`.

    Raises InputError for a layout where there is none, and for a template that does not work.
    """
    if form in LAID_OUT:
        from factcheck.reports.rendering import Family, rendered

        return rendered(report, Family(form.value), Layout(layout or Layout.CLAIM_CARDS), template)
    if layout or template:
        raise InputError(f"{form} has no layout; leave --layout and --template out, or choose another --format")
    if form is Form.CSV:
        from factcheck.reports.tables import csv_report

        return csv_report(report)
    from factcheck.reports.structured import json_report

    return json_report(report)
