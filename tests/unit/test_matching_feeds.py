"""Files of earlier checks are read record by record, and what is broken is named by its line."""

import gzip
import json
from pathlib import Path

import pytest

from factcheck.domain.errors import InputError
from factcheck.domain.matching import EarlierCheck
from factcheck.matching.feeds import BadRecord, read_checks

REVIEW = {
    "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "The moon is cheese",
    "url": "https://example.org/moon", "author": {"@type": "Organization", "name": "Checkers"},
    "itemReviewed": {"@type": "Claim", "author": {"name": "Jane Roe"}, "datePublished": "2024-05-01"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "alternateName": "False"},
}  # fmt: skip
MOON = EarlierCheck(
    "https://example.org/moon",
    "The moon is cheese",
    "False",
    "https://example.org/moon",
    "Jane Roe",
    "Checkers",
    "2024-05-01",
)


def review(claim: str, **more: object) -> dict[str, object]:
    return {"@type": "ClaimReview", "claimReviewed": claim, **more}


def feed(*reviews: dict[str, object]) -> dict[str, object]:
    items = [{"@type": "DataFeedItem", "url": "https://example.org", "item": [one]} for one in reviews]
    return {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items, "license": "CC BY"}


def read(path: Path, data: str | bytes) -> list[EarlierCheck | BadRecord]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_checks(path))


def claims(found: list[EarlierCheck | BadRecord]) -> list[str]:
    return [one.claim if isinstance(one, EarlierCheck) else f"line {one.line}" for one in found]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    "value",
    [
        REVIEW,
        [REVIEW],
        feed(REVIEW),
        {"@graph": [{"@type": "Organization", "name": "Checkers"}, REVIEW]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": REVIEW}]},
    ],
)
def test_claim_review_is_read_however_it_is_wrapped(tmp_path: Path, value: object, indent: int | None) -> None:
    assert read(tmp_path / "a.json", json.dumps(value, indent=indent)) == [MOON]


def test_an_object_a_line_is_read_with_or_without_its_script(tmp_path: Path) -> None:
    lines = [
        json.dumps(REVIEW), "", f'<script type="application/ld+json">{json.dumps(review("B"))}</script>',
        json.dumps(feed(review("C"))),
    ]  # fmt: skip
    for name in ("a.jsonl", "a.json", "a.txt"):
        assert claims(read(tmp_path / name, "\n".join(lines))) == ["The moon is cheese", "B", "C"]


def test_the_fact_check_tools_api_is_read(tmp_path: Path) -> None:
    answer = {
        "claims": [
            {"text": "The moon is cheese", "claimant": "Jane Roe", "claimDate": "2024-05-01",
             "claimReview": [{"publisher": {"name": "Checkers", "site": "example.org"}, "url": "https://example.org/moon",
                              "textualRating": "False", "languageCode": "en"}]},
        ],
        "nextPageToken": "x",
    }  # fmt: skip
    assert read(tmp_path / "a.json", json.dumps(answer, indent=2)) == [MOON]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_are_read_by_their_column_names(tmp_path: Path, separator: str) -> None:
    rows = [
        ("Claim Reviewed", "Rating", "URL", "Claimant", "Publisher", "Claim date"),
        ("The moon is cheese", "False", "https://example.org/moon", "Jane Roe", "Checkers", "2024-05-01"),
    ]
    assert read(tmp_path / "a.csv", "\ufeff" + "\r\n".join(separator.join(row) for row in rows)) == [MOON]


def test_what_our_own_exports_decided_is_a_check(tmp_path: Path) -> None:
    table = (
        "document,number,state,finding,attribution_check,claim\n"
        'story,1,checked,wrong,none,"\'=1+1 men, two women left"\nstory,2,unstarted,none,none,It rained\n'
    )
    found = read(tmp_path / "a.csv", table)
    assert found == [EarlierCheck("story#1", "=1+1 men, two women left", "wrong")]
    claim = {
        "id": 4,
        "document": "story",
        "number": 1,
        "text": "It rained",
        "attribution_check": "none",
        "checked_by": "ann",
    }
    report = {"report": 1, "claims": [{**claim, "finding": "confirmed"}, {**claim, "finding": "none", "number": 2}]}
    for value in (report, report["claims"]):
        assert read(tmp_path / "a.json", json.dumps(value, indent=2)) == [
            EarlierCheck("story#1", "It rained", "confirmed", reviewer="ann")
        ]


def test_identity_and_rating_are_found_where_they_are(tmp_path: Path) -> None:
    rows = [
        review("a", **{"@id": "#1", "url": "u"}),
        review("b", reviewRating={"ratingValue": 3}),
        review("c", reviewRating=[{"name": "Half"}]),
        review("d", reviewRating="No"),
    ]
    found = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [(one.id, one.rating) for one in found if isinstance(one, EarlierCheck)] == [
        ("#1", ""), (f"{tmp_path}/a.jsonl:2", "3"), (f"{tmp_path}/a.jsonl:3", "Half"), (f"{tmp_path}/a.jsonl:4", "No"),
    ]  # fmt: skip


def test_broken_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    lines = [
        json.dumps(review("a")),
        "{broken",
        json.dumps({"@type": "ClaimReview"}),
        "[" * 9999,
        json.dumps(review("b")),
    ]
    found = read(tmp_path / "a.jsonl", "\n".join(lines).encode() + b'\n{"claimReviewed": "\xff"}')
    assert claims(found) == ["a", "line 2", "line 3", "line 4", "b", "line 6"]
    assert [str(one).rpartition(": ")[2] for one in found if isinstance(one, BadRecord)] == [
        "is no JSON (expecting property name enclosed in double quotes)",
        "holds no claimReviewed; give ClaimReview objects",
        "nests JSON too deeply",
        "is not valid UTF-8 at byte 19",
    ]


def test_a_broken_element_of_a_feed_is_named_and_the_others_read(tmp_path: Path) -> None:
    elements = [json.dumps(feed(review(name))["dataFeedElement"][0]) for name in "abc"]  # type: ignore[index]
    elements[1] = elements[1].replace('"b"', '"b')
    data = '{"@type": "DataFeed", "dataFeedElement": [\n' + ",\n".join(elements) + "\n]}\n"
    assert claims(read(tmp_path / "a.json", data)) == ["a", "line 3", "c"]


def test_a_feed_that_was_cut_off_says_so(tmp_path: Path) -> None:
    found = read(tmp_path / "a.json", json.dumps(feed(review("a"), review("b")))[:-60])
    assert claims(found)[0] == "a"
    assert isinstance(found[-1], BadRecord)


def test_rows_that_do_not_fit_are_named(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", 'claim,rating\na,False\nb,c,d\n\n,True\n"two\nlines",False\n')
    assert claims(found) == ["a", "line 3", "line 5", "two lines"]


def test_a_packed_file_and_a_long_one_are_streamed(tmp_path: Path) -> None:
    many = json.dumps(feed(*(review(f"Claim {n} of many " + "x" * 90) for n in range(30_000))), indent=1)
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(many.encode(), 1))
    told: list[int] = []
    found = list(read_checks(path, told.append))
    assert len(found) == 30_000
    assert claims(found)[29_999].startswith("Claim 29999 of many")
    assert told == sorted(told) and told[-1] == path.stat().st_size


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"), (b" \n", "is empty"), (b"a\x00b", "is no text file"),
        (b"name,place\nx,y\n", "no column of claims"), (b'claim,rating\n"\xff",x\n', "not valid UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_checks_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(tmp_path / "a", data)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "none", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=says):
            list(read_checks(path))
