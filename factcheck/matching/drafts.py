"""Which sentences of one draft of a text stand in another, however they were moved about.

Sentences that occur once in both drafts are one; from there, what repeats is told apart by its neighbours (Heckel, A
technique for isolating differences between files, 1978). Where the neighbours disagree, nothing is paired.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from factcheck.domain.drafts import Moved
from factcheck.domain.spans import Span, trimmed
from factcheck.matching.pointing import NOWHERE, SHORT, Pointing, pointers, points_back
from factcheck.matching.token import Token, TokenKind, folded
from factcheck.matching.tokens import tokens
from factcheck.sources.lexicon import lexicon
from factcheck.text.paragraphs import paragraphs

_ALTERED_FROM = 60
_RUNS = 0.25
_WORDS = 0.5
_WORD = re.compile(r"\w+")
_SIGNS = frozenset({TokenKind.NUMBER, TokenKind.DATE, TokenKind.NEGATION, TokenKind.UNIT, TokenKind.HEDGE})


class Draft:
    """One version of a text with its sentences, in order."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.text = text
        self.sentences = tuple(sentences)
        self._starts = [sentence.start for sentence in self.sentences]
        self._tokens: dict[int, list[Token]] = {}
        self._places: dict[int, list[int]] = {}

    @cached_property
    def plain(self) -> list[str]:
        """Each sentence with single blanks: how lines are broken is no difference."""
        return [" ".join(sentence.of(self.text).split()) for sentence in self.sentences]

    def tokens_of(self, number: int) -> list[Token]:
        """The tokens of a sentence."""
        if number not in self._tokens:
            self._tokens[number] = tokens(self.text, *self.sentences[number])
        return self._tokens[number]

    def within(self, span: Span) -> list[Token]:
        """The tokens of a stretch of the text."""
        return tokens(self.text, *span)

    def points_back(self, number: int) -> Pointing:
        """What a sentence takes from the one before."""
        said = _WORD.findall(self.plain[number].casefold())
        if len(said) > 2 * SHORT and pointers().isdisjoint(said):
            return NOWHERE
        return points_back(self.tokens_of(number))

    def places_of(self, number: int) -> list[int]:
        """Where the signs of a sentence stand that are not white space."""
        if number not in self._places:
            start, end = self.sentences[number]
            self._places[number] = [at for at in range(start, end) if not self.text[at].isspace()]
        return self._places[number]

    @cached_property
    def paragraph_of(self) -> list[int]:
        """The number of the paragraph of each sentence, from 0."""
        starts = [paragraph.start for paragraph in paragraphs(self.text)]
        return [max(0, bisect_left(starts, sentence.start + 1) - 1) for sentence in self.sentences]

    def begins(self, number: int) -> bool:
        """Whether a sentence is the first of its paragraph."""
        return number == 0 or self.paragraph_of[number - 1] != self.paragraph_of[number]

    def at(self, place: int) -> int | None:
        """The number of the sentence that holds the sign at `place`."""
        number = bisect_left(self._starts, place + 1) - 1
        return number if number >= 0 and place < self.sentences[number].end else None

    def holding(self, spans: Sequence[Span]) -> range | None:
        """The sentences from the first to the last that `spans` touch; None where words of them lie in no sentence."""
        found = []
        for span in spans:
            signs = [at for at in range(*span) if not self.text[at].isspace()]
            numbers = [self.at(at) for at in (signs[0], signs[-1])] if signs else [None]
            if None in numbers:
                return None
            found += [number for number in numbers if number is not None]
        return range(min(found), max(found) + 1) if found else None


