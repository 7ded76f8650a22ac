"""What the benchmarks promise holds on a few of their pairs: no false verbatim, no contrary before the true match."""

import random
from itertools import islice

from benchmarks.claims_made import SORTS
from benchmarks.matches import TEST_SEED, cases
from benchmarks.quotes import ABSENT, SPEECHES, pairs
from factcheck.domain.matching import EarlierCheck, Quoted
from factcheck.domain.spans import Span
from factcheck.matching.checking import check
from factcheck.matching.matches import EarlierChecks
from factcheck.text.articles import read_file


def test_made_quotations_are_judged_right_and_never_falsely_verbatim() -> None:
    speeches = [read_file(path) for path in sorted(SPEECHES.glob("*.txt"))]
    given = [speech for speech in speeches if speech.id != ABSENT]
    absent = next(speech for speech in speeches if speech.id == ABSENT)
    made = list(islice(pairs(given, absent, random.Random(3)), 100))
    found = check([Quoted((Span(0, len(pair.printed)),), pair.printed, ()) for pair in made], given, "en")
    told = [(pair.verdict, one.verdict.value) for pair, one in zip(made, found, strict=True)]
    assert not [pair for pair in told if pair[1] == "verbatim" != pair[0]]
    assert all(called == "meaning_altered" for verdict, called in told if verdict == "meaning_altered")
    assert sum(verdict == called for verdict, called in told) >= 96


def test_the_true_match_of_a_made_claim_comes_first() -> None:
    tested = list(islice(cases(TEST_SEED, tuple(SORTS)), 60))
    texts = [text for case in tested for text in (case.true, *(decoy for _, decoy in case.decoys))]
    known = EarlierChecks([EarlierCheck(str(n), text) for n, text in enumerate(texts)])
    first = [known.matches(case.claim, 1)[0].check.claim == case.true for case in tested]
    assert sum(first) >= 54
