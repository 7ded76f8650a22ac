"""Whether a sentence takes its meaning from the one before it, and what of it: whom or what it speaks of."""

from collections.abc import Sequence
from enum import Flag, auto
from functools import cache

from factcheck.matching.token import Token, TokenKind
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

SHORT = 5
"""How many tokens a sentence has at least that can be understood by itself."""

_HE_OR_SHE = ("pronouns_he", "pronouns_she")
_DEMONSTRATIVES = frozenset({"those", "such", "former", "latter", "there"})
_THAT = "that"
_NEAR = frozenset({"this", "these"})
_AT_ONCE = 4
_NEAR_THE_START = 10
_LINKS = frozenset({"and", "but", "so", "yet", "still", "however", "then", "or"})
_OF_ALL = frozenset({"both", "each"})
_OF_TWO = frozenset({"former", "latter"})
# words that say themselves which ones "those" or "such" are
_SAID_BEHIND = {"such": frozenset({"as"}), "those": frozenset({"who", "whom", "whose"})}


class Pointing(Flag):
    """What a sentence takes from the one before: who "he" is, what else, and whether it begins with that."""

    PERSONS = auto()
    THINGS = auto()
    AT_ONCE = auto()


NOWHERE = Pointing(0)


def points_back(found: Sequence[Token]) -> Pointing:
    """What a sentence takes from the one before: by a pronoun with no name before it, by "that decision", or by being
    too short to say what it speaks of."""
    if len(found) < SHORT:
        return Pointing.PERSONS | Pointing.THINGS | Pointing.AT_ONCE
    pointing, named = NOWHERE, False
    for at, token in enumerate(found):
        named = named or token.kind is TokenKind.NAME
        following = found[at + 1 : at + 3]
        if token.norm == _THAT or token.norm in _NEAR:
            begins = at == 0 or (at == 1 and found[0].norm in _LINKS)
            # further on the sentence itself has said which goal "that goal" is
            if at < _NEAR_THE_START and _is_demonstrative(token.norm, following, begins):
                pointing |= Pointing.THINGS | Pointing.AT_ONCE
        elif not named and (one := _pointing(token.norm, found[at - 1 : at], following)):
            pointing |= one | (Pointing.AT_ONCE if at < _AT_ONCE and one & Pointing.THINGS else NOWHERE)
    return pointing


def has_pronoun(found: Sequence[Token]) -> bool:
    """Whether any of some words stands for another one."""
    return any(
        token.norm in _pronouns()
        or (token.norm in _DEMONSTRATIVES and not _is_plain(token.norm, found[at - 1 : at], found[at + 1 : at + 2]))
        for at, token in enumerate(found)
    )


def pointers() -> frozenset[str]:
    """Words without which no longer sentence points back."""
    return _pronouns() | _DEMONSTRATIVES | _NEAR | {_THAT}


def _is_demonstrative(word: str, following: Sequence[Token], begins: bool) -> bool:
    follows = {token.norm for token in following[:1]}
    if word == _THAT:
        # elsewhere it mostly brings in what somebody says, or what sort of thing something is
        return begins or not words().shell_nouns.isdisjoint(follows)
    return words().times_of_writing.isdisjoint(follows)


def _is_plain(word: str, before: Sequence[Token], following: Sequence[Token]) -> bool:
    """Whether a word that may point back is used otherwise: "a former mayor", "such as", "those who"."""
    follows = {token.norm for token in following[:1]}
    if word in _OF_TWO:
        role = any(lexicon().has(kind, one) for one in follows for kind in ("roles", "titles", "title_modifiers"))
        return role or "the" not in {token.norm for token in before}
    return not _SAID_BEHIND.get(word, frozenset()).isdisjoint(follows)


def _pointing(word: str, before: Sequence[Token], following: Sequence[Token]) -> Pointing:
    """What a word points back to that stands before any name in its sentence."""
    if _is_plain(word, before, following):
        return NOWHERE
    if any(lexicon().has(kind, word) for kind in _HE_OR_SHE):
        return Pointing.PERSONS
    if word == "there" and words().being.intersection(token.norm for token in following):
        return NOWHERE
    if word in _OF_ALL and following and (following[0].kind is TokenKind.NAME or following[0].norm == "of"):
        return NOWHERE
    return Pointing.THINGS if word in _DEMONSTRATIVES or word in _pronouns() else NOWHERE


@cache
def _pronouns() -> frozenset[str]:
    return frozenset().union(*(lexicon().words[kind] for kind in (*_HE_OR_SHE, "pronouns_it", "pronouns_they")))
