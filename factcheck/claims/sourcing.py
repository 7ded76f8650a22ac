"""Warn of what is weak in the sourcing of a claim, alone and beside the other claims of its article."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from factcheck.claims.tables import table, words
from factcheck.domain.extraction import Attribution, Claim, Flag, Source, SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon

_HEAD = 2
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+\.?)*|\d+(?:[.,]\d+)*")
_DENYING = re.compile(r"\b(?:no|not|never|without|refus\w+|declin\w+|fail\w+)\b|n[’']t\b", re.IGNORECASE)
_ASKING = re.compile(
    r"\W*(?:when|if|how|why|what|whether|where|who|as|to|can|could|should|will|would)\b", re.IGNORECASE
)
_SPOKEN_OF = re.compile(r"(?:[\w’'-]+\s){1,4}(?:that|who|which)\s")
_STEM = 5
_SHARED = 0.6
_SHARED_WITHOUT_FIGURE = 0.65
_SHARED_BY_TWO = 0.75
_LEAST_SHARED = 2
_COMMON = 300
_CENTRAL_WORTH = 0.6


def alone(text: str, one: Attribution | None, sources: Sequence[Source]) -> list[Flag]:
    """The warnings that a claim's own attribution gives."""
    if one is None:
        return []
    named = [sources[n] for n in one.sources]
    found: list[Flag] = []
    if any(source.kind is SourceKind.ANONYMOUS for source in named):
        found.append(Flag.ANONYMOUS_SOURCE)
    unknown = not named or any(s.kind is SourceKind.UNKNOWN and s.name == "unknown" for s in named)
    if unknown:
        found.append(Flag.UNKNOWN_SOURCE)
    vague = any(
        source.kind in (SourceKind.GROUP, SourceKind.ANONYMOUS)
        and lexicon().has("vague_heads", source.name.split()[-1])
        for source in named
    )
    if vague or (unknown and _says(text, one, "nobody")):
        found.append(Flag.VAGUE_SOURCE)
    if one.via:
        found.append(Flag.RELAYED)
    if len(one.via) > 1:
        found.append(Flag.RELAYED_TWICE)
    return found


def together(
    text: str, sentences: Sequence[Span], found: Sequence[Claim], attributions: Sequence[Attribution]
) -> tuple[Claim, ...]:
    """The claims with the warnings that only show when they are laid side by side.

    Headline and lead are the first two sentences. Two claims are alike where they share most of the shorter one's words
    and no figure of one is missing in the other; that one says what another says wants most of its own words there.
    """
    by_id = {one.id: one for one in attributions}
    head = sentences[min(_HEAD, len(sentences)) - 1].end if sentences else 0
    index = _Index(text, found)
    added: dict[int, set[Flag]] = defaultdict(set)
    for claim in found:
        in_head = claim.spans[0].start < head
        central = claim.checkable and (
            in_head or (Flag.FIGURE in claim.flags and claim.checkworthiness >= _CENTRAL_WORTH)
        )
        if not in_head and not central:
            continue
        alike = index.alike(claim)
        # the lead comes after the headline: "Kim vows …", "… Kim vowed, state media reported"
        own = next((sentence.end for sentence in sentences if claim.spans[0].start < sentence.end), head)
        later = [other for other in alike if other.spans[0].start >= own]
        told = [
            other
            for other in later
            if index.says(claim, other)
            and not (other.attribution is not None and _says(text, by_id[other.attribution], "asking"))
        ]
        stated = claim.attribution is None and not _asks(text, claim) and index.size(claim) > _LEAST_SHARED
        if in_head and stated and told and all(o.attribution is not None for o in told):
            added[claim.id].add(Flag.ATTRIBUTION_DROPPED)
        if claim.attribution is None:
            continue
        if in_head and not claim.via and any(o.via and set(o.sources) & set(claim.sources) for o in later):
            added[claim.id].add(Flag.CHAIN_COLLAPSED)
        if central and len(claim.sources) == 1 and not any(set(o.sources) - set(claim.sources) for o in alike):
            added[claim.id].add(Flag.SINGLE_SOURCE)
    for claim in found:
        if claim.attribution is not None and _vouches(text, by_id[claim.attribution]):
            weaker = [
                other
                for other in index.alike(claim)
                if other.attribution not in (None, claim.attribution)
                and set(other.sources) & set(claim.sources)
                and index.says(claim, other)
            ]
            if any(_is_weaker(text, by_id[o.attribution or 0]) for o in weaker):
                added[claim.id].add(Flag.CUE_ESCALATION)
    order = list(Flag)
    return tuple(
        replace(claim, flags=tuple(sorted({*claim.flags, *added[claim.id]}, key=order.index)))
        if claim.id in added
        else claim
        for claim in found
    )


