"""What becomes of the claims of one draft in the next: kept, altered or cut.

A claim is kept only where everything that its reviewer saw of it is the same: the whole sentences that carry it and
that say whose words it is, how it reads by itself, and whom it is credited to. All else is altered or cut; a doubt is
an alteration, because a decision on words that nobody saw is worse than one that is asked for again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from factcheck.domain.extraction import Extraction, SourceKind
from factcheck.domain.spans import Span, hull
from factcheck.matching.drafts import Draft, Pairing
from factcheck.matching.pointing import has_pronoun, points_back
from factcheck.matching.tokens import tokens
from factcheck.matching.words import words

ALTERED_FROM = 0.6
"""How alike an old and a new claim must be, 0 to 1, for one to be the other in other words."""

_FAR = 10
_FAR_COSTS = 0.15
_COVERED = 0.5
_FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")
_FILLED_IN = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as the reader of a draft sees it; `credit` and `via` are names as the machine reads them.

    `said` are the words that name the source and those that say that it was said. `place_by_hand` is true where a
    reviewer chose the words, `by_hand` where the machine read no such claim at all; `struck` claims were found to be
    none.
    """

    key: int
    spans: tuple[Span, ...]
    words: str
    said: tuple[Span, ...] = ()
    credit: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    place_by_hand: bool = False
    by_hand: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """The claim stands at `spans` as its reviewer saw it; `reading` is the new draft's own reading of it, if any."""

    spans: tuple[Span, ...]
    reading: int | None


