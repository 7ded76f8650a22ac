"""The words and glyphs of the closed sets: one glyph a value, a word always near it."""

from factcheck.domain.extraction import QuotationType, SourceKind
from factcheck.domain.review import AttributionCheck, Finding, Review, State

STATE_GLYPHS = {
    State.UNSTARTED: "○",
    State.IN_PROGRESS: "◐",
    State.WAITING: "…",
    State.CHECKED: "●",
    State.SIGNED_OFF: "■",
    State.RETURNED: "↩",
    State.STALE: "!",
}

FINDING_GLYPHS = {
    Finding.NONE: "·",
    Finding.CONFIRMED: "✓",
    Finding.CONFIRMED_WITH_CHANGE: "±",
    Finding.WRONG: "✗",
    Finding.DISPUTED: "≠",
    Finding.UNVERIFIABLE: "?",
    Finding.ON_AUTHOR: "@",
    Finding.NOT_CHECKABLE: "–",
    Finding.CUT: "⊘",
}

CHECK_GLYPHS = {
    AttributionCheck.NONE: "·",
    AttributionCheck.CORRECT: "”",
    AttributionCheck.WRONG_SOURCE: "⇄",
    AttributionCheck.WORDING_ALTERED: "~",
    AttributionCheck.CHAIN_COLLAPSED: "»",
    AttributionCheck.MISSING: "∅",
}

# "Was it said" has answers of its own: none of them may read as an answer to "is it true".
CHECK_WORDS = {
    AttributionCheck.NONE: "not looked at",
    AttributionCheck.CORRECT: "said so, credited right",
    AttributionCheck.WRONG_SOURCE: "credited to the wrong source",
    AttributionCheck.WORDING_ALTERED: "said, but in other words",
    AttributionCheck.CHAIN_COLLAPSED: "a relay is left out",
    AttributionCheck.MISSING: "credited to nobody, and should be",
}

FINDING_WORDS = {
    Finding.NONE: "no finding yet",
    Finding.CONFIRMED: "confirmed",
    Finding.CONFIRMED_WITH_CHANGE: "confirmed with change",
    Finding.WRONG: "wrong",
    Finding.DISPUTED: "disputed",
    Finding.UNVERIFIABLE: "unverifiable",
    Finding.ON_AUTHOR: "on the author",
    Finding.NOT_CHECKABLE: "not checkable",
    Finding.CUT: "cut",
}

STATE_STYLES = {
    State.UNSTARTED: "",
    State.IN_PROGRESS: "$text-warning",
    State.WAITING: "$text-warning",
    State.CHECKED: "$text-success",
    State.SIGNED_OFF: "$text-success",
    State.RETURNED: "$text-error",
    State.STALE: "$text-error",
}

QUOTATIONS = {
    QuotationType.DIRECT: "direct quotation",
    QuotationType.MIXED: "partly quoted",
    QuotationType.INDIRECT: "indirect speech",
}

KINDS = {SourceKind.OUTLET: "the outlet's own voice", SourceKind.ANONYMOUS: "not named"}


def words(value: str) -> str:
    """A value of a closed set as words."""
    return value.replace("_", " ")


def counted(number: int, noun: str) -> str:
    """A number of things in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def signs(review: Review) -> str:
    """State, "was it said" and "is it true" in five cells."""
    return f"{STATE_GLYPHS[review.state]} {CHECK_GLYPHS[review.attribution_check]} {FINDING_GLYPHS[review.finding]}"


def state_label(state: State) -> str:
    """The state as glyph and words."""
    return f"{STATE_GLYPHS[state]} {words(state)}"


def progress_bar(done: int, total: int, width: int = 10) -> str:
    """A bar of `width` characters; it is full only when all is done, and empty only when nothing is."""
    if not total:
        return "─" * width
    filled = done * width // total
    if done and not filled:
        filled = 1
    return "█" * filled + "░" * (width - filled)
