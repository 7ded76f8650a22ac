"""Quotations of a document under check, held against the evidence documents of those they are credited to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from db import papers, passages, queries
from db.models import EvidenceDocumentRow
from factcheck.domain.desk import ClaimView, DocumentView
from factcheck.domain.extraction import Attribution, Document, Extraction, QuotationType, Source
from factcheck.domain.matching import QuotationCheck, Quoted
from factcheck.domain.papers import QuotationResult
from factcheck.domain.spans import Span
from factcheck.workbench.connection import Connection
from factcheck.workbench.references import document_number

# so few and short documents are all read; of more, those that an index finds likeliest
_FEW = 12
_FEW_LETTERS = 1_000_000
_LIKELIEST = 6
_LONG = 4
_TELLING = 4
_ASKED = 24
_SPOKEN = (QuotationType.DIRECT, QuotationType.MIXED)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A quotation with the claims that it carries and the documents of those it is credited to."""

    quoted: Quoted
    claims: tuple[int, ...]
    own: frozenset[int]


class QuotingCases(Connection):
    """Is that really what was said?"""

    def quotation_results(self, document: str, everywhere: bool = False) -> list[QuotationResult]:
        """Every direct or mixed quotation of a source, in order, held against that source's documents.

        Relays' documents count as the source's. With `everywhere` all documents that are kept are read. Raises
        NotFound.
        """
        from factcheck.matching.languages import language

        with self._reading() as session:
            view = queries.document(session, document_number(session, document))
            kept = {row.id: row for row in papers.kept(session)}
            asked = _asked(session, view, bool(kept))
            found: dict[int, QuotationResult] = {}
            groups: dict[frozenset[int], list[int]] = {}
            for number, one in enumerate(asked):
                groups.setdefault(frozenset(kept) if everywhere else one.own, []).append(number)
            for scope, numbers in groups.items():
                mine = [asked[number] for number in numbers]
                results = _held(session, mine, [kept[number] for number in sorted(scope)], language(view.text))
                found.update(zip(numbers, results, strict=True))
            return [found[number] for number in range(len(asked))]


def _asked(session: Session, view: DocumentView, any_kept: bool) -> list[_Asked]:
    # what compares quotations takes long to import, and is wanted after the first screen is there
    from factcheck.matching.quoted import quoted

    spoken = [c for c in view.claims if c.attribution is not None and c.attribution.quotation in _SPOKEN]
    extraction, numbers = _extraction(view, spoken)
    documents: dict[int, set[int]] = {}
    found = []
    for one in quoted(extraction):
        claims = [c for c in spoken if any(a.overlaps(b) for a in c.spans for b in one.spans)]
        credited = {number for name in one.sources for number in numbers[name]}
        credited |= {source.id for claim in claims for source in claim.via}
        if not credited:
            continue
        for number in credited - documents.keys():
            documents[number] = papers.spoken_by(session, [number]) if any_kept else set()
        own = frozenset(document for number in credited for document in documents[number])
        found.append(_Asked(one, tuple(claim.id for claim in claims), own))
    return found


def _extraction(view: DocumentView, spoken: Sequence[ClaimView]) -> tuple[Extraction, dict[str, set[int]]]:
    """The document as its reviewers have it, and which sources have which name."""
    sources: dict[str, int] = {}
    numbers: dict[str, set[int]] = {}
    attributions: dict[tuple[tuple[Span, ...], tuple[int, ...]], Attribution] = {}
    made: list[Source] = []
    for claim in spoken:
        assert claim.attribution is not None
        for source in claim.sources:
            numbers.setdefault(source.name, set()).add(source.id)
            if source.name not in sources:
                sources[source.name] = len(made)
                made.append(Source(len(made), source.name, source.kind, ()))
        credited = tuple(sources[source.name] for source in claim.sources)
        said = claim.attribution
        key = (said.content, credited)
        attributions.setdefault(
            key,
            Attribution(
                len(attributions), said.source, said.cue, said.content, said.quotation, credited, (), said.confidence
            ),
        )
    document = Document(view.summary.name, None, None, None, view.text, view.sha256)
    extraction = Extraction(document, view.sentences, tuple(made), tuple(attributions.values()), ())
    return extraction, numbers


def _held(
    session: Session, asked: Sequence[_Asked], kept: Sequence[EvidenceDocumentRow], tongue: str | None
) -> list[QuotationResult]:
    """`asked` against the documents that may hold them."""
    if not kept:
        return [QuotationResult(one.quoted, one.claims, 0, None) for one in asked]
    by_id = {row.id: row for row in kept}
    likely = _likely(session, [one.quoted for one in asked], kept)
    texts = {by_id[number].name: papers.text_of(session, number) for number in likely}
    documents = [
        Document(by_id[number].name, None, None, None, texts[by_id[number].name], by_id[number].sha256)
        for number in likely
    ]
    unread = sorted({row.language for row in kept if row.id not in likely and row.language})
    # deferred: it brings numpy, which nothing else needs to open a desk
    from factcheck.matching.checking import check

    checks = check([one.quoted for one in asked], documents, tongue, unread)
    numbers = {row.name: row.id for row in kept}
    views = {view.id: bool(view.sources or view.speaker) for view in papers.views(session, kept)}
    return [
        replace(_result(one, checked, texts, len(kept)), elsewhere=_elsewhere(one, checked, numbers, views))
        for one, checked in zip(asked, checks, strict=True)
    ]


def _likely(session: Session, quotations: Iterable[Quoted], kept: Sequence[EvidenceDocumentRow]) -> list[int]:
    if len(kept) <= _FEW and sum(row.length for row in kept) <= _FEW_LETTERS:
        return [row.id for row in kept]
    numbers = [row.id for row in kept]
    found: dict[int, None] = {}
    for quotation in quotations:
        found.update(dict.fromkeys(passages.likeliest(session, _telling(quotation.text), numbers, _LIKELIEST)))
    return list(found)


def _telling(text: str) -> list[str]:
    """The longest words of a quotation; of one with few that tell anything, all words."""
    from factcheck.matching.token import folded
    from factcheck.matching.words import words

    every = list(dict.fromkeys(re.findall(r"[^\W_]+", text.lower())))
    telling = [word for word in every if len(word) >= _LONG and folded(word) not in words().small]
    return sorted(telling if len(telling) >= _TELLING else every, key=len, reverse=True)[:_ASKED]


def _result(one: _Asked, checked: QuotationCheck, texts: dict[str, str], documents: int) -> QuotationResult:
    from factcheck.matching.differing import diff

    if not checked.places:
        return QuotationResult(one.quoted, one.claims, documents, checked)
    best = checked.places[0]
    return QuotationResult(
        one.quoted, one.claims, documents, checked, diff(one.quoted.text, texts[best.document], best.spans)
    )


def _elsewhere(one: _Asked, checked: QuotationCheck, numbers: dict[str, int], spoken: dict[int, bool]) -> bool:
    """Whether only a document of somebody else holds it; one of which nobody said whose it is may be theirs."""
    if not checked.places:
        return False
    best = numbers[checked.places[0].document]
    return best not in one.own and spoken[best]
