"""Verbs of several words as the one that says the same: "struck down" is overturned, "called off" cancelled."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from factcheck.matching.lemmas import lemmas
from factcheck.matching.token import Token, TokenKind

_LONGEST = 4
_MOST_BETWEEN = 3
# "shot the drone down", but not "took the children in March"
_PARTICLES = frozenset({"down", "off", "up", "out", "away", "back", "over", "apart"})


@dataclass(frozen=True, slots=True)
class _Phrasal:
    """By lemma of the verb, what follows it and the one verb for it, the longest first; `denying` likewise."""

    verbs: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    denying: dict[str, tuple[tuple[str, ...], ...]]


@cache
def _table() -> _Phrasal:
    data = tomllib.loads((files("factcheck.matching") / "data" / "phrasal.toml").read_text(encoding="utf-8"))
    verbs: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in filter(None, data["verbs"].splitlines()):
        phrase, one = line.split(":")
        verb, *rest = phrase.split()
        verbs.setdefault(verb, []).append((tuple(rest), one.strip()))
    denying: dict[str, list[tuple[str, ...]]] = {}
    for line in filter(None, data["denying"].splitlines()):
        verb, *rest = line.split()
        denying.setdefault(verb, []).append(tuple(rest))
    return _Phrasal(
        {verb: tuple(sorted(all_of, key=lambda one: -len(one[0]))) for verb, all_of in verbs.items()},
        {verb: tuple(all_of) for verb, all_of in denying.items()},
    )


def particles(words: Sequence[str], at: int) -> int:
    """How many of the small-letter `words` after the verb at `at` belong to it: 1 in "took in refugees"."""
    known = _table()
    for lemma in lemmas(words[at]):
        of_verb = (*(rest for rest, _ in known.verbs.get(lemma, ())), *known.denying.get(lemma, ()))
        length = max((len(rest) for rest in of_verb if tuple(words[at + 1 : at + 1 + len(rest)]) == rest), default=0)
        if length:
            return length
    return 0


def in_one_word(found: Sequence[Token]) -> list[Token]:
    """`found` with each verb of several words as one token, its text that of the verb; negations where it denies."""
    result: list[Token] = []
    norms = [token.norm for token in found]
    dropped: set[int] = set()
    for at, token in enumerate(found):
        if at in dropped:
            continue
        of_verb, places = _phrase(norms, at) if token.kind in (TokenKind.WORD, TokenKind.HEDGE) else (None, ())
        if of_verb is None:
            result.append(token)
            continue
        dropped.update(places)
        result.append(replace(token, norm=of_verb, kind=TokenKind.WORD) if of_verb else _denial(token))
    return result


def _denial(token: Token) -> Token:
    return replace(token, norm="no", kind=TokenKind.NEGATION)


def _phrase(norms: Sequence[str], at: int) -> tuple[str | None, Sequence[int]]:
    """The one word for the verb at `at`, "" where it denies, None where it is none; and where the rest of it stands."""
    known = _table()
    for lemma in lemmas(norms[at]):
        for rest in known.denying.get(lemma, ()):
            if tuple(norms[at + 1 : at + 1 + len(rest)]) == rest:
                return "", range(at + 1, at + 1 + len(rest))
        for rest, one in known.verbs.get(lemma, ()):
            if tuple(norms[at + 1 : at + 1 + len(rest)]) == rest:
                return one, range(at + 1, at + 1 + len(rest))
        for rest, one in known.verbs.get(lemma, ()):
            for there in range(at + 2, min(len(norms), at + 2 + _MOST_BETWEEN)):
                if len(rest) == 1 and rest[0] in _PARTICLES and norms[there] == rest[0]:
                    return one, (there,)
    return None, ()
