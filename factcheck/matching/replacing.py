"""What stands in one claim where the other has something else: who acts, on whom, what happens, of which kind it is."""

import re

from factcheck.claims.syntax import WordClass
from factcheck.matching.acting import tells
from factcheck.matching.claimed import Prepared
from factcheck.matching.denying import converse
from factcheck.matching.lemmas import akin, lemmas
from factcheck.matching.pairing import Pairs
from factcheck.matching.roles import Role
from factcheck.matching.token import Token, TokenKind
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

_NOMINAL = (WordClass.NOUN, WordClass.NAME, WordClass.PRONOUN, WordClass.GENITIVE)
# verbs that say little of what happens
_LIGHT = frozenset({
    "make", "have", "take", "get", "do", "give", "be", "go", "come", "become", "say", "tell", "put", "set", "keep",
    "let", "see", "show", "help", "use", "want", "try", "start", "begin", "continue", "happen", "occur", "remain",
    "live", "find", "plan", "intend", "reach", "leave", "launch", "hold", "record", "enter", "issue", "prove", "claim",
    "state", "report", "emerge", "repeat", "announce", "reveal", "gather", "according", "hear", "believe", "call",
})  # fmt: skip
_CONNECTING = frozenset({"before", "after", "since", "until", "despite", "because", "unless"})
_CONTRARY = {
    ("before", "after"),
    ("after", "before"),
    ("since", "until"),
    ("until", "since"),
    ("because", "despite"),
    ("despite", "because"),
}
_BEFORE_VERB = 3
_WILL = frozenset({"will", "shall", "’ll", "'ll"})
_NOT_PAST = words().modals | {"to", "be", "is", "are", "being", "has", "have"}
_GENITIVE = ("'s", "’s", "s'", "s’")


def other_verb(one: Prepared, other: Prepared, mine: set[int], theirs: set[int]) -> float:
    """1 where each claim has a telling verb that the other lacks, but for buying and selling, sending and receiving."""
    left, right = _verbs(one, mine), _verbs(other, theirs)
    return float(bool(left and right) and not any(converse(a, b) for a in left for b in right))


def _verbs(claim: Prepared, matched: set[int]) -> list[Token]:
    """The telling verbs that are not `matched`."""
    return [
        token
        for number, token in enumerate(claim.telling)
        if number not in matched
        and token.start in _heads(claim)
        and token.kind in (TokenKind.WORD, TokenKind.HEDGE)
        and _LIGHT.isdisjoint(lemmas(token.norm))
    ]


def _heads(claim: Prepared) -> set[int]:
    """Where the verbs stand that something in the claim goes with."""
    return {placed.verb for placed in claim.placed if placed is not None and placed.verb >= 0}


def other_actor(one: Prepared, other: Prepared, mine: set[int], theirs: set[int]) -> float:
    """1 where each claim has somebody act whom the other does not name."""
    return float(_has_actor(one, mine) and _has_actor(other, theirs))


def _has_actor(claim: Prepared, matched: set[int]) -> bool:
    return any(
        placed is not None
        and number not in matched
        and placed.role is Role.AGENT
        and placed.head
        and placed.class_ in _NOMINAL
        and not lexicon().has("titles", claim.telling[number].norm)
        and not tells(claim, number)
        for number, placed in enumerate(claim.placed)
    )


def other_kind(one: Prepared, other: Prepared, pairs: Pairs, mine: set[int], theirs: set[int]) -> float:
    """1 where both speak of one thing but of other kinds of it: "nuclear plants", "coal plants"."""
    for a, b in pairs:
        first, second = _modifier(one, a), _modifier(other, b)
        if first is not None and second is not None and first not in mine and second not in theirs:
            return 1.0
    return 0.0


