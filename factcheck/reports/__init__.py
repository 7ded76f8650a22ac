"""What goes to the editor: one view of a document under review, and the forms it is written in."""

from factcheck.reports.markdown import markdown_report
from factcheck.reports.structured import json_report
from factcheck.reports.tables import csv_report
from factcheck.reports.view import Report, report

__all__ = ["Report", "csv_report", "json_report", "markdown_report", "report"]
