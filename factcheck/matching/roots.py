"""Which texts go back to one root: one text, one agency's copy, one outlet, one citing another.

Texts are compared by shingles of five words (Broder, On the resemblance and containment of documents, 1997).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from urllib.parse import urlsplit

import numpy as np

from factcheck.domain.independence import Shared
from factcheck.matching.hashing import Hashes, hashed_words

_SHINGLE = 5
# an article and its documents are compared for every claim, and each time that it is read again
_REMEMBERED = 32
_LEAST_SHINGLES = 4
_CONTAINED = 0.5
# articles that name one agency or cite one another tell one story if this share of their stretches is the same
_ONE_STORY = 0.1
# a stretch that more articles have is a phrase of the trade or a line under every page
_MOST_HOLDERS = 40
_HEAD = 400
# "SEOUL (AP) —", "(Reuters) -", "(KCNA) --"
_AGENCY = re.compile(r"\(([A-Z][\w. &-]{1,24})\)\s*(?:[-–—]|--)")
# "The Associated Press contributed to this report."
_CONTRIBUTED = re.compile(r"\b(?:The )?((?:[A-Z][\w-]* ){1,4})contributed to th(?:is|e) (?:report|story|article)")
_FULL_NAMES = {"Associated Press": "AP", "Agence France-Presse": "AFP", "Korean Central News Agency": "KCNA"}
_CITED = (
    r"(?:according to|citing|cited|(?:first )?reported by|as told to|told)\s+(?:the\s+)?{0}\b"
    r"|\b{0}\s+(?:reported|says it|said in a (?:report|dispatch))"
)
_CITING = re.compile(r"according to|citing|cited|reported by|told|reported|says it|said in a", re.IGNORECASE)
_AROUND = 60
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_LEAST_NAME = 2


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A piece of evidence: its `text` is the kept document's, else the passage quoted; `names` are who speaks in it.

    `independent_of` are the pieces of which a reviewer says that they have another origin.
    """

    number: int
    addresses: tuple[str, ...]
    sha256: str
    text: str
    names: tuple[str, ...]
    independent_of: tuple[int, ...] = ()


def shared(pieces: Sequence[Evidenced]) -> list[Shared]:
    """The pieces that go back to one root, each group with what shows it."""
    groups = _Groups()
    shingled = {piece.number: shingles(piece.text) for piece in pieces}
    for one, other in combinations(pieces, 2):
        reason = _same(one, other, shingled[one.number], shingled[other.number])
        if reason is not None:
            groups.join(one.number, other.number, reason)
    return groups.found()


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the desk; `names` are those of its outlet."""

    number: int
    text: str
    names: tuple[str, ...] = ()


def shared_articles(articles: Iterable[Article]) -> list[Shared]:
    """The articles that go back to one root, each group with what shows it; of any number of articles.

    Each text is read once, and only those that have five words in a row in common are compared.
    """
    kept: dict[int, Hashes] = {}
    heads: dict[int, _Head] = {}
    for article in articles:
        kept[article.number] = _shingled(article.text)
        heads[article.number] = _Head(_agency(article.text), _citations(article.text), article.names)
    groups = _Groups()
    for one, other, common in _pairs(kept):
        reason = _of_one_root(one, other, common / max(min(len(kept[one]), len(kept[other])), 1), common, heads)
        if reason is not None:
            groups.join(one, other, reason)
    return groups.found()


@dataclass(frozen=True, slots=True)
class _Head:
    """What an article says of its origin: agencies, whom it cites (folded), its own names."""

    agencies: frozenset[str]
    cites: str
    names: tuple[str, ...]


def _of_one_root(one: int, other: int, share: float, common: int, heads: dict[int, _Head]) -> str | None:
    if common >= _LEAST_SHINGLES and share >= _CONTAINED:
        return "the same text"
    if share < _ONE_STORY or common < _LEAST_SHINGLES:
        return None
    both = heads[one].agencies & heads[other].agencies
    if both:
        return f"both carry {min(both)}"
    for citing, cited in ((one, other), (other, one)):
        for name in heads[cited].names:
            if len(name) > _LEAST_NAME and _cites(heads[citing].cites, name):
                return f"one cites {name}"
    return None


def _pairs(kept: dict[int, Hashes]) -> Iterator[tuple[int, int, int]]:
    """Each two texts that have stretches in common, with how many: out of one sorted row of all hashes."""
    numbers = np.fromiter(kept, np.int64, len(kept))
    hashes = np.concatenate([*kept.values(), np.zeros(0, np.uint64)])
    owners = np.repeat(np.arange(len(kept)), [len(found) for found in kept.values()])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    begins = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else np.zeros(0, int)
    lengths = np.diff(np.concatenate((begins, [len(hashes)])))
    pairs = []
    for length in range(2, _MOST_HOLDERS + 1):
        starts = begins[lengths == length]
        for a, b in combinations(range(length), 2) if len(starts) else ():
            pairs.append(owners[starts + a] * len(kept) + owners[starts + b])
    if not pairs:
        return
    met, counts = np.unique(np.concatenate(pairs), return_counts=True)
    for pair, count in zip(met, counts, strict=True):
        one, other = divmod(int(pair), len(kept))
        yield int(numbers[one]), int(numbers[other]), int(count)


class _Groups:
    """What belongs together, with why."""

    def __init__(self) -> None:
        self._groups: list[tuple[set[int], list[str]]] = []
        self._of: dict[int, tuple[set[int], list[str]]] = {}

    def join(self, one: int, other: int, reason: str) -> None:
        """Both are of one root, and so is all that is of theirs."""
        mine, theirs = (self._of.get(n) or ({n}, []) for n in (one, other))
        if mine is not theirs:
            mine[0].update(theirs[0])
            mine[1].extend(theirs[1])
        mine[1].append(reason)
        self._of.update(dict.fromkeys(mine[0], mine))

    def found(self) -> list[Shared]:
        """Each group once, in the order of its lowest number."""
        groups = {id(group): group for group in self._of.values()}
        made = [Shared(tuple(sorted(n)), ", ".join(dict.fromkeys(why))) for n, why in groups.values()]
        return sorted(made, key=lambda group: group.numbers)


def copies(pieces: Sequence[Evidenced], article: str) -> list[int]:
    """The numbers of the pieces whose text is the article's own, or that of the copy it was made from."""
    own = shingles(article)
    return [piece.number for piece in pieces if _contained(shingles(piece.text), own)]


