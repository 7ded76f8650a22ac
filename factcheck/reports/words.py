"""How reports and lists put the closed sets into words, so that truth and wording are never mixed up."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from factcheck.domain.desk import ClaimView, Event, SourceView
from factcheck.domain.evidence import Evidence
from factcheck.domain.extraction import Flag, QuotationType, SourceKind
from factcheck.domain.review import AttributionCheck, Finding, State

Kind = TypeVar("Kind", bound=StrEnum)

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

# by field of an event and the value it holds; `told` also meets fields that have none
_VALUES: Mapping[tuple[str, str], str] = {
    **{("state", state): said for state, said in STATES.items()},
    **{("finding", finding): said for finding, said in FINDINGS.items()},
    **{("attribution_check", check): said for check, said in ATTRIBUTION_CHECKS.items()},
}

# an opening mark, its closing one, and none of the two between
_IN_MARKS = re.compile('“[^“”]*”|"[^"]*"|«[^«»]*»|„[^„“]*“', re.DOTALL)

SAID_ONLY = "only that it was said is confirmed, not that it is true"
OWN_VOICE = "nobody is credited; the article says it in its own voice"


def truth(claim: ClaimView) -> str:
    """The answer to “Is it true?”, which says so where nothing but the words was confirmed."""
    review = claim.review
    words = FINDINGS[review.finding]
    if review.finding is Finding.NONE and not claim.checkable:
        words = f"{words}; reads as opinion, prediction or rhetoric"
    if review.finding is Finding.NONE and review.attribution_check is AttributionCheck.CORRECT:
        words = f"{words}; {SAID_ONLY}"
    return words


def wording(claim: ClaimView) -> str:
    """The answer to “Was it said?”."""
    check = claim.review.attribution_check
    return OWN_VOICE if check is AttributionCheck.NONE and claim.attribution is None else ATTRIBUTION_CHECKS[check]


def tally(counts: Mapping[Kind, int], words: Mapping[Kind, str]) -> list[tuple[str, int]]:
    """How often each value was found, in words."""
    return [(words[kind], number) for kind, number in counts.items()]


def tally_of_wordings(claims: Iterable[ClaimView]) -> list[tuple[str, int]]:
    """As `tally`, for “Was it said?”: where nobody is credited, nothing is left to check."""
    counter = Counter(wording(claim) for claim in claims)
    return [(words, counter[words]) for words in (*ATTRIBUTION_CHECKS.values(), OWN_VOICE)]


def flags_present(claims: Iterable[ClaimView]) -> list[tuple[Flag, str]]:
    """The flags that any of `claims` carries, in their own order, with their words."""
    carried = {flag for claim in claims for flag in claim.flags}
    return [(flag, words) for flag, words in FLAGS.items() if flag in carried]


def evidence_facts(piece: Evidence) -> list[str]:
    """What is stated of a piece of evidence besides its title, address and passage."""
    facts = [
        piece.locator,
        f"accessed {piece.accessed.isoformat()}" if piece.accessed else "",
        piece.rank.value if piece.rank else "",
        f"{piece.bearing.value} the claim" if piece.bearing else "",
        f"independent of {joined([str(number) for number in piece.independent_of])}" if piece.independent_of else "",
        f"copy {piece.file}" if piece.file else "",
        f"SHA-256 {piece.sha256}" if piece.sha256 else "",
    ]
    return [fact for fact in facts if fact]


def told(event: Event) -> str:
    """What an event changed, as a person would say it."""
    if event.field == "draft":
        return event.after if event.note == "cut" else f"draft {event.after.partition(':')[0]}: {event.note}"
    field = event.field.replace("_", " ")
    before, after = (_VALUES.get((event.field, value), value) for value in (event.before, event.after))
    what = f"{field} “{after}”" if after else f"{field} taken away"
    if before:
        what += f", before “{before}”"
    return what + (f" (takes back change {event.undoes})" if event.undoes else "")


def credited(claim: ClaimView) -> str:
    """Who stands behind the claim, through whom it came, and how it is quoted."""
    if claim.attribution is None:
        return f"{chain(named(claim.sources), named(claim.via), 'the article itself')}, in its own voice"
    names = chain(named(claim.sources), named(claim.via), "nobody is named")
    return f"{names}; {QUOTATIONS[claim.attribution.quotation]}"


def called(source: SourceView) -> str:
    """The name of a source as a sentence takes it: an outlet without a name of its own is "the outlet"."""
    return unbracketed(source.name) if source.kind is SourceKind.OUTLET else source.name


def unbracketed(name: str) -> str:
    """`(the outlet)` without its brackets, which say that it is no name."""
    return name[1:-1] if name.startswith("(") and name.endswith(")") else name


def is_misattributed(claim: ClaimView) -> bool:
    """Whether something is the matter with whom it is credited to, or with the words."""
    return claim.review.attribution_check not in (AttributionCheck.NONE, AttributionCheck.CORRECT)


def chain(names: Sequence[str], via: Sequence[str], nobody: str) -> str:
    """Who stands behind a claim: `A and B, via C, via D`; the relay nearest to the article comes last."""
    return ", via ".join([joined(names) if names else nobody, *via])


def named(sources: Iterable[SourceView]) -> list[str]:
    """Each source with its kind beside it, unless the name says no less."""
    return [
        called(source)
        if source.name == source.kind.value or source.kind is SourceKind.OUTLET
        else f"{source.name} ({source.kind.value})"
        for source in sources
    ]


def counted(number: int, noun: str, several: str | None = None) -> str:
    """`1 claim`, `2,000 claims`."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def share(number: int, total: int) -> str:
    """`4 of 38 claims`; `4 claims` where those are all."""
    return counted(total, "claim") if number == total else f"{number:,} of {counted(total, 'claim')}"


def numbered(claims: Iterable[ClaimView], noun: str = "number") -> str:
    """`number 15`, `numbers 6 and 15`, each once."""
    numbers = list(dict.fromkeys(str(claim.number) for claim in claims))
    return f"{noun if len(numbers) == 1 else noun + 's'} {joined(numbers)}"


def in_marks(text: str) -> str:
    """`text` as a quotation; what the article has in quotation marks already gets no second ones."""
    return text if _IN_MARKS.fullmatch(text.strip()) else f"“{text}”"


def joined(names: Sequence[str]) -> str:
    """`A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
