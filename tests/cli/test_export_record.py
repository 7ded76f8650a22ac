"""A second export of a desk does only what is left to do, renews what is its own, and keeps what a person changed."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.cli import export as module
from factcheck.cli.record import NAME, Entry, record
from factcheck.domain.errors import FactcheckError
from factcheck.domain.review import Decision, Finding
from factcheck.workbench import Workbench
from tests.builders import build
from tests.cli.conftest import Run, one_line

SAID = "{folder}: {written} written, {there} there already\n"


@pytest.fixture
def desk(tmp_path: Path) -> str:
    """Three documents of nobody's work."""
    database = str(tmp_path / "desk.db")
    text = build().document.text
    with Workbench.open(database, "ann") as ann:
        for name in ("one", "two", "three"):
            ann.add(build(text.replace("Three", f"Three {name}"), name))
    return database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def judge(database: str, document: str) -> None:
    with Workbench.open(database, "ann") as ann:
        claim = ann.document(document).claims[0]
        ann.decide(claim.id, claim.review.version, Decision(finding=Finding.WRONG, reason="so"))


def never(*_: object, **__: object) -> str:
    raise AssertionError("something is rendered again")


def test_nothing_is_read_or_rendered_where_nothing_changed(
    run: Run, desk: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("export", "--all", "--output", folder, "--format", "html")
    run(*arguments)
    monkeypatch.setattr(module, "written_as", never)
    monkeypatch.setattr(module._Export, "made", never)
    assert run(*arguments).stdout == SAID.format(folder=folder, written=0, there=3)


def test_what_changed_is_renewed_and_no_other_rendered(
    run: Run, desk: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("export", "--all", "--output", folder)
    run(*arguments)
    before = {path.name: path.read_bytes() for path in folder.glob("*.md")}
    judge(desk, "two")
    rendered = []
    write = module.written_as
    monkeypatch.setattr(module, "written_as", lambda made, *rest: rendered.append(made.name) or write(made, *rest))
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (0, f"{folder}: 0 written, 1 renewed, 2 there already\n")
    assert rendered == ["two"]
    assert [path.name for path in folder.glob("*.md") if path.read_bytes() != before[path.name]] == ["two.md"]
    # the others were looked at, so that the next run need not
    monkeypatch.setattr(module._Export, "made", never)
    assert run(*arguments).exit_code == 0


def test_a_file_that_a_person_changed_is_kept_unless_forced(run: Run, desk: str, folder: Path) -> None:
    arguments = ("export", "--all", "--output", folder)
    run(*arguments)
    (folder / "two.md").write_text("mine", encoding="utf-8")
    for change in (lambda: None, lambda: judge(desk, "two")):
        change()
        result = run(*arguments)
        assert result.exit_code == 2 and "two.md: there already with other contents" in result.stderr
        assert (folder / "two.md").read_text(encoding="utf-8") == "mine"
    assert run(*arguments, "--force").stdout == f"{folder}: 0 written, 1 renewed, 2 there already\n"
    assert (folder / "two.md").read_text(encoding="utf-8").startswith("# Fact-check")
    (folder / "two.md").unlink()
    assert run(*arguments).stdout == SAID.format(folder=folder, written=1, there=2)


@pytest.mark.parametrize("other", [("--audience", "public"), ("--layout", "source-ledger")])
def test_no_other_sort_of_report_takes_its_place(run: Run, desk: str, folder: Path, other: tuple[str, ...]) -> None:
    # a public page must never become the desk's own by an export into the wrong folder
    with Workbench.open(desk, "ann") as ann:
        ann.add(build(build().document.text.replace("Three", "Three or four"), "kim-vows-more-sic-tests"))
    run("export", "--all", "--output", folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.md")}
    result = run("export", "--all", "--output", folder, *other)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert result.exit_code == 2 and "kim-vows-more-sic-tests.md" in result.stderr


def test_another_program_or_template_writes_anew(
    run: Run, desk: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template, beside = tmp_path / "ours.j2", tmp_path / "beside.j2"
    template.write_text("{% include 'beside.j2' %}", encoding="utf-8")
    beside.write_text("one", encoding="utf-8")
    arguments = ("export", "--all", "--output", folder, "--template", template)
    assert "3 written" in run(*arguments).stdout
    assert "3 there already" in run(*arguments).stdout
    beside.write_text("two", encoding="utf-8")
    assert "3 renewed" in run(*arguments).stdout
    assert (folder / "one.md").read_text(encoding="utf-8") == "two\n"
    monkeypatch.setattr("factcheck.reports.making.__version__", "99")
    rendered = []
    write = module.written_as
    monkeypatch.setattr(module, "written_as", lambda made, *rest: rendered.append(made.name) or write(made, *rest))
    assert "3 there already" in run(*arguments).stdout and len(rendered) == 3
    # what a template uses only as it runs cannot be known beforehand
    template.write_text("{% set name = 'beside.j2' %}{% include name %}", encoding="utf-8")
    beside.write_text("three", encoding="utf-8")
    assert "3 renewed" in run(*arguments).stdout
    beside.write_text("four", encoding="utf-8")
    assert "3 renewed" in run(*arguments).stdout


def test_gates_are_asked_though_nothing_is_written(run: Run, desk: str, folder: Path) -> None:
    arguments = ("export", "--all", "--output", folder, "--fail-on", "unsigned")
    assert [run(*arguments).exit_code for _ in range(2)] == [1, 1]


def test_public_files_are_called_by_the_headline_and_tell_no_name_of_the_desk(
    run: Run, desk: str, folder: Path
) -> None:
    run("export", "--all", "--output", folder, "--audience", "public", "--format", "html")
    names = sorted(path.name for path in folder.iterdir())
    base = "kim-vows-more-sic-tests"
    assert names == [NAME, f"{base}-2.html", f"{base}-3.html", f"{base}.html"]
    assert "one" not in (folder / NAME).read_text(encoding="utf-8")
    assert (
        "3 there already"
        in run("export", "--all", "--output", folder, "--audience", "public", "--format", "html").stdout
    )


@pytest.mark.parametrize("damage", [b"", b"\xff\x00{]", b'{"document": 1}\n[]\n1\n', b'{"document": "1", "file": 2}'])
def test_a_damaged_record_costs_time_and_nothing_else(run: Run, desk: str, folder: Path, damage: bytes) -> None:
    arguments = ("export", "--all", "--output", folder)
    run(*arguments)
    whole = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(damage)
    assert run(*arguments).stdout == SAID.format(folder=folder, written=0, there=3)
    assert (folder / NAME).read_bytes() == whole
    # half a line, as a killed run leaves it
    (folder / NAME).write_bytes(whole[:-40])
    assert run(*arguments).stdout == SAID.format(folder=folder, written=0, there=3)
    assert sorted((folder / NAME).read_bytes().splitlines()) == sorted(whole.splitlines())


def test_the_record_is_a_line_a_file_and_two_exports_do_not_mix(run: Run, desk: str, folder: Path) -> None:
    run("export", "--all", "--output", folder)
    run("export", "--all", "--output", folder, "--format", "json")
    entries = [json.loads(line) for line in (folder / NAME).read_text(encoding="utf-8").splitlines()]
    assert sorted(one["file"] for one in entries) == sorted(
        f"{name}{ending}" for name in ("one", "two", "three") for ending in (".md", ".json")
    )
    with (folder / NAME).open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        assert "another export" in one_line(run("export", "--all", "--output", folder))


def test_a_record_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    (tmp_path / NAME).symlink_to(outside)
    with pytest.raises(FactcheckError, match="name another folder"), record(tmp_path):
        pass
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_run_that_breaks_off_keeps_its_lines(tmp_path: Path) -> None:
    entry = Entry(1, "a.md", "markdown claim-cards desk", "m", "l", "v", "s")
    with pytest.raises(KeyboardInterrupt), record(tmp_path) as kept:
        kept.keep(entry)
        raise KeyboardInterrupt
    with record(tmp_path) as kept:
        assert kept.of(1, "markdown claim-cards desk") == entry and kept.of(2, "") is None


def test_the_same_review_has_the_same_hash_in_another_process(tmp_path: Path) -> None:
    code = (
        "from factcheck.reports.making import made_of, maker; from factcheck.reports.forms import Form;"
        "from tests.reporting import reviewed; print(made_of(reviewed()), maker(Form.HTML, None))"
    )
    root = Path(__file__).parents[2]
    told = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True, text=True, check=True, timeout=120,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu"))
    }  # fmt: skip
    assert len(told) == 1 and len(told.pop().split()) == 2
