"""ClaimReviews keep to Google's published rules and schema.org's vocabulary, annotations to the W3C's model.

The rules are restated here from https://developers.google.com/search/docs/appearance/structured-data/factcheck,
https://schema.org and https://www.w3.org/TR/annotation-model/; nothing of the program is asked about them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from factcheck.domain.desk import AttributionView, SourceView
from factcheck.domain.evidence import Evidence
from factcheck.domain.extraction import Flag, QuotationType, SourceKind
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.annotations import annotations
from factcheck.reports.audience import public
from factcheck.reports.claimreview import claim_reviews
from factcheck.reports.publication import publication
from factcheck.reports.view import Report, report
from tests.reporting import AT, KCNA, KIM, TEXT, claim, document, event, reviewed

SAID = AttributionView((Span(16, 19),), (Span(20, 24),), (Span(0, 15),), QuotationType.DIRECT, 0.91)
# of schema.org's types those properties that are met here, with what each may hold
_AGENTS = ("Organization", "Person")
VOCABULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "ClaimReview": {
        "url": ("URL",), "claimReviewed": ("Text",), "author": _AGENTS, "datePublished": ("Date",),
        "reviewBody": ("Text",), "reviewRating": ("Rating",), "itemReviewed": ("Claim",), "inLanguage": ("Text",),
    },
    "Claim": {
        "author": _AGENTS, "datePublished": ("Date",), "appearance": ("CreativeWork",),
        "firstAppearance": ("CreativeWork",), "name": ("Text",),
    },
    "CreativeWork": {
        "url": ("URL",), "headline": ("Text",), "datePublished": ("Date",), "publisher": _AGENTS, "author": _AGENTS,
    },
    "Rating": {
        "alternateName": ("Text",), "ratingValue": ("Number",), "bestRating": ("Number",), "worstRating": ("Number",),
    },
    "Organization": {"name": ("Text",), "url": ("URL",), "sameAs": ("URL",)},
    "Person": {"name": ("Text",), "url": ("URL",), "sameAs": ("URL",)},
}  # fmt: skip


def off_vocabulary(thing: Any, expected: tuple[str, ...], path: str) -> Iterator[str]:
    """What schema.org does not know of `thing`, or not there."""
    if isinstance(thing, list):
        for one in thing:
            yield from off_vocabulary(one, expected, path)
    elif isinstance(thing, dict):
        kind = thing.get("@type")
        if kind not in expected:
            yield f"{path} is a {kind}"
            return
        for name, value in thing.items():
            if not name.startswith("@"):
                known = VOCABULARY[kind].get(name)
                yield from off_vocabulary(value, known, f"{path}.{name}") if known else [f"{kind} has no {name}"]
    elif not any(_holds(thing, kind) for kind in expected):
        yield f"{path} is {thing!r}, no {' or '.join(expected)}"


def _holds(value: object, kind: str) -> bool:
    if kind == "Number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if kind == "URL":
        return urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)
    return kind == "Text" or (kind == "Date" and date.fromisoformat(value) is not None)


def against_googles_rules(record: dict[str, Any]) -> Iterator[str]:
    """What Google's guide asks of a ClaimReview and this one does not keep to."""
    if record.get("@type") != "ClaimReview" or record.get("@context") not in (
        "https://schema.org",
        "http://schema.org",
    ):
        yield "it is no ClaimReview of schema.org"
    for required in ("claimReviewed", "reviewRating", "url"):
        if required not in record:
            yield f"{required} is required"
    rating = record.get("reviewRating", {})
    if not rating.get("alternateName"):
        yield "reviewRating.alternateName is required: only the words are shown"
    value, best, worst = (rating.get(name) for name in ("ratingValue", "bestRating", "worstRating"))
    if (value, best, worst) != (None, None, None):
        if None in (value, best, worst):
            yield "a number on a scale wants both of its ends"
        elif not 1 <= worst < best:
            yield "worstRating is at least 1 and lower than bestRating"
        elif not worst <= value <= best:
            yield "ratingValue lies within the scale"
    if rating.get("alternateName") and rating["alternateName"].casefold() in record.get("claimReviewed", "").casefold():
        yield "the rating stands in the claim"
    reviewed = record.get("itemReviewed", {})
    authors = reviewed.get("author", [])
    for author in authors if isinstance(authors, list) else [authors]:
        if not author.get("name"):
            yield "the author of a claim has a name, or is left out"
        if author.get("name") == record.get("author", {}).get("name"):
            yield "a publisher does not review its own claims"
    if "author" in reviewed and not authors:
        yield "where nobody made the claim, its author is left out"
    if (
        isinstance(record.get("url"), str)
        and urlsplit(record["url"]).path in ("", "/")
        and not urlsplit(record["url"]).fragment
    ):
        yield "url leads to the one review, not to a site"


