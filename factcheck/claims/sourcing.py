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
_STEM = 5
_SHARED = 0.6
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

    Headline and lead are the first two sentences. Two claims say the same where they share most of their words and
    no figure of one is missing in the other.
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
        later = [other for other in alike if other.spans[0].start >= head]
        if in_head and claim.attribution is None and later and all(o.attribution is not None for o in later):
            added[claim.id].add(Flag.ATTRIBUTION_DROPPED)
        if claim.attribution is None:
            continue
        if in_head and not claim.via and any(o.via and set(o.sources) & set(claim.sources) for o in later):
            added[claim.id].add(Flag.CHAIN_COLLAPSED)
        if central and len(claim.sources) == 1 and not any(set(o.sources) - set(claim.sources) for o in alike):
            added[claim.id].add(Flag.SINGLE_SOURCE)
    for claim in found:
        if claim.attribution is not None and _says(text, by_id[claim.attribution], "establishing"):
            weaker = [o for o in index.alike(claim) if o.attribution not in (None, claim.attribution)]
            if any(_is_weaker(text, by_id[o.attribution or 0]) for o in weaker):
                added[claim.id].add(Flag.CUE_ESCALATION)
    order = list(Flag)
    return tuple(
        replace(claim, flags=tuple(sorted({*claim.flags, *added[claim.id]}, key=order.index)))
        if claim.id in added
        else claim
        for claim in found
    )


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
            and count >= _SHARED * min(len(mine), len(self._stems[number]))
            and _figures_agree(mine, self._stems[number])
            and not any(a.overlaps(b) for a in claim.spans for b in self._claims[number].spans)
        ]


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
