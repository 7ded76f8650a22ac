"""Which telling words of two claims are the same: as written, by their root, by what they stand for, or nearly so."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from factcheck.matching.changes import opposed, persons_differ
from factcheck.matching.lemmas import akin, lemmas, synonymous
from factcheck.matching.token import Token, TokenKind
from factcheck.sources.lexicon import lexicon

_ALIKE = 80
_ALIKE_NAMES = 90
_OUT_OF = re.compile(r"\s+(?:in|out\s+of|of)\s+(?:every\s+)?")
_SAME, _STANDS_FOR, _OF_ONE_SENSE, _LOOKS_ALIKE = 1.0, 0.95, 0.8, 0.8
_EXACT = (TokenKind.NUMBER, TokenKind.DATE, TokenKind.UNIT)
_ORDINARY = (TokenKind.WORD, TokenKind.HEDGE, TokenKind.NEGATION)
_PARTS = {"half": 2.0, "halves": 2.0, "third": 3.0, "thirds": 3.0, "quarter": 4.0, "quarters": 4.0}
_LETTERS_OF_ACRONYM = range(2, 7)

_PEOPLES = {name: "united states" for name in ("america", "american", "americans")} | {
    name: "united kingdom" for name in ("british", "britons", "briton")
}

Free = dict[int, None]
"""The numbers of words that have no pair yet, in order."""
Pairs = dict[tuple[int, int], float]
"""How surely two words, by their numbers, are one: 0 to 1."""


def paired(one: Sequence[Token], other: Sequence[Token], shares: Sequence[tuple[int, int]] = ()) -> Pairs:
    """The words that both have, each once, the surest first; `shares` are the numbers of a share that both give."""
    left, right = dict.fromkeys(range(len(one))), dict.fromkeys(range(len(other)))
    found: Pairs = {}

    def take(a: int, b: int, strength: float) -> None:
        found[a, b] = strength
        del left[a], right[b]

    for a, b in shares:
        if a in left and b in right:
            take(a, b, _STANDS_FOR)
    for same, strength in ((_same_norm, _SAME), (_same_root, _SAME), (_same_body, _STANDS_FOR)):
        for a, b in _first(one, other, left, right, same):
            take(a, b, strength)
    for a, b in [*_spelled_out(one, other, left, right), *((a, b) for b, a in _spelled_out(other, one, right, left))]:
        found[a, b] = _STANDS_FOR
        left.pop(a, None)
        right.pop(b, None)
    for a, b in [*_run_together(one, other, left, right), *((a, b) for b, a in _run_together(other, one, right, left))]:
        found[a, b] = _SAME
        left.pop(a, None)
        right.pop(b, None)
    for a, b in _first(one, other, left, right, _one_sense):
        take(a, b, _OF_ONE_SENSE)
    for a, b in _alike(one, other, left, right):
        take(a, b, _LOOKS_ALIKE)
    return found


def _first(
    one: Sequence[Token], other: Sequence[Token], left: Free, right: Free, same: Callable[[Token, Token], bool]
) -> Iterator[tuple[int, int]]:
    """Each free word of `one` with the first free one of `other` that is the same."""
    for a in list(left):
        for b in right:
            if same(one[a], other[b]):
                yield a, b
                break


def state_of(name: str) -> str:
    """The state that a small-letter name or adjective stands for, itself where it stands for none."""
    return _states().get(name, name)


@cache
def _states() -> dict[str, str]:
    """Adjectives, peoples and seats by the state's name."""
    found = {seat: state.lower() for seat, state in lexicon().metonyms.items()}
    for state, called in lexicon().states.items():
        for name in called:
            found[name.lower()] = found[f"{name.lower()}s"] = state.lower()
    short = {"united states": "u.s.", "united kingdom": "u.k."}
    return {name: short.get(state, state) for name, state in (found | _PEOPLES).items()}


def _same_norm(one: Token, other: Token) -> bool:
    return one.norm == other.norm


def _same_root(one: Token, other: Token) -> bool:
    exact = one.kind in _EXACT or other.kind in _EXACT
    return not exact and akin(one.norm, other.norm) and not opposed([one], [other])


def _same_body(one: Token, other: Token) -> bool:
    return one.kind is other.kind is TokenKind.NAME and state_of(one.norm) == state_of(other.norm)


def _one_sense(one: Token, other: Token) -> bool:
    if one.kind not in _ORDINARY or other.kind not in _ORDINARY:
        return False
    return (_grouped(one.norm, other.norm) or synonymous(one.norm, other.norm)) and not opposed([one], [other])


@cache
def _groups() -> dict[str, frozenset[int]]:
    data = tomllib.loads((files("factcheck.matching") / "data" / "akin.toml").read_text(encoding="utf-8"))
    found: dict[str, set[int]] = {}
    for number, line in enumerate(data["groups"].splitlines()):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=1 << 16)
