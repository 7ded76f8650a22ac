"""Of earlier checks the one of the same claim comes first, and what contradicts it comes under it."""

import pytest

from factcheck.domain.matching import EarlierCheck
from factcheck.matching.likeness import likeness, prepared
from factcheck.matching.matches import EarlierChecks
from factcheck.matching.retrieval import Index


def known(*claims: str) -> EarlierChecks:
    return EarlierChecks([EarlierCheck(str(number), claim) for number, claim in enumerate(claims)])


@pytest.mark.parametrize(
    ("claim", "true", "decoy"),
    [
        ("3,000 North Korean troops have been killed",
         "North Korea lost 3,000 killed troops",
         "North Korea has 10,000 troops deployed"),
        ("Kim met Trump in 2019", "In 2019, Kim and Trump met", "Kim did not meet Trump in 2019"),
        ("Kim did not meet Trump in 2019", "Kim never met Trump in 2019", "Kim met Trump in 2019"),
        ("Kim didn't meet Trump", "Kim did not meet Trump", "Kim did meet Trump"),
        ("three thousand people died in Tampa", "3,000 people died in Tampa", "300 people died in Tampa"),
        ("Unemployment rose to five percent in 2020",
         "Unemployment rose to 5% in 2020",
         "Unemployment fell to 5% in 2020"),
        ("Unemployment rose to five percent in 2020",
         "Unemployment rose to 5% in 2020",
         "Unemployment rose to 5% in 2002"),
        ("Russia attacked Ukraine", "Ukraine was attacked by Russia", "Russia was attacked by Ukraine"),
        ("Russia attacked Ukraine", "Russia launched an attack on Ukraine", "Ukraine launched an attack on Russia"),
        ("The senator voted for the farm bill",
         "The senator cast a vote for the farm bill",
         "The senator voted against the farm bill"),
        ("Vaccines cause autism",
         "Do vaccines cause autism? A study says vaccines cause autism",
         "Vaccines do not cause autism"),
        ("Iran has 5 reactors", "There are five reactors in Iran", "Iraq has 5 reactors"),
        ("Moscow sent troops to Georgia", "Russia sent troops to Georgia", "Germany sent troops to Georgia"),
        ("The bridge cost $5 million", "The bridge cost five million dollars", "The bridge cost $5 billion"),
        ("It is legal to carry guns in Ohio", "Carrying guns is legal in Ohio", "It is illegal to carry guns in Ohio"),
    ],
)  # fmt: skip
def test_the_same_claim_ranks_over_what_contradicts_it(claim: str, true: str, decoy: str) -> None:
    found = known(decoy, "Something else entirely was said about the weather", true).matches(claim, 5)
    assert found[0].check.claim == true
    like = {match.check.claim: match.score for match in found}
    assert like[true] > 2 * like.get(decoy, 0.0)


def test_scores_are_probabilities_best_first() -> None:
    found = known("Kim met Trump", "Kim met Xi", "Trump met Xi", "The sea is blue").matches("Kim met Trump", 5)
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert found[0].check.id == "0" and scores[0] > 0.95
    assert "The sea is blue" not in [match.check.claim for match in found]


def test_the_words_that_matched_and_differed_are_told() -> None:
    like = likeness(prepared("3,000 soldiers were killed in Kursk"), prepared("10,000 soldiers did not die in Kursk"))
    assert like.same == ("soldiers", "Kursk")
    assert like.different == ("not", "3,000", "killed", "10,000", "die")


def test_a_negation_of_something_else_denies_nothing() -> None:
    claim = prepared("Kim met Trump in Riga, and nobody was held responsible")
    assert likeness(claim, prepared("Kim met Trump in Riga")).score > 0.5


def test_no_words_in_common_or_none_at_all_give_no_match() -> None:
    assert known("The sea is blue").matches("Kim met Trump", 5) == []
    assert known("The sea is blue", "", "…").matches("…", 5) == []
    assert known().matches("Kim met Trump", 5) == []
    assert known("the of and to").matches("the of and to", 5)[0].score >= 0


def test_the_index_finds_other_endings_and_prefers_rare_words() -> None:
    index = Index(["the talks collapsed", "the weather report", "the talking parrot of Quito", "the sea and the sky"])
    assert index.search("Quito parrots talk", 2) == [2, 0]
    assert index.search("", 3) == []


def test_many_checks_are_searched_through() -> None:
    many = known(*(f"Town {n} has {n + 7} wells" for n in range(6000)))
    best, *_ = many.matches("There are 4,007 wells in Town 4000", 3)
    assert best.check.id == "4000"