class Pairing:
    """The sentences of `old` and the same ones in `new`."""

    def __init__(self, old: Draft, new: Draft) -> None:
        self.old = old
        self.new = new
        self.pairs = paired(old.plain, new.plain)
        self._taken = set(self.pairs)
        self._sure: dict[tuple[int, bool], bool] = {}

    def is_same(self, number: int, loosely: bool = False) -> bool:
        """Whether a sentence stands in the new draft and means whom it meant.

        A sentence that points back ("He said so") or is very short takes its meaning from the one before it, which has
        to be the same too; where it only asks who "he" is, it may differ in numbers, dates and the like, and `loosely`,
        in any words but names. The first one of a moved paragraph may speak of something that another one named, but
        not of other persons, nor begin with it, save `loosely`.
        """
        key = number, loosely
        if key not in self._sure:
            place = self.pairs[number]
            self._sure[key] = place is not None and self._follows(number, place, loosely)
        return self._sure[key]

    def _follows(self, number: int, place: int, loosely: bool) -> bool:
        """Whether what the sentence points back to is still there; walks back as far as sentences point."""
        persons = NOWHERE
        while pointing := self._pointing(number, place):
            # a "they" between a "he" and his name does not make the "he" point to less
            persons |= pointing & Pointing.PERSONS
            if number == place == 0:
                return True
            if self._is_moved_paragraph(number, place):
                return loosely or not (persons or pointing & Pointing.AT_ONCE)
            if number == 0 or place == 0:
                return False
            number, place = number - 1, place - 1
            if self.pairs[number] != place and not self._is_kin(number, place, pointing, loosely):
                return False
        return True

    def _pointing(self, number: int, place: int) -> Pointing:
        pointing = self.old.points_back(number)
        return pointing if self.pairs[number] == place else pointing | self.new.points_back(place)

    def _is_moved_paragraph(self, number: int, place: int) -> bool:
        """Whether a paragraph begins here, and stands behind another one of the old draft than it did."""
        if not (self.old.begins(number) and self.new.begins(place)):
            return False
        behind_new = place > 0 and place - 1 not in self._taken
        return not behind_new and (number == 0 or place == 0 or self.pairs[number - 1] != place - 1)

    def _is_kin(self, number: int, place: int, pointing: Pointing, loosely: bool) -> bool:
        """Whether an altered sentence is still the same to one that takes `pointing` from it."""
        if self.pairs[number] is not None or place in self._taken:
            return False
        if fuzz.ratio(self.old.plain[number], self.new.plain[place]) < _ALTERED_FROM:
            return False
        if _letters(self.old.plain[number]) == _letters(self.new.plain[place]):
            return True
        if pointing & Pointing.THINGS and not loosely:
            # "that is more than ever" is another claim where the number before is another one
            return False
        return _meant(self.old.tokens_of(number), loosely) == _meant(self.new.tokens_of(place), loosely)

    def moved_spans(self, spans: Sequence[Span]) -> tuple[Span, ...] | None:
        """Where the same words stand in the new draft; None where the sentences are not all there, side by side."""
        found = []
        for span in spans:
            held = self.old.holding([span])
            if held is None or not self._side_by_side(held):
                return None
            found.append(Span(self._moved(held[0], span.start), self._moved(held[-1], span.end - 1, last=True)))
        return tuple(found)

    def moved_parts(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """As `moved_spans`, sentence by sentence: what of the words is there, wherever."""
        found: list[Span] = []
        for span in spans:
            for number in self.old.holding([span]) or ():
                sentence = self.old.sentences[number]
                part = trimmed(self.old.text, max(span.start, sentence.start), min(span.end, sentence.end))
                moved = self.moved_spans([part]) if len(part) else None
                if moved is not None and found and not self.new.text[found[-1].end : moved[0].start].strip():
                    found[-1] = Span(found[-1].start, max(found[-1].end, moved[0].end))
                elif moved is not None:
                    found.extend(moved)
        return tuple(sorted(found))

    def _side_by_side(self, numbers: range) -> bool:
        first = self.pairs[numbers[0]]
        return first is not None and all(self.pairs[number] == first + after for after, number in enumerate(numbers))

    def _moved(self, number: int, place: int, last: bool = False) -> int:
        signs, target = self.old.places_of(number), self.pairs[number]
        assert target is not None
        at = bisect_left(signs, place + 1) - 1 if last else bisect_left(signs, place)
        return self.new.places_of(target)[at] + (1 if last else 0)

    def unchanged_around(self, numbers: Sequence[int]) -> str:
        """Some sentences that stand in both drafts, with those of their paragraph before them and the one after, as
        far as they stand in both, too."""
        found: set[int] = set()
        for number in numbers:
            found.add(number)
            before = number
            while (
                before
                and self._follow(before - 1)
                and self.old.paragraph_of[before - 1] == self.old.paragraph_of[number]
            ):
                before -= 1
                found.add(before)
            if self._follow(number):
                found.add(number + 1)
        return " ".join(self.old.plain[number] for number in sorted(found))

    def _follow(self, number: int) -> bool:
        """Whether a sentence and the next one follow each other in both drafts."""
        place = self.pairs[number]
        return place is not None and number + 1 < len(self.pairs) and self.pairs[number + 1] == place + 1

    def expected(self, number: int) -> float:
        """About where in the new draft an old sentence that is not there would stand, by its neighbours."""
        for distance in range(len(self.pairs)):
            for near in (number - distance, number + distance):
                if 0 <= near < len(self.pairs) and (place := self.pairs[near]) is not None:
                    return place + (number - near)
        return float(number)

    def gap(self, number: int) -> range:
        """The new sentences that came where an old one went: between the same two others, or an end of the text."""
        if self.pairs[number] is not None:
            return range(0)
        before = next((place for place in self.pairs[number::-1] if place is not None), -1)
        after = next((place for place in self.pairs[number:] if place is not None), len(self.new.sentences))
        # where its neighbours moved apart, nothing stands in its place
        return range(0) if self._taken.intersection(range(before + 1, after)) else range(before + 1, after)

    def moved(self) -> list[Moved]:
        """What stands in another order, whole paragraphs first named as such."""
        stay = _longest_rising(self.pairs)
        out = [n for n, place in enumerate(self.pairs) if place is not None and n not in stay]
        before, after = self.old.paragraph_of, self.new.paragraph_of
        size = Counter(before)
        found: list[Moved] = []
        run: list[int] = []
        for number in [*out, -1]:
            place = self.pairs[number] if number >= 0 else None
            if run and (number < 0 or before[number] != before[run[-1]] or place != (self.pairs[run[-1]] or 0) + 1):
                found.append(self._told(run, before, after, size))
                run = []
            run.append(number)
        return found

    def _told(self, run: list[int], before: list[int], after: list[int], size: Counter[int]) -> Moved:
        first = self.pairs[run[0]]
        assert first is not None
        text = " ".join(self.old.plain[number] for number in run)
        return Moved(text, before[run[0]] + 1, after[first] + 1, len(run) == size[before[run[0]]])


def is_kin(old: str, new: str) -> bool:
    """Whether two texts may be drafts of one article: a quarter of the shorter one's runs of three words, or half of
    all words in order, stand in both. Texts of different articles share a few in a hundred, and a third."""
    ours, theirs = old.casefold().split(), new.casefold().split()
    one, other = (set(zip(words, words[1:], words[2:], strict=False)) for words in (ours, theirs))
    fewer = min(len(one), len(other))
    if fewer and len(one & other) >= _RUNS * fewer:
        return True
    return Indel.normalized_similarity(ours, theirs) >= _WORDS


def paired(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each of `old` its place in `new`, None where there is none or it cannot be told which one it is."""
    ours, theirs = Counter(old), Counter(new)
    place = {sentence: at for at, sentence in enumerate(new)}
    sure = [place[s] if ours[s] == 1 and theirs[s] == 1 else None for s in old]
    ahead = _extended(old, new, sure)
    back = _extended(old[::-1], new[::-1], [None if at is None else len(new) - 1 - at for at in reversed(sure)])
    behind = [None if at is None else len(new) - 1 - at for at in reversed(back)]
    claimed: dict[int, set[int]] = {}
    for number, places in enumerate(zip(ahead, behind, strict=True)):
        for at in places:
            if at is not None:
                claimed.setdefault(at, set()).add(number)
    return [
        at if at is not None and (other in (None, at)) and len(claimed[at]) == 1 else None
        for at, other in ((a if a is not None else b, b) for a, b in zip(ahead, behind, strict=True))
    ]


def _extended(old: Sequence[str], new: Sequence[str], sure: Sequence[int | None]) -> list[int | None]:
    """`sure` with what follows side by side on both sides; both beginnings count as the same place."""
    found: list[int | None] = []
    before: int | None = -1
    for number, at in enumerate(sure):
        if at is None and before is not None and before + 1 < len(new) and new[before + 1] == old[number]:
            at = before + 1
        found.append(at)
        before = at
    return found


def _letters(sentence: str) -> str:
    """A sentence without all that a typesetter may change: blanks, hyphens, marks, capitals."""
    return "".join(_WORD.findall(folded(sentence)))


def _meant(found: Sequence[Token], names_only: bool) -> list[str]:
    """What of a sentence a later one may point back to, in order."""
    if names_only:
        return [token.norm for token in found if token.kind is TokenKind.NAME]
    return [
        token.norm
        for token in found
        if token.kind not in _SIGNS and not lexicon().has("function_words", token.norm) and token.norm[-2:] != "ly"
    ]


def _longest_rising(places: Sequence[int | None]) -> set[int]:
    """The most numbers whose places keep their order (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number, place in enumerate(places):
        if place is None:
            continue
        pile = bisect_left(tops, place)
        before[number] = ends[pile - 1] if pile else None
        tops[pile : pile + 1], ends[pile : pile + 1] = [place], [number]
    found: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        found.add(at)
        at = before[at]
    return found