@dataclass(frozen=True, slots=True)
class Altered:
    """The claim stands in other words or in another light: as the new draft's `reading`, else at `spans`."""

    spans: tuple[Span, ...]
    reading: int | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of each old claim by its key (None: cut), and the keys of the readings that are new."""

    fates: dict[int, Kept | Altered | None]
    fresh: tuple[int, ...]


def credit(names: Iterable[tuple[str, SourceKind]]) -> tuple[str, ...]:
    """Whom a claim is credited to, to be compared; the outlet is itself whatever its name."""
    return tuple("outlet" if kind is SourceKind.OUTLET else f"{kind}: {name}" for name, kind in names)


def readings(extraction: Extraction) -> list[Seen]:
    """The claims as a reader of what the machine read sees them, by their ids."""
    sources, attributions = extraction.sources, extraction.attributions
    found = []
    for claim in extraction.claims:
        one = None if claim.attribution is None else attributions[claim.attribution]
        found.append(
            Seen(
                key=claim.id,
                spans=claim.spans,
                words=claim.text,
                said=() if one is None else (*one.source, *one.cue),
                credit=credit((sources[n].name, sources[n].kind) for n in claim.sources),
                via=credit((sources[n].name, sources[n].kind) for n in claim.via),
            )
        )
    return found


def carried(pairing: Pairing, before: Sequence[Seen], after: Sequence[Seen]) -> Carried:
    """What becomes of the claims `before` of the old draft, given the readings `after` of the new one."""
    fates: dict[int, Kept | Altered | None] = {}
    kept = _kept(pairing, before, after)
    fates.update(kept)
    held = [span for fate in kept.values() for span in fate.spans]
    standing_in = {fate.reading for fate in kept.values()}
    settled = _settled(pairing, before, kept)
    free = [
        n
        for n in after
        if n.key not in standing_in
        and not _covered(n.spans, held)
        and not settled.issuperset(_sentences(pairing.new, n) or (-1,))
    ]
    rest = [claim for claim in before if claim.key not in kept]
    for claim in rest:
        if claim.struck:
            fates[claim.key] = None
    rest = [claim for claim in rest if not claim.struck]
    altered = _in_place(pairing, rest, [n for n in after if n.key not in standing_in])
    taken = {fate.reading for fate in altered.values()}
    altered |= _alike(
        pairing,
        [claim for claim in rest if claim.key not in altered],
        [n for n in free if n.key not in taken],
    )
    for claim in rest:
        if claim.key in altered or (spans := _words_of(pairing, claim)) is None:
            continue
        elsewhere = any(spans == fate.spans for fate in altered.values())
        if claim.place_by_hand or not (elsewhere or any(span.overlaps(other) for span in spans for other in held)):
            altered[claim.key] = Altered(spans, None)
    for claim in rest:
        fates[claim.key] = altered.get(claim.key)
    taken = {fate.reading for fate in altered.values()}
    by_words = [span for fate in altered.values() if fate.reading is None for span in fate.spans]
    fresh = tuple(n.key for n in free if n.key not in taken and not _covered(n.spans, by_words))
    return Carried(fates, fresh)


def recalled(pairing: Pairing, before: Sequence[Seen], after: Sequence[Seen]) -> dict[int, Kept]:
    """Of claims that an earlier draft had, those that the new one has again exactly as their reviewers saw them."""
    return _kept(pairing, before, after)


def context(draft: Draft, claim: Seen) -> tuple[Span, ...]:
    """The whole sentences that carry the claim and that say whose words it is, in order; else its own words."""
    numbers = {n for spans in (claim.spans, claim.said) for n in (draft.holding(spans) if spans else None) or ()}
    return tuple(draft.sentences[n] for n in sorted(numbers)) or (hull(claim.spans),)


def _kept(pairing: Pairing, before: Sequence[Seen], after: Sequence[Seen]) -> dict[int, Kept]:
    readings = {n.spans: n for n in after}
    was = _credits(pairing.old, (claim for claim in before if not claim.by_hand))
    now = _credits(pairing.new, after)
    found: dict[int, Kept] = {}
    for claim in before:
        numbers = _sentences(pairing.old, claim)
        if numbers is None or not _together(pairing, numbers):
            continue
        spans = pairing.moved_spans(claim.spans)
        if spans is None or pairing.moved_spans(claim.said) is None:
            continue
        # what points to nothing itself means the same whatever its sentence begins with
        alone = _stands_alone(pairing.old, claim)
        strictly = alone or all(pairing.is_same(number) for number in numbers)
        reading = readings.get(spans)
        if reading is not None and not claim.place_by_hand and _same_reading(claim, reading):
            sure = strictly or (
                all(pairing.is_same(number, loosely=True) for number in numbers)
                and not points_back(tokens(claim.words))
            )
            if sure:
                found[claim.key] = Kept(spans, reading.key)
                continue
        # the machine reads the same words otherwise, or a reviewer chose them: the old reading stands where all that
        # it says and all that the new one says is there in words that did not change
        if strictly:
            around = _words(pairing.unchanged_around(numbers))
            places = [pairing.pairs[number] for number in numbers]
            credited = [was.get(n, set()) ^ now.get(place, set()) for n, place in zip(numbers, places, strict=True)]
            filled_in = () if claim.place_by_hand else _FILLED_IN.findall(claim.words)
            if all(_words(said) <= around for said in (*filled_in, *_names(set().union(*credited)))):
                found[claim.key] = Kept(spans, None)
    return found


def _stands_alone(draft: Draft, claim: Seen) -> bool:
    """Whether neither the words of a claim nor those that say whose they are point to anything outside of them."""
    wording = tokens(claim.words)
    if points_back(wording) or wording[0].norm in words().being:
        return False
    return not any(has_pronoun(draft.within(span)) for span in claim.said)


def _settled(pairing: Pairing, before: Sequence[Seen], kept: Mapping[int, Kept]) -> set[int]:
    """The sentences of the new draft in which every claim is kept: another reading of them is no change of the text."""
    found: set[int] = set()
    open_still: set[int] = set()
    for claim in before:
        numbers = _sentences(pairing.old, claim) or []
        places = {place for n in numbers if (place := pairing.pairs[n]) is not None and pairing.is_same(n)}
        (found if claim.key in kept else open_still).update(places)
    return found - open_still


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _names(credits: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[str]:
    """The names in what `_credits` gives; the outlet, and whom nothing names, have none."""
    for names in credits:
        for one in chain.from_iterable(names):
            kind, _, name = one.partition(": ")
            if kind != SourceKind.UNKNOWN:
                yield name


def _same_reading(claim: Seen, reading: Seen) -> bool:
    """Whether the machine reads it in the same way; which words say so may waver, and the old ones stay."""
    return claim.credit == reading.credit and claim.via == reading.via and claim.words == reading.words


def _sentences(draft: Draft, claim: Seen) -> list[int] | None:
    """The sentences that carry a claim and that say whose words it is; None where it lies outside of them."""
    found: set[int] = set()
    for span in (*claim.spans, *claim.said):
        held = draft.holding([span])
        if held is None:
            return None
        found.update(held)
    return sorted(found)


def _together(pairing: Pairing, numbers: Sequence[int]) -> bool:
    """Whether the sentences stand as far from each other as they did."""
    shifts = {None if (place := pairing.pairs[n]) is None else place - n for n in numbers}
    return len(shifts) == 1 and None not in shifts


def _credits(draft: Draft, claims: Iterable[Seen]) -> dict[int | None, set[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Whom the machine credits with words of each sentence."""
    found: dict[int | None, set[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for claim in claims:
        for number in draft.holding(claim.spans) or ():
            found.setdefault(number, set()).add((claim.credit, claim.via))
    return found


def _in_place(pairing: Pairing, before: Sequence[Seen], after: Sequence[Seen]) -> dict[int, Altered]:
    """Claims whose words are the same, but not all that goes with them."""
    readings = {n.spans: n for n in after}
    found: dict[int, Altered] = {}
    for claim in before:
        spans = pairing.moved_spans(claim.spans)
        reading = None if spans is None else readings.pop(spans, None)
        if reading is not None:
            found[claim.key] = Altered(reading.spans, reading.key)
    return found


def _alike(pairing: Pairing, before: Sequence[Seen], after: Sequence[Seen]) -> dict[int, Altered]:
    """Claims that are like a new reading about where they stood, the most alike first."""
    if not before or not after:
        return {}
    ours = [_plain(pairing.old.text, claim.spans) for claim in before]
    theirs = [_plain(pairing.new.text, claim.spans) for claim in after]
    # deferred: every command that opens a desk imports this module, and few of them compare drafts
    import numpy as np

    own = process.cdist(ours, theirs, scorer=fuzz.ratio)
    around = process.cdist(
        [_around(pairing.old, claim) for claim in before],
        [_around(pairing.new, claim) for claim in after],
        scorer=fuzz.ratio,
        score_cutoff=100 * ALTERED_FROM,
    )
    # a small claim may be cut otherwise where its sentence changes, and still be the same one
    scores = np.maximum(own, np.where(around > 0, (own + around) / 2, 0))
    places = [pairing.new.at(claim.spans[0].start) or 0 for claim in after]
    for row, claim in enumerate(before):
        between = pairing.gap(pairing.old.at(claim.spans[0].start) or 0)
        for column in (n for n, place in enumerate(places) if place in between):
            scores[row, column] = max(scores[row, column], 100 * _shared(ours[row], theirs[column]))
    scores[scores < 100 * ALTERED_FROM] = 0
    ranked = []
    for row, claim in enumerate(before):
        expected = pairing.expected(pairing.old.at(claim.spans[0].start) or 0)
        for column in scores[row].nonzero()[0]:
            distance = abs(places[column] - expected)
            score = float(scores[row][column]) / 100 - _FAR_COSTS * min(1.0, distance / _FAR)
            ranked.append((-score, distance, row, int(column)))
    found: dict[int, Altered] = {}
    taken: set[int] = set()
    for lost, _, row, column in sorted(ranked):
        if -lost >= ALTERED_FROM and before[row].key not in found and column not in taken:
            found[before[row].key] = Altered(after[column].spans, after[column].key)
            taken.add(column)
    return found


def _shared(one: str, other: str) -> float:
    """How many of their words two wordings share, 0 to 1, in whatever order: of headlines that is all that stays."""
    mine, theirs = _words(one), _words(other)
    both = len(mine & theirs)
    return 2 * both / (len(mine) + len(theirs)) if both >= _FEWEST_WORDS else 0.0


def _around(draft: Draft, claim: Seen) -> str:
    return " ".join(draft.plain[number] for number in draft.holding(claim.spans) or ())


def _words_of(pairing: Pairing, claim: Seen) -> tuple[Span, ...] | None:
    """Where the words of a claim stand though nothing reads them as one: in their sentence, else where only they do."""
    spans = pairing.moved_spans(claim.spans)
    if spans is not None:
        return spans
    found, text = [], pairing.new.text
    for span in claim.spans:
        words = span.of(pairing.old.text)
        if len(words.split()) < _FEWEST_WORDS or text.count(words) != 1:
            return None
        found.append(Span(text.index(words), text.index(words) + len(words)))
    return tuple(sorted(found))


def _covered(spans: Iterable[Span], by: Sequence[Span]) -> bool:
    """Whether half of `spans` or more lies in `by`."""
    whole = inside = 0
    for span in spans:
        whole += len(span)
        inside += len(
            {at for other in by if other.overlaps(span) for at in range(*other) if span.start <= at < span.end}
        )
    return whole > 0 and inside >= _COVERED * whole


def _plain(text: str, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(span.of(text).split()) for span in spans)
