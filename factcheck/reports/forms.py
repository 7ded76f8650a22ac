"""The forms that a report is written in, each behind one name."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from factcheck.domain.errors import InputError
from factcheck.reports.view import Audience, Layout, Report


class Form(StrEnum):
    """What a report is written as. ClaimReviews are several files for one report: see `claimreview`."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    CSV = "csv"
    JSON = "json"
    ANNOTATIONS = "annotations"
    CLAIMREVIEW = "claimreview"


# the ending of a file in each form; a form stands for an ending where no other comes first
ENDINGS = {
    Form.MARKDOWN: ".md",
    Form.HTML: ".html",
    Form.DOCX: ".docx",
    Form.CSV: ".csv",
    Form.JSON: ".json",
    Form.ANNOTATIONS: ".annotations.jsonld",
    Form.CLAIMREVIEW: ".claimreview.jsonld",
}
LAID_OUT = frozenset({Form.MARKDOWN, Form.HTML, Form.DOCX})


# the layouts that say what came of holding quotations against documents, and the other forms that do
_COMPARING = frozenset({Layout.CLAIM_CARDS, Layout.CHECKING_SHEET, Layout.SIGN_OFF_SHEET, Form.CSV, Form.JSON})


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells besides the review itself, since reading it takes time."""

    figures: bool = False
    quotations: bool = False
    alike: bool = False


def told_in(form: Form, layout: Layout | None, audience: Audience, is_own_template: bool = False) -> Told:
    """What a report in that form has a place for; the public gets none of it."""
    if audience is Audience.PUBLIC:
        return Told()
    shown = (layout or Layout.CLAIM_CARDS) if form in LAID_OUT else form
    cards = is_own_template or shown is Layout.CLAIM_CARDS
    return Told(cards, is_own_template or shown in _COMPARING, cards or shown is Form.JSON)


def form_of(path: str) -> Form:
    """The form that the ending of a file's name stands for, Markdown where it stands for none."""
    return next((form for form, ending in ENDINGS.items() if path.lower().endswith(ending)), Form.MARKDOWN)


def written_as(
    report: Report, form: Form, layout: Layout = Layout.CLAIM_CARDS, template: Path | None = None
) -> str | bytes:
    """The report in `form`; those with a layout in `layout` or after the desk's own `template`.

    Raises InputError for a template that does not work.
    """
    # each form is imported when it is asked for: Word documents alone take longer to import than to write
    if form is Form.DOCX:
        from factcheck.reports.word import word_report

        return word_report(report, layout, template)
    if form in LAID_OUT:
        from factcheck.reports.apart import composed
        from factcheck.reports.rendering import Family

        return composed(report, Family(form.value), layout, template)
    if form is Form.CSV:
        from factcheck.reports.tables import csv_report

        return csv_report(report)
    if form is Form.ANNOTATIONS:
        from factcheck.reports.annotations import annotations

        return annotations(report)
    if form is Form.JSON:
        from factcheck.reports.structured import json_report

        return json_report(report)
    raise InputError(f"{form} is written claim by claim")
