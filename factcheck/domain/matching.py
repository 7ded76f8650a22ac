"""What comparing texts yields: quotations held against documents, claims against earlier checks."""

from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.spans import Span


class Verdict(StrEnum):
    """How a printed quotation stands to the documents it should be in. A closed set."""

    VERBATIM = "verbatim"
    TYPOGRAPHIC = "typographic"
    SHORTENED = "shortened"
    WORDING_ALTERED = "wording_altered"
    MEANING_ALTERED = "meaning_altered"
    SPLICED = "spliced"
    NOT_FOUND = "not_found"
    CANNOT_TELL = "cannot_tell"


class ChangeKind(StrEnum):
    """What sort of words a change touches; all but `word` change what is said. `hedge` covers modals and degrees."""

    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"
    DATE = "date"
    UNIT = "unit"
    HEDGE = "hedge"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Change:
    """Words that differ: `said` in the document, `printed` in the quotation; either may be empty."""

    kind: ChangeKind
    said: str
    printed: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as printed: its stretches of the article without the marks, and the names of who is credited.

    `whole` is true where it is set as a sentence of its own, so that a full stop inside claims the sentence ends there.
    `lead` are the article's own words before it in its sentence.
    """

    spans: tuple[Span, ...]
    text: str
    sources: tuple[str, ...]
    whole: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document says what was quoted, or something like it; `score` is 0 to 1, and 1 is no yes by itself."""

    document: str
    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """One quotation against all documents: the verdict on its best place, all places best first, what differs there."""

    quoted: Quoted
    verdict: Verdict
    places: tuple[Place, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class EarlierCheck:
    """A claim that somebody has checked before; all but `id` and `claim` may be empty."""

    id: str
    claim: str
    rating: str = ""
    url: str = ""
    claimant: str = ""
    reviewer: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class CheckMatch:
    """An earlier check that may be of the same claim: the probability that it is, and the words shared and not."""

    check: EarlierCheck
    score: float
    same: tuple[str, ...]
    different: tuple[str, ...]