def _grouped(one: str, other: str) -> bool:
    """Whether a group of `data/akin.toml` has both."""
    known = _groups()
    mine = frozenset[int]().union(*(known.get(lemma, frozenset()) for lemma in lemmas(one)))
    return any(not mine.isdisjoint(known.get(lemma, ())) for lemma in lemmas(other))


def _alike(one: Sequence[Token], other: Sequence[Token], left: Free, right: Free) -> Iterator[tuple[int, int]]:
    """Words of another spelling: "Zelensky", "Zelenskyy"; "defense", "defence"."""
    mine = [a for a in left if one[a].kind not in _EXACT]
    theirs = [b for b in right if other[b].kind not in _EXACT]
    if not mine or not theirs:
        return
    likeness = process.cdist([one[a].norm for a in mine], [other[b].norm for b in theirs], scorer=fuzz.ratio)
    taken: set[int] = set()
    for row, a in enumerate(mine):
        free = (column for column in range(len(theirs)) if column not in taken)
        column = max(free, key=lambda column: likeness[row][column], default=None)
        if column is None or likeness[row][column] < _ALIKE or not _respelled(one[a], other[theirs[column]]):
            continue
        taken.add(column)
        yield a, theirs[column]


def _respelled(one: Token, other: Token) -> bool:
    """Whether two words that are only spelled alike may be one: no places, no people of two families, no opposites."""
    if any(lexicon().is_place(token.norm) or lexicon().has("demonyms", token.norm) for token in (one, other)):
        return False
    if one.kind is TokenKind.NAME or other.kind is TokenKind.NAME:
        # "Warren" is not "Warner", nor "Obama" "Osama"
        return one.norm[:3] == other.norm[:3] and fuzz.ratio(_bare(one.norm), _bare(other.norm)) >= _ALIKE_NAMES
    return not opposed([one], [other]) and not persons_differ([one], [other])


def _bare(name: str) -> str:
    """A name without what transliterations differ by."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"[iyj]+$", "y", name))


def _spelled_out(one: Sequence[Token], other: Sequence[Token], left: Free, right: Free) -> list[tuple[int, int]]:
    """An acronym of `one` beside each of the words of `other` it stands for: "WHO", "World Health Organization"."""
    found: list[tuple[int, int]] = []
    for a in list(left):
        letters = one[a].norm.replace(".", "")
        if not one[a].acronym or len(letters) not in _LETTERS_OF_ACRONYM:
            continue
        for begin in right:
            run = [begin + n for n in range(len(letters))]
            if all(b in right and other[b].norm[:1] == letter for b, letter in zip(run, letters, strict=True)):
                found.extend((a, b) for b in run)
                break
    return found


def _run_together(one: Sequence[Token], other: Sequence[Token], left: Free, right: Free) -> list[tuple[int, int]]:
    """A word of `one` beside the two of `other` that are written apart there: "ceasefire", "cease-fire"."""
    return [
        pair
        for a in left
        for b in right
        if b + 1 in right and one[a].norm == other[b].norm + other[b + 1].norm
        for pair in ((a, b), (a, b + 1))
    ]


def shares_of(claim: str, found: Sequence[Token]) -> dict[float, tuple[int, int]]:
    """The shares that a claim gives, each with the numbers of the words that give it: "one in five", "every fifth"."""
    shares: dict[float, tuple[int, int]] = {}
    for at, token in enumerate(found):
        if (fraction := _fraction(claim, found, at)) is not None:
            part, begin = fraction
            shares[part] = begin, at
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        value = _number(token.norm)
        if value is None:
            continue
        whole = _number(following.norm) if following is not None else None
        if following is not None and following.norm == "percent":
            shares[round(value / 100, 4)] = at, at + 1
        elif following is not None and whole and _OUT_OF.fullmatch(claim, token.end, following.start):
            shares[round(value / whole, 4)] = at, at + 1
        elif token.norm.endswith("th") and re.search(r"\b[Ee]very\s+$", claim[: token.start]):
            shares[round(1 / value, 4)] = at, at
    return shares


def _fraction(claim: str, found: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "Half of", "a tenth of", "two thirds of" at the word, and where it begins."""
    match = re.fullmatch(r"#(\d+)th", found[at].norm)
    parts = float(match[1]) if match else _PARTS.get(found[at].norm)
    if not parts or not re.match(r"\s+(?:of|the|all)\b", claim[found[at].end :]):
        return None
    before = found[at - 1] if at else None
    count = (
        _number(before.norm)
        if before is not None and re.fullmatch(r"[\s-]*", claim[before.end : found[at].start])
        else None
    )
    return round((count or 1.0) / parts, 4), at - 1 if count else at


def _number(norm: str) -> float | None:
    known = {"one": 1.0, "half": 0.5}
    if norm in known:
        return known[norm]
    match = re.fullmatch(r"#(\d+(?:\.\d+)?)(?:th)?", norm)
    return float(match[1]) if match else None
