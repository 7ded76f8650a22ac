"""How reports and lists put the closed sets into words, so that truth and wording are never mixed up."""

from collections.abc import Iterable, Sequence

from factcheck.domain.desk import SourceView
from factcheck.domain.extraction import Flag, QuotationType
from factcheck.domain.review import AttributionCheck, Finding, State

STATES = {
    State.UNSTARTED: "not started",
    State.IN_PROGRESS: "in progress",
    State.WAITING: "waiting for an answer",
    State.CHECKED: "checked, not signed off",
    State.SIGNED_OFF: "signed off",
    State.RETURNED: "returned to the checker",
    State.STALE: "stale: the text changed after the check",
}

# answers to "Is it true?"
FINDINGS = {
    Finding.NONE: "not judged yet",
    Finding.CONFIRMED: "yes, confirmed",
    Finding.CONFIRMED_WITH_CHANGE: "yes, once changed as noted",
    Finding.WRONG: "no, it is wrong",
    Finding.DISPUTED: "disputed",
    Finding.UNVERIFIABLE: "could not be verified",
    Finding.ON_AUTHOR: "not checked here; rests on the author",
    Finding.NOT_CHECKABLE: "not a matter of fact",
    Finding.CUT: "no longer matters: cut from the article",
}

# answers to "Was it said?", never words that could read as "true"
ATTRIBUTION_CHECKS = {
    AttributionCheck.NONE: "not checked yet",
    AttributionCheck.CORRECT: "said, and credited right",
    AttributionCheck.WRONG_SOURCE: "credited to the wrong source",
    AttributionCheck.WORDING_ALTERED: "the wording was altered",
    AttributionCheck.CHAIN_COLLAPSED: "said, but whom it came through is left out",
    AttributionCheck.MISSING: "a source is due and none is credited",
}

QUOTATIONS = {
    QuotationType.DIRECT: "direct quotation",
    QuotationType.MIXED: "partly quoted",
    QuotationType.INDIRECT: "indirect",
}

FLAGS = {flag: flag.value.replace("_", " ") for flag in Flag}


def chain(names: Sequence[str], via: Sequence[str], nobody: str) -> str:
    """Who stands behind a claim: `A and B, via C, via D`; the relay nearest to the article comes last."""
    return ", via ".join([_joined(names) if names else nobody, *via])


def named(sources: Iterable[SourceView]) -> list[str]:
    """Each source with its kind beside it, unless that is all that is known of it."""
    return [
        source.name if source.name == source.kind.value else f"{source.name} ({source.kind.value})"
        for source in sources
    ]


def counted(number: int, noun: str, several: str | None = None) -> str:
    """`1 claim`, `2,000 claims`."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def _joined(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
