"""Comma-separated tables that no spreadsheet can be made to run.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets do
not show. The list of dangerous beginnings is OWASP's (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from factcheck.domain.desk import ClaimView
from factcheck.domain.evidence import Evidence
from factcheck.domain.papers import QuotationResult
from factcheck.domain.spans import Span
from factcheck.reports.quotations import differences, gravest_first, outcome
from factcheck.reports.view import Report, ReportedClaim
from factcheck.reports.words import evidence_facts
from factcheck.text.display import visible

Cell = str | int | float | bool | datetime | None

# what a spreadsheet may skip before it looks for the sign that begins a formula
_SKIPPED = r"[\s\"'“”‘’\x00-\x20\xa0\u200b-\u200f\u2060\ufeff]*"
_FORMULA = re.compile(rf"[\t\r]|{_SKIPPED}[=+\-@＝＋－＠−]")
# a program that expects another separator breaks the cell there, and what follows begins one of its own
_BROKEN_CELL = re.compile(rf"(?<=[;\t\r\n])(?={_SKIPPED}[=+\-@＝＋－＠−])")

CLAIM_COLUMNS = (
    "document", "number", "state", "finding", "attribution_check", "claim", "quoted", "offsets",
    "source", "source_kind", "via", "quotation", "confidence", "checkable", "checkworthiness", "flags",
    "evidence", "reason", "note", "correction", "rating", "public_note", "checked_by", "second_by", "signed_by",
    "assigned_to",
)  # fmt: skip
REPORT_COLUMNS = (
    *CLAIM_COLUMNS,
    "checked_at", "signed_at", "last_changed_by", "last_changed_at", "draft", "one_person_desk", "sha256",
    "compared", "claims_shown", "claims_total",
)  # fmt: skip


def defused(text: str) -> str:
    """`text` with an apostrophe wherever a spreadsheet would otherwise begin to read a formula."""
    inside = _BROKEN_CELL.sub("'", text)
    return f"'{inside}" if _FORMULA.match(text) else inside


def row(cells: Iterable[Cell]) -> str:
    """One line of a table, its line end included."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([_written(cell) for cell in cells])
    return line.getvalue()


def csv_report(report: Report) -> str:
    """A head line and one line a claim, open ones first.

    Where all claims are left out, one line without a number says how many there are.
    """
    lines = [row(REPORT_COLUMNS)]
    lines.extend(row(_report_cells(report, reported)) for reported in report.claims)
    if report.withheld and not report.claims:
        lines.append(row([report.name, *[None] * (len(REPORT_COLUMNS) - 3), *_counted(report)]))
    return "".join(lines)


def _counted(report: Report) -> tuple[int, int]:
    return len(report.claims), report.total


def offsets(spans: Iterable[Span]) -> str:
    """`105-150 160-171`: stretches as offsets into the draft's text, end exclusive."""
    return " ".join(f"{start}-{end}" for start, end in spans)


def listed(items: Iterable[str]) -> str:
    """Several values in one cell."""
    return "; ".join(items)


def claim_cells(claim: ClaimView) -> Sequence[Cell]:
    """What a claim has in each of CLAIM_COLUMNS."""
    review, attribution = claim.review, claim.attribution
    return (
        claim.document_name, claim.number,
        review.state.value, review.finding.value, review.attribution_check.value,
        claim.text, claim.quoted, offsets(claim.spans),
        listed(source.name for source in claim.sources), listed(source.kind.value for source in claim.sources),
        listed(source.name for source in claim.via),
        attribution.quotation.value if attribution else "",
        round(attribution.confidence, 3) if attribution else None,
        claim.checkable, round(claim.checkworthiness, 3), listed(flag.value for flag in claim.flags),
        listed(_evidence(piece) for piece in claim.evidence),
        review.reason, review.note, review.correction, review.rating, review.public_note,
        review.checked_by, review.second_by, review.signed_by, review.assigned_to,
    )  # fmt: skip


def _report_cells(report: Report, reported: ReportedClaim) -> Sequence[Cell]:
    last = reported.last
    return (
        *claim_cells(reported.claim),
        reported.checked_at, reported.signed_at, last.by if last else "", last.at if last else None,
        report.draft, report.desk.one_person, report.sha256, listed(map(_compared, gravest_first(reported.quotations))),
        *_counted(report),
    )  # fmt: skip


def _evidence(piece: Evidence) -> str:
    said = " ".join(filter(None, (piece.title, piece.url, piece.archive_url)))
    facts = evidence_facts(piece)
    return f"{said} ({', '.join(facts)})" if facts else said


def _compared(one: QuotationResult) -> str:
    told = differences(one)
    return f"“{one.quoted.text}”: {outcome(one)}{f' ({told})' if told else ''}"


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, str):
        # line breaks stay, since a quoted cell may hold them; nothing else that steers a terminal does
        return defused("\n".join(visible(line) for line in cell.replace("\r\n", "\n").split("\n")))
    return str(cell)
