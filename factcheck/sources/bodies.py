"""Which sources of different documents may be one real person or body: proposed with a reason, never decided.

Names are compared only where they share a block (a family name, a given name, a word, initials), so that thousands
take seconds; spelling is compared with rapidfuzz inside a block.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from factcheck.domain.bodies import Likely, NamedSource
from factcheck.domain.extraction import SourceKind
from factcheck.sources.lexicon import lexicon
from factcheck.sources.names import SAME_INITIAL, Name, name_of, same_body, same_person

# what kinds of names stand for one body wherever they are printed, and how surely
_SAME_NAME = {
    SourceKind.PERSON: 0.97,
    SourceKind.ORGANIZATION: 0.97,
    SourceKind.OUTLET: 0.97,
    SourceKind.DOCUMENT: 0.6,
    SourceKind.POLL: 0.6,
    SourceKind.UNKNOWN: 0.6,
    SourceKind.GROUP: 0.5,
}
_LONE_SAME = 0.45
_LONE_TO_FULL = 0.5
_BODIES = (SourceKind.ORGANIZATION, SourceKind.OUTLET)
_SPELLED = 82
_WHOLE_SPELLED = 90
# a word that more names have says nothing of which of them are one
_COMMON = 60


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Sources with one name (but for case and marks) that nobody has told apart."""

    name: Name
    kind: SourceKind
    sources: tuple[NamedSource, ...]

    @property
    def bodies(self) -> set[int]:
        return {source.body for source in self.sources}


def proposals(sources: Iterable[NamedSource], refused: Iterable[tuple[int, int]] = ()) -> list[Likely]:
    """Sources that may be one, the likeliest first; pairs of `refused`, by number, keep their names apart."""
    apart = _Apart(refused)
    clusters = _clusters(sources, apart)
    people = _People([c for c in clusters if c.kind is SourceKind.PERSON])
    best: dict[tuple[int, int], tuple[float, str]] = {}
    pairs = [*people.pairs()]
    for kind in _BODIES:
        pairs += _body_pairs([c for c in clusters if c.kind is kind])
    number = {id(cluster): n for n, cluster in enumerate(clusters)}
    for one, other, score, reason in pairs:
        if one.bodies & other.bodies or apart.are(one, other):
            continue
        at = (min(number[id(one)], number[id(other)]), max(number[id(one)], number[id(other)]))
        if at not in best or score > best[at][0]:
            best[at] = (score, reason)
    found = [
        Likely(_ids(clusters[a].sources), _ids(clusters[b].sources), score, reason)
        for (a, b), (score, reason) in best.items()
    ]
    found += [likely for cluster in clusters if (likely := _same_name(cluster, people)) is not None]
    found.sort(key=lambda likely: (-likely.score, -len(likely.one) - len(likely.other), likely.one))
    return found


def _ids(sources: Sequence[NamedSource]) -> tuple[int, ...]:
    return tuple(source.id for source in sources)


class _Apart:
    """Which sources a reviewer has said are two."""

    def __init__(self, refused: Iterable[tuple[int, int]]) -> None:
        self._with: dict[int, set[int]] = {}
        for one, other in refused:
            self._with.setdefault(one, set()).add(other)
            self._with.setdefault(other, set()).add(one)

    def within(self, sources: Sequence[NamedSource]) -> bool:
        """Whether two of `sources` were told apart."""
        ids = {source.id for source in sources}
        return any(self._with.get(number, set()) & ids for number in ids)

    def are(self, one: _Cluster, other: _Cluster) -> bool:
        """Whether one of each were told apart."""
        theirs = {source.id for source in other.sources}
        return any(self._with.get(source.id, set()) & theirs for source in one.sources)


def _clusters(sources: Iterable[NamedSource], apart: _Apart) -> list[_Cluster]:
    groups: dict[tuple[SourceKind, tuple[str, ...], str], list[NamedSource]] = {}
    names: dict[tuple[SourceKind, tuple[str, ...], str], Name] = {}
    for source in sources:
        if source.kind not in _SAME_NAME:
            continue
        name = name_of(source.name, source.kind)
        if not name.words or not name.proper:
            continue
        key = (source.kind, name.words, name.suffix)
        names.setdefault(key, name)
        groups.setdefault(key, []).append(source)
    found: list[_Cluster] = []
    for key, together in groups.items():
        together.sort(key=lambda source: source.id)
        if apart.within(together):
            for body in dict.fromkeys(source.body for source in together):
                found.append(_Cluster(names[key], key[0], tuple(s for s in together if s.body == body)))
        else:
            found.append(_Cluster(names[key], key[0], tuple(together)))
    return found


def _same_name(cluster: _Cluster, people: "_People") -> Likely | None:
    if len(cluster.bodies) < 2:
        return None
    score, reason = _SAME_NAME[cluster.kind], "the same name"
    if cluster.kind is SourceKind.PERSON and cluster.name.is_lone:
        if len(people.with_surname(cluster.name.words[0])) > 1:
            return None
        score, reason = _LONE_SAME, "the same name, but no given name"
    first = [source for source in cluster.sources if source.body == cluster.sources[0].body]
    rest = [source for source in cluster.sources if source.body != cluster.sources[0].body]
    return Likely(_ids(first), _ids(rest), score, reason)


Pair = tuple[_Cluster, _Cluster, float, str]


