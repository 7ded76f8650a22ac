"""What a new draft did to a claim: its words old and new side by side, and what was decided on the old ones."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from factcheck.domain.drafts import Earlier
from factcheck.domain.review import AttributionCheck, Finding
from factcheck.reports.changes import word_changes
from factcheck.tui.content import one_line, shown
from factcheck.tui.labels import CHECK_WORDS, FINDING_WORDS, words

_HEAD = "bold $text-primary"
_MUTED = "$text-muted"
_OLD, _NEW = "$text-error strike", "bold $text-success"
_LONGEST = 1200


def outdated(earlier: Earlier, key: str) -> Iterable[Content]:
    """The lines that a stale claim's detail has for what changed and what was decided; `key` says that it holds."""
    before, now = earlier.before, earlier.now
    yield Content.styled(f"Changed since draft {before.draft}", _HEAD)
    old, new = (before.context, now.context) if before.context != now.context else (before.text, now.text)
    if old == new and before.sources == now.sources:
        yield Content.styled("the same words; what stands around them changed", _MUTED)
    else:
        yield Content(" ").join(_words(old, new))
    if before.sources != now.sources:
        names = (one_line(" + ".join(reading.sources), 60) or "nobody" for reading in (before, now))
        yield Content("credited to [-").append(Content("-], now {+".join(names))).append(Content("+}"))
    yield Content.assemble("Was: ", shown(decided(earlier)))
    yield Content.styled(f"{key} still right · or decide anew", _MUTED)


def _words(old: str, new: str) -> Iterator[Content]:
    for change in word_changes(old[:_LONGEST], new[:_LONGEST]):
        if change.old == change.new:
            yield shown(change.old)
            continue
        if change.old:
            yield shown(f"[-{change.old}-]", _OLD)
        if change.new:
            yield shown(f"{{+{change.new}+}}", _NEW)


def decided(earlier: Earlier) -> str:
    """What was decided on the old words, and by whom."""
    review = earlier.review
    parts = [words(review.state)]
    parts += [] if review.finding is Finding.NONE else [FINDING_WORDS[review.finding]]
    parts += [] if review.attribution_check is AttributionCheck.NONE else [CHECK_WORDS[review.attribution_check]]
    parts += [f"should read “{one_line(review.correction, 200)}”"] if review.correction else []
    parts += [f"checked by {one_line(review.checked_by, 40)}"] if review.checked_by else []
    parts += [f"signed off by {one_line(review.signed_by, 40)}"] if review.signed_by else []
    if not review.checked_by and earlier.by:
        parts.append(f"by {one_line(earlier.by, 40)}")
    when = f" ({earlier.at.astimezone():%d %b %H:%M})" if earlier.at else ""
    return ", ".join(parts) + when
