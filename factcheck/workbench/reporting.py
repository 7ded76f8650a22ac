"""A document of the desk as the view that every report is written from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from factcheck.domain.earlier import Alike
from factcheck.reports.forms import Told
from factcheck.reports.view import Report, report
from factcheck.workbench.workbench import Workbench


def reported(desk: Workbench, document: str, at: datetime | None = None, told: Told | None = None) -> Report:
    """The report of `document` as of its last change, or of `at`, with what is `told` besides the review."""
    told = told or Told()
    view = desk.document(document)
    name = view.summary.name
    figures: Mapping[int, Sequence[str]] = {}
    if told.figures:
        # deferred: what reads figures takes longer to import than most reports to write
        from factcheck.workbench.figures import told_by_claim

        figures = told_by_claim(view)
    quotations = desk.quotation_results(name) if told.quotations else ()
    near: dict[int, Sequence[Alike]] = {}
    if told.alike:
        for group in desk.alike_groups(name):
            near.update(dict.fromkeys((one.claim for one in group if one.document == name), group))
    return report(view, desk.log(name), desk.desk, at, figures, desk.earlier_of(name), quotations, near)
