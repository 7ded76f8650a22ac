"""What differs between words that were said and words that were printed in their place."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product

from factcheck.domain.matching import Change, ChangeKind
from factcheck.matching.lemmas import akin, contrary, lemmas
from factcheck.matching.token import Token, TokenKind
from factcheck.matching.words import words
from factcheck.sources.lexicon import lexicon

_KINDS = {
    TokenKind.NUMBER: ChangeKind.NUMBER,
    TokenKind.NEGATION: ChangeKind.NEGATION,
    TokenKind.NAME: ChangeKind.NAME,
    TokenKind.DATE: ChangeKind.DATE,
    TokenKind.UNIT: ChangeKind.UNIT,
    TokenKind.HEDGE: ChangeKind.HEDGE,
}
_ONE_DATE = 3
_LEAST_STEM = 3
_SHORTEST_TURNED = 3
_FREE_ORDER = r"\b(?:{0}|{1})(?:,\s*|,?\s+(?:and|or|&)\s+)(?:the\s+|a\s+|an\s+)?(?:{0}|{1})\b"
_SHORTEST_RESPELLED = 4
_HELPING = frozenset({"to", "has", "have", "had", "be", "been", "being", "is", "are", "was", "were", "of"})


def written(tokens: Iterable[Token], text: str) -> str:
    """The tokens as the text has them: whole words, single spaces."""
    found = list(tokens)
    return " ".join(text[min(token.start for token in found) : found[-1].end].split()) if found else ""


def changes(
    said: Sequence[Token], printed: Sequence[Token], said_text: str, printed_text: str, beside_name: bool = False
) -> list[Change]:
    """What differs between `said` and `printed`, which stand in the same place; empty where only the spelling does.

    `beside_name` tells that a name stands unchanged next to them: "Kim" for "Kim Jong Un" names nobody else.
    """
    if same_letters(said, printed):
        return []
    whole = Change(ChangeKind.WORD, written(said, said_text), written(printed, printed_text))
    if _same_reading(said, printed):
        return [whole]
    found: list[Change] = []
    told_said: set[int] = set()
    told_printed: set[int] = set()
    for token_kind, kind in _KINDS.items():
        ours = [n for n, token in enumerate(said) if token.kind is token_kind]
        theirs = [n for n, token in enumerate(printed) if token.kind is token_kind]
        left = _unmatched([said[n] for n in ours], [printed[n] for n in theirs])
        if left is None:
            continue
        if kind is ChangeKind.NAME and beside_name and not (ours and theirs):
            continue
        if kind is ChangeKind.HEDGE and _same_hedges(*left):
            continue
        found.append(Change(kind, _each(left[0], said_text), _each(left[1], printed_text)))
        told_said.update(ours)
        told_printed.update(theirs)
    person = _other_person(said, printed)
    if person is not None and not found:
        found.append(Change(ChangeKind.NAME, person[0].text, person[1].text))
        told_said.add(said.index(person[0]))
        told_printed.add(printed.index(person[1]))
    denying = opposites(said, printed)
    if denying is None:
        denying = _turned_preposition(said, printed)
    opposite = None if denying is None else (denying[0].text, denying[1].text)
    if opposite is not None and not any(change.kind is ChangeKind.NEGATION for change in found):
        found.append(Change(ChangeKind.NEGATION, *opposite))
        told_said.update(n for n, token in enumerate(said) if token.text == opposite[0])
        told_printed.update(n for n, token in enumerate(printed) if token.text == opposite[1])
    elif opposite is None and not found and _reversing(said, printed):
        return [Change(ChangeKind.NEGATION, whole.said, whole.printed)]
    rest_said = [token for n, token in enumerate(said) if n not in told_said]
    rest_printed = [token for n, token in enumerate(printed) if n not in told_printed]
    if not found:
        return [whole]
    if [t.norm for t in rest_said] != [t.norm for t in rest_printed]:
        found.append(Change(ChangeKind.WORD, _each(rest_said, said_text), _each(rest_printed, printed_text)))
    return found


def _turned_preposition(said: Sequence[Token], printed: Sequence[Token]) -> tuple[Token, Token] | None:
    """One preposition for another that turns round what happened: "fell by 3", "fell to 3"."""
    if len(said) != 1 or len(printed) != 1:
        return None
    pair = said[0].norm, printed[0].norm
    return (said[0], printed[0]) if pair in words().contrary_prepositions else None


def _reversing(said: Sequence[Token], printed: Sequence[Token]) -> bool:
    """Whether one side lacks a word that turns round what follows: "has lost the trust", "stopped selling"."""
    ours, theirs = ([token for token in side if token.norm not in _HELPING] for side in (said, printed))
    more, less = (ours, theirs) if len(ours) > len(theirs) else (theirs, ours)
    turning = [token for token in more if not lemmas(token.norm).isdisjoint(words().reversing)]
    rest = [token for token in more if token not in turning]
    if len(turning) != 1 or len(rest) != len(less):
        return False
    return all(akin(a.norm, b.norm) for a, b in zip(rest, less, strict=True))


def altering(found: Iterable[Change]) -> bool:
    """Whether any of the changes alters the meaning."""
    return any(change.kind is not ChangeKind.WORD for change in found)


def same_letters(said: Sequence[Token], printed: Sequence[Token]) -> bool:
    """Whether both are spelled with the same letters, however they are joined: "anti-communism", "anticommunism"."""
    return "".join(token.norm for token in said) == "".join(token.norm for token in printed)


def _same_reading(said: Sequence[Token], printed: Sequence[Token]) -> bool:
    """Whether both are two ways of putting the same words, as short forms are."""
    ours, theirs = [t.norm for t in said], [t.norm for t in printed]
    readings = words().readings
    return len(ours) == len(theirs) and all(
        a == b or b in readings.get(a, ()) or a in readings.get(b, ()) for a, b in zip(ours, theirs, strict=True)
    )


def _unmatched(said: list[Token], printed: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """The tokens of one kind that the other side lacks; None where both have the same, in the same order."""
    ours, theirs = [t.norm for t in said], [t.norm for t in printed]
    if ours == theirs:
        return None
    if len(ours) <= _ONE_DATE and {t.kind for t in said} == {TokenKind.DATE} and sorted(ours) == sorted(theirs):
        # "4 May 2021" is "May 4, 2021"
        return None
    left = [token for token in said if token.norm not in theirs]
    right = [token for token in printed if token.norm not in ours]
    if not left and not right:
        return said, printed
    return left, right


def _same_hedges(said: list[Token], printed: list[Token]) -> bool:
    groups = words().same_hedges
    ours = [groups.get(token.norm) for token in said]
    return None not in ours and bool(ours) and ours == [groups.get(token.norm) for token in printed]


def opposites(said: Sequence[Token], printed: Sequence[Token]) -> tuple[Token, Token] | None:
    """Two words of which one denies the other."""
    for ours in said:
        for theirs in printed:
            if opposite_words(ours.norm, theirs.norm):
                return ours, theirs
    return None


@lru_cache(maxsize=1 << 16)
def opposite_words(one: str, other: str) -> bool:
    """Whether one small-letter word denies the other."""
    if one == other:
        return False
    pair = one, other
    if _prefixed(*pair) or _prefixed(*reversed(pair)) or _suffixed(*pair) or _begun_contrary(*pair):
        return True
    return any(forms in words().opposites for forms in product(lemmas(one), lemmas(other))) or contrary(*pair)


def _other_person(said: Sequence[Token], printed: Sequence[Token]) -> tuple[Token, Token] | None:
    """Two words for whom something is said of that do not mean the same: "he" and "she", "we" and "they"."""
    known = words().persons
    ours = [token for token in said if token.norm in known]
    theirs = [token for token in printed if token.norm in known]
    if [known[token.norm] for token in ours] == [known[token.norm] for token in theirs]:
        return None
    return next(((a, b) for a, b in zip(ours, theirs, strict=False) if known[a.norm] != known[b.norm]), None)


def turned_round(found: Sequence[Change], text: str) -> list[Change]:
    """`found` with words that changed places as one change of who and whom; in "bread and wine" the order is free.

    `text` is what was said.
    """
    result = list(found)
    for one in found:
        other = next((b for b in result if (b.said, b.printed) == (one.printed, one.said) and b is not one), None)
        if other is None or one not in result or not one.said or len(one.said) < _SHORTEST_TURNED:
            continue
        free = _FREE_ORDER.format(*map(re.escape, (one.said, one.printed)))
        kind = ChangeKind.WORD if re.search(free, text, re.IGNORECASE) else ChangeKind.NAME
        if one.kind is not ChangeKind.WORD and kind is ChangeKind.NAME:
            continue
        at = result.index(one)
        result = [change for change in result if change not in (one, other)]
        said, printed = f"{one.said} … {other.said}", f"{one.printed} … {other.printed}"
        result.insert(at, Change(kind, said, printed))
    return result


def opposed(said: Sequence[Token], printed: Sequence[Token]) -> bool:
    """Whether a word of one denies a word of the other."""
    return opposites(said, printed) is not None


def persons_differ(said: Sequence[Token], printed: Sequence[Token]) -> bool:
    """Whether a man stands for a woman, one's own for others: "the king", "the queen"."""
    return _other_person(said, printed) is not None