@lru_cache(maxsize=_REMEMBERED)
def shingles(text: str) -> Hashes:
    """As `_shingled`, remembered."""
    return _shingled(text)


def _shingled(text: str) -> Hashes:
    """The hashes of every five words in a row, each once."""
    words = hashed_words(text).hashes
    if len(words) < _SHINGLE:
        return words[:0]
    rows = np.lib.stride_tricks.sliding_window_view(words, _SHINGLE)
    factors = np.power(np.uint64(0x9E3779B97F4A7C15), np.arange(1, _SHINGLE + 1, dtype=np.uint64))
    return np.unique((rows * factors).sum(axis=1, dtype=np.uint64))


def _contained(one: Hashes, other: Hashes) -> bool:
    """Whether half of the shorter text stands in the longer one."""
    least = min(len(one), len(other))
    return least >= _LEAST_SHINGLES and len(np.intersect1d(one, other, assume_unique=True)) >= _CONTAINED * least


def _same(one: Evidenced, other: Evidenced, mine: Hashes, theirs: Hashes) -> str | None:
    """What shows that both go back to one root; a reviewer's word goes before all but one and the same text."""
    if one.sha256 and one.sha256 == other.sha256:
        return "the same document"
    addresses = {_plain(address) for address in one.addresses} & {_plain(address) for address in other.addresses}
    if addresses - {""}:
        return "the same address"
    if _contained(mine, theirs):
        return "the same text"
    if other.number in one.independent_of or one.number in other.independent_of:
        return None
    agency = _agency(one.text) & _agency(other.text)
    if agency:
        return f"both carry {min(agency)}"
    site = {_site(address) for address in one.addresses} & {_site(address) for address in other.addresses}
    if site - {""}:
        return f"both of {min(site - {''})}"
    for citing, cited in ((one, other), (other, one)):
        for name in (
            *cited.names,
            *_agency(cited.text),
            *(_site(address).partition(".")[0] for address in cited.addresses),
        ):
            if len(name) > _LEAST_NAME and _cites(citing.text, name):
                return f"{citing.number} cites {name}"
    return None


def _cites(text: str, name: str) -> bool:
    return re.search(_CITED.format(re.escape(name)), text, re.IGNORECASE) is not None


def _citations(text: str) -> str:
    """The stretches in which an article says whom it has it from; the rest need not be kept."""
    return "\n".join(text[max(0, at.start() - _AROUND) : at.end() + _AROUND] for at in _CITING.finditer(text))


def _agency(text: str) -> frozenset[str]:
    """The agencies in the dateline, and those that are thanked at the end."""
    thanked = {found[1].strip() for found in _CONTRIBUTED.finditer(text[-_HEAD:])}
    return frozenset(found[1] for found in _AGENCY.finditer(text[:_HEAD])) | {
        _FULL_NAMES.get(name, name) for name in thanked
    }


def _plain(address: str) -> str:
    parts = urlsplit(address.strip().lower())
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}" if parts.netloc else ""


def _site(address: str) -> str:
    """The outlet's own part of an address: "bbc.co.uk" of "https://www.bbc.co.uk/news/1"."""
    labels = urlsplit(address.strip().lower()).netloc.partition(":")[0].split(".")
    if len(labels) < 2:
        return ""
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-kept:])
