"""A report says where each claim stands, keeps truth and wording apart, and can harm no reader."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.domain.desk import (
    SourceView,
)
from factcheck.domain.evidence import Evidence, Rank
from factcheck.domain.extraction import Flag, QuotationType, SourceKind
from factcheck.domain.independence import Independence, Shared
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.reports.escaping import escaped, escaped_lines
from factcheck.reports.rendering import Family, rendered
from factcheck.reports.structured import as_json, json_report
from factcheck.reports.tables import REPORT_COLUMNS, csv_report, defused, row
from factcheck.reports.view import Report, report
from factcheck.reports.words import ATTRIBUTION_CHECKS, FINDINGS, FLAGS, QUOTATIONS, STATES, chain, counted
from factcheck.text.display import one_line
from tests.reporting import AT, HOSTILE, TEXT, claim, document, reviewed


def markdown_report(made: Report) -> str:
    return rendered(made, Family.MARKDOWN)


@pytest.fixture
def made() -> Report:
    return reviewed()


def test_open_claims_come_first_each_part_in_order_of_the_text(made: Report) -> None:
    assert [reported.claim.number for reported in made.claims] == [2, 1, 3]


def test_counts_name_every_value_of_each_axis(made: Report) -> None:
    assert list(made.states) == list(State)
    assert (made.states[State.SIGNED_OFF], made.states[State.STALE]) == (1, 0)
    assert made.findings[Finding.WRONG] == 1
    assert made.attribution_checks[AttributionCheck.CORRECT] == 1


def test_the_time_of_a_check_is_that_of_the_last_one(made: Report) -> None:
    rain = made.done[1]
    assert rain.checked_at == AT + timedelta(minutes=7)
    assert rain.signed_at is None


def test_the_words_of_a_claim_stand_at_its_offsets(made: Report) -> None:
    for reported in made.claims:
        assert [TEXT[w.span.start : w.span.end] for w in reported.words] == [w.text for w in reported.words]


def test_the_editor_reads_who_when_why_and_from_where(made: Report) -> None:
    text = markdown_report(made)
    for piece in (
        "# Fact-check: Kim vows more tests",
        "AP, 2024-12-29, story, draft 1",
        f"`{'ab' * 32}`",
        "**3 claims: 1 open, 1 signed off, 1 checked but not signed off.** **1 claim found wrong: number 2.**",
        "Kim Jong Un (person), via Korean Central News Agency (organization); direct quotation",
        "signed off (checked by ann, 2024-12-30 09:02 UTC; signed off by ben, 2024-12-30 09:03 UTC)",
        "Port log <https://port.example/log?d=1> (added by ann, 2024-12-30 09:00 UTC)",
        "**No evidence, because:** I was there",
        "characters 0–15",
        "**Look out for:** prediction, relayed",
        "**History:** 1 change, the last 2024-12-30 09:04 UTC by ann",
    ):
        assert piece in text


def test_a_confirmed_quotation_never_reads_as_true(made: Report) -> None:
    section = markdown_report(made).split("### 1. ")[1].split("###")[0]
    assert "**Is it true?** not judged yet; reads as opinion, prediction or rhetoric; only that it was said" in section
    assert "**Was it said?** said, and credited right" in section
    for words in ATTRIBUTION_CHECKS.values():
        assert not re.search(r"\b(true|confirmed|yes|fact)\b", words)
    assert not set(ATTRIBUTION_CHECKS.values()) & set(FINDINGS.values())


def test_what_nobody_is_credited_with_does_not_count_as_not_checked(made: Report) -> None:
    text = markdown_report(made)
    assert "| nobody is credited; the article says it in its own voice | 2 |" in text
    assert "| not checked yet |" not in text


def test_a_finding_without_evidence_says_so() -> None:
    bare = report(document(claim(2, "Three ships left port", Review(finding=Finding.CONFIRMED))), [], Desk(), AT)
    assert "none yet, and no reason given for none" in markdown_report(bare)


def test_a_one_person_desk_is_stated() -> None:
    review = Review(State.SIGNED_OFF, Finding.CONFIRMED, checked_by="ann", signed_by="ann", reason="seen")
    view = document(claim(2, "Three ships left port", review))
    text = markdown_report(report(view, [], Desk(one_person=True), AT))
    assert "**one-person desk:**" in text
    assert "1 of 1 sign-offs are by the claim's own checker" in text
    assert "not the rule all along" in markdown_report(report(view, [], Desk(), AT))
    assert json.loads(json_report(report(view, [], Desk(one_person=True), AT)))["desk"]["one_person"] is True


def test_an_article_without_claims_says_so() -> None:
    nothing = report(document(), [], Desk(), AT)
    text = markdown_report(nothing)
    assert "holds no claims" in text
    assert "## Open" not in text
    assert list(csv.reader(io.StringIO(csv_report(nothing)))) == [list(REPORT_COLUMNS)]
    assert json.loads(json_report(nothing))["counts"]["claims"] == 0


def test_every_value_has_words_of_its_own() -> None:
    for words, kinds in (
        (STATES, State),
        (FINDINGS, Finding),
        (ATTRIBUTION_CHECKS, AttributionCheck),
        (QUOTATIONS, QuotationType),
        (FLAGS, Flag),
    ):
        assert list(words) == list(kinds)
        assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    ("names", "via", "read"),
    [
        (["A"], [], "A"),
        (["A", "B"], [], "A and B"),
        (["A", "B", "C"], ["D", "E"], "A, B and C, via D, via E"),
        ([], ["D"], "nobody, via D"),
    ],
)
def test_source_chains_read_like_sentences(names: list[str], via: list[str], read: str) -> None:
    assert chain(names, via, "nobody") == read


def test_numbers_agree_with_their_noun() -> None:
    assert [counted(n, "claim") for n in (0, 1, 2000)] == ["0 claims", "1 claim", "2,000 claims"]


# Markdown


def seen(markdown: str) -> str:
    """The text that a reader sees, and a failure where it is anything but paragraphs and lists of plain text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    return "\n".join("".join(_seen(token.children or [])) for token in inline)


