"""What may stop a document from leaving the desk, claim by claim."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.extraction import Flag, SourceKind
from factcheck.domain.review import AttributionCheck, Finding, State
from factcheck.reports.view import Report, ReportedClaim
from factcheck.reports.words import counted, is_misattributed


class Gate(StrEnum):
    """A ground on which a check of a document fails."""

    UNSIGNED = "unsigned"
    OPEN = "open"
    STALE = "stale"
    RETURNED = "returned"
    WRONG = "wrong"
    DISPUTED = "disputed"
    UNVERIFIABLE = "unverifiable"
    MISATTRIBUTED = "misattributed"
    UNJUDGED = "unjudged"
    WORDS_UNCHECKED = "words-unchecked"
    NO_EVIDENCE = "no-evidence"
    SINGLE_SOURCE = "single-source"
    TOO_FEW_SOURCES = "too-few-sources"
    ANONYMOUS = "anonymous"
    UNANSWERED = "unanswered"
    LEGAL = "legal"
    SELF_SIGNED = "self-signed"


# what each says of a claim that it stops
SAYS = {
    Gate.UNSIGNED: "not signed off",
    Gate.OPEN: "open",
    Gate.STALE: "stale",
    Gate.RETURNED: "returned to the checker",
    Gate.WRONG: "found wrong",
    Gate.DISPUTED: "disputed",
    Gate.UNVERIFIABLE: "not verifiable",
    Gate.MISATTRIBUTED: "credited or worded wrongly",
    Gate.UNJUDGED: "without an answer to “is it true”",
    Gate.WORDS_UNCHECKED: "without an answer to “was it said”",
    Gate.NO_EVIDENCE: "judged without evidence",
    Gate.SINGLE_SOURCE: "on a single source",
    Gate.TOO_FEW_SOURCES: "on fewer independent sources than the desk wants",
    Gate.ANONYMOUS: "on an anonymous source",
    Gate.UNANSWERED: "without the answer that was asked for",
    Gate.LEGAL: "for the lawyer to see",
    Gate.SELF_SIGNED: "signed off by the one who checked",
}


# the findings that only evidence can bear out
_WANTING_EVIDENCE = frozenset({Finding.CONFIRMED, Finding.CONFIRMED_WITH_CHANGE, Finding.WRONG, Finding.DISPUTED})


@dataclass(frozen=True, slots=True)
class Fault:
    """A claim that a gate stops."""

    gate: Gate
    reported: ReportedClaim

    @property
    def says(self) -> str:
        """What is the matter."""
        return SAYS[self.gate]


def faults(report: Report, gates: Iterable[Gate]) -> list[Fault]:
    """Each claim that one of `gates` stops, in order of the gates and then of the text."""
    return list(_faults(report, gates))


def summed(name: str, found: Iterable[Fault]) -> str:
    """`story: 1 claim found wrong, 3 claims open`."""
    counts = Counter(fault.gate for fault in found)
    parts = [f"{counted(number, 'claim')} {SAYS[gate]}" for gate, number in counts.items()]
    return f"{name}: {', '.join(parts)}"


def _faults(report: Report, gates: Iterable[Gate]) -> Iterator[Fault]:
    for gate in dict.fromkeys(gates):
        for reported in report.in_order:
            if _STOPS[gate](reported):
                yield Fault(gate, reported)


def _single_source(reported: ReportedClaim) -> bool:
    """One source alone stands behind a figure, and the desk has no evidence that is independent of another piece."""
    claim = reported.claim
    return Flag.SINGLE_SOURCE in claim.flags and not any(piece.independent_of for piece in claim.evidence)


def _legal(reported: ReportedClaim) -> bool:
    """Wrong or disputed and still in the text, denied, or without the answer of those it concerns."""
    claim = reported.claim
    doubtful = claim.review.finding in (Finding.WRONG, Finding.DISPUTED) or Flag.DENIAL in claim.flags
    return doubtful or _unanswered(reported)


def _unanswered(reported: ReportedClaim) -> bool:
    return any(not reply.answer.strip() for reply in reported.claim.replies)


def _anonymous(reported: ReportedClaim) -> bool:
    return any(source.kind is SourceKind.ANONYMOUS for source in (*reported.claim.sources, *reported.claim.via))


def _no_evidence(reported: ReportedClaim) -> bool:
    return reported.claim.review.finding in _WANTING_EVIDENCE and not reported.claim.evidence


def _unjudged(reported: ReportedClaim) -> bool:
    """Opinion, prediction and rhetoric want no answer."""
    return reported.claim.checkable and reported.claim.review.finding is Finding.NONE


def _words_unchecked(reported: ReportedClaim) -> bool:
    claim = reported.claim
    return claim.attribution is not None and claim.review.attribution_check is AttributionCheck.NONE


_STOPS: Mapping[Gate, Callable[[ReportedClaim], bool]] = {
    Gate.UNSIGNED: lambda r: r.claim.review.state is not State.SIGNED_OFF,
    Gate.OPEN: lambda r: r.claim.review.is_open,
    Gate.STALE: lambda r: r.claim.review.state is State.STALE,
    Gate.RETURNED: lambda r: r.claim.review.state is State.RETURNED,
    Gate.WRONG: lambda r: r.claim.review.finding is Finding.WRONG,
    Gate.DISPUTED: lambda r: r.claim.review.finding is Finding.DISPUTED,
    Gate.UNVERIFIABLE: lambda r: r.claim.review.finding is Finding.UNVERIFIABLE,
    Gate.MISATTRIBUTED: lambda r: is_misattributed(r.claim),
    Gate.UNJUDGED: _unjudged,
    Gate.WORDS_UNCHECKED: _words_unchecked,
    Gate.NO_EVIDENCE: _no_evidence,
    Gate.SINGLE_SOURCE: _single_source,
    Gate.TOO_FEW_SOURCES: lambda r: r.claim.independence is not None and r.claim.independence.is_short,
    Gate.ANONYMOUS: _anonymous,
    Gate.UNANSWERED: _unanswered,
    Gate.LEGAL: _legal,
    Gate.SELF_SIGNED: lambda r: r.claim.review.is_self_signed,
}
