"""Streams that are closed or full, names that are empty, and Ctrl-C at any moment: an exit code, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Shell, one_line


@pytest.mark.parametrize("arguments", ["extract '{}'", "extract '{}' --format json", "keys", "--help", "settings"])
def test_closed_standard_output_is_one_line(shell: Shell, article: Path, arguments: str) -> None:
    result = shell(f"factcheck {arguments.format(article)} >&-")
    assert result.returncode == 2
    assert one_line(result) == "standard output is closed; send it to a file, or to /dev/null"


def test_who_has_nothing_to_say_needs_no_standard_output(shell: Shell, article: Path, tmp_path: Path) -> None:
    result = shell(f"factcheck extract '{article}' --output '{tmp_path}/page' >&-")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Kim Jong Un" in (tmp_path / "page").read_text(encoding="utf-8")


def test_no_file_takes_the_place_of_a_closed_stream(shell: Shell, article: Path, tmp_path: Path) -> None:
    """What is written to a closed standard error would land in the database that took its number."""
    result = shell(f"factcheck add '{article}' <&- >/dev/null 2>&-; factcheck db verify")
    assert result.returncode == 0, result.stderr
    assert shell("factcheck bogus 2>&-; echo $?").stdout == "2\n"
    assert shell("factcheck bogus 2>/dev/full; echo $?").stdout == "2\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", ""),
        ("figures", ""),
        ("add", ""),
        ("quotes", "", "--document", "x"),
        ("extract", "-", "--output", ""),
        ("claims", "--database", ""),
        ("settings", "--as", " "),
    ],
)
def test_an_empty_name_is_told_and_not_taken_for_something_else(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, stdin="It rained.")
    assert result.exit_code == 2
    assert "is empty" in one_line(result)


@pytest.mark.parametrize("module", ["click", "factcheck.cli.options", "onnxruntime", "factcheck.pipeline.extract"])
def test_an_interrupt_while_it_loads_is_quiet(article: Path, module: str) -> None:
    script = (
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == '{module}':\n"
        "            sys.meta_path.remove(self)\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        # a shell has what it runs in the background ignore interrupts
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from factcheck.__main__ import run\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        f"sys.argv = ['factcheck', 'extract', '{article}']\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
