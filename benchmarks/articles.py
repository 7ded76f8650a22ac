"""How well articles written for this project are read to their sources and claims.

usage: python -m benchmarks.articles [--faults] [FILE…]

FILE is one of fixtures/articles (all of them by default): an article with the claims and sources that a checker lists.
A claim is found where its letters and digits and those of a claim read overlap by half (intersection over union, one to
one); of those found it is told how many are credited to the right source, come through the right relay, are rightly
marked as checkable and carry the flags wanted. With --faults, what went wrong is listed.
"""

import argparse
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain.extraction import Claim, Extraction
from factcheck.domain.spans import Span
from factcheck.pipeline import extract
from factcheck.text.articles import document

FOLDER = Path(__file__).parents[1] / "fixtures" / "articles"
_GAP = "…"


@dataclass(frozen=True)
class Wanted:
    """A claim as a checker lists it; no `by` is the outlet's own voice."""

    letters: frozenset[int]
    said: str
    by: tuple[str, ...]
    via: tuple[str, ...]
    checkable: bool
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What came of one article: counts by name, and every fault in a line."""

    counts: Counter[str]
    faults: list[str]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for path in options.files or sorted(FOLDER.glob("*.toml")):
        reading = read(path)
        total += reading.counts
        print(f"{path.stem:24s} {summary(reading.counts)}")
        if options.faults:
            print("".join(f"  {fault}\n" for fault in reading.faults), end="")
    print(f"{'all':24s} {summary(total)}")


def summary(counts: Counter[str]) -> str:
    """The shares of `counts` in one line."""
    shares = {name: counts[name] / max(counts["found"], 1) for name in ("owner", "via", "checkable", "flags")}
    f = 2 * counts["found"] / max(counts["wanted"] + counts["read"], 1)
    told = "  ".join(f"{name} {share:.2f}" for name, share in shares.items())
    return f"claims F {f:.3f}  {told}  sources {counts['named']} of {counts['sources']}"


def read(path: Path) -> Reading:
    """Extract the article of `path` and lay the result beside what is wanted."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    extraction = extract(document(case["text"], id=path.stem))
    text = extraction.document.text
    wanted = [_wanted(text, claim) for claim in case["claims"]]
    # headlines are not listed unless the list says so
    body = min(min(one.letters) for one in wanted)
    got = [(letters, claim) for claim in extraction.claims if max(letters := _letters(text, claim.spans)) >= body]
    counts: Counter[str] = Counter(wanted=len(wanted), read=len(got), sources=len(case["sources"]))
    pairs, faults = _pairs(wanted, got), []
    for number, one in enumerate(wanted):
        if number not in pairs:
            faults.append(f"missed: {one.said}")
            continue
        claim = got[pairs[number]][1]
        counts["found"] += 1
        told = _judged(extraction, one, claim)
        counts.update(name for name, right in told.items() if right)
        wrong = [name for name, right in told.items() if not right]
        if wrong:
            by, via = (" + ".join(_names(extraction, ids)) for ids in (claim.sources, claim.via))
            faults.append(f"wrong {', '.join(wrong)}: {one.said} ({by}; via {via or 'nobody'})")
    faults.extend(f"too many: {claim.text}" for number, (_, claim) in enumerate(got) if number not in pairs.values())
    known = {(_plain(source.name), source.kind.value) for source in extraction.sources}
    for source in case["sources"]:
        counts["named"] += (named := (_plain(source["name"]), source["kind"]) in known)
        if not named:
            faults.append(f"no source: {source['name']} ({source['kind']})")
    return Reading(counts, faults)


def _judged(extraction: Extraction, one: Wanted, claim: Claim) -> dict[str, bool]:
    by = _names(extraction, claim.sources) if claim.attribution is not None else []
    return {
        "owner": {_plain(name) for name in by} == {_plain(name) for name in one.by},
        "via": {_plain(name) for name in _names(extraction, claim.via)} == {_plain(name) for name in one.via},
        "checkable": claim.checkable == one.checkable,
        "flags": set(one.flags) <= {flag.value for flag in claim.flags},
    }


def _names(extraction: Extraction, ids: tuple[int, ...]) -> list[str]:
    return [extraction.sources[number].name for number in ids]


def _plain(name: str) -> str:
    return name.replace("’", "'").lower().removeprefix("the ")


def _wanted(text: str, claim: dict[str, object]) -> Wanted:
    said = str(claim["said"])
    spans, place = [], 0
    for part in said.split(_GAP):
        place = text.index(part, place)
        spans.append(Span(place, place + len(part)))
    by, via, flags = (_listed(claim.get(name, ())) for name in ("by", "via", "flags"))
    return Wanted(_letters(text, spans), said, by, via, bool(claim.get("checkable", True)), flags)


def _listed(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _letters(text: str, spans: list[Span] | tuple[Span, ...]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(*span) if text[place].isalnum())


def _pairs(wanted: list[Wanted], got: list[tuple[frozenset[int], Claim]]) -> dict[int, int]:
    """The number of the claim read for each one found, the best overlaps first."""
    ranked = sorted(
        (-len(one.letters & letters) / len(one.letters | letters), i, j)
        for i, one in enumerate(wanted)
        for j, (letters, _) in enumerate(got)
    )
    pairs: dict[int, int] = {}
    for share, i, j in ranked:
        if share <= -0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


if __name__ == "__main__":
    main()