def _asks(text: str, claim: Claim) -> bool:
    """Whether the claim states nothing flatly: "when it comes to …", "how …", a question."""
    said = " ".join(span.of(text) for span in claim.spans)
    # "a law that would let them sue" tells what is spoken of
    return any(form.match(said) for form in (_ASKING, _SPOKEN_OF)) or said.rstrip(' ”"’').endswith("?")


def _vouches(text: str, one: Attribution) -> bool:
    """Whether the cue vouches for what it reports; "offered no proof" does not."""
    cue = " ".join(span.of(text) for span in one.cue)
    return _says(text, one, "establishing") and _DENYING.search(cue) is None


def _is_weaker(text: str, one: Attribution) -> bool:
    return (
        bool(one.cue)
        and not _says(text, one, "establishing")
        and (_says(text, one, "neutral") or _says(text, one, "doubting"))
    )


def _says(text: str, one: Attribution, kind: str) -> bool:
    cue = " ".join(span.of(text) for span in one.cue).lower()
    return any(re.search(rf"\b{re.escape(stem)}", cue) for stem in table("cues")[kind])


class _Index:
    """Which claims share words."""

    def __init__(self, text: str, found: Iterable[Claim]) -> None:
        self._claims = {claim.id: claim for claim in found}
        self._stems = {
            number: frozenset(_stems_of(" ".join(span.of(text) for span in claim.spans)))
            for number, claim in self._claims.items()
        }
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, stems in self._stems.items():
            for stem in stems:
                self._holders[stem].append(number)

    def alike(self, claim: Claim) -> list[Claim]:
        """The other claims that say the same as `claim`, in order."""
        mine = self._stems[claim.id]
        shared = Counter(
            number
            for stem in mine
            if len(self._holders[stem]) <= _COMMON
            for number in self._holders[stem]
            if number != claim.id
        )
        return [
            self._claims[number]
            for number, count in sorted(shared.items())
            if count >= _LEAST_SHARED
            and _weight(mine & self._stems[number]) >= _SHARED * min(_weight(mine), _weight(self._stems[number]))
            and _figures_agree(mine, self._stems[number])
            and not any(a.overlaps(b) for a in claim.spans for b in self._claims[number].spans)
        ]

    def says(self, claim: Claim, other: Claim) -> bool:
        """Whether `other` has most of what `claim` says; a figure weighs as much as two words."""
        mine, its = self._stems[claim.id], self._stems[other.id]
        shared = mine & its
        share = _weight(shared) / max(_weight(mine), 1)
        if any(stem[0].isdigit() for stem in shared):
            enough = _SHARED
        else:
            enough = _SHARED_WITHOUT_FIGURE if len(shared) > _LEAST_SHARED else _SHARED_BY_TWO
        return len(shared) >= _LEAST_SHARED and share >= enough

    def size(self, claim: Claim) -> int:
        """How many telling words `claim` has."""
        return len(self._stems[claim.id])


def _weight(stems: Iterable[str]) -> int:
    return sum(2 if stem[0].isdigit() else 1 for stem in stems)


def _stems_of(said: str) -> Iterable[str]:
    for match in _WORD.finditer(said.lower()):
        word = match[0].replace(".", "") if match[0][0].isalpha() else match[0].replace(",", "")
        if word[0].isdigit():
            yield word
        elif word not in words("cues", "stop") and (len(word) > 2 or word in ("us", "uk", "un", "eu")):
            yield word[:_STEM]


def _figures_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    mine, its = ({stem for stem in stems if stem[0].isdigit()} for stems in (one, other))
    return not mine or not its or mine <= its or its <= mine
