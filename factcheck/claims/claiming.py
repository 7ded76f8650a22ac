"""From attributions and sentences to claims: what is asserted, and who stands behind it."""

from collections.abc import Iterable

from factcheck.claims.checkable import checkable, signs
from factcheck.claims.cutting import OWN, Piece, pieces
from factcheck.claims.signs import flags_of
from factcheck.claims.sourcing import alone, together
from factcheck.claims.wording import Wording, opened
from factcheck.claims.worth import checkworthiness, logit
from factcheck.domain.extraction import Attribution, Claim, Flag, Source
from factcheck.domain.spans import Span


def claims(
    text: str, sentences: list[Span], attributions: Iterable[Attribution], sources: tuple[Source, ...], outlet: int
) -> tuple[Claim, ...]:
    """Every claim of the text, ordered by where it begins.

    Each attribution yields at least one. What a sentence says beyond its attributions is the outlet's
    own, and `outlet` its source; a rest that is no more than the crediting itself ("Kim said Sunday") is none.
    """
    credited = list(attributions)
    wording = Wording(text, sources)
    found = sorted(pieces(text, sentences, credited, outlet), key=_order)
    made = [
        _claim(text, number, piece, wording, credited[piece.owner] if piece.owner != OWN else None, sources, outlet)
        for number, piece in enumerate(found)
    ]
    return together(text, sentences, made, credited)


def _order(piece: Piece) -> tuple[int, int, int]:
    return piece.spans[0].start, piece.spans[-1].end, piece.owner


def _claim(
    text: str,
    number: int,
    piece: Piece,
    wording: Wording,
    one: Attribution | None,
    sources: tuple[Source, ...],
    outlet: int,
) -> Claim:
    said = words_of(text, piece)
    flags = flags_of(said)
    worth = logit(said)
    return Claim(
        id=number,
        spans=(opened(text, piece.spans[0]), *piece.spans[1:]),
        text=wording.of(piece, one),
        attribution=one.id if one else None,
        sources=one.sources if one else (outlet,),
        via=one.via if one else (),
        checkable=checkable(said, signs(said, flags, piece.verbs, text, one, sources, worth)),
        checkworthiness=round(checkworthiness(worth), 3),
        flags=tuple(sorted({*flags, *alone(text, one, sources)}, key=list(Flag).index)),
    )


def words_of(text: str, piece: Piece) -> str:
    """The words of `piece` as the text has them, without its line breaks."""
    return " … ".join(" ".join(span.of(text).split()) for span in piece.spans)
