"""Quotations held against documents: where each stands, and whether as printed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.domain.extraction import Document
from factcheck.domain.matching import Change, ChangeKind, Place, QuotationCheck, Quoted, Verdict
from factcheck.domain.spans import hull
from factcheck.matching.alignment import align
from factcheck.matching.changes import written
from factcheck.matching.fingerprints import Fingerprints, Stretch
from factcheck.matching.languages import language
from factcheck.matching.printed import Printed, printed
from factcheck.matching.reading import Reading, read
from factcheck.matching.splicing import Said, Splice, splice
from factcheck.matching.tokens import joined, tokens
from factcheck.matching.turning import exchanged_places

_STRETCHES = 12
_FEW_STRETCHES = 4
_LONG = 300
_SLACK_AT_GAP = 60
_PLACES = 5
_FOUND = ((0.5, 0.5), (0.6, 0.4))  # share of the words, score
_FOUND_SHARE_OF_FEW = 0.66
_FEW_WORDS = 3
_SMALL = 3
_TELLING = 3
_SHARE_IN_OTHER_ORDER = 0.75
_LOOKALIKE = 0.4
_LOOKALIKE_SHARE = 0.34
_SPLICE_AHEAD = 0.15
_SENTENCE_END = re.compile(r"[.!?…][\"'“”‘’»)\]]*(?=\s|$)|[\r\n]\s*[\r\n]")
_ORDER = {Verdict.VERBATIM: 0, Verdict.TYPOGRAPHIC: 1, Verdict.SHORTENED: 2}


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: int
    reading: Reading


def check(
    quotations: Sequence[Quoted],
    documents: Sequence[Document],
    tongue: str | None,
    unread: Sequence[str | None] = (),
) -> list[QuotationCheck]:
    """Each of `quotations` against all `documents`; `tongue` is the language of the article that holds them.

    `unread` are the languages of further documents that share no word with any of the quotations.
    """
    parts = [printed(quotation) for quotation in quotations]
    looked_for = [" ".join(word.text for word in one.words) for one in parts]
    index = Fingerprints((document.text for document in documents), looked_for)
    tongues: list[str | None] = []
    found: list[QuotationCheck] = []
    for number, one in enumerate(parts):
        result = _check(one, index.stretches(number, *_reach(one)), documents)
        if result.verdict is Verdict.NOT_FOUND:
            tongues = tongues or [*unread, *(language(document.text) for document in documents)]
            if _foreign(one, tongue, tongues):
                result = QuotationCheck(result.quoted, Verdict.CANNOT_TELL, result.places, ())
        found.append(result)
    return found


def _reach(one: Printed) -> tuple[int, int]:
    """How many stretches to read, and how many words more than the quotation has each may hold."""
    return _STRETCHES if len(one.words) < _LONG else _FEW_STRETCHES, _SLACK_AT_GAP * min(len(one.gaps), 3)


def _check(one: Printed, stretches: Sequence[Stretch], documents: Sequence[Document]) -> QuotationCheck:
    wanted = {word.norm for word in one.words}
    said = [_said(documents[stretch.document].text, stretch, wanted) for stretch in stretches]
    candidates = _candidates(one, said, documents)
    best = next(
        (found for found in candidates if _convincing(one, found.reading, documents[found.document].text)), None
    )
    if best is not None and best.reading.verdict is Verdict.WORDING_ALTERED:
        best = _turned(one, best, documents[best.document].text)
    if best is None or best.reading.verdict not in _ORDER:
        pieces = splice(one.words, one.gaps, said)
        if pieces is not None and (best is None or pieces.share >= best.reading.share + _SPLICE_AHEAD):
            return _spliced(one, pieces, candidates, documents)
    if best is not None:
        here = best.document, best.reading.spans
        candidates = [best, *(other for other in candidates if (other.document, other.reading.spans) != here)]
    places = tuple(_place(candidate, documents) for candidate in candidates[:_PLACES])
    if best is None:
        return QuotationCheck(one.quoted, Verdict.NOT_FOUND, places, ())
    return QuotationCheck(one.quoted, best.reading.verdict, places, best.reading.changes)


def _said(text: str, stretch: Stretch, wanted: set[str]) -> Said:
    found = tokens(text, stretch.start, stretch.end, spoken=True, bodies=wanted)
    return Said(stretch.document, joined(text, found, wanted))


def _candidates(one: Printed, said: Sequence[Said], documents: Sequence[Document]) -> list[_Candidate]:
    """The places that are at least like the quotation, best first, each once."""
    found: list[_Candidate] = []
    for stretch in said:
        alignment = align(one, list(stretch.tokens))
        if alignment is None or alignment.score < _LOOKALIKE:
            continue
        reading = read(one, alignment, documents[stretch.document].text)
        if reading.share >= _LOOKALIKE_SHARE:
            found.append(_Candidate(stretch.document, reading))
    # where two stretches hold one place, what fits better is read right: the other may begin in its middle
    found.sort(key=lambda candidate: -candidate.reading.score)
    kept: list[_Candidate] = []
    for candidate in found:
        here = hull(candidate.reading.spans)
        if not any(other.document == candidate.document and hull(other.reading.spans).overlaps(here) for other in kept):
            kept.append(candidate)
    kept.sort(key=lambda candidate: (_ORDER.get(candidate.reading.verdict, 3), -candidate.reading.score))
    return kept


def _convincing(one: Printed, reading: Reading, text: str) -> bool:
    """Whether enough of the quotation stands there for it to be the place at all."""
    if len(one.words) <= _FEW_WORDS:
        return reading.share >= _FOUND_SHARE_OF_FEW
    if reading.verdict is Verdict.SPLICED:
        return reading.share >= _FOUND[0][0]
    if any(reading.share >= share and reading.score >= score for share, score in _FOUND):
        return True
    return _in_other_order(one, reading, text)


def _turned(one: Printed, found: _Candidate, text: str) -> _Candidate:
    """`found` with an altered meaning where the words are the same and those who act are others.

    "The dog bit the man", "The man bit the dog".
    """
    if not _in_other_order(one, found.reading, text):
        return found
    here = hull(found.reading.spans)
    around = max(len(one.text) // 2, len(one.text) - len(here))
    begin = max(0, here.start - around)
    begin += max((end.end() for end in _SENTENCE_END.finditer(text[begin : here.start])), default=0)
    end = _SENTENCE_END.search(text, here.end, min(len(text), here.end + around))
    stop = end.start() if end else min(len(text), here.end + around)
    sentence = text[begin:stop]
    if not one.edited and (places := exchanged_places(one.words, tokens(text, begin, stop, spoken=True))) is not None:
        first, second = (written(stretch, text) for stretch in places)
        change = Change(ChangeKind.NAME, f"{first} … {second}", f"{second} … {first}")
        return replace(found, reading=replace(found.reading, verdict=Verdict.MEANING_ALTERED, changes=(change,)))
    # deferred: who acts is told by a network, which few quotations need
    from factcheck.matching.acting import exchanged
    from factcheck.matching.claimed import prepared
    from factcheck.matching.pairing import paired

    said, put = prepared([sentence, one.text])
    if not exchanged(said, put, paired(said.telling, put.telling)):
        return found
    change = Change(ChangeKind.NAME, " ".join(sentence.split()), " ".join(one.text.split()))
    reading = replace(found.reading, verdict=Verdict.MEANING_ALTERED, changes=(change,))
    return replace(found, reading=reading)


def _in_other_order(one: Printed, reading: Reading, text: str) -> bool:
    """Whether nearly all words stand there, though in another order ("Peace is what we believe in")."""
    here = hull(reading.spans)
    # what is cut off of the place may be as much as the quotation has more
    around = max(len(one.text) // 2, len(one.text) - len(here))
    said = Counter(token.norm for token in tokens(text, max(0, here.start - around), min(len(text), here.end + around)))
    printed_words = Counter(word.norm for word in one.words)
    telling = [word for word in printed_words if len(word) > _SMALL]
    shared = (printed_words & said).total() / max(printed_words.total(), 1)
    return (
        len(telling) >= _TELLING
        and shared >= _SHARE_IN_OTHER_ORDER
        and sum(word in said for word in telling) >= _SHARE_IN_OTHER_ORDER * len(telling)
    )


def _spliced(
    one: Printed, found: Splice, candidates: Sequence[_Candidate], documents: Sequence[Document]
) -> QuotationCheck:
    """The verdict on pieces from distant places; each document's pieces are one place."""
    places: list[Place] = []
    for number in dict.fromkeys(piece.document for piece in found.pieces):
        mine = [piece for piece in found.pieces if piece.document == number]
        share = sum(piece.last - piece.first for piece in mine) / max(len(one.words), 1)
        places.append(Place(documents[number].id, tuple(piece.span for piece in mine), round(min(share, 0.99), 3)))
    places.sort(key=lambda place: -place.score)
    covered = {(place.document, span) for place in places for span in place.spans}
    for candidate in candidates:
        if len(places) >= _PLACES:
            break
        name, here = documents[candidate.document].id, hull(candidate.reading.spans)
        if not any(document == name and span.overlaps(here) for document, span in covered):
            places.append(_place(candidate, documents))
    return QuotationCheck(one.quoted, Verdict.SPLICED, tuple(places), ())


def _place(candidate: _Candidate, documents: Sequence[Document]) -> Place:
    return Place(documents[candidate.document].id, candidate.reading.spans, round(candidate.reading.score, 3))


def _foreign(one: Printed, tongue: str | None, tongues: Sequence[str | None]) -> bool:
    """Whether a document that does not hold the words may hold them in another language."""
    own = language(one.text) or tongue
    return own is not None and any(other is not None and other != own for other in tongues)
