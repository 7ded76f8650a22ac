"""`factcheck extract` reads what it is given, writes what was asked for, and nothing else."""

import hashlib
import json
import os
import re
import sys
from pathlib import Path

import pexpect
import pytest

from factcheck.domain.extraction import (
    Attribution,
    Claim,
    Document,
    Extraction,
    Flag,
    QuotationType,
    Source,
    SourceKind,
)
from factcheck.domain.spans import Span
from tests.builders import TEXT, build
from tests.cli.conftest import Run, Shell, one_line

# a terminal of one's own takes a fork, of which Python 3.12 and later warn once the tagger has threads
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
HOSTILE = "\x1b[2J\x1b]0;owned\x07 \u202egnp.exe\u2066 [/bold] [sic] \x9b31m \u200bx\r\ny"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every article holds what the one made by hand holds."""

    def fake(document: Document) -> Extraction:
        return build(name=document.id)

    monkeypatch.setattr("factcheck.pipeline.extract", fake)


def lines_of(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


# what it writes


def test_json_is_one_object_whose_offsets_fit_the_file(run: Run, article: Path) -> None:
    result = run("extract", article, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    text = article.read_bytes().decode()
    assert data["document"]["text"] == text
    assert data["document"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert data["document"]["published"] == "2024-12-29"
    said = {text[s:e]: claim for claim in data["claims"] for s, e in claim["spans"]}
    troops = next(claim for words, claim in said.items() if "3,000 North Korean troops" in words)
    assert [data["sources"][n]["name"] for n in troops["sources"]] == ["Volodymyr Zelenskyy"]
    assert "figure" in troops["flags"]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_lines_give_one_result_a_line_in_order(run: Run, tmp_path: Path, by_hand: None, form: str) -> None:
    path = lines_of(tmp_path / "a.jsonl", *({"id": f"n{n}", "text": "Kim said so."} for n in (2, 1, 3)))
    result = run("extract", path, "--format", form)
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["n2", "n1", "n3"]


def test_json_lines_from_a_pipe_are_refused_before_they_are_opened(run: Run, tmp_path: Path, by_hand: None) -> None:
    """They are read twice, and a pipe gives nothing the second time."""
    os.mkfifo(tmp_path / "a.jsonl")
    result = run("extract", tmp_path / "a.jsonl")
    assert result.exit_code == 2
    assert "save them to a file first" in result.stderr


def test_a_jsonl_file_of_one_line_gives_one_line(run: Run, tmp_path: Path, by_hand: None) -> None:
    path = lines_of(tmp_path / "a.jsonl", {"id": "x", "text": "Kim said so."})
    assert run("extract", path, "--format", "json").stdout.count("\n") == 1


def test_several_files_give_one_object_a_line(run: Run, story: Path, tmp_path: Path, by_hand: None) -> None:
    (tmp_path / "other.md").write_text("# Other\n\nIt rained.", encoding="utf-8")
    result = run("extract", story, tmp_path / "other.md", "--format", "json")
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["story", "other"]


def test_standard_input_is_an_article(run: Run, by_hand: None) -> None:
    result = run("extract", "-", "--format", "json", stdin=TEXT.encode())
    assert json.loads(result.stdout)["document"]["id"] == "stdin"


def test_the_text_form_reads_well(run: Run, story: Path, by_hand: None) -> None:
    assert run("extract", story).stdout.splitlines() == [
        "Kim vows more [sic] tests",
        "AP · story · 4 sentences · 3 claims · 2 sources",
        "",
        "Kim vows more [sic] tests",
        "",
        "“We will test,” Kim said.",
        "   1  “We will test,”",
        "      Kim Jong Un (person), via KCNA (organization) · direct quotation · not checkable · prediction,",
        "      relayed",
        "",
        "Three men [/ruling] left.",
        "   2  the whole sentence",
        "      AP (outlet), own voice · figure",
        "",
        "It rained =1+1 all day.",
        "   3  the whole sentence",
        "      AP (outlet), own voice · figure",
        "",
        "Sources and the number of their claims",
        "   2  AP (outlet), own voice",
        "   1  Kim Jong Un (person)",
        "   –  KCNA (organization) · relays 1",
    ]


def test_the_text_form_pipes_cleanly(run: Run, article: Path) -> None:
    lines = run("extract", article).stdout.splitlines()
    assert all(line == line.rstrip() for line in lines)
    assert max(map(len, lines)) <= 100
    assert not any("\x1b" in line for line in lines)


def test_every_claim_of_the_json_has_its_number_in_the_text(run: Run, article: Path) -> None:
    claims = json.loads(run("extract", article, "--format", "json").stdout)["claims"]
    page = run("extract", article).stdout.split("\nSources and")[0]
    numbers = [int(n) for n in re.findall(r"^ {1,3}(\d+)  ", page, re.MULTILINE)]
    assert sorted(numbers) == [claim["id"] + 1 for claim in claims]


def test_colour_comes_where_it_is_asked_for(run: Run, story: Path, by_hand: None) -> None:
    page = run("extract", story, "--color", "always").stdout
    assert "\x1b[1;36mKim Jong Un\x1b[0m" in page
    assert "(person)" in page
    assert re.sub(r"\x1b\[[\d;]*m", "", page) == run("extract", story).stdout


def test_unsure_and_unnamed_are_said_in_words(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def doubtful(document: Document) -> Extraction:
        span = Span(0, 3)
        return Extraction(
            document, (Span(0, 3),), (), (Attribution(0, (), (), (span,), QuotationType.INDIRECT, (), (), 0.41),),
            (Claim(0, (span,), "Kim left", 0, (), (), True, 0.5, (Flag.UNKNOWN_SOURCE,)),
             Claim(1, (Span(20, 25),), "elsewhere", None, (), (), True, 0.5, ())),
        )  # fmt: skip

    monkeypatch.setattr("factcheck.pipeline.extract", doubtful)
    page = run("extract", story).stdout
    assert "nobody named · indirect · unsure (0.41) · unknown source" in page
    assert "Outside the sentences\n   2  elsewhere" in page


# where it writes


def test_a_file_is_written_whole(run: Run, story: Path, tmp_path: Path, by_hand: None) -> None:
    target = tmp_path / "out.json"
    result = run("extract", story, "--format", "json", "--output", target)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert json.loads(target.read_text(encoding="utf-8"))["document"]["id"] == "story"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "story.txt"]


def test_a_failure_leaves_the_old_file_as_it_was(
    run: Run, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.json"
    target.write_text("old", encoding="utf-8")

    def full(document: Document) -> Extraction:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("factcheck.pipeline.extract", full)
    result = run("extract", story, "--output", target)
    assert result.exit_code == 2
    assert "no space left" in one_line(result)
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "story.txt"]


def test_a_file_keeps_its_mode_and_a_link_its_target(run: Run, story: Path, tmp_path: Path, by_hand: None) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    assert run("extract", story, "--output", link).exit_code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("Kim vows")
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("target", "says"), [("", "it is a folder"), ("none/out", "folder does not exist")])
def test_what_cannot_be_written_is_one_line(
    run: Run, story: Path, tmp_path: Path, by_hand: None, target: str, says: str
) -> None:
    result = run("extract", story, "--output", f"{tmp_path}/{target}")
    assert result.exit_code == 2
    assert says in one_line(result)


# what it refuses


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"\x7fELF\x00\x00", "no text file"),
        (b"caf\xe9", "not valid UTF-8"),
        (b"<p>Ten men <b>left</b>.</p>\n<ul><li>Kim said so.</li></ul>\n", "is HTML"),
    ],
)
def test_a_bad_file_is_one_line_and_stops_the_good_ones(
    run: Run, story: Path, tmp_path: Path, by_hand: None, data: bytes | None, says: str
) -> None:
    bad = tmp_path / "bad.txt"
    if data is not None:
        bad.write_bytes(data)
    result = run("extract", story, bad)
    assert result.exit_code == 2
    assert says in one_line(result)


def test_markdown_that_begins_with_a_tag_is_read(run: Run, tmp_path: Path, by_hand: None) -> None:
    path = tmp_path / "a.md"
    path.write_text('<div align="center">Ten men</div>\n\nKim said that they had left.\n', encoding="utf-8")
    assert run("extract", path).exit_code == 0


def test_a_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == 2
    assert "folder" in one_line(result)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("no json", "line 2: is no JSON"),
        ("[" * 100_000, "nests JSON too deeply"),
        ({"id": "b"}, "line 2: lacks a “text”"),
        ({"id": "b", "text": " "}, "is empty"),
        ([1], "line 2: lacks"),
        ({"id": "b", "text": "half \ud800 pair"}, "surrogate"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_written(
    run: Run, tmp_path: Path, by_hand: None, row: object, says: str
) -> None:
    result = run(
        "extract", lines_of(tmp_path / "a.jsonl", {"id": "a", "text": "Kim said so."}, row), "--format", "jsonl"
    )
    assert result.exit_code == 2
    assert says in one_line(result)


def test_empty_standard_input_is_one_line(run: Run) -> None:
    assert "is empty" in one_line(run("extract", "-", stdin=b""))


# what it cannot read

GERMAN = (
    "Der Bürgermeister sagte am Montag, die Brücke sei sicher. Nach Angaben der Polizei wurden zehn Menschen verletzt."
)


def test_another_language_is_read_and_said_to_be_badly_read(run: Run, tmp_path: Path, by_hand: None) -> None:
    rows = [{"id": f"de{n}", "text": GERMAN} for n in range(5)]
    path = lines_of(tmp_path / "a.jsonl", {"id": "en", "text": "It is said that he was in the city for a week."}, *rows)
    result = run("extract", path, "--format", "jsonl")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 6)
    assert result.stderr.count("\n") == 1
    assert "not in English" in result.stderr
    assert result.stderr.endswith(": de0 (de), de1 (de), de2 (de) and 2 more\n")
    stored = run("add", path)
    assert stored.stderr == result.stderr


@pytest.mark.parametrize(
    "text", [TEXT, "Guilty", "10:42", "“Bonjour,” said Jane Roe, and the others said that it was late."]
)
def test_english_and_what_is_too_short_to_tell_go_without_a_word(run: Run, by_hand: None, text: str) -> None:
    assert run("extract", "-", stdin=text.encode()).stderr == ""


# hostile text


def test_hostile_text_steers_no_terminal_in_any_form(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hostile(document: Document) -> Extraction:
        whole = Span(0, len(document.text))
        return Extraction(
            document, (whole,), (Source(0, HOSTILE, SourceKind.PERSON, (whole,)),),
            (Attribution(0, (whole,), (), (whole,), QuotationType.DIRECT, (0,), (0,), 0.9),),
            (Claim(0, (whole,), HOSTILE + "!", 0, (0,), (0,), True, 0.5, ()),),
        )  # fmt: skip

    monkeypatch.setattr("factcheck.pipeline.extract", hostile)
    path = lines_of(tmp_path / "a.jsonl", {"id": HOSTILE, "text": HOSTILE, "title": HOSTILE, "outlet": HOSTILE})
    for form in ("text", "json", "jsonl"):
        written = run("extract", path, "--format", form).stdout
        assert written
        assert not STEERING.search(written)
    assert "[/bold] [sic]" in run("extract", path).stdout
    assert json.loads(run("extract", path, "--format", "json").stdout)["document"]["text"] == HOSTILE


def test_hostile_file_names_steer_no_terminal(shell: Shell, tmp_path: Path) -> None:
    for name in ("a\x1b[2Jb\u202e.txt", "c\nd.txt"):
        result = shell(f"factcheck extract '{tmp_path}/{name}'")
        assert result.returncode == 2
        assert not STEERING.search(one_line(result))


def test_a_file_name_that_is_no_utf8_is_read(shell: Shell, tmp_path: Path) -> None:
    result = shell(
        f"cd '{tmp_path}'; printf 'Kim said he left town.' >$'x\\xff.txt'; factcheck extract --format json *.txt"
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["document"]["id"] == "x"


# as a process


def test_a_reader_that_goes_away_ends_it_quietly(shell: Shell, article: Path) -> None:
    result = shell(f"set -o pipefail; factcheck extract '{article}' | head -1")
    assert result.stderr == ""
    assert result.stdout.startswith("North Korea's Kim")
    result = shell(f"factcheck extract '{article}' --format json | true; echo ${{PIPESTATUS[0]}}")
    assert result.stderr == ""
    assert result.stdout in ("0\n", "141\n")


def test_a_full_disk_is_one_line(shell: Shell, article: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    result = shell(f"factcheck extract '{article}' >/dev/full")
    assert (result.returncode, one_line(result)) == (2, "no space left on device")


def test_standard_input_and_pipes_work_in_any_locale(shell: Shell, article: Path) -> None:
    result = shell(f"factcheck extract - <'{article}'", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (result.returncode, result.stderr) == (0, "")
    assert "“toughest”" in result.stdout


def test_closed_standard_input_is_one_line(shell: Shell) -> None:
    result = shell("factcheck extract - <&-")
    assert result.returncode == 2
    one_line(result)


def test_an_interrupt_is_quiet_and_leaves_nothing(
    run: Run, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(document: Document) -> Extraction:
        raise KeyboardInterrupt

    monkeypatch.setattr("factcheck.pipeline.extract", interrupted)
    result = run("extract", story, "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


# on a terminal


def on_screen(*args: str | Path, **variables: str) -> str:
    """What `factcheck ARGS…` sends to a terminal of 80 columns."""
    environment = {**os.environ, "TERM": "xterm-256color", **variables}
    child: pexpect.spawn[str] = pexpect.spawn(
        sys.executable,
        ["-m", "factcheck", *map(str, args)],
        env=environment,  # type: ignore[arg-type]
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return child.before or ""


def test_a_terminal_gets_colour_and_its_own_width(article: Path) -> None:
    seen = on_screen("extract", article)
    assert "\x1b[1;36mKim Jong Un\x1b[0m" in seen
    plain = re.sub(r"\x1b\[[\d;]*m", "", seen)
    assert max(map(len, plain.splitlines())) <= 80


def test_no_color_is_honoured(article: Path) -> None:
    assert "\x1b" not in on_screen("extract", article, NO_COLOR="1")


def test_long_work_shows_a_bar_on_a_terminal_only(article: Path, tmp_path: Path, shell: Shell) -> None:
    path = lines_of(tmp_path / "a.jsonl", *({"id": n, "text": article.read_text(encoding="utf-8")} for n in range(3)))
    target = tmp_path / "out"
    assert "reading" in on_screen("extract", path, "--output", target)
    assert target.read_text(encoding="utf-8").count("Sources and the number") == 3
    assert shell(f"factcheck extract '{path}' --output '{target}'").stderr == ""