def made(findings: list[Finding], **changed: object) -> Report:
    """A signed claim of Kim's, and one more of KCNA's and somebody unnamed, for each finding."""
    claims = []
    for number, finding in enumerate(findings * 2, 1):
        sources = (KIM,) if number <= len(findings) else (KCNA, SourceView(9, "an aide", SourceKind.ANONYMOUS))
        review = Review(
            State.SIGNED_OFF, finding, AttributionCheck.CORRECT, reason="so", public_note="See the log.",
            checked_by="ann", signed_by="ben",
        )  # fmt: skip
        values: dict[str, object] = {"attribution": SAID, "sources": sources, "via": (KCNA,), **changed}
        claims.append(claim(number, "Three ships left port", review, **values))
    events = [event(one.number, one.id, "state", "signed_off", "ben") for one in claims]
    return report(document(*claims), events, Desk(), AT)


@pytest.mark.parametrize("scale", ["google", "politifact", "aap"])
@pytest.mark.parametrize("kind", list(SourceKind))
def test_every_claim_review_keeps_to_the_published_rules(tmp_path: Path, scale: str, kind: SourceKind) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        f"url = 'https://c.example/{{document}}/{{claim}}'\nscale = '{scale}'\n"
        "author = {name = 'Desk', url = 'https://c.example'}\n[same_as]\n'Kim Jong Un' = 'https://wiki.example/kim'\n"
        "[documents.story]\nurl = 'https://news.example/kim'\n",
        encoding="utf-8",
    )
    one = made(list(Finding))
    first = replace(one.done[0].claim, sources=(replace(KIM, kind=kind),))
    one = report(document(first, *(each.claim for each in one.done[1:])), one.done[0].events, Desk(), AT)
    found, _ = claim_reviews(public(one), "story", publication(path))
    assert len(found) >= 6
    for each in found:
        record = json.loads(each.text)
        assert [*against_googles_rules(record), *off_vocabulary(record, ("ClaimReview",), "it")] == []
    urls = [json.loads(each.text)["url"] for each in found]
    assert len(set(urls)) == len(urls)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"url": None}, "url is required"),
        ({"url": "https://c.example"}, "not to a site"),
        ({"reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1}}, "only the words"),
        ({"reviewRating": {"alternateName": "False", "ratingValue": 1}}, "both of its ends"),
        ({"reviewRating": {"alternateName": "x", "ratingValue": 0, "bestRating": 5, "worstRating": 0}}, "at least 1"),
        ({"reviewRating": {"alternateName": "x", "ratingValue": 6, "bestRating": 5, "worstRating": 1}}, "within"),
        ({"claimReviewed": "False: three ships"}, "stands in the claim"),
        ({"itemReviewed": {"@type": "Claim", "author": []}}, "left out"),
        ({"itemReviewed": {"@type": "Claim", "author": {"name": "Desk"}}}, "its own claims"),
    ],
)
def test_the_rules_here_find_what_breaks_them(tmp_path: Path, changed: dict[str, Any], says: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text("url = 'https://c.example/{claim}'\nauthor = {name = 'Desk'}\n", encoding="utf-8")
    (one, *_), _ = claim_reviews(public(made([Finding.WRONG])), "story", publication(path))
    broken = {name: value for name, value in {**json.loads(one.text), **changed}.items() if value is not None}
    assert any(says in fault for fault in against_googles_rules(broken))


def test_words_that_schema_org_does_not_know_are_found() -> None:
    assert list(off_vocabulary({"@type": "Claim", "rating": "x"}, ("Claim",), "it")) == ["Claim has no rating"]
    assert list(off_vocabulary({"@type": "Rating", "ratingValue": "1"}, ("Rating",), "it")) == [
        "it.ratingValue is '1', no Number"
    ]


# the W3C's model

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def against_the_model(collection: dict[str, Any]) -> Iterator[str]:
    """What the Web Annotation Data Model asks of a collection and this one does not keep to."""
    if (
        collection.get("@context") != "http://www.w3.org/ns/anno.jsonld"
        or collection.get("type") != "AnnotationCollection"
    ):
        yield "it is no collection"
    if not _IRI.fullmatch(collection.get("id", "")) or not isinstance(collection.get("label"), str):
        yield "a collection has an IRI and a label"
    page = collection.get("first", {})
    if page.get("type") != "AnnotationPage" or not _IRI.fullmatch(page.get("id", "")) or "@context" in page:
        yield "the page within it has a type and an IRI, and no context of its own"
    if page.get("partOf") != collection.get("id") or collection.get("last") != page.get("id"):
        yield "the page is part of the collection, and its last"
    if collection.get("total") != len(page.get("items", [])) or page.get("startIndex") != 0:
        yield "the total counts what is there"
    for item in page.get("items", []):
        yield from _against_annotation(item)


def _against_annotation(item: dict[str, Any]) -> Iterator[str]:
    if item.get("type") != "Annotation" or not _IRI.fullmatch(item.get("id", "")):
        yield "an annotation has a type and an IRI"
    if item.get("motivation") not in MOTIVATIONS:
        yield f"{item.get('motivation')} is no motivation"
    for time in ("created", "modified"):
        if time in item and not (_TIME.fullmatch(item[time]) and datetime.fromisoformat(item[time])):
            yield f"{time} is no time in UTC"
    for agent in item.get("creator", []):
        if agent.get("type") not in ("Person", "Organization", "Software") or not agent.get("name"):
            yield "a creator has a type and a name"
    for body in item.get("body", []):
        if body.get("purpose") not in MOTIVATIONS:
            yield f"{body.get('purpose')} is no purpose"
        if body.get("type") == "TextualBody":
            if not isinstance(body.get("value"), str) or not {"format", "language"} <= body.keys():
                yield "a text has a value, a format and a language"
        elif body.get("type") != "SpecificResource" or not _IRI.fullmatch(body.get("source", "")):
            yield "a resource has one source"
    targets = item["target"] if isinstance(item.get("target"), list) else [item.get("target", {})]
    for target in targets:
        if target.get("type") != "SpecificResource" or not _IRI.fullmatch(target.get("source", "")):
            yield "a target has one source"
        quote, position = target.get("selector", [{}, {}])
        if quote.get("type") != "TextQuoteSelector" or not isinstance(quote.get("exact"), str) or not quote["exact"]:
            yield "a quotation has exact words"
        if position.get("type") != "TextPositionSelector" or not 0 <= position.get("start", -1) < position.get(
            "end", 0
        ):
            yield "a position has a start before its end, counted from 0"


def test_annotations_keep_to_the_model() -> None:
    evidence = Evidence(
        id=1, title="Log", url="https://a.example/x", archive_url="https://b.example/", added_by="a", added_at=AT
    )
    spans = (Span(0, 15), Span(39, 60))
    split = claim(
        4, "It rained *all* day.", Review(State.CHECKED, Finding.DISPUTED, note="n", correction="c", public_note="p"),
        spans=spans, quoted=" ".join(span.of(TEXT) for span in spans), flags=tuple(Flag), evidence=(evidence,),
    )  # fmt: skip
    for one in (reviewed(), public(reviewed()), report(document(split), [event(1, 40, "note", "n")], Desk(), AT)):
        assert list(against_the_model(json.loads(annotations(one)))) == []
    empty = json.loads(annotations(report(document(), [], Desk(), AT)))
    assert list(against_the_model(empty)) == [] and empty["total"] == 0


@pytest.mark.parametrize(
    "breaking",
    [
        lambda item: item.update(motivation="checking"),
        lambda item: item.update(created="2024-12-30 09:00"),
        lambda item: item["body"][0].update(purpose="judging"),
        lambda item: item["body"][0].pop("value"),
        lambda item: item["target"].pop("source"),
        lambda item: item["target"]["selector"][1].update(start=99),
    ],
)
def test_the_model_here_finds_what_breaks_it(breaking: Any) -> None:
    collection = json.loads(annotations(reviewed()))
    breaking(collection["first"]["items"][0])
    assert len(list(against_the_model(collection))) == 1
