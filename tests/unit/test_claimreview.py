"""A ClaimReview keeps to the rules of those who read it, and says nothing that the desk did not sign."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from factcheck.domain.desk import AttributionView, SourceView
from factcheck.domain.errors import InputError
from factcheck.domain.extraction import QuotationType, SourceKind
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.claimreview import LeftOut, Reviewed, claim_reviews
from factcheck.reports.publication import Publication, publication, scale
from factcheck.reports.view import report
from tests.reporting import AT, KCNA, KIM, claim, document, event

SAID = AttributionView((Span(16, 19),), (Span(20, 24),), (Span(0, 15),), QuotationType.DIRECT, 0.91)
SIGNED = Review(
    State.SIGNED_OFF, Finding.WRONG, AttributionCheck.CORRECT, reason="so", checked_by="ann", signed_by="ben"
)
FILE = """
url = "https://checks.example/{document}/{claim}"
scale = "google"
author = { name = "Desk", url = "https://checks.example" }

[same_as]
"Kim Jong Un" = "https://www.wikidata.org/wiki/Q56226"

[documents."my story"]
url = "https://news.example/kim"
"""


def published(tmp_path: Path, text: str = FILE) -> Publication:
    path = tmp_path / "publication.toml"
    path.write_text(text, encoding="utf-8")
    return publication(path)


def reviews(
    tmp_path: Path, review: Review = SIGNED, text: str = FILE, **changed: object
) -> tuple[list[Reviewed], list[LeftOut]]:
    values: dict[str, object] = {"attribution": SAID, "sources": (KIM,), "via": (KCNA,), **changed}
    one = claim(2, "Three ships left port", review, **values)
    made = report(document(one), [event(1, 20, "state", "signed_off", "ben")], Desk())
    return claim_reviews(made, "my story", published(tmp_path, text))


def test_a_signed_claim_of_another_is_one_addressable_review(tmp_path: Path) -> None:
    (one,), left_out = reviews(tmp_path)
    assert left_out == []
    assert one.record == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checks.example/my%20story/2",
        "claimReviewed": "Three ships left port",
        "author": {"@type": "Organization", "name": "Desk", "url": "https://checks.example"},
        "datePublished": (AT + timedelta(minutes=1)).date().isoformat(),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "False",
            "ratingValue": 1,
            "worstRating": 1,
            "bestRating": 5,
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {
                "@type": "Person",
                "name": "Kim Jong Un",
                "sameAs": "https://www.wikidata.org/wiki/Q56226",
            },
            "datePublished": "2024-12-29",
            "appearance": {
                "@type": "CreativeWork",
                "headline": "Kim vows more tests",
                "url": "https://news.example/kim",
                "datePublished": "2024-12-29",
                "publisher": {"@type": "Organization", "name": "AP"},
            },
        },
        "inLanguage": "en",
    }


@pytest.mark.parametrize(
    ("review", "changed", "why"),
    [
        (SIGNED, {"attribution": None, "sources": ()}, "own"),
        (SIGNED, {"sources": (SourceView(9, "AP", SourceKind.OUTLET),)}, "own"),
        (replace(SIGNED, state=State.CHECKED, signed_by=None), {}, "not signed off"),
        (replace(SIGNED, attribution_check=AttributionCheck.NONE), {}, "nobody has confirmed that it was said"),
        (replace(SIGNED, attribution_check=AttributionCheck.WORDING_ALTERED), {}, "nobody has confirmed"),
        (replace(SIGNED, finding=Finding.UNVERIFIABLE), {}, "no public rating"),
        (replace(SIGNED, finding=Finding.NONE), {}, "no public rating"),
    ],
)
def test_what_is_no_claimreview_is_left_out_with_the_reason(
    tmp_path: Path, review: Review, changed: dict[str, object], why: str
) -> None:
    made, left_out = reviews(tmp_path, review, **changed)
    assert made == []
    assert why in left_out[0].why


@pytest.mark.parametrize("kind", [SourceKind.ANONYMOUS, SourceKind.UNKNOWN, SourceKind.DOCUMENT, SourceKind.POLL])
def test_who_is_neither_person_nor_body_is_no_author(tmp_path: Path, kind: SourceKind) -> None:
    (one,), _ = reviews(tmp_path, sources=(SourceView(9, "somebody", kind),))
    assert "author" not in one.record["itemReviewed"]  # type: ignore[operator]
    assert any("author is left out" in warning for warning in one.warnings)


def test_joint_sources_are_several_authors(tmp_path: Path) -> None:
    (one,), _ = reviews(tmp_path, sources=(KIM, KCNA))
    authors = one.record["itemReviewed"]["author"]  # type: ignore[index]
    assert [author["@type"] for author in authors] == ["Person", "Organization"]


def test_a_claim_s_own_rating_comes_before_the_scale_s(tmp_path: Path) -> None:
    (one,), _ = reviews(tmp_path, replace(SIGNED, rating="pants on fire"), FILE.replace("google", "politifact"))
    rating = one.record["reviewRating"]
    assert rating == {
        "@type": "Rating",
        "alternateName": "Pants on Fire",
        "ratingValue": 1,
        "worstRating": 1,
        "bestRating": 6,
    }
    with pytest.raises(InputError, match="has no rating “Meh”; choose among True"):
        reviews(tmp_path, replace(SIGNED, rating="Meh"))


def test_a_scale_of_words_gives_no_numbers(tmp_path: Path) -> None:
    (one,), _ = reviews(tmp_path, text=FILE.replace("google", "aap"))
    assert one.record["reviewRating"] == {"@type": "Rating", "alternateName": "False"}


@pytest.mark.parametrize(("length", "warned"), [(74, False), (75, True)])
def test_long_claims_are_warned_of(tmp_path: Path, length: int, warned: bool) -> None:
    (one,), _ = _with_words(tmp_path, "x" * length)
    assert bool(one.warnings) is warned


def _with_words(tmp_path: Path, words: str) -> tuple[list[Reviewed], list[LeftOut]]:
    one = replace(claim(2, "Three ships left port", SIGNED, attribution=SAID, sources=(KIM,)), text=words)
    return claim_reviews(report(document(one), [], Desk()), "s", published(tmp_path))


@pytest.mark.parametrize("words", ["FALSE: three ships left", "Three ships left (mostly false)", "True – it rained"])
def test_a_rating_in_the_claim_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(InputError, match="rating in its words"):
        _with_words(tmp_path, words)


def test_a_claim_about_truth_is_no_rating(tmp_path: Path) -> None:
    assert len(_with_words(tmp_path, "It is true that false papers were used")[0]) == 1


def test_nothing_in_it_ends_a_script(tmp_path: Path) -> None:
    (one,), _ = _with_words(tmp_path, "</script><script>alert(1)</script><!-- \u2028")
    assert "<" not in one.text and "\u2028" not in one.text
    assert json.loads(one.text)["claimReviewed"].startswith("</script>")


@pytest.mark.parametrize("name", ["google", "politifact", "aap"])
def test_the_shipped_scales_keep_to_the_rules(name: str, tmp_path: Path) -> None:
    found = scale(name, tmp_path)
    values = [rating.value for rating in found.ratings if rating.value is not None]
    if found.worst is None:
        assert values == []
    else:
        assert found.best is not None and 1 <= found.worst < found.best
        # from the truest down
        assert values == sorted(values, reverse=True) and len(values) == len(found.ratings)
        assert (values[0], values[-1]) == (found.best, found.worst)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('url = "https://checks.example/{document}/{claim}"', "", "url is missing"),
        ("/{claim}", "", "must hold {claim}"),
        ("{claim}", "{claim}{x}", "nothing else in braces"),
        ("https://checks.example/{", "javascript:{", "must be a web address"),
        ('name = "Desk", ', "", "wants a name"),
        ('"google"', '"no-such"', "there is no scale"),
        ('"google"', "5", "must be text"),
        ("https://www.wikidata.org/wiki/Q56226", "Q56226", "same_as.Kim Jong Un must be a web address"),
        ("scale", "skale", "“skale” is not known"),
        ('[documents."my story"]', "[documents]", "must be a table"),
        ('"Desk"', '"Desk', "cannot be read"),
    ],
)
def test_a_publication_file_that_cannot_work_says_what_to_mend(
    tmp_path: Path, before: str, after: str, says: str
) -> None:
    assert before in FILE
    with pytest.raises(InputError) as refused:
        published(tmp_path, FILE.replace(before, after))
    assert says in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("worst = 0\nbest = 5\n[[rating]]\nname = 'x'\nvalue = 1", "worst must be at least 1"),
        ("worst = 5\nbest = 5\n[[rating]]\nname = 'x'\nvalue = 5", "lower than best"),
        ("worst = 1\n[[rating]]\nname = 'x'\nvalue = 1", "wants worst and best"),
        ("worst = 1\nbest = 5\n[[rating]]\nname = 'x'\nvalue = 6", "between worst and best"),
        ("worst = 1\nbest = 5\n[[rating]]\nname = 'x'", "between worst and best"),
        ("[[rating]]\nvalue = 1", "wants a name"),
        ("[[rating]]\nname = 'x'\nfindings = ['odd']", "must be among"),
        ("[[rating]]\nname = 'x'\n[[rating]]\nname = 'X'", "two ratings have the name"),
        ("name = 'x'", "at least one"),
        (
            "worst = 1\nbest = 2\n[[rating]]\nname = 'F'\nvalue = 2\nfindings = ['wrong']\n"
            "[[rating]]\nname = 'T'\nvalue = 1\nfindings = ['confirmed']",
            "higher must mean truer",
        ),
    ],
)
def test_a_scale_that_breaks_the_rules_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        scale("ours.toml", tmp_path)
