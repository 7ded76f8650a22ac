"""What reading an article yields: document, sentences, sources, attributions, claims."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from factcheck.domain.spans import Span


class SourceKind(StrEnum):
    """What sort of body a source is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    DOCUMENT = "document"
    POLL = "poll"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"
    UNKNOWN = "unknown"


class QuotationType(StrEnum):
    """Whether a content lies wholly, partly or not at all in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Flag(StrEnum):
    """Why a claim deserves a look. A closed set, documented in `docs/flags.md`."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    COMPARISON = "comparison"
    SUPERLATIVE = "superlative"
    OPINION = "opinion"
    PREDICTION = "prediction"
    ANONYMOUS_SOURCE = "anonymous_source"
    VAGUE_SOURCE = "vague_source"
    UNKNOWN_SOURCE = "unknown_source"
    SINGLE_SOURCE = "single_source"
    RELAYED = "relayed"
    RELAYED_TWICE = "relayed_twice"
    CHAIN_COLLAPSED = "chain_collapsed"
    ATTRIBUTION_DROPPED = "attribution_dropped"
    CUE_ESCALATION = "cue_escalation"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Document:
    """An article under check. `sha256` is the hex digest of `text` in UTF-8.

    `named` is false where whoever wrote the article gave no `id`, so that it names nothing beyond this input.
    `markdown` says that the text holds Markdown's marks, which are read as marks.
    """

    id: str
    title: str | None
    published: date | None
    outlet: str | None
    text: str
    sha256: str
    named: bool = True
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """An attribution as the tagger reads it: whose words, by which cue, with what content.

    `source` or `cue` may be empty. `confidence` is the probability that the attribution is right.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Source:
    """A real-world person or body; `mentions` are the places that name it, in order."""

    id: int
    name: str
    kind: SourceKind
    mentions: tuple[Span, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, in whose words. `sources` and `via` are ids of the same extraction's sources.

    `via` names the relays, the one nearest to the article last.
    """

    id: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: QuotationType
    sources: tuple[int, ...]
    via: tuple[int, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion that could be found right or wrong by itself.

    `attribution` is None for the outlet's own voice. `checkworthiness` is 0 to 1. `text` is the claim
    readable by itself; what was filled in stands in square brackets.
    """

    id: int
    spans: tuple[Span, ...]
    text: str
    attribution: int | None
    sources: tuple[int, ...]
    via: tuple[int, ...]
    checkable: bool
    checkworthiness: float
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yields. An id is the place of the thing in its tuple."""

    document: Document
    sentences: tuple[Span, ...]
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
