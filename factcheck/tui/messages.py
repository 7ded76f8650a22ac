"""What widgets and workers tell the screens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from textual.message import Message

from factcheck.domain.bodies import MergeProposal
from factcheck.domain.desk import ClaimView, DocumentSummary, DocumentView, Event, Found, LogLine, SourceSummary
from factcheck.domain.drafts import Earlier
from factcheck.domain.earlier import Alike, CheckedBefore
from factcheck.domain.errors import FactcheckError
from factcheck.domain.papers import QuotationResult
from factcheck.domain.review import Desk
from factcheck.domain.signing import Signing
from factcheck.domain.spans import Span


class Asked(Enum):
    """What the prompt line asks for."""

    GROUND = auto()
    """What a finding just made rests on: evidence, or the reason for none."""
    EVIDENCE = auto()
    REASON = auto()
    RETURN = auto()
    ASSIGN = auto()
    SEARCH = auto()
    FILE = auto()
    """Where a report is written."""
    TEMPLATE = auto()
    """The desk's own layout of a report."""
    PUBLICATION = auto()
    """The file that says where and as whom the desk publishes."""


@dataclass
class DocumentsRead(Message):
    """The list of documents came from the database."""

    documents: list[DocumentSummary]


@dataclass
class DocumentRead(Message):
    """A document with its claims, and the desk's rules, came from the database.

    `after` is how many changes of this person it holds: of one that was read before the latest nothing is shown.
    """

    document: DocumentView
    desk: Desk
    after: int
    unfinished: Mapping[str, Mapping[str, str]]
    """What this reviewer began to type and did not store, by the names of the forms."""


@dataclass
class ClaimRead(Message):
    """A claim came from the database."""

    claim: ClaimView


@dataclass
class SigningRead(Message):
    """What of a document can be signed off came from the database."""

    signing: Signing


@dataclass
class Looked(Message):
    """The latest event of the log has this number; `after` is how many changes of this person it holds."""

    event: int
    after: int


@dataclass
class HistoryRead(Message):
    """The events of a claim came from the database, and of a stale one what was decided before."""

    claim: int
    events: list[Event]
    earlier: Earlier | None = None


@dataclass
class FiguresRead(Message):
    """The figures of a document's claims were read: lines to show, by the claim's number."""

    document: DocumentView
    figures: Mapping[int, Sequence[str]]


@dataclass
class ReadFailed(Message):
    """The database could not be read."""

    error: FactcheckError


@dataclass
class ClaimPointed(Message):
    """A claim was pointed at with the mouse."""

    claim: int


@dataclass
class Marked(Message):
    """A stretch of the article was marked; None where that was left."""

    span: Span | None


@dataclass
class PromptChanged(Message):
    """The text in the prompt is another."""

    asked: Asked
    text: str


@dataclass
class ClaimsFound(Message):
    """A search over the desk came back, with the searches that are saved."""

    asked: str
    found: Found
    saved: list[str]


@dataclass
class SearchFailed(Message):
    """A search could not be understood or done."""

    asked: str
    error: FactcheckError


@dataclass
class LogRead(Message):
    """Events with `words` came from the database; `more` when they follow those that are shown."""

    lines: list[LogLine]
    words: str
    more: bool


@dataclass
class SourcesRead(Message):
    """The sources came from the database."""

    sources: list[SourceSummary]


@dataclass
class SourceClaimsRead(Message):
    """The claims of a source came from the database."""

    source: int
    claims: list[ClaimView]


@dataclass
class MergesRead(Message):
    """What may be one source came from the database."""

    proposals: list[MergeProposal]


@dataclass
class QuotationsRead(Message):
    """The quotations of the document were held against what is kept."""

    results: list[QuotationResult]


@dataclass
class CheckedBeforeRead(Message):
    """What was checked before of a claim came from the database."""

    found: list[CheckedBefore]
    alike: tuple[Alike, ...] = ()


@dataclass
class ReportWritten(Message):
    """A report lies in its file, which `said` tells, or could not be written."""

    said: str
    error: FactcheckError | None
