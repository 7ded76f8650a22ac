"""The command line keeps its contract: forms, exit codes, one line for what went wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from factcheck.cli.main import main
from factcheck.text.display import visible

ROOT = Path(__file__).parents[2]


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def one_line(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1 and result.stderr.startswith("factcheck: ")
    return result.stderr


def test_from_an_article_to_a_report(article: Path, tmp_path: Path) -> None:
    desk = ["--database", str(tmp_path / "desk.db")]
    assert "added kim-toughest-policy" in run("add", *desk, str(article)).output
    assert "nothing added" in run("add", *desk, str(article)).output
    claims = json.loads(run("claims", *desk, "--format", "json").output)
    assert len(claims) > 25 and claims[0]["state"] == "unstarted"
    assert "Kim Jong Un" in run("sources", *desk).output
    report = tmp_path / "report.md"
    result = run("export", *desk, "kim", "--output", str(report), "--fail-on", "unsigned")
    assert result.exit_code == 1 and "not signed off" in result.stderr
    assert "Volodymyr Zelenskyy" in report.read_text()
    assert json.loads(run("export", *desk, "kim", "--format", "json").output)["counts"]["open"] == len(claims)
    assert run("export", *desk, "kim", "--format", "csv").output.count("\n") > len(claims)
    assert run("db", "verify", *desk).exit_code == 0


def test_extract_reads_standard_input_and_json_lines(tmp_path: Path) -> None:
    record = json.loads(run("extract", "-", "--format", "json", given="Jane Roe said that it rained.").output)
    assert record["document"]["text"] == "Jane Roe said that it rained."
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": f"d{n}", "text": f"It rained {n} days."}) + "\n" for n in range(3)))
    lines = run("extract", str(path), "--format", "json").output.splitlines()
    assert [json.loads(line)["document"]["id"] for line in lines] == ["d0", "d1", "d2"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract", "no-such-file"], "no such file"),
        (["extract", "."], "is a folder"),
        (["extract"], "missing argument"),
        (["claims", "--state", "odd"], "'unstarted'"),
        (["nonsense"], "no such command 'nonsense'; see factcheck --help"),
        (["exract"], "Did you mean 'extract'? See factcheck --help"),
        (["claims", "--opne"], "Did you mean '--open'? See factcheck claims --help"),
        (["export", "x"], "no document"),
        (["review"], "needs a terminal"),
    ],
)
def test_bad_input_is_one_line_that_says_what_to_do(arguments: list[str], says: str) -> None:
    assert says.lower() in one_line(run(*arguments)).lower()


def test_hostile_text_never_reaches_the_terminal_raw(tmp_path: Path) -> None:
    text = "Jane Roe said \x1b[31m“it [/red] rained”\u202e on Monday.\n\n[bold]Three men\x07 left.[/]"
    path = tmp_path / "a.txt"
    path.write_text(text)
    shown = run("extract", str(path)).output
    assert shown == visible(shown)
    assert "[/red]" in shown and "␛[31m" in shown
    one_line(run("extract", "no\x1b[2Jfile"))


def test_a_bad_file_leaves_no_half_written_output(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("before")
    one_line(run("extract", str(article), "missing.txt", "--output", str(target), "--format", "jsonl"))
    assert target.read_text() == "before"
    assert os.listdir(tmp_path).count("out.json") == 1


def test_it_pipes_cleanly(article: Path) -> None:
    command = f"{sys.executable} -m factcheck extract {article} | head -n 2"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr == "" and "\x1b" not in done.stdout and done.stdout.count("\n") == 2


def test_help_does_not_load_what_it_does_not_need() -> None:
    script = (
        "import sys, factcheck.cli.main\n"
        "print([m for m in ('onnxruntime', 'sqlalchemy', 'textual', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def commands(group: click.Group = main, path: str = "") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found += commands(command, f"{name} ") if isinstance(command, click.Group) else [(path + name, command)]
    return found


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_command_and_option_has_help_and_is_documented(name: str, command: click.Command) -> None:
    documentation = (ROOT / "docs" / "command-line.md").read_text()
    assert command.help and name.split()[-1] in documentation
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
            assert all(option in documentation for option in parameter.opts), parameter.opts