def _seen(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("hardbreak", "softbreak"):
            yield "\n"
        else:
            assert token.type == "text", token
            yield token.content


@given(st.one_of(st.text(), st.text("# |*_[]()<>`~&;\\!-+=.1:/\n\tab$^{}'\"")))
def test_text_in_markdown_renders_as_itself(text: str) -> None:
    for before, after in (("- x ", "x "), ("### 1. ", "1. "), ("x\n\n", "x\n")):
        assert seen(before + escaped(text)).rstrip() == (after + one_line(text)).rstrip()


@given(st.text("# |*_[]<>`~&\\-+=.1\n ab"))
def test_notes_keep_their_lines_and_nothing_more(text: str) -> None:
    lines = [line for line in map(one_line, text.splitlines()) if line]
    assert seen("- x " + escaped_lines(text)).rstrip() == "\n".join(["x " + "".join(lines[:1]), *lines[1:]]).rstrip()


def test_hostile_text_everywhere_renders_as_itself() -> None:
    hostile = claim(
        1,
        "Three ships left port",
        Review(State.RETURNED, Finding.DISPUTED, note=HOSTILE, reason=HOSTILE, checked_by=HOSTILE),
        text=HOSTILE,
        sources=(SourceView(1, HOSTILE, SourceKind.PERSON),),
        evidence=(Evidence(id=1, title=HOSTILE, url="javascript:alert(1)", added_by=HOSTILE, added_at=AT),),
    )
    text = markdown_report(report(document(hostile), [], Desk(), AT))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<b>g" not in html
    assert "<a " not in html
    assert not re.search("[\x1b\u202e]", text)


@pytest.mark.parametrize("url", ["https://a.example/b?c=d", "http://a.example"])
def test_plain_web_addresses_become_links(url: str) -> None:
    view = document(
        claim(2, "Three ships left port", evidence=(Evidence(id=1, title="", url=url, added_by="ann", added_at=AT),))
    )
    assert f"<{url}>" in markdown_report(report(view, [], Desk(), AT))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/\u202eb", "https://a> <b", "file:///etc/passwd"]
)
def test_other_addresses_do_not(url: str) -> None:
    view = document(
        claim(2, "Three ships left port", evidence=(Evidence(id=1, title="", url=url, added_by="ann", added_at=AT),))
    )
    assert "<" not in markdown_report(report(view, [], Desk(), AT)).replace("\\<", "")


