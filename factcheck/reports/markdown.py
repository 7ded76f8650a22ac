"""The report that an editor reads: Markdown (CommonMark with tables), quoted text shown literally."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from factcheck.domain.evidence import Evidence
from factcheck.domain.review import AttributionCheck, Finding, State
from factcheck.domain.spans import Span
from factcheck.reports.view import Report, ReportedClaim
from factcheck.reports.words import (
    ATTRIBUTION_CHECKS,
    FINDINGS,
    FLAGS,
    QUOTATIONS,
    STATES,
    chain,
    counted,
    named,
)
from factcheck.text.display import visible

Kind = TypeVar("Kind", bound=StrEnum)

_MARKS = re.compile(r"[\\`*_\[\]<>|~&#$]")
_LINE_START = re.compile(r"^([+\-=]|\d{1,9}(?=[.)]))")
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+")

_TWO_QUESTIONS = (
    "Two questions are answered for each claim, apart from each other: *is it true*, and *was it said* (by the "
    "one it is credited to, in these words). That something was said does not make it true."
)

_OWN_VOICE = "nobody is credited; the article says it in its own voice"


def markdown_report(report: Report) -> str:
    """The report as one Markdown text: what it is about, counts, open claims, then the others."""
    blocks = [*_head(report), *_standing(report)]
    if report.open:
        blocks.append(f"## Open: {counted(len(report.open), 'claim')}")
        blocks.extend(block for reported in report.open for block in _claim(reported))
    if report.done:
        blocks.append(f"## Checked: {counted(len(report.done), 'claim')}")
        blocks.extend(block for reported in report.done for block in _claim(reported))
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """One line of Markdown that renders as `text`; white space runs become single blanks."""
    line = visible(" ".join(text.split()))
    return _LINE_START.sub(_backslashed, _MARKS.sub(_backslashed, line))


def escaped_lines(text: str, indent: str = "  ") -> str:
    """As `escaped`, but line breaks stay: hard ones, with `indent` before each line after the first."""
    lines = [escaped(line) for line in text.strip().splitlines()]
    return f"\\\n{indent}".join(line for line in lines if line)


def _backslashed(match: re.Match[str]) -> str:
    found = match.group()
    # a number that would begin a list is disarmed at its full stop
    return f"{found}\\" if found.isdigit() else f"\\{found}"


def _head(report: Report) -> Iterator[str]:
    yield f"# Fact-check: {escaped(report.title or report.name)}"
    origin = [part for part in (report.outlet, str(report.published) if report.published else None) if part]
    lines = [
        f"- **Article:** {escaped(', '.join([*origin, report.name]))}, draft {report.draft}, "
        f"added {_time(report.added_at)}",
        f"- **Text:** {counted(report.length, 'character')}, SHA-256 `{report.sha256}`",
        f"- **Report:** as of {_time(report.at)}",
        f"- **Signing:** {_signing(report)}",
    ]
    yield "\n".join(lines)


def _signing(report: Report) -> str:
    if not report.desk.one_person and not report.signed_by_their_checker:
        return "whoever signs a claim off is not the one who checked it"
    rule = (
        "**one-person desk:** whoever checked a claim may sign it off, too"
        if report.desk.one_person
        else "whoever signs a claim off is not the one who checked it, but that was not the rule all along"
    )
    signed = report.states[State.SIGNED_OFF]
    return f"{rule}; {report.signed_by_their_checker:,} of {signed:,} sign-offs are by the claim's own checker"


def _standing(report: Report) -> Iterator[str]:
    yield "## Where it stands"
    total = len(report.claims)
    if not total:
        yield "The article holds no claims, so there was nothing to check."
        return
    signed = report.states[State.SIGNED_OFF]
    summary = f"{counted(total, 'claim')}: {len(report.open):,} open, {signed:,} signed off"
    unsigned = report.states[State.CHECKED]
    summary += f", {unsigned:,} checked but not signed off" if unsigned else ""
    wrong = sorted(r.claim.number for r in report.claims if r.claim.review.finding is Finding.WRONG)
    numbers = ", ".join(map(str, wrong))
    yield f"**{summary}.**" + (f" **{counted(len(wrong), 'claim')} found wrong: number {numbers}.**" if wrong else "")
    yield _TWO_QUESTIONS
    yield _table("State", _in_words(STATES, report.states))
    yield _table("Is it true?", _in_words(FINDINGS, report.findings))
    said = _in_words(ATTRIBUTION_CHECKS, report.attribution_checks)
    # nothing is left to check where nobody is credited, so those do not count as not checked yet
    own = sum(_said(reported) == _OWN_VOICE for reported in report.claims)
    said[ATTRIBUTION_CHECKS[AttributionCheck.NONE]] -= own
    yield _table("Was it said?", {**said, _OWN_VOICE: own})


def _in_words(words: Mapping[Kind, str], counts: Mapping[Kind, int]) -> dict[str, int]:
    return {words[kind]: number for kind, number in counts.items()}


def _table(title: str, counts: Mapping[str, int]) -> str:
    rows = [f"| {words} | {number:,} |" for words, number in counts.items() if number]
    return "\n".join([f"| {title} | Claims |", "| :-- | --: |", *rows])


def _claim(reported: ReportedClaim) -> Iterator[str]:
    claim = reported.claim
    yield f"### {claim.number}. {escaped(claim.text)}"
    # a question carries its own mark
    yield "\n".join(f"- **{label}{'' if label.endswith('?') else ':'}** {value}" for label, value in _facts(reported))


def _facts(reported: ReportedClaim) -> Iterator[tuple[str, str]]:
    claim, review = reported.claim, reported.claim.review
    yield "Is it true?", _true(reported)
    yield "Was it said?", _said(reported)
    yield "State", STATES[review.state] + _people(reported)
    yield "Source", _source(reported)
    yield "In the article", _in_article(reported)
    if claim.flags:
        yield "Look out for", ", ".join(FLAGS[flag] for flag in claim.flags)
    if claim.evidence:
        yield "Evidence", "; ".join(_evidence(piece) for piece in claim.evidence)
    if review.reason.strip():
        yield "Reason" if claim.evidence else "No evidence, because", escaped_lines(review.reason)
    elif review.wants_evidence:
        yield "Evidence", "none yet, and no reason given for none"
    if review.note.strip():
        yield "Note", escaped_lines(review.note)
    if reported.last:
        yield "Last change", f"{_time(reported.last.at)} by {escaped(reported.last.by)}"


def _in_article(reported: ReportedClaim) -> str:
    if [words.text for words in reported.words] == [reported.claim.text]:
        return f"word for word as above ({_place(reported.words[0].span)})"
    return " … ".join(f"“{escaped(words.text)}” ({_place(words.span)})" for words in reported.words)


def _place(span: Span) -> str:
    return f"characters {span.start}–{span.end}"


def _true(reported: ReportedClaim) -> str:
    claim, finding = reported.claim, reported.claim.review.finding
    words = FINDINGS[finding]
    if finding is Finding.NONE and not claim.checkable:
        return f"{words}; reads as opinion, prediction or rhetoric"
    return f"**{words}**" if finding is Finding.WRONG else words


def _said(reported: ReportedClaim) -> str:
    check = reported.claim.review.attribution_check
    if check is AttributionCheck.NONE and reported.claim.attribution is None:
        return _OWN_VOICE
    return ATTRIBUTION_CHECKS[check]


def _people(reported: ReportedClaim) -> str:
    review = reported.claim.review
    parts = [
        f"{verb} by {escaped(name)}" + (f", {_time(at)}" if at else "")
        for verb, name, at in (
            ("checked", review.checked_by, reported.checked_at),
            ("signed off", review.signed_by, reported.signed_at),
        )
        if name
    ]
    return f" ({'; '.join(parts)})" if parts else ""


def _source(reported: ReportedClaim) -> str:
    claim = reported.claim
    nobody = "nobody is named" if claim.attribution else "the article itself"
    names = chain(named(claim.sources), named(claim.via), nobody)
    if claim.attribution is None:
        return f"{escaped(names)}, in its own voice"
    return f"{escaped(names)}; {QUOTATIONS[claim.attribution.quotation]}"


def _evidence(piece: Evidence) -> str:
    # only a URL that cannot hide anything becomes a link; any other is shown, to be read before it is opened
    url = f"<{piece.url}>" if _PLAIN_URL.fullmatch(piece.url) else escaped(piece.url)
    parts: Iterable[str] = filter(None, (escaped(piece.title), url))
    return f"{' '.join(parts)} (added by {escaped(piece.added_by)}, {_time(piece.added_at)})"


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
