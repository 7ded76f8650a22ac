"""What README and docs say is so: commands run, examples print what stands there, links lead somewhere."""

import csv
import io
import json
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from factcheck.cli.main import main
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLE = re.compile(r"^ {4}(?:.*?[;|] )?(factcheck [a-z].*)$", re.MULTILINE)
INLINE = re.compile(r"`(factcheck [a-z][^`]*)`", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MODULE = re.compile(r"python -m\s+((?:benchmarks|training)\.\w+)")
# they want a terminal, a browser or a server
ELSEWHERE = re.compile(r"factcheck (?:review|serve)|postgresql|\| psql")
CHANGED = ("3,000 North Korean troops", "4,000 North Korean troops")


def pages() -> list[tuple[str, str]]:
    return [(page.name, page.read_text(encoding="utf-8")) for page in PAGES]


def examples(page: str) -> list[str]:
    return [line.strip() for line in EXAMPLE.findall((ROOT / page).read_text(encoding="utf-8"))]


def command_of(words: list[str]) -> tuple[click.Command, list[str], click.Context]:
    """The innermost command that `words` name, what is left for it, and its parent's context."""
    context = click.Context(main, info_name="factcheck")
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        inner = command.get_command(context, words[0])
        if inner is None:
            assert command is not main, f"factcheck has no command {words[0]}"
            break
        command, words = inner, words[1:]
        context = click.Context(command, parent=context)
    return command, words, context


ALL = sorted({(name, line) for name, text in pages() for line in EXAMPLE.findall(text)})


@pytest.mark.parametrize(("page", "line"), ALL)
def test_every_example_is_a_command_with_these_options(page: str, line: str) -> None:
    words = shlex.split(line.split(" | ")[0], comments=True)
    command, rest, context = command_of(words[1:])
    assert command.make_context(command.name, rest, parent=context.parent).params is not None


@pytest.mark.parametrize(("page", "text"), pages())
def test_every_command_named_in_a_sentence_is_there_with_its_options(page: str, text: str) -> None:
    for mention in INLINE.findall(text):
        words = [word for word in mention.split()[1:] if word.strip("…")]
        command, rest, _ = command_of(words)
        known = {option for parameter in (*main.params, *command.params) for option in parameter.opts}
        known |= {option for parameter in command.params for option in parameter.secondary_opts} | {"--help"}
        named = {word.split("|")[0].rstrip(",;:") for word in rest if word.startswith("--")}
        assert named <= known, f"{page}: {mention}"


@pytest.mark.parametrize(("page", "text"), pages())
def test_links_and_modules_are_there(page: str, text: str) -> None:
    folder = next(path for path in PAGES if path.name == page).parent
    for target in LINK.findall(text):
        name, _, anchor = target.partition("#")
        if not name.startswith(("http:", "https:")) and "." in name + anchor:
            assert (folder / name).exists(), f"{page}: {target}"
    for module in MODULE.findall(text):
        assert find_spec(module) is not None, f"{page}: {module}"


def test_every_page_of_the_docs_is_led_to() -> None:
    text = "".join(text for _, text in pages())
    for page in (*(ROOT / "docs").glob("*.md"), *(ROOT / "docs").glob("*.json")):
        assert re.search(rf"\((?:docs/)?{re.escape(page.name)}\)", text), page


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, article: Path) -> Path:
    """A folder with the files that the examples name."""
    monkeypatch.chdir(tmp_path)
    text = article.read_text(encoding="utf-8")
    for name in ("story.txt", "speech.txt", article.name):
        Path(name).write_text(text, encoding="utf-8")
    Path("other.txt").write_text(
        "Police said on Monday that 12,000 North Korean troops had been sent.", encoding="utf-8"
    )
    check = {"@type": "ClaimReview", "claimReviewed": "North Korea sent 10,000 troops", "url": "https://example.org/1"}
    Path("feed.json").write_text(json.dumps(check), encoding="utf-8")
    return tmp_path


