"""Annotations lead back to the words they are about, in the text itself and in any copy of it."""

import base64
import json

import pytest

from factcheck.reports.annotations import annotations
from tests.reporting import TEXT, reviewed


@pytest.fixture
def collection() -> dict[str, object]:
    return json.loads(annotations(reviewed()))  # type: ignore[no-any-return]


def test_each_claim_is_an_annotation_that_quotes_its_place(collection: dict[str, object]) -> None:
    items = collection["first"]["items"]  # type: ignore[index]
    assert (collection["@context"], collection["type"], collection["total"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationCollection",
        3,
    )
    for item in items:
        quote, position = item["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quote["exact"]
        assert TEXT[:start].endswith(quote["prefix"]) and TEXT[end:].startswith(quote["suffix"])
        assert TEXT.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        digest = item["target"]["source"].removeprefix("ni:///sha-256;")
        assert base64.urlsafe_b64decode(digest + "==").hex() == "ab" * 32


def test_truth_and_wording_are_bodies_of_their_own(collection: dict[str, object]) -> None:
    quoted = collection["first"]["items"][0]  # type: ignore[index]
    assessing = [body["value"] for body in quoted["body"] if body["purpose"] == "assessing"]
    assert assessing[0].startswith("Is it true? not judged yet")
    assert assessing[1] == "Was it said? said, and credited right"
    tags = {body["value"] for body in quoted["body"] if body["purpose"] == "tagging"}
    assert {"state:signed_off", "finding:none", "attribution_check:correct", "flag:prediction"} <= tags


def test_evidence_is_linked_and_ids_are_stable(collection: dict[str, object]) -> None:
    ships = collection["first"]["items"][1]  # type: ignore[index]
    assert [body["source"] for body in ships["body"] if body["purpose"] == "linking"] == [
        "https://port.example/log?d=1"
    ]
    assert json.loads(annotations(reviewed())) == collection
    ids = [item["id"] for item in collection["first"]["items"]]  # type: ignore[index]
    assert len(set(ids)) == 3 and all(one.startswith("urn:uuid:") for one in ids)
