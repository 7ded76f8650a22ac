"""`factcheck checks`, and `factcheck matches` on the desk."""

import json
from pathlib import Path

from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.cli.conftest import Run, one_line

LINES = (
    '{"claimReviewed": "Three men left the building.", "url": "https://fc.example/1", '
    '"reviewRating": {"alternateName": "False"}, "author": {"name": "Fact Org"}}\n'
    '{"claimReviewed": "The moon is made of cheese.", "url": "https://fc.example/2"}\n'
)


def filled(tmp_path: Path, lines: str = LINES) -> Path:
    """A file of checks, and a desk with the story."""
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(build())
    feed = tmp_path / "feed.jsonl"
    feed.write_text(lines, encoding="utf-8")
    return feed


def test_checks_are_brought_in_once_listed_and_matched(run: Run, tmp_path: Path) -> None:
    feed = filled(tmp_path)
    assert run("checks", "list").stderr.startswith("nothing was brought in yet")
    assert run("matches", "story").stderr.startswith("nothing was checked before")
    assert run("checks", "import", feed).stdout == f"{feed}: 2 brought in, 0 there already\n"
    assert run("checks", "import", feed).stdout == f"{feed}: 0 brought in, 2 there already\n"
    assert "Fact Org" in run("checks", "list").stdout
    assert [
        one["number"] for one in json.loads(run("checks", "list", "--text", "moon", "--format", "json").stdout)
    ] == [2]
    assert run("checks", "list", "--format", "csv").stdout.startswith("number,id,claimReviewed")
    assert run("checks", "list", "--text", "nobody").stderr == "no check has these words\n"
    second = json.loads(run("matches", "story", "--format", "json").stdout)[1]
    assert (second["id"], second["matches"][0]["check"], second["matches"][0]["accepted"]) == (2, 1, False)
    assert "Three men left the building." in run("matches", "--claim", "Three men left", "--database").stdout
    assert run("matches", "story", "--format", "csv").stdout.startswith("claim_id,claim,rank,score")


def test_near_duplicates_of_the_desk_are_listed_in_groups(run: Run, tmp_path: Path) -> None:
    filled(tmp_path)
    assert run("checks", "alike", "story").stderr == "no other claim of the desk says nearly what one of these says\n"
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(build(f"{TEXT} Again.", "two"))
    groups = json.loads(run("checks", "alike", "story", "--format", "json").stdout)
    assert [[one["claim_id"] for one in group["claims"]] for group in groups] == [[1, 4], [2, 5], [3, 6]]
    assert (groups[1]["claims"][1]["state"], groups[1]["claims"][1]["document"]) == ("unstarted", "two")
    assert "two 2" in run("checks", "alike", "story").stdout
    assert {group["effective"] for group in groups} == {1}
    assert "of independent articles" in run("checks", "alike", "story").stdout
    assert "articles, 1 independent" in run("checks", "roots").stdout
    assert json.loads(run("checks", "roots", "two", "--format", "json").stdout) == [
        {"documents": ["story", "two"], "reason": "the same text"}
    ]
    assert run("checks", "roots", "--format", "csv").stdout.startswith("group,document,reason")
    assert run("checks", "alike", "two", "--format", "csv").stdout.startswith("group,claim_id,document,number,claim")
    assert "no document" in one_line(run("checks", "alike", "nowhere"))


def test_a_check_is_accepted_or_refused(run: Run, tmp_path: Path) -> None:
    run("checks", "import", filled(tmp_path))
    assert run("checks", "accept", "2", "1").stdout == "claim 2 of story was checked before: 1\n"
    assert "1 ✓" in run("matches", "story").stdout
    record = json.loads(run("claims", "--format", "json").stdout)[1]["checked_before"][0]
    assert (record["claimReviewed"], record["rating"], record["by"]) == ("Three men left the building.", "False", "ann")
    run("checks", "refuse", "2", "1")
    assert "Three men left the building." not in run("matches", "story").stdout
    assert "is no check" in one_line(run("checks", "accept", "2", "first"))
    assert "no other claim 9" in one_line(run("checks", "refuse", "2", "claim:9"))


def test_a_bad_record_refuses_the_file_unless_it_is_skipped(run: Run, tmp_path: Path) -> None:
    feed = filled(tmp_path, LINES + "{broken\n")
    assert "feed.jsonl line 3: is no JSON" in one_line(run("checks", "import", feed))
    assert run("checks", "list").stderr.startswith("nothing was brought in yet")
    skipped = run("checks", "import", feed, "--skip-bad")
    assert "2 brought in" in skipped.stdout
    assert "skipped" in skipped.stderr and "line 3" in skipped.stderr
    feed.write_text("{}\n", encoding="utf-8")
    assert "no checked claims" in run("checks", "import", feed, "--skip-bad").stderr
    assert "no such file" in one_line(run("checks", "import", tmp_path / "none.json"))


def test_files_and_desk_are_not_mixed(run: Run, tmp_path: Path) -> None:
    assert "leave DOCUMENT and --database out" in one_line(run("matches", "story", "--checks", tmp_path / "a.json"))
    assert "ask the desk" in one_line(run("matches"))
    assert "ask the desk" in one_line(run("matches", "story", "--claim", "Three men left"))
