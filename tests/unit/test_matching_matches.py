"""Of earlier checks the one of the same claim comes first, and what contradicts it comes under it."""

import math

import pytest

from benchmarks.matches import Measures, hostile, measured
from factcheck.domain.matching import EarlierCheck
from factcheck.matching.claimed import prepared
from factcheck.matching.likeness import compared, likeness
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
        ("Crime went up 21 percent in Japan", "Crime rose by 21% in Japan", "Crime in Japan fell by 21 percent"),
        ("54 officers died in Osaka", "In Osaka, 54 officers died", "No, 54 officers did not die in Osaka"),
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
    like = likeness(*prepared(["3,000 soldiers were killed in Kursk", "10,000 soldiers did not flee from Kursk"]))
    assert like.same == ("soldiers", "Kursk")
    assert like.different == ("not", "3,000", "killed", "10,000", "flee")


def test_a_negation_of_something_else_denies_nothing() -> None:
    claims = prepared(["Kim met Trump in Riga, and nobody was held responsible", "Kim met Trump in Riga"])
    assert likeness(*claims).score > 0.5


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


@pytest.fixture(scope="module")
def of_hostile() -> Measures:
    return measured(hostile("seen") + hostile("unseen"))


def test_hostile_claims_find_their_checks_and_promise_no_more_than_they_keep(of_hostile: Measures) -> None:
    assert of_hostile.precision >= 0.97
    assert of_hostile.under >= 0.95
    assert of_hostile.true_from_half >= 0.92
    assert of_hostile.decoys_below_half >= 0.94
    for band in of_hostile.calibration:
        # two standard errors of a share of so many
        assert abs(band.promised - band.kept) < 1 / math.sqrt(band.count)


def test_the_kinds_of_decoy_that_an_editor_fears_most_stay_under_every_true_match(of_hostile: Measures) -> None:
    for kind in ("negation", "number", "name", "actors"):
        assert of_hostile.by_kind[kind] >= 0.94, kind


@pytest.mark.parametrize(
    ("one", "other", "turned"),
    [
        ("Russia attacked Ukraine", "Ukraine was attacked by Russia", False),
        ("Russia attacked Ukraine", "Ukraine attacked Russia", True),
        ("Russia attacked Ukraine", "Russia launched an attack on Ukraine", False),
        ("Sweden joined NATO after Finland", "After Finland, Sweden joined NATO", False),
        ("Sweden joined NATO after Finland", "Finland joined NATO after Sweden", True),
        ("Iran shot down an American drone", "America shot down an Iranian drone", True),
        ("Nurses earn less than teachers", "Teachers earn more than nurses", False),
        ("Nurses earn less than teachers", "Teachers earn less than nurses", True),
        ("Exports to China rose", "Exports from China rose", True),
        ("Lula beat Bolsonaro", "Bolsonaro lost to Lula", False),
        ("Egypt expelled the ambassador of Qatar", "Qatar's ambassador was expelled by Egypt", False),
        ("Egypt expelled the ambassador of Qatar", "Qatar expelled the ambassador of Egypt", True),
        ("Seoul fired a missile, Pyongyang said", "Pyongyang fired a missile, Seoul said", True),
    ],
)
def test_who_does_it_to_whom(one: str, other: str, turned: bool) -> None:
    assert compared(*prepared([one, other]))[0].actors == turned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the WHO", "the World Health Organization"),
        ("Pyongyang", "the North Koreans"),
        ("one in five", "20 percent"),
        ("every fifth", "20%"),
        ("half a million", "500,000"),
        ("two dozen", "24"),
        ("a cease-fire", "a ceasefire"),
        ("slain rebels", "killed rebels"),
        ("the meeting", "they met"),
        ("Zelensky", "Zelenskyy"),
    ],
)
def test_one_thing_by_two_names(one: str, other: str) -> None:
    assert compared(*prepared([f"Then {one} it was", f"Then {other} it was"]))[0].words > 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Warren voted", "Warner voted"),
        ("Kim Jong Un spoke", "Kim Jong Il spoke"),
        ("George H. W. Bush fell ill", "George W. Bush fell ill"),
        ("the prince left", "the princess left"),
    ],
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert compared(*prepared([one, other]))[0].names > 0.5
