"""Evidence documents on both engines: kept once, attached, and quotations held against them."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from db import engine as engines
from factcheck.domain.errors import InputError, NotFound
from factcheck.domain.evidence import Rank
from factcheck.domain.extraction import Document
from factcheck.domain.matching import Verdict
from factcheck.domain.papers import Origin, Piece
from factcheck.domain.review import AttributionCheck
from factcheck.workbench import Workbench
from tests.builders import TEXT, build

SPEECH = "Comrades! We will test, again and again, until the day comes. Long live the party."
OTHER = "Nothing of the kind was ever said in this hall, whatever the papers print about it."


def paper(words: str = SPEECH, name: str = "speech") -> Document:
    """A document with `words`."""
    return Document(name, None, None, None, words, hashlib.sha256(words.encode()).hexdigest())


@pytest.fixture
def desk(database: str) -> Iterator[Workbench]:
    """A desk with the story in which Kim says “We will test,” via KCNA."""
    with Workbench.open(database, "ann") as opened:
        opened.add(build())
        yield opened


def test_a_document_is_kept_once_with_all_that_is_stated(desk: Workbench) -> None:
    stated = Origin(origin="https://example.org/speech", rank=Rank.PRIMARY)
    kept = desk.keep_document(paper(), stated, claims=[1], source="kim jong un")
    assert kept.new
    again = desk.keep_document(paper(name="copy"), Origin(), claims=[1], source="Kim Jong Un")
    assert (again.new, again.told, again.document) == (False, (), kept.document)
    (document,) = desk.evidence_documents("kim example.org")
    assert (document.name, document.speaker, document.sources) == ("speech", "Kim Jong Un", ("Kim Jong Un",))
    assert (document.rank, document.language, document.claims) == (Rank.PRIMARY, "en", (1,))
    assert desk.evidence_document("speech") == (document, SPEECH)
    (piece,) = desk.claim(1).evidence
    assert (piece.title, piece.url, piece.rank, piece.sha256) == (
        "speech", "https://example.org/speech", Rank.PRIMARY, document.sha256,
    )  # fmt: skip
    assert desk.evidence_documents("nobody") == []
    assert desk.verify() == []


def test_a_citation_of_a_kept_document_can_be_corrected_and_stays_its(desk: Workbench) -> None:
    kept = desk.keep_document(paper(), Origin(), claims=[1]).document
    (piece,) = desk.claim(1).evidence
    (changed,) = desk.change_evidence(1, 1, replace(piece, locator="p. 2")).evidence
    assert (changed.locator, changed.sha256) == ("p. 2", kept.sha256)
    assert desk.evidence_document("speech")[0].claims == (1,)
    assert desk.verify() == []


def test_what_cannot_be_attached_keeps_nothing(desk: Workbench) -> None:
    for claims, source in (([99], None), ([], "99")):
        with pytest.raises(NotFound):
            desk.keep_document(paper(), Origin(), claims=claims, source=source)
    with pytest.raises(InputError, match="NUL"):
        desk.keep_document(paper("a\x00b"), Origin())
    assert desk.evidence_documents() == []
    assert desk.log()[-1].field == "added"


def test_a_long_text_comes_back_as_it_was(desk: Workbench) -> None:
    long = (
        "\n".join(f"Line {number} of an endless speech — naïve, “quoted” and\tplain." for number in range(9_000))
        + "x" * 9_000
    )
    desk.keep_document(paper(long), Origin())
    assert desk.evidence_document("1")[1] == long
    assert desk.verify() == []


def test_a_removed_document_comes_back_as_it_was(desk: Workbench) -> None:
    desk.keep_document(paper(), Origin(), claims=[1], source="Kim Jong Un")
    desk.remove_document("speech")
    assert desk.evidence_documents() == []
    assert desk.quotation_results("story")[0].check is None
    assert len(desk.claim(1).evidence) == 1
    with pytest.raises(NotFound):
        desk.remove_document("speech")
    assert desk.keep_document(paper(), Origin()).new
    assert desk.quotation_results("story")[0].check is not None


@pytest.mark.parametrize(
    ("words", "verdict", "proposes"),
    [
        (SPEECH, Verdict.VERBATIM, AttributionCheck.CORRECT),
        ("Comrades! We will not test, I promise.", Verdict.MEANING_ALTERED, AttributionCheck.WORDING_ALTERED),
        (OTHER, Verdict.NOT_FOUND, None),
    ],
)
def test_a_quotation_is_held_against_its_sources_documents(
    desk: Workbench, words: str, verdict: Verdict, proposes: AttributionCheck | None
) -> None:
    assert [(one.check, one.documents) for one in desk.quotation_results("story")] == [(None, 0)]
    desk.keep_document(paper(words), Origin(), source="Kim Jong Un")
    (result,) = desk.quotation_results("story")
    assert result.check is not None
    assert (result.check.verdict, result.proposes, result.claims) == (verdict, proposes, (1,))
    assert desk.claim(1).review.attribution_check is AttributionCheck.NONE


def test_the_diff_shows_what_was_said_and_what_printed(desk: Workbench) -> None:
    desk.keep_document(paper("Comrades! We will not test, I promise."), Origin(), source="KCNA")
    (result,) = desk.quotation_results("story")
    told = {piece.kind: piece.text.strip() for piece in result.diff}
    assert told[Piece.SAID] == "not"
    assert told[Piece.AROUND]


def test_merged_sources_share_their_documents(desk: Workbench) -> None:
    story = build(f"{TEXT} Twice.", "two")
    kim, kcna = story.sources
    desk.add(replace(story, sources=(replace(kim, name="Kim Jong-un"), kcna)))
    desk.keep_document(paper(), Origin(), source="1")
    assert desk.quotation_results("story")[0].check is not None
    assert desk.quotation_results("two")[0].check is None
    desk.merge_sources("1", "3")
    assert desk.quotation_results("two")[0].check is not None


def test_a_document_may_be_there_before_the_source(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        assert desk.keep_document(paper(), Origin(), source="Kim Jong Un").document.sources == ()
        desk.add(build())
        assert desk.quotation_results("story")[0].check is not None


def test_words_of_somebody_else_are_found_on_demand_only(desk: Workbench) -> None:
    desk.keep_document(paper(), Origin(), source="Donald Trump")
    desk.keep_document(paper(OTHER, "other"), Origin(), source="Kim Jong Un")
    assert desk.quotation_results("story")[0].proposes is None
    (result,) = desk.quotation_results("story", everywhere=True)
    assert (result.elsewhere, result.proposes) == (True, AttributionCheck.WRONG_SOURCE)


def test_the_place_is_found_among_many_documents(desk: Workbench) -> None:
    for number in range(40):
        desk.keep_document(paper(f"{OTHER} This is number {number}. Please test nothing.", f"d{number}"), Origin())
    desk.keep_document(paper(), Origin())
    (result,) = desk.quotation_results("story", everywhere=True)
    assert result.check is not None
    assert (result.check.verdict, result.check.places[0].document) == (Verdict.VERBATIM, "speech")


def test_a_document_in_another_language_leaves_it_open(desk: Workbench) -> None:
    desk.keep_document(
        paper("우리는 계속 시험할 것이다. 당이여 영원하라. 동지들, 전진하자."), Origin(), source="Kim Jong Un"
    )
    (result,) = desk.quotation_results("story")
    assert result.check is not None
    assert (result.check.verdict, result.proposes) == (Verdict.CANNOT_TELL, None)


def test_a_text_that_was_changed_is_found(desk: Workbench, database: str) -> None:
    desk.keep_document(paper(), Origin())
    engine = engines.connect(engines.address(database))
    try:
        with engine.begin() as connection:
            connection.execute(text("UPDATE evidence_passage SET text = 'We will never test.'"))
    finally:
        engine.dispose()
    assert desk.verify() == ["evidence document 1 was changed after it was added"]
