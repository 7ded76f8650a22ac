"""A document of the desk as the view that every report is written from."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from factcheck.reports.view import Report, report
from factcheck.workbench.workbench import Workbench


def reported(desk: Workbench, document: str, at: datetime | None = None, with_figures: bool = False) -> Report:
    """The report of `document` as of its last change, or of `at`; `with_figures` tells those of its claims, too."""
    view = desk.document(document)
    figures: Mapping[int, Sequence[str]] = {}
    if with_figures:
        # deferred: what reads figures takes longer to import than most reports to write
        from factcheck.workbench.figures import told_by_claim

        figures = told_by_claim(view)
    name = view.summary.name
    return report(view, desk.log(name), desk.desk, at, figures, desk.earlier_of(name))
