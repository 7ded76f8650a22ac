"""Articles with the claims and sources that a checker lists are read no worse than when that was measured."""

from collections import Counter

import pytest

from benchmarks.articles import FOLDER, read

PATHS = sorted(FOLDER.glob("*.toml"))


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    """What came of all articles together."""
    total: Counter[str] = Counter()
    for path in PATHS:
        total += read(path).counts
    return total


def test_most_of_the_listed_claims_are_cut_out_of_the_articles(counts: Counter[str]) -> None:
    assert counts["wanted"] >= 120
    assert counts["found"] / counts["wanted"] >= 0.86
    assert counts["found"] / counts["read"] >= 0.84


def test_what_is_found_is_credited_as_the_article_credits_it(counts: Counter[str]) -> None:
    assert counts["owner"] / counts["found"] >= 0.93
    assert counts["via"] / counts["found"] >= 0.99
    assert counts["named"] / counts["sources"] >= 0.93


def test_the_wanted_flags_are_set(counts: Counter[str]) -> None:
    assert counts["flags"] == counts["found"]