def _prefixed(word: str, other: str) -> bool:
    # hundreds of pairs are asked for one claim, and hardly any ends alike
    ends = len(word) > _LEAST_STEM and other.endswith(word)
    return ends and any(other == prefix + word for prefix in words().negating_prefixes)


def _begun_contrary(word: str, other: str) -> bool:
    """ "outperformed", "underperformed"."""
    return any(
        word.startswith(a)
        and other.startswith(b)
        and word[len(a) :] == other[len(b) :]
        and len(word) - len(a) > _LEAST_STEM
        for one, two in words().contrary_prefixes
        for a, b in ((one, two), (two, one))
    )


def _suffixed(word: str, other: str) -> bool:
    return word[:2] == other[:2] and any(
        word.endswith(a) and other.endswith(b) and word[: -len(a)] == other[: -len(b)] and len(word) > len(a) + 1
        for one, two in words().negating_suffixes
        for a, b in ((one, two), (two, one))
    )


def _each(found: Sequence[Token], text: str) -> str:
    """The tokens as written, those that stand side by side as one stretch."""
    pieces: list[str] = []
    run: list[Token] = []
    for token in found:
        if run and text[run[-1].end : token.start].strip():
            pieces.append(written(run, text))
            run = []
        run.append(token)
    if run:
        pieces.append(written(run, text))
    return " … ".join(pieces)


def respelled_name(said: Token, printed: Token) -> bool:
    """Whether two names are one in two transliterations: "Zelensky", "Zelenskyy"."""
    if len(said.norm) < _SHORTEST_RESPELLED or lexicon().is_place(said.norm):
        return False
    return _without_ending(said.norm) == _without_ending(printed.norm)


def _without_ending(name: str) -> str:
    return f"{name.rstrip('iyj')}y" if name[-1:] in "iyj" else name
