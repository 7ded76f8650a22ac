"""Who acts in two claims, and on whom: where they changed places, and who merely tells it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from factcheck.claims.syntax import WordClass
from factcheck.matching.claimed import Prepared
from factcheck.matching.lemmas import akin, lemmas
from factcheck.matching.pairing import Pairs
from factcheck.matching.roles import Placed, Role
from factcheck.matching.token import Token, TokenKind
from factcheck.matching.words import words

_SAYING = frozenset(
    {"say", "claim", "state", "tell", "report", "according", "prove", "show", "find", "reveal", "announce", "repeat",
     "suggest", "warn", "insist", "argue"}
)  # fmt: skip
# A meets B as B meets A
_RECIPROCAL = frozenset(
    {"meet", "marry", "divorce", "debate", "negotiate", "confer", "talk", "merge", "collide", "border", "constitute"}
)
# where or when, not whom
_WHERE = frozenset({"in", "at", "near", "during", "inside", "outside", "around", "aboard"})
_NOMINAL = (WordClass.NOUN, WordClass.NAME, WordClass.PRONOUN, WordClass.GENITIVE)
_SPEAKER_FIRST = re.compile(r"^[\w .’'-]{2,40}:\s")


def tells(claim: Prepared, number: int) -> bool:
    """Whether the name is that of the speaker: "…, Seoul said", "according to Seoul", "Seoul: …"."""
    token, placed = claim.telling[number], claim.placed[number]
    if _SPEAKER_FIRST.match(claim.text) and token.end <= claim.text.index(":"):
        return True
    if re.search(r"according to (?:the )?(?:[\w.’'-]+ ){0,3}$", claim.text[: token.start], re.IGNORECASE):
        return True
    if placed is None or placed.role is not Role.AGENT:
        return False
    return not _SAYING.isdisjoint(lemmas(_verb(claim, placed)))


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun that both claims have, with its places in each and whether it tells the claim there."""

    here: Placed
    there: Placed
    name: bool
    tells: tuple[bool, bool]


def _names(one: Token, other: Token) -> bool:
    """Whether a word is a name in both; one that begins a sentence does not show it."""
    capital = one.text[:1].isupper() and other.text[:1].isupper()
    return capital and TokenKind.NAME in (one.kind, other.kind)


def _nouns(one: Prepared, other: Prepared, pairs: Pairs) -> Iterator[_Noun]:
    for a, b in pairs:
        mine, theirs = one.placed[a], other.placed[b]
        if one.telling[a].kind is TokenKind.UNIT:
            continue
        name = _names(one.telling[a], other.telling[b])
        if mine is None or theirs is None or not (name or (mine.class_ in _NOMINAL and theirs.class_ in _NOMINAL)):
            continue
        yield _Noun(mine, theirs, name, (tells(one, a), tells(other, b)))


def exchanged(one: Prepared, other: Prepared, pairs: Pairs) -> bool:
    """Whether who acts in one claim is acted on in the other: "Russia attacked Ukraine", "Ukraine attacked Russia"."""
    found = list(_nouns(one, other, pairs))
    if {(True, False), (False, True)} <= {
        noun.tells for noun in found if Role.AGENT in (noun.here.role, noun.there.role)
    }:
        # "Seoul fired a missile, Pyongyang said"
        return True
    found = [noun for noun in found if not any(noun.tells)]
    if any(
        not _RECIPROCAL.isdisjoint(lemmas(_verb(claim, at)))
        for noun in found
        for claim, at in _places(one, other, noun)
    ):
        return False
    if _slots_exchanged(one, other, found):
        return True
    # what leaks and what it leaks from change places without another meaning
    found = [noun for noun in found if "from" not in (noun.here.preposition, noun.there.preposition) or noun.name]
    for of_names in (True, False):
        acting = {
            (noun.here.role is Role.AGENT, noun.there.role is Role.AGENT)
            for noun in found
            if noun.name is of_names
            and _WHERE.isdisjoint((noun.here.preposition, noun.there.preposition))
            and (of_names or "of" not in (noun.here.preposition, noun.there.preposition))
        }
        if {(True, False), (False, True)} <= acting:
            return True
    if any(_of_one_verb(one, other, noun) for noun in found) or _heads_exchanged(one, other, found):
        return True
    return _verbs_exchanged(one, other, [n for n in found if n.here.role is n.there.role is Role.AGENT])


