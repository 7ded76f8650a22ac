"""The main example comes out as a careful checker would list it."""

import json
from pathlib import Path

import pytest

from factcheck.domain.extraction import Extraction, Flag, QuotationType
from factcheck.pipeline import extract
from factcheck.pipeline.contract import as_json
from factcheck.text.articles import document, read_file


@pytest.fixture(scope="module")
def example() -> Extraction:
    return extract(read_file(Path(__file__).parents[2] / "fixtures" / "kim-toughest-policy.txt"))


def claims_of(example: Extraction, words: str) -> list[tuple[list[str], list[str]]]:
    names = [source.name for source in example.sources]
    return [
        ([names[n] for n in claim.sources], [names[n] for n in claim.via])
        for claim in example.claims
        if words in " ".join(span.of(example.document.text) for span in claim.spans)
    ]


@pytest.mark.parametrize(
    ("words", "sources", "via"),
    [
        ("more than 10,000 troops", ["U.S. assessments", "Ukrainian assessments", "South Korean assessments"], []),
        ("3,000 North Korean troops", ["Volodymyr Zelenskyy"], []),
        ("This reality clearly shows", ["Kim Jong Un"], ["Korean Central News Agency"]),
        ("quick resumption of Kim-Trump summitry", ["experts"], []),
        ("the most reactionary state", ["Kim Jong Un"], ["Korean Central News Agency"]),
        ("a nuclear military bloc", ["Kim Jong Un"], ["Korean Central News Agency"]),
        ("his past negotiations", ["Kim Jong Un"], []),
        ("Kim set forth tasks", ["Korean Central News Agency"], []),
        ("fell in love", ["Donald Trump"], []),
        ("to implement the “toughest”", ["Kim Jong Un"], ["state media"]),
        ("Russia could give North Korea", ["unknown"], []),
        ("Trump met Kim three times", ["AP"], []),
        ("KCNA didn’t elaborate", ["AP"], []),
        ("their talks eventually collapsed", ["AP"], []),
        ("wrangled over U.S.-led sanctions", ["AP"], []),
    ],
)
def test_the_right_people_stand_behind_a_claim(
    example: Extraction, words: str, sources: list[str], via: list[str]
) -> None:
    assert (sources, via) in claims_of(example, words)


def test_every_sentence_of_its_own_is_a_claim_and_the_north_is_a_country(example: Extraction) -> None:
    assert "North Korea" in [source.name for source in example.sources]
    short = extract(document("It rained. Kim spoke.", id="short"))
    assert [claim.text for claim in short.claims] == ["It rained.", "Kim spoke."]


def test_the_head_of_the_article_is_read(example: Extraction) -> None:
    document = example.document
    assert document.title == "North Korea's Kim vows the toughest anti-US policy before Trump takes office"
    assert (str(document.published), document.outlet) == ("2024-12-29", "AP")
    assert len(example.sentences) == 23


def test_a_quotation_with_its_marks_is_direct(example: Extraction) -> None:
    kinds = {
        a.quotation for a in example.attributions if a.content[0].of(example.document.text).startswith("“This reality")
    }
    assert QuotationType.DIRECT in kinds


def test_offsets_are_those_of_the_file(example: Extraction, article: Path) -> None:
    record = json.loads(json.dumps(as_json(example)))
    text = article.read_bytes().decode("utf-8")
    assert record["document"]["text"] == text
    assert list(record) == ["document", "sentences", "sources", "attributions", "claims"]
    for claim in record["claims"]:
        assert all(0 <= start < end <= len(text) for start, end in claim["spans"])
        kinds = {record["sources"][n]["kind"] for n in claim["sources"]}
        assert kinds and (claim["attribution"] is None) == (kinds == {"outlet"})
        assert 0 <= claim["checkworthiness"] <= 1
    for number, source in enumerate(record["sources"]):
        assert source["id"] == number


def test_clauses_between_commas_and_infinitives_are_cut_where_they_assert_something(example: Extraction) -> None:
    said = [claim.text for claim in example.claims]
    assert "Russia and China, locked in separate disputes with the U.S." in said
    assert any(text.startswith("Russia and China … have repeatedly blocked") for text in said)
    assert "since the North Korean troop deployment to Russia began in October" in said
    assert any("efforts to convince North Korea to abandon" in text for text in said)
    assert not any("convince North Korea]" in text for text in said)


def test_a_pronoun_that_stands_for_no_body_is_left_as_it_is(example: Extraction) -> None:
    assert any(claim.text.startswith("It was the first significant estimate") for claim in example.claims)


def test_the_headline_drops_the_relay_that_the_lead_gives(example: Extraction) -> None:
    headline = next(claim for claim in example.claims if claim.text.startswith("the toughest anti-US policy"))
    assert Flag.CHAIN_COLLAPSED in headline.flags


def test_what_the_outlet_tells_of_meetings_and_quarrels_is_no_attribution(example: Extraction) -> None:
    cues = " ".join(span.of(example.document.text) for one in example.attributions for span in one.cue)
    assert "met" not in cues.split()
    assert "wrangled" not in cues.split()
