"""`factcheck matches` looks claims up among earlier checks, in the forms agreed on."""

import csv
import io
import json
from pathlib import Path

import pytest

from factcheck.text.display import visible
from tests.cli.conftest import Run, one_line


def reviews(path: Path, *claims: str) -> Path:
    path.write_text(
        "".join(
            json.dumps(
                {"@type": "ClaimReview", "claimReviewed": claim, "url": f"https://example.org/{n}",
                 "reviewRating": {"alternateName": "False"}}
            )
            + "\n"
            for n, claim in enumerate(claims)
        ),
        encoding="utf-8",
    )  # fmt: skip
    return path


@pytest.fixture
def checks(tmp_path: Path) -> Path:
    return reviews(
        tmp_path / "checks.jsonl",
        "North Korea deployed 10,000 troops to Russia",
        "3,000 North Korean troops were killed or wounded in Kursk",
        "Trump did not meet Kim three times",
        "Trump met Kim three times",
        "The moon is cheese",
    )


def test_a_claim_gives_its_matches_as_agreed(run: Run, checks: Path) -> None:
    result = run("matches", "--claim", "Trump met Kim 3 times", "--checks", checks, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    (found,) = json.loads(result.stdout)
    assert list(found) == ["claim", "matches"]
    best, second = found["matches"][:2]
    assert list(best) == ["id", "claimReviewed", "score", "same", "different", "rating", "url"]
    assert best["claimReviewed"] == "Trump met Kim three times"
    assert (best["id"], best["rating"], best["url"]) == ("https://example.org/3", "False", "https://example.org/3")
    assert best["same"] == ["Trump", "met", "Kim", "3", "times"] and best["different"] == []
    assert second["claimReviewed"] == "Trump did not meet Kim three times"
    assert "not" in second["different"]
    assert 1 >= best["score"] > 0.9 > 0.1 > second["score"] >= 0


def test_every_claim_of_an_article_is_looked_up(run: Run, article: Path, checks: Path) -> None:
    found = json.loads(run("matches", "--article", article, "--checks", checks, "--format", "json").stdout)
    claims = json.loads(run("extract", article, "--format", "json").stdout)["claims"]
    assert [one["claim"] for one in found] == [claim["text"] for claim in claims]
    troops = next(one for one in found if one["claim"].startswith("3,000 North Korean troops"))
    assert troops["matches"][0]["claimReviewed"].startswith("3,000 North Korean troops")
    assert all(match["score"] < 0.5 for match in troops["matches"][1:])


def test_several_claims_and_files_and_a_limit(run: Run, checks: Path, tmp_path: Path) -> None:
    other = reviews(tmp_path / "other.jsonl", "The moon is made of green cheese")
    result = run(
        "matches", "--checks", checks, other, "--claim", "the moon is cheese", "--claim", "Trump met Kim",
        "--limit", "1", "--format", "json",
    )  # fmt: skip
    moon, met = json.loads(result.stdout)
    assert [match["claimReviewed"] for match in moon["matches"]] == ["The moon is cheese"]
    assert [match["claimReviewed"] for match in met["matches"]] == ["Trump met Kim three times"]


def test_the_table_and_csv_say_the_same(run: Run, checks: Path) -> None:
    arguments = ("matches", "--claim", "Trump met Kim 3 times", "--claim", "It rained in Ulm", "--checks", checks)
    table = run(*arguments).stdout
    assert "Trump met Kim three times" in table and "nothing like it" in table
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))
    assert rows[0]["claimReviewed"] == "Trump met Kim three times" and rows[0]["rank"] == "1"
    assert (rows[-1]["claim"], rows[-1]["claimReviewed"]) == ("It rained in Ulm", "")


def test_a_broken_line_stops_unless_it_is_skipped(run: Run, checks: Path) -> None:
    checks.write_text(checks.read_text() + "{broken\n" * 12, encoding="utf-8")
    result = run("matches", "--claim", "the moon is cheese", "--checks", checks)
    assert result.exit_code == 2
    assert "checks.jsonl line 6: is no JSON" in one_line(result) and "--skip-bad" in one_line(result)
    result = run("matches", "--claim", "the moon is cheese", "--checks", checks, "--skip-bad", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["matches"][0]["claimReviewed"] == "The moon is cheese"
    assert result.stderr.count("\n") == 11 and "line 6" in result.stderr and "2 more" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give --checks file"),
        (["--checks", "none.json"], "give either --claim or --article"),
        (["--checks", "none.json", "--claim", "x"], "no such file"),
        (["--checks", "none.json", "--claim", "x", "--article", "y"], "give either"),
        (["--checks", "none.json", "--claim", " "], "--claim is empty"),
        (["--checks", "none.json", "--article", "none.txt"], "no such file"),
        (["--checks", "none.json", "--claim", "x", "--limit", "0"], "'--limit'"),
    ],
)
def test_bad_usage_is_one_line(run: Run, arguments: list[str], says: str) -> None:
    result = run("matches", *arguments)
    assert result.exit_code == 2
    assert says in one_line(result).lower()


def test_a_file_without_a_check_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("claim,rating\n", encoding="utf-8")
    assert "no checked claims" in one_line(run("matches", "--claim", "x", "--checks", path))


def test_hostile_text_steers_no_terminal_and_runs_no_spreadsheet(run: Run, tmp_path: Path) -> None:
    path = reviews(tmp_path / "a.jsonl", "=HYPERLINK(\x1b[31m the bold\u202e [/red] words were read)")
    for form in ("table", "csv", "json"):
        shown = run("matches", "--claim", "the bold words were read\x1b[2J", "--checks", path, "--format", form).stdout
        assert shown == visible(shown)
        assert "[/red]" in shown
    assert (
        ",'=HYPERLINK"
        in run("matches", "--claim", "the bold words were read", "--checks", path, "--format", "csv").stdout
    )
