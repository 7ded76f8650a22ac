"""Which pieces of evidence go back to one root: one text, one agency's copy, one outlet, one citing another.

Texts are compared by shingles of five words (Broder, On the resemblance and containment of documents, 1997).
"""

import re
from collections.abc import Sequence
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
_HEAD = 400
# "SEOUL (AP) —", "(Reuters) -", "(KCNA) --"
_AGENCY = re.compile(r"\(([A-Z][\w. &-]{1,24})\)\s*(?:[-–—]|--)")
_CITED = (
    r"(?:according to|citing|cited|(?:first )?reported by|as told to|told)\s+(?:the\s+)?{0}\b"
    r"|\b{0}\s+(?:reported|says it|said in a (?:report|dispatch))"
)
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
    groups: list[tuple[set[int], list[str]]] = []
    shingled = {piece.number: shingles(piece.text) for piece in pieces}
    for one, other in combinations(pieces, 2):
        reason = _same(one, other, shingled[one.number], shingled[other.number])
        if reason is None:
            continue
        mine = [group for group in groups if group[0] & {one.number, other.number}]
        numbers = {one.number, other.number}.union(*(group[0] for group in mine))
        reasons = list(dict.fromkeys([*(why for group in mine for why in group[1]), reason]))
        groups = [group for group in groups if group not in mine] + [(numbers, reasons)]
    return [Shared(tuple(sorted(numbers)), ", ".join(reasons)) for numbers, reasons in groups]


def copies(pieces: Sequence[Evidenced], article: str) -> list[int]:
    """The numbers of the pieces whose text is the article's own, or that of the copy it was made from."""
    own = shingles(article)
    return [piece.number for piece in pieces if _contained(shingles(piece.text), own)]


@lru_cache(maxsize=_REMEMBERED)
def shingles(text: str) -> Hashes:
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


def _agency(text: str) -> set[str]:
    return {found[1] for found in _AGENCY.finditer(text[:_HEAD])}


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
