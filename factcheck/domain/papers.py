"""Documents that the desk keeps to hold quotations against, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from factcheck.domain.evidence import Rank
from factcheck.domain.matching import QuotationCheck, Quoted, Verdict
from factcheck.domain.review import AttributionCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a document comes from, as a reviewer states it; `speaker` is whose words it holds."""

    origin: str = ""
    published: date | None = None
    speaker: str = ""
    rank: Rank | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDocument(Origin):
    """A document that is kept. `sha256` is the hex digest of its text in UTF-8, `length` counts code points.

    `language` is a code, or empty where nothing tells. `sources` are the names of those whose words it holds, `claims`
    the numbers of the claims that cite it.
    """

    id: int
    name: str
    title: str
    language: str
    sha256: str
    length: int
    added_by: str
    added_at: datetime
    sources: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a document did; `new` is false when the text was there already, `told` says what is attached."""

    document: EvidenceDocument
    new: bool
    told: tuple[str, ...] = ()


class Piece(StrEnum):
    """What a stretch of a word diff is: in both, only in the document (`said`), or only in the article (`printed`)."""

    SAME = "same"
    SAID = "said"
    PRINTED = "printed"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A stretch of a word diff; `around` is what the document says before and after."""

    kind: Piece
    text: str


@dataclass(frozen=True, slots=True)
class QuotationResult:
    """A quotation of a document under check, held against the evidence documents of those it is credited to.

    `claims` are the ids of the claims that carry it. `check` is None where there is no document to hold it
    against. `elsewhere` is true where it was found in a document of somebody else alone. `proposes` is an answer to
    "was it said", for a reviewer to give.
    """

    quoted: Quoted
    claims: tuple[int, ...]
    documents: int
    check: QuotationCheck | None
    diff: tuple[DiffPiece, ...] = ()
    elsewhere: bool = False

    @property
    def proposes(self) -> AttributionCheck | None:
        """The attribution check that the verdict speaks for; None where it speaks for none."""
        if self.check is None:
            return None
        if self.elsewhere and self.check.verdict not in (Verdict.NOT_FOUND, Verdict.CANNOT_TELL):
            return AttributionCheck.WRONG_SOURCE
        return _PROPOSES.get(self.check.verdict)


_PROPOSES = {
    Verdict.VERBATIM: AttributionCheck.CORRECT,
    Verdict.TYPOGRAPHIC: AttributionCheck.CORRECT,
    Verdict.SHORTENED: AttributionCheck.CORRECT,
    Verdict.WORDING_ALTERED: AttributionCheck.WORDING_ALTERED,
    Verdict.MEANING_ALTERED: AttributionCheck.WORDING_ALTERED,
    Verdict.SPLICED: AttributionCheck.WORDING_ALTERED,
}