# CSV


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("a = b", "a = b"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("  =1", "'  =1"),
        ('"=1', "'\"=1"),
        ("'=1", "''=1"),
        ("“=1”", "'“=1”"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u200b=1", "'\u200b=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a\t @x", "a\t' @x"),
    ],
)
def test_what_a_spreadsheet_would_run_is_defused(text: str, cell: str) -> None:
    assert defused(text) == cell


@given(st.text("=+-@＝＠ \"'\t\r\n;,a\ufeff"))
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_begins_a_formula_whatever_the_spreadsheet_splits_at(separator: str, text: str) -> None:
    line = row(["a", text, "b"])
    for cells in csv.reader(io.StringIO(line, newline=""), delimiter=separator):
        for cell in cells:
            assert not re.match(r"[\s\"“\ufeff]*[=+\-@＝＠]", cell), (cell, line)


def test_the_table_holds_every_claim_and_reads_back(made: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_report(made))))
    assert [r["number"] for r in rows] == ["2", "1", "3"]
    assert rows[0]["evidence"] == "Port log https://port.example/log?d=1"
    assert rows[0]["note"] == "It was two.\n'- see the log"
    assert (rows[1]["source"], rows[1]["via"], rows[1]["offsets"]) == (
        "Kim Jong Un",
        "Korean Central News Agency",
        "0-15",
    )
    assert (rows[1]["signed_by"], rows[1]["signed_at"]) == ("ben", "2024-12-30T09:03:00+00:00")
    assert rows[1]["checkable"] == "no"


def test_table_cells_steer_no_terminal() -> None:
    assert row(["\x1b[2Jx\u202e\r\ny"]) == '"␛[2Jx⟨U+202E⟩\ny"\n'


# JSON


def test_the_json_report_holds_raw_text_and_the_whole_history(made: Report) -> None:
    data = json.loads(json_report(made))
    assert data["counts"] == {
        "claims": 3,
        "withheld": 0,
        "open": 1,
        "state": {state.value: made.states[state] for state in State},
        "finding": {finding.value: made.findings[finding] for finding in Finding},
        "attribution_check": {check.value: made.attribution_checks[check] for check in AttributionCheck},
    }
    first = data["claims"][0]
    assert first["note"] == "It was two.\n- see the log"
    assert first["words"] == [{"span": [41, 62], "text": "Three ships left port"}]
    assert [e["after"] for e in data["claims"][2]["history"]] == ["checked", "in_progress", "checked"]
    assert data["claims"][1]["via"] == [{"name": "Korean Central News Agency", "kind": "organization"}]


def test_the_json_report_counts_evidence_of_one_root_once() -> None:
    found = Independence(3, 2, (Shared((1, 2), "the same text"),), 3)
    rooted = report(document(claim(1, "Three ships left port", independence=found)), [], Desk(), AT)
    data = as_json(rooted)
    jsonschema.validate(json.loads(json_report(rooted)), SCHEMA, jsonschema.Draft202012Validator)
    assert data["claims"][0]["independence"] == {  # type: ignore[index]
        "links": 3,
        "effective": 2,
        "wanted": 3,
        "shared": [{"evidence": [1, 2], "reason": "the same text"}],
    }


SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def test_the_json_report_keeps_to_its_published_schema(made: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(json_report(made)), SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (("state",), State),
        (("finding",), Finding),
        (("attribution_check",), AttributionCheck),
        (("flags", "items"), Flag),
        (("evidence", "items", "$ref", "rank"), Rank),
    ],
)
def test_the_schema_names_every_value(path: tuple[str, ...], kind: type[StrEnum]) -> None:
    place = SCHEMA["$defs"]["claim"]["properties"]
    for step in path:
        place = SCHEMA["$defs"][place["$ref"].rsplit("/")[-1]]["properties"] if step == "$ref" else place[step]
    assert [value for value in place["enum"] if value is not None] == [member.value for member in kind]