class _People:
    """The people of the desk by their family names."""

    def __init__(self, clusters: Sequence[_Cluster]) -> None:
        self._lone = [c for c in clusters if c.name.is_lone]
        self._full = [c for c in clusters if not c.name.is_lone]
        self._by_surname: dict[str, list[_Cluster]] = {}
        for cluster in self._full:
            for surname in cluster.name.surnames:
                self._by_surname.setdefault(surname, []).append(cluster)

    def with_surname(self, surname: str) -> list[_Cluster]:
        """Full names with that family name, those that are merged into one counted once."""
        found: list[_Cluster] = []
        for cluster in self._by_surname.get(surname, []):
            if not any(cluster.bodies & other.bodies for other in found):
                found.append(cluster)
        return found

    def pairs(self) -> Iterator[Pair]:
        """Names that may be one person's."""
        for block in self._by_surname.values():
            yield from _unambiguous(_each_pair(block))
        yield from self._misspelled()
        for lone in self._lone:
            word = lone.name.words[0]
            known = self.with_surname(word)
            if len(known) == 1:
                full = known[0]
                reason = f"a family name alone; {full.name.shown} is the only {lone.name.shown} of the desk"
                yield full, lone, _LONE_TO_FULL, reason

    def _misspelled(self) -> Iterator[Pair]:
        """The same given names before family names that are spelled alike, and the same letters otherwise divided."""
        given: dict[str, list[_Cluster]] = {}
        letters: dict[str, list[_Cluster]] = {}
        for cluster in self._full:
            given.setdefault(cluster.name.words[0], []).append(cluster)
            letters.setdefault("".join(cluster.name.words), []).append(cluster)
        for block in given.values():
            for one, other in _alike(block, [cluster.name.surname for cluster in block]):
                yield from _compared(one, other, same_person(one.name, other.name))
        for block in letters.values():
            yield from _each_pair(block)


def _each_pair(block: Sequence[_Cluster]) -> Iterator[Pair]:
    for at, one in enumerate(block):
        for other in block[at + 1 :]:
            yield from _compared(one, other, same_person(one.name, other.name))


def _unambiguous(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """`pairs` without those of an initial that may be several people's: "J. Smith" beside John and Jane."""
    by_initial: dict[int, list[Pair]] = {}
    for pair in pairs:
        if pair[3] != SAME_INITIAL:
            yield pair
            continue
        short = min(pair[:2], key=lambda cluster: len(cluster.name.words[0]))
        by_initial.setdefault(id(short), []).append(pair)
    for together in by_initial.values():
        if len(together) == 1:
            yield together[0]


def _alike(
    block: Sequence[_Cluster], words: Sequence[str], least: int = _SPELLED
) -> Iterator[tuple[_Cluster, _Cluster]]:
    """The pairs of a block whose `words` are spelled alike but not the same."""
    if len(block) < 2:
        return
    # deferred: every command that opens a desk imports this module, and few of them compare names
    import numpy as np

    likeness = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8)
    for a, b in zip(*np.nonzero(np.triu(likeness, 1)), strict=True):
        if words[a] != words[b]:
            yield block[a], block[b]


def _compared(one: _Cluster, other: _Cluster, told: tuple[float, str] | None) -> Iterator[Pair]:
    if told is not None:
        yield one, other, *told


def _body_pairs(clusters: Sequence[_Cluster]) -> Iterator[Pair]:
    """Names that may be one body's."""
    yield from _acronyms(clusters)
    yield from _metonyms(clusters)
    for block in _blocks(clusters):
        if len(block) > _COMMON:
            pairs = _alike(block, [" ".join(sorted(cluster.name.words)) for cluster in block], _WHOLE_SPELLED)
        else:
            pairs = ((one, other) for at, one in enumerate(block) for other in block[at + 1 :])
        for one, other in pairs:
            yield from _compared(one, other, same_body(one.name, other.name))


def _blocks(clusters: Sequence[_Cluster]) -> Iterator[list[_Cluster]]:
    """Names with a word in common, or, for a slip in their only one, a beginning."""
    blocks: dict[str, list[_Cluster]] = {}
    for cluster in clusters:
        for word in set(cluster.name.telling):
            blocks.setdefault(word, []).append(cluster)
        blocks.setdefault(f"{cluster.name.words[0][:3]}-", []).append(cluster)
    return (block for block in blocks.values() if len(block) > 1)


def _acronyms(clusters: Sequence[_Cluster]) -> Iterator[Pair]:
    by_initials: dict[str, list[_Cluster]] = {}
    for cluster in clusters:
        for initials in cluster.name.initials:
            by_initials.setdefault(initials, []).append(cluster)
    for cluster in clusters:
        if not cluster.name.is_acronym:
            continue
        short = cluster.name.words[0]
        known = by_initials.get(short, [])
        sure = cluster.name.shown.isupper() and len(short) > 2
        for other in known:
            if len(known) > 1:
                yield other, cluster, 0.4, f"{cluster.name.shown} may be its initials, but also those of others"
            else:
                yield other, cluster, 0.9 if sure else 0.75, f"{cluster.name.shown} are its initials"


def _metonyms(clusters: Sequence[_Cluster]) -> Iterator[Pair]:
    metonyms = lexicon().metonyms
    stands_for: dict[tuple[str, ...], list[tuple[_Cluster, bool]]] = {}
    for cluster in clusters:
        spellings = {cluster.name.shown.lower(), f"the {cluster.name.shown.lower()}", " ".join(cluster.name.words)}
        meant = next((metonyms[spelling] for spelling in sorted(spellings) if spelling in metonyms), None)
        words = cluster.name.words if meant is None else name_of(meant, cluster.kind).words
        stands_for.setdefault(words, []).append((cluster, meant is not None))
    for block in stands_for.values():
        for at, (one, by_one) in enumerate(block):
            for other, by_other in block[at + 1 :]:
                if by_one and by_other:
                    yield one, other, 0.75, f"{one.name.shown} and {other.name.shown} stand for the same"
                elif by_one or by_other:
                    short, full = (one, other) if by_one else (other, one)
                    yield full, short, 0.8, f"{short.name.shown} stands for {full.name.shown}"
