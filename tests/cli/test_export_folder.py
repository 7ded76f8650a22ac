"""Whole desks go into a folder that nothing leaves, and a second run goes on where the first stopped."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from factcheck.cli.folder import Folder
from factcheck.cli.record import NAME as RECORD
from factcheck.domain.errors import FactcheckError
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.reports.files import file_name, placed
from factcheck.workbench import Workbench
from tests.builders import build
from tests.cli.conftest import Run, one_line
from tests.serve.serving import until

PUBLICATION = "url = 'https://c.example/{document}/{claim}'\nauthor = {name = 'Desk'}\n"


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """Two documents, the first with a wrong quotation signed off."""
    database = str(tmp_path / "desk.db")
    text = build().document.text
    with Workbench.open(database, "ann") as ann:
        for name in ("story", "wire/two"):
            ann.add(build(text.replace("Three", f"Three {name}"), name))
        claim = ann.document("story").claims[0]
        judged = Decision(finding=Finding.WRONG, attribution_check=AttributionCheck.CORRECT, reason="so")
        ann.decide(claim.id, 1, judged)
        ann.decide(claim.id, 2, Decision(state=State.CHECKED))
    with Workbench.open(database, "ben") as ben:
        ben.decide(claim.id, 3, Decision(state=State.SIGNED_OFF))
    return database


def test_a_second_run_writes_what_is_missing_and_keeps_what_differs(run: Run, desk: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert (
        run("export", "--all", "--output", folder, "--format", "html").stdout
        == f"{folder}: 2 written, 0 there already\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == [RECORD, "story.html", "wire%2Ftwo.html"]
    (folder / "story.html").unlink()
    (folder / "wire%2Ftwo.html").write_text("mine", encoding="utf-8")
    result = run("export", "--all", "--output", folder, "--format", "html")
    assert result.exit_code == 2 and "1 written, 0 there already" in result.stdout
    assert "wire%2Ftwo.html: there already with other contents" in result.stderr
    assert (folder / "wire%2Ftwo.html").read_text(encoding="utf-8") == "mine"
    assert run("export", "--all", "--output", folder, "--format", "html", "--force").exit_code == 0
    assert (folder / "wire%2Ftwo.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_document_that_is_no_file_name_stops_no_other(run: Run, desk: str, tmp_path: Path) -> None:
    with Workbench.open(desk, "ann") as ann:
        ann.add(build(build().document.text.replace("Three", "Three and nine"), "../../escape"))
    folder = tmp_path / "in" / "out"
    result = run("export", "--all", "--output", folder, "--format", "json")
    assert result.exit_code == 2 and "makes no name of a file" in result.stderr
    assert len(list(folder.glob("*.json"))) == 2 and not list(tmp_path.glob("escape*"))


@pytest.mark.parametrize(
    "name",
    ["..", "../x", "a/../../x", "a\\..\\x", ".hidden", "~root", "", " ", "CON", "nul.txt", "com1", "x" * 300, "…" * 90],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(FactcheckError, match="--output FILE"):
        file_name(name)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("story", "story"),
        ("a/b", "a%2Fb"),
        ("a\x00\nb", "a%00%0Ab"),
        ("C:\\x", "C%3A%5Cx"),
        ("Élan – 2", "Élan %E2%80%93 2"),
        ("a. ", "a"),
    ],
)
def test_other_names_are_kept_or_encoded(name: str, file: str) -> None:
    assert file_name(name) == file


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    folder = Folder.at(str(tmp_path / "out"), force=True)
    (folder.path / "story.md").symlink_to(outside)
    assert folder.put("story.md", "x") is None
    assert (folder.kept, outside.read_text(encoding="utf-8")) == (["story.md"], "mine")


def test_each_claimreview_is_a_file_of_its_own(run: Run, desk: str, tmp_path: Path) -> None:
    settings = tmp_path / "publication.toml"
    settings.write_text(PUBLICATION, encoding="utf-8")
    arguments = ("--format", "claimreview", "--publication", settings)
    one = json.loads(run("export", "story", *arguments, "--claim", "1").stdout)
    assert (one["url"], one["reviewRating"]["alternateName"]) == ("https://c.example/story/1", "False")
    assert "ben" not in json.dumps(one)
    result = run("export", "story", *arguments, "--output", f"{tmp_path}/reviews/")
    assert json.loads((tmp_path / "reviews" / "story-1.claimreview.jsonld").read_text(encoding="utf-8")) == one
    assert "2 are not signed off" in result.stderr
    assert run("export", "--all", *arguments, "--output", tmp_path / "all").exit_code == 0
    assert [path.name for path in (tmp_path / "all").glob("*")] == ["story-1.claimreview.jsonld", RECORD]
    assert "--publication FILE" in one_line(run("export", "story", "--format", "claimreview"))
    assert run("export", "story", *arguments, "--claim", "2").exit_code == 2


def test_a_word_document_holds_the_article_with_comments_and_is_the_same_twice(run: Run, desk: str) -> None:
    first, second = (run("export", "story", "--format", "docx").stdout_bytes for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        comments = package.read("word/comments.xml").decode()
        body = package.read("word/document.xml").decode()
    assert "Was it said? said, and credited right" in comments and "1. Is it true? no, it is wrong" in comments
    assert body.count("<w:commentRangeStart") == 3


@pytest.mark.parametrize(
    "arguments",
    [("--all",), ("story", "--all", "--output", "x"), (), ("story", "--claim", "1"), ("story", "--format", "odd")],
)
def test_options_that_do_not_go_together_are_refused(run: Run, desk: str, arguments: tuple[str, ...]) -> None:
    assert run("export", *arguments).exit_code == 2


def test_a_run_that_is_killed_leaves_whole_files_and_the_next_one_finishes(tmp_path: Path) -> None:
    database, folder = str(tmp_path / "many.db"), tmp_path / "out"
    text = build().document.text
    with Workbench.open(database, "ann") as ann:
        for number in range(40):
            ann.add(build(text.replace("Three", f"Three times {number}"), f"story-{number}"))
    command = [sys.executable, "-m", "factcheck", "export", "--all", "--format", "html", "--output", str(folder)]
    command += ["--database", database]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        until(lambda: len(list(folder.glob("*.html"))) >= 3, "the first files", pause=0.005)
        run.kill()
    there = {path.name: path.read_bytes() for path in folder.glob("*.html")}
    assert 3 <= len(there) < 40
    assert all(data.rstrip().endswith(b"</html>") for data in there.values())
    # what a writer leaves that is killed in the midst of a file
    (folder / ".factcheck-0123456789ab").write_bytes(b"<!DOCTYPE")
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == f"{folder}: {40 - len(there)} written, {len(there)} there already\n"
    assert sorted(path.suffix for path in folder.iterdir()) == [".html"] * 40 + [".jsonl"]
    assert all((folder / name).read_bytes() == data for name, data in there.items())


def test_a_file_that_another_writes_just_now_is_left_alone(tmp_path: Path) -> None:
    with placed(str(tmp_path / "a"), force=False) as stream:
        Folder.at(str(tmp_path), force=False)
        stream.write(b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"whole")]