def _places(one: Prepared, other: Prepared, noun: _Noun) -> tuple[tuple[Prepared, Placed], tuple[Prepared, Placed]]:
    return (one, noun.here), (other, noun.there)


def _slots_exchanged(one: Prepared, other: Prepared, found: Sequence[_Noun]) -> bool:
    """Whether two things have each other's place beside one verb: "gave A control of B", "gave B control of A"."""
    slots = [
        ((noun.here.role, noun.here.preposition), (noun.there.role, noun.there.preposition), noun)
        for noun in found
        if noun.here.head and noun.there.head and noun.here.class_ in _NOMINAL and noun.there.class_ in _NOMINAL
    ]
    return any(
        here == rivals_there
        and there == rivals_here
        and here != there
        and (verb := _verb(one, noun.here))
        and akin(verb, _verb(other, noun.there))
        and akin(verb, _verb(one, rival.here))
        for (here, there, noun), (rivals_here, rivals_there, rival) in combinations(slots, 2)
    )


def _heads_exchanged(one: Prepared, other: Prepared, found: Sequence[_Noun]) -> bool:
    """Whether who acts in each is something else in the other, with one verb: "A broke into B's house", "B … A's"."""
    first = [noun for noun in found if noun.here.role is Role.AGENT and noun.there.role is not Role.AGENT]
    second = [noun for noun in found if noun.there.role is Role.AGENT and noun.here.role is not Role.AGENT]
    return any(
        a.here.head
        and b.there.head
        and "of" in (a.there.preposition, b.here.preposition)
        and (verb := _verb(one, a.here))
        and akin(verb, _verb(other, b.there))
        for a in first
        for b in second
    )


def _verbs_exchanged(one: Prepared, other: Prepared, acting: Sequence[_Noun]) -> bool:
    """Whether two who act do each what the other does: "A knew that B was armed", "B knew that A was armed"."""
    verbs = [(_verb(one, noun.here), _verb(other, noun.there)) for noun in acting]
    for (a, b), (c, d) in combinations(verbs, 2):
        if all((a, b, c, d)) and not akin(a, b) and not akin(c, d) and akin(a, d) and akin(c, b):
            return True
    return False


def _verb(claim: Prepared, placed: Placed) -> str:
    """The verb that a noun stands with, nothing where there is none."""
    found = re.match(r"\w+", claim.text[placed.verb :]) if placed.verb >= 0 else None
    return found.group().lower() if found else ""


def _of_one_verb(one: Prepared, other: Prepared, noun: _Noun) -> bool:
    """Whether a noun acts in one claim and is acted on in the other, with one verb, and something is acted on in both.

    Without that, "ships sank" would be the contrary of "ships were sunk".
    """
    if {noun.here.role, noun.there.role} != {Role.AGENT, Role.PATIENT} or not (noun.here.head and noun.there.head):
        return False
    acted = all(
        any(p is not None and p.role is Role.PATIENT and p.verb == at.verb for p in claim.placed)
        for claim, at in ((one, noun.here), (other, noun.there))
    )
    verbs = _verb(one, noun.here), _verb(other, noun.there)
    return acted and all(verbs) and akin(*verbs)


def turned_prepositions(one: Prepared, other: Prepared, pairs: Pairs) -> bool:
    """Whether something that both have follows the contrary preposition: "to China", "from China"."""
    turned = words().contrary_prepositions
    for a, b in pairs:
        mine, theirs = one.placed[a], other.placed[b]
        if mine is not None and theirs is not None and (mine.preposition, theirs.preposition) in turned:
            return True
    return False


def replaced(one: Prepared, other: Prepared, pairs: Pairs, mine: set[int], theirs: set[int]) -> float:
    """The share of the nouns in whose place the other claim has another noun."""
    here, there = _slots(one, mine), _slots(other, theirs)
    count = min(
        len({p.start for p in one.placed if p and p.class_ in _NOMINAL}),
        len({p.start for p in other.placed if p and p.class_ in _NOMINAL}),
    )
    return min(1.0, sum(slot in there for slot in here) / count) if count else 0.0


def _slots(claim: Prepared, matched: set[int]) -> set[tuple[Role, str]]:
    """Where unmatched nouns stand."""
    return {
        (placed.role, placed.preposition)
        for number, placed in enumerate(claim.placed)
        if placed is not None and number not in matched and placed.class_ in _NOMINAL and not tells(claim, number)
    }
