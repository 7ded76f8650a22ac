"""`factcheck quotes` holds an article's quotations against documents and says what it found in the forms agreed on."""

import csv
import io
import json
from pathlib import Path

import pytest

from factcheck.cli.quotes import quotes
from factcheck.text.display import visible
from tests.cli.conftest import Run, one_line

DISPATCH = (
    "Pyongyang, December 29 (KCNA) -- The U.S. is the most reactionary state that\nregards anti-communism as its "
    "invariable state policy. The alliance is expanding into a nuclear\nmilitary bloc for aggression. This reality "
    "clearly shows to which direction we should advance and what we should not do and how.\n"
)


@pytest.fixture
def dispatch(tmp_path: Path) -> Path:
    path = tmp_path / "dispatch.txt"
    path.write_text(DISPATCH, encoding="utf-8")
    return path


def test_json_is_one_object_a_quotation_as_agreed(run: Run, article: Path, dispatch: Path) -> None:
    result = run("quotes", article, "--document", dispatch, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    text = article.read_text(encoding="utf-8")
    assert all(list(one) == ["quote", "text", "sources", "verdict", "matches", "changes"] for one in found)
    assert all(text[s:e] == one["text"] for one in found for s, e in one["quote"])
    by_text = {one["text"]: one for one in found}
    state = by_text["the most reactionary state that regards anti-communism as its invariable state policy."]
    assert (state["verdict"], state["sources"], state["changes"]) == ("verbatim", ["Kim Jong Un"], [])
    (match,) = state["matches"]
    assert match["document"] == str(dispatch)
    assert match["score"] == 1.0
    ((start, end),) = match["spans"]
    assert DISPATCH[start:end].split() == state["text"].split()
    reality = next(one for one in found if one["text"].startswith("This reality"))
    assert reality["verdict"] == "meaning_altered"
    assert reality["changes"] == [{"kind": "negation", "said": "not", "printed": ""}]
    assert by_text["unchangeable"] == {**by_text["unchangeable"], "verdict": "not_found", "matches": [], "changes": []}


def test_the_table_and_csv_say_the_same(run: Run, article: Path, dispatch: Path) -> None:
    table = run("quotes", article, "--document", dispatch).stdout
    assert table.splitlines()[0].split()[:2] == ["quotation", "source"]
    assert "meaning altered" in table and "negation: not → –" in table
    assert "\x1b" not in table
    rows = list(csv.DictReader(io.StringIO(run("quotes", article, "--document", dispatch, "--format", "csv").stdout)))
    assert [row["verdict"] for row in rows][:4] == ["not_found", "verbatim", "verbatim", "meaning_altered"]
    assert rows[1]["sources"] == "Kim Jong Un" and rows[1]["score"] == "1.0"


def test_several_documents_follow_one_option_or_several(
    run: Run, article: Path, dispatch: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nothing of it stands here, and nothing else does.", encoding="utf-8")
    expected = run("quotes", article, "--document", dispatch, "--document", other, "--format", "json").stdout
    assert '"verbatim"' in expected
    for arguments in (
        [article, "--document", dispatch, other, "--format", "json"],
        ["--format", "json", "--document", dispatch, other, article],
        ["--document", dispatch, other, "--format=json", article],
        ["--document", dispatch, other, "--format", "json", "--", article],
        [article, f"--document={dispatch}", other, "--format", "json"],
    ):
        assert run("quotes", *arguments).stdout == expected


def test_documents_may_be_json_lines_and_the_article_standard_input(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "speeches.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": f"s{n}", "text": f"On day {n} we crossed the river together."}) + "\n" for n in (1, 2)
        ),
        encoding="utf-8",
    )
    result = run(
        "quotes", "-", "--document", path, "--format", "json", stdin="“On day 2 we crossed the river,” Jane Roe said."
    )
    (found,) = json.loads(result.stdout)
    assert found["verdict"] == "verbatim"
    assert [match["document"] for match in found["matches"]] == ["s2", "s1"]
    assert found["matches"][1]["score"] < 1


def test_an_article_without_quotations_is_an_empty_list(run: Run, tmp_path: Path, dispatch: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("It rained all day.", encoding="utf-8")
    assert json.loads(run("quotes", plain, "--document", dispatch, "--format", "json").stdout) == []
    result = run("quotes", plain, "--document", dispatch)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no quotations" in result.stderr


@pytest.mark.parametrize(
    ("data", "says"),
    [(None, "no such file"), (b"", "is empty"), (b"caf\xe9", "not valid UTF-8"), (b"%PDF-1.4", "is a PDF")],
)
def test_a_bad_document_is_one_line(run: Run, article: Path, dispatch: Path, data: bytes | None, says: str) -> None:
    bad = dispatch.with_name("bad.txt")
    if data is not None:
        bad.write_bytes(data)
    result = run("quotes", article, "--document", dispatch, bad)
    assert result.exit_code == 2
    assert says in one_line(result)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["quotes"], "missing argument"),
        (["quotes", "a.txt"], "there is no document yet"),
        (["quotes", "--document"], "requires an argument"),
        (["quotes", "none.txt", "--document", "none.txt"], "no such file"),
        (["quotes", "a", "--document", "b", "--format", "xml"], "'xml'"),
    ],
)
def test_bad_usage_is_one_line(run: Run, arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in one_line(result).lower()


def test_many_articles_are_refused(run: Run, tmp_path: Path, dispatch: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"id": "a", "text": "It rained."}\n', encoding="utf-8")
    assert "holds many articles" in one_line(run("quotes", lines, "--document", dispatch))


def test_hostile_text_steers_no_terminal_and_runs_no_spreadsheet(run: Run, tmp_path: Path) -> None:
    story, speech = tmp_path / "story.txt", tmp_path / "speech.txt"
    story.write_text("Jane Roe said “=HYPERLINK(\x1b[31m the bold\u202e [/red] words)”.", encoding="utf-8")
    speech.write_text("Here stand =HYPERLINK(\x1b[31m the cold\u202e [/red] words) of the speech.", encoding="utf-8")
    for form in ("table", "csv", "json"):
        shown = run("quotes", story, "--document", speech, "--format", form).stdout
        assert shown == visible(shown)
        assert "[/red]" in shown
    assert "\n'=HYPERLINK" in run("quotes", story, "--document", speech, "--format", "csv").stdout


def test_help_names_every_verdict() -> None:
    assert quotes.help is not None
    for verdict in (
        "verbatim",
        "typographic",
        "shortened",
        "wording_altered",
        "meaning_altered",
        "spliced",
        "not_found",
    ):
        assert verdict in quotes.help
