"""What an editor wants to know between two drafts of a text, as lines to read and as plain values."""

from collections.abc import Callable, Iterator
from itertools import groupby

from factcheck.domain.drafts import ClaimChange, DraftDiff, DraftView, Earlier, Fate, Reading
from factcheck.domain.review import AttributionCheck, Finding, Review, State
from factcheck.reports.changes import word_changes
from factcheck.reports.structured import reading_record, review_record
from factcheck.reports.words import ATTRIBUTION_CHECKS, FINDINGS, STATES, counted
from factcheck.text.display import one_line

Style = Callable[[str, str], str]
"""Gives a text in a named style: `head`, `old`, `new` or `dim`."""

_LONGEST = 2000
_MOVED = 70


def plain(text: str, style: str) -> str:
    """Without any style."""
    return text


def lines(diff: DraftDiff, style: Style = plain) -> Iterator[str]:
    """The page: counts, then what was altered, cut and added, and what only moved."""
    counts = ", ".join(f"{len(diff.of(fate))} {fate.value}" for fate in Fate)
    yield style(one_line(f"{diff.document}: draft {diff.before.number} → draft {diff.after.number}"), "head")
    yield style(f"added {diff.after.added_at:%Y-%m-%d %H:%M} UTC by {one_line(diff.after.by)}", "dim")
    stale = sum(change.stale for change in diff.claims)
    moved = f"; {counted(len(diff.moved), 'passage')} moved" if diff.moved else ""
    yield f"claims: {counts}{f'; {stale} to be looked at again' if stale else ''}{moved}"
    for fate, head in ((Fate.ALTERED, "Altered"), (Fate.CUT, "Cut"), (Fate.NEW, "New")):
        if diff.of(fate):
            yield ""
            yield style(head, "head")
        for words, changes in groupby(diff.of(fate), lambda change: tuple(_words_of(change, style))):
            for change in changes:
                yield _head(change, style)
            yield from words
    if diff.moved:
        yield ""
        yield style("Moved, and not changed", "head")
        for moved_one in diff.moved:
            what = "paragraph" if moved_one.whole else "of paragraph"
            yield f"  {what} {moved_one.before}, now {moved_one.after}: {_cut(moved_one.text, _MOVED)}"


def _head(change: ClaimChange, style: Style) -> str:
    shown = change.before or change.after
    sources = f" ({one_line(' + '.join(shown.sources))})" if shown and shown.sources else ""
    return f"  {change.number}{sources} {style(decided(change.review), 'dim')}".rstrip()


def _words_of(change: ClaimChange, style: Style) -> Iterator[str]:
    before, after = change.before, change.after
    if before is not None and after is not None:
        yield f"    {worded(before, after, style)}"
        if before.sources != after.sources:
            yield f"    now credited to {one_line(' + '.join(after.sources)) or 'nobody'}"
        elif (before.context, before.text) == (after.context, after.text):
            yield "    its own words are the same; what it was read from around them is not"
        if change.corrected:
            yield "    reads as it was asked for"
    elif before is not None:
        yield f"    {style(_cut(before.text, _LONGEST), 'old')}"
    elif after is not None:
        yield f"    {style(_cut(after.text, _LONGEST), 'new')}"


def worded(before: Reading, after: Reading, style: Style = plain) -> str:
    """The words around a claim with what was taken out as `[-…-]` and what was put in as `{+…+}`."""
    old, new = before.context, after.context
    if old == new:
        old, new = before.text, after.text
    parts = []
    for change in word_changes(one_line(old), one_line(new)):
        if change.old == change.new:
            parts.append(change.old)
            continue
        parts += [style(f"[-{change.old}-]", "old")] if change.old else []
        parts += [style(f"{{+{change.new}+}}", "new")] if change.new else []
    return " ".join(parts)


def _cut(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def decided_before(earlier: Earlier) -> str:
    """What had been decided on a stale claim, by whom and when, in words."""
    by = f" by {one_line(earlier.by)}" if earlier.by and not earlier.review.checked_by else ""
    when = f", {earlier.at:%Y-%m-%d %H:%M} UTC" if earlier.at else ""
    return f"{decided(earlier.review)}{by}{when}"


def decided(review: Review) -> str:
    """What was decided on a claim, in words; empty where nothing was."""
    if review.state is State.UNSTARTED and not review.is_judged:
        return ""
    parts = [STATES[review.state].partition(":")[0]]
    if review.finding is not Finding.NONE:
        parts.append(f"is it true: {FINDINGS[review.finding]}")
    if review.attribution_check is not AttributionCheck.NONE:
        parts.append(f"was it said: {ATTRIBUTION_CHECKS[review.attribution_check]}")
    parts += [f"checked by {one_line(review.checked_by)}"] if review.checked_by else []
    parts += [f"signed off by {one_line(review.signed_by)}"] if review.signed_by else []
    return "; ".join(parts)


def as_json(diff: DraftDiff) -> dict[str, object]:
    """The same as plain values, with every claim."""
    return {
        "document": diff.document,
        "title": diff.title,
        "from": _draft(diff.before),
        "to": _draft(diff.after),
        "counts": {fate.value: len(diff.of(fate)) for fate in Fate},
        "stale": sum(change.stale for change in diff.claims),
        **{fate.value: [_record(change) for change in diff.of(fate)] for fate in Fate},
        "moved": [
            {"text": one.text, "from_paragraph": one.before, "to_paragraph": one.after, "whole_paragraph": one.whole}
            for one in diff.moved
        ],
    }


def _draft(draft: DraftView) -> dict[str, object]:
    return {
        "draft": draft.number,
        "sha256": draft.sha256,
        "added_at": draft.added_at.isoformat(timespec="seconds"),
        "added_by": draft.by,
    }


def _record(change: ClaimChange) -> dict[str, object]:
    before, after = change.before, change.after
    return {
        "claim": change.claim,
        "number": change.number,
        "before": reading_record(before),
        "after": reading_record(after),
        "changes": _words(before, after) if change.fate is Fate.ALTERED and before and after else [],
        "decided": review_record(change.review),
        "stale": change.stale,
        "as_corrected": change.corrected,
    }


def _words(before: Reading, after: Reading) -> list[dict[str, str]]:
    return [
        {"old": change.old, "new": change.new}
        for change in word_changes(before.context, after.context)
        if change.old != change.new
    ]
