"""Drafts on the command line: add, diff, claims."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, one_line

KIM = "Kim Jong Un said on Friday that North Korea would test more rockets this year."
IAEA = "The nuclear agency saw no sign of preparations for a test at Punggye-ri in May."
TROOPS = "North Korea has sent more than 10,000 troops to fight beside Russia near Kursk."
CHINA = "China and Russia blocked new sanctions at the United Nations Security Council in June."


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(f"{IAEA}\n\n{KIM}\n\n{TROOPS}\n\n{CHINA}\n", encoding="utf-8")
    return path


def test_a_changed_file_is_the_next_draft_and_diff_says_what_changed(run: Run, story: Path) -> None:
    assert run("add", story).stdout.startswith("added story: ")
    assert one_line(run("diff", "story")) == ("story has one draft only; add its changed text with factcheck add")
    story.write_text(f"{IAEA}\n\n{CHINA}\n\n{KIM}\n\n{TROOPS.replace('10,000', '12,000')}\n", encoding="utf-8")
    said = run("add", story).stdout
    assert (
        said.startswith("draft 2 of story: ")
        and "altered" in said
        and said.endswith("factcheck diff story shows them\n")
    )
    page = run("diff", "story").stdout
    assert "story: draft 1 → draft 2" in page
    assert "[-10,000-] {+12,000+} troops" in page
    assert "Moved, and not changed" in page and "\x1b" not in page
    record = json.loads(run("diff", "story", "--format", "json").stdout)
    assert record["counts"]["cut"] == record["counts"]["new"] == 0
    assert record["altered"][0]["changes"] == [{"old": "10,000", "new": "12,000"}]
    assert record["moved"] and record["moved"][0]["whole_paragraph"]
    assert (record["from"]["draft"], record["to"]["draft"]) == (1, 2)
    assert run("db", "verify").exit_code == 0


def test_the_same_text_adds_nothing_and_an_older_one_says_how_to_return(run: Run, story: Path) -> None:
    first = story.read_text(encoding="utf-8")
    run("add", story)
    assert run("add", story).stdout == "already there: story; nothing added\n"
    story.write_text(first.replace("Friday", "Monday"), encoding="utf-8")
    run("add", story)
    story.write_text(first, encoding="utf-8")
    said = run("add", story).stdout
    assert said.startswith("already there: story as draft 1") and "--draft-of story returns to this text" in said
    assert run("add", story, "--draft-of", "story").stdout.startswith("draft 1 of story: ")


def test_another_article_of_the_same_name_is_refused_and_both_ways_out_work(run: Run, story: Path) -> None:
    run("add", story)
    story.write_text(
        "Rain fell on Oslo all through the first week of March, the city council said.\n", encoding="utf-8"
    )
    assert "quite another text of that name; add this one with --new" in one_line(run("add", story))
    assert run("add", story, "--new").stdout.startswith("added story-2: ")
    story.write_text("Snow fell on Bergen and on nothing else at all, as people there recall.\n", encoding="utf-8")
    assert run("add", story, "--draft-of", "story").stdout.startswith("draft 2 of story: ")


def test_a_draft_under_another_name_and_lines_with_an_id(run: Run, story: Path, tmp_path: Path) -> None:
    run("add", story)
    other = tmp_path / "after-legal.txt"
    other.write_text(f"{KIM}\n\n{TROOPS}\n", encoding="utf-8")
    assert run("add", other, "--draft-of", "story").stdout.startswith("draft 2 of story: ")
    lines = tmp_path / "feed.jsonl"
    lines.write_text(json.dumps({"id": "a", "text": f"{KIM} {TROOPS}"}) + "\n", encoding="utf-8")
    run("add", lines)
    lines.write_text(json.dumps({"id": "a", "text": f"{KIM} {TROOPS} {CHINA}"}) + "\n", encoding="utf-8")
    assert run("add", lines).stdout.startswith("draft 2 of a: ")
    lines.write_text(json.dumps({"text": f"{KIM} {CHINA}"}) + "\n", encoding="utf-8")
    assert run("add", lines).stdout.startswith("added 1: ")
    lines.write_text(json.dumps({"text": f"{KIM} {TROOPS} No more."}) + "\n", encoding="utf-8")
    assert run("add", lines).stdout.startswith("added 1-2: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--draft-of", "story", "--new"), "contradict each other"),
        (("--draft-of", "nothing"), "there is no document"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(
    run: Run, story: Path, arguments: tuple[str, ...], said: str
) -> None:
    run("add", story)
    story.write_text(KIM, encoding="utf-8")
    assert said in one_line(run("add", story, *arguments))


def test_a_draft_is_one_article(run: Run, story: Path, tmp_path: Path) -> None:
    run("add", story)
    other = tmp_path / "b.txt"
    other.write_text(KIM, encoding="utf-8")
    assert "takes one article, and 2 were given" in one_line(run("add", story, other, "--draft-of", "story"))


def test_drafts_that_are_not_there_and_claims_that_were_cut(run: Run, story: Path) -> None:
    run("add", story)
    story.write_text(f"{IAEA}\n\n{KIM}\n\n{CHINA}\n", encoding="utf-8")
    run("add", story)
    assert one_line(run("diff", "story", "--from", "4")) == "story has no draft 4; it has 1, 2"
    assert "both are draft 2" in one_line(run("diff", "story", "--from", "2"))
    listed = json.loads(run("claims", "--cut", "--format", "json").stdout)
    assert listed and all(claim["quoted"] in TROOPS for claim in listed)
    assert not any(claim["quoted"] in TROOPS for claim in json.loads(run("claims", "--format", "json").stdout))
