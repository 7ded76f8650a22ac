"""Whom and what two claims name, and where one has another name."""

import math

from factcheck.matching.acting import tells
from factcheck.matching.claimed import Prepared
from factcheck.matching.lemmas import lemmas
from factcheck.matching.pairing import Pairs
from factcheck.matching.token import TokenKind
from factcheck.sources.lexicon import lexicon


def other_names(one: Prepared, other: Prepared, pairs: Pairs) -> float:
    """How many of the fewer names stand where the other claim has another: a part of a name may be left out."""
    linked = {(one.runs[a], other.runs[b]) for a, b in pairs if a in one.runs and b in other.runs}
    mine, theirs = _unlinked(one, {a for a, _ in pairs}), _unlinked(other, {b for _, b in pairs})
    halves = sum((a in mine and b in theirs) or _other_initials(one, a, other, b) for a, b in linked)
    left = [run for run in mine if run not in {a for a, _ in linked}]
    right = [run for run in theirs if run not in {b for _, b in linked}]
    fewer = min(len(set(one.runs.values())), len(set(other.runs.values())))
    return math.sqrt(min(1.0, (halves + min(len(left), len(right))) / fewer)) if fewer else 0.0


def other_people(one: Prepared, other: Prepared, mine: set[int], theirs: set[int]) -> float:
    """1 where one claim has other people in the place of the other's: "against the senator", "against the governor"."""
    here, there = _people(one, mine), _people(other, theirs)
    return float(any(place in there for place in here))


def _people(claim: Prepared, matched: set[int]) -> set[tuple[str, str]]:
    """Where nouns for people stand that the other claim lacks."""
    return {
        (placed.role.value, placed.preposition)
        for number, (token, placed) in enumerate(zip(claim.telling, claim.placed, strict=True))
        if number not in matched
        and placed is not None
        and placed.head
        and token.kind is TokenKind.WORD
        and any(lexicon().nouns.get(lemma) == "people" for lemma in lemmas(token.norm))
        and not tells(claim, number)
    }


def _other_initials(one: Prepared, a: int, other: Prepared, b: int) -> bool:
    """Whether both names have initials, and others: "George H. W. Bush", "George W. Bush"."""
    here, there = (
        [
            claim.telling[number].norm
            for number, run in claim.runs.items()
            if run == name and len(claim.telling[number].norm) == 1
        ]
        for claim, name in ((one, a), (other, b))
    )
    return bool(here and there) and here != there


def _unlinked(claim: Prepared, matched: set[int]) -> set[int]:
    """The names of which a word is unmatched; who merely tells the claim is none of them."""
    return {run for number, run in claim.runs.items() if number not in matched and not tells(claim, number)}
