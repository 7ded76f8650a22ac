"""Driving the command line in this process and in one of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli.main import main

Run = Callable[..., Result]
Shell = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def _own_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database that commands find without being told is the test's own."""
    monkeypatch.setenv("FACTCHECK_DATABASE", str(tmp_path / "desk.db"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def run() -> Run:
    """Run `factcheck ARGS…` in this process."""

    def of(*args: str | Path, stdin: bytes | str | None = None) -> Result:
        result = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return of


@pytest.fixture
def shell() -> Shell:
    """Run a line of shell in which `factcheck` is this program, in a process of its own."""

    def of(line: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        function = f'factcheck() {{ "{sys.executable}" -m factcheck "$@"; }}\n'
        return subprocess.run(
            ["bash", "-c", function + line],
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=60,
        )

    return of


def one_line(result: "Result | subprocess.CompletedProcess[str]") -> str:
    """What a command that could not do its work said: nothing on standard output, one line on the other."""
    assert result.stdout == ""
    assert result.stderr.startswith("factcheck: ")
    assert result.stderr.endswith("\n")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("factcheck: ").rstrip("\n")
