"""How well earlier checks are found, and how fast.

usage: python -m benchmarks.matches [--pairs N] [--checks N] [--fit]

Claims of ten sorts are made by a seed and put in other words; beside each true match stand decoys in which a number,
name or date is another one, actors change places, or the claim is denied. MAP@5 counts the one true match among all
checks; then the share of decoys ranked under it, by kind; how well scores keep what they promise; and the time a claim
takes against many.
Then the same for fixtures/claims/hostile.toml, written by hand, where a claim has several true matches.
--fit prints the weights for factcheck/matching/data/likeness.toml, learnt on half the sorts with another seed and on
the `seen` part of what was written by hand.
"""

import argparse
import random
import re
import resource
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.claims_made import SORTS, Fact, facts
from factcheck.domain.matching import EarlierCheck
from factcheck.matching.claimed import prepared
from factcheck.matching.likeness import Signs, compared
from factcheck.matching.matches import EarlierChecks
from factcheck.matching.retrieval import Index

TEST_SEED, FIT_SEED = 2, 1
FITTED_SORTS = tuple(SORTS)[::2]
HOSTILE = Path(__file__).parents[1] / "fixtures" / "claims" / "hostile.toml"


_AROUND = (
    "{claim}, according to a report seen by the agency", "As ministers gathered in Geneva, it emerged that {claim}",
    "{claim}, adding to worries about the economy", "{claim}, the spokeswoman said, without giving details",
    "Officials in Madrid repeated that {claim}", "{claim} and nobody was held responsible for it",
    "In a speech to party members that lasted 90 minutes, the leader said {claim}, a figure that has not been verified",
    "{claim}, which Boris Tamm called a turning point for Europe after years of decline in trade and investment",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A claim to look up, the check that is of it, and those that only look like it, by what is wrong with them."""

    claim: str
    true: str
    decoys: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hostile:
    """A claim written by hand with the checks that are of it and those that are not, by what is wrong with them."""

    claim: str
    same: tuple[str, ...]
    decoys: tuple[tuple[str, str], ...]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--checks", type=int, default=200_000)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    if options.fit:
        fit(list(islice(cases(FIT_SEED, FITTED_SORTS), options.pairs)), hostile("seen"))
        return
    tested = list(islice(cases(TEST_SEED, tuple(SORTS)), options.pairs))
    quality(tested)
    written()
    speed(tested, options.checks)


def cases(seed: int, sorts: tuple[str, ...]) -> Iterator[Case]:
    """Cases without end."""
    rng = random.Random(seed)
    for fact in facts(rng, sorts):
        asked = rng.randrange(6)
        way = asked + 1 + rng.randrange(2)
        yield Case(_embedded(fact.told(asked), rng), _shortened(fact.told(way), rng), tuple(_decoys(fact, rng)))


def _embedded(claim: str, rng: random.Random) -> str:
    """The claim as an article has it: every other time in a longer sentence."""
    if rng.random() < 0.5:
        return claim
    return rng.choice(_AROUND).format(claim=claim[0].lower() + claim[1:] if rng.random() < 0.3 else claim)


def _shortened(claim: str, rng: random.Random) -> str:
    """The claim as a fact-checker sums it up: now and then without the year."""
    return (
        re.sub(r"(?i)(?:, )?\b(?:in|during|since) (?:19|20)\d\d,? ?", " ", claim).strip()
        if rng.random() < 0.2
        else claim
    )


def _decoys(fact: Fact, rng: random.Random) -> Iterator[tuple[str, str]]:
    kinds = {"n": "number", "p": "number", "year": "date", "a": "name", "b": "name", "city": "name"}
    for field in fact.values:
        if field in kinds:
            yield kinds[field], fact.falsified(field, rng).told(rng.randrange(6))
    yield "negation", fact.denied(rng.randrange(2))
    swapped = fact.swapped()
    if swapped is not None:
        yield "actors", swapped.told(rng.randrange(6))


def hostile(part: str) -> list[Hostile]:
    """The claims of fixtures/claims/hostile.toml."""
    data = tomllib.loads(HOSTILE.read_text(encoding="utf-8"))
    return [
        Hostile(case["claim"], tuple(case["same"]), tuple((kind, text) for kind, text in case["decoys"]))
        for case in data[part]
    ]


@dataclass(frozen=True)
class Band:
    """Matches of about one score: what it promises, how many are true, how many there are."""

    promised: float
    kept: float
    count: int


@dataclass(frozen=True)
class Measures:
    """MAP@5; decoys under every true match of their claim, of all and by kind; matches right about 0.5; calibration."""

    precision: float
    under: float
    by_kind: dict[str, float]
    true_from_half: float
    decoys_below_half: float
    calibration: tuple[Band, ...]


def measured(tested: Sequence[Hostile]) -> Measures:
    """How the checks of `tested` come out for their claims, all of them in one collection."""
    texts = [text for case in tested for text in (*case.same, *(decoy for _, decoy in case.decoys))]
    known = EarlierChecks([EarlierCheck(str(n), text) for n, text in enumerate(texts)])
    precision: list[float] = []
    under: dict[str, list[bool]] = defaultdict(list)
    true: list[bool] = []
    false: list[bool] = []
    promised: list[tuple[float, bool]] = []
    for case in tested:
        found = known.matches(case.claim, 40)
        scores = {match.check.claim: match.score for match in found}
        right = [match.check.claim in case.same for match in found[:5]]
        summed = sum(sum(right[: n + 1]) / (n + 1) for n, hit in enumerate(right) if hit)
        precision.append(summed / min(5, len(case.same)))
        worst = min(scores.get(text, 0.0) for text in case.same)
        true.extend(scores.get(text, 0.0) >= 0.5 for text in case.same)
        for kind, decoy in case.decoys:
            under[kind].append(scores.get(decoy, 0.0) < worst)
            false.append(scores.get(decoy, 0.0) < 0.5)
        promised.extend((match.score, match.check.claim in case.same) for match in found[:10])
    bands = []
    for low in np.arange(0, 1, 0.2):
        here = [(score, hit) for score, hit in promised if low <= score < low + 0.2 or score == low + 0.2 == 1]
        if here:
            bands.append(Band(*map(float, np.mean(here, axis=0)), len(here)))
    return Measures(
        float(np.mean(precision)),
        float(np.mean([hit for hits in under.values() for hit in hits])),
        {kind: float(np.mean(hits)) for kind, hits in sorted(under.items())},
        float(np.mean(true)),
        float(np.mean(false)),
        tuple(bands),
    )


def written() -> None:
    """Print the measures on the claims written by hand."""
    for part in ("seen", "late", "unseen"):
        tested = hostile(part)
        found = measured(tested)
        print(f"{len(tested)} claims written by hand ({part}): MAP@5 {found.precision:.3f}, ", end="")
        print(
            f"{found.under:.1%} of decoys under every true match, true ones from 0.5 on {found.true_from_half:.1%}, ",
            end="",
        )
        print(f"decoys below {found.decoys_below_half:.1%}")
        print("  " + ", ".join(f"{kind} {share:.0%}" for kind, share in found.by_kind.items()))
        for band in found.calibration:
            print(f"  {band.promised:5.2f}  {band.kept:5.2f}  {band.count:6d}")


def quality(tested: list[Case]) -> None:
    """MAP@5, decoys under the true match, and calibration."""
    texts = [text for case in tested for text in (case.true, *(decoy for _, decoy in case.decoys))]
    known = EarlierChecks([EarlierCheck(str(n), text) for n, text in enumerate(texts)])
    precision = 0.0
    under: dict[str, list[bool]] = defaultdict(list)
    promised: list[tuple[float, bool]] = []
    for case in tested:
        found = known.matches(case.claim, 60)
        names = [match.check.claim for match in found]
        if case.true in names[:5]:
            precision += 1 / (names.index(case.true) + 1)
        scores = {match.check.claim: match.score for match in found}
        mine = scores.get(case.true, 0.0)
        for kind, decoy in case.decoys:
            if decoy != case.true:
                under[kind].append(mine > scores.get(decoy, 0.0))
        promised.extend((match.score, match.check.claim == case.true) for match in found[:10])
    print(f"{len(tested)} claims among {len(texts)} checks: MAP@5 {precision / len(tested):.3f}")
    print("decoys ranked under the true match")
    for kind, right in sorted(under.items()):
        print(f"  {kind:10s} {sum(right) / len(right):6.1%} of {len(right)}")
    everything = [right for found in under.values() for right in found]
    print(f"  {'all':10s} {sum(everything) / len(everything):6.1%} of {len(everything)}")
    print("score promised, true matches found, how many")
    for low in np.arange(0, 1, 0.2):
        here = [(score, true) for score, true in promised if low <= score < low + 0.2]
        if here:
            mean, true = np.mean([score for score, _ in here]), np.mean([true for _, true in here])
            print(f"  {mean:5.2f}  {true:5.2f}  {len(here):6d}")


def speed(tested: list[Case], count: int) -> None:
    """Seconds of one processor for the index and for each claim after the first, and the memory of all."""
    rng = random.Random(TEST_SEED + 1)
    checks = [
        EarlierCheck(str(n), fact.told(rng.randrange(6)), "False", f"https://example.org/{n}")
        for n, fact in enumerate(islice(facts(rng, tuple(SORTS)), count))
    ]
    before = time.process_time()
    known = EarlierChecks(checks)
    known.matches(tested[0].claim, 5)
    first = time.process_time() - before
    times = []
    for case in tested[1:101]:
        before = time.process_time()
        known.matches(case.claim, 5)
        times.append(time.process_time() - before)
    print(
        f"{count:,} checks: {first:.2f} s for the first claim, then {np.mean(times) * 1000:.0f} ms each ",
        end="",
    )
    print(f"({np.percentile(times, 95) * 1000:.0f} ms at the 95th percentile), ", end="")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def fit(known: list[Case], by_hand: list[Hostile]) -> None:
    """Print weights of a logistic model that keeps its signs: what agrees speaks for, what contradicts against.

    Made and written claims count alike, however many there are of each.
    """
    index = Index([case.true for case in known])
    rows: list[tuple[float, ...]] = []
    truth: list[bool] = []
    made = 0
    for case in known:
        others = [known[number].true for number in index.search(case.claim, 6)]
        wrong = [text for text in (*(decoy for _, decoy in case.decoys), *others) if text != case.true]
        _add(case.claim, [case.true], wrong, rows, truth)
    made = len(rows)
    index = Index([text for one in by_hand for text in one.same])
    texts = [text for one in by_hand for text in one.same]
    for one in by_hand:
        others = [texts[number] for number in index.search(one.claim, 8)]
        wrong = [*(decoy for _, decoy in one.decoys), *(text for text in others if text not in one.same)]
        _add(one.claim, one.same, wrong, rows, truth)
    shares = np.concatenate((np.full(made, 0.5 / made), np.full(len(rows) - made, 0.5 / (len(rows) - made))))
    names = [field.name for field in fields(Signs)]
    signs = np.array([1.0 if name in ("words", "most", "letters") else -1.0 for name in names])
    x, y = np.array(rows), np.array(truth, float)
    weights, bias = np.zeros(len(names)), 0.0
    for _ in range(60_000):
        error = (1 / (1 + np.exp(-(x @ weights + bias))) - y) * shares
        weights -= 0.5 * (x.T @ error + 3e-5 * weights)
        weights = np.where(weights * signs < 0, 0.0, weights)
        bias -= 0.5 * error.sum()
    print(f"bias = {bias:.2f}")
    for name, weight in zip(names, weights, strict=True):
        print(f"{name} = {weight:.2f}")


def _add(
    claim: str, same: Sequence[str], wrong: Sequence[str], rows: list[tuple[float, ...]], truth: list[bool]
) -> None:
    mine, *theirs = prepared([claim, *same, *wrong])
    for number, other in enumerate(theirs):
        rows.append(astuple(compared(mine, other)[0]))
        truth.append(number < len(same))


if __name__ == "__main__":
    main()
