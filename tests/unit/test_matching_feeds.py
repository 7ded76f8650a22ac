"""Files of earlier checks are read record by record, and what is broken is named by its line."""

import gzip
import json
from pathlib import Path

import pytest

from factcheck.domain.errors import InputError
from factcheck.domain.matching import EarlierCheck
from factcheck.matching.dates import plain_date
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
        "is not valid UTF-8 at byte 19; save it as UTF-8",
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


WIDE = '[{"claimReviewed": "The moon is cheese"}, {"claimReviewed": "Käse — ő"}]'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    for data, name in ((WIDE, "a.json"), ("claimReviewed,rating\nThe moon is cheese,False\nKäse — ő,True\n", "a.csv")):
        assert claims(read(tmp_path / name, data.encode(encoding))) == ["The moon is cheese", "Käse — ő"]


def test_a_long_file_of_another_encoding_loses_nothing_between_its_pieces(tmp_path: Path) -> None:
    lines = [json.dumps(review(f"№ {n} — ő {'x' * 400}"), ensure_ascii=False) for n in range(6000)]
    found = read(tmp_path / "a.jsonl", "\n".join(lines).encode("utf-16"))
    assert claims(found) == [f"№ {n} — ő {'x' * 400}" for n in range(6000)]


def test_gzip_is_told_by_its_content_and_other_packings_are_named(tmp_path: Path) -> None:
    for name in ("a.json.gz", "a.json", "feed"):
        assert read(tmp_path / name, gzip.compress(json.dumps([REVIEW]).encode())) == [MOON]
    for data in (b"PK\x03\x04aaaa", b"BZh91AY", b"\xfd7zXZ\x00"):
        with pytest.raises(InputError, match=r"is packed with .*; unpack it, or pack it with gzip"):
            read(tmp_path / "a.json", data)


def test_a_web_page_gives_the_checks_of_its_scripts(tmp_path: Path) -> None:
    page = (
        '<!DOCTYPE html>\n<html><head><script>var a = "<b>";</script>\n'
        f'<script type="application/ld+json; charset=utf-8">\n{json.dumps(REVIEW, indent=1)}\n</script>\n'
        '<script type="application/ld+json">{"@type": "Organization", "name": "x"}</script>\n'
        '<body><p>unclosed<script type="application/ld+json">'
        f"<!-- {json.dumps({'@graph': [review('B')]})} --></script>\n"
        '<script type="application/ld+json">\n\n{broken}</script></html>'
    )
    found = read(tmp_path / "a.html", page)
    broken = page[: page.index("{broken}")].count("\n") + 1
    assert claims(found) == ["The moon is cheese", "B", f"line {broken}"]


def test_objects_may_follow_one_another_without_a_break(tmp_path: Path) -> None:
    one, other = json.dumps(review("a")), json.dumps(review("b"))
    assert claims(read(tmp_path / "a.json", one + other)) == ["a", "b"]
    assert claims(read(tmp_path / "a.jsonl", f"\x1e{one}\n\x1e{other}\n")) == ["a", "b"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"claimReviewed": None, "itemReviewed": {"@type": "Claim", "name": "It rained"}}, ("It rained", "", "")),
        ({"claimReviewed": {"@value": "It rained", "@language": "en"}}, ("It rained", "Jane Roe", "2024-05-01")),
        (
            {"claimReviewed": "Men &amp; women &#8220;ran&#8221; <b>off</b>"},
            ("Men & women “ran” off", "Jane Roe", "2024-05-01"),
        ),
        ({"claimReviewed": "3 < 4 and 5 > 4"}, ("3 < 4 and 5 > 4", "Jane Roe", "2024-05-01")),
        (
            {
                "itemReviewed": {
                    "@type": "CreativeWork",
                    "author": [{"name": "A"}, {"name": "B"}],
                    "datePublished": "May 3, 2020",
                }
            },
            ("The moon is cheese", "A; B", "2020-05-03"),
        ),
        (
            {"itemReviewed": {"@type": "CreativeWork", "author": "Jane Doe", "datePublished": "0000-00-00"}},
            ("The moon is cheese", "Jane Doe", ""),
        ),
        ({"itemReviewed": {"itemReviewed": {"author": {"name": "Jane Doe"}}}}, ("The moon is cheese", "Jane Doe", "")),
        (
            {"itemReviewed": {"appearance": [{"@type": "CreativeWork", "author": {"name": "A blog"}}]}},
            ("The moon is cheese", "A blog", ""),
        ),
        ({"itemReviewed": [None, {"author": {"name": "Jane Doe"}}]}, ("The moon is cheese", "Jane Doe", "")),
        ({"itemReviewed": "https://example.org"}, ("The moon is cheese", "", "")),
    ],
)
def test_what_was_reviewed_is_read_in_its_many_forms(
    tmp_path: Path, changed: dict[str, object], expected: tuple[str, str, str]
) -> None:
    (one,) = read(tmp_path / "a.json", json.dumps({**REVIEW, **changed}))
    assert isinstance(one, EarlierCheck)
    assert (one.claim, one.claimant, one.date) == expected


@pytest.mark.parametrize(
    ("rating", "told"),
    [
        ("False", "False"),
        ({"ratingValue": "2", "bestRating": "5"}, "2"),
        ({"alternateName": ["False", "Faux"]}, "False"),
        ({"alternateName": {"@value": "Faux", "@language": "fr"}}, "Faux"),
        ([{"name": "Half"}], "Half"),
        (None, ""),
        ({"ratingValue": True}, ""),
    ],
)
def test_ratings_are_read_in_their_many_forms(tmp_path: Path, rating: object, told: str) -> None:
    (one,) = read(tmp_path / "a.json", json.dumps({**REVIEW, "reviewRating": rating}))
    assert isinstance(one, EarlierCheck)
    assert one.rating == told


def test_addresses_and_keys_are_read_in_their_many_forms(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        review("a", url={"@id": "https://e.org/a"}),
        review("b", mainEntityOfPage={"@type": "WebPage", "@id": "https://e.org/b"}),
        {"@type": "schema:ClaimReview", "schema:claimReviewed": "c", "schema:url": "https://e.org/c"},
        {"@type": ["https://schema.org/ClaimReview"], "https://schema.org/claimReviewed": "d"},
        {"@type": "DataFeedItem", "item": None},
        review("e", url=["https://e.org/e", "x"]),
    ]
    found = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [(one.claim, one.url) for one in found if isinstance(one, EarlierCheck)] == [
        ("a", "https://e.org/a"), ("b", "https://e.org/b"), ("c", "https://e.org/c"), ("d", ""), ("e", "https://e.org/e"),
    ]  # fmt: skip
    assert len(found) == 5


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("20240501", "2024-05-01"),
        ("May 1, 2024", "2024-05-01"),
        ("1st May 2024", "2024-05-01"),
        ("Sept. 9, 2019", "2019-09-09"),
        ("Wed, 01 May 2024 10:00:00 GMT", "2024-05-01"),
        ("01.05.2024", "2024-05-01"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("2024/5/1", "2024-05-01"),
        ("1/5/2024", "1/5/2024"),
        ("31.02.2024", "31.02.2024"),
        ("1714521600", "2024-05-01"),
        ("1714521600000", "2024-05-01"),
        ("0000-00-00", ""),
        ("yesterday", "yesterday"),
        ("", ""),
        ("Smarch 3, 2020", "Smarch 3, 2020"),
    ],
)
def test_dates_are_read_where_they_say_one_day(written: str, plain: str) -> None:
    assert plain_date(written) == plain