def _modifier(claim: Prepared, number: int) -> int | None:
    """The number of the noun or adjective right before a noun."""
    placed = claim.placed[number]
    if placed is None or placed.class_ is not WordClass.NOUN or not number:
        return None
    before, token = claim.telling[number - 1], claim.telling[number]
    at = claim.placed[number - 1]
    beside = claim.text[before.end : token.start].strip() in ("", "-")
    plain = at is not None and at.class_ in (WordClass.NOUN, WordClass.ADJECTIVE) and not at.head
    return number - 1 if beside and plain and before.kind is TokenKind.WORD else None


def other_owner(one: Prepared, other: Prepared, pairs: Pairs, mine: set[int], theirs: set[int]) -> float:
    """1 where somebody stands in one claim and somebody of theirs in the other: a minister, the minister's wife."""
    for a, b in pairs:
        here, there = _belonging(one, a), _belonging(other, b)
        if here is not None and here not in mine and there is None and not _owns(other, b):
            return 1.0
        if there is not None and there not in theirs and here is None and not _owns(one, a):
            return 1.0
    return 0.0


def _belonging(claim: Prepared, number: int) -> int | None:
    """The number of the person who belongs to the one that is named at `number`: the wife of "the minister's wife"."""
    token = claim.telling[number]
    if claim.text[token.end : token.end + 2] in _GENITIVE and number + 1 < len(claim.telling):
        return next(
            (n for n in range(number + 1, min(number + 3, len(claim.telling))) if _relative(claim.telling[n])), None
        )
    before = claim.text[: token.start].lower().rstrip()
    if number and before.removesuffix(" the").endswith(" of") and _relative(claim.telling[number - 1]):
        return number - 1
    return None


def _owns(claim: Prepared, number: int) -> bool:
    token = claim.telling[number]
    return claim.text[token.end : token.end + 2] in _GENITIVE or claim.text[: token.start].lower().removesuffix(
        "the "
    ).endswith(" of ")


def _relative(token: Token) -> bool:
    return any(lemma in words().belonging for lemma in lemmas(token.norm))


def turned_order(one: Prepared, other: Prepared) -> float:
    """1 where one claim has before what the other has after: "before leaving office", "after leaving office"."""
    for joint, follows in _joined(one):
        for rival, followed in _joined(other):
            if (joint, rival) in _CONTRARY and akin(follows, followed):
                return 1.0
    return 0.0


def _joined(claim: Prepared) -> list[tuple[str, str]]:
    """Each joining word with the first telling word that follows it."""
    found: list[tuple[str, str]] = []
    words_of = claim.text.lower().replace(",", " ").split()
    at = 0
    for word in words_of:
        at = claim.text.lower().find(word, at)
        if word in _CONNECTING:
            following = next((token.norm for token in claim.telling if token.start > at), "")
            found.append((word, following))
        at += len(word)
    return found


def other_time(one: Prepared, other: Prepared) -> float:
    """1 where one claim tells what will be and the other what was."""
    return float((_future(one) and _past(other)) or (_past(one) and _future(other)))


def _first_verb(claim: Prepared) -> tuple[str, list[str]]:
    """The first verb as written in small letters, and the words before it."""
    heads = _heads(claim)
    first = min((placed.start for placed in claim.placed if placed is not None and placed.verb >= 0), default=-1)
    start = min(heads, default=-1)
    if start < 0 or first < 0:
        return "", []
    match = re.match(r"[\w’']+", claim.text[start:])
    return match.group().lower() if match else "", claim.text[:start].lower().split()[-_BEFORE_VERB:]


def _future(claim: Prepared) -> bool:
    """Whether the first verb is of what will be."""
    verb, before = _first_verb(claim)
    return bool(verb) and (not _WILL.isdisjoint(before) or before[-2:] == ["going", "to"])


def _past(claim: Prepared) -> bool:
    """Whether the first verb is in the past, and nothing says that it would be."""
    verb, before = _first_verb(claim)
    if not verb or not _NOT_PAST.isdisjoint(before) or not lemmas(verb).isdisjoint(words().saying):
        return False
    return verb.endswith("ed") or (not verb.endswith(("s", "ing")) and any(lemma != verb for lemma in lemmas(verb)))