def printed(run: Run, line: str) -> str:
    result = run(*shlex.split(line, comments=True)[1:])
    wanted = 1 if "--fail-on" in line else 0
    assert result.exit_code == wanted, f"{line}: {result.stderr}"
    return result.stdout


def unnumbered(page: str) -> str:
    """A page of `extract` without the claims' numbers, which change with whatever is cut otherwise before them."""
    return re.sub(r"(?m)^ {1,3}\d+  ", " ", page)


def test_a_day_with_it_goes_as_the_readme_says(run: Run, desk: Path) -> None:
    lines = [line for line in examples("README.md") if not ELSEWHERE.search(line)]
    assert len(lines) >= 8
    shown: dict[str, str] = {}
    for line in lines:
        if line.startswith("factcheck diff"):
            story = Path("story.txt")
            story.write_text(story.read_text(encoding="utf-8").replace(*CHANGED), encoding="utf-8")
            assert "draft 2 of story" in printed(run, "factcheck add story.txt")
        shown[line.split()[1]] = printed(run, line)
    assert "{+4,000+}" in shown["diff"]
    assert "verbatim" in shown["quotes"] and "The same thing" in shown["figures"]
    assert "<html" in Path("story.html").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    excerpt = re.search(r"prints of a sentence:\n\n((?:    .*\n)+)", readme)
    assert excerpt is not None
    assert unnumbered(re.sub(r"(?m)^    ", "", excerpt[1])) in unnumbered(shown["extract"])


def test_the_example_of_a_report_is_what_comes_out(run: Run, desk: Path) -> None:
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    sentence = re.search(r"one sentence:\n\n    (.*\n)", page)
    assert sentence is not None
    Path("troops.txt").write_text(sentence[1], encoding="utf-8")
    for line in examples("docs/reports.md")[:3]:
        shown = printed(run, line)
    excerpt = re.search(r"--layout change-list\n\n((?:    .*\n|\n)+)", page)
    assert excerpt is not None
    assert re.sub(r"(?m)^    ", "", excerpt[1]).strip() in shown


def test_backing_up_goes_as_the_docs_say(run: Run, desk: Path) -> None:
    (line,) = [line for line in examples("docs/database.md") if line.startswith("factcheck db backup")]
    printed(run, "factcheck add story.txt")
    printed(run, line)
    assert (desk / shlex.split(line, comments=True)[3]).is_file()


LISTS = [
    ("claims", "claims"), ("sources", "sources"), ("sources", "sources --merges"), ("evidence list", "evidence list"),
    ("checks list", "checks list"), ("checks alike", "checks alike story"), ("quotes", "quotes story"),
    ("quotes", "quotes story.txt --document speech.txt"), ("matches", "matches story"), ("keys", "keys"),
    ("matches", "matches --claim troops --checks feed.json"), ("figures", "figures story.txt other.txt"),
    ("check", "check story"), ("claims", "export story"), ("evidence list", "evidence show speech"),
]  # fmt: skip


def names_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | set().union(*map(names_in, value.values()))
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


def test_every_name_in_json_and_csv_is_documented(run: Run, desk: Path) -> None:
    page = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    for line in ("add story.txt", "evidence add speech.txt", "checks import feed.json"):
        printed(run, f"factcheck {line}")
    Path("story.txt").write_text(
        Path("story.txt").read_text(encoding="utf-8") + "\nKim Jong Un said no.\n", encoding="utf-8"
    )
    printed(run, "factcheck add story.txt --new")
    for heading, line in LISTS:
        told = set(
            re.findall(r"`([^`\s]+)`", next(text for name, text in sections.items() if heading in name.split(", ")))
        )
        if line not in ("check story", "evidence show speech"):
            (head, *_) = csv.reader(io.StringIO(run(*line.split(), "--format", "csv").stdout))
            assert set(head) <= told, (line, set(head) - told)
        if line != "export story":
            given = json.loads(run(*line.split(), "--format", "json").stdout)
            assert given, line
            assert names_in(given) <= told, (line, names_in(given) - told)
