"""Whether one claim denies what another says: negations, words that say the contrary, and what cancels them."""

from factcheck.matching.changes import opposite_words
from factcheck.matching.claimed import Negation, Prepared
from factcheck.matching.degrees import tables
from factcheck.matching.lemmas import akin, lemmas, synonymous
from factcheck.matching.pairing import Pairs
from factcheck.matching.token import Token

_LACKING = frozenset({"lose", "lack", "cut", "miss"})


def denied(
    one: Prepared, other: Prepared, pairs: Pairs, mine: set[int], theirs: set[int], contrary: tuple[Token, Token] | None
) -> bool:
    """Whether one claim denies what the other says; an odd number of negations and opposites does."""
    ours, others = list(mine), list(theirs)
    skipped: set[str] = set()
    if contrary is not None:
        # "not safe" denies the "safe" of which the other has the contrary
        ours += [n for n, token in enumerate(one.telling) if token is contrary[0]]
        others += [n for n, token in enumerate(other.telling) if token is contrary[1]]
        skipped = {contrary[0].norm, contrary[1].norm}
    denials = [
        negation
        for claim, rival, matched in ((one, other, set(ours)), (other, one, set(others)))
        for negation in active(claim, matched)
        if negation.norm not in skipped
        and not _superlative(claim, rival, negation)
        and (contrary is not None or not _prefixed(claim, rival, negation))
    ]
    return len(denials) % 2 != (contrary is not None)


def active(claim: Prepared, matched: set[int]) -> list[Negation]:
    """The negations of what both claims speak of: "and nobody noticed" denies nothing that the other says."""
    return [negation for negation in claim.negations if matched.intersection(negation.denied)]


def _superlative(claim: Prepared, rival: Prepared, negation: Negation) -> bool:
    """Whether the other has the superlative of what is denied here: "never lower", "the lowest ever"."""
    denied = [claim.telling[n].norm for n in negation.denied]
    greatest = [token.norm for token in rival.telling if token.norm.endswith("est") or token.norm == "most"]
    return any(
        (word.endswith("er") and (akin(word, most) or opposite_words(word, most)))
        or (word == "more" and most in ("most", "highest"))
        for word in denied
        for most in greatest
    )


def _prefixed(claim: Prepared, rival: Prepared, negation: Negation) -> bool:
    """Whether the other denies by a prefix what is denied by a word here: "without conditions", "unconditional"."""
    denied = [claim.telling[n].norm for n in negation.denied]
    if negation.norm == "without" and any(not _LACKING.isdisjoint(lemmas(token.norm)) for token in rival.telling):
        # "left without power", "lost power"
        return True
    bases = [token.norm[2:] for token in rival.telling if token.norm.startswith("un")]
    return any(akin(word, base) or synonymous(word, base) for word in denied for base in bases if len(base) > 3)


def converse(one: Token, other: Token) -> bool:
    known = tables().converse
    return any((a, b) in known for a in lemmas(one.norm) for b in lemmas(other.norm)) or (
        one.norm.endswith("er") and other.norm.endswith("er")
    )
